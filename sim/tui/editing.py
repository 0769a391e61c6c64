"""Writing in an editor of one's own: the text goes into a file that nobody else can read, and the file goes away afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from sim.format.cleaning import clean

LONGEST = 100_000
"""Characters that are taken back from an editor at most."""


class NoEditor(Exception):
    """The text could not be written in an editor; says why, for a person."""


def command(editor: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words of the command: *editor* of the settings, or what the environment names. Raises `NoEditor`."""
    asked = editor.strip() or environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    if not asked:
        raise NoEditor("No editor is named: put one into the settings (editor), or into VISUAL or EDITOR.")
    try:
        words = shlex.split(asked, posix=os.name != "nt")
    except ValueError:
        words = []
    if not words:
        raise NoEditor(f"The editor can't be understood: {asked}")
    if shutil.which(words[0], path=environ.get("PATH")) is None:
        raise NoEditor(f"There is no program {words[0]}: name another editor in the settings, or in VISUAL or EDITOR.")
    return words


def edited(text: str, words: list[str], run: Callable[[list[str]], int] = subprocess.call) -> str:
    """*text* as it is after the editor was closed. The file is its owner's alone (0600), in a folder that goes away with it.

    Raises `NoEditor` where the editor ended with an error: then nothing changes.
    """
    folder = Path(tempfile.mkdtemp(prefix="note-"))  # 0700: what an editor puts beside the file is as private
    try:
        path = folder / "note.md"
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        try:
            code = run([*words, str(path)])
        except OSError as error:
            raise NoEditor(f"{words[0]} could not be started: {(error.strerror or str(error)).lower()}.") from None
        if code:
            raise NoEditor(f"{words[0]} ended with an error ({code}); nothing has changed.")
        try:
            written = path.read_bytes()[: LONGEST * 4].decode("utf-8")
        except FileNotFoundError:
            raise NoEditor("The editor took the file away; nothing has changed.") from None
        except UnicodeDecodeError:
            raise NoEditor("What the editor wrote is not UTF-8 text; nothing has changed.") from None
        return clean(written.replace("\r\n", "\n"))[:LONGEST].rstrip("\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
