"""What of the author's key a player is given, and what it makes of it."""

import pytest
from msgspec.structs import replace

from sim.engine import prepare
from sim.engine.names import BasisId, ChoiceId, FactId, ItemId, SceneId, TopicId
from sim.engine.scenario import Scene
from sim.players.key import DeskQuestion, role_key
from tests.players.small_case import CPS, MEDICAL, POLICE, scene, small_book, small_case, to, way, worth

BOOK = small_book()
KEYS = {role: role_key(BOOK, role) for role in BOOK.roles}
AGREEMENT = BasisId("agreement")


def test_the_choice_marked_model_stands_first_whatever_the_credit() -> None:
    assert KEYS[POLICE].ranked[SceneId("door")] == ("look", "wait", "call")


def test_without_a_mark_the_largest_sum_of_credit_stands_first_and_among_equals_the_first_in_the_file() -> None:
    assert KEYS[CPS].ranked[SceneId("office")] == ("read", "go", "stay")
    equal: Scene = scene(
        POLICE,
        choices={name: way(name, to("door"), credit=(1, 1, 0)) for name in ("b", "c", "a")},
    )
    from sim.players.key import ranking

    assert ranking(equal) == ("b", "c", "a")


def test_the_order_does_not_depend_on_how_the_choices_were_shuffled() -> None:
    assert {role_key(small_book(seed), POLICE).ranked[SceneId("door")] for seed in range(20)} == {
        ("look", "wait", "call")
    }


def test_right_lines_are_those_whose_credit_is_at_least_half_of_what_it_can_be() -> None:
    form = KEYS[CPS].forms[SceneId("report"), ChoiceId("form")]
    assert form.right == {ItemId("b"), ItemId("c")}
    assert form.order == ("b", "c", "a")


def test_a_line_worth_exactly_half_is_right() -> None:
    case = small_case()
    report = case.scenes[SceneId("report")]
    (name,) = report.choices
    form = report.choices[name].form
    assert form is not None
    half = replace(form.items[ItemId("a")], credit=worth(1, 0.5, 0))
    body = replace(report.choices[name], form=replace(form, items={**form.items, ItemId("a"): half}))
    book = prepare(replace(case, scenes={**case.scenes, SceneId("report"): replace(report, choices={name: body})}), 1)
    assert ItemId("a") in role_key(book, CPS).forms[SceneId("report"), name].right


def test_a_role_gets_the_scenes_that_it_can_stand_in_and_no_others() -> None:
    assert set(KEYS[MEDICAL].ranked) == {"triage", "huddle", "report", "round"}


@pytest.mark.parametrize(
    ("fact", "hearers", "grounds"),
    [
        ("asthma", [POLICE], (None,)),
        ("aunt", [POLICE], (AGREEMENT,)),
        ("aunt", [MEDICAL], ()),
        ("aunt", [POLICE, MEDICAL], ()),
        ("order", [POLICE, CPS], (AGREEMENT,)),
        ("rash", [POLICE], ()),
        ("rash", [CPS], (None,)),
        ("rash", [CPS, POLICE], ()),
    ],
)
def test_who_may_be_told_on_which_basis(fact: str, hearers: list[str], grounds: tuple[str | None, ...]) -> None:
    assert KEYS[CPS].facts[FactId(fact)].grounds(hearers) == grounds


def test_a_role_does_not_need_its_own_telling() -> None:
    assert KEYS[CPS].facts[FactId("alone")].needed_by == ()
    assert KEYS[POLICE].facts[FactId("alone")].needed_by == (CPS,)


def test_a_role_asks_the_desks_for_what_it_needs_on_the_lawful_basis() -> None:
    assert KEYS[CPS].questions == (DeskQuestion("records", TopicId("kin"), AGREEMENT, (FactId("order"),)),)
    assert KEYS[POLICE].questions == (DeskQuestion("clinic", TopicId("health"), None, (FactId("asthma"),)),)


def test_nobody_asks_on_a_tempting_basis_and_who_has_no_lawful_one_does_not_ask() -> None:
    assert KEYS[MEDICAL].questions == ()


def test_what_a_choice_says_is_known_by_its_recipient() -> None:
    assert KEYS[POLICE].says == {(SceneId("door"), ChoiceId("look")): {CPS: frozenset({FactId("alone")})}}


def test_the_key_is_made_from_the_scenario_as_dealt() -> None:
    assert KEYS[POLICE].facts[FactId("alone")].right == small_case().facts[FactId("alone")].restated.right
