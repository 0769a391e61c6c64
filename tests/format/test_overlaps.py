"""Choices whose credit counts an act that a rule or a need would count too: said by `sim check`, and counted once in scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scoring import score
from sim.cli import main
from sim.engine.protocols import Pack
from sim.engine.scenario import Effects, Scenario, Telling
from sim.format.overlaps import Overlap, overlaps
from tests.scoring.rulebook import does, pack, response, rule
from tests.scoring.small_cases import Play, case, choice, fact, need, points, scene
from tests.scoring.test_adherence import seated

HOUSE = pack(rule("X-01", response("suspicion", "hotline_report", 1800)))


def one(**more: Any) -> Scenario:
    return seated(case({"door": scene({"act": choice(**more), "pass": choice()})}, {"police": "door"}))


def telling() -> Scenario:
    scenes = {
        "door": scene(
            {"act": choice(start=Effects(tells=(Telling("cps", ("alone",)),)), credit=points(1, protocol=1))}
        ),
        "desk": scene({"act": choice(takes=300)}, ("cps",)),
    }
    facts = {"alone": fact(needed_by={"cps": need("desk", 60)})}
    return seated(case(scenes, {"police": "door", "cps": "desk"}, facts=facts))


def test_a_credit_and_a_scored_rule_for_one_act_are_flagged() -> None:
    for act in ("suspicion", "hotline_report"):
        for when in ("start", "end"):
            found = overlaps(one(credit=points(protocol=1), **{when: does(act)}), [HOUSE])
            assert found == (Overlap("door", "act", "protocol", ("X-01",)),)


@pytest.mark.parametrize(
    ("more", "packs"),
    [
        ({"credit": points(1), "start": does("suspicion")}, HOUSE),
        ({"start": does("suspicion")}, HOUSE),
        ({"credit": points(protocol=1), "start": does("explain_step")}, HOUSE),
        ({"credit": points(protocol=1)}, HOUSE),
        (
            {"credit": points(protocol=1), "start": does("suspicion")},
            pack(rule("X-01", response("suspicion", "hotline_report"), confidence="M")),
        ),
        ({"credit": points(protocol=1), "start": does("suspicion")}, pack(rule("X-01", None))),
    ],
    ids=["other_dimension", "no_credit", "other_activity", "no_activity", "not_scored", "not_checked"],
)
def test_where_only_one_of_them_counts_nothing_is_flagged(more: dict[str, Any], packs: Pack) -> None:
    assert overlaps(one(**more), [packs]) == ()


def test_a_credit_and_a_need_for_one_telling_are_flagged_and_counted_once() -> None:
    scenario = telling()
    assert overlaps(scenario, []) == (Overlap("door", "act", "coordination", ("alone",)),)
    play = Play(scenario).choose("police", 0, "act").choose("cps", 120, "act").until(1000)
    kinds = [item.kind for item in score(play.book, play.log).items if item.dimension == "coordination"]
    assert kinds == ["decision"]


def test_what_is_flagged_is_what_a_score_counts_with_the_decision() -> None:
    scenario = one(credit=points(protocol=1), start=does("suspicion", "hotline_report"))
    play = Play(scenario).choose("police", 0, "act").until(100)
    card = score(play.book, play.log, [HOUSE])
    (row,) = card.protocol
    assert (row.scored, row.counted_by) == (False, "door#1")
    assert [item.kind for item in card.items] == ["decision"]
    assert overlaps(scenario, [HOUSE])


def test_the_command_says_how_many_and_which_when_asked() -> None:
    said = CliRunner().invoke(main, ["check", "night_at_the_duplex"])
    assert said.exit_code == 0
    assert "nothing to mend" in said.stderr
    assert "one act counts once, so the credit is the point. Which: --overlaps" in said.stderr
    listed = CliRunner().invoke(main, ["check", "night_at_the_duplex", "--overlaps"])
    assert "  with_the_father, sign_plan: B-15\n" in listed.stdout
    assert "counts once" not in listed.stderr
    as_json = json.loads(CliRunner().invoke(main, ["check", "night_at_the_duplex", "--overlaps", "--json"]).stdout)
    assert as_json["diagnostics"] == []
    (one,) = [
        each for each in as_json["overlaps"] if each["choice"] == "sign_plan" and each["scene"] == "with_the_father"
    ]
    assert one == {
        "case": "night_at_the_duplex",
        "scene": "with_the_father",
        "choice": "sign_plan",
        "dimension": "protocol",
        "counted": ["B-15"],
    }
    assert len(as_json["overlaps"]) == sum(line.startswith("  ") for line in listed.stdout.splitlines())
    assert json.loads(CliRunner().invoke(main, ["check", "night_at_the_duplex", "--json"]).stdout) == []


def test_a_case_without_any_says_nothing(tmp_path: Path) -> None:
    from sim.format.example import SCENARIO

    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    assert "counts once" not in CliRunner().invoke(main, ["check", str(tmp_path)]).stderr
