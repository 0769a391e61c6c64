"""When something breaks or the program is told to end, a person reads what is safe and how to go on.

The report holds places in the code and no values; the terminal is as it was; the session can be resumed.
"""

from __future__ import annotations

import re
import shlex
import signal
import sys
from pathlib import Path

import pytest

from sim.sessions import open_store
from sim.sessions.report import command_of, write_report
from sim.settings import Settings
from sim.settings.fields import Theme
from sim.tui import trouble
from sim.tui.screens.sorry import Sorry
from tests.tui.picture import dump
from tests.tui.stage import CASE
from tests.tui.terminal import Terminal, installed

CANARY = "canary-in-a-local-variable"

BREAKING = f"""
import sys
from sim.sessions import open_store
from sim.tui.app import Begin, JointResponse
from sim.tui.screens import play, settings, sorry
from sim.tui.dialogs import note

def broken(self, *given):
    words = "{CANARY}"
    raise RuntimeError("something that nobody expected")

async def broken_work():
    broken(None)

async def broken_late(self):
    broken(None)

def works(self):
    self.run_worker(broken_work())

def ticks(self):
    self.set_timer(0.01, lambda: broken(self))

match sys.argv[2]:
    case "handler":
        play.Play.on_play_viewed = broken
    case "compose":
        note.Note.compose = broken
    case "worker":
        note.Note.on_show = works
    case "timer":
        settings.SettingsScreen.on_show = ticks
    case "the end":
        JointResponse.on_unmount = broken_late
    case "the last screen":
        play.Play.on_play_viewed = sorry.Sorry.compose = broken
store = open_store(sys.argv[1])
app = JointResponse(store, Begin({CASE!r}, "police", "practice", "untimed"), seed=1)
app.run()
sys.exit(app.return_code)
"""


def reports(home: Path) -> list[Path]:
    return sorted(home.rglob("reports/*.txt"))


