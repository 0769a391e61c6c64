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
from scoring.scopes import Scope, Scopes
from sim.engine import events as e
from sim.engine.book import Book, conditions_in, credits_of
from sim.engine.commands import Acknowledge, Answer, AnyCommand, Ask, Curtain, Note, Pause, Resume, Tell
from sim.engine.conditions import Chance, Condition, Number, Since, Time
from sim.engine.liveness import Reads, reads
from sim.engine.names import BasisId, FactId, RoleId, SceneId, Second, TopicId
from sim.engine.scenario import Scene
from sim.engine.state import State, Thread
from sim.players.key import RoleKey, role_key


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
        self.scopes = Scopes(book, self.here, self.watch)
        self.all = self.scopes.of(frozenset(scenario.scenes), frozenset())
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
        known, threads = thread.known, state.threads
        for fact, needers in self.shared[thread.role]:
            if fact in known:
                for needer in needers:
                    if fact not in threads[needer].known:
                        return False
        return self.unasked(state, thread)

    def unasked(self, state: State, thread: Thread) -> bool:
        """Has *thread* nothing to answer, to complete or to ask that would make a difference?"""
        role, known = thread.role, thread.known
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

    def untold(self, state: State, thread: Thread) -> Tell | None:
        """What *thread* has to tell first, and to whom, where somebody needs what it knows and does not know it.

        That is what the model tells, without what others know already and without looking through all that was said: nobody
        can have been told what it does not know, while no message is on its way (see `plain`).
        """
        role, known, threads = thread.role, thread.known, state.threads
        missing: dict[RoleId, list[FactId]] = {}
        for fact, needers in self.shared[role]:
            if fact in known:
                for needer in needers:
                    if fact not in threads[needer].known:
                        missing.setdefault(needer, []).append(fact)
        facts = self.keys[role].facts
        for needer, names in missing.items():
            hearers = (needer, *thread.company) if needer in thread.company else (needer,)
            free = []
            by_basis: dict[BasisId, list[FactId]] = {}
            for name in names:
                grounds = facts[name].grounds(hearers)
                if grounds == (None,):
                    free.append(name)
                elif grounds:
                    basis = next((basis for basis in grounds if basis in by_basis), grounds[0])
                    assert basis is not None
                    by_basis.setdefault(basis, []).append(name)
            first: BasisId | None = next(iter(by_basis), None)
            told = (*free, *(by_basis[first] if first is not None else ()))
            if told:
                return Tell(seat=role, at=state.time, to=(needer,), facts=told, basis=first)
        return None

    def plain(self, state: State, thread: Thread) -> bool:
        """Is all that *thread* tells what somebody needs and does not know (`untold`)? Not where a choice says it by itself."""
        if state.mail or self.tells_count or self.reads_back:
            return False
        return thread.decision is None or state.decisions[thread.decision].scene not in self.talking[thread.role]

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
        live = self.scopes.of(frozenset(places), state.fired)
        facts = live.open_facts(state.threads)
        return (
            tuple([self._thread(state, thread, facts, now) for thread in threads]),
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
                    if kind != "look" or self.scopes.looks(live, about)
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
            live.watches,
            state.high & live.watches,
            state.down,
            now if now < self.last_time else -1,
            tuple([seat.person is None for seat in state.seats.values()]),
        )

    def _thread(self, state: State, thread: Thread, facts: frozenset[FactId], now: int) -> tuple[Any, ...]:
        known = facts.intersection(thread.known)
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
            # An answer is completed by what was known in its second.
            for each in messages:
                if each.at == now and type(each) is e.Told and each.reply_to is not None and each.frm == thread.role:
                    said += (each.facts,)
        questions = self.keys[thread.role].questions
        if questions:
            asked = {(each.to, each.topic) for each in messages if type(each) is e.Asked and each.frm == thread.role}
            said += tuple(
                [
                    (each.desk, each.topic) in asked
                    or facts.isdisjoint(each.facts)
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

    def _values(self, state: State, live: Scope) -> tuple[Any, ...]:
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


def _starts(scene: Scene) -> set[tuple[str, str]]:
    """The marks from which the timeliness of *scene* is counted."""
    return {
        ("since", str(within.since))
        for credit in credits_of(scene)
        for within in credit.within.values()
        if within.since is not None
    }


def _clamps(comparisons: Iterable[Comparison], exact: set[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """By (`since` | `first`, mark), a second after the last at which a comparison turns; not where it counts *exact*."""
    clamps: dict[tuple[str, str], float] = {}
    for one, other in comparisons:
        if isinstance(one, Since):
            place = ("first" if one.first else "since", str(one.mark))
            later = other.value + 1 if isinstance(other, Number) else math.inf
            clamps[place] = max(clamps.get(place, 0), later)
    return {place: value for place, value in clamps.items() if place not in exact}
