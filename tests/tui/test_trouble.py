"""When something breaks, a person reads what is safe and how to go on; the report holds places in the code and no values."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from sim.sessions import open_store
from sim.sessions.report import write_report
from sim.tui import trouble
from tests.tui.stage import CASE
from tests.tui.terminal import Terminal

CANARY = "canary-in-a-local-variable"

BREAKING = f"""
import sys
from sim.sessions import open_store
from sim.tui.app import Begin, JointResponse
from sim.tui.screens import play

def broken(self, view):
    words = "{CANARY}"
    raise RuntimeError("something that nobody expected")

play.Play.on_play_viewed = broken
store = open_store(sys.argv[1])
app = JointResponse(store, Begin({CASE!r}, "police", "practice", "untimed"), seed=1)
app.run()
sys.exit(app.return_code)
"""


def reports(home: Path) -> list[Path]:
    return sorted(home.rglob("reports/*.txt"))


def test_a_person_reads_that_the_session_is_safe_and_where_the_report_is(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "breaking.py"
    script.write_text(BREAKING, encoding="utf-8")
    with Terminal([sys.executable, str(script), str(tmp_path / "sessions.db")], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        seen = terminal.wait_for("Something in this program broke")
        assert "Your session is safe" in seen
        terminal.press("\r")
        last = terminal.end()
        assert terminal.status == 1
    assert "Traceback" not in last
    assert "something that nobody expected" not in last
    which = re.search(r"sim resume (\w+)", last)
    assert which is not None
    store = open_store(tmp_path / "sessions.db")
    assert store.session(which[1]).ended is None
    store.close()
    (report,) = reports(home)
    text = report.read_text(encoding="utf-8")
    assert str(report) in "".join(last.split("\n"))
    assert "something that nobody expected" in text
    assert "on_play_viewed" in text or "broken" in text
    assert f'words = "{CANARY}"' in text  # the line of code
    assert f"words = '{CANARY}'" not in text  # and not the value


@pytest.mark.parametrize("session", [None, "abc"])
def test_the_words_name_the_session_and_the_file(session: str | None, tmp_path: Path) -> None:
    said = " ".join(trouble.words(session, tmp_path / "report.txt"))
    assert ("sim resume abc" in said) == (session is not None)
    assert str(tmp_path / "report.txt") in said


def test_a_state_folder_that_cannot_be_written_is_said_and_does_not_break_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert write_report(["x"], None) is None
    assert "sim doctor" in " ".join(trouble.words(None, None))
