"""The reader: a positioned tree and the definition of the format -> values, with every error on the way.

It knows nothing of single fields: it walks the tree and the definition side by side. What can't be read is
left out and reported, and the reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sim.engine.conditions import Condition
from sim.format import catalogue, conditions, phrases, scalars
from sim.format.declared import Names
from sim.format.diagnostics import Problems, did_you_mean, listed
from sim.format.fields import TOP
from sim.format.prose import Prosaist
from sim.format.shapes import (
    Day,
    Duration,
    Either,
    Expression,
    Field,
    Line,
    Listed,
    Moment,
    Named,
    New,
    Numeral,
    Pick,
    Prose,
    Record,
    Ref,
    Shape,
    Truth,
    Word,
)
from sim.format.tree import Mapping, Node, Scalar, Sequence


@dataclass(slots=True)
class Entry:
    """A record as it was read: values by field, and for open records values by name in `rest`."""

    node: Mapping
    values: dict[str, Any] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field, or *default* if it was not given or could not be read."""
        return self.values.get(name, default)


class _Broken:
    """Stands for what could not be read."""


BROKEN = _Broken()


class Reader:
    """Reads trees by the definition. *names* are those of the whole scenario."""

    def __init__(self, names: Names, problems: Problems, prose: Prosaist) -> None:
        self.names = names
        self.problems = problems
        self.prose = prose
        self.conditions: list[tuple[Condition, Scalar]] = []
        """Every condition that was read, with its place."""
        self._by_shape: dict[type, Callable[[Any, Any], Any]] = {
            Line: self._line,
            Prose: self._prose,
            Word: self._word,
            Numeral: self._number,
            Truth: lambda node, shape: self._scalar(node, scalars.truth, "true or false"),
            Duration: self._duration,
            Moment: lambda node, shape: self._scalar(node, scalars.moment, "a date and a time"),
            Day: lambda node, shape: self._scalar(node, scalars.day, "a date"),
            Pick: lambda node, shape: self._scalar(node, scalars.pick, "a count of lines to tick"),
            Expression: self._condition,
            New: self._new,
            Ref: self._reference,
            Listed: self._listed,
            Named: self._named,
            Record: self._record,
            Either: self._either,
        }

    def read(self, node: Node, shape: Shape) -> Any:
        """*node* as a value of *shape*, or `BROKEN`."""
        if self.problems.full or (isinstance(node, Scalar) and node.broken):
            return BROKEN
        return self._by_shape[type(shape)](node, shape)

    # -- single values --------------------------------------------------------------------------------------------

    def _text(self, node: Node, expected: str) -> Scalar | None:
        """*node* if it is a single value that is there."""
        if not isinstance(node, Scalar):
            self._wrong_form(node, expected)
        elif not node.value.strip():
            self.problems.add(catalogue.NO_VALUE, node.place, f"Here {expected} is expected, and nothing stands here.")
        else:
            return node
        return None

    def _scalar(self, node: Node, read: Callable[[str], Any], expected: str) -> Any:
        scalar = self._text(node, expected)
        if scalar is None:
            return BROKEN
        value = read(scalar.value.strip())
        if isinstance(value, scalars.Bad):
            shown = phrases.short(scalar.value)
            self.problems.add(
                catalogue.NOT_EXPECTED, scalar.place, f"Here {value.expected} is expected, not `{shown}`.", value.hint
            )
            return BROKEN
        return value

    def _line(self, node: Node, shape: Line) -> Any:
        scalar = self._text(node, "a text")
        return BROKEN if scalar is None else " ".join(self.prose.spoken(scalar).split())

    def _prose(self, node: Node, shape: Prose) -> Any:
        scalar = self._text(node, "a text")
        if scalar is None:
            return BROKEN
        text = self.prose.written(scalar)
        return BROKEN if text is None else text

    def _word(self, node: Node, shape: Word) -> Any:
        expected = f"one of {listed(shape.options)}" if len(shape.options) > 1 else f"`{shape.options[0]}`"
        scalar = self._text(node, expected)
        if scalar is None:
            return BROKEN
        if scalar.value in shape.options:
            return scalar.value
        hint = did_you_mean(self.problems.near(scalar.value, shape.options))
        message = f"Here {expected} is expected, not `{phrases.short(scalar.value)}`."
        self.problems.add(catalogue.NOT_AN_OPTION, scalar.place, message, hint)
        return BROKEN

    def _number(self, node: Node, shape: Numeral) -> Any:
        value = self._scalar(node, lambda text: scalars.number(text, whole=shape.whole, truth=shape.truth), "a number")
        if value is BROKEN or self._outside(node, value, shape.least, shape.most, phrases.plain_number):
            return BROKEN
        return int(value) if shape.whole else value

    def _duration(self, node: Node, shape: Duration) -> Any:
        value = self._scalar(node, scalars.duration, "a duration")
        if value is BROKEN or self._outside(node, value, shape.least, None, lambda seconds: f"{seconds:g}s"):
            return BROKEN
        return value

    def _outside(
        self, node: Node, value: float, least: float | None, most: float | None, said: Callable[[float], str]
    ) -> bool:
        if least is not None and value < least:
            hint = f"It is at least {said(least)}." if most is None else f"It is from {said(least)} to {said(most)}."
            self.problems.add(catalogue.OUT_OF_RANGE, node.place, "This is too small.", hint)
        elif most is not None and value > most:
            hint = f"It is at most {said(most)}." if least is None else f"It is from {said(least)} to {said(most)}."
            self.problems.add(catalogue.OUT_OF_RANGE, node.place, "This is too large.", hint)
        else:
            return False
        return True

    def _condition(self, node: Node, shape: Expression) -> Any:
        scalar = self._text(node, "a condition")
        return BROKEN if scalar is None else self._parsed(scalar) or BROKEN

    def _parsed(self, scalar: Scalar) -> Condition | None:
        parsed = conditions.parse(scalar.value, self.names, self.problems.near)
        if parsed.faults:
            where = scalar.source.inside(scalar.index, scalar.end, scalar.value)
            for fault in parsed.faults:
                place = scalar.source.place(where(fault.at), fault.length)
                self.problems.add(fault.kind, place, fault.message, fault.hint)
        if parsed.condition is not None:
            self.conditions.append((parsed.condition, scalar))
        return parsed.condition

    def _new(self, node: Node, shape: New) -> Any:
        scalar = self._text(node, "a name")
        if scalar is None or not self._may_be_name(scalar, shape):
            return BROKEN
        return scalar.value

    def _may_be_name(self, scalar: Scalar, shape: New) -> bool:
        if shape.noun in ("term", "rule", "task"):  # rules have the numbers of their packs: B-01, and a task can be one
            return True
        # Arguments stand where no word of the format does, and `to` is what one calls who received something.
        reserved = frozenset[str]() if shape.noun == "argument" else scalars.RESERVED
        bad = scalars.identifier(scalar.value, reserved=reserved)
        if bad is None and shape.noun == "choice" and scalar.value == "form":
            bad = scalars.Bad("a name that is not a word of the format", "`form` is the choice that a form makes.")
        if bad is None:
            return True
        shown = phrases.short(scalar.value)
        self.problems.add(
            catalogue.BAD_NAME, scalar.place, f"Here {bad.expected} is expected, not `{shown}`.", bad.hint
        )
        return False

    def _reference(self, node: Node, shape: Ref) -> Any:
        scalar = self._text(node, "the name of " + phrases.one_of(shape))
        if scalar is None or not self._known(scalar, shape):
            return BROKEN
        return scalar.value

    def _known(self, scalar: Scalar, shape: Ref) -> bool:
        name = scalar.value
        if name in shape.extra or self.names.has(name, *shape.nouns):
            return True
        if not self.names.complete:
            return False
        made = self.names.any_of(shape.nouns)
        if any(scalars.named_like(other) == name for other in made if other != name):
            return False  # its name is mended where it is made, and then this is right
        known = [*made, *shape.extra]
        likeness = 0.8 if "activity" in shape.nouns else 0.6  # among 200 words something is always a little like it
        hint = self._ending(name, shape) or did_you_mean(self.problems.near(name, known, likeness=likeness))
        if not hint and "activity" in shape.nouns:
            hint = self._activities(name)
        if not hint:
            other = [noun for noun in self.names.by_noun if noun not in shape.nouns and self.names.has(name, noun)]
            hint = f"`{name}` is {phrases.with_article(other[0])}." if other else ""
        if not hint:
            nouns = " or ".join(shape.nouns)
            hint = (
                f"The scenario has {listed(known)}."
                if 0 < len(known) <= 8
                else ""
                if known
                else f"It has no {nouns} at all."
            )
        message = f"There is no {' or '.join(shape.nouns)} called `{phrases.short(name)}`."
        self.problems.add(catalogue.UNKNOWN_NAME, scalar.place, message, hint)
        return False

    def _ending(self, name: str, shape: Ref) -> str:
        """The hint where a scene is expected and an ending is named."""
        ending = name.removeprefix("end ").strip()
        if "scene" not in shape.nouns or "ending" in shape.nouns or not self.names.has(ending, "ending"):
            return ""
        return f"`{ending}` is an ending: write `{{end: {ending}}}`."

    def _activities(self, name: str) -> str:
        """The hint for an unknown activity: those that share a word with it, and where all of them stand."""
        words = {word for word in name.split("_") if len(word) > 3}
        alike = [known for known in self.names.of("activity") if words & set(known.split("_"))]
        where = "All of them stand on the page of the format; one of your own goes under `activities`."
        return f"There is {listed(alike, most=5)}. {where}" if alike else where

    # -- lists and mappings ---------------------------------------------------------------------------------------

    def _listed(self, node: Node, shape: Listed) -> Any:
        if not isinstance(node, Sequence):
            if isinstance(node, Scalar) and not node.value.strip():
                self.problems.add(catalogue.NO_VALUE, node.place, "Here a list is expected, and nothing stands here.")
            else:
                given = phrases.short(node.value) if isinstance(node, Scalar) else ""
                hint = f"Put it in square brackets: [{given}]" if given else ""
                self._wrong_form(node, "a list", hint)
            return BROKEN
        values = [value for item in node.items if (value := self.read(item, shape.of)) is not BROKEN]
        count = len(node.items)
        if count < shape.least or (shape.most is not None and count > shape.most):
            self.problems.add(
                catalogue.TOO_FEW, node.place, f"This list has {phrases.many(count)}.", phrases.bounds(shape)
            )
            return BROKEN
        if shape.cases:
            self._cases(node)
        if isinstance(shape.of, Ref):
            self._twice(node)
        return values

    def _twice(self, node: Sequence) -> None:
        """Report a name that stands twice in a list of names."""
        seen: set[str] = set()
        for item in node.items:
            if isinstance(item, Scalar) and item.value in seen:
                message = f"`{phrases.short(item.value)}` stands twice in this list."
                self.problems.add(catalogue.LISTED_TWICE, item.place, message, "Once is enough.")
            elif isinstance(item, Scalar):
                seen.add(item.value)

    def _cases(self, node: Sequence) -> None:
        """The first entry whose `if` holds counts: so all but the last have one, and the last has none."""
        for number, item in enumerate(node.items):
            last = number == len(node.items) - 1
            if not isinstance(item, Mapping) or (item.get("if") is None) is last:
                continue
            if last:
                message = "The last entry has an `if`: nothing is said for the case that none holds."
                hint = "Add an entry without `if` at the end, or take this `if` out."
            else:
                message = "This entry has no `if`, so that the ones after it never count."
                hint = "Give it an `if`, or make it the last."
            self.problems.add(catalogue.CASES, item.pairs["if"][0].place if last else item.place, message, hint)

    def _named(self, node: Node, shape: Named) -> Any:
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and not node.value.strip() and not shape.least:
                return {}
            self._wrong_form(node, "a mapping (`name: ...`)")
            return BROKEN
        if len(node.pairs) < shape.least:
            self.problems.add(
                catalogue.TOO_FEW, node.place, "Nothing stands here.", f"At least {phrases.many(shape.least)}."
            )
        if shape.most is not None and len(node.pairs) > shape.most:
            message = f"Here stand {phrases.many(len(node.pairs))}."
            self.problems.add(catalogue.TOO_FEW, node.place, message, f"At most {phrases.many(shape.most)}.")
            return BROKEN
        values = {}
        for name, (key, value) in node.pairs.items():
            if self._split_by_comma(key, value):
                continue
            good = self._key(key, shape.key)
            read = self.read(value, shape.of)
            if good and read is not BROKEN:
                values[name] = read
        return values

    def _key(self, key: Scalar, shape: New | Ref) -> bool:
        if isinstance(shape, New):
            if not key.value.strip():
                self.problems.add(catalogue.BAD_NAME, key.place, "Here a name is expected, and nothing stands here.")
                return False
            return self._may_be_name(key, shape)
        return self._known(key, shape)

    def _split_by_comma(self, key: Scalar, value: Node) -> bool:
        """In `{text: Safe, and the last resort}` the comma makes a key of the rest. Authors will do it."""
        if not (
            isinstance(value, Scalar)
            and value.plain
            and not value.value
            and not value.broken
            and " " in key.value.strip()
        ):
            return False
        self.problems.add(
            catalogue.COMMA_SPLIT,
            key.place,
            f"`{phrases.short(key.value)}` stands here as a name without a value.",
            "A comma split your text: put it in quotes or on a line of its own.",
        )
        return True

    def _record(self, node: Node, shape: Record) -> Any:
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and not node.value.strip():
                message = f"Here {phrases.fields_of(shape)} is expected, and nothing stands here."
                self.problems.add(catalogue.NO_VALUE, node.place, message)
            else:
                self._wrong_form(node, f"{phrases.fields_of(shape)}")
            return BROKEN
        entry = Entry(node)
        unknown: list[str] = []
        for name, (key, value) in node.pairs.items():
            known = shape.by_name.get(name)
            if known is not None:
                self._field(entry, known, value, key)
            elif shape.rest is not None and not self._split_by_comma(key, value):
                if self._mistyped_field(key, shape, shape.rest):
                    continue
                good = self._key(key, shape.rest.key)
                read = self.read(value, shape.rest.of)
                if good and read is not BROKEN:
                    entry.rest[name] = read
            elif shape.rest is None and not self._split_by_comma(key, value):
                unknown.append(self._unknown_field(key, value, shape))
        whole = self.names.complete or shape is not TOP  # else it may stand in the file that can't be read
        for each in shape.fields if whole else ():
            if each.required and each.name not in node.pairs and each.name not in unknown:
                self.problems.add(
                    catalogue.MISSING_FIELD,
                    node.place,
                    f"`{each.name}` is missing in this {shape.name}.",
                    f"{each.meaning} For example: `{each.name}: {each.example}`",
                )
        return entry

    def _field(self, entry: Entry, known: Field, value: Node, key: Scalar) -> None:
        if isinstance(value, Scalar) and value.plain and not value.value and not value.broken:
            if isinstance(known.shape, Named) and not known.shape.least:
                return
            self.problems.add(
                catalogue.NO_VALUE,
                key.place,
                f"`{known.name}` has no value.",
                f"For example: `{known.name}: {known.example}`",
            )
            return
        read = self.read(value, known.shape)
        if read is not BROKEN:
            entry.values[known.name] = read

    def _mistyped_field(self, key: Scalar, shape: Record, rest: Named) -> bool:
        """In an open record a key is a name, or a field; a mistyped field is told apart by its likeness."""
        name, nouns = key.value, rest.key.nouns if isinstance(rest.key, Ref) else ()
        if not shape.fields or self.names.has(name, *nouns):
            return False
        near = self.problems.near(name, [*shape.by_name, *self.names.any_of(nouns)])
        if near not in shape.by_name:
            return False
        message = f"There is no field and no {' or '.join(nouns)} called `{phrases.short(name)}` here."
        self.problems.add(catalogue.UNKNOWN_FIELD, key.place, message, did_you_mean(near))
        return True

    def _unknown_field(self, key: Scalar, value: Node, shape: Record) -> str:
        name = key.value
        near = self.problems.near(name, shape.by_name)
        message = f"{phrases.with_article(shape.name).capitalize()} has no field `{phrases.short(name)}`."
        hint = did_you_mean(near, f"It has {listed(shape.by_name, most=30)}.")
        if not near and name.isdecimal():
            hint = "A comma stands between fields; in a number it is a point: 0.5."
        elif not near and " " in name.strip():
            hint = "If a comma split your text here, put it in quotes or on a line of its own."
        self.problems.add(catalogue.UNKNOWN_FIELD, key.place, message, hint)
        return near

    def _either(self, node: Node, shape: Either) -> Any:
        if isinstance(node, Scalar):
            way: Shape | None = shape.scalar
        else:
            way = shape.sequence if isinstance(node, Sequence) else shape.mapping
        if way is not None:
            return self.read(node, way)
        if isinstance(node, Scalar) and node.plain and not node.value:
            self.problems.add(catalogue.NO_VALUE, node.place, "Nothing stands here.")
        else:
            fields = shape.mapping.by_name if isinstance(shape.mapping, Record) else ()
            hint = f"Say which: {listed(fields)}, each with a colon." if fields and shape.scalar is None else ""
            self._wrong_form(node, phrases.ways(shape), hint)
        return BROKEN

    def _wrong_form(self, node: Node, expected: str, hint: str = "") -> None:
        given = {Scalar: "a single value", Sequence: "a list", Mapping: "a mapping"}[type(node)]
        place = node.source.place(node.index) if isinstance(node, Mapping) else node.place
        if isinstance(node, Mapping) and expected == "a text":
            hint = hint or "If the text has a colon or braces in it, put it in quotes."
        self.problems.add(catalogue.WRONG_FORM, place, f"Here {expected} is expected, not {given}.", hint)
