"""Another editor: the text goes through a private file that goes away, and what can't be is said in a sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sim.tui.editing import NoEditor, command, edited

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
    ],
)
def test_what_goes_wrong_is_said_and_nothing_stays(code: str, why: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with pytest.raises(NoEditor) as said:
        edited("x", script(tmp_path, f"pathlib.Path({str(kept)!r}).write_text(str(path))\n{code}"))
    assert why in str(said.value)
    assert not Path(kept.read_text()).parent.exists()


def test_a_program_that_can_not_be_started_is_said() -> None:
    def fails(words: list[str]) -> int:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(NoEditor, match="could not be started: permission denied"):
        edited("x", ["vi"], fails)


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
