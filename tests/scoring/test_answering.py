"""Who answers for a rule: for every template, whether only an act can break it, or whether something is owed."""

from __future__ import annotations

from typing import get_args

import pytest

from scoring.answering import FORBIDDING
from sim.engine.protocols import Template
from tests.scoring.conformance.ltlf import true_of, words
from tests.scoring.rulebook import does, pack, rule, two
from tests.scoring.small_cases import Play, case, choice, scene
from tests.scoring.test_adherence import found, seated

ACTS: tuple[Template, ...] = (
    "absence",
    "init",
    "precedence",
    "alternate_precedence",
    "chain_precedence",
    "not_coexistence",
    "not_succession",
    "not_chain_succession",
)
"""Only an act breaks these: who did it answers."""
OWED: tuple[Template, ...] = (
    "existence",
    "exactly",
    "end",
    "choice",
    "exclusive_choice",
    "responded_existence",
    "coexistence",
    "response",
    "succession",
    "alternate_response",
    "alternate_succession",
    "chain_response",
    "chain_succession",
)
"""Here something can be owed: who could know of it answers."""


def test_every_template_has_its_line() -> None:
    """A template that is forgotten in `FORBIDDING` would be charged to others than who broke it, without a word."""
    assert sorted((*ACTS, *OWED)) == sorted(get_args(Template))
    assert set(ACTS) == FORBIDDING


@pytest.mark.parametrize("template", get_args(Template))
def test_only_an_act_breaks_it_if_nothing_that_follows_mends_it(template: Template) -> None:
    """By the plain formulae: where only an act breaks a rule, a trace that breaks it stays broken however it goes on."""
    broken = [word for word in words("abc", 3) if word and not true_of(template, word)]
    assert broken
    stays = all(not true_of(template, word + more) for word in broken for more in words("abc", 2))
    assert stays is (template in FORBIDDING)


@pytest.mark.parametrize("template", ["not_coexistence", "not_succession", "not_chain_succession"])
def test_who_did_the_act_answers_and_not_who_called_for_it(template: Template) -> None:
    scenes = {
        "door": scene({"go": choice("Go.", end=does("search"))}),
        "desk": scene({"go": choice("Go.", end=does("arrest"))}, ("cps",)),
    }
    play = Play(seated(case(scenes, {"police": "door", "cps": "desk"})))
    play.choose("police", 5, "go").choose("cps", 90, "go").until(900)
    (row,) = found(play, pack(rule("X-01", two(template, "search", "arrest"))))
    assert (row.verdict, row.charged) == ("violated", ("cps",))


@pytest.mark.parametrize("template", ["not_succession", "not_chain_succession"])
def test_who_kept_from_the_act_has_kept_it(template: Template) -> None:
    """What was never broken belongs to who did what called for it, by which the rule was put to the test."""
    scenes = {
        "door": scene({"go": choice("Go.", end=does("search"))}),
        "desk": scene({"go": choice("Go.")}, ("cps",)),
    }
    play = Play(seated(case(scenes, {"police": "door", "cps": "desk"})))
    play.choose("police", 5, "go").choose("cps", 90, "go").until(900)
    (row,) = found(play, pack(rule("X-01", two(template, "search", "arrest"))))
    assert (row.verdict, row.charged) == ("satisfied", ("police",))
