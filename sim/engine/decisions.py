"""Decisions: opening, picking, agreeing and closing them (rules 6, 8, 10 and 11)."""

from __future__ import annotations

import math
from typing import Literal

from sim.engine import events as e
from sim.engine.commands import Choose, Pass, Refused
from sim.engine.effects import begin_acts, cause
from sim.engine.errors import ScenarioFault
from sim.engine.lengths import longest
from sim.engine.names import ChoiceId, DecisionId, ItemId, RoleId, SceneId, Second
from sim.engine.news import above, brought, counted, seconds
from sim.engine.scenario import NOTHING
from sim.engine.scenes import SceneBook
from sim.engine.state import State
from sim.engine.turn import Turn

FIRST_TEXTS: tuple[int, int, tuple[int, ...]] = (0, 0, ())
"""What a scene shows where no event says otherwise: the first case for all, the first of the role, nothing added."""

MOMENT = 5
"""Seconds to choose, where an interrupted decision has nothing left of its limit but the time to read it again."""

# --- opening


def open_decision(
    turn: Turn, scene: SceneId, present: tuple[RoleId, ...], remaining: Second | None = None, resumed: bool = False
) -> None:
    """A decision opens at *scene* before those *present*; one that was interrupted has at least the time to read it, however it is
    worded by now, and a moment to choose.

    The limit counts what stands above the scene, too: for who is alone there the news, and what else comes in this second
    (`give_time`). In a joint scene everybody sees the limit, so it counts what the way there may have brought to anybody.
    """
    state, book = turn.state, turn.book
    ready = book.scenes[scene]
    if ready.always_alike and len(present) == 1 and ready.plain[present[0]]:
        number = state.openings.get(scene, 0) + 1
        reading = ready.reading.get(present[0])
        if reading is None:
            reading = ready.reading[present[0]] = book.reading(scene, present[0], FIRST_TEXTS, ready.order, (), ())
        thread = state.threads[present[0]]
        words = above(state, thread) if thread.pile else 0
        closes = _closes(state, ready, present, reading, words, remaining)
        name = DecisionId(f"{scene}#{number}")
        turn.emit(
            e.DecisionOpened(
                turn.number(),
                turn.state.time,
                present,
                name,
                scene,
                present,
                closes,
                reading,
                ready.order,
                (),
                (),
                resumed,
            )
        )
        return
    offered = ready.order
    if ready.live:
        for live in ready.live:
            turn.draw(live.chances)
        shut = {live.choice for live in ready.live if not live.test(state)}
        if shut:
            offered = tuple(choice for choice in offered if choice not in shut)
    if ready.text_chances:
        turn.draw(ready.text_chances)
    wording: tuple[int, ...] = ()
    if ready.variants:
        varied = ready.variants
        wording = tuple([turn.case(varied[choice])[0] if choice in varied else 0 for choice in offered])
        if not any(wording):
            wording = ()
    items: tuple[ItemId, ...] = ()
    item_wording: tuple[int, ...] = ()
    if ready.items:
        items = tuple([item for item, test in ready.items if test is None or test(state)])
        item_wording = tuple([turn.case(ready.lines[item])[0] for item in items])
        if not any(item_wording):
            item_wording = ()
    reading = 0
    shown = []
    for role in present:
        texts = FIRST_TEXTS if ready.plain[role] else _shown(turn, ready, role)
        if texts != FIRST_TEXTS:
            shown.append((role, texts))
        if role in ready.private and len(present) > 1:
            texts = _at_most(ready, role, texts)
        needs = book.reading(scene, role, texts, offered, wording, items, item_wording)
        if needs > reading:
            reading = needs
    number = state.openings.get(scene, 0) + 1
    decision = DecisionId(f"{scene}#{number}")
    if len(present) == 1:
        words = above(state, state.threads[present[0]])
    else:
        words = brought(book, ready, scene, present)
    closes = _closes(state, ready, present, reading, words, remaining)
    opened = (decision, scene, present, closes, reading, offered, wording, items, resumed, item_wording)
    turn.emit(e.DecisionOpened(turn.number(), turn.state.time, present, *opened))
    for role, (all_, own, also) in shown:
        turn.emit(e.SceneShown(turn.number(), turn.state.time, (role,), role, decision, all_, own, also))


