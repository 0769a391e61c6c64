"""The others and what everybody can see, in words; and the cover of a case that is paused."""

from __future__ import annotations

from msgspec.structs import replace

from sim.engine import Brief, View
from sim.engine import brief as brief_of
from sim.engine.names import RoleId
from sim.engine.views import VariableView, Whereabouts
from sim.tui.clockface import Clockface
from sim.tui.names import Names
from sim.tui.play.company import COVERED, cover, others
from tests.engine.rules.stage import Play

CASE = """
roles: {police: yard, cps: yard}
scenes: {yard: {roles: [police, cps], decides: {lead: [cps]}, choices: {go: {}}}}
"""
FACE = Clockface("2026-03-04 21:40")


def seen(view: View, brief: Brief) -> str:
    return others(view, brief, Names(brief), FACE).plain


def both() -> tuple[View, Brief]:
    play = Play(CASE)
    return play.view("police"), brief_of(play.book, RoleId("police"))


def test_where_the_others_are_as_far_as_one_knows() -> None:
    view, brief = both()
    assert "with you now" in seen(view, brief)
    where = Whereabouts(RoleId("cps"), "The kitchen", 120, False)
    assert "last with you 21:42, The kitchen" in seen(replace(view, others=(where,)), brief)
    assert "not seen yet" in seen(replace(view, others=()), brief)
    assert "No line to" in seen(replace(view, links_down=("cps",)), brief)


def test_numbers_stand_on_their_scale_and_what_is_or_is_not_only_while_it_is() -> None:
    view, brief = both()
    scales = (
        VariableView("distress", "Distress", 0, 5),
        VariableView("rain", "It rains", 0, 1),
        VariableView("beds", "Beds", 0, None),
        VariableView("minutes", "Minutes", 0, 60),
    )
    brief = replace(brief, variables=scales)
    view = replace(view, variables=(("distress", 2.0), ("rain", 0.0), ("beds", 3.0), ("minutes", 7.0)))
    said = seen(view, brief)
    assert "██░░░ 2 of 5  Distress" in said
    assert "It rains" not in said
    assert "Beds: 3" in said
    assert "7 of 60  Minutes" in said
    assert "It rains" in seen(replace(view, variables=(("rain", 1.0),)), brief)


def test_the_cover_says_what_can_be_done_and_nothing_of_the_case() -> None:
    view, _ = both()
    words = cover(view, FACE, dict.fromkeys(COVERED, "key")).plain
    assert "people to talk to" in words
    assert "cost nothing" in words
    assert "yard" not in words
