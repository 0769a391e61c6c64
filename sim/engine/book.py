"""The book: a scenario made ready for play. Conditions are compiled, words counted, orders shuffled, watches indexed.

A book is made once for a scenario and a seed and shared by every state of it. Beside a memo of texts it never changes.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar, assert_never

import msgspec

from sim.engine.chance import draw, shuffled
from sim.engine.conditions import (
    And,
    At,
    Beside,
    Chance,
    Compare,
    Condition,
    Count,
    Happened,
    Not,
    Number,
    Or,
    Since,
    Test,
    Time,
    Variable,
    compiled,
    conditions_in,
    nodes,
    turns,
)
from sim.engine.hints import ReadyHints, ready_hints
from sim.engine.names import BasisId, ChoiceId, FactId, ItemId, MarkId, RoleId, SceneId, Second
from sim.engine.scenario import Cases, Fact, Scenario
from sim.engine.scenes import CompiledCases, SceneBook, credits_of

if TYPE_CHECKING:
    pass

T = TypeVar("T")
WORDS_A_MINUTE = 200


class Watch:
    """A condition that is looked at after everything that could change it (rule 3)."""

    __slots__ = ("chances", "key", "kind", "name", "once", "repeat", "test")

    def __init__(
        self,
        kind: Literal["milestone", "inject", "stop", "link"],
        name: str,
        test: Test,
        chances: tuple[str, ...],
        repeat: bool,
    ) -> None:
        self.kind = kind
        self.name = name
        self.key = f"{kind}:{name}"
        """Under this it is kept as fired."""
        self.test = test
        self.chances = chances
        self.repeat = repeat
        self.once = not repeat and not chances
        """It fires once, and reads no draw: while it does not hold there is nothing to do."""


class Book:
    """A scenario made ready for play with a seed. See the module's docstring."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.seed = seed
        self.source = scenario
        self.scenario = scenario = _dealt(scenario, seed)
        self.roles: tuple[RoleId, ...] = tuple(scenario.roles)
        self._tests: dict[str, Test] = {}
        self._memo: dict[Any, Any] = {}
        self.counts: dict[str | tuple[FactId, ...] | int, int] = {}
        """The words of notices, and of facts found out together, once they have stood above a scene (see `news`)."""

        self.watched: set[MarkId] = set()
        self.offsets: dict[MarkId, tuple[tuple[Second, str], ...]] = {}
        """Mark -> so many seconds after it a comparison turns, and the key to touch then; likewise after its first time."""
        self.first_offsets: dict[MarkId, tuple[tuple[Second, str], ...]] = {}
        self.timed: frozenset[MarkId] = frozenset()
        self.times: tuple[Second, ...] = ()
        self._learn_marks(scenario)

        self.scenes: dict[SceneId, SceneBook] = {
            name: SceneBook(self, name, scene) for name, scene in scenario.scenes.items()
        }
        self.secluding = any(
            ready.scene.unreachable or any(way.unreachable for way in ready.ways.values())
            for ready in self.scenes.values()
        )
        """Is there anything in which one can't be reached?"""
        self.choice_keys: frozenset[str] = frozenset().union(*(scene.keys for scene in self.scenes.values()))
        self.watches: list[Watch] = []
        self.watching: dict[str, tuple[int, ...]] = {}
        self._index_watches(scenario)
        self.hints: dict[tuple[SceneId, RoleId], ReadyHints] = ready_hints(self)
        hint_keys = [ready.keys for ready in self.hints.values()]
        self.interest = self.choice_keys.union(self.watching, *hint_keys)
        """What must be remembered as touched: some watch, choice or hint hangs on it."""
        self.places: dict[RoleId, str] = {role: f"at:{role}" for role in self.roles if f"at:{role}" in self.interest}
        self.readbacks: dict[FactId, tuple[tuple[str, ...], int]] = {
            name: _readbacks(name, fact.restated.right, fact.restated.near)
            for name, fact in scenario.facts.items()
            if fact.restated is not None
        }
        self.held: dict[RoleId, tuple[FactId, ...]] = {
            role: tuple(name for name, fact in scenario.facts.items() if role in fact.held_by) for role in self.roles
        }
        """What each role knows from the beginning."""
        self.bases: dict[FactId, tuple[BasisId, ...]] = {
            name: shuffled(0, f"bases:{name}", tuple(dict.fromkeys((*_lawful(fact), *fact.tempting))))
            if fact.lawful
            else ()
            for name, fact in scenario.facts.items()
        }
        """What may be stated when telling a restricted fact, right and wrong, in an order that gives nothing away."""
        self.visible = tuple(name for name, variable in scenario.variables.items() if variable.visible)
        self._knowing: dict[tuple[str, str, FactId], tuple[MarkId, ...]] = {}

    # --- conditions

    def test(self, condition: Condition) -> Test:
        """*condition* as a function of the state, compiled once."""
        test = self._tests.get(condition.source)
        if test is None:
            test = self._tests[condition.source] = compiled(condition.tree)
        return test

    def cases(self, cases: Cases[T]) -> CompiledCases[T]:
        """*cases* with their conditions compiled."""
        return tuple((self.test(condition) if condition is not None else None, value) for condition, value in cases)

    def keys(self, condition: Condition) -> frozenset[str]:
        """What must be touched for *condition* to change: marks, `var:x`, `at:role`, `chance:x`; `time:s` for the second at which
        a comparison with the time turns, `time:mark:s` for one so long after a mark."""
        keys = {turn_key(value, seconds) for value, seconds in turns(condition.tree)}
        for node in nodes(condition.tree):
            match node:
                case Happened(mark) | Count(mark):
                    keys.add(mark)
                case Since(mark):
                    keys.add(mark)
                case Variable(name):
                    keys.add(f"var:{name}")
                case Chance(name):
                    keys.add(f"chance:{name}")
                case At(role) | Beside(role):
                    keys.add(f"at:{role}")
                case And() | Or() | Not() | Compare() | Number() | Time():
                    pass  # their parts are nodes too, and `turns` has the times
                case _:  # a word that is forgotten here would make conditions that are never looked at again
                    assert_never(node)
        return frozenset(keys)

    def chances(self, condition: Condition) -> tuple[str, ...]:
        """The draws that *condition* reads."""
        return tuple(dict.fromkeys(node.name for node in nodes(condition.tree) if isinstance(node, Chance)))

    def _learn_marks(self, scenario: Scenario) -> None:
        times: set[Second] = set()
        offsets: dict[MarkId, set[Second]] = {}
        first: dict[MarkId, set[Second]] = {}
        for condition in conditions_in(scenario):
            for node in nodes(condition.tree):
                if isinstance(node, Happened | Count | Since):
                    self.watched.add(node.mark)
            for value, seconds in turns(condition.tree):
                if seconds < 1:
                    continue
                if isinstance(value, Time):
                    times.add(seconds)
                else:
                    (first if value.first else offsets).setdefault(value.mark, set()).add(seconds)
        for scene in scenario.scenes.values():
            for credit in credits_of(scene):
                self.watched |= {within.since for within in credit.within.values() if within.since is not None}
        self.times = tuple(sorted(times))
        self.offsets = {
            mark: tuple((second, turn_key(Since(mark), second)) for second in sorted(values))
            for mark, values in offsets.items()
        }
        self.first_offsets = {
            mark: tuple((second, turn_key(Since(mark, True), second)) for second in sorted(values))
            for mark, values in first.items()
        }
        self.timed = frozenset(self.offsets) | frozenset(self.first_offsets)

    def _index_watches(self, scenario: Scenario) -> None:
        index: dict[str, list[int]] = {}

        def add(kind: Literal["milestone", "inject", "stop", "link"], name: str, when: Condition, repeat: bool) -> None:
            for key in self.keys(when):
                index.setdefault(key, []).append(len(self.watches))
            self.watches.append(Watch(kind, name, self.test(when), self.chances(when), repeat))

        for name, milestone in scenario.milestones.items():
            add("milestone", name, milestone.when, False)
        for inject_name, inject in scenario.injects.items():
            if inject.when is not None:
                add("inject", inject_name, inject.when, inject.repeat)
        for stop_name, stop in scenario.stops.items():
            add("stop", stop_name, stop.when, False)
        for link_name, link in scenario.links.items():
            add("link", link_name, link.down, True)
        self.watching = {key: tuple(places) for key, places in index.items()}

    def marks(self, verb: str, role: str, fact: FactId) -> tuple[MarkId, ...]:
        """The marks that some condition reads among `role.verb.fact` and `role.verb.topic`."""
        marks = self._knowing.get((verb, role, fact))
        if marks is None:
            topic = self.scenario.facts[fact].topic
            both = (MarkId(f"{role}.{verb}.{fact}"), MarkId(f"{role}.{verb}.{topic}"))
            marks = self._knowing[verb, role, fact] = tuple(mark for mark in both if mark in self.watched)
        return marks

    def companies(self, roles: tuple[RoleId, ...]) -> tuple[tuple[RoleId, tuple[RoleId, ...]], ...]:
        """Each of *roles* with the others of them."""
        made: tuple[tuple[RoleId, tuple[RoleId, ...]], ...] | None = self._memo.get(roles)
        if made is None:
            made = tuple((role, tuple(other for other in roles if other != role)) for role in roles)
            self._memo[roles] = made
        return made

    # --- words

    def scene_text(self, scene: SceneId, role: RoleId, all_: int = 0, own: int = 0, also: tuple[int, ...] = ()) -> str:
        """A scene's Markdown as *role* is shown it: the case for all, its own case, the paragraphs that hold."""
        key = ("text", scene, role, all_, own, also)
        text: str | None = self._memo.get(key)
        if text is None:
            source = self.scenario.scenes[scene].text
            parts = [source.all[all_][1]] if source.all else []
            if role in source.by_role:
                parts.append(source.by_role[role][own][1])
            parts += [source.also[place].text for place in also]
            text = self._memo[key] = "\n\n".join(part.strip() for part in parts if part.strip())
        return text

    def choice_text(self, scene: SceneId, choice: str, case: int = 0) -> str:
        """The words of a choice (empty for an outcome that nobody chose)."""
        way = self.scenes[scene].ways.get(choice)
        return way.text[case][1] if way is not None and way.text else ""

    def line_texts(
        self, scene: SceneId, choice: ChoiceId, items: tuple[ItemId, ...], wording: tuple[int, ...]
    ) -> dict[ItemId, str]:
        """The words of those of *items* that are lines of *choice*, as *wording* says they are shown."""
        form = self.scenario.scenes[scene].choices[choice].form
        if form is None:
            return {}
        cases = wording or (0,) * len(items)
        return {
            item: form.items[item].text[case][1] for item, case in zip(items, cases, strict=True) if item in form.items
        }

    def reading(
        self,
        scene: SceneId,
        role: RoleId,
        shown: tuple[int, int, tuple[int, ...]],
        offered: tuple[ChoiceId, ...],
        wording: tuple[int, ...],
        items: tuple[ItemId, ...],
        item_wording: tuple[int, ...] = (),
    ) -> Second:
        """Seconds that *role* needs to read what is shown at 200 words a minute (rule 6)."""
        key = ("reading", scene, role, shown, offered, wording, items, item_wording)
        seconds: Second | None = self._memo.get(key)
        if seconds is None:
            words = self.words(self.scene_text(scene, role, *shown))
            for place, choice in enumerate(offered):
                words += self.words(self.choice_text(scene, choice, wording[place] if wording else 0))
                for text in self.line_texts(scene, choice, items, item_wording).values() if items else ():
                    words += self.words(text)
            seconds = self._memo[key] = math.ceil(words * 60 / WORDS_A_MINUTE)
        return seconds

    def words(self, text: str) -> int:
        """How many words *text* has."""
        words: int | None = self._memo.get(text)
        if words is None:
            words = self._memo[text] = len(text.split())
        return words

    def memo(self, key: Any) -> Any:
        """A thing made earlier under *key* (views keep the texts of choices here), or None."""
        return self._memo.get(key)

    def remember(self, key: Any, value: T) -> T:
        """Keep *value* under *key*; it must be a function of the key alone."""
        self._memo[key] = value
        return value


