"""Readings: what comes of reading a scenario, and the digest by which it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from sim.engine.protocols import Pack
from sim.engine.scenario import Scenario
from sim.format.diagnostics import Diagnostic


class Reading(msgspec.Struct, frozen=True):
    """What came of reading a scenario: it (None if there is any error), what was found, and the texts."""

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]
    files: dict[str, str]
    """Every file that belongs to the scenario: name relative to its folder -> text."""
    digest: str
    """SHA-256 in hexadecimal over names and texts."""
    packs: tuple[Pack, ...] = ()
    """The protocol packs that the scenario names, its own in the place of shipped ones."""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that must be mended before play."""
        return tuple(d for d in self.diagnostics if d.is_error)


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256 over the names and texts, each with its length before it so that nothing can shift."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name]):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(data))
            digest.update(data)
    return digest.hexdigest()
