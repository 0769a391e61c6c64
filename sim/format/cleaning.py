"""Text from outside, made harmless for a terminal: the one place where that is decided.

Textual and Rich pass control sequences in text through to the terminal. So every text that enters the
program (scenario file, network, database, keyboard) goes through `clean` at the boundary. Nothing here
imports YAML: the engine's edges and the rooms use it too.
"""

import re
import unicodedata
from collections.abc import Iterator

REPLACEMENT = "\ufffd"

# The Unicode categories Cc (but newline and tab), Cf (but ZWNJ and ZWJ, which scripts and emoji need), Cs, Co,
# Zl and Zp, as ranges: looking all 1.1 million characters up takes 150 ms, which no start-up can spare. A test
# compares with `unicodedata`. Cf of later Unicode versions is included by whole blocks (Egyptian, tags).
_RANGES = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd"
)
_HARMFUL = re.compile(f"[{_RANGES}]")


def clean(text: str) -> str:
    """*text* with every character that could steer a terminal or hide other text replaced by U+FFFD.

    One character gives one character, so that positions stay true. Newline, tab and the two joiners stay.
    """
    return _HARMFUL.sub(REPLACEMENT, text)


def harmful(text: str) -> Iterator[int]:
    """The positions in *text* that `clean` would replace."""
    return (match.start() for match in _HARMFUL.finditer(text))


def named(character: str) -> str:
    """*character* as a person can read it: its code point and, where Unicode has one, its name."""
    name = "escape" if character == "\x1b" else unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"
