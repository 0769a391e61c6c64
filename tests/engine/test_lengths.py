"""How long a scene can take to read: what any play of any case needs lies between the shortest and the longest."""

import math

import pytest

from sim.engine import Seat, Setup
from sim.engine import events as e
from sim.engine.lengths import longest, shortest
from sim.players import rehearse, team
from tests.engine.cases import NAMES, book
from tests.engine.rules.stage import Play


def words(count: int) -> str:
    return " ".join(["word"] * count)


CASE = f"""
roles: {{police: yard, cps: yard}}
facts: {{one: {{held_by: [police]}}}}
scenes:
  yard:
    roles: [police, cps]
    decides: {{together: [police, cps]}}
    text:
      all: [{{if: police.knows.one, text: {words(40)}}}, {{text: {words(20)}}}]
      cps: {words(10)}
      also: [{{if: cps.knows.one, text: {words(30)}}}, {{text: {words(5)}, role: police}}]
    choices:
      stay: {{text: {words(10)}}}
      go: {{text: [{{if: cps.knows.one, text: {words(12)}}}, {{text: {words(7)}}}]}}
      maybe: {{if: cps.knows.one, text: {words(50)}}}
"""


def test_the_longest_has_all_that_can_be_shown_and_the_shortest_what_always_is() -> None:
    made = Play(CASE).book
    (ready,) = made.scenes.values()
    assert longest(made, ready) == math.ceil((40 + 10 + 30 + 10 + 12 + 50) * 60 / 200)  # who reads most is cps
    assert shortest(made, ready) == math.ceil((20 + 5 + 10 + 7) * 60 / 200)  # and least police


@pytest.mark.parametrize("name", NAMES)
def test_every_opening_lies_between_the_shortest_and_the_longest(name: str) -> None:
    made = book(name)
    lengths = {scene: (shortest(made, ready), longest(made, ready)) for scene, ready in made.scenes.items()}
    seen = set()
    for seed in range(12):
        setup = Setup(seed=seed, seats={role: Seat() for role in made.roles})
        for event in rehearse(made, setup, team("random", made, seed)).log:
            if isinstance(event, e.DecisionOpened):
                least, most = lengths[event.scene]
                assert least <= event.reading <= most, event.scene
                seen.add(event.scene)
    assert len(seen) > len(made.scenes) / 2
