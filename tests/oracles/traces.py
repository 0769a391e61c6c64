"""The traces that the oracles and the checker are both asked about, in one order. Standard library only."""

from itertools import product

Word = tuple[tuple[str, int], ...]
"""Activities with their seconds."""

LETTERS = "abc"
LONGEST = 6
GAPS = (0, 29, 30, 60, 61)
"""Seconds between two occurrences of a timed trace: the same second, and both edges of the windows."""
LONGEST_TIMED = 3
WINDOWS = ((0, 60), (30, 60))


def untimed() -> list[Word]:
    """All traces over three activities up to length six, 1,093 of them, the empty one first."""
    return [
        tuple((letter, at) for at, letter in enumerate(word))
        for length in range(LONGEST + 1)
        for word in product(LETTERS, repeat=length)
    ]


def timed() -> list[Word]:
    """All traces over three activities up to length three with each of the gaps between them, from second 0."""
    found: list[Word] = []
    for length in range(1, LONGEST_TIMED + 1):
        for word in product(LETTERS, repeat=length):
            for gaps in product(GAPS, repeat=length - 1):
                at = [0]
                for gap in gaps:
                    at.append(at[-1] + gap)
                found.append(tuple(zip(word, at, strict=True)))
    return found


def packed(verdicts: list[bool]) -> str:
    """Verdicts as hexadecimal digits, four to a digit, the first verdict the highest bit."""
    bits = "".join("1" if one else "0" for one in verdicts)
    return "".join(f"{int(bits[at : at + 4].ljust(4, '0'), 2):x}" for at in range(0, len(bits), 4))


def unpacked(digits: str, count: int) -> list[bool]:
    """The *count* verdicts in *digits*."""
    bits = "".join(f"{int(digit, 16):04b}" for digit in digits)
    return [bit == "1" for bit in bits[:count]]
