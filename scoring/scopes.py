"""Scopes: what can still be read from certain scenes on, by those scenes, by all that follow, and by what happens meanwhile.

A condition is read at its scene, or by a watch (a milestone, an inject, a link). A watch counts if it does something by itself
(it calls somebody, tells something, ends the case), or if it changes what is read by something that counts. How a scene is worded
does not count: the model takes the time of its longest wording (`sim.engine.lengths`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.engine.book import Book
from sim.engine.liveness import Reads, targets
from sim.engine.names import FactId, MarkId, RoleId, SceneId, Second, TopicId, VariableId
from sim.engine.state import Thread

SPOKEN = ("knows", "told", "acknowledged", "asked", "answered")
"""The second word of the marks that messages make."""


Sharing = tuple[FactId, tuple[RoleId, ...], tuple[RoleId, ...] | None]
"""A fact, who needs it, and the roles of which is asked whether they know it (None: more than that is asked)."""


class Reading:
    """What is read: marks and numbers, and the facts and topics in them. It is the same in many scopes."""

    __slots__ = (
        "asked",
        "chances",
        "counts",
        "facts",
        "lasting",
        "marks",
        "moments",
        "numbers",
        "reads",
        "settling",
        "sharing",
        "topics",
        "variables",
        "wanted",
    )

    def __init__(self, reads: Reads, scopes: Scopes) -> None:
        self.reads = reads
        self.marks = frozenset([name for kind, name in reads if kind == "happened"])
        self.numbers = tuple([read for read in scopes.numbers if read in reads])
        self.variables = tuple([VariableId(name) for kind, name in self.numbers if kind == "variable"])
        self.chances = tuple([name for kind, name in self.numbers if kind == "chance"])
        self.counts = tuple([MarkId(name) for kind, name in self.numbers if kind == "count"])
        self.moments = tuple([(kind, MarkId(name)) for kind, name in self.numbers if kind in ("since", "first")])
        """Of these how often a mark has happened, and (`since` | `first`, mark) for how long ago."""
        knowing: dict[str, set[RoleId]] = {}
        otherwise: set[str] = set()
        about_them: set[FactId] = set()
        for read in scopes.spoken.keys() & reads:
            role, word, about = scopes.spoken[read]
            about_them.update(scopes.facts_about.get(about, ()))
            if word == "knows":
                knowing.setdefault(about, set()).add(role)
            else:
                otherwise.add(about)
        settling: list[tuple[FactId, tuple[RoleId, ...]]] = []
        lasting: set[FactId] = set()
        for fact in sorted(about_them):
            topic = scopes.topic_of[fact]
            if fact in otherwise or topic in otherwise:
                lasting.add(fact)
            else:
                roles = knowing.get(fact, set()) | knowing.get(topic, set())
                settling.append((fact, tuple(sorted(roles))))
        self.lasting = frozenset(lasting)
        """Facts of which it matters what is said of them."""
        self.settling = tuple(settling)
        """Facts of which it only matters who knows them, and the roles of which that is asked."""
        asked: dict[RoleId, set[FactId]] = {}
        for fact, knowers in settling:
            for role in knowers:
                asked.setdefault(role, set()).add(fact)
        self.asked = tuple([(role, frozenset(names)) for role, names in asked.items()])
        """The same by role."""
        self.facts = self.lasting.union([fact for fact, _ in settling])
        self.topics: frozenset[TopicId] = frozenset([scopes.topic_of[fact] for fact in self.facts]).union(
            [topic for topic in scopes.topics if topic in knowing or topic in otherwise]
        )

        self.sharing: dict[RoleId, tuple[Sharing, ...]] = {}
        """By role, what it may have to share; filled as it is asked for."""
        self.wanted: dict[RoleId, tuple[tuple[RoleId, frozenset[FactId]], ...]] = {}
        """The same by role and who needs it."""

    def open_facts(self, threads: Mapping[RoleId, Thread]) -> frozenset[FactId]:
        """The facts that still matter: all but those that everybody knows of whom it is asked."""
        return self.lasting.union(*[facts.difference(threads[role].known) for role, facts in self.asked])


class Scope:
    """What is read (*read*), the scenes that can follow, and the watches that count and have not fired."""

    __slots__ = ("bearing", "clocked", "lasting_looks", "narrowed", "read", "scenes", "to_come", "watches")

    def __init__(self, read: Reading, scenes: frozenset[SceneId], watches: frozenset[str]) -> None:
        self.read = read
        self.scenes = scenes
        self.watches = watches
        self.bearing: dict[str, tuple[str, Second]] | None = None
        """What the looks are about that bear on what counts, and since what it is so many seconds; filled when it is asked
        for."""
        self.clocked: frozenset[str] = frozenset()
        """Those of them that come at a certain second of the case."""
        self.to_come: dict[int, dict[int | str, int]] = {}
        """By how many of those are yet to come, the numbers under which they are due; filled as states are looked at."""
        self.lasting_looks: frozenset[str] | None = None
        """What the looks are about of which anything can come; filled when it is asked for."""
        self.narrowed: dict[frozenset[str], Scope] = {}
        """The same where some watches have fired; filled as they come."""


class Scopes:
    """All scopes of a book, made as they are asked for. *here*: what each scene reads; *watch*: what each watch reads."""

    def __init__(self, book: Book, here: dict[SceneId, Reads], watch: dict[str, Reads]) -> None:
        scenario = book.scenario
        self.book, self.here, self.watch = book, here, watch
        self.follows = _closure({name: set(targets(scene)) for name, scene in scenario.scenes.items()})
        self.topic_of = {name: scenario.facts[name].topic for name in sorted(scenario.facts)}
        self.topics = tuple(scenario.topics)
        every = frozenset().union(*here.values(), *watch.values())
        self.numbers = tuple(sorted(read for read in every if read[0] != "happened"))
        """All that conditions read but whether a mark has happened."""
        self._said: dict[str, tuple[RoleId, str, str] | None] = {}
        self.spoken = {read: said for read in every if (said := self.said(read[1])) is not None}
        """What messages make of all that conditions read: who, what word and about what."""
        self.facts_about: dict[str, list[FactId]] = {fact: [fact] for fact in self.topic_of}
        """By fact and by topic, the facts that are meant."""
        for fact, topic in self.topic_of.items():
            self.facts_about.setdefault(topic, []).append(fact)
        self._always, changers = self._changers()
        self._by_scene = {name: self._moved(found, changers) for name, found in here.items()}
        self._by_watch = {name: self._moved(found, changers) for name, found in watch.items()}
        self._calls: dict[str, frozenset[SceneId]] = {}
        for name, inject in scenario.injects.items():
            called = {call.scene for call in inject.effects.calls}
            self._calls[f"inject:{name}"] = frozenset(called.union(*(self.follows[scene] for scene in called)))
        self._made: dict[frozenset[SceneId], Scope] = {}
        self._readings: dict[Reads, Reading] = {}

    def said(self, mark: str) -> tuple[RoleId, str, str] | None:
        """Who, what word and about what, if messages make *mark*."""
        if mark not in self._said:
            parts = mark.split(".")
            spoken = len(parts) == 3 and parts[1] in SPOKEN
            self._said[mark] = (RoleId(parts[0]), parts[1], parts[2]) if spoken else None
        return self._said[mark]

    def of(self, places: frozenset[SceneId], fired: frozenset[str]) -> Scope:
        """What can be read from *places* on, while the watches *fired* are looked at no more."""
        scope = self._made.get(places)
        if scope is None:
            scope = self._made[places] = self._make(places, frozenset())
        gone = scope.watches & fired
        if not gone:
            return scope
        found = scope.narrowed.get(gone)
        if found is None:
            found = scope.narrowed[gone] = self._make(places, fired)
        return found

    def _make(self, places: frozenset[SceneId], fired: frozenset[str]) -> Scope:
        scenes = set(places).union(*(self.follows[place] for place in places))
        counting: set[str] = set()
        new = self._always.union(*(self._by_scene[scene] for scene in scenes)) - fired
        while new:
            counting |= new
            more = set().union(*(self._calls[name] for name in new if name in self._calls)) - scenes
            scenes |= more
            moved = [*(self._by_watch[name] for name in new), *(self._by_scene[scene] for scene in more)]
            new = frozenset().union(*moved) - counting - fired
        reads = [*(self.here[scene] for scene in scenes), *(self.watch[name] for name in counting)]
        every = frozenset().union(*reads)
        read = self._readings.get(every)
        if read is None:
            read = self._readings[every] = Reading(every, self)
        return Scope(read, frozenset(scenes), frozenset(counting))

    def _changers(self) -> tuple[frozenset[str], dict[str, set[str]]]:
        """The watches that always count; and by the name of what is read, the watches that change it."""
        scenario = self.book.scenario
        always = {f"link:{name}" for name in scenario.links}
        changers: dict[str, set[str]] = {}
        for milestone in scenario.milestones:
            changers.setdefault(f"reached.{milestone}", set()).add(f"milestone:{milestone}")
        for inject, event in scenario.injects.items():
            effects, key = event.effects, f"inject:{inject}"
            if effects.calls or effects.tells or effects.learns or effects.ends is not None:
                always.add(key)
            names = [str(name) for name, _ in (*effects.sets, *effects.adds)]
            names += [f"{word}.{act.activity}" for act in effects.does for word in ("done", "started")]
            names += [f"?{fact}" for taught in event.teaches.values() for fact in taught]
            names += [f"?{self.topic_of[fact]}" for taught in event.teaches.values() for fact in taught]
            for name in names:
                changers.setdefault(name, set()).add(key)
        return frozenset(always), changers

    def _moved(self, reads: Reads, changers: dict[str, set[str]]) -> frozenset[str]:
        """The watches that change something among *reads*."""
        found: set[str] = set()
        for _, name in reads:
            found |= changers.get(name, set())
            said = self.said(name)
            if said is not None:
                found |= changers.get(f"?{said[2]}", set())
        return frozenset(found)


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
