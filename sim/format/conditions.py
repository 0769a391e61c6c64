"""The language of conditions: an author's `if` or `when` -> `sim.engine.conditions.Condition`.

The text goes through three gates, and nothing is ever evaluated: it is cut into words of a closed list
(`condition_words`), the standard library parses what is left, and here each node is checked against a closed
list and each name against the scenario.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

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
    Operator,
    Or,
    Since,
    Time,
    Tree,
    Value,
    Variable,
    nodes,
)
from sim.engine.names import MarkId, RoleId, SceneId, VariableId
from sim.format import catalogue, scalars
from sim.format.condition_words import DEEPEST, Constant, Fault, Refused, cut, refuse, structure
from sim.format.declared import Names
from sim.format.diagnostics import did_you_mean, listed
from sim.format.phrases import with_article
from sim.format.shapes import Noun

KNOWING = ("knows", "told", "asked", "answered", "acknowledged")
COUNTING = ("since", "since_first", "count")
HEADS = ("done", "started", "reached", "chosen", "picked", *COUNTING, "chance", "time")

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_TURNED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(slots=True)
class Parsed:
    """A condition, or the reasons why there is none; beside a condition there may be warnings."""

    condition: Condition | None
    faults: list[Fault] = field(default_factory=list)


def parse(text: str, names: Names, near: Callable[[str, Iterable[str]], str] = lambda word, known: "") -> Parsed:
    """The condition that *text* says; names are looked up in *names*, near matches by *near*.

    Never raises for anything that stands in *text*.
    """
    parsed = Parsed(None)
    try:
        plain, values = cut(text)
        root = structure(plain)
        tree = _Reader(names, near, values, parsed.faults).test(root, 1)
    except Refused as refused:
        parsed.faults.append(refused.fault)
        return parsed
    if not any(fault.kind.severity == "error" for fault in parsed.faults):
        parsed.condition = Condition(" ".join(text.split()), tree)
    return parsed


class _Reader:
    """Nodes of the standard library's parser -> ours. *values* are the constants by position."""

    def __init__(
        self,
        names: Names,
        near: Callable[[str, Iterable[str]], str],
        values: dict[int, Constant],
        faults: list[Fault],
    ) -> None:
        self.names = names
        self.near = near
        self.values = values
        self.faults = faults

    def test(self, node: ast.expr, depth: int) -> Tree:
        """*node* as something that holds or does not."""
        if depth > DEEPEST:
            raise refuse(
                _at(node),
                1,
                f"This is nested more than {DEEPEST} deep.",
                "Name parts of it as milestones.",
                catalogue.CONDITION_TOO_LONG,
            )
        if isinstance(node, ast.BoolOp):
            parts = tuple(self.test(part, depth + 1) for part in node.values)
            return And(parts) if isinstance(node.op, ast.And) else Or(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            part = self.test(node.operand, depth + 1)
            self._refuse_since(part, node)
            return Not(part)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.Constant):
            raise refuse(_at(node), self._length(node), "A number alone says nothing.", "Compare something with it.")
        found = self._named(node)
        if isinstance(found, Since | Count | Chance | Time | Number):
            word = ast.unparse(node)
            hint = {
                "Since": f"`{word} >= 30m`",
                "Count": f"`{word} >= 2`",
                "Chance": f"`{word} < 0.3`",
                "Time": "`time >= 20m`",
                "Number": "a comparison; a condition that always holds is left out",
            }[type(found).__name__]
            raise refuse(_at(node), _length(node), f"`{word}` alone says nothing.", f"Write {hint}.")
        return found

    def _refuse_since(self, part: Tree, node: ast.UnaryOp) -> None:
        """Rule 4: before x has happened every comparison with `since.x` is false, and `not` would turn that round."""
        for inner in nodes(part):
            if isinstance(inner, Since):
                name = inner.mark.removeprefix("done.").removeprefix("reached.")
                message = f"`not` before `since.{name}` would also hold while it has not happened."
                hint = f"Say `not {inner.mark}`, or turn the comparison round."
                self.faults.append(Fault(catalogue.NOT_SINCE, _at(node), 3, message, hint))
                return

    def _compare(self, node: ast.Compare) -> Compare:
        if len(node.ops) > 1:
            raise refuse(
                _at(node.comparators[1]),
                _length(node.comparators[1]),
                "Two comparisons in one.",
                "Write them apart, with `and` between.",
            )
        op = _OPERATORS.get(type(node.ops[0]))
        if op is None:
            raise refuse(_at(node), _length(node), "This is not a comparison.", "Use <, <=, >, >=, == or !=.")
        left, left_seconds = self._value(node.left)
        right, right_seconds = self._value(node.comparators[0])
        if isinstance(left, Number):
            left, right, op = right, left, _TURNED[op]
            left_seconds, right_seconds = right_seconds, left_seconds
            node = ast.Compare(node.comparators[0], node.ops, [node.left], lineno=1, col_offset=node.col_offset)
        self._fits(left, right, right_seconds, node)
        return Compare(left, op, right)

    def _fits(self, left: Value, right: Value, seconds: bool | None, node: ast.Compare) -> None:
        """Refuse comparisons that can't be meant."""
        other = node.comparators[0]
        timed = isinstance(left, Since | Time)
        if isinstance(left, Number):
            raise refuse(
                _at(node), _length(other), "This compares a number with a number.", "Compare a variable or a time."
            )
        if isinstance(right, Since | Time) or (timed and not isinstance(right, Number)):
            raise refuse(
                _at(other if timed else node.left),
                _length(other),
                "`time` and `since` can be compared with a duration only.",
                "Write the duration: `since.x >= 30m`.",
            )
        if timed and seconds is False:
            self.faults.append(
                Fault(
                    catalogue.SECONDS_MEANT,
                    _at(other),
                    self._length(other),
                    "A number without a unit is taken as seconds here.",
                    "Write the unit: 30s, 30m.",
                )
            )
        if not timed and seconds is True and not isinstance(left, Variable):
            raise refuse(_at(other), self._length(other), "This is not a time.", "Compare it with a number.")

    def _length(self, node: ast.expr) -> int:
        """How many characters *node* has in the author's text: numbers were padded."""
        constant = self.values.get(_at(node)) if isinstance(node, ast.Constant) else None
        return constant.width if constant else _length(node)

    def _value(self, node: ast.expr) -> tuple[Value, bool | None]:
        """*node* as something that can be compared; and for constants, whether they are durations."""
        if isinstance(node, ast.Constant):
            constant = self.values[_at(node)]
            return Number(constant.value), constant.seconds
        if isinstance(node, ast.BoolOp | ast.UnaryOp | ast.Compare):
            raise refuse(
                _at(node), 1, "Only numbers, durations, variables and times can be compared.", "Mind the brackets."
            )
        found = self._named(node)
        if isinstance(found, Happened | At | Beside):
            word = ast.unparse(node)
            raise refuse(
                _at(node),
                _length(node),
                f"`{word}` holds or does not; it can't be compared.",
                f"Write `{word}` or `not {word}`; how often is `count.{word}`.",
            )
        assert not isinstance(found, And | Or | Not | Compare)
        return found, None

    # -- names ----------------------------------------------------------------------------------------------------

    def _named(self, node: ast.expr) -> Tree | Value:
        parts: list[str] = []
        inner = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            raise refuse(
                _at(node), 1, "This is not a word of conditions.", "There are no calls and no brackets but ( )."
            )
        parts.append(inner.id)
        parts.reverse()
        return self._word(parts, _at(node))

    def _word(self, parts: list[str], at: int) -> Tree | Value:
        head, rest = parts[0], parts[1:]
        if self.names.has(head, "role"):
            return self._of_role(parts, at)
        if head in COUNTING:
            mark = self._counted(rest, at, at + len(head) + 1, head)
            return Count(mark) if head == "count" else Since(mark, first=head == "since_first")
        if head == "chance":
            self._expect(parts, 2, at, "chance.NAME")
            if scalars.identifier(rest[0]):
                raise refuse(at, len(".".join(parts)), f"`{rest[0]}` can't be a name.", "Use small letters and _.")
            return Chance(rest[0])
        if head in ("done", "started", "reached", "chosen", "picked"):
            return Happened(self._mark(parts, at))
        if head == "time":
            self._expect(parts, 1, at, "time")
            return Time()
        if head in ("true", "false") and not rest:
            return Number(float(head == "true"))
        if rest:
            raise self._unknown(head, at, [*self.names.of("role"), *HEADS], "role or word", parts)
        if not self.names.has(head, "variable"):
            self._complain(head, at, [*self.names.of("variable"), *HEADS], "variable", _elsewhere(head, self.names))
        return Variable(VariableId(head))

    def _of_role(self, parts: list[str], at: int) -> Tree:
        role = RoleId(parts[0])
        verb = parts[1] if len(parts) > 1 else ""
        word_at = at + len(role) + 1
        if verb in KNOWING:
            self._expect(parts, 3, at, f"{role}.{verb}.FACT")
            self._check(parts[2], word_at + len(verb) + 1, "fact", "topic")
            return Happened(MarkId(".".join(parts)))
        if verb == "at":
            self._expect(parts, 3, at, f"{role}.at.SCENE")
            self._check(parts[2], word_at + 3, "scene")
            return At(role, SceneId(parts[2]))
        if verb == "beside":
            self._expect(parts, 3, at, f"{role}.beside.ROLE or CHILD")
            self._check(parts[2], word_at + 7, "role", "child")
            return Beside(role, parts[2])
        known = [*KNOWING, "at", "beside"]
        if not verb:
            raise refuse(at, len(role), f"`{role}` is a role, and alone says nothing.", f"Go on: {role}.knows.FACT.")
        hint = did_you_mean(self.near(verb, known), f"A role has {listed(known)}.")
        raise refuse(word_at, len(verb), f"`{verb}` is nothing that a role can be asked about.", hint)

    def _counted(self, rest: list[str], start: int, at: int, head: str) -> MarkId:
        """The mark after `since.`, `since_first.` or `count.`: an activity, a milestone or a whole mark."""
        if not rest:
            raise refuse(start, len(head), f"`{head}` needs a name.", f"Write {head}.ACTIVITY or {head}.MILESTONE.")
        if len(rest) == 1:
            name = rest[0]
            if self.names.has(name, "milestone"):
                return MarkId(f"reached.{name}")
            self._check(name, at, "activity", "milestone")
            return MarkId(f"done.{name}")
        return self._mark(rest, at)

    def _mark(self, parts: list[str], at: int) -> MarkId:
        head = parts[0]
        mark = MarkId(".".join(parts))
        if self.names.has(head, "role"):
            found = self._of_role(parts, at)
            if not isinstance(found, Happened):
                raise refuse(
                    at, len(mark), f"`{mark}` is a state, not something that happens.", "Count or time a mark."
                )
        elif head in ("done", "started"):
            self._expect(parts, 2, at, f"{head}.ACTIVITY")
            self._check(parts[1], at + len(head) + 1, "activity")
        elif head == "reached":
            self._expect(parts, 2, at, "reached.MILESTONE")
            self._check(parts[1], at + 8, "milestone")
        elif head in ("chosen", "picked"):
            self._chosen(parts, at)
        else:
            known = [*self.names.of("role"), "done", "started", "reached", "chosen", "picked"]
            raise self._unknown(head, at, known, "role or mark", parts)
        return mark

    def _chosen(self, parts: list[str], at: int) -> None:
        head, what = parts[0], "CHOICE" if parts[0] == "chosen" else "ITEM"
        self._expect(parts, 3, at, f"{head}.SCENE.{what}")
        scene, name = parts[1], parts[2]
        self._check(scene, at + len(head) + 1, "scene")
        if not self.names.has(scene, "scene"):
            return
        table = self.names.choices if head == "chosen" else self.names.items
        if name not in table.get(scene, {}):
            noun = "choice" if head == "chosen" else "line of a form"
            known = table.get(scene, {})
            hint = did_you_mean(self.near(name, known), f"It has {listed(known)}." if known else "It has none.")
            place = at + len(head) + len(scene) + 2
            self._report(place, len(name), f"The scene `{scene}` has no {noun} called `{name}`.", hint)

    # -- complaints -----------------------------------------------------------------------------------------------

    def _expect(self, parts: list[str], count: int, at: int, form: str) -> None:
        if len(parts) != count:
            word = ".".join(parts)
            raise refuse(
                at,
                len(word),
                f"`{word}` has {'more' if len(parts) > count else 'less'} than it should.",
                f"Write {form}.",
            )

    def _check(self, name: str, at: int, *nouns: Noun) -> None:
        if not self.names.has(name, *nouns):
            self._complain(name, at, self.names.any_of(nouns), " or ".join(nouns), _elsewhere(name, self.names))

    def _complain(self, name: str, at: int, known: list[str], noun: str, elsewhere: str = "") -> None:
        others = f"The scenario has {listed(known)}." if 0 < len(known) <= 8 else ""
        if noun == "variable":
            others = "A name alone is a variable; other things have a word before them: `ROLE.knows.FACT`, `done.X`."
        hint = elsewhere or did_you_mean(self.near(name, known), others)
        self._report(at, len(name), f"There is no {noun} called `{name}`.", hint)

    def _report(self, at: int, length: int, message: str, hint: str) -> None:
        if self.names.complete:
            self.faults.append(Fault(catalogue.UNKNOWN_NAME, at, length, message, hint))

    def _unknown(self, head: str, at: int, known: list[str], noun: str, parts: list[str]) -> Refused:
        hint = did_you_mean(self.near(head, known), f"Conditions begin with {listed(known, most=20)}.")
        return refuse(
            at, len(head), f"`{'.'.join(parts)}`: there is no {noun} called `{head}`.", hint, catalogue.UNKNOWN_NAME
        )


def _elsewhere(name: str, names: Names) -> str:
    """A hint for a name that is something else."""
    for noun, begin in (("activity", "done"), ("milestone", "reached")):
        if name in names.by_noun.get(cast(Noun, noun), {}):
            return f"`{name}` is {with_article(noun)}: write `{begin}.{name}`."
    for noun in ("fact", "topic", "scene", "ending", "inject"):
        if name in names.by_noun.get(cast(Noun, noun), {}):
            return f"`{name}` is {with_article(noun)}."
    return ""


def _at(node: ast.expr) -> int:
    return max(0, node.col_offset - 1)


def _length(node: ast.expr) -> int:
    return max(1, (node.end_col_offset or node.col_offset + 1) - node.col_offset)
