"""The one cleaning function: nothing that could steer a terminal, and everything that people write."""

import subprocess
import sys
import unicodedata

import pytest

from sim.format.cleaning import REPLACEMENT, clean, harmful, named

HARMFUL = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
KEPT = "\n\t\u200c\u200d"

PAYLOADS = {
    "window title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "hyperlink": "\x1b]8;;https://example.org\x1b\\press\x1b]8;;\x1b\\",
    "colour": "\x1b[31mred\x1b[0m",
    "clear": "\x1b[2J\x1b[H",
    "C1 CSI": "\x9b31m",
    "C1 OSC": "\x9d0;owned\x9c",
    "backspace": "safe\x08\x08\x08\x08harm",
    "carriage return": "safe\rharm",
    "bidi override": "\u202ecod.exe",
    "zero width": "a\u200bb\ufeffc",
    "tag characters": "a\U000e0041\U000e0042",
}


def test_every_character_of_the_harmful_categories_is_replaced_and_no_other() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        category = unicodedata.category(character)
        if category in HARMFUL and character not in KEPT:
            assert clean(character) == REPLACEMENT, hex(code)
        elif category != "Cn":  # not yet assigned: a later Unicode may make format characters of them
            assert clean(character) == character, hex(code)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_payload_loses_its_power_and_keeps_its_length(payload: str) -> None:
    cleaned = clean(payload)
    assert len(cleaned) == len(payload)
    assert not [c for c in cleaned if unicodedata.category(c) in HARMFUL]
    assert list(harmful(payload)) == [at for at, c in enumerate(cleaned) if c == REPLACEMENT]


@pytest.mark.parametrize("text", ["Zoë, naïve — “quoted”…", "می‌خواهم", "👩‍👧", "a\n\tb", "한국어", ""])
def test_what_people_write_stays(text: str) -> None:
    assert clean(text) == text


def test_a_character_is_named_for_a_person() -> None:
    assert named("\x1b") == "U+001B (escape)"
    assert named("\u202e") == "U+202E (right-to-left override)"
    assert named("\x9b") == "U+009B"


def test_cleaning_loads_neither_yaml_nor_msgspec() -> None:
    """The edges of the engine and the rooms clean too, and must not pay 46 ms for YAML."""
    program = "import sys, sim.format.cleaning; print(sorted({'yaml', 'msgspec', 'ast'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"
