"""Where texts come from: a scenario's folder, texts that were kept (a session's pinned scenario), or a folder of packs.

Files are read under limits, never from outside the folder, and never from anything but plain files: a named
pipe would wait for ever, a device never end.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from sim.format import catalogue
from sim.format.diagnostics import Problems
from sim.format.errors import FormatError
from sim.format.source import Place

MAIN = "scenario.yaml"
PACKS = "protocols/"
"""The folder of packs beside a scenario."""
LARGEST = 1024 * 1024
LARGEST_SCENARIO = 8 * 1024 * 1024
MOST_FILES = 500
MOST_ENTRIES = 5_000
_REASONS = {
    errno.ENOENT: "there is no such path",
    errno.ENOTDIR: "there is no such path",
    errno.ENAMETOOLONG: "there is no such path",
    errno.ELOOP: "the links lead in a circle",
    errno.EACCES: "you may not look there",
}


class Shelf(Protocol):
    """Texts by name, relative to the scenario's folder."""

    main: str

    def parts(self) -> list[str]:
        """The names of YAML files beside the main one and in `scenes/`, in alphabetical order."""

    def packs(self) -> list[str]:
        """The names of YAML files in `protocols/`, in alphabetical order."""

    def text(self, name: str, place: Place, problems: Problems) -> str | None:
        """The text of a file; None, and a diagnostic at *place*, if it can't be had."""


