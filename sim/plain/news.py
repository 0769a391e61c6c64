"""News: what has changed for a seat between two views, as lines in the order in which it happened."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sim.engine.views import DecisionView, MessageView, Notice, View
from sim.plain.knowledge import fact
from sim.plain.messages import heard_rightly, message, minor
from sim.plain.names import Names
from sim.plain.scenes import choice_line, choices, form_of, limit, pick, scene, where
from sim.plain.wording import capital, later, paragraphs, sentence

KINDS = {
    "inject": "Inject",
    "outcome": "Outcome",
    "call": "Call",
    "joined": "Joined",
    "left": "Left",
    "link": "Connection",
    "stop": "Stop",
    "ending": "Ending",
    "learned": "Learned",
}
"""A notice's kind -> the word before its lines."""


def news(before: View | None, after: View, names: Names, closing: Sequence[str] = (), undecided: str = "") -> list[str]:
    """What *after* has that *before* had not (None: nothing was said yet), the present situation last.

    *closing*: lines about the decision that has closed, to be said before anything that came later. *undecided*: why nothing
    was decided in it, if so.
    """
    said_before = before or _blank(after)
    lines = [
        *_closed(said_before, after, names, undecided),
        *closing,
        *_arrived(said_before, after, names),
        *_changed(said_before, after, names),
        *_situation(said_before, after, names),
    ]
    if lines and after.time // 60 != (0 if before is None else before.time // 60):
        lines.insert(0, f"Clock: {names.at(after.time)}. {capital(later(said_before.time, after.time))}.")
    elif lines and before is None:
        lines.insert(0, f"Clock: {names.at(after.time)}.")
    return lines


def _blank(view: View) -> View:
    """A view in which nothing has happened yet."""
    return View(
        role=view.role,
        seq=0,
        time=0,
        status="standing_by",
        place="",
        doing="",
        until=None,
        reach=True,
        decision=None,
        known=(),
        messages=(),
        feed=(),
        others=(),
        variables=tuple((name, 0) for name, _ in view.variables),
    )


def _closed(before: View, after: View, names: Names, undecided: str) -> list[str]:
    """How the decision that was open has ended, as far as the work that follows shows it."""
    old = before.decision
    if old is None or (after.decision is not None and after.decision.id == old.id) or after.ended:
        return []
    busy = after.status == "busy"
    at = names.at(after.until, after.time) if busy and after.until is not None else ""
    if undecided:
        return [f"Decided: {undecided}{f' It goes on at {at}.' if at else ''}"]
    if not busy:
        return []
    form = "The form is handed in." if form_of(old) is not None else "You are busy."
    return [f"Doing: {sentence(after.doing) or form}{f' Until {at}.' if at else ''}"]


def _arrived(before: View, after: View, names: Names) -> list[str]:
    """Messages, notices and facts that are new, in the order of the log."""
    found: list[tuple[int, int, list[str]]] = []
    right: list[int] = []  # read-backs one after the other that were right
    for number in range(len(before.messages) + 1, len(after.messages) + 1):
        note = after.messages[number - 1]
        if minor(note, names):
            right.append(number)
            if number < len(after.messages) and minor(after.messages[number], names):
                continue
            found.append((came(note), 0, heard_rightly(right, after, names)))
            right = []
        else:
            found.append((came(note), 0, message(number, after, names)))
    for notice in after.feed[len(before.feed) :]:
        if notice.kind == "ending" and after.ended:
            continue  # the ending itself is about to be read
        found.append((notice.seq, 1, _notice(notice, names, after.time)))
    for number in range(len(before.known) + 1, len(after.known) + 1):
        known = after.known[number - 1]
        if known.how != "told":
            found.append((known.seq, 2, [fact(number, known, names)]))
    return [line for _, _, lines in sorted(found, key=lambda one: one[:2]) for line in lines]


def came(note: MessageView) -> int:
    """The event that brought a message: one that did not get through at once comes after others that were sent later."""
    return note.late or note.number


