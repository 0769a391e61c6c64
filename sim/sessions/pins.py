"""Pins: what a session began with, kept by its contents: the scenario as it was read then, and the protocol packs.

Editing a folder or a pack changes no old session, and editing what is kept is found out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from sim.engine.protocols import Pack
from sim.engine.scenario import Scenario
from sim.sessions.errors import StoreDamaged
from sim.sessions.store import SessionStore

SEAL = 32
"""Bytes of a SHA-256."""
MOST_KNOWN = 32
"""Packs that are remembered once they were read."""

_known: dict[str, Pack] = {}  # by digest alone: their bodies would stand in memory beside them


def sealed(digest: str, scenario: Scenario) -> bytes:
    """*scenario* as it was read from the text with *digest*: the SHA-256 (32 bytes) of both, then MessagePack."""
    kept = bytearray(SEAL)
    msgspec.msgpack.Encoder().encode_into(
        scenario, kept, SEAL
    )  # copies of it would leave a hole of 1 MB in a first session
    kept[:SEAL] = _seal(digest, kept)
    return bytes(kept)


def unsealed(digest: str, kept: bytes) -> Scenario | None:
    """The scenario that `sealed` made *kept* of; None where that is not what was kept, or this version can't read it."""
    if _seal(digest, kept) != kept[:SEAL]:
        return None
    try:
        return msgspec.msgpack.decode(memoryview(kept)[SEAL:], type=Scenario)
    except msgspec.MsgspecError:
        return None


def _seal(digest: str, kept: bytes | bytearray) -> bytes:
    """What stands first in *kept*: a hash over *digest* and all that follows."""
    seal = sha256(digest.encode())
    seal.update(memoryview(kept)[SEAL:])
    return seal.digest()


def body_of(pack: Pack) -> bytes:
    """*pack* as it is kept: JSON, its rules in their order."""
    return msgspec.json.encode(pack)


def digest_of_pack(pack: Pack) -> str:
    """SHA-256 in hexadecimal over all that *pack* says."""
    return sha256(body_of(pack)).hexdigest()


def bodies(packs: Iterable[Pack]) -> dict[str, bytes]:
    """*packs* as they are kept, by digest and in their order."""
    return {digest_of_pack(pack): body_of(pack) for pack in packs}


def digest_of_packs(packs: Sequence[Pack]) -> str:
    """One hash over all of *packs*, for a result that was made with them; empty: there were none."""
    return sha256(" ".join(map(digest_of_pack, packs)).encode()).hexdigest() if packs else ""


def pinned_packs(store: SessionStore, digests: Iterable[str]) -> tuple[Pack, ...]:
    """The packs that are kept under *digests*, in this order; raises `StoreDamaged` if one is not what it was."""
    return tuple(_read(digest, store.pack(digest)) for digest in digests)


def _read(digest: str, body: bytes) -> Pack:
    if sha256(body).hexdigest() != digest:
        raise StoreDamaged(
            "damaged",
            f"The protocol pack {digest[:12]} is not what this session began with.",
            hint="Was the database edited?",
        )
    if digest in _known:
        return _known[digest]
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    try:
        return _known.setdefault(digest, msgspec.json.decode(body, type=Pack))
    except msgspec.MsgspecError as error:
        raise StoreDamaged(
            "damaged",
            f"This version of the program can't read the protocol pack {digest[:12]} of this session ({error}).",
            hint="It was begun with another version; use that one.",
        ) from error