def show_to_latecomer(turn: Turn, role: RoleId, decision: e.OpenDecision) -> None:
    """Who joins late reads the scene's text for its role."""
    ready = turn.book.scenes[decision.scene]
    texts = FIRST_TEXTS if ready.plain[role] else _shown(turn, ready, role)
    if texts != FIRST_TEXTS:
        turn.emit(e.SceneShown(turn.number(), turn.state.time, (role,), role, decision.id, *texts))


def _shown(turn: Turn, ready: SceneBook, role: RoleId) -> tuple[int, int, tuple[int, ...]]:
    state = turn.state
    all_ = turn.case(ready.all_text)[0] if len(ready.all_text) > 1 else 0
    own = turn.case(ready.own_text[role])[0] if role in ready.own_text else 0
    also = [place for place, test in ready.also[role] if test is None or test(state)]
    return all_, own, tuple(also)


def _at_most(
    ready: SceneBook, role: RoleId, texts: tuple[int, int, tuple[int, ...]]
) -> tuple[int, int, tuple[int, ...]]:
    """*texts* with those of *role* alone at their longest: all see the reading time, and it must not say what one is shown."""
    all_, _, also = texts
    own, added = ready.private[role]
    return all_, own, tuple(sorted({*also, *added}))


def _closes(
    state: State,
    ready: SceneBook,
    present: tuple[RoleId, ...],
    reading: Second,
    words: int,
    remaining: Second | None,
) -> Second | None:
    """The second of the limit (rule 6): reading and thinking time, and that for *words* above the scene, stretched; None:
    untimed, or the scene has no limit."""
    setup = state.setup
    think = ready.think
    if setup is None or think is None or setup.pace == "untimed":
        return None
    seats = state.seats
    factor = seats[present[0]].factor if len(present) == 1 else max([seats[role].factor for role in present])
    if setup.pace == "relaxed":
        factor *= 2
    if remaining is not None:
        more = math.ceil(seconds(words) * factor) if words else 0
        return state.time + max(remaining, math.ceil((longest(state.book, ready) + MOMENT) * factor)) + more
    if words:
        reading += seconds(words)
    return state.time + max(1, math.ceil((reading + think) * factor))


def give_time(turn: Turn) -> None:
    """What has come in this second after a decision opened stands above that, too, and its limit counts it."""
    state = turn.state
    setup = state.setup
    for decision in list(state.decisions.values()):
        if decision.opened != state.time or decision.closes is None or len(decision.present) > 1 or setup is None:
            continue
        role = decision.present[0]
        words = counted(state, state.threads[role])[0]
        if words:
            factor = state.seats[role].factor * (2 if setup.pace == "relaxed" else 1)
            closes = decision.closes + math.ceil(seconds(words) * factor)
            turn.emit(e.Extended(turn.number(), turn.state.time, decision.present, decision.id, closes))


# --- deciding


def deciders(ready: SceneBook, decision: e.OpenDecision) -> tuple[RoleId, ...]:
    """Who decides now: in `lead` the first of those named who is there, else all named who are there."""
    return decision.present if ready.how == "alone" else ready.deciding(decision.present)


def choose(turn: Turn, command: Choose, role: RoleId) -> Refused | None:
    """Judge and carry out a choice, a pick or a piece of advice."""
    decision = turn.state.decisions.get(command.decision)
    if decision is None:
        return Refused("decision_over", "That decision is not open.")
    present, choice, items = decision.present, command.choice, command.items
    if role not in present:
        return Refused("not_there", "You are not part of that decision.")
    if choice not in decision.offered:
        return Refused("not_offered", f"{choice} is not one of the choices.")
    if choice in decision.shut:
        return Refused("choice_shut", "That choice can't be taken any more.")
    ready = turn.book.scenes[decision.scene]
    form = ready.ways[choice].form
    refused = _form_refused(items, form.least, form.most, decision.items) if form is not None else None
    if form is None and items:
        refused = Refused("no_form", "That choice has no lines to tick.")
    if refused is not None:
        return refused
    how = ready.how
    deciding = present if how == "alone" else ready.deciding(present)
    if role not in deciding:
        turn.emit(e.Picked(turn.number(), turn.state.time, present, decision.id, role, choice, items, True))
    elif how == "alone" or how == "lead":
        close(turn, decision, "chosen", (role,), ((choice, present, items),))
    else:
        seen_by = (role,) if how == "each" else present
        insists = how == "together" and _insists(decision, deciding, role, command)
        turn.emit(e.Picked(turn.number(), turn.state.time, seen_by, decision.id, role, choice, items, False))
        if insists:
            expire(turn, decision.id)
        else:
            close_if_agreed(turn, decision.id)
    return None


