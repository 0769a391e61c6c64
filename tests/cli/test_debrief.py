"""`sim debrief`: as text where there is no terminal, and everything as JSON."""

import json

from tests.cli.conftest import Sim


def test_the_text_has_scores_decisions_and_knowledge(here: Sim, finished: str) -> None:
    said = here("debrief", finished).stdout
    for start in ("Debrief: ", "Score: ", "Team score: ", "Decision 1 of 1: ", "Knew: ", "Sharing: "):
        assert f"\n{start}" in f"\n{said}"


def test_the_json_has_every_item(here: Sim, finished: str) -> None:
    found = json.loads(here("debrief", finished, "--json").stdout)
    assert found["session"] == finished
    assert found["role"] == "police"
    assert found["ended"] is True
    card = found["scorecard"]
    assert {"coordination", "trauma_informed", "protocol"} == card["roles"]["police"].keys()
    assert card["items"]
    for item in card["items"]:
        assert item.keys() >= {"dimension", "owners", "credit", "at_stake", "events", "reason", "source"}


def test_a_session_that_is_not_finished_is_shown_as_far_as_it_went(here: Sim, begun: str) -> None:
    done = here("debrief", begun)
    assert "Debrief: It is not finished;" in done.stdout
    assert f"sim resume {begun}" in done.stderr
    assert json.loads(here("debrief", begun, "--json").stdout)["ended"] is False


def test_what_was_heard_at_the_end_of_play_is_what_is_said_again(sim: Sim, finished: str) -> None:
    said = sim("resume", finished, "--plain").stdout
    assert sim("debrief", finished, "--plain").stdout in said
