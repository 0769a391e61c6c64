"""Watching: conditions of milestones, injects, stops, links and choices are looked at after everything (rule 3)."""

from __future__ import annotations

from sim.engine import events as e
from sim.engine.book import Watch
from sim.engine.decisions import give_time
from sim.engine.effects import begin_acts, cause, teach
from sim.engine.hints import refresh_hints
from sim.engine.history.agenda import LATE
from sim.engine.names import InjectId, LinkId, MilestoneId, StopId
from sim.engine.turn import Turn


def settle(turn: Turn) -> None:
    """Fire what holds, in declaration order, until nothing more does; open and shut choices on the way."""
    state, book = turn.state, turn.book
    watching = book.watching
    while state.touched and not state.ended:
        keys, state.touched = state.touched, set()
        if len(keys) == 1:
            (key,) = keys
            due = watching.get(key, ())
        else:
            places: set[int] = set()
            for key in keys:
                if key in watching:
                    places.update(watching[key])
            due = tuple(sorted(places))
        if due:
            touched = _look_in_order(turn, due)
            if touched:
                keys |= touched
        if not book.choice_keys.isdisjoint(keys):
            refresh_choices(turn, keys)
        if LATE in keys:
            give_time(turn)
        if book.hints and not state.ended:
            refresh_hints(turn, keys)


def _look_in_order(turn: Turn, due: tuple[int, ...]) -> set[str] | None:
    """Look at the watches *due*, and at those that firing one of them makes due, pass by pass; what was touched."""
    state, watches = turn.state, turn.book.watches
    for number, place in enumerate(due, 1):
        watch = watches[place]
        if watch.key in state.fired or (watch.once and not watch.test(state)):
            continue  # most looks end here
        look(turn, watch)
        if state.ended:
            return None
        if state.touched:
            return _look_on(turn, set(due[number:]), place)
    return None


def _look_on(turn: Turn, due: set[int], last: int) -> set[str]:
    """Go on after the watch *last* has touched something: what that makes due comes from there on, then from the first."""
    state, watches, watching = turn.state, turn.book.watches, turn.book.watching
    touched: set[str] = set()
    while True:
        if state.touched:
            for key in state.touched:
                if key in watching:
                    due.update(watching[key])
            touched |= state.touched
            state.touched.clear()
        if not due:
            return touched
        for place in sorted(due):
            if place <= last:
                continue
            due.discard(place)
            watch = watches[place]
            if watch.key in state.fired or (watch.once and not watch.test(state)):
                continue
            look(turn, watch)
            if state.ended:
                return touched
            if state.touched:
                last = place
                break
        else:
            last = -1


def look_at_all(turn: Turn) -> None:
    """Look at every watch: how play begins."""
    turn.state.touched.update(turn.book.watching)
    settle(turn)


def look(turn: Turn, watch: Watch) -> None:
    """Look at one condition and fire what it stands for if that is due."""
    state = turn.state
    name = watch.key
    if name in state.fired:
        return
    turn.draw(watch.chances)
    holds = watch.test(state)
    if watch.kind == "link":
        link = LinkId(watch.name)
        if holds != (link in state.down):
            between = tuple(role for role in turn.book.roles if role in turn.book.scenario.links[link].between)
            turn.count("the link", link)
            turn.emit(e.LinkChanged(turn.number(), turn.state.time, between, link, holds))
        return
    if not holds:
        if name in state.high:
            turn.emit(e.Rearmed(turn.number(), turn.state.time, (), InjectId(watch.name)))
        return
    if name in state.high:
        return
    turn.count("the", watch.kind, watch.name)
    if watch.kind == "milestone":
        turn.emit(e.MilestoneReached(turn.number(), turn.state.time, (), MilestoneId(watch.name)))
    elif watch.kind == "stop":
        turn.emit(e.StopReached(turn.number(), turn.state.time, turn.book.roles, StopId(watch.name)))
    else:
        fire(turn, InjectId(watch.name))
        if watch.repeat:
            for chance in watch.chances:
                turn.draw_anew(chance)


def fire(turn: Turn, name: InjectId, by_hand: bool = False) -> None:
    """An inject happens: its messages, what it teaches, what it changes and whom it calls."""
    inject = turn.book.scenario.injects[name]
    turn.emit(e.InjectFired(turn.number(), turn.state.time, (), name, by_hand))
    for role in inject.message:
        turn.emit(e.Messaged(turn.number(), turn.state.time, (role,), name, role))
    for role, facts in inject.teaches.items():
        teach(turn, role, facts, "inject", name)
    begin_acts(turn, inject.effects.does, ())
    cause(turn, inject.effects, (), name)


def refresh_choices(turn: Turn, keys: set[str]) -> None:
    """Open and shut the conditional choices of open decisions that *keys* bear on; keys are never renumbered."""
    state, book = turn.state, turn.book
    for decision in list(state.decisions.values()):
        scene = book.scenes[decision.scene]
        if scene.keys.isdisjoint(keys):
            continue
        for live in scene.live:
            if live.keys.isdisjoint(keys):
                continue
            turn.draw(live.chances)
            now = state.decisions[decision.id]
            holds = live.test(state)
            if holds == (live.choice in now.offered and live.choice not in now.shut):
                continue
            if holds:
                wording, _ = turn.case(scene.ways[live.choice].text)
                turn.emit(e.ChoiceOpened(turn.number(), turn.state.time, now.present, now.id, live.choice, wording))
            else:
                turn.emit(e.ChoiceShut(turn.number(), turn.state.time, now.present, now.id, live.choice))
