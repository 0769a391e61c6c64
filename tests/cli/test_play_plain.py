"""`sim play --plain`: the ways in and out, and that the same lines give the same play."""

import os
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT, SMALL, Sim, lines

PLAY = ("play", SMALL, "--plain", "--pace", "untimed", "--seed", "7")
SESSION = re.compile(r"\b[0-9a-z]{8}\b(?=\.| is kept| --plain| --output|$)|(?<=Session: )\w+", re.MULTILINE)


def test_the_content_is_named_before_anything_begins_and_leaving_keeps_nothing(here: Sim) -> None:
    said = here(*PLAY, "--role", "police", typed=lines("help", "brief", "what", "quit")).stdout
    assert said.index("Content: ") < said.index("Begin: ")
    assert said.endswith("Left: Nothing was begun, and nothing is kept.\n")
    assert here("sessions").stdout == ""


def test_the_role_is_asked_for(here: Sim) -> None:
    said = here(*PLAY, typed=lines("4", "nurse", "")).stdout
    assert "2: Child protective investigator (cps)" in said
    assert "There is no number 4 in the list." in said
    assert "Role: You are the emergency nurse." in said


def test_leaving_at_the_question_for_the_role(here: Sim) -> None:
    for typed in ("", "\n", "quit\n"):
        assert here(*PLAY, typed=typed).stdout.endswith("Left: Nothing was begun, and nothing is kept.\n")


@pytest.mark.parametrize("role", ["police", "cps", "medical"])
def test_the_same_lines_give_the_same_play(role: str, here: Sim, sim: Sim) -> None:
    """In this process and in a fresh one, which hashes otherwise."""
    typed = lines("", *["1", "", "2", "", "3", "", "know", "messages", "where", "wait"] * 30)
    first, second = (SESSION.sub("ID", run(*PLAY, "--role", role, typed=typed).stdout) for run in (here, sim))
    assert first == second
    assert "End of the debrief." in first


def test_quit_and_the_end_of_the_input_say_how_to_come_back(here: Sim) -> None:
    for typed in (lines("", "quit"), lines(""), "\n1"):
        said = here(*PLAY, "--role", "police", typed=typed).stdout
        assert re.search(r"\nLeft: Session (\w+) is kept\. Go on with: sim resume \1 --plain\n$", said)


def test_the_output_is_plain(here: Sim) -> None:
    said = here(*PLAY, "--role", "police", typed=lines("", *["1", ""] * 40)).stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u2500-\u259f]", said)
    for line in said.splitlines():
        assert line.startswith(">") or re.match(r"[A-Za-z\d][^:]*(: |\.)", line), line


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_output_will_do(encoding: str, sim: Sim) -> None:
    assert "Choice 1: " in sim(*PLAY, "--role", "police", typed="\n", PYTHONIOENCODING=encoding).stdout


def test_a_whole_play_leaves_a_score_in_the_store(sim: Sim) -> None:
    said = sim(*PLAY, "--role", "police", typed=lines("", *["1", ""] * 40)).stdout
    session = said.rpartition("sim debrief ")[2].split()[0]
    assert "agree" in sim("replay", session).stdout


def test_bytes_that_are_no_text_are_taken_for_a_word() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sim", *PLAY, "--role", "police"],
        input=b"\n\xff\xfe\x00\x1b[2J\n",
        capture_output=True,
        cwd=ROOT,
        env=os.environ,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert b"I do not know the word" in done.stdout


def test_more_time_and_what_is_left_out_can_be_said_on_the_command_line(here: Sim) -> None:
    words = (
        "play",
        "night_at_the_duplex",
        "--plain",
        "--role",
        "police",
        "--factor",
        "1.5",
        "--avoid",
        "Adult_Intoxication",
    )
    said = here(*words, typed="quit\n").stdout
    assert "Time limits are half as long again." in said
    assert "Left out, without loss: adult intoxication." in said


def test_a_workshop_is_played_as_any_case_and_looked_back_on_without_points(here: Sim) -> None:
    typed = lines("", *["1", "", "2", "", "3", "", "wait"] * 30)
    said = here(*PLAY, "--role", "police", "--mode", "workshop", typed=typed).stdout
    assert "Setup: Mode workshop: for a group: you look back together" in said
    assert "Workshop: The pages say decisions and consequences" in said
    assert "Score: " not in said
    assert "points" not in said.partition("\nDebrief: ")[2].replace("without points", "").replace("your own points", "")


def test_that_one_plays_alone_here_is_said_to_who_asks(here: Sim) -> None:
    said = here(*PLAY, "--role", "police", typed=lines("who plays", "quit")).stdout
    assert "Line by line one person plays, and the computer plays the others." in said


def test_what_can_not_be_left_out_or_stretched_says_what_can(here: Sim) -> None:
    ran = here("play", "night_at_the_duplex", "--plain", "--avoid", "spiders", code=2)
    assert "There is no tag 'spiders'. There is: adult intoxication" in ran.stderr
    assert "There is: separation." in here(*PLAY, "--avoid", "spiders", code=2).stderr
    assert "'1', '1.5', '2', '3'" in here(*PLAY, "--factor", "4", code=2).stderr
    assert "untimed or relaxed" in here("play", SMALL, "--mode", "coach", "--pace", "standard", code=2).stderr
