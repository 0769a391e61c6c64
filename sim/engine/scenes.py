"""Scenes made ready for play: their ways on with compiled conditions, the order of their choices, what can be shown there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeVar

from sim.engine.chance import shuffled
from sim.engine.conditions import Test
from sim.engine.names import ChoiceId, ItemId, MarkId, RoleId, SceneId, Second
from sim.engine.scenario import NOTHING, Choice, Credit, Form, Outcome, Scene

if TYPE_CHECKING:
    from sim.engine.book import Book
    from sim.engine.state import State

T = TypeVar("T")
CompiledCases = tuple[tuple[Test | None, T], ...]


OUTCOMES = ("if_no_answer", "if_deadlock", "no_show", "latecomer")
"""Ways on that nobody chose; no choice may have one of these names."""

HOTLINE = "hotline_"
"""How the names of activities begin that reach the hotline."""


class Way:
    """One way on from a scene, a choice or an outcome: what it takes, does, and where it leads."""

    __slots__ = (
        "acts",
        "chances",
        "chosen",
        "credit",
        "end",
        "form",
        "goto",
        "name",
        "place",
        "start",
        "sure",
        "takes",
        "text",
        "unreachable",
    )

    def __init__(self, book: Book, scene: SceneId, name: str, source: Choice | Outcome) -> None:
        self.name = name
        self.place = f"{scene}.{name}"
        chosen = MarkId(f"chosen.{self.place}")
        self.chosen = chosen if isinstance(source, Choice) and chosen in book.watched else None
        """The mark of its being chosen, if some condition reads it."""
        self.text = book.cases(source.text)
        self.takes = book.cases(source.takes)
        hanging = [condition for condition, _ in (*source.text, *source.takes) if condition is not None]
        self.chances = tuple(dict.fromkeys(name for condition in hanging for name in book.chances(condition)))
        self.start = NOTHING if source.start == NOTHING else source.start
        self.end = NOTHING if source.end == NOTHING else source.end
        self.acts = source.start.does + source.end.does
        """The activities that begin with it, whether they are done at once or at its end."""
        self.goto = goto = source.goto
        routes = {role: goto.by_role.get(role, goto.all) for role in book.scenario.scenes[scene].roles}
        self.sure = {role: cases[0][1] for role, cases in routes.items() if cases and cases[0][0] is None}
        """Role -> where it leads, where no condition says."""
        self.unreachable = source.unreachable
        self.credit: CompiledCases[Credit] = book.cases(source.credit)
        self.form: Form | None = source.form if isinstance(source, Choice) else None


class Live:
    """A choice that has a condition: its test, and the keys whose touch can change it."""

    __slots__ = ("chances", "choice", "keys", "test")

    def __init__(self, choice: ChoiceId, test: Test, keys: frozenset[str], chances: tuple[str, ...]) -> None:
        self.choice = choice
        self.test = test
        self.keys = keys
        self.chances = chances


class SceneBook:
    """A scene made ready: its ways, the order of its choices, its conditional choices, and the words to read."""

    __slots__ = (
        "_deciding",
        "all_text",
        "also",
        "always",
        "always_alike",
        "brought",
        "deciders",
        "hotline",
        "how",
        "items",
        "joint",
        "keys",
        "lines",
        "live",
        "order",
        "own_text",
        "plain",
        "private",
        "reading",
        "scene",
        "text_chances",
        "think",
        "variants",
        "ways",
        "words",
    )

    def __init__(self, book: Book, name: SceneId, scene: Scene) -> None:
        self.scene = scene
        self.how: Literal["alone", "lead", "together", "each"] = scene.decides.how
        self.joint = len(scene.roles) > 1
        self.think = scene.think if scene.if_no_answer is not None else None
        """Seconds to think after reading; None: without a limit (rule 6)."""
        self.deciders = scene.decides.roles
        self._deciding: dict[tuple[RoleId, ...], tuple[RoleId, ...]] = {}
        choices = tuple(scene.choices)
        self.order: tuple[ChoiceId, ...] = choices if scene.ordered else shuffled(book.seed, f"choices:{name}", choices)
        self.ways: dict[str, Way] = {choice: Way(book, name, choice, body) for choice, body in scene.choices.items()}
        for outcome in OUTCOMES:
            body = getattr(scene, outcome)
            if body is not None:
                self.ways[outcome] = Way(book, name, outcome, body)
        self.live = tuple(
            Live(choice, book.test(condition), book.keys(condition), book.chances(condition))
            for choice in self.order
            if (condition := scene.choices[choice].if_) is not None
        )
        self.keys: frozenset[str] = frozenset().union(*(live.keys for live in self.live))
        self.always = frozenset(self.order) - {live.choice for live in self.live}
        self.hotline = frozenset(
            choice for choice, body in scene.choices.items() if scene.hotline or _calls_a_hotline(body)
        )
        self.variants = {choice: self.ways[choice].text for choice in self.order if len(self.ways[choice].text) > 1}
        """The choices that are not always in the same words, and the cases of these."""
        self.items: tuple[tuple[ItemId, Test | None], ...] = tuple(
            (item, book.test(line.if_) if line.if_ is not None else None)
            for choice in scene.choices.values()
            if choice.form is not None
            for item, line in choice.form.items.items()
        )
        forms = [choice.form for choice in scene.choices.values() if choice.form is not None]
        lines = [line for form in forms for line in form.items.values()]
        self.lines: dict[ItemId, CompiledCases[str]] = {
            item: book.cases(line.text) for form in forms for item, line in form.items.items()
        }
        text = scene.text
        self.plain = {
            role: len(text.all) <= 1
            and len(text.by_role.get(role, ())) <= 1
            and not any(also.role in (None, role) for also in text.also)
            for role in scene.roles
        }
        self.all_text = book.cases(text.all)
        self.own_text = {role: book.cases(cases) for role, cases in text.by_role.items()}
        self.also = {
            role: tuple(
                (place, book.test(also.if_) if also.if_ is not None else None)
                for place, also in enumerate(text.also)
                if also.role in (None, role)
            )
            for role in scene.roles
        }
        """Role -> the paragraphs that it may be shown, by place, and when."""
        self.text_chances = tuple(
            dict.fromkeys(
                name
                for condition in [
                    *(condition for condition, _ in text.all),
                    *(condition for cases in text.by_role.values() for condition, _ in cases),
                    *(also.if_ for also in text.also),
                    *(condition for choice in scene.choices.values() for condition, _ in choice.text),
                    *(condition for line in lines for condition in (line.if_, *(case[0] for case in line.text))),
                ]
                if condition is not None
                for name in book.chances(condition)
            )
        )
        self.always_alike = not (self.live or self.variants or self.items or self.text_chances)
        """Whenever it opens it offers the same choices in the same words."""
        self.private = {role: longest for role in scene.roles if (longest := self._longest(role)) is not None}
        """Roles that may be shown other texts of their own in other plays: the place of the longest case, and the paragraphs."""
        self.brought: dict[tuple[RoleId, ...], int] = {}
        """Words that those who meet there may have learned on the way, kept from the first time on (see `news`)."""
        self.reading: dict[RoleId, Second] = {}
        """Seconds that a role needs to read it, where it is always alike; kept from its first opening on."""

    def _longest(self, role: RoleId) -> tuple[int, tuple[int, ...]] | None:
        cases = self.own_text.get(role, ())
        added = tuple([place for place, _ in self.also[role] if self.scene.text.also[place].role == role])
        if len(cases) < 2 and not added:
            return None
        return max(range(len(cases)), key=lambda case: len(cases[case][1].split()), default=0), added

    def deciding(self, present: tuple[RoleId, ...]) -> tuple[RoleId, ...]:
        """Who of those *present* decides where several meet: in `lead` the first of those named who is there, else all
        named who are there."""
        found = self._deciding.get(present)
        if found is None:
            there = tuple(role for role in self.deciders if role in present)
            found = self._deciding[present] = there[:1] if self.how == "lead" else there
        return found


def _calls_a_hotline(choice: Choice) -> bool:
    """Whether a choice does what would ring a real line outside the room: the vocabulary names these acts `hotline_...`, or the
    author says so."""
    return choice.hotline or any(act.activity.startswith(HOTLINE) for act in (*choice.start.does, *choice.end.does))


def pick(cases: CompiledCases[T], state: State) -> int:
    """The place of the first of *cases* that holds (the last has no condition)."""
    for place, (test, _) in enumerate(cases):
        if test is None or test(state):
            return place
    return len(cases) - 1


def credits_of(scene: Scene) -> Iterator[Credit]:
    """Every credit that *scene* gives: of choices, of what follows without one, of the lines of forms."""
    outcomes = (getattr(scene, outcome) for outcome in OUTCOMES)
    for way in (*scene.choices.values(), *(outcome for outcome in outcomes if outcome is not None)):
        for _, credit in way.credit:
            yield credit
    for choice in scene.choices.values():
        for item in choice.form.items.values() if choice.form is not None else ():
            for _, credit in item.credit:
                yield credit
