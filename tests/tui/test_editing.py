"""Another editor: the text goes through a private file that goes away, and what can't be is said in a sentence."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.sessions import open_store
from sim.tui import editing
from sim.tui.editing import LONGEST, Editor, NoEditor, command, edited
from sim.tui.widgets.writing import Paper
from tests.tui.stage import CASE, flat, stage
from tests.tui.terminal import Terminal, installed

PATH = os.environ.get("PATH", "")


def script(tmp_path: Path, code: str) -> list[str]:
    """An editor that runs *code* on `path`."""
    file = tmp_path / "editor.py"
    file.write_text(f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{code}\n", encoding="utf-8")
    return [sys.executable, str(file)]


def test_what_was_written_comes_back_clean(tmp_path: Path) -> None:
    words = script(tmp_path, "path.write_text(path.read_text() + ' and \\x1b[2Jmore\\n\\n', encoding='utf-8')")
    assert edited("This", words) == "This and \ufffd[2Jmore"


@pytest.mark.skipif(os.name != "posix", reason="rights are another thing on Windows")
def test_the_file_is_private_and_goes_away(tmp_path: Path) -> None:
    said = tmp_path / "said"
    code = f"""
rights = [f"{{each.stat().st_mode & 0o777:o}}" for each in (path, path.parent)]
pathlib.Path({str(said)!r}).write_text(" ".join([*rights, str(path)]))
"""
    edited("x", script(tmp_path, code))
    rights, folder, path = said.read_text().split()
    assert (rights, folder) == ("600", "700")
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("sys.exit(3)", "ended with an error (3); nothing has changed"),
        ("path.unlink()", "took the file away"),
        ("path.write_bytes(b'\\xff')", "not UTF-8"),
        ("path.write_text('')", "empty file, so nothing has changed"),
        ("path.unlink(); path.mkdir()", "can't be read"),
        ("os.kill(os.getpid(), 9)", "was broken off; nothing has changed"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_stays(code: str, why: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with pytest.raises(NoEditor) as said:
        edited("x", script(tmp_path, f"pathlib.Path({str(kept)!r}).write_text(str(path))\n{code}"))
    assert why in str(said.value)
    assert not Path(kept.read_text()).parent.exists()


@pytest.mark.parametrize("letters", [LONGEST + 1, 2_600_000])
def test_a_file_of_any_length_is_said_to_be_too_long_and_nothing_changes(letters: int, tmp_path: Path) -> None:
    with pytest.raises(NoEditor, match="more than 100,000 letters; nothing has changed"):
        edited("This", script(tmp_path, f"path.write_text('x' + 'é' * {letters}, encoding='utf-8')"))


def test_without_a_place_for_the_file_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(NoEditor, match="no place for the editor's file"):
        edited("This", ["vi"])


async def test_a_note_that_comes_back_too_long_is_kept_whole_for_the_editor(tmp_path: Path) -> None:
    """The first time the editor writes too much, then it shortens all of that, then it leaves nothing."""
    code = "text = path.read_text()\npath.write_text('word ' * 1_000 if text == 'so' else text[:59] if len(text) > 4_000 else '')"
    editor = script(tmp_path, code)
    async with stage(tmp_path) as here:
        here.app.edit = lambda text: edited(text, editor)  # type: ignore[method-assign]  # no terminal stands aside here

        async def edit() -> tuple[str, int]:
            seen = flat((await here.press("ctrl+e")).replace("│", ""))
            return seen, len(here.app.screen.query_one(Paper).text)

        await here.press("n")
        await here.write("so")
        seen, letters = await edit()
        assert letters == 2_000
        assert "this one has 5,000: the first of them stand here. Ctrl+E opens all of it again." in seen
        seen, letters = await edit()
        assert letters == 59
        assert "opens all of it" not in seen
        seen, letters = await edit()
        assert letters == 59
        assert "The editor left an empty file, so nothing has changed." in seen


def test_a_program_that_can_not_be_started_is_said() -> None:
    def fails(words: list[str]) -> int:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(NoEditor, match="could not be started: permission denied"):
        edited("x", ["vi"], fails)


@pytest.mark.skipif(os.name != "posix", reason="no other program can be opened there")
def test_the_screens_come_back_whatever_the_editor_did(home: Path, tmp_path: Path) -> None:
    """It ended with an error, it left the terminal raw and was killed: what was written is there, and play goes on."""
    editor = tmp_path / "editor"
    editor.write_text(
        f"#!/bin/sh\nif [ -e {tmp_path}/once ]; then stty raw -echo; printf '\\033[?1049hRAW'; kill -9 $$; fi\n"
        f"touch {tmp_path}/once; exit 3\n",
        encoding="utf-8",
    )
    editor.chmod(0o700)
    settings = ["env", f"EDITOR={editor}"]
    begin = ["--db", str(tmp_path / "sessions.db"), "play", CASE, "--role", "police", "--pace", "untimed"]
    with Terminal([*settings, *installed(), *begin], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        terminal.wait_for("t tell")
        terminal.press("nwhy now")
        terminal.wait_for("why now")
        for words in ("ended with an error (3)", "was broken off"):
            terminal.press("\x05")
            terminal.wait_for(words)
        seen = terminal.settle()
        assert "why now" in seen
        assert "RAW" not in seen
        terminal.press("\r")
        terminal.wait_for("Noted.")


@pytest.mark.skipif(os.name != "posix", reason="there are no such signals here")
def test_a_program_that_is_told_to_end_does_not_wait_for_the_editor(home: Path, tmp_path: Path) -> None:
    """The editor is told first; the session is kept, the terminal is as it was, and how to go on is said."""
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nstty raw -echo\necho WRITING\nexec sleep 600\n", encoding="utf-8")
    editor.chmod(0o700)
    database = str(tmp_path / "sessions.db")
    begin = ["--db", database, "play", CASE, "--role", "police", "--pace", "untimed"]
    with Terminal(["env", f"EDITOR={editor}", *installed(), *begin], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("\r")
        terminal.wait_for("t tell")
        terminal.press("nwhy now")
        terminal.wait_for("why now")
        terminal.press("\x05")
        terminal.wait_for("WRITING")
        terminal.signal(signal.SIGTERM)
        terminal.end()
        last = terminal.bytes.decode("utf-8", "replace").rpartition("\x1b[?1049l")[2]
        assert terminal.status == 128 + signal.SIGTERM
        assert "was told to end" in last
        assert f"--db {database}" in last
        assert "What you were writing in the editor was not kept." in last
    store = open_store(database)
    (session,) = store.sessions()
    assert session.ended is None
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="there are no such signals here")
def test_an_editor_that_does_not_listen_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = tmp_path / "ready"
    code = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen({str(ready)!r}, 'w').close()\nsignal.pause()"
    monkeypatch.setattr(editing, "GRACE", 0.01)
    it = Editor()

    def told() -> None:
        while not ready.exists():
            pass
        it.end()

    with ThreadPoolExecutor(1) as other:
        ended = other.submit(told)
        with pytest.raises(NoEditor, match="was broken off; nothing has changed"):
            edited("x", script(tmp_path, code), it.run)
        ended.result()


def test_an_editor_that_opens_as_the_program_is_told_to_end_is_told_too(tmp_path: Path) -> None:
    it = Editor()
    it.end()
    with pytest.raises(NoEditor, match="was broken off"):
        edited("x", script(tmp_path, "import time\ntime.sleep(600)"), it.run)


def test_the_settings_come_before_the_environment(tmp_path: Path) -> None:
    python = sys.executable
    assert command(f"'{python}' -w", {"VISUAL": "vi", "PATH": PATH}) == [python, "-w"]
    assert command("", {"VISUAL": python, "EDITOR": "vi", "PATH": PATH}) == [python]
    assert command(" ", {"EDITOR": python, "PATH": PATH}) == [python]


@pytest.mark.parametrize(
    ("editor", "why"),
    [
        ("", "No editor is named"),
        ("'", "can't be understood"),
        ("no_such_editor_here -w", "There is no program no_such"),
    ],
)
def test_an_editor_that_is_not_there_is_said(editor: str, why: str) -> None:
    with pytest.raises(NoEditor, match=why):
        command(editor, {"PATH": PATH})
