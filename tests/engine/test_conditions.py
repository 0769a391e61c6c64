"""Conditions as functions of a state: `and`, `or`, `not` and comparisons mean what they say, however many parts there are."""

import operator
from itertools import product

import pytest

from sim.engine.conditions import And, Beside, Compare, Not, Number, Or, Since, Time, Variable, compiled
from sim.engine.names import MarkId, RoleId, VariableId
from tests.engine.rules.stage import Play

CASE = """
roles: {police: yard}
variables: {a: {start: 0}, b: {start: 0}, c: {start: 0}, d: {start: 0}}
milestones: {searched: done.search}
scenes: {yard: {roles: [police], choices: {go: {takes: 60s, does: [search], goto: yard}}}}
"""
NAMES = tuple(VariableId(name) for name in "abcd")
OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_and_or_and_not_over_every_case(count: int) -> None:
    state = Play(CASE).state
    parts = tuple(Variable(name) for name in NAMES[:count])
    for values in product((0.0, 1.0), repeat=count):
        state.variables.update(zip(NAMES, values, strict=False))
        assert compiled(And(parts))(state) == all(values)
        assert compiled(Or(parts))(state) == any(values)
        assert compiled(Not(And(parts)))(state) != all(values)


@pytest.mark.parametrize("sign", OPERATORS)
def test_a_comparison_is_the_same_with_the_number_on_either_side(sign: str) -> None:
    state = Play(CASE).state
    for value, number in product((1.0, 2.0, 3.0), (2.0,)):
        state.variables[NAMES[0]] = value
        left = Compare(Variable(NAMES[0]), sign, Number(number))  # type: ignore[arg-type]
        right = Compare(Number(number), sign, Variable(NAMES[0]))  # type: ignore[arg-type]
        assert compiled(left)(state) == OPERATORS[sign](value, number)
        assert compiled(right)(state) == OPERATORS[sign](number, value)


@pytest.mark.parametrize(("first", "ago"), [(False, 10), (True, 80)])
def test_since_is_the_time_since_the_last_or_the_first_however_it_is_written(first: bool, ago: int) -> None:
    state = Play(CASE).run("0 police choose go\n70 police choose go\n140 mark").state
    since = Since(MarkId("done.search"), first)
    assert compiled(Compare(since, "==", Number(ago)))(state)
    assert compiled(Compare(Number(ago), "==", since))(state)
    assert compiled(Compare(since, "<", Time()))(state)


@pytest.mark.parametrize("sign", OPERATORS)
def test_before_it_happened_no_comparison_holds_on_either_side(sign: str) -> None:
    state = Play(CASE).run("5 mark").state
    since = Since(MarkId("done.search"), False)
    assert not compiled(Compare(since, sign, Number(3)))(state)  # type: ignore[arg-type]
    assert not compiled(Compare(Number(3), sign, since))(state)  # type: ignore[arg-type]


def test_beside_is_being_with_a_role_or_where_a_child_is() -> None:
    text = """
roles: {police: yard, cps: kitchen, medical: kitchen}
children: {child_a: {name: A, age: 9}}
scenes:
  yard: {roles: [police], choices: {go: {}}}
  kitchen: {roles: [cps, medical], decides: {lead: [cps]}, children: [child_a], choices: {go: {}}}
"""
    state = Play(text).state
    for role, child, other in (("police", False, False), ("cps", True, True)):
        assert compiled(Beside(RoleId(role), "child_a"))(state) is child
        assert compiled(Beside(RoleId(role), "medical"))(state) is other
