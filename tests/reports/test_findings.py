"""Findings: what the evidence shows, heaviest first, each with the lines that show it."""

from __future__ import annotations

import json
from dataclasses import replace

from msgspec.structs import replace as with_

from scoring import Judgement
from scoring.judgements import beside
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
    said = render(rich("exam"), "md")
    assert (
        "Trauma-informed choices: failed until a person has looked at it. That goes for the patrol officer and the team."
        in said
    )
    assert (
        said.count("; failed until a person has looked at it") == 4
    )  # in both tables of scores, for the seat and for the team
    assert "failed" not in render(rich("practice"), "md").replace("father failed", "")


def test_what_a_person_found_stands_beside_it_in_every_kind_of_report() -> None:
    material = rich("exam")
    found = Judgement(error="left_alone:police", confirmed=True, reason="=I saw it.", by="Dr. Lee", on="2026-01-01")
    material = replace(material, card=beside(material.card, [found]))
    for kind in ("md", "html"):
        said = render(material, kind)
        assert "failed, and a person has confirmed it" in said
        assert "Confirmed: =I saw it." in said
        assert "Dr. Lee" not in said
        assert "Confirmed by Dr. Lee" in render(replace(material, names=True), kind)
    row = render(material, "csv", "critical").splitlines()[1]
    assert row.endswith(",police,yes,'=I saw it.,,2026-01-01")
    values = json.loads(render(material, "json"))
    (error,) = values["scorecard"]["critical"]
    assert (error["dimension"], error["confirmed"], error["judgement"]["by"]) == ("trauma_informed", True, "")
    assert values["standings"]["police"]["trauma_informed"] == "failed"
    none = replace(material, card=beside(rich("exam").card, [with_(found, confirmed=False)]))
    assert "counts as it stands, a person has looked at it" in render(none, "md")
    assert "Looked at and found to be none" in render(none, "md")


def test_after_a_workshop_nobody_has_judged() -> None:
    material = rich("workshop")
    found = Judgement(error="left_alone:police", confirmed=True, reason="I saw it.", by="Dr. Lee")
    material = replace(material, card=beside(material.card, [found]))
    for kind in ("md", "html", "json"):
        assert "I saw it" not in render(material, kind)
    assert "I saw it" not in render(material, "csv", "critical")
