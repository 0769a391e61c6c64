"""Which packs a scenario names, and what is wrong with them there: each with its place and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.format import open_scenario, read, read_files
from sim.format.example import SCENARIO
from sim.format.folder import LARGEST
from sim.format.packs import shipped
from tests.format.house import HOUSE, RULE

PLAYED = SCENARIO.replace("begins: door, brief", "begins: door, party: [patrol], brief")
FILE = "protocols/house.yaml"


def files(names: str, house: str | None = HOUSE, scenario: str = PLAYED) -> dict[str, str]:
    texts = {"scenario.yaml": scenario.replace("roles:\n  police", f"protocols: [{names}]\nroles:\n  police", 1)}
    return texts if house is None else {**texts, FILE: house}


Edit = Callable[[str], str]
TABLE: list[tuple[str, str, Edit, str, str, str]] = [
    ("unknown", "floride", lambda t: "", "F201", "scenario.yaml:6", "Did you mean `florida`?"),
    (
        "overlap",
        "florida, house",
        lambda t: t.replace("X-01", "B-01"),
        "F702",
        f"{FILE}:5",
        "Give this one another number",
    ),
    (
        "activity",
        "house",
        lambda t: t.replace("a: welfare_check", "a: welfare_chek"),
        "F201",
        f"{FILE}:7",
        "`welfare_check`",
    ),
    (
        "argument",
        "house",
        lambda t: t.replace("a: welfare_check", "a: {activity: welfare_check, where: {kids: all}}"),
        "F201",
        f"{FILE}:7",
        "It has",
    ),
    (
        "never",
        "house",
        lambda t: t + "    effective_from: 2026-03-04\n    effective_to: 2026-03-01\n",
        "F703",
        f"{FILE}:5",
        "Put the days right.",
    ),
    ("party", "house", lambda t: t.replace("[all]", "[patroll]"), "F107", f"{FILE}:8", "`patrol`"),
    ("template", "house", lambda t: t.replace(", b: verbatim_note", ""), "F701", f"{FILE}:7", "docs/conformance.md"),
    ("no_yaml", "house", lambda t: "pack: house: rules\n", "F010", f"{FILE}:1", ""),
    ("too_large", "house", lambda t: t + "#" * LARGEST, "F003", FILE, "Split it"),
    ("control", "house", lambda t: t.replace("was said", "was \x1b[2Jsaid"), "F020", f"{FILE}:6", ""),
    ("unused", "florida", lambda t: t, "F704", f"{FILE}:1", "protocols: [florida, house]"),
    (
        "out_of_date",
        "house",
        lambda t: t + "    effective_from: 2026-03-05\n",
        "F705",
        "scenario.yaml:6",
        "Change `starts`, or the days of the rules.",
    ),
    ("binds_nobody", "house", lambda t: t.replace("[all]", "[court]"), "F706", "scenario.yaml:6", "Say with `party`"),
    (
        "one_rule_binds_nobody",
        "house",
        lambda t: t + RULE.replace("X-01", "X-02").replace("[all]", "[court]"),
        "F706",
        f"{FILE}:14",
        "Change its `roles`",
    ),
]


@pytest.mark.parametrize(
    ("names", "edit", "code", "place", "remedy"), [one[1:] for one in TABLE], ids=[one[0] for one in TABLE]
)
def test_what_is_wrong_is_said_with_its_place_and_remedy(
    names: str, edit: Edit, code: str, place: str, remedy: str
) -> None:
    reading = read_files(files(names, edit(HOUSE) or None))
    (found,) = [one for one in reading.diagnostics if one.code == code]
    assert f"{found.file}:{found.line}".startswith(place)
    assert remedy in found.hint
    assert (reading.scenario is None) == found.is_error
    assert bool(reading.packs) == (not found.is_error)
    # One mistake is said once.
    assert [one for one in reading.diagnostics if one.is_error and one.code != code] == []


def test_a_scenario_has_the_packs_that_it_names_in_its_order_and_each_once() -> None:
    reading = read_files(files("house, florida"))
    assert reading.diagnostics == ()
    assert [pack.name for pack in reading.packs] == ["house", "florida"]
    assert reading.packs[1] == shipped()["florida"]
    assert read_files({"scenario.yaml": SCENARIO}).packs == ()


def test_its_own_pack_stands_in_the_place_of_a_shipped_one_and_may_have_its_numbers() -> None:
    own = HOUSE.replace("pack: house", "pack: florida").replace("X-01", "B-01")
    reading = read_files(files("florida, cac_mdt", own))
    assert reading.diagnostics == ()
    assert [(pack.name, next(iter(pack.rules))) for pack in reading.packs] == [("florida", "B-01"), ("cac_mdt", "A-01")]


def test_its_own_pack_can_speak_of_activities_of_the_scenario() -> None:
    own = HOUSE.replace("a: welfare_check", "a: {activity: rang_twice, where: {bell: upper}}")
    scenario = PLAYED + "activities:\n  rang_twice: {title: Rang twice, args: {bell: which}}\n"
    assert read_files(files("house", own, scenario)).diagnostics == ()
    assert {one.code for one in read_files(files("house", own)).diagnostics} == {"F201"}


def test_two_packs_of_one_name_are_one_too_many() -> None:
    texts = files("house")
    texts["protocols/other.yaml"] = HOUSE.replace("X-01", "X-02")
    (found,) = read_files(texts).diagnostics
    assert (found.code, found.file, found.line) == ("F702", "protocols/other.yaml", 1)


def test_a_file_that_ends_otherwise_is_not_passed_over_in_silence() -> None:
    texts = files("florida", None) | {"protocols/house.yml": HOUSE}
    (found,) = read_files(texts).diagnostics
    assert (found.code, found.file, found.hint) == ("F007", "protocols/house.yml", "Rename it.")


def test_the_folder_and_the_texts_that_were_kept_give_the_same(tmp_path: Path) -> None:
    for name, text in files("house").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    reading = read(tmp_path)
    assert FILE in reading.files
    assert read_files(reading.files) == reading


def test_a_scenario_that_was_kept_ready_has_its_packs_and_notices_when_one_changes(tmp_path: Path) -> None:
    for name, text in files("house").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    first = open_scenario(tmp_path)
    assert open_scenario(tmp_path) == first
    assert [pack.name for pack in first.packs] == ["house"]
    (tmp_path / FILE).write_text(HOUSE.replace("30m", "20m"), encoding="utf-8")
    second = open_scenario(tmp_path)
    assert second.digest != first.digest
    assert second.packs[0].rules["X-01"].constraint != first.packs[0].rules["X-01"].constraint


def test_tasks_of_objectives_are_milestones_activities_or_rules() -> None:
    texts = files("florida", None)
    texts["scenario.yaml"] += (
        "objectives:\n  reported: {text: Report., tasks: [cps_told, welfare_check, B-01, welfare_chek]}\n"
    )
    (found,) = read_files(texts).diagnostics
    assert (found.code, found.hint) == ("F201", "Did you mean `welfare_check`?")
    assert found.message == "`welfare_chek` is no milestone, no activity, and no rule of the packs of this scenario."


def test_who_sits_where_is_one_of_the_parties() -> None:
    (found,) = read_files(files("florida", None, PLAYED.replace("[patrol]", "[sheriff]"))).diagnostics
    assert found.code == "F107"
    assert "`patrol`" in found.message
