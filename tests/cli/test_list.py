"""`sim list`."""

import json

from tests.cli.conftest import Sim


def test_the_json_is_a_list_of_cases(here: Sim) -> None:
    (case,) = [case for case in json.loads(here("list", "--json").stdout) if case["name"] == "night_at_the_duplex"]
    assert set(case) == {"name", "title", "kind", "roles", "minutes"}
    assert case["kind"] == "case"
    assert case["roles"] == ["police", "cps", "medical"]
    assert 1 <= case["minutes"] <= 60


def test_the_text_is_a_line_a_case_with_the_name_to_type_first(here: Sim) -> None:
    (line,) = [line for line in here("list").stdout.splitlines() if "duplex" in line]
    assert line.startswith("night_at_the_duplex: Night at the duplex. A case, about ")
    assert "Roles: police, cps, medical." in line
