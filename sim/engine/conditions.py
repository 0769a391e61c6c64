"""Conditions: what an author's `if` and `when` say, as a small tree that is compiled once into a function of the state.

The tree is made by the reader of scenario files; nothing here parses text. The words are a closed list:
marks (`police.knows.fact`, `done.activity`, ...), `since`, `count`, positions (`at`, `beside`), variables,
chance, the case clock, numbers, comparisons, `and`, `or` and `not`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from sim.engine.names import MarkId, RoleId, SceneId, VariableId

if TYPE_CHECKING:
    from sim.engine.state import State

Operator = Literal["<", "<=", ">", ">=", "==", "!="]


class Happened(msgspec.Struct, frozen=True, tag="happened"):
    """True once *mark* has happened."""

    mark: MarkId


class Since(msgspec.Struct, frozen=True, tag="since"):
    """Seconds since *mark* last (or, with *first*, first) happened; never comparable before it happened."""

    mark: MarkId
    first: bool = False


class Count(msgspec.Struct, frozen=True, tag="count"):
    """How often *mark* has happened."""

    mark: MarkId


class At(msgspec.Struct, frozen=True, tag="at"):
    """True while *role* stands at *scene*: deciding, waiting or working there."""

    role: RoleId
    scene: SceneId


class Beside(msgspec.Struct, frozen=True, tag="beside"):
    """True while *role* is in one scene with *other*, a role or a child."""

    role: RoleId
    other: str


class Variable(msgspec.Struct, frozen=True, tag="variable"):
    """The value of a variable (a number, or true/false as 1/0)."""

    name: VariableId


class Chance(msgspec.Struct, frozen=True, tag="chance"):
    """A draw in [0, 1), fixed by the seed, the name and how often it was drawn (rule 18)."""

    name: str


class Time(msgspec.Struct, frozen=True, tag="time"):
    """Seconds of case time since the scenario began."""


class Number(msgspec.Struct, frozen=True, tag="number"):
    """A constant; durations are already seconds."""

    value: float


class Compare(msgspec.Struct, frozen=True, tag="compare"):
    """*left* compared with *right*; false while a `since` in it has not happened (rule 4)."""

    left: Since | Count | Variable | Chance | Time | Number
    op: Operator
    right: Since | Count | Variable | Chance | Time | Number


class And(msgspec.Struct, frozen=True, tag="and"):
    """True when every part is."""

    parts: tuple[Tree, ...]


class Or(msgspec.Struct, frozen=True, tag="or"):
    """True when some part is."""

    parts: tuple[Tree, ...]


class Not(msgspec.Struct, frozen=True, tag="not"):
    """True when *part* is not."""

    part: Tree


Tree = Happened | At | Beside | Variable | Compare | And | Or | Not
Value = Since | Count | Variable | Chance | Time | Number
Node = Tree | Since | Count | Chance | Time | Number


class Condition(msgspec.Struct, frozen=True):
    """One expression: as the author wrote it, and as a tree."""

    source: str
    tree: Tree


Test = Callable[["State"], bool]


def nodes(tree: Node) -> Iterator[Node]:
    """Every node of *tree*, the root first."""
    yield tree
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from nodes(part)
    elif isinstance(tree, Not):
        yield from nodes(tree.part)
    elif isinstance(tree, Compare):
        yield tree.left
        yield tree.right


_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compiled(tree: Tree) -> Test:
    """*tree* as a function of the state. It reads the state and changes nothing."""
    match tree:
        case Happened(mark):
            return lambda state: mark in state.marks
        case Variable(name):
            return lambda state: state.variables[name] != 0
        case At(role, scene):
            return lambda state: state.threads[role].scene == scene
        case Beside(role, other):
            return _beside(role, other)
        case Not(Happened(mark)):
            return lambda state: mark not in state.marks
        case Not(part):
            test = compiled(part)
            return lambda state: not test(state)
        case And(parts):
            marks, others = _parted(parts)
            return _all(marks, tuple(compiled(part) for part in others))
        case Or(parts):
            marks, others = _parted(parts)
            return _any(frozenset(marks), tuple(compiled(part) for part in others))
        case Compare(left, op, right):
            return _compare(left, _OPERATORS[op], right)


def _parted(parts: tuple[Tree, ...]) -> tuple[tuple[MarkId, ...], tuple[Tree, ...]]:
    """The marks that *parts* only look for, which cost least and so are looked for first; and the other parts."""
    marks = tuple(part.mark for part in parts if isinstance(part, Happened))
    return marks, tuple(part for part in parts if not isinstance(part, Happened))


def _all(marks: tuple[MarkId, ...], tests: tuple[Test, ...]) -> Test:
    if len(marks) == 1 and len(tests) == 1:
        (mark,), (only,) = marks, tests
        return lambda state: mark in state.marks and only(state)
    if not marks and len(tests) == 2:
        first, second = tests
        return lambda state: first(state) and second(state)

    def test_all(state: State) -> bool:
        happened = state.marks
        for mark in marks:
            if mark not in happened:
                return False
        for test in tests:  # noqa: SIM110  (a generator would cost as much as the tests)
            if not test(state):
                return False
        return True

    return test_all


def _any(marks: frozenset[MarkId], tests: tuple[Test, ...]) -> Test:
    if not tests:
        return lambda state: not marks.isdisjoint(state.marks)
    if len(tests) == 1:
        (only,) = tests
        return lambda state: not marks.isdisjoint(state.marks) or only(state)

    def test_any(state: State) -> bool:
        if not marks.isdisjoint(state.marks):
            return True
        for test in tests:  # noqa: SIM110
            if test(state):
                return True
        return False

    return test_any


def _beside(role: RoleId, other: str) -> Test:
    def test(state: State) -> bool:
        thread = state.threads[role]
        if thread.scene is None:
            return False
        if other in state.threads:
            return other in thread.company
        return other in state.book.scenario.scenes[thread.scene].children

    return test


def _compare(left: Value, op: Callable[[float, float], bool], right: Value) -> Test:
    value, other = _value(left), _value(right)
    if isinstance(right, Number):
        return _against(left, op, right.value)

    def test(state: State) -> bool:
        a, b = value(state), other(state)
        return a is not None and b is not None and op(a, b)

    return test


def _against(left: Value, op: Callable[[float, float], bool], number: float) -> Test:
    """Most comparisons are with a number, and most of those are of the time since something."""
    if isinstance(left, Since):
        mark, which = left.mark, 0 if left.first else 1
        return lambda state: mark in state.marks and op(state.time - state.marks[mark][which], number)
    value = _value(left)

    def test(state: State) -> bool:
        a = value(state)
        return a is not None and op(a, number)

    return test


def _value(node: Value) -> Callable[[State], float | None]:
    match node:
        case Number(value):
            return lambda state: value
        case Time():
            return lambda state: state.time
        case Variable(variable):
            return lambda state: state.variables[variable]
        case Chance(name):
            return lambda state: state.draws[name][1]
        case Count(mark):
            return lambda state: state.marks[mark][2] if mark in state.marks else 0
        case Since(mark, first):
            which = 0 if first else 1
            return lambda state: state.time - state.marks[mark][which] if mark in state.marks else None


def turns(tree: Tree) -> Iterator[tuple[Time | Since, int]]:
    """The moments at which comparisons with time turn: of the clock, or so many seconds after a mark (rule 3)."""
    for node in nodes(tree):
        if not isinstance(node, Compare):
            continue
        for value, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(value, Time | Since) and isinstance(other, Number):
                reaching, passing = math.ceil(other.value), math.floor(other.value) + 1
                at_least = node.op in (">=", "<") if value is node.left else node.op in ("<=", ">")
                if at_least or node.op in ("==", "!="):
                    yield value, reaching
                if not at_least:
                    yield value, passing


def conditions_in(value: object, but: str = "") -> Iterator[Condition]:
    """Every condition in a part of a scenario, in its order; not in fields of the name *but*."""
    parts = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str):
            continue  # most are
        if isinstance(part, Condition):
            yield part
        elif isinstance(part, msgspec.Struct):
            parts += [getattr(part, field) for field in reversed(part.__struct_fields__) if field != but]
        elif isinstance(part, dict):
            parts += reversed(part.values())
        elif isinstance(part, tuple):
            parts += reversed(part)