class Texts:
    """Texts that are at hand."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        others = sorted(name for name in files if name.endswith(".yaml") and "/" not in name)
        self.main = MAIN if MAIN in files or len(others) != 1 else others[0]

    def parts(self) -> list[str]:
        """YAML files but the main one."""
        return sorted(name for name in self._yaml() if not name.startswith(PACKS) and name != self.main)

    def packs(self) -> list[str]:
        """Files of packs."""
        return sorted(name for name in self._yaml() if name.startswith(PACKS))

    def _yaml(self) -> list[str]:
        return [name for name in self.files if name.endswith((".yaml", ".yml"))]

    def text(self, name: str, place: Place, problems: Problems) -> str | None:
        """The text, under the same limit as a file."""
        if name not in self.files:
            _missing(name, place, problems)
            return None
        text = self.files[name]
        if len(text) > LARGEST:
            _too_large(name, place, problems)
            return None
        return text


class Folder:
    """A folder on the disk."""

    named, counted = "the scenario's folder", "The scenario"
    where_packs = PACKS
    too_many = "Make several scenarios of it."

    def __init__(self, root: Path, main: str = MAIN, *, alone: bool = False) -> None:
        self.root = root
        self.main = main
        self.alone = alone
        self._read = 0
        self._count = 0

    @classmethod
    def at(cls, path: Path) -> Folder:
        """The folder of the scenario at *path*: the folder itself, or a YAML file, whole in itself if its name
        is not `scenario.yaml`. Raises `FormatError` if nothing is there."""
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            number = getattr(error, "errno", None)
            reason = _REASONS.get(number, "it can't be looked at") if number else "there is no such path"
            hint = "Give the folder of a scenario, or its name."
            raise FormatError("no_such_path", f"{path}: {reason}.", place=str(path), hint=hint) from None
        if stat.S_ISDIR(mode):
            return cls(path)
        if path.suffix not in (".yaml", ".yml"):
            hint = "Give the folder of a scenario, or a file that ends in .yaml."
            raise FormatError("not_a_scenario", f"{path} is not a scenario.", place=str(path), hint=hint)
        return cls(path.parent, path.name, alone=path.name != MAIN)

    def parts(self) -> list[str]:
        """YAML files but the main one; none if the scenario is one file."""
        if self.alone:
            return []
        return sorted([*self._yaml(""), *self._yaml("scenes/")])

    def packs(self) -> list[str]:
        """Files of packs; none if the scenario is one file."""
        return [] if self.alone else sorted(self._yaml(self.where_packs))

    def _yaml(self, below: str) -> list[str]:
        names = []
        try:
            with os.scandir(self.root / below) as entries:
                for number, entry in enumerate(entries):
                    if number >= MOST_ENTRIES:
                        break
                    if entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith("."):
                        names.append(below + entry.name)
        except OSError:
            return []
        return [name for name in names if name != self.main]

    def text(self, name: str, place: Place, problems: Problems) -> str | None:
        """The text of a file of the folder."""
        data = self._bytes(name, place, problems)
        if data is None:
            return None
        self._read += len(data)
        self._count += 1
        if self._read > LARGEST_SCENARIO or self._count > MOST_FILES:
            problems.add(
                catalogue.TOO_LARGE,
                place,
                f"{self.counted} has more than {LARGEST_SCENARIO // 1024**2} MiB or {MOST_FILES} files.",
                self.too_many,
            )
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._not_utf8(name, data, error, problems)
            return None

    def _bytes(self, name: str, place: Place, problems: Problems) -> bytes | None:
        path = self.root / name
        try:
            root, real = os.path.realpath(self.root, strict=True), os.path.realpath(path, strict=True)
            if os.path.commonpath([root, real]) != root or "\\" in name:
                problems.add(
                    catalogue.OUTSIDE,
                    place,
                    f"`{name}` is outside {self.named}.",
                    "Everything that is read from a folder is in it: copy the file there.",
                )
                return None
            status = os.stat(real)
            if not stat.S_ISREG(status.st_mode):
                problems.add(catalogue.UNREADABLE, place, f"`{name}` is not a file.", "Give a text file.")
                return None
            if status.st_size > LARGEST:
                _too_large(name, place, problems)
                return None
            with open(real, "rb") as file:
                data = file.read(min(status.st_size, LARGEST) + 1)
        except FileNotFoundError:
            if path.is_symlink():
                _astray(name, place, problems)
            else:
                _missing(name, place, problems)
            return None
        except (OSError, ValueError) as error:
            if getattr(error, "errno", None) == errno.ELOOP:
                _astray(name, place, problems)
                return None
            reason = getattr(error, "strerror", None) or "it is not a name of a file"
            problems.add(catalogue.UNREADABLE, place, f"`{name}` can't be read: {reason}.", "Check the file.")
            return None
        if len(data) > LARGEST:
            _too_large(name, place, problems)
            return None
        return data

    @staticmethod
    def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError, problems: Problems) -> None:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        kind = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding"
        problems.add(
            catalogue.NOT_UTF8,
            Place(name, line, column),
            f"`{name}` is not UTF-8 text (the byte {data[error.start]:02x} at this place; it looks like {kind}).",
            "Save the file as UTF-8; every editor can.",
        )


class PacksFolder(Folder):
    """A folder of packs and nothing else."""

    named, counted = "the folder of packs", "The folder of packs"
    where_packs = ""
    too_many = "Take out what is no pack in use."

    def __init__(self, root: Path) -> None:
        super().__init__(root, "")


def _missing(name: str, place: Place, problems: Problems) -> None:
    if name == MAIN:
        message, hint = "There is no `scenario.yaml` in this folder.", "A scenario is a folder with that file in it."
        problems.add(catalogue.NO_SCENARIO, place, message, hint)
        return
    problems.add(
        catalogue.NO_FILE,
        place,
        f"There is no file `{name}` in the scenario's folder.",
        "Write the file, or mend its name; a text that is not a file must not end in .md.",
    )


def _astray(name: str, place: Place, problems: Problems) -> None:
    message = f"`{name}` is a link that leads to nothing, or in a circle."
    problems.add(catalogue.UNREADABLE, place, message, "Put the file itself there, or mend the link.")


def _too_large(name: str, place: Place, problems: Problems) -> None:
    problems.add(catalogue.TOO_LARGE, place, f"`{name}` is larger than 1 MiB.", "Split it over several files.")