@pytest.mark.parametrize("where", ["handler", "the end"])
def test_a_person_reads_that_the_session_is_safe_and_where_the_report_is(
    where: str, home: Path, tmp_path: Path
) -> None:
    script = tmp_path / "breaking.py"
    script.write_text(BREAKING, encoding="utf-8")
    with Terminal([sys.executable, str(script), str(tmp_path / "sessions.db"), where], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        if where == "the end":
            terminal.wait_for("t tell")
            terminal.press("\x11")
        seen = terminal.wait_for("Enter close")  # a screen, and not lines over the prompt
        assert "Something in this program broke" in seen
        assert "Your session is safe" in seen
        terminal.press("\r")
        last = afterwards(terminal)
        assert terminal.status == 1
        assert put_back(terminal)
    assert "Traceback" not in last
    assert "something that nobody expected" not in last
    which = re.search(r"sim resume (\w+)", last)
    assert which is not None
    store = open_store(tmp_path / "sessions.db")
    assert store.session(which[1]).ended is None
    store.close()
    (report,) = reports(home)
    text = report.read_text(encoding="utf-8")
    assert str(report) in last
    assert "something that nobody expected" in text
    assert "on_play_viewed" in text or "broken" in text
    if where == "handler":
        assert f'words = "{CANARY}"' in text  # the line of code
    assert f"words = '{CANARY}'" not in text  # and not the value


def afterwards(terminal: Terminal) -> str:
    """What is written on the terminal's own screen when the program has ended."""
    terminal.end()
    return terminal.bytes.decode("utf-8", "replace").rpartition("\x1b[?1049l")[2]


def put_back(terminal: Terminal) -> bool:
    """Is the terminal as it was: its own screen, a cursor, no reports of the mouse?"""
    pairs = ((b"?1049l", b"?1049h"), (b"?25h", b"?25l"), (b"?1000l", b"?1000h"), (b"?1003l", b"?1003h"))
    return all(terminal.bytes.rfind(b"\x1b[" + last) > terminal.bytes.rfind(b"\x1b[" + first) for last, first in pairs)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no such signals here")
@pytest.mark.parametrize(
    ("name", "said", "file"),
    [("SIGTERM", "was told to end", "my sessions.db"), ("SIGINT", "was broken off", "")],
)
def test_a_program_that_is_told_to_end_closes_and_says_how_to_go_on(
    name: str, said: str, file: str, home: Path, tmp_path: Path
) -> None:
    database = ["--db", str(tmp_path / file)] if file else []
    with Terminal([*installed(), *database, "play", CASE, "--role", "police", "--pace", "untimed"], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        terminal.wait_for("t tell")
        number = signal.Signals[name]
        terminal.signal(number)
        last = afterwards(terminal)
        assert terminal.status == 128 + number
        assert put_back(terminal)
    assert said in last
    assert "Traceback" not in last
    assert reports(home) == []
    which = re.search(r"sim resume (\w+)([^\r]*)", last)
    assert which is not None
    assert shlex.split(which[2]) == database  # what is said can be typed as it stands
    (kept,) = [tmp_path / file] if file else home.rglob("*.db")
    store = open_store(kept)
    assert store.session(which[1]).ended is None
    store.close()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no such signals here")
def test_a_terminal_that_is_closed_ends_the_program_and_keeps_the_session(home: Path) -> None:
    with Terminal([*installed(), "play", CASE, "--role", "police", "--pace", "untimed"], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        terminal.wait_for("t tell")
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert reports(home) == []
    (kept,) = home.rglob("*.db")
    store = open_store(kept)
    (session,) = store.sessions()
    assert session.ended is None
    store.close()


@pytest.mark.parametrize(
    ("where", "keys"), [("compose", "n"), ("worker", "n"), ("timer", "\x1bOQ"), ("the last screen", "")]
)
@pytest.mark.soak
def test_it_is_the_same_wherever_it_breaks(where: str, keys: str, home: Path, tmp_path: Path) -> None:
    script = tmp_path / "breaking.py"
    script.write_text(BREAKING, encoding="utf-8")
    with Terminal([sys.executable, str(script), str(tmp_path / "sessions.db"), where], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        if keys:
            terminal.wait_for("t tell")
            terminal.press(keys)
        terminal.wait_for("Enter close" if where != "the last screen" else "Something in this program broke")
        terminal.press("\r")
        last = afterwards(terminal)
        assert terminal.status == 1
        assert put_back(terminal)
    assert "Traceback" not in last
    assert "sim resume" in last
    assert len(reports(home)) == 1


@pytest.mark.parametrize("theme", ["light", "dark_contrast"])
async def test_the_last_screen_is_in_a_persons_own_colours_and_signs(theme: Theme) -> None:
    app = Sorry(trouble.words("abc", None), Settings(theme=theme, symbols="ascii"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.theme == theme
        assert "sim resume abc" in dump(app)
        assert dump(app).isascii()


@pytest.mark.parametrize("session", [None, "abc"])
def test_the_words_name_the_session_and_the_file(session: str | None, tmp_path: Path) -> None:
    said = " ".join(trouble.words(session, tmp_path / "report.txt", " --db 'my sessions.db'"))
    assert ("sim resume abc --db 'my sessions.db'" in said) == (session is not None)
    assert str(tmp_path / "report.txt") in said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("forget Ada --yes", "forget … --yes"),
        ("rate last told M --reason=Slowly --by Ada", "rate … … … --reason --by …"),
        ("play ./ada/case --role police", "play … --role …"),
        ("./ada --db", "… --db"),
        ("-o/home/ada", "…"),
    ],
)
def test_a_report_says_the_command_and_no_value_that_was_given_to_it(typed: str, kept: str) -> None:
    assert command_of(typed.split()) == kept


def test_a_state_folder_that_cannot_be_written_is_said_and_does_not_break_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert write_report(["x"], None) is None
    assert "sim doctor" in " ".join(trouble.words(None, None))
