"""Findings: what the evidence shows, heaviest first, each with the lines that show it."""

from __future__ import annotations

from scoring.sentences import FAILS
from sim.reports import render
from sim.reports.findings import areas, findings, strengths
from sim.reports.wording import Wording
from tests.reports.plays import played, rich


def test_the_heaviest_stands_first_and_each_has_its_evidence() -> None:
    material = rich()
    found = findings(material, Wording(material.book, material.log))
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert found[0].part == "critical"
    bare = [one for one in found if not one.events]
    assert all(one.part in ("objective", "child") for one in bare), (
        "only what was not done, or a length of time, has no line"
    )
    assert all(
        1 <= seq <= len(material.log) for one in found for seq in one.events if one.part in ("decision", "information")
    )


def test_a_rule_that_several_children_share_is_one_finding() -> None:
    material = rich()
    rules = [one for one in areas(findings(material, Wording(material.book, material.log))) if one.part == "rule"]
    assert [one.what for one in rules] == ["Not kept: B-01, who has reasonable cause reports at once."]
    assert rules[0].events == (2, 11, 12)


def test_what_was_lost_nowhere_is_a_strength() -> None:
    material = played("practice", "model")
    found = findings(material, Wording(material.book, material.log))
    assert [one for one in strengths(found) if one.part == "decision"]
    assert not [one for one in areas(found) if one.part == "decision"]


def test_after_an_exam_a_critical_error_waits_for_a_person() -> None:
    assert FAILS in render(rich("exam"), "md")
    assert FAILS not in render(rich("practice"), "md")
