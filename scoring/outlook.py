"""Outlook: what the model's way on can still depend on, worked out from what the case's conditions read.

Decision credit hangs on conditions alone. So a message makes a difference only if a condition reads who knows, told, asked or
answered what it is about; and two states have the same credit to come if they agree in where the roles stand, in what is
under way, and in the marks, numbers and facts that something on the way can still read. `State.key` asks more than that: it
holds for any commands, this only for the model's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from scoring.luck import Comparison, comparisons, outcomes, shown
from sim.engine import events as e
from sim.engine.book import Book, conditions_in, credits_of
from sim.engine.commands import Acknowledge, Answer, AnyCommand, Ask, Curtain, Note, Pause, Resume, Tell
from sim.engine.conditions import Chance, Condition, Number, Since, Time
from sim.engine.liveness import Reads, reads, targets
from sim.engine.names import FactId, RoleId, SceneId, Second, TopicId
from sim.engine.scenario import Inject, Scene
from sim.engine.state import State, Thread
from sim.players.key import RoleKey, role_key

SPOKEN = ("knows", "told", "acknowledged", "asked", "answered")
"""The second word of the marks that messages make."""


class Live:
    """What can be read from some places on: marks and numbers, the facts and topics in them, and the watches that count."""

    __slots__ = ("facts", "looks", "marks", "numbers", "reads", "scenes", "topics", "watches")

    def __init__(self, reads: Reads, scenes: frozenset[SceneId], watches: frozenset[str], outlook: Outlook) -> None:
        self.reads = reads
        self.marks = frozenset(name for kind, name in reads if kind == "happened")
        self.numbers = tuple(sorted(read for read in reads if read[0] != "happened"))
        self.looks: dict[str, bool] = {}
        """What a look is about -> whether it bears on a watch that counts; filled as they come."""
        self.scenes = scenes
        self.watches = watches
        about = _spoken(reads)
        scenario = outlook.book.scenario
        self.facts: frozenset[FactId] = frozenset(fact for fact in scenario.facts if fact in about)
        self.topics: frozenset[TopicId] = frozenset(scenario.facts[fact].topic for fact in self.facts).union(
            topic for topic in scenario.topics if topic in about
        )


class Outlook:
    """What matters in a book; made once for it (`outlook_of`)."""

    def __init__(self, book: Book) -> None:
        self.book = book
        scenario = book.scenario
        parts: dict[str, tuple[Condition, ...]] = {
            **{f"link:{name}": (link.down,) for name, link in scenario.links.items()},
            **{f"milestone:{name}": (body.when,) for name, body in scenario.milestones.items()},
            **{f"inject:{name}": tuple(conditions_in(event)) for name, event in scenario.injects.items()},
            **{f"stop:{name}": (stop.when,) for name, stop in scenario.stops.items()},
        }
        self.watch: dict[str, Reads] = {name: reads(found) for name, found in parts.items()}
        self.here: dict[SceneId, Reads] = {}
        exact: set[tuple[str, str]] = set()
        for name, scene in scenario.scenes.items():
            parts[name] = tuple(conditions_in(scene))
            starts = _starts(scene)
            exact |= starts
            self.here[name] = reads(parts[name]) | starts
        compared = tuple(comparisons(condition for found in parts.values() for condition in found))
        self.follows = _closure({name: set(targets(scene)) for name, scene in scenario.scenes.items()})
        self.clamps = _clamps(compared, exact)
        """(`since` | `first`, mark) -> seconds beyond which no comparison turns any more; absent: every second counts."""
        self.last_time = max(
            (getattr(other, "value", math.inf) + 1 for one, other in compared if isinstance(one, Time)), default=0.0
        )
        """The second after which no comparison with the clock turns any more."""
        self.outcomes = outcomes(compared)
        """By draw, its declared outcomes."""
        self.moving = {one.name for one, other in compared if isinstance(one, Chance) and not isinstance(other, Number)}
        """Draws that are compared with something that moves: of these every value counts."""
        self.timed = {
            name
            for name, ready in book.scenes.items()
            if any(value.within for way in ready.ways.values() for _, value in way.credit)
        }
        """Scenes with timeliness: how long they have been open counts."""
        self.live: dict[frozenset[SceneId], Live] = {}
        self.all = self._live(frozenset(scenario.scenes))
        self.reads_back = any(name.split(".")[1:2] == ["acknowledged"] for _, name in self.all.reads)
        self.tells_count = any(name.split(".")[1:2] == ["told"] for _, name in self.all.reads)
        self.keys = {role: self._pruned(role_key(book, role)) for role in book.roles}
        self.talking = {role: frozenset(scene for scene, _ in key.says) for role, key in self.keys.items()}
        """By role, the scenes in which a choice itself says something."""
        self.shared = {
            role: tuple((name, fact.needed_by) for name, fact in key.facts.items() if fact.needed_by)
            for role, key in self.keys.items()
        }
        """By role, the facts that matter and that others need, and who."""

    def _pruned(self, key: RoleKey) -> RoleKey:
        """*key* without the tellings and questions that change nothing."""
        facts = {}
        for name, fact in key.facts.items():
            needers = fact.needed_by if name in self.all.facts else ()
            facts[name] = replace(fact, needed_by=tuple(needer for needer in needers if fact.grounds((needer,))))
        questions = tuple(
            question
            for question in key.questions
            if question.topic in self.all.topics or not self.all.facts.isdisjoint(question.facts)
        )
        return replace(key, facts=facts, questions=questions)

    # --- commands

    def idle(self, command: AnyCommand, topics: Mapping[int, TopicId]) -> bool:
        """Is *command* one that no condition can ever tell from silence? *topics*: of questions, by their numbers."""
        match command:
            case Note() | Pause() | Resume() | Curtain():
                return True
            case Tell():
                return self.all.facts.isdisjoint(command.facts)
            case Acknowledge():
                return not self.reads_back or command.fact not in self.all.facts
            case Ask():
                return command.topic not in self.all.topics
            case Answer():
                topic = topics.get(command.reply_to)
                return topic is not None and topic not in self.all.topics and self.all.facts.isdisjoint(command.facts)
            case _:
                return False

    def told_nothing(self, command: AnyCommand, state: State) -> bool:
        """Does *command* tell only what all who hear it know already? Nobody could know that; it makes no difference."""
        if not isinstance(command, Tell) or self.tells_count or self.reads_back or command.reply_to is not None:
            return False
        hearers = {*command.to, *state.threads[RoleId(command.seat)].company} & state.threads.keys()
        facts = self.all.facts.intersection(command.facts)
        return all(fact in state.threads[RoleId(role)].known for role in hearers for fact in facts)

    def quiet(self, state: State, thread: Thread) -> bool:
        """Is there nothing that *thread* could say or ask that would make a difference? It need not be asked, then.

        It may still want to tell what others know by now, without its knowing that; such messages change nothing.
        """
        if self.tells_count or self.reads_back:
            return False
        role, known, threads = thread.role, thread.known, state.threads
        for fact, needers in self.shared[role]:
            if fact in known:
                for needer in needers:
                    if fact not in threads[needer].known:
                        return False
        for question in state.questions.values():
            if question.to == role:
                return False
        for wanted in self.keys[role].questions:
            for fact in wanted.facts:
                if fact not in known:
                    return False
        for message in thread.messages:
            if type(message) is e.Told and message.reply_to is not None and message.frm == role:
                return False
        return True

    def gist(self, command: AnyCommand) -> AnyCommand:
        """*command* without what makes no difference: the basis, and facts that nothing reads."""
        if isinstance(command, Tell):
            facts = tuple(sorted(fact for fact in command.facts if fact in self.all.facts))
            return replace(command, facts=facts, basis=None)
        return command

    # --- states

    def key(self, state: State) -> tuple[Any, ...]:
        """What the credit still to come hangs on, if all seats go on as the model; seconds are counted from now."""
        now = state.time
        places = set()
        threads = state.threads.values()
        for thread in threads:
            if thread.scene is not None:
                places.add(thread.scene)
            if thread.queue:
                places.update(thread.queue)
            for back in thread.returns:
                if back.scene is not None:
                    places.add(back.scene)
        standing = frozenset(places)
        live = self.live.get(standing)
        if live is None:
            live = self.live[standing] = self._live(standing)
        return (
            tuple([self._thread(state, thread, live, now) for thread in threads]),
            tuple(
                [
                    (
                        found.scene,
                        max(-1, found.opened + found.reading - now),
                        now - found.opened if found.scene in self.timed else 0,
                        found.present,
                        found.offered,
                        found.items,
                        found.shut,
                        found.picks,
                    )
                    for found in sorted(state.decisions.values(), key=_scene)
                ]
            ),
            tuple(
                [
                    (work.scene, work.outcome, work.roles, work.items)
                    for work in sorted(state.works.values(), key=_scene)
                ]
            ),
            tuple(
                [
                    (second - now, kind, self._about(state, kind, about))
                    for second, _, kind, about in state.agenda
                    if kind != "look" or self._looks(about, live)
                ]
            ),
            tuple(sorted(state.gatherings.items())),
            tuple([(scene, gone) for scene, gone in sorted(state.absent.items()) if scene in live.scenes and gone[1]]),
            tuple(
                [
                    (question.frm, question.to, question.topic, now - question.at)
                    for question in state.questions.values()
                    if question.to in state.threads and question.topic in live.topics
                ]
            ),
            tuple([(to, message.frm, _content(message)) for to, message in state.mail]) if state.mail else (),
            self._values(state, live),
            state.fired & live.watches,
            state.high & live.watches,
            state.down,
            now if now < self.last_time else -1,
            tuple([seat.person is None for seat in state.seats.values()]),
        )

    def _thread(self, state: State, thread: Thread, live: Live, now: int) -> tuple[Any, ...]:
        known = live.facts.intersection(thread.known)
        said: tuple[Any, ...] = ()
        if state.mail or self.tells_count:
            # Only then can somebody have been told what it does not know.
            said = tuple([(fact, frozenset(to for to, _ in thread.told.get(fact, ()))) for fact in sorted(known)])
        if self.tells_count:
            said += (_heard(thread, known),)
        if self.reads_back:
            said += (_unacknowledged(thread, known, now),)
        messages = thread.messages
        if messages and messages[-1].at == now:
            said += tuple([(each.frm, _content(each)) for each in messages if each.at == now])
        questions = self.keys[thread.role].questions
        if questions:
            asked = {(each.to, each.topic) for each in messages if type(each) is e.Asked and each.frm == thread.role}
            said += tuple(
                [
                    (each.desk, each.topic) in asked
                    or live.facts.isdisjoint(each.facts)
                    or thread.known.keys() >= set(each.facts)
                    for each in questions
                ]
            )
        return (
            thread.status,
            thread.scene,
            thread.company,
            thread.call,
            thread.queue,
            thread.returns,
            known,
            said,
            None if thread.until is None else thread.until - now,
        )

    def _about(self, state: State, kind: str, about: Any) -> Any:
        if kind == "work":
            decision, outcome, role = about
            return decision.partition("#")[0], "#late" in decision, outcome, role
        if kind == "desk":
            question = state.questions.get(about)
            return None if question is None else (question.to, question.topic, question.frm)
        return about.partition("#")[0] if kind == "limit" else about

    def _looks(self, about: str, live: Live) -> bool:
        """Does a look that is due bear on a watch that counts?"""
        found = live.looks.get(about)
        if found is None:
            watches = self.book.watches
            found = any(watches[place].key in live.watches for place in self.book.watching.get(about, ()))
            live.looks[about] = found
        return found

    def _values(self, state: State, live: Live) -> tuple[Any, ...]:
        marks, now = state.marks, state.time
        values: list[Any] = []
        for kind, name in live.numbers:
            if kind == "variable":
                values.append(state.variables[name])  # type: ignore[index]
            elif kind == "chance":
                value = shown(state, name)
                if value is not None and name not in self.moving:
                    # Which of its declared outcomes it is, is all that is read of it.
                    value = next((upper for upper, _, _ in self.outcomes.get(name, ()) if value < upper), value)
                values.append(value)
            else:
                mark = marks.get(name)  # type: ignore[call-overload]
                if mark is None:
                    values.append(None)
                elif kind == "count":
                    values.append(mark[2])
                else:
                    value = now - mark[0 if kind == "first" else 1]
                    clamp = self.clamps.get((kind, name))
                    values.append(value if clamp is None or value < clamp else clamp)
        return live.marks.intersection(marks), tuple(values)

    # --- what is live

    def _live(self, places: frozenset[SceneId]) -> Live:
        """What can be read from *places* on: their scenes, those that follow, and what can be called or fired meanwhile."""
        scenario = self.book.scenario
        scenes = set(places).union(*(self.follows[place] for place in places))
        found: set[tuple[str, str]] = set().union(*(self.here[scene] for scene in scenes))
        watches = {f"link:{name}" for name in scenario.links}
        for watch in watches:
            found |= self.watch[watch]
        grew = True
        while grew:
            grew = False
            names = {name for _, name in found}
            facts = _spoken(found)
            for milestone in scenario.milestones:
                if f"milestone:{milestone}" not in watches and f"reached.{milestone}" in names:
                    watches.add(f"milestone:{milestone}")
                    found |= self.watch[f"milestone:{milestone}"]
                    grew = True
            for inject, event in scenario.injects.items():
                if f"inject:{inject}" not in watches and _counts(event, names, facts):
                    watches.add(f"inject:{inject}")
                    called = {call.scene for call in event.effects.calls}
                    more = called.union(*(self.follows[scene] for scene in called)) - scenes
                    scenes |= more
                    found.update(self.watch[f"inject:{inject}"], *(self.here[scene] for scene in more))
                    grew = True
        return Live(frozenset(found), frozenset(scenes), frozenset(watches), self)


def _scene(found: e.OpenDecision | e.Work) -> tuple[Any, ...]:
    return found.scene, found.present if isinstance(found, e.OpenDecision) else found.roles


def outlook_of(book: Book) -> Outlook:
    """The outlook of *book*, made once."""
    found: Outlook = book.memo("outlook") or book.remember("outlook", Outlook(book))
    return found


def _heard(thread: Thread, facts: frozenset[FactId]) -> frozenset[tuple[FactId, str]]:
    """Who was said to know *facts* in the messages that came before *thread*."""
    return frozenset(
        (fact, role)
        for message in thread.messages
        if type(message) is e.Told
        for fact in message.facts
        if fact in facts
        for role in (message.frm, *message.to)
    )


def _unacknowledged(thread: Thread, facts: frozenset[FactId], now: Second) -> tuple[Any, ...]:
    """What was told to *thread* and is to be read back yet, and how long ago."""
    return tuple(
        (fact, message.frm, now - message.at)
        for message in thread.messages
        if type(message) is e.Told and thread.role in message.to
        for fact in message.facts
        if fact in facts and (message.seq, fact) not in thread.acked
    )


def _content(message: e.Message) -> tuple[Any, ...]:
    """What a message says, without the number that only names it."""
    match message:
        case e.Told():
            return "told", message.facts
        case e.Asked():
            return "asked", message.topic
        case e.Answered():
            return "answered", message.topic
        case e.Acknowledged():
            return "read back", message.fact


def _spoken(reads: Iterable[tuple[str, str]]) -> set[str]:
    """The facts and topics in the marks among *reads* that messages make, by their names."""
    found = set()
    for _, name in reads:
        parts = name.split(".")
        if len(parts) == 3 and parts[1] in SPOKEN:
            found.add(parts[2])
    return found


def _starts(scene: Scene) -> set[tuple[str, str]]:
    """The marks from which the timeliness of *scene* is counted."""
    return {
        ("since", str(within.since))
        for credit in credits_of(scene)
        for within in credit.within.values()
        if within.since is not None
    }


def _closure(follows: dict[SceneId, set[SceneId]]) -> dict[SceneId, set[SceneId]]:
    """By scene, all that can come after it, however late."""
    grew = True
    while grew:
        grew = False
        for after in follows.values():
            more = set().union(*(follows[name] for name in after)) - after
            if more:
                after |= more
                grew = True
    return follows


def _counts(inject: Inject, names: set[str], facts: set[str]) -> bool:
    """Does *inject* change anything that is read? *names*: of marks and numbers; *facts*: those that are read of."""
    effects = inject.effects
    return (
        bool(effects.calls or effects.tells or effects.learns)
        or effects.ends is not None
        or any(name in names for name, _ in (*effects.sets, *effects.adds))
        or any(f"{word}.{act.activity}" in names for act in effects.does for word in ("done", "started"))
        or any(fact in facts for taught in inject.teaches.values() for fact in taught)
    )


def _clamps(comparisons: Iterable[Comparison], exact: set[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """By (`since` | `first`, mark), a second after the last at which a comparison turns; not where it counts *exact*."""
    clamps: dict[tuple[str, str], float] = {}
    for one, other in comparisons:
        if isinstance(one, Since):
            place = ("first" if one.first else "since", str(one.mark))
            later = other.value + 1 if isinstance(other, Number) else math.inf
            clamps[place] = max(clamps.get(place, 0), later)
    return {place: value for place, value in clamps.items() if place not in exact}
