"""What has been on screen, in order: scenes with what was chosen and noted, beats, messages, notices.

Pure: the role's part of the record in, moments out. It is played through once more, so that a resumed session has all of it; what
a role has not seen is not in its part, and so can't be here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from sim.engine import AnyEvent, Book, DecisionView, State, View, apply, decision_view
from sim.engine import events as e
from sim.engine.names import RoleId, Second
from sim.engine.views import ChoiceView
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.names import Names, capital
from sim.tui.play import scene
from sim.tui.play.beat import later_by
from sim.tui.play.feed import entries

ENDS = (e.DecisionClosed, e.Left, e.CaseEnded)
"""Events that can take a decision from the screen."""

SAID: Mapping[str, str] = {
    "no_answer": "The time ran out.",
    "deadlock": "There was no agreement.",
    "interrupted": "You were called away; nothing was decided.",
    "unfinished": "The case ended before it was decided.",
}
"""How a decision went that nobody took."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was on the screen. *seq*: its event; *heading*: it begins a scene."""

    seq: int
    at: Second
    words: Page
    heading: bool = False


def moments(
    book: Book, seen: Sequence[AnyEvent], view: View, names: Names, face: Clockface, notes: Mapping[str, str]
) -> list[Moment]:
    """All of it, oldest first. *seen*: the role's part of the record; *notes*: their words by reference."""
    found = _decisions(book, seen, view.role, names, face, notes)
    for entry in entries(view, names):
        found.append(Moment(entry.seq, entry.at, entry.words.indented(_mark(entry.at, face))))
    if view.ended and view.ending_title:
        found.append(Moment(view.seq, view.time, page(row(plain(view.ending_title, "title")), prose(view.ending_text))))
    return sorted(found, key=lambda moment: moment.seq)


class Transcript(NamedTuple):
    """The page, and in which of its rows scenes begin."""

    words: Page
    scenes: tuple[int, ...]


def transcript(found: Iterable[Moment], wanted: str = "") -> Transcript:
    """All moments under each other; with *wanted* only those in whose words it is found, and no beats between them."""
    rows: list[Row] = []
    scenes: list[int] = []
    before: Moment | None = None
    sought = " ".join(wanted.casefold().split())
    for moment in found:
        if sought and sought not in " ".join(moment.words.plain.casefold().split()):
            continue
        if before is not None:
            rows.append(row(""))
            if not sought and moment.at - before.at >= 60:
                rows += [row(plain(f"– {later_by(before.at, moment.at)} –", "muted")), row("")]
        if moment.heading:
            scenes.append(len(rows))
        rows += moment.words.rows
        before = moment
    if not rows:
        rows.append(row(plain(f"Nothing with “{wanted}”." if sought else "Nothing yet.", "muted")))
    return Transcript(Page(rows), tuple(scenes))


def _decisions(
    book: Book, seen: Sequence[AnyEvent], role: RoleId, names: Names, face: Clockface, notes: Mapping[str, str]
) -> list[Moment]:
    """Two moments a decision that is over: the scene when it opened, what was chosen when it closed; and notes beside it."""
    state = State(book)
    thread = state.threads[role]
    found: list[Moment] = []
    written: dict[str, list[str]] = {}
    opened = (0, 0)
    for event in seen:
        before = thread.decision
        shown = decision_view(state, role) if before is not None and isinstance(event, ENDS) else None
        apply(state, event)
        state.touched.clear()
        if thread.decision is not None and thread.decision != before:
            opened = (event.seq, event.at)
        elif shown is not None and thread.decision != before:
            found.append(Moment(*opened, _scene(shown, role, names, face, opened[1], event), heading=True))
            found.append(Moment(event.seq, event.at, _over(shown, event, role, names, face, written.pop(shown.id, []))))
        if isinstance(event, e.Noted) and event.role == role and (text := notes.get(event.ref)):
            if event.decision is not None and event.decision == thread.decision:
                written.setdefault(event.decision, []).append(text)
            else:
                found.append(Moment(event.seq, event.at, _notes([text]).indented(_mark(event.at, face))))
    for texts in written.values():  # of the decision that is open
        found.append(Moment(state.seq, state.time, _notes(texts).indented(_mark(state.time, face))))
    return found


def _mark(at: Second, face: Clockface) -> Content:
    return plain(f"{face.hm(at)}  ", "muted")


def _scene(decision: DecisionView, role: RoleId, names: Names, face: Clockface, at: Second, event: AnyEvent) -> Page:
    """A scene as it was shown, and its choices; the one that was taken is ticked."""
    taken = _taken(event, role)
    present = [name for name in decision.present if name != role]
    rows: list[Row | Page] = [row(plain(decision.title, "title"))]
    if present:
        rows.append(row(plain(f"With you: {names.everyone(tuple(present))}.", "strong")))
    rows.append(prose(decision.text))
    ticks = scene.form(decision)
    if ticks is not None:
        items = {item for _, lines in taken for item in lines}
        for n, item in enumerate(ticks.items, 1):
            rows.append(_line(n, item.text, item.id in items))
    else:
        chosen = {outcome for outcome, _ in taken}
        rows += [_line(choice.key, choice.text, choice.id in chosen) for choice in decision.choices]
    return page(*rows).indented(_mark(at, face))


def _line(key: int, text: str, taken: bool) -> Page:
    lead = plain(f"{'✓' if taken else ' '} {key}  ", "key" if taken else "muted")
    return prose(text).indented(lead)


def _taken(event: AnyEvent, role: RoleId) -> list[tuple[str, tuple[str, ...]]]:
    """Outcome and ticked lines of *role* when a decision closed."""
    if not isinstance(event, e.DecisionClosed):
        return []
    return [(work.outcome, work.items) for work in event.works if role in work.roles]


def _over(
    decision: DecisionView, event: AnyEvent, role: RoleId, names: Names, face: Clockface, notes: list[str]
) -> Page:
    """What came of a decision, and what was noted at it."""
    rows: list[Row | Page] = []
    mine = next((pick for pick in decision.picks if pick.role == role and pick.advice), None)
    texts = {choice.id: choice for choice in decision.choices}
    if mine is not None:
        advised = "You passed, without advice." if mine.choice is None else f"You advised {texts[mine.choice].key}."
        rows.append(row(advised))
    if isinstance(event, e.DecisionClosed) and event.how == "chosen" and decision.how == "each":
        rows.append(scene.picked_by_each(event, decision, names))
    elif isinstance(event, e.DecisionClosed) and event.how == "chosen":
        rows += [_chose(texts[outcome], event.by, names) for outcome, _ in _taken(event, role) if outcome in texts]  # type: ignore[index]
    elif isinstance(event, e.Left):
        rows.append(row(plain(SAID["interrupted"], "strong")))
    else:
        rows.append(
            row(plain(SAID[event.how] if isinstance(event, e.DecisionClosed) else SAID["unfinished"], "strong"))
        )
    rows.append(_notes(notes))
    return page(*rows).indented(_mark(event.at, face))


def _chose(choice: ChoiceView, by: tuple[RoleId, ...], names: Names) -> Row:
    who = capital(names.everyone(by))
    if choice.items:
        return row(line(plain(f"{who} submitted the form.", "strong")))
    return row(line(plain(f"{who} chose {choice.key}: ", "strong"), plain(" ".join(prose(choice.text).plain.split()))))


def _notes(texts: Iterable[str]) -> Page:
    return page(*[row(text, plain("Your note: ", "muted")) for text in texts])
