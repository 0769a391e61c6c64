"""The cache of compiled scenarios: reading the YAML of the shipped case takes some 20 times as long (`benchmarks/reading.py`).

A file holds one reading, found by a hash over the YAML texts and over everything else that reading depends on
(this package's code, the vocabulary, the version). It carries a hash of its own contents, so that one that is
cut off, changed or foreign is read anew; and the digest of all texts, prose too, is compared before it counts.
No failure of the cache is a failure of the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from sim import __version__
from sim.engine import scenario as scenario_model
from sim.engine.protocols import Pack
from sim.engine.scenario import Scenario
from sim.format.cards import Card, Filed, card_of
from sim.format.diagnostics import Diagnostic, Problems
from sim.format.folder import Folder
from sim.format.library import packs_folder
from sim.format.reading import Reading, digest_of
from sim.format.source import Place

MARK = b"joint-response compiled scenario 1\n"
KEPT = 64
"""Compiled scenarios that are kept; the oldest go first."""
LARGEST = 32 * 1024 * 1024


class Compiled(msgspec.Struct, frozen=True):
    """A reading without its texts: their names, and the digest over them."""

    scenario: Scenario
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    digest: str
    packs: tuple[Pack, ...] = ()


class Outline(msgspec.Struct, frozen=True):
    """The same file without what a card does not say: that is passed over when it is read."""

    scenario: Card
    files: tuple[str, ...]
    digest: str


Kept = TypeVar("Kept", Compiled, Outline)


def open_scenario(path: Path | str, *, cache: bool = True) -> Reading:
    """Read the scenario at *path*, or take what an earlier reading of the same texts gave.

    With *cache* false nothing is kept and nothing kept is used. Raises `FormatError` if there is nothing at *path*.
    """
    shelf = Folder.at(Path(path))
    texts = _yaml(shelf) if cache else None
    if texts is None:
        return _read(shelf)
    key = _key(texts, shelf.main)
    kept = _load(key, Compiled)
    if kept is not None:
        files = _unchanged(kept, texts, shelf)
        if files is not None:
            return Reading(kept.scenario, kept.diagnostics, files, kept.digest, kept.packs)
    reading = _read(shelf)
    if reading.scenario is not None:
        _store(key, _compiled(reading.scenario, reading))
    return reading


def _compiled(scenario: Scenario, reading: Reading) -> Compiled:
    return Compiled(scenario, reading.diagnostics, tuple(reading.files), reading.digest, reading.packs)


def open_card(path: Path | str) -> Filed:
    """The card of the scenario at *path*, by the same way. Raises `FormatError` if there is nothing at *path*."""
    shelf = Folder.at(Path(path))
    texts = _yaml(shelf)
    kept = _load(_key(texts, shelf.main), Outline) if texts is not None else None
    if kept is not None and texts is not None and _unchanged(kept, texts, shelf) is not None:
        return Filed(kept.scenario, kept.digest)
    reading = open_scenario(path)
    if reading.scenario is None:
        return Filed(None, reading.digest, len(reading.errors))
    return Filed(card_of(reading.scenario), reading.digest)


def folder() -> Path:
    """The folder of compiled scenarios in the user's cache."""
    from platformdirs import user_cache_path

    return user_cache_path("joint-response", appauthor=False) / "scenarios"


def _read(shelf: Folder) -> Reading:
    from sim.format.stages import read_shelf

    return read_shelf(Folder(shelf.root, shelf.main, alone=shelf.alone))


def _yaml(shelf: Folder) -> dict[str, str] | None:
    """Every YAML file that may take part; None if one can't be read, which a reading will explain."""
    texts: dict[str, str] = {}
    for name in (shelf.main, *shelf.parts(), *shelf.packs()):
        text = shelf.text(name, Place(name), Problems())
        if text is None:
            return None
        texts[name] = text
    return texts


def _unchanged(kept: Compiled | Outline, texts: dict[str, str], shelf: Folder) -> dict[str, str] | None:
    """The texts that *kept* was made from, if all of them are still the same."""
    files: dict[str, str] = {}
    for name in kept.files:
        text = texts.get(name) if name in texts else shelf.text(name, Place(name), Problems())
        if text is None:
            return None
        files[name] = text
    return files if digest_of(files) == kept.digest else None


def _key(texts: dict[str, str], main: str) -> str:
    digest = hashlib.sha256(MARK)
    for part in (__version__, _code(), main, digest_of(texts)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


@cache
def _code() -> str:
    """Stands for the code and the vocabulary that a reading depends on: another state of them gives another text."""
    room, model = Path(__file__).parent, Path(scenario_model.__file__ or "")
    states: list[tuple[str, int, int]] = []
    # Installed as an archive there are no files: then the version alone stands for the code.
    with contextlib.suppress(OSError), os.scandir(room) as entries:
        files = [Path(entry.path) for entry in entries if entry.name.endswith((".py", ".yaml"))]
        models = (model.with_name(name) for name in ("scenario.py", "conditions.py", "names.py", "protocols.py"))
        for file in (*files, *models, *sorted(packs_folder().glob("*.yaml"))):
            status = file.stat()
            states.append((file.name, status.st_size, status.st_mtime_ns))
    return repr(sorted(states))


def _load(key: str, kind: type[Kept]) -> Kept | None:
    """What was kept under *key*, as far as *kind* wants it; None if nothing was, or nothing that can be trusted."""
    with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
        with open(folder() / f"{key}.bin", "rb") as file:
            # Never `read(LARGEST)`: that asks for so much memory before it looks at the file.
            data = memoryview(file.read(min(os.fstat(file.fileno()).st_size, LARGEST)))
        head, payload = data[: len(MARK) + 32], data[len(MARK) + 32 :]
        if head == MARK + hashlib.sha256(payload).digest():
            return msgspec.msgpack.decode(payload, type=kind)
    return None


def _store(key: str, compiled: Compiled) -> None:
    """Keep *compiled*. Written beside and moved into place: a reader sees all of it or nothing."""
    import tempfile

    payload = msgspec.msgpack.encode(compiled)
    with contextlib.suppress(OSError):
        place = folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(MARK + hashlib.sha256(payload).digest() + payload)
            os.replace(name, place / f"{key}.bin")
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            return
        _prune(place)


def _prune(place: Path) -> None:
    files = [(file.stat().st_mtime_ns, file) for file in place.glob("*.bin")]
    for _, file in sorted(files)[:-KEPT]:
        with contextlib.suppress(OSError):
            file.unlink()
