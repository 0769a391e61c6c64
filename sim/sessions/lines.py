"""Lines: an event as one line of JSON and back, in the database, in exports and in bundles alike."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from sim.engine.events import SEMANTICS, AnyEvent, Began
from sim.format.cleaning import harmful

_ENCODER = msgspec.json.Encoder()
_RULES = f'{{"semantics":{SEMANTICS},'
_TWICE = re.compile(r'^\{"semantics":\d+,(?="event":"began",)')


@cache
def _decoder() -> msgspec.json.Decoder[AnyEvent]:
    """Made when first needed: putting the decoder of all events together takes some milliseconds."""
    return msgspec.json.Decoder(AnyEvent)


def to_line(event: AnyEvent) -> str:
    """The event as JSON without a line break, led by the number of the rules under which it happened.

    The beginning has that number as a field of its own, and an object has no key twice.
    """
    return _ENCODER.encode(event).decode() if isinstance(event, Began) else hashed(event)


def hashed(event: AnyEvent) -> str:
    """What hashes are made of: the line as the first versions wrote it, the number before all events, so that they stay."""
    return _RULES + _ENCODER.encode(event).decode()[1:]


def once(line: str) -> str:
    """A line that is kept, without the number that the first versions put before the beginning, too."""
    return _TWICE.sub("{", line, count=1)


def to_event(line: str | bytes) -> AnyEvent:
    """The event that a line holds; raises `msgspec.DecodeError` (or its `ValidationError`) if it holds none."""
    return _decoder().decode(line)


def plain_json(value: Any) -> str:
    """*value* as JSON of one line that no terminal can take for a control sequence."""
    return harmless(_ENCODER.encode(value).decode())


def harmless(line: str) -> str:
    """A line of JSON with what could steer a terminal written as `\\u....`: another spelling of the same value."""
    places = list(harmful(line))
    if not places:
        return line
    pieces: list[str] = []
    last = 0
    for place in places:
        pieces += (line[last:place], _escaped(line[place]))
        last = place + 1
    return "".join((*pieces, line[last:]))


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
