"""Chance: a function of the seed, the name of a draw and how often it was drawn (rule 18)."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(seed: int, name: str, n: int) -> float:
    """The *n*-th draw of *name*: a number in [0, 1) with 53 bits, the same on every machine."""
    digest = hashlib.blake2b(f"{seed}:{name}:{n}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)


def shuffled(seed: int, name: str, values: Sequence[T]) -> tuple[T, ...]:
    """*values* in an order that depends on the seed and the name alone."""
    keyed = sorted((draw(seed, f"order:{name}:{place}", 0), place) for place in range(len(values)))
    return tuple(values[place] for _, place in keyed)