def prepare(scenario: Scenario, seed: int = 0) -> Book:
    """*scenario* made ready for play: its surface details and the order of its choices dealt by *seed*."""
    return Book(scenario, seed)


def turn_key(value: Time | Since, seconds: Second) -> str:
    """The key of the moment at which a comparison of *value* turns."""
    if isinstance(value, Time):
        return f"time:{seconds}"
    return f"time:{'first:' if value.first else ''}{value.mark}:{seconds}"


def _lawful(fact: Fact) -> Iterator[BasisId]:
    for bases in fact.lawful.values():
        yield from bases


def _readbacks(fact: FactId, right: str, near: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The read-backs in an order that does not give the right one away, and the place of the right one."""
    options = (right, *near)
    turn = zlib.crc32(fact.encode()) % len(options)
    return options[turn:] + options[:turn], (len(options) - turn) % len(options)


def _dealt(scenario: Scenario, seed: int) -> Scenario:
    """*scenario* with its surface details (`{mother}`) put in, once and as plain text."""
    if not scenario.details:
        return scenario
    chosen = {
        f"{{{name}}}": variants[int(draw(seed, f"detail:{name}", 0) * len(variants))]
        for name, variants in scenario.details.items()
        if variants
    }

    names = re.compile("|".join(map(re.escape, chosen)) or "(?!)")

    def substituted(value: Any) -> Any:
        if isinstance(value, str):
            return names.sub(lambda found: chosen[found[0]], value) if "{" in value else value
        if isinstance(value, Condition):
            return value
        if isinstance(value, msgspec.Struct):
            if b"{" not in msgspec.msgpack.encode(value):
                return value  # at once: to look into each string takes ten times as long
            changes = {}
            for field in value.__struct_fields__:
                old = getattr(value, field)
                new = substituted(old)
                if new is not old:
                    changes[field] = new
            return msgspec.structs.replace(value, **changes) if changes else value
        if isinstance(value, dict):
            parts = {name: substituted(part) for name, part in value.items()}
            return parts if any(parts[name] is not part for name, part in value.items()) else value
        if isinstance(value, tuple):
            listed = [substituted(part) for part in value]
            return tuple(listed) if any(new is not old for new, old in zip(listed, value, strict=True)) else value
        return value

    dealt: Scenario = substituted(msgspec.structs.replace(scenario, details={}))
    return msgspec.structs.replace(dealt, details=scenario.details)
