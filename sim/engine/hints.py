"""Hints: what a tutorial says at the moment of need. Which of them a role sees is decided here and kept as an event (rule 20).

A hint is shown while its role stands at the scene, its condition holds and its act makes sense there. One without a condition
goes when its act is done, and does not come back. Scenes without hints cost nothing: a book that has none has no entry to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine import commands as c
from sim.engine import events as e
from sim.engine.conditions import Test
from sim.engine.names import RoleId, SceneId

if TYPE_CHECKING:
    from sim.engine.book import Book
    from sim.engine.state import State, Thread
    from sim.engine.turn import Turn

DONE_BY: dict[type, str] = {
    c.Choose: "choose",
    c.Pass: "pass",
    c.Tell: "tell",
    c.Ask: "ask",
    c.Answer: "answer",
    c.Acknowledge: "read_back",
    c.Note: "note",
    c.Pause: "pause",
}
"""The acts that are done by a command."""


class ReadyHint:
    """A hint made ready: its place among the scene's, its act, its test and the draws that the test reads."""

    __slots__ = ("act", "chances", "place", "test")

    def __init__(self, place: int, act: str, test: Test | None, chances: tuple[str, ...]) -> None:
        self.place = place
        self.act = act
        self.test = test
        self.chances = chances


class ReadyHints:
    """The hints of one scene for one role, and the keys whose touch can change which of them are shown."""

    __slots__ = ("hints", "keys")

    def __init__(self, hints: tuple[ReadyHint, ...], keys: frozenset[str]) -> None:
        self.hints = hints
        self.keys = keys


def ready_hints(book: Book) -> dict[tuple[SceneId, RoleId], ReadyHints]:
    """The hints of *book* by scene and role; only those that have any."""
    ready = {}
    for name, scene in book.scenario.scenes.items():
        for role in scene.roles if scene.hints else ():
            hints = []
            keys = {f"at:{role}"}
            for place, hint in enumerate(scene.hints):
                if hint.role not in (None, role):
                    continue
                if hint.if_ is None:
                    hints.append(ReadyHint(place, hint.act, None, ()))
                else:
                    hints.append(ReadyHint(place, hint.act, book.test(hint.if_), book.chances(hint.if_)))
                    keys |= book.keys(hint.if_)
            if hints:
                ready[name, role] = ReadyHints(tuple(hints), frozenset(keys))
    return ready


def refresh_hints(turn: Turn, keys: set[str]) -> None:
    """Show and take away the hints that *keys* bear on, where roles stand now."""
    state, ready = turn.state, turn.book.hints
    for role, thread in state.threads.items():
        scene = thread.scene
        found = ready.get((scene, role)) if scene is not None else None
        if scene is None or found is None or found.keys.isdisjoint(keys):
            continue
        shown = []
        for hint in found.hints:
            turn.draw(hint.chances)
            if (
                (scene, hint.place) not in thread.hints_done
                and _makes_sense(state, thread, hint.act)
                and (hint.test is None or hint.test(state))
            ):
                shown.append(hint.place)
        _show(turn, thread, scene, tuple(shown), None)


def hint_done(turn: Turn, command: c.AnyCommand) -> None:
    """*command* was carried out: of the hints before its seat, the first on this act that has no `if` of its own is done with."""
    act = DONE_BY.get(type(command)) if not turn.state.ended else None
    thread = turn.state.threads.get(RoleId(command.seat))
    if act is None or thread is None or not thread.hints:
        return
    scene, places = thread.hints
    hints = turn.book.scenario.scenes[scene].hints
    done = next((place for place in places if hints[place].act == act and hints[place].if_ is None), None)
    if done is not None:
        _show(turn, thread, scene, tuple(place for place in places if place != done), done)


def _makes_sense(state: State, thread: Thread, act: str) -> bool:
    """Can *act* be spoken of as *thread* stands?"""
    if act == "go_on":
        return thread.decision is None
    if act in ("choose", "pass", "limit", "no_limit"):
        if thread.decision is None:
            return False
        timed = state.decisions[thread.decision].closes is not None
        return timed if act == "limit" else not timed if act == "no_limit" else True
    return True


def _show(turn: Turn, thread: Thread, scene: SceneId, places: tuple[int, ...], done: int | None) -> None:
    now = thread.hints[1] if thread.hints and thread.hints[0] == scene else ()
    if places != now or done is not None:
        turn.emit(e.HintsShown(turn.number(), turn.state.time, (thread.role,), thread.role, scene, places, done))
