"""Rule 18: chance is a function of the seed, the name of the draw and how often it was drawn, and an event."""

import os
import subprocess
import sys

import pytest

from sim.engine import events as e
from sim.engine.chance import draw
from tests.engine.rules.stage import Play, Story, row

YARD = """
scenes: {yard: {roles: [police], choices: {go: {takes: 60s, does: [search], goto: yard}, call: {takes: 60s, goto: yard}}}}
"""


def case(injects: str) -> str:
    return f"roles: {{police: yard}}\ninjects: {injects}\n{YARD}"


@pytest.mark.parametrize(
    "story",
    [
        row("a draw is an event", case("{bell: {when: chance.phone < 2}}"), "", "0 drawn phone 1\n0 fired bell"),
        row(
            "drawn once, it stays as it fell",
            case("{bell: {when: chance.phone < 0 and done.search}, gong: {when: chance.phone < 2 and done.search}}"),
            "0 police choose go\n60 police choose go\n120",
            """
            0 drawn phone 1
            60 fired gong
            """,
        ),
        row(
            "each name for itself",
            case("{bell: {when: chance.phone < 2 and chance.door < 2}}"),
            "",
            """
            0 drawn phone 1
            0 drawn door 1
            0 fired bell
            """,
        ),
        row(
            "an inject that repeats draws anew when it has fired",
            case("{bell: {when: since.search < 30s and chance.phone < 2, repeat: true}}"),
            "0 police choose go\n60 police choose go\n180",
            """
            0 drawn phone 1
            60 fired bell
            60 drawn phone 2
            120 fired bell
            120 drawn phone 3
            """,
        ),
        row(
            "where a way leads can hang on chance",
            """
            roles: {police: yard}
            scenes:
              yard: {roles: [police], choices: {go: {takes: 60s, goto: [{if: chance.phone < 2, to: hall}, {to: yard}]}}}
              hall: {roles: [police], choices: {go: {}}}
            """,
            "0 police choose go\n60",
            """
            0 opened yard#1 police
            60 drawn phone 1
            60 opened hall#1 police
            """,
        ),
        row(
            "how long it takes can",
            """
            roles: {police: yard}
            scenes:
              yard: {roles: [police], choices: {go: {takes: [{if: chance.road < 2, takes: 5m}, {takes: 1m}]}}}
            """,
            "0 police choose go\n300",
            """
            0 drawn road 1
            300 worked police go
            """,
        ),
        row(
            "and a link",
            "roles: {police: yard, cps: yard}\nlinks: {line: {between: [police, cps], down: chance.road < 2}}\n"
            "scenes: {yard: {roles: [police, cps], decides: {lead: [cps]}, choices: {go: {}}}}",
            "",
            """
            0 drawn road 1
            0 link line down
            """,
        ),
        row("what is not looked at is not drawn", case("{bell: {}}"), "0 police choose go\n60", "no drawn"),
    ],
)
def test_draws(story: Story) -> None:
    story.hold()


ONE = case("{bell: {when: chance.phone < 0.5 and time >= 30s}}")


@pytest.mark.parametrize("seed", range(12))
def test_the_value_is_that_of_seed_name_and_number(seed: int) -> None:
    play = Play(ONE, seed=seed).run("40")
    (drawn,) = play.all(e.Drawn)
    assert drawn.value == draw(seed, "phone", 1)
    assert bool(play.all(e.InjectFired)) is (drawn.value < 0.5)


def test_nobody_sees_it() -> None:
    assert Play(ONE).last(e.Drawn).seen_by == ()


@pytest.mark.parametrize("before", ["", "0 police choose go\n60", "0 police choose call\n30 facilitator fire gong"])
def test_nothing_else_bears_on_it(before: str) -> None:
    text = case("{gong: {}, bell: {when: done.search and chance.phone < 2, repeat: true}}")
    play = Play(text, seed=5).run(before).run("200 police choose go\n260")
    values = [(event.n, event.value) for event in play.all(e.Drawn)]
    assert values == [(n, draw(5, "phone", n)) for n, _ in values]


def test_draws_are_spread_over_nought_to_one() -> None:
    values = [draw(seed, "phone", n) for seed in range(40) for n in range(1, 26)]
    assert len(set(values)) == 1000
    assert all(0 <= value < 1 for value in values)
    assert 0.45 < sum(values) / 1000 < 0.55


@pytest.mark.parametrize(("seed", "name", "n"), [(1, "phone", 1), (1, "phone", 2), (2, "phone", 1), (1, "door", 1)])
def test_each_of_the_three_matters(seed: int, name: str, n: int) -> None:
    others = {(1, "phone", 1), (1, "phone", 2), (2, "phone", 1), (1, "door", 1)} - {(seed, name, n)}
    assert draw(seed, name, n) not in {draw(*other) for other in others}


def test_it_is_the_same_in_every_process() -> None:
    """Whatever the order in which that process hashes."""
    code = "from sim.engine.chance import draw, shuffled; print(draw(3, 'phone', 2), shuffled(3, 'x', 'abcdef'))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1


SIX = "roles: {police: yard}\nscenes: {yard: {roles: [police], %schoices: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}}}}"


def test_the_order_of_choices_is_by_seed() -> None:
    orders = [tuple(Play(SIX % "", seed=seed).choices("police")) for seed in range(8)]
    assert len(set(orders)) > 4
    assert all(sorted(order) == list("abcdef") for order in orders)
    assert orders[3] == tuple(Play(SIX % "", seed=3).choices("police"))


def test_but_not_where_they_are_ordered() -> None:
    assert {tuple(Play(SIX % "ordered: true, ", seed=seed).choices("police")) for seed in range(8)} == {tuple("abcdef")}


DETAILS = """
roles: {police: yard}
details: {mother: [Ann, Bea, Cleo, Dora], street: [Elm Road, Oak Road]}
scenes:
  yard:
    roles: [police]
    text: "{mother} of {street} is {mother}; {father} is {not}."
    choices: {go: {text: "Ask {mother}."}}
"""


def test_surface_details_are_dealt_by_seed_once_and_plainly() -> None:
    words = set()
    for seed in range(12):
        decision = Play(DETAILS, seed=seed).view("police").decision
        name = decision.text.split()[0]
        assert decision.text.count(name) == 2
        assert decision.text.endswith("{father} is {not}.")
        assert decision.choices[0].text == f"Ask {name}."
        words.add(name)
    assert len(words) > 1


def test_content_that_a_seat_avoids_is_replaced_by_its_equivalent_for_all_who_are_there() -> None:
    text = """
roles: {police: room, cps: room}
scenes:
  room: {roles: [police, cps], decides: {lead: [cps]}, content: [separation], instead: porch, choices: {go: {}}}
  porch: {roles: [police, cps], decides: {lead: [cps]}, choices: {go: {}}}
"""
    Play(text).tells("0 opened room#1 police,cps")
    Play(text, avoid={"police": ("separation",)}).tells("0 opened porch#1 police,cps")
    Play(text, avoid={"police": ("something",)}).tells("0 opened room#1 police,cps")
