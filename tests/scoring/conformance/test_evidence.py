"""Which events a verdict rests on, and from when it was certain."""

import pytest

from scoring.conformance import Checker, Instance
from scoring.course import Moment
from sim.engine.protocols import Template
from tests.scoring.conformance.rules import named, said

# Events are numbered from 1, a second apart: the event of the letter at place p is p + 1, at second p.
CASES: list[tuple[str, str, str, tuple[int, ...], tuple[int, ...], tuple[int, ...], int | None]] = [
    # template, trace, verdict, activated, satisfied, broke, certain at event (None: the end)
    ("existence 2", "caca", "satisfied", (), (2, 4), (), 4),
    ("existence 2", "a", "violated", (), (1,), (), None),
    ("absence 2", "aca", "violated", (1, 3), (), (1, 3), 3),
    ("exactly", "ac", "satisfied", (), (1,), (), None),
    ("init", "ab", "satisfied", (), (1,), (), 1),
    ("init", "ba", "violated", (), (), (1,), 1),
    ("end", "aca", "satisfied", (), (3,), (), None),
    ("choice", "cb", "satisfied", (), (2,), (), 2),
    ("exclusive_choice", "acb", "violated", (1, 3), (1, 3), (1, 3), 3),
    ("responded_existence", "bca", "satisfied", (3,), (1,), (), 3),
    ("responded_existence", "aab", "satisfied", (1, 2), (3,), (), 3),
    ("responded_existence", "ac", "violated", (1,), (), (1,), None),
    ("coexistence", "ab", "satisfied", (1, 2), (1, 2), (), 2),
    ("not_coexistence", "bca", "violated", (1, 3), (), (1, 3), 3),
    ("response", "aabab", "satisfied", (1, 2, 4), (3, 5), (), None),
    ("response", "aba", "violated", (1, 3), (2,), (3,), None),
    ("precedence", "acbb", "satisfied", (3, 4), (1,), (), 3),
    ("precedence", "cba", "violated", (2,), (), (2,), 2),
    ("succession", "acb", "satisfied", (1, 3), (1, 3), (), None),
    ("alternate_succession", "abab", "satisfied", (1, 2, 3, 4), (1, 2, 3, 4), (), None),
    ("alternate_response", "aca", "violated", (1, 3), (), (1, 3), 3),
    ("alternate_precedence", "abcb", "violated", (2, 4), (1,), (4,), 4),
    ("chain_response", "abac", "violated", (1, 3), (2,), (3, 4), 4),
    ("chain_precedence", "abcab", "satisfied", (2, 5), (1, 4), (), None),
    ("chain_precedence", "acb", "violated", (3,), (), (3,), 3),
    ("chain_succession", "ab", "satisfied", (1, 2), (1, 2), (), None),
    ("not_succession", "acb", "violated", (1,), (), (1, 3), 3),
    ("not_chain_succession", "acbab", "violated", (1, 4), (), (4, 5), 5),
    ("not_succession", "ba", "satisfied", (2,), (), (), None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_events(case: tuple[str, str, str, tuple[int, ...], tuple[int, ...], tuple[int, ...], int | None]) -> None:
    name, word, verdict, activated, satisfied, broke, certain = case
    (found,) = Checker({"it": named(name)}).check(said(word), "complete")["it"].instances
    assert found == Instance(
        subject=None,
        verdict=verdict,  # type: ignore[arg-type]
        activated=activated,
        satisfied=satisfied,
        broke=broke,
        certain=None if certain is None else Moment(certain - 1, certain),
    )


def test_every_template_has_a_case() -> None:
    from typing import get_args

    assert {name.partition(" ")[0] for name, *_ in CASES} | {"absence"} == set(get_args(Template))
