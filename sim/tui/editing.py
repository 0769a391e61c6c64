"""Writing in an editor of one's own: the text goes into a file that nobody else can read, and the file goes away afterwards."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.format.cleaning import clean

LONGEST = 100_000
"""Characters that are taken back from an editor at most."""
UNCHANGED = "nothing has changed"
TOO_LONG = f"What the editor wrote has more than {LONGEST:,} letters"
GRACE = 2.0
"""Seconds that an editor has to close when the program is told to end."""


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


class Editor:
    """An editor, as long as it is open. `end` may be called from a signal's handler, while `run` waits."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.told = False

    def run(self, words: list[str]) -> int:
        """Open it with *words* and wait until it is closed; its exit code."""
        before = _terminal()
        with subprocess.Popen(words) as process:
            self.process = process
            if self.told:  # between its beginning and this line
                self.end()
            code = process.wait()
        if code and before is not None:
            _put_back(before)
        return code

    def end(self) -> None:
        """Tell it to close, and a little later don't ask any more."""
        self.told = True
        if self.process is not None:
            self.process.terminate()
            late = threading.Timer(GRACE, self.process.kill)
            late.daemon = True
            late.start()


def _terminal() -> list[Any] | None:
    """How the terminal is set; None where there is none, or no such setting."""
    try:
        import termios

        return termios.tcgetattr(sys.stdin)
    except (ImportError, OSError, ValueError, termios.error):
        return None


def _put_back(before: list[Any]) -> None:
    """Set the terminal as it was: an editor that died has left it in its own ways, and ours would be kept as the usual ones."""
    import termios

    with suppress(OSError, ValueError, termios.error):
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


def edited(text: str, words: list[str], run: Callable[[list[str]], int] = subprocess.call) -> str:
    """*text* as it is after the editor was closed. The file is its owner's alone (0600), in a folder that goes away with it.

    Raises `NoEditor` where the editor ended with an error, or left nothing of what was there: then nothing changes.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="note-"))  # 0700: what an editor puts beside the file is as private
    except OSError as error:
        raise NoEditor(f"There is no place for the editor's file ({_why(error)}); {UNCHANGED}.") from None
    try:
        path = folder / "note.md"
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise NoEditor(f"The editor's file can't be written ({_why(error)}); {UNCHANGED}.") from None
        try:
            code = run([*words, str(path)])
        except OSError as error:
            raise NoEditor(f"{words[0]} could not be started: {_why(error)}.") from None
        if code:
            how = f"ended with an error ({code})" if code > 0 else "was broken off"  # below 0: by a signal
            raise NoEditor(f"{words[0]} {how}; {UNCHANGED}.")
        written = _read(path)
        if text.strip() and not written.strip():
            raise NoEditor(f"The editor left an empty file, so {UNCHANGED}. What is not wanted can be deleted here.")
        return written
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(path: Path) -> str:
    """What stands at *path* now, cleaned. Raises `NoEditor`."""
    try:
        with path.open("rb") as file:
            written = file.read(LONGEST * 4 + 1).decode("utf-8")
    except FileNotFoundError:
        raise NoEditor(f"The editor took the file away; {UNCHANGED}.") from None
    except OSError as error:
        raise NoEditor(f"What the editor wrote can't be read ({_why(error)}); {UNCHANGED}.") from None
    except UnicodeDecodeError as error:
        if error.start > LONGEST * 4 - 4:  # cut off within a letter
            raise NoEditor(f"{TOO_LONG}; {UNCHANGED}.") from None
        raise NoEditor(f"What the editor wrote is not UTF-8 text; {UNCHANGED}.") from None
    if len(written) > LONGEST:
        raise NoEditor(f"{TOO_LONG}; {UNCHANGED}.")
    return clean(written.replace("\r\n", "\n")).rstrip("\n")


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
