"""One decision looked back on: what was chosen, what it earned and why, and what the other choices would have meant.

Pure: a `DecisionReview` of the scoring in, pages out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from scoring import DecisionReview, LineReview, OptionReview
from scoring.consequences import sentences
from scoring.items import TEAM, Item
from scoring.knowledge import known_to_others
from scoring.losses import advised, sentence
from scoring.sentences import number
from scoring.words import DIMENSIONS_SHORT
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.engine.views import KnownFact
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, Tone, line, page, plain, prose, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.names import Names, capital, listed
from sim.tui.symbols import POINTER

NOT_CHOSEN = {
    "no_answer": "The time ran out.",
    "deadlock": "There was no agreement.",
    "interrupted": "It was broken off by a call; nothing was decided and nothing is scored.",
    "unfinished": "The case ended while it was open; nothing is scored.",
    "open": "It is still open.",
}
NO_WAYS: Mapping[str, Sequence[str]] = MappingProxyType({})
NO_PAGE = page()
KEY = "a key decision"
DECIDED = {"lead": "one leads", "together": "decided together", "each": "each decides alone"}


class Looked(NamedTuple):
    """A decision as two pages: how it was *then*, as the role saw it (empty: it was seen a moment ago), and what it *meant*."""

    then: Page
    meant: Page


Look = Callable[[DecisionReview], Looked]
"""How a decision is looked back on."""


def coaching(role: RoleId, names: Names, face: Clockface) -> Look:
    """In play, a coach's words: what was decided a moment ago. Nothing that play still hides."""
    return lambda found: Looked(page(), page(_head(found, face), _meant(found, role, names)))


def looking(back: Lookback) -> Look:
    """In the debrief: the scene as it was seen then, and where each way would have led."""

    def look(found: DecisionReview) -> Looked:
        ways = {name: sentences(way, back.voice) for name, way in back.meant(found).items()}
        went = page(_went(found, back), _others_knew(found, back))
        meant = _meant(found, back.role, back.names, ways, went, points=back.points, owners=back.owners)
        return Looked(_then(found, back), page(_without(found, back), meant) if back.owners else meant)

    return look


def _head(found: DecisionReview, face: Clockface) -> Row:
    said = [*([DECIDED[found.decides]] if found.decides in DECIDED else []), *([KEY] if found.key else [])]
    how = f"  {', '.join(said)}" if said else ""
    return row(line(plain(f"{face.hm(found.opened)}  ", "muted"), plain(found.title, "title"), plain(how, "muted")))


def _then(found: DecisionReview, back: Lookback) -> Page:
    """The scene as the role saw it when it opened, who was there, what it knew, and its notes."""
    names, face, view = back.names, back.face, back.then(found)
    rows: list[Row | Page] = [_head(found, face)]
    beside = tuple(role for role in found.present if role != back.role)
    if beside:
        rows.append(row(plain(f"With you: {names.everyone(beside)}.", "strong")))
    text = view.decision.text if view is not None and view.decision is not None else found.shown.get(back.role, "")
    rows.append(_gap(prose(text)))
    for note in back.notes_on(found):
        rows.append(row(plain(note.text), plain("Your note  ", "key"), gap=1))
    known = view.known if view is not None else ()
    rows.append(
        row(plain("What you knew then" if known else "You knew nothing yet that counted here.", "strong"), gap=1)
    )
    for fact in reversed(known):
        rows.append(row(line(plain(fact.text), plain(f"  {_came_by(fact, names, face)}", "muted")), "– "))
    return page(*rows)


def _came_by(fact: KnownFact, names: Names, face: Clockface) -> str:
    if fact.how == "held":
        return "from the start"
    if fact.how == "told":
        return f"from {names.who(fact.source)}, {face.hm(fact.at)}"
    return f"found out, {face.hm(fact.at)}" if fact.how == "work" else face.hm(fact.at)


