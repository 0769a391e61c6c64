"""Mutated scenarios: what happens to a text when a person, an editor or an attacker has been at it. Seeded."""

from collections.abc import Callable, Mapping
from random import Random

PIECES = [
    *(
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        ":",
        ": ",
        "- ",
        "? ",
        "#",
        ",",
        "'",
        '"',
        "|",
        ">",
        "|2\n",
        "&a ",
        "*a",
        "!!x ",
        "%",
        "@",
        "`",
    ),
    *(
        "\n",
        "\n\n",
        "\t",
        "  ",
        "\r",
        "\r\n",
        "\x00",
        "\x1b[2J",
        "\x1b]0;x\x07",
        "\x9b",
        "\u202e",
        "\u2028",
        "\x85",
        "\ud800",
        "\ufeff",
    ),
    *(
        "---\n",
        "...\n",
        "<<: ",
        "~",
        "null",
        "no",
        "true",
        "0",
        "-1",
        "1e9",
        "017",
        "12:30:45",
        "9" * 400,
        "2026-99-99",
        "nan",
    ),
    *(
        "45s",
        "0s",
        "99999d",
        "5wd",
        "1h30m",
        "at_most 2",
        "back",
        "stand_by",
        "each",
        "all",
        "end",
        "start",
        "if",
        "form",
    ),
    *(
        " and ",
        " or ",
        "not ",
        ">= 30m",
        "== 3",
        "since.",
        "count.",
        "chance.x < 0.3",
        "9**9**9",
        "__import__('os')",
        "lambda: 0",
    ),
    *(
        "police",
        "cps",
        "child_a",
        "door",
        "kitchen",
        "huddle",
        "alone",
        "over",
        "beds",
        "distress",
        "cps_told",
        "welfare_check",
    ),
    *(
        "[b]",
        "[/]",
        "[@click=x]",
        "<b>",
        "{mother}",
        "brief.md",
        "../x.md",
        "é",
        "👩‍👧",
        "한",
        "\\",
        "\\e",
        "\\ud800",
        "a" * 300,
    ),
]
"""What is put into texts."""


def mutated(files: Mapping[str, str], random: Random) -> dict[str, str]:
    """*files* with one to four changes; small ones more often."""
    changed = dict(files)
    for _ in range(random.choice((1, 1, 1, 2, 2, 4))):
        name = random.choice(sorted(changed))
        changed[name] = random.choice(WAYS)(changed[name], random)
    if random.random() < 0.02:
        del changed[random.choice(sorted(changed))]
    return changed


def _span(text: str, random: Random, most: int = 60) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.randrange(most))


def cut(text: str, random: Random) -> str:
    start, end = _span(text, random)
    return text[:start] + text[end:]


def put(text: str, random: Random) -> str:
    start, _ = _span(text, random)
    return text[:start] + random.choice(PIECES) * random.choice((1, 1, 1, 1, 2, 3, 40)) + text[start:]


def replace(text: str, random: Random) -> str:
    start, end = _span(text, random, 12)
    return text[:start] + random.choice(PIECES) + text[end:]


def double(text: str, random: Random) -> str:
    start, end = _span(text, random, 400)
    return text[:end] + text[start:end] * random.choice((1, 1, 2, 30)) + text[end:]


def move(text: str, random: Random) -> str:
    start, end = _span(text, random, 200)
    rest = text[:start] + text[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def truncate(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def lines(text: str, random: Random) -> str:
    """Swap, drop, double or indent a line."""
    every = text.split("\n")
    one, other = random.randrange(len(every)), random.randrange(len(every))
    what = random.randrange(5)
    if what == 0:
        every[one], every[other] = every[other], every[one]
    elif what == 1:
        del every[one]
    elif what == 2:
        every.insert(other, every[one])
    elif what == 3:
        every[one] = " " * random.randrange(9) + every[one].lstrip()
    else:
        every[one] = "\t" + every[one]
    return "\n".join(every)


def words(text: str, random: Random) -> str:
    """Put a word of the text, or a piece, in the place of another word."""
    every = text.split(" ")
    every[random.randrange(len(every))] = random.choice((random.choice(every), random.choice(PIECES)))
    return " ".join(every)


def letter(text: str, random: Random) -> str:
    """A slip of the finger."""
    start, _ = _span(text, random)
    return text[:start] + random.choice("abcdefghijklmnopqrstuvwxyz_ .:,-'\"") + text[start + random.randrange(2) :]


def deep(text: str, random: Random) -> str:
    start, _ = _span(text, random)
    return text[:start] + random.choice("[{(- ?") * random.choice((20, 60, 3_000)) + text[start:]


WAYS: list[Callable[[str, Random], str]] = [
    *(cut, put, put, replace, replace, double, move, truncate, lines, lines, words, words, words, letter, letter, deep)
]
