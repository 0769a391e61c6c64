"""`sim rehearse`: its JSON, its table, and its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli import main
from sim.cli.rehearse import spread, triple

DIMENSIONS = ["coordination", "trauma_informed", "protocol"]


def rehearsed(*words: str) -> Result:
    return CliRunner().invoke(main, ["rehearse", *words])


@pytest.mark.parametrize("players", ["model", "colleague", "hurried", "siloed", "random"])
def test_the_json_has_these_keys_and_no_others(players: str) -> None:
    result = rehearsed("waiting_after_school", "--runs", "3", "--seed", "5", "--players", players, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found) == [
        "runs",
        "decisions",
        "events",
        "seconds",
        "decisions_per_second",
        "endings",
        "scores",
        "critical",
        "ratings",
        "scored",
        "scoring_seconds",
    ]
    assert found["scored"] == 3
    assert all(list(each) == ["P", "S", "M", "U", "null"] for each in found["ratings"].values())
    assert all(sum(each.values()) == 3 for each in found["ratings"].values())
    assert all(1 <= count <= 3 for count in found["critical"].values())
    if players == "model":
        assert found["critical"] == {}
        assert all(each["P"] == 3 for each in found["ratings"].values())
    assert found["runs"] == 3
    assert sum(found["endings"].values()) == 3
    assert found["decisions"] > 0
    assert found["events"] > found["decisions"]
    assert found["decisions_per_second"] == pytest.approx(found["decisions"] / found["seconds"], rel=0.01)
    assert list(found["scores"]) == ["police", "cps", "medical"]
    for dimensions in found["scores"].values():
        assert list(dimensions) == DIMENSIONS
        for spread_ in dimensions.values():
            assert list(spread_) == ["min", "median", "max"]
            if spread_["min"] is not None:
                assert 0 <= spread_["min"] <= spread_["median"] <= spread_["max"] <= 1


def test_the_same_seeds_give_the_same_rehearsals() -> None:
    first, second = (
        json.loads(rehearsed("waiting_after_school", "--runs", "4", "--seed", "7", "--json").stdout) for _ in range(2)
    )
    for name in ("runs", "decisions", "events", "endings", "scores", "critical", "ratings"):
        assert first[name] == second[name]


def test_scores_are_those_of_the_first_runs_and_say_of_how_many() -> None:
    some = json.loads(rehearsed("waiting_after_school", "--runs", "4", "--seed", "7", "--scored", "2", "--json").stdout)
    two = json.loads(rehearsed("waiting_after_school", "--runs", "2", "--seed", "7", "--json").stdout)
    assert (some["runs"], some["scored"], two["scored"]) == (4, 2, 2)
    assert all(some[name] == two[name] for name in ("scores", "critical", "ratings"))
    said = rehearsed("waiting_after_school", "--runs", "3", "--scored", "1").stdout
    assert "\nOf the first rehearsal, scored in " in said
    none = rehearsed("waiting_after_school", "--runs", "2", "--scored", "0")
    assert none.exit_code == 0
    assert "No rehearsal was scored" in none.stdout


def test_without_json_there_is_a_table_that_fits_eighty_columns() -> None:
    result = rehearsed("night_at_the_duplex", "--runs", "2", "--players", "siloed")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Night at the duplex: 2 rehearsed with siloed players, seeds 0 to 1\n")
    rated = next(line for line in result.stdout.splitlines() if "medicine_came_along" in line)
    assert rated.split()[1:] == ["0", "0", "0", "2", "0"]  # P, S, M, U, not rated
    assert "\n  B-20  100.0%        2" in result.stdout
    assert "Endings\n" in result.stdout
    assert all(f"\n  {role} " in result.stdout for role in ("police", "cps", "medical"))
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    "words", [["no_such_case"], ["--players", "genius", "x"], ["night_at_the_duplex", "--runs", "0"], []]
)
def test_what_is_not_understood_or_not_there_ends_with_two_and_a_sentence(words: list[str]) -> None:
    result = rehearsed(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "Error: " in result.stderr


def test_a_scenario_with_errors_ends_with_one_and_its_first_error(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "scenario.yaml").write_text("format: 1\nscenario: broken\n", encoding="utf-8")
    result = rehearsed(str(folder), "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "can't be rehearsed" in result.stderr
    assert "sim check" in result.stderr


def test_a_share_that_nobody_has_enough_evidence_for_is_said_to_be_absent() -> None:
    assert spread([]) == {"min": None, "median": None, "max": None}
    assert triple(spread([])).split() == ["-", "-", "-"]
    assert triple(spread([0.5, 1, 0.25])).split() == ["25", "50", "100"]