def _without(found: DecisionReview, back: Lookback) -> Page:
    """What was needed here, was known to others, and was not there."""
    rows: list[Row] = []
    texts = {fact.fact: fact.text for fact in back.card.ledger.facts}
    for blind in back.card.ledger.blind:
        if blind.decision == found.decision and blind.role == back.role:
            held = capital(back.names.everyone(blind.held_by))
            rows.append(row(line(plain(texts[blind.fact]), plain(f"  {held} knew.", "muted")), "– "))
    if not rows:
        return page()
    return page(row(plain("Decided without", "strong")), *rows, row(""))


def _others_knew(found: DecisionReview, back: Lookback) -> Page:
    """What other roles knew when it opened, and the role did not."""
    known = known_to_others(back.card.ledger.facts, found.opened, back.role) if back.owners else []
    if not known:
        return page()
    rows = [
        row(line(plain(text), plain(f"  {capital(back.names.everyone(who))}", "muted")), "– ") for _, text, who in known
    ]
    return page(row(plain("What others knew then, and you did not", "title"), gap=1), *rows)


def _went(found: DecisionReview, back: Lookback) -> Page:
    """Where points went here and until the next decision, whose act it was, and advice that would have been better."""
    if not back.points:
        return page()
    said = [sentence(loss, back.voice) for loss in back.losses.get(found.decision, ())]
    said += advised(back.card, found.decision, back.voice) if back.owners else []
    if not said:
        return page()
    why = "Against the model answer played on from there, up to your next decision."
    return page(
        row(plain("Where the points went", "title"), gap=1),
        row(plain(why, "muted")),
        *(row(each, "– ") for each in said),
    )


def _meant(
    found: DecisionReview,
    role: RoleId,
    names: Names,
    ways: Mapping[str, Sequence[str]] = NO_WAYS,
    went: Page = NO_PAGE,
    *,
    points: bool = True,
    owners: bool = True,
) -> Page:
    """What was chosen, what it earned and why, *went* (where the points went, and the like), and the other choices.

    *ways*: where each leads, in sentences.
    """
    rows: list[Row | Page] = [_came(found, names, ways, owners=owners)]
    earned = [item for item in found.items if role in item.owners or TEAM in item.owners]
    if points and earned:
        rows.append(row(plain("Earned", "strong"), gap=1))
        rows += [_earned(item) for item in earned]
        if not any(option.chosen for option in found.options):
            rows += [prose(reason) for reason in dict.fromkeys(item.reason for item in earned)]
    elif points and found.how in ("chosen", "no_answer", "deadlock"):
        why = "This decision was for others to take." if role not in found.roles else "It is not scored."
        rows.append(row(plain(why, "muted"), gap=1))
    for option in found.options:
        if option.chosen:
            rows.append(row(plain("Why", "strong"), gap=1))
            rows.append(_why(option))
    rows.append(went)
    others = [option for option in found.options if not option.chosen]
    if others:
        title = "The other choices" if any(option.chosen for option in found.options) else "The choices"
        rows.append(row(plain(title, "title"), gap=1))
        rows += [_option(option, ways.get(option.choice, ()), points=points) for option in others]
    return page(*rows)


def credit(points: Mapping[Dimension, float]) -> str:
    """Credit by dimension in one line: `Coordination 1 · Protocol 0.6`."""
    said = [
        f"{DIMENSIONS_SHORT[dimension]} {number(points[dimension])}" for dimension in DIMENSIONS if dimension in points
    ]
    return " · ".join(said) or "no credit in any dimension"


def came(found: DecisionReview, names: Names, *, owners: bool = True) -> str:
    """What came of a decision, in a few words; without *owners*, not whose choice it was."""
    if found.how != "chosen":
        return NOT_CHOSEN[found.how].split(";")[0].rstrip(".")
    numbers = {option.choice: option.number for option in found.options}
    forms = {option.choice for option in found.options if option.lines}
    said = []
    for outcome in found.outcomes:
        who = names.everyone(outcome.roles)
        key = numbers.get(outcome.outcome)  # type: ignore[call-overload]
        what = "submitted the form" if outcome.outcome in forms else f"chose {key}" if key else "went on"
        said.append(f"{who} {what}" if owners else what)
    return capital("; ".join(dict.fromkeys(said)))


