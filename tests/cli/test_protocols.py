"""`sim protocols`."""

import json
from pathlib import Path

from tests.cli.conftest import Sim


def test_the_packs_a_line_each(sim: Sim) -> None:
    lines = sim("protocols").stdout.splitlines()
    assert any(line.startswith("florida: Florida, chapter 39 (Florida). ") for line in lines)


def test_a_pack_and_a_rule(sim: Sim) -> None:
    assert "B-17 " in sim("protocols", "florida").stdout
    page = sim("protocols", "b-01").stdout
    assert page.startswith("B-01. ")
    assert "response(suspicion, hotline_report, within 30 min), for each child" in page
    assert "a training parameter" in page
    assert "to be checked" in sim("protocols", "B-02").stdout


def test_as_json(sim: Sim) -> None:
    (pack,) = json.loads(sim("protocols", "B-02", "--json").stdout)
    (rule,) = pack["rules"]
    assert (rule["id"], rule["scored"], rule["confidence"]) == ("B-02", False, "M")


def test_an_unknown_one_is_named_with_the_nearest(sim: Sim) -> None:
    done = sim("protocols", "flrida", code=2)
    assert "Did you mean `florida`?" in done.stderr


def test_packs_of_ones_own(sim: Sim, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("pack: house\n")
    done = sim("protocols", "--folder", str(tmp_path), code=1)
    assert "house.yaml" in done.stderr
    assert "florida" in done.stdout
