"""Outlook: what the model's way on can still depend on, worked out from what the case's conditions read.

Decision credit hangs on conditions alone. So a message makes a difference only if a condition reads who knows, told, asked or
answered what it is about, and only as long as something on the way can still read that; and two states have the same credit
to come if they agree in where the roles stand, in what is under way, and in the marks, numbers and facts that can still be
read (`look`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from scoring.luck import Comparison, comparisons, outcomes
from scoring.scopes import Scope, Scopes, Sharing
from scoring.slack import CLOCK
from sim.engine import events as e
from sim.engine.book import Book, turn_key
from sim.engine.commands import Acknowledge, Answer, AnyCommand, Ask, Curtain, Note, Pause, Resume, Tell
from sim.engine.conditions import Chance, Condition, Number, Since, Time, conditions_in, turns
from sim.engine.lengths import longest, shortest
from sim.engine.liveness import Reads, reads
from sim.engine.names import BasisId, ChoiceId, FactId, ItemId, RoleId, SceneId, Second, TopicId
from sim.engine.scenario import Scene
from sim.engine.scenes import credits_of
from sim.engine.state import State, Thread
from sim.players.key import DeskQuestion, RoleKey, role_key

NEVER = 2
"""So many seconds after a scene was read, or more, its limit does not matter: the model has chosen by then, and who leads, a
second later."""


Answered = tuple[TopicId, RoleId]
"""A topic on which a question was answered with facts, and who had asked."""


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
        self.hasty = {
            name
            for name, ready in book.scenes.items()
            if ready.think is not None and ready.think < NEVER + longest(book, ready) - shortest(book, ready)
        }
        """Scenes whose limit may come before the model has chosen: that takes the time of the longest wording, the limit that of
        what is shown, and of what stands above it."""
        self.here: dict[SceneId, Reads] = {}
        exact: set[tuple[str, str]] = set()
        for name, scene in scenario.scenes.items():
            parts[name] = tuple(conditions_in(scene, but="" if name in self.hasty else "text"))
            starts = _starts(scene)
            exact |= starts
            self.here[name] = reads(parts[name]) | starts
            if name in self.hasty:
                # What one knows already is no news above it, and so makes its limit shorter.
                self.here[name] |= {
                    ("happened", f"{role}.knows.{fact}") for role in scene.roles for fact in scenario.facts
                }
        compared = tuple(comparisons(conditions_in(scenario)))
        self.exact = frozenset(exact | _moving(compared))
        """(`since` | `first`, mark): the times since it of which every second counts."""
        self.turning: dict[str, frozenset[str]] = {}
        """What a look is about -> the scenes and watches in which a comparison turns then."""
        self.looks: dict[str, tuple[str, Second]] = {}
        """What a look is about -> since what it is so many seconds (`CLOCK`: since the case began)."""
        self._learn_turns(parts)
        self.heeding = {
            name: tuple(
                sorted(
                    self.looks[about][1]
                    for about, readers in self.turning.items()
                    if about not in self._active and name in readers
                )
            )
            for name in scenario.scenes
        }
        self.heeding = {name: seconds for name, seconds in self.heeding.items() if seconds}
        """Scene -> seconds of the clock at which a comparison turns that only scenes make."""
        drawn = {name for name, found in self.watch.items() if any(kind == "chance" for kind, _ in found)}
        self._drawing = {about for about, names in self.turning.items() if not names.isdisjoint(drawn)}
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
        self._scopes: dict[tuple[object, ...], Scope] = {}
        """By what has fired and where everybody stands or will stand; filled as states come."""
        self.all = self.scopes.of(frozenset(scenario.scenes), frozenset()).read
        self.reads_back = any(name.split(".")[1:2] == ["acknowledged"] for _, name in self.all.reads)
        self.rigid = self.reads_back or any(
            isinstance(one, Time) and not isinstance(other, Number) for one, other in compared
        )
        """Does every second count, wherever one is?"""
        self.tells_count = any(name.split(".")[1:2] == ["told"] for _, name in self.all.reads)
        self.keys = {role: self._pruned(role_key(book, role)) for role in book.roles}
        self.talking = {role: frozenset(scene for scene, _ in key.says) for role, key in self.keys.items()}
        """By role, the scenes in which a choice itself says something."""
        self.reading = {scene: seconds for key in self.keys.values() for scene, seconds in key.reading.items()}
        """By scene, after how many seconds the model chooses."""
        self.shared = {
            role: tuple((name, fact.needed_by) for name, fact in key.facts.items() if fact.needed_by)
            for role, key in self.keys.items()
        }
        """By role, the facts that matter and that others need, and who."""
        self.wants = {role: _by_needer(facts) for role, facts in self.shared.items()}
        """By role, the same the other way round."""
        self.lines: dict[tuple[SceneId, ChoiceId, tuple[ItemId, ...]], tuple[ItemId, ...]] = {}
        """What the model ticks of a form of which these lines are shown; filled as forms come."""

    def _learn_turns(self, parts: Mapping[str, Iterable[Condition]]) -> None:
        found: dict[str, set[str]] = {}
        for name, conditions in parts.items():
            for condition in conditions:
                for value, second in turns(condition.tree):
                    about = turn_key(value, second)
                    found.setdefault(about, set()).add(name)
                    mark = CLOCK if isinstance(value, Time) else f"{'first' if value.first else 'since'} {value.mark}"
                    self.looks[about] = mark, second
        self.turning = {about: frozenset(names) for about, names in found.items()}
        self._active = {
            about
            for about, names in self.turning.items()
            if self.looks[about][0] != CLOCK or not names <= self.book.scenario.scenes.keys()
        }

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

    def vain(self, command: AnyCommand, state: State) -> bool:
        """Does *command* ask or answer what does not matter any more, or tell only that, or what all who hear it know already?

        Nobody could know that; it makes no difference.
        """
        if self.tells_count or self.reads_back:
            return False
        if isinstance(command, Ask):
            return command.topic not in self.scope(state).read.topics
        if isinstance(command, Answer):
            question = state.questions.get(command.reply_to)
            return question is not None and question.topic not in self.scope(state).read.topics
        if not isinstance(command, Tell) or command.reply_to is not None:
            return False
        hearers = {*command.to, *state.threads[RoleId(command.seat)].company} & state.threads.keys()
        facts = self.mattering(state).intersection(command.facts)
        return all(fact in state.threads[RoleId(role)].known for role in hearers for fact in facts)

    def quiet(self, state: State, thread: Thread, live: Scope, told_back: frozenset[Answered], begins: bool) -> bool:
        """Is there nothing that *thread* could say or ask that would make a difference? It need not be asked, then.

        It may still want to tell what others know by now, without its knowing that; such messages change nothing.
        """
        if self.tells_count or self.reads_back:
            return False
        known, threads = thread.known, state.threads
        for needer, facts in self.wants[thread.role]:
            if not known.keys().isdisjoint(facts.difference(threads[needer].known)):
                return False
        return self.unasked(state, thread, live, told_back) and not self.overheard(state, thread, live, begins)

    def overheard(self, state: State, thread: Thread, live: Scope, begins: bool) -> bool:
        """Would somebody beside *thread* hear something new, if it told another there what that knows already?

        It says what it learns in the second in which it does; where a road *begins*, also all that it has not said before.
        """
        company, known, threads = thread.company, thread.known, state.threads
        if len(company) < 2:
            return False
        for fact, needers, _ in self.sharing(live, thread.role):
            if fact in known and (begins or known[fact][0] == state.time):
                for needer in needers:
                    if (
                        needer in company
                        and fact in threads[needer].known
                        and not _all_know(threads, company, fact)
                        and not _aware(thread, fact, needer)
                    ):
                        return True
        return False

    def unasked(self, state: State, thread: Thread, live: Scope, told_back: frozenset[Answered]) -> bool:
        """Has *thread* nothing to answer, to complete or to ask that would make a difference? *told_back*: what it has answered
        with facts."""
        return self.unanswered(state, thread, live, told_back) and self.question(thread, live) is None

    def unanswered(self, state: State, thread: Thread, live: Scope, told_back: frozenset[Answered]) -> bool:
        """Has *thread* nothing to answer or to complete that would make a difference?"""
        topics, role, known = live.read.topics, thread.role, thread.known
        for topic, asker in told_back:
            if topic in topics:
                hearers = (asker, *thread.company) if asker in thread.company else (asker,)
                for fact in self.scopes.facts_about[topic]:
                    if fact in known and not _all_know(state.threads, hearers, fact):
                        return False
        for question in state.questions.values():  # noqa: SIM110  (a generator would cost as much as the look-ups)
            if question.to == role and question.topic in topics:
                return False
        return True

    def question(self, thread: Thread, live: Scope) -> DeskQuestion | None:
        """What *thread* asks a desk first of what still matters."""
        for wanted in self.keys[thread.role].questions:
            if wanted.topic in live.read.topics and still_to_ask(thread, wanted):
                return wanted
        return None

    def untold(self, state: State, thread: Thread, live: Scope) -> Tell | None:
        """What *thread* has to tell first, and to whom, where somebody needs what it knows and does not know it.

        That is what the model tells, without what others know already, without what does not matter any more (*live*: what
        does) and without looking through all that was said: nobody can have been told what it does not know, while no message
        is on its way (see `plain`).
        """
        role, known, threads = thread.role, thread.known, state.threads
        sharing = self.sharing(live, role)
        for needer, wanted in live.read.wanted[role]:
            if not known.keys().isdisjoint(wanted.difference(threads[needer].known)):
                break
        else:
            return None
        missing: dict[RoleId, list[FactId]] = {}
        for fact, needers, asked in sharing:
            if fact in known:
                for needer in needers:
                    if fact not in threads[needer].known:
                        if asked is not None and _all_know(threads, asked, fact):
                            break
                        missing.setdefault(needer, []).append(fact)
        if not missing:
            return None
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

    def sharing(self, live: Scope, role: RoleId) -> tuple[Sharing, ...]:
        """What *role* may have to share of what still matters."""
        found = live.read.sharing.get(role)
        return found if found is not None else self._sharing(live, role)

    def _sharing(self, live: Scope, role: RoleId) -> tuple[Sharing, ...]:
        asked = dict(live.read.settling)
        found = tuple(
            [(fact, needers, asked.get(fact)) for fact, needers in self.shared[role] if fact in live.read.facts]
        )
        live.read.sharing[role] = found
        live.read.wanted[role] = _by_needer((fact, needers) for fact, needers, _ in found)
        return found

    def plain(self, state: State, thread: Thread, live: Scope, begins: bool) -> bool:
        """Is all that *thread* tells what somebody needs and does not know (`untold`)? Not where a choice says it by itself."""
        if state.mail or self.tells_count or self.reads_back or self.overheard(state, thread, live, begins):
            return False
        return thread.decision is None or state.decisions[thread.decision].scene not in self.talking[thread.role]

    def gist(self, command: AnyCommand, mattering: frozenset[FactId]) -> AnyCommand:
        """*command* without what makes no difference: the basis, and facts that are not *mattering*."""
        if isinstance(command, Tell):
            facts = tuple(sorted(mattering.intersection(command.facts)))
            return replace(command, facts=facts, basis=None)
        return command

    # --- states

    def scope(self, state: State) -> Scope:
        """What can still be read from *state* on."""
        here: list[object] = [state.fired]
        for thread in state.threads.values():
            here += (thread.scene, thread.queue, thread.returns)
        key = tuple(here)
        found = self._scopes.get(key)
        if found is None:
            places = set()
            for thread in state.threads.values():
                if thread.scene is not None:
                    places.add(thread.scene)
                places.update(thread.queue)
                places.update([back.scene for back in thread.returns if back.scene is not None])
            found = self._scopes[key] = self.scopes.of(frozenset(places), state.fired)
        return found

    def mattering(self, state: State) -> frozenset[FactId]:
        """The facts of which it still makes a difference what is said of them."""
        if self.tells_count or self.reads_back:
            return self.all.facts
        return self.scope(state).read.open_facts(state.threads)

    def bearing(self, live: Scope) -> dict[str, tuple[str, Second]]:
        """What the looks are about that bear on anything that counts in *live*, and since what it is so many seconds."""
        found = live.bearing
        if found is None:
            found = live.bearing = {
                about: self.looks[about]
                for about in self._active
                if not (self.turning[about].isdisjoint(live.scenes) and self.turning[about].isdisjoint(live.watches))
            }
            live.clocked = frozenset([about for about, (mark, _) in found.items() if mark == CLOCK])
        return found

    def lasting(self, live: Scope) -> frozenset[str]:
        """What the looks are about that can change anything that counts in *live*, or that may draw."""
        found = live.lasting_looks
        if found is None:
            found = live.lasting_looks = frozenset(
                [
                    about
                    for about, names in self.turning.items()
                    if about in self._drawing or not names.isdisjoint(live.scenes) or not names.isdisjoint(live.watches)
                ]
            )
        return found


def _by_needer(facts: Iterable[tuple[FactId, tuple[RoleId, ...]]]) -> tuple[tuple[RoleId, frozenset[FactId]], ...]:
    """By who needs them, the facts of *facts*: which they are and who needs them."""
    found: dict[RoleId, set[FactId]] = {}
    for fact, needers in facts:
        for needer in needers:
            found.setdefault(needer, set()).add(fact)
    return tuple([(needer, frozenset(names)) for needer, names in found.items()])


def _all_know(threads: Mapping[RoleId, Thread], roles: Iterable[RoleId], fact: FactId) -> bool:
    for role in roles:  # noqa: SIM110  (a generator would cost as much as the look-ups)
        if fact not in threads[role].known:
            return False
    return True


def _aware(thread: Thread, fact: FactId, role: RoleId) -> bool:
    """Has *thread* told *role* of *fact*, or heard that it knows it?"""
    if thread.known[fact][3] == role or any(to == role for to, _ in thread.told.get(fact, ())):
        return True
    return any(
        type(message) is e.Told and fact in message.facts and (message.frm == role or role in message.to)
        for message in thread.messages
    )


def still_to_ask(thread: Thread, wanted: DeskQuestion) -> bool:
    """Is there something that *thread* does not know and that would come of asking, and has it not asked?"""
    known = thread.known
    for fact in wanted.facts:
        if fact not in known:
            break
    else:
        return False
    for message in thread.messages:
        if (
            type(message) is e.Asked
            and message.frm == thread.role
            and message.to == wanted.desk
            and message.topic == wanted.topic
        ):
            return False
    return True


def outlook_of(book: Book) -> Outlook:
    """The outlook of *book*, made once."""
    found: Outlook = book.memo("outlook") or book.remember("outlook", Outlook(book))
    return found


def _starts(scene: Scene) -> set[tuple[str, str]]:
    """The marks from which the timeliness of *scene* is counted."""
    return {
        ("since", str(within.since))
        for credit in credits_of(scene)
        for within in credit.within.values()
        if within.since is not None
    }


def _moving(compared: Iterable[Comparison]) -> set[tuple[str, str]]:
    """(`since` | `first`, mark) where that is compared with something that moves."""
    return {
        ("first" if one.first else "since", str(one.mark))
        for one, other in compared
        if isinstance(one, Since) and not isinstance(other, Number)
    }
