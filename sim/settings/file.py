"""The file of settings: where it is, how it is read, and how a change is written so that everything else in it stays."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sim.settings.fields import Settings
from sim.settings.reading import Found, Problem, read

VARIABLE = "JOINT_RESPONSE_SETTINGS"
"""The environment variable that names another file."""


class SettingsError(Exception):
    """The settings could not be kept. *hint* says what to do; *place* is the file."""

    def __init__(self, message: str, *, code: str, place: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.place, self.hint = code, place, hint

    def __str__(self) -> str:
        return f"{self.args[0]} {self.hint}".strip()


def place() -> Path:
    """The file: the one that the environment names, or `settings.toml` in the user's folder for settings."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("joint-response", appauthor=False) / "settings.toml"


def load(path: Path | None = None) -> Found:
    """The settings in the file (None: the usual one); as usual where there is none, and never an error."""
    where = path or place()
    try:
        return read(where.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return Found(Settings())
    except UnicodeDecodeError:
        problem = Problem(0, "The file is not UTF-8 text.", "All settings are as usual until this is put right.")
    except OSError as error:
        what = f"The file can't be read: {(error.strerror or str(error)).lower()}."
        problem = Problem(0, what, "All settings are as usual until this is put right.")
    return Found(Settings(), (problem,), broken=True)


def save(settings: Settings, path: Path | None = None, *, anew: bool = False) -> Path:
    """Write what differs from the file into it, and leave comments and all else as they are; the file's path.

    *anew*: a broken file is put aside as `settings.toml.bak` and a new one written. Without it, it is left alone and
    `SettingsError` says so, as for anything else that keeps the settings from being kept.
    """
    from sim.settings.writing import NotWritten, changed, fresh

    where = path or place()
    before = load(where)
    if before.broken and not anew:
        raise SettingsError(
            f"The settings were not kept, because {where} can't be understood.",
            code="broken_file",
            place=str(where),
            hint="Put it right by hand, or let a new one be written; the old one is then kept beside it.",
        )
    try:
        if before.broken:
            os.replace(where, where.with_name(f"{where.name}.bak"))
        text = "" if before.broken or not where.exists() else where.read_bytes().decode("utf-8")
        wanted = changed(text, before.settings, settings) if text.strip() else fresh(settings)
        if wanted != text:
            _put(where, wanted)
    except NotWritten as why:
        raise SettingsError(
            f"The settings were not kept: {why}", code="not_changed", place=str(where), hint=f"Change {where} by hand."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"The settings were not kept: {where}: {(error.strerror or str(error)).lower()}.",
            code="not_written",
            place=str(where),
            hint="They hold until the program is closed.",
        ) from None
    return where


def _put(where: Path, text: str) -> None:
    """Write the whole file at once or not at all; only its owner may read it. A link is followed, not replaced."""
    where = Path(os.path.realpath(where))
    where.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{where.name}.", dir=where.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, where)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