def since(view: View, names: Names, seq: int) -> list[str]:
    """What has come to a seat after event *seq*, in order: for who comes back to a session."""
    before = replace(
        view,
        messages=tuple(note for note in view.messages if came(note) <= seq),
        feed=tuple(notice for notice in view.feed if notice.seq <= seq),
        known=tuple(known for known in view.known if known.seq <= seq),
    )
    return _arrived(before, view, names)


def _notice(notice: Notice, names: Names, now: int) -> list[str]:
    first, *rest = paragraphs(notice.text) or [""]
    kind = KINDS[notice.kind]
    return [f"{kind}: {names.at(notice.at, now)}. {first}", *(f"{kind}: {line}" for line in rest)]


def _changed(before: View, after: View, names: Names) -> list[str]:
    """Visible numbers, the pause and the choices of an open decision that are not what they were."""
    lines = []
    values = dict(before.variables)
    lines += [f"State: {names.state(name, value)}" for name, value in after.variables if values.get(name) != value]
    if before.reach and not after.reach and not after.ended:
        lines.append("Where: You cannot be reached and cannot send messages now.")
    if after.reach and not before.reach:
        lines.append("Where: You can be reached again.")
    if after.paused and not before.paused:
        lines.append(
            "Paused: Somebody asked for a stop. Type resume to go on."
            if after.stop
            else "Paused: Type resume to go on."
        )
    if before.paused and not after.paused:
        lines.append(f"Resumed: Play goes on. It is {names.at(after.time)}.")
    old, new = before.decision, after.decision
    if old is not None and new is not None and old.id == new.id:
        lines += _within(old, new, names, after.time)
    return lines


def _within(old: DecisionView, new: DecisionView, names: Names, now: int) -> list[str]:
    """What has changed in a decision that stays open: text, choices, picks, limit."""
    lines = []
    if old.text != new.text:
        lines += [f"Text: {line}" for line in paragraphs(new.text)]
    if form_of(new) is None:
        shown = {choice.id: choice for choice in old.choices}
        lines += [choice_line(choice) for choice in new.choices if shown.get(choice.id) != choice]
    elif old.choices != new.choices:
        lines += choices(new)
    picked = [pick(made, new, names) for made in new.picks if made not in old.picks]
    lines += picked
    if picked and new.how == "together" and {made.role for made in new.picks}.issuperset(new.deciders):
        lines.append("Picks: They differ, so nothing is decided yet.")
    if old.closes != new.closes:
        lines += limit(new, now)
    return lines


def _situation(before: View, after: View, names: Names) -> list[str]:
    """Where that leaves the seat: the decision that opened, the waiting, or the end."""
    if after.ended:
        return [] if before.ended else ending(after)
    old, new = before.decision, after.decision
    if after.paused or after.curtain:
        return []
    if new is not None and (old is None or new.id != old.id or before.paused):
        return scene(new, names, after.time)
    if new is not None:
        return []
    return _elsewhere(before, after, names)


def _elsewhere(before: View, after: View, names: Names) -> list[str]:
    same = (before.status, before.place, before.doing) == (after.status, after.place, after.doing)
    if same or after.status in ("busy", "finished"):
        return []
    if after.status == "waiting":
        until = f", at most until {names.at(after.until)}" if after.until is not None else ""
        return [f"Waiting: {sentence(after.place)} You wait for the others{until}."]
    return ["Waiting: You stand by until somebody calls you."]


def ending(view: View) -> list[str]:
    """How the case ended."""
    lines = [f"Ending: {sentence(view.ending_title)}"] if view.ending_title else ["Ending: The case is over."]
    return lines + [f"Text: {line}" for line in paragraphs(view.ending_text)]


def present(view: View, names: Names, now: float) -> list[str]:
    """The situation as a whole, for `again` and after coming back."""
    if view.ended:
        return ending(view)
    if view.paused:
        return ["Paused: The scene is covered. Type resume to go on."]
    if view.decision is not None:
        return scene(view.decision, names, now)
    return [f"Clock: {names.at(view.time)}.", *where(view, names)]