def _insists(decision: e.OpenDecision, deciding: tuple[RoleId, ...], role: RoleId, command: Choose) -> bool:
    """Without a limit nothing would ever end a disagreement: who picks the same again, when all picks are in and differ,
    says that they do not agree (rule 11)."""
    if decision.closes is not None:
        return False
    picks = {pick.role: pick for pick in decision.picks if not pick.advice}
    mine = picks.get(role)
    same = mine is not None and mine.choice == command.choice and set(mine.items) == set(command.items)
    return same and all(other in picks for other in deciding)


def _form_refused(items: tuple[ItemId, ...], least: int, most: int, offered: tuple[ItemId, ...]) -> Refused | None:
    if len(set(items)) != len(items) or any(item not in offered for item in items):
        return Refused("no_such_line", "Tick lines of this form, each once.")
    if not least <= len(items) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        return Refused("wrong_number", f"Tick {wanted} lines; you ticked {len(items)}.")
    return None


def pass_advice(turn: Turn, command: Pass, role: RoleId) -> Refused | None:
    """Judge and carry out `pass`: no advice from this role."""
    decision = turn.state.decisions.get(command.decision)
    if decision is None or role not in decision.present:
        return Refused("decision_over", "That decision is not open to you.")
    if role in deciders(turn.book.scenes[decision.scene], decision):
        return Refused("you_decide", "You decide here; passing is for those who only advise.")
    turn.emit(e.Passed(turn.number(), turn.state.time, decision.present, decision.id, role))
    return None


def close_if_agreed(turn: Turn, name: DecisionId) -> None:
    """`together` closes in the moment when all picks agree, `each` when all are in."""
    decision = turn.state.decisions[name]
    ready = turn.book.scenes[decision.scene]
    deciding = deciders(ready, decision)
    picks = {pick.role: pick for pick in decision.picks if not pick.advice and pick.role in deciding}
    if not deciding or len(picks) < len(deciding):
        return
    if ready.how == "each":
        close(turn, decision, "chosen", deciding, _each(decision, deciding))
    elif ready.how == "together" and len({(pick.choice, frozenset(pick.items)) for pick in picks.values()}) == 1:
        first = picks[deciding[0]]
        assert first.choice is not None
        close(turn, decision, "chosen", deciding, ((first.choice, decision.present, first.items),))


Ways = tuple[tuple[str, tuple[RoleId, ...], tuple[ItemId, ...]], ...]
"""Outcome, who takes it, ticked lines: one entry a group of roles."""


def _each(decision: e.OpenDecision, deciding: tuple[RoleId, ...]) -> Ways:
    """Each role's own pick, or `if_no_answer`; who only advises goes along with the first."""
    groups: dict[tuple[str, tuple[ItemId, ...]], list[RoleId]] = {}
    picks = {pick.role: pick for pick in decision.picks if not pick.advice}
    for role in deciding:
        pick = picks.get(role)
        outcome: str = "if_no_answer" if pick is None or pick.choice is None else pick.choice
        groups.setdefault((outcome, pick.items if pick is not None else ()), []).append(role)
    first = next(iter(groups))
    groups[first] += [role for role in decision.present if role not in deciding]
    return tuple((outcome, tuple(roles), items) for (outcome, items), roles in groups.items())


