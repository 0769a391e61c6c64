"""Liveness: what can still be read from where the roles stand, and the key of a state made from that alone.

Scenes lead to scenes; a mark, a variable or a draw that no condition on the way reads any more makes no difference to the
rest of play. The static part is worked out once for a book.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sim.engine.book import Book
from sim.engine.conditions import Chance, Condition, Count, Happened, Since, Variable, conditions_in, nodes
from sim.engine.names import SceneId
from sim.engine.scenario import Choice, Effects, Goto, Outcome, Scene

if TYPE_CHECKING:
    from sim.engine.state import State, Thread

Reads = frozenset[tuple[str, str]]
"""(`happened` | `count` | `since` | `first` | `variable` | `chance`, name)."""


def reads(conditions: Iterable[Condition]) -> Reads:
    """What *conditions* read of marks, variables and draws."""
    found: set[tuple[str, str]] = set()
    for condition in conditions:
        for node in nodes(condition.tree):
            match node:
                case Happened(mark):
                    found.add(("happened", mark))
                case Count(mark):
                    found.add(("count", mark))
                case Since(mark, first):
                    found.add(("first" if first else "since", mark))
                case Variable(name):
                    found.add(("variable", name))
                case Chance(name):
                    found.add(("chance", name))
    return frozenset(found)


class Liveness:
    """For each scene of a book: the scenes that can follow it, and what is read there."""

    def __init__(self, book: Book) -> None:
        scenes = book.scenario.scenes
        here = {name: reads(conditions_in(scene)) for name, scene in scenes.items()}
        follows: dict[SceneId, set[SceneId]] = {name: set(targets(scene)) for name, scene in scenes.items()}
        changed = True
        while changed:
            changed = False
            for after in follows.values():
                more = set().union(*(follows[name] for name in after)) - after
                if more:
                    after |= more
                    changed = True
        self.after: dict[SceneId, Reads] = {
            name: frozenset().union(here[name], *(here[other] for other in follows[name])) for name in scenes
        }
        self.watch: dict[str, Reads] = {}
        for milestone, body in book.scenario.milestones.items():
            self.watch[f"milestone:{milestone}"] = reads([body.when])
        for inject, event in book.scenario.injects.items():
            called = (self.after[call.scene] for call in event.effects.calls)
            self.watch[f"inject:{inject}"] = reads(conditions_in(event)).union(*called)
        for stop, planned in book.scenario.stops.items():
            self.watch[f"stop:{stop}"] = reads([planned.when])
        for link, line in book.scenario.links.items():
            self.watch[f"link:{link}"] = reads([line.down])


def targets(scene: Scene) -> Iterable[SceneId]:
    """The scenes to which *scene* can lead at once."""
    for way in ways_of(scene):
        yield from _of_goto(way.goto)
        yield from _of_effects(way.start)
        yield from _of_effects(way.end)
    if scene.instead is not None:
        yield scene.instead


def ways_of(scene: Scene) -> list[Choice | Outcome]:
    """All ways on from *scene*: its choices, and what follows without one."""
    outcomes = (scene.if_no_answer, scene.if_deadlock, scene.no_show, scene.latecomer)
    return [*scene.choices.values(), *(outcome for outcome in outcomes if outcome is not None)]


def _of_goto(goto: Goto) -> Iterable[SceneId]:
    for cases in (goto.all, *goto.by_role.values()):
        for _, to in cases:
            if to.scene is not None:
                yield to.scene


def _of_effects(effects: Effects) -> Iterable[SceneId]:
    for call in effects.calls:
        yield call.scene


def _live(state: State) -> Reads:
    book = state.book
    liveness: Liveness = book.memo("liveness") or book.remember("liveness", Liveness(book))
    places: set[SceneId] = set()
    for thread in state.threads.values():
        if thread.scene is not None:
            places.add(thread.scene)
        places.update(thread.queue)
        places.update(back.scene for back in thread.returns if back.scene is not None)
    watches = (live for name, live in liveness.watch.items() if name not in state.fired)
    return frozenset().union(*watches, *(liveness.after[place] for place in places))


def key_of(state: State) -> tuple[Any, ...]:
    """The key of *state*: see `State.key`. Seconds are counted from now, decisions named by their scenes."""
    now = state.time
    live = _live(state)
    untimed = state.setup is not None and state.setup.pace == "untimed"
    return (
        tuple(_thread_key(thread, now) for thread in state.threads.values()),
        () if untimed else tuple(_news_key(state, thread) for thread in state.threads.values()),
        tuple(
            (
                decision.scene,
                None if decision.closes is None else decision.closes - now,
                now - decision.opened,
                decision.present,
                decision.offered,
                decision.wording,
                decision.items,
                decision.item_wording,
                decision.shut,
                decision.picks,
            )
            for decision in state.decisions.values()
        ),
        tuple((work.scene, work.outcome, work.roles, work.until - now, work.items) for work in state.works.values()),
        tuple((second - now, kind, _about(about)) for second, _, kind, about in state.agenda),
        tuple(sorted(state.gatherings.items())),
        tuple(sorted(state.absent.items())),
        tuple((question.frm, question.to, question.topic, question.basis) for question in state.questions.values()),
        tuple((to, type(message).__name__, message.frm) for to, message in state.mail),
        tuple(sorted(_value(state, kind, name) for kind, name in live)),
        state.fired,
        state.high,
        state.down,
        tuple(state.seats.items()),
        (state.paused, state.stop, state.curtain, state.front, state.ended, state.how, state.ending),
    )


def _about(about: Any) -> Any:
    """What an occurrence is about, without numbers that only name it."""
    if isinstance(about, tuple):
        return tuple(_about(part) for part in about)
    return about.split("#")[0] if isinstance(about, str) else None


def _thread_key(thread: Thread, now: int) -> tuple[Any, ...]:
    return (
        thread.status,
        thread.scene,
        thread.work[1] if thread.work is not None else None,
        None if thread.until is None else thread.until - now,
        thread.company,
        thread.call,
        thread.queue,
        thread.returns,
        thread.ending,
        frozenset(thread.known),
        thread.hints,
        thread.hints_done,
    )


def _news_key(state: State, thread: Thread) -> tuple[Any, ...]:
    """What may stand above the thread's next scene: the limit hangs on it (rule 6)."""
    now, over = state.time, thread.over
    return tuple([(what, at == now, seq > over) for seq, at, what in thread.pile])


def _value(state: State, kind: str, name: str) -> tuple[str, str, float]:
    if kind == "variable":
        return kind, name, state.variables[name]  # type: ignore[index]
    if kind == "chance":
        return kind, name, state.draws[name][1] if name in state.draws else -1
    mark = state.marks.get(name)  # type: ignore[call-overload]
    if mark is None:
        return kind, name, -1
    values: dict[str, float] = {
        "happened": 1,
        "count": mark[2],
        "since": state.time - mark[1],
        "first": state.time - mark[0],
    }
    return kind, name, values[kind]
