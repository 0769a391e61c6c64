"""`sim protocols`."""

import json
from pathlib import Path
from shutil import copytree

from tests.cli.conftest import SMALL, Sim
from tests.format.house import HOUSE, RULE


def test_the_packs_a_line_each(here: Sim) -> None:
    lines = here("protocols").stdout.splitlines()
    assert any(line.startswith("florida: Florida, chapter 39 (Florida). ") for line in lines)


def test_a_pack_and_a_rule(here: Sim) -> None:
    assert "B-17 " in here("protocols", "florida").stdout
    page = here("protocols", "b-01").stdout
    assert page.startswith("B-01. ")
    assert "response(suspicion, hotline_report, within 30 min), for each child" in page
    assert "a training parameter" in page
    assert "to be checked" in here("protocols", "B-02").stdout


def test_as_json(here: Sim) -> None:
    (pack,) = json.loads(here("protocols", "B-02", "--json").stdout)
    (rule,) = pack["rules"]
    assert (rule["id"], rule["scored"], rule["confidence"]) == ("B-02", False, "M")


SIGNED = HOUSE + "    review: {state: signed, by: A. Lane, on: 2026-01-05}\n" + RULE.replace("X-01", "X-02")


def test_text_and_json_say_the_same_of_who_has_signed(here: Sim, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(SIGNED)
    packs = {one["pack"]: one for one in json.loads(here("protocols", "--json").stdout)}
    lines = {line.partition(":")[0]: line for line in here("protocols").stdout.splitlines()}
    assert packs.keys() == lines.keys()
    for name, pack in packs.items():
        assert pack["signed"] == 0
        assert lines[name].endswith(" None signed.")
        assert ("A draft: shown, never scored." in lines[name]) == (pack["state"] == "draft")
        assert {rule["review"]["state"] for rule in pack["rules"]} == {"draft"}
    assert "Review:  draft: nobody has signed it" in here("protocols", "B-01").stdout
    (house,) = json.loads(here("protocols", "house", "--folder", str(tmp_path), "--json").stdout)
    assert [house["signed"], *(rule["review"]["state"] for rule in house["rules"])] == [1, "signed", "draft"]
    assert house["rules"][0]["review"] == {"state": "signed", "by": "A. Lane", "on": "2026-01-05", "expires": ""}
    assert "2 rules. 2 can be scored. 1 signed." in here("protocols", "house", "--folder", str(tmp_path)).stdout
    assert "Review:  signed by A. Lane" in here("protocols", "X-01", "--folder", str(tmp_path)).stdout


def test_a_rule_that_has_ended_says_in_which_cases_it_counts(sim: Sim) -> None:
    page = sim("protocols", "E-21").stdout
    assert "Until:   2022-02-28" in page
    assert "Scored:  In cases that begin by 2022-02-28; not in later ones." in page


def test_check_names_the_rules_that_are_not_in_force_on_the_day(here: Sim, tmp_path: Path) -> None:
    """Where nothing of a pack holds there is a warning (F705); where a part does, a line, and the case is whole."""
    place = tmp_path / "case"
    copytree(SMALL, place)
    main = place / "scenario.yaml"
    main.write_text(main.read_text().replace("protocols: [florida, cac_mdt]", "protocols: [florida, cac_mdt, house]"))
    (place / "protocols").mkdir()
    ended = RULE.replace("X-01", "X-02") + "    effective_to: 2026-03-03\n"
    to_come = RULE.replace("X-01", "X-03") + "    effective_from: 2026-03-05\n"
    last_day = RULE.replace("X-01", "X-04") + "    effective_to: 2026-03-04\n"
    (place / "protocols" / "house.yaml").write_text(HOUSE + ended + to_come + last_day)
    done = here("check", str(place))
    assert "nothing to mend" in done.stderr
    said = "not in force on 2026-03-04, so shown and not scored: X-02 (until 2026-03-03), X-03 (from 2026-03-05)"
    assert f"{said}, of the pack house." in done.stderr
    assert "not in force" not in here("check", str(SMALL)).stderr


def test_an_unknown_one_is_named_with_the_nearest(here: Sim) -> None:
    done = here("protocols", "flrida", code=2)
    assert "Did you mean `florida`?" in done.stderr


def test_packs_of_ones_own(here: Sim, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("pack: house\n")
    done = here("protocols", "--folder", str(tmp_path), code=1)
    assert "house.yaml" in done.stderr
    assert "florida" in done.stdout
