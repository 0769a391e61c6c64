"""Signs that stand beside words and make up charts, each under a name; and what takes their place where only ASCII is wanted.

Code writes the signs as they are. With `symbols = "ascii"` each is replaced by one sign of a plain keyboard, on the last way to the
terminal and everywhere at once: `Ascii` is a filter over the lines that the app draws, borders and charts among them.
"""

from __future__ import annotations

from typing import Any

from textual.color import Color
from textual.filter import LineFilter

NEW = "●"
DONE = "✓"
NOT_DONE = "✗"
POINTER = "▸"
FULL, HALF, EMPTY = "█", "▒", "░"
HERE, THERE = "●", "○"
ACROSS, DOWN, CROSS = "─", "│", "┼"
BETWEEN = "·"
DASH = "–"

# Who knew what when: each stays different from the others in ASCII.
NOT_KNOWN, KNOWN, OVERDUE = " ", "━", "░"
HELD, FOUND, HEARD, TOLD = "□", "●", "▼", "△"
DUE, DECIDED, NEVER = "!", "◆", "✗"

# How decisions came out, on a timeline.
ALL, PART, NOTHING, MISSED, UNSCORED = "●", "◆", "○", "!", "◇"
HAND = "△"

_PAIRS = (
    ("●○◆◇■□▪★☆✓✔✗✘×", "*o#+#o-**++xxx"),
    ("▲▼△▽◀▶◂▸▹‹›«»▴▾", "!v^v<><>><><>^v"),
    ("↑↓←→↔↕⇒⇐↵⏎", "^v<>-|><<<"),
    ("█▓▒░▌▐▀▄", "##+.||-_"),
    ("▁▂▃▅▆▇", "_.-=+*"),
    ("▏▎▍▋▊▉▕", "|||###|"),
    ("▔", "-"),
    ("─━┄┅┈┉╌╍═╴╶╸╺╼╾", "---------------"),
    ("│┃┆┇┊┋╎╏║╵╷╹╻", "|||||||||||||"),
    ("┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛╭╮╯╰╔╗╚╝", "++++++++++++++++++++++++"),
    ("├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼╋╠╣╦╩╬", "+" * 39),
    ("•·∙‣", "*-**"),
    ("–—―‐‑−", "------"),
    ("…", "~"),
    ("“”„‟‘’‚‛", "\"\"\"\"''''"),
    ("≈≤≥≠±", "~<>#~"),
    ("\u00a0\u2007\u202f\u2009", "    "),
)

ASCII: dict[int, int] = {
    ord(sign): ord(plain) for signs, plains in _PAIRS for sign, plain in zip(signs, plains, strict=True)
}
"""Sign -> what stands for it, one for one, so that nothing moves. Letters with accents stay: they are words."""


def in_ascii(words: str) -> str:
    """*words* with every sign replaced."""
    return words.translate(ASCII)


class Ascii(LineFilter):
    """Replaces every sign in what is drawn."""

    def apply(self, segments: list[Any], background: Color) -> list[Any]:
        """The same segments in ASCII."""
        return [
            segment if segment.text.isascii() else segment._replace(text=in_ascii(segment.text)) for segment in segments
        ]