def expire(turn: Turn, name: DecisionId) -> None:
    """A limit has run out."""
    decision = turn.state.decisions[name]
    ready = turn.book.scenes[decision.scene]
    deciding = deciders(ready, decision)
    if ready.how == "each":
        picked = {pick.role for pick in decision.picks if not pick.advice}
        by = tuple(role for role in deciding if role in picked)
        close(turn, decision, "no_answer", by, _each(decision, deciding))
        return
    silent = set(deciding) - {pick.role for pick in decision.picks if not pick.advice}
    if "if_no_answer" not in ready.ways and (silent or "if_deadlock" not in ready.ways):
        raise ScenarioFault(
            "no_way_on",
            f"{decision.scene} can end without a choice, and says nothing of what follows.",
            place=f"scenes.{decision.scene}",
            hint="Give the scene an if_no_answer (and, where roles decide together, an if_deadlock).",
        )
    if ready.how == "together" and not silent and "if_deadlock" in ready.ways:
        close(turn, decision, "deadlock", (), (("if_deadlock", decision.present, ()),))
    else:
        how: Literal["deadlock", "no_answer"] = "deadlock" if ready.how == "together" and not silent else "no_answer"
        close(turn, decision, how, (), (("if_no_answer", decision.present, ()),))


# --- closing


def close(
    turn: Turn,
    decision: e.OpenDecision,
    how: Literal["chosen", "no_answer", "deadlock"],
    by: tuple[RoleId, ...],
    ways: Ways,
) -> None:
    """A decision ends: those present begin what follows, and its effects at the moment of choosing happen (rule 8)."""
    name, scene = decision.id, decision.scene
    ready = turn.book.scenes[scene]
    works, text = works_of(turn, ready, name, scene, ways)
    turn.emit(e.DecisionClosed(turn.number(), turn.state.time, decision.present, name, scene, how, by, works, text))
    start_works(turn, ready, works)


def works_of(
    turn: Turn, ready: SceneBook, decision: DecisionId, scene: SceneId, ways: Ways
) -> tuple[tuple[e.Work, ...], int]:
    """The works that *ways* begin now, and the case of the text that an outcome shows (-1: none)."""
    now = turn.state.time
    works = []
    text = -1
    for outcome, roles, items in ways:
        way = ready.ways[outcome]
        if way.chances:
            turn.draw(way.chances)
        takes = turn.case(way.takes)[1]
        works.append(e.Work(decision, scene, outcome, roles, now + max(1, takes), items))
        if outcome not in ready.scene.choices and way.text:
            text = turn.case(way.text)[0]
    return tuple(works), text


def start_works(turn: Turn, ready: SceneBook, works: tuple[e.Work, ...]) -> None:
    """What happens at the moment of choosing."""
    for work in works:
        if turn.state.ended:
            return
        way = ready.ways[work.outcome]
        if way.acts:
            begin_acts(turn, way.acts, work.roles)
        if way.start is not NOTHING:
            cause(turn, way.start, work.roles, way.place)


def interrupt(turn: Turn, decision: e.OpenDecision, role: RoleId) -> None:
    """*role* is called away from an open decision (rule 9); others go on, or wait if nobody decides any more."""
    ready = turn.book.scenes[decision.scene]
    if decision.present == (role,):
        turn.emit(
            e.DecisionClosed(turn.number(), turn.state.time, (role,), decision.id, decision.scene, "interrupted", ())
        )
        return
    turn.emit(e.Left(turn.number(), turn.state.time, decision.present, role, decision.scene, decision.id))
    left = turn.state.decisions[decision.id]
    if deciders(ready, left):
        close_if_agreed(turn, decision.id)
        return
    turn.emit(e.DecisionClosed(turn.number(), turn.state.time, left.present, left.id, left.scene, "interrupted", ()))
    until = turn.state.time + (ready.scene.wait or 1)
    for place, waiting in enumerate(left.present):
        turn.emit(
            e.Waiting(
                turn.number(),
                turn.state.time,
                left.present[: place + 1],
                waiting,
                left.scene,
                until,
                left.present[: place + 1],
            )
        )


def choices_open(decision: e.OpenDecision) -> tuple[ChoiceId, ...]:
    """The choices that can be taken now."""
    return tuple(choice for choice in decision.offered if choice not in decision.shut)