def _came(found: DecisionReview, names: Names, ways: Mapping[str, Sequence[str]], *, owners: bool) -> Page:
    """What came of the decision, in full, and where it led."""
    rows: list[Row | Page] = []
    if found.how != "chosen":
        rows.append(row(plain(NOT_CHOSEN[found.how], "strong")))
    for outcome in found.outcomes:
        option = next((option for option in found.options if option.choice == outcome.outcome), None)
        who = f"{names.everyone(outcome.roles)} " if owners else ""
        if option is not None and option.lines:
            rows.append(row(plain(capital(f"{who}submitted the form"), "strong")))
            rows += [_line(each) for each in option.lines]
        elif option is not None:
            head = line(plain(f"{POINTER} ", "key"), plain(capital(f"{who}chose {option.number}: "), "strong"))
            if head.cell_length <= HANGING:
                rows.append(prose(outcome.text).indented(head))
            else:
                rows += [row(head), prose(outcome.text).indented("  ")]
        elif outcome.text:
            rows.append(prose(outcome.text))
        rows += _leads(ways.get(outcome.outcome, ()))
    return page(*rows)


def _earned(item: Item) -> Row:
    of = f"{number(item.points)} of {number(item.at_stake)}"
    whose = " (team)" if TEAM in item.owners else ""
    tone: Tone = "good" if item.at_stake and item.points >= item.at_stake else "new" if item.points else "poor"
    head = plain(f"{DIMENSIONS_SHORT[item.dimension]}{whose}: ".ljust(LABEL), "muted")
    return row(plain(of, tone), head)


LINES: dict[tuple[bool, bool], tuple[str, Tone]] = {
    (True, True): ("✓ belongs here", "good"),
    (True, False): ("✗ belongs here, and was left out", "poor"),
    (False, True): ("✗ does not belong here", "poor"),
    (False, False): ("✓ rightly left out", "good"),
}
"""(belongs there, was ticked) -> what is said of a line."""

LABEL = len("Trauma-informed (team): ")
HANGING = 30
"""Cells that text may hang under; what is longer stands on a line of its own."""


def _why(option: OptionReview) -> Page:
    cite = f"Source: {option.cite} · {option.key}" if option.cite else f"Source: {option.key}"
    said = prose(option.because) if option.because else page(plain("The case gives no reason.", "muted"))
    return page(said, row(plain(cite, "muted")))


def _option(option: OptionReview, leads: Sequence[str], *, points: bool) -> Page:
    marks = [
        "the model answer" if option.model and points else "",
        "" if option.offered else "was not offered here",
        "was not open" if option.offered and not option.open else "",
        "professionals differ on it: not scored" if option.disputed and points else "",
    ]
    said = listed([mark for mark in marks if mark])
    marked = row(plain(capital(said), "new")) if said else None
    worth = row(plain(credit(option.credit))) if points else None
    body = page(prose(option.text), marked, worth, *_leads(leads))
    if option.because:
        cite = f" ({option.cite})" if option.cite else ""
        body = page(body, prose(f"{option.because}{cite}"))
    return body.indented(plain(f"{option.number or '–'}  ", "key"), 1)


def _leads(sentences: Sequence[str]) -> list[Row]:
    """Where a way leads, a line a sentence."""
    return [
        row(plain(sentence, "muted"), plain("→ " if n == 0 else "  ", "muted")) for n, sentence in enumerate(sentences)
    ]


def _line(each: LineReview) -> Page:
    """A line of a form: ticked or not, and whether it belongs there."""
    ticked = bool(each.ticked_by)
    worth = sum(each.credit.values()) / len(each.credit) if each.credit else None
    if worth is None:
        said = plain("not scored", "muted")
    else:
        said = plain(*LINES[worth >= 0.5, ticked])
    rows: list[Row | Page] = [row(line(plain(each.text), plain("  "), said))]
    if each.because:
        cite = f" ({each.cite})" if each.cite else ""
        rows.append(row(plain(f"{each.because}{cite}", "muted")))
    return page(*rows).indented(plain("[x] " if ticked else "[ ] ", "key"))


def _gap(below: Page) -> Page:
    return Page(part._replace(gap=1) if n == 0 else part for n, part in enumerate(below.rows))
