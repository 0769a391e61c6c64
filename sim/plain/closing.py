"""Closing: how the decision that was open before a seat has ended, as far as the seat has seen it."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.events import AnyEvent, DecisionClosed, Work
from sim.engine.names import ChoiceId, RoleId
from sim.engine.views import DecisionView, PickView, View
from sim.plain.names import Names
from sim.plain.scenes import pick
from sim.plain.wording import capital, listing, sentence


def gone(before: View | None, after: View) -> DecisionView | None:
    """The decision that was open *before* and is not any more."""
    old = before.decision if before is not None else None
    if old is None or (after.decision is not None and after.decision.id == old.id):
        return None
    return old


def end_of(old: DecisionView, seen: Sequence[AnyEvent]) -> DecisionClosed | None:
    """The event that ended *old* in what a seat has *seen*."""
    for event in reversed(seen):
        if isinstance(event, DecisionClosed) and event.decision == old.id:
            return event
    return None


def undecided(old: DecisionView, event: DecisionClosed) -> str:
    """Why nothing was decided; nothing if something was."""
    if event.how == "deadlock":
        return "You did not agree."
    if event.how == "no_answer":
        return f"The time was over before {'you chose' if old.how == 'alone' else 'everybody had chosen'}."
    return ""


def decided(old: DecisionView, event: DecisionClosed, names: Names, *, busy: bool) -> list[str]:
    """Who took what in a joint decision. *busy*: the words of the choice follow, as what the seat is doing now."""
    if old.how == "alone" or event.how != "chosen":
        return []
    taken = [work for work in event.works if _number(old, work)]
    if old.how == "each":
        return [_pick(role, work, old, names) for work in taken for role in work.roles if role != names.me]
    lines = []
    for work in taken[:1]:
        if old.how == "together":
            known = {made.role for made in old.picks if made.choice == work.outcome}
            lines += [_pick(role, work, old, names) for role in event.by if role != names.me and role not in known]
        elif names.me in event.by:
            continue
        who = listing(names.who(role) for role in sorted(event.by, key=lambda role: role != names.me))
        if old.how == "lead" or not busy:
            takes = "take" if len(event.by) > 1 or names.me in event.by else "takes"
            words = "." if busy else f": {sentence(_text(old, work))}"
            lines.append(f"Decided: {capital(who)} {takes} {_number(old, work)}{words}")
    return lines


def _pick(role: RoleId, work: Work, old: DecisionView, names: Names) -> str:
    return pick(PickView(role, ChoiceId(work.outcome), work.items), old, names)


def _number(old: DecisionView, work: Work) -> str:
    """`choice 2` or `the form`; nothing for what was never offered."""
    found = next((choice for choice in old.choices if choice.id == work.outcome), None)
    return "" if found is None else "the form" if found.items else f"choice {found.key}"


def _text(old: DecisionView, work: Work) -> str:
    return next((choice.text for choice in old.choices if choice.id == work.outcome), "") or "It is handed in."
