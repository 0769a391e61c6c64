"""Speech: whatever it is given, what reaches the terminal is plain text in whole lines."""

import io
import os
import pty
import termios

import pytest

from sim.plain.speech import Speech

PAYLOADS = {
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;aGk=\x07",
    "link": "\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[H",
    "c1": "\x9b31mred",
    "return": "safe\rfake",
    "backspace": "abc\x08\x08\x08xyz",
    "bell": "\x07",
    "null": "a\x00b",
    "bidi": "a\u202eb\u2066c",
    "zero width": "pay\u200bpal",
    "separators": "one\u2028two\u2029three\x0bfour\x0cfive",
    "surrogate": "a\ud800b",
    "markup": "[b]x[/b] [@click=app.quit]y[/]",
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_control_sequence_gets_through(name: str) -> None:
    out = io.BytesIO()
    speech = Speech(io.TextIOWrapper(out, encoding="utf-8", errors="replace"))
    speech.say(f"Told: {PAYLOADS[name]}\nnext")
    speech.prompt()
    speech.answered(PAYLOADS[name], echo=True)
    said = out.getvalue().decode()
    assert all(letter == "\n" or letter.isprintable() or letter == "\ufffd" for letter in said)
    assert said.count("\n") == 2


def test_a_line_below_a_waiting_prompt_begins_anew_and_the_prompt_comes_again() -> None:
    out = io.StringIO()
    speech = Speech(out)
    speech.prompt()
    speech.prompt()
    speech.say("Inject: A phone rings.")
    speech.prompt()
    speech.answered("1", echo=False)
    speech.say("Doing: It.")
    assert out.getvalue() == "> \nInject: A phone rings.\n> Doing: It.\n"


class Terminal(io.StringIO):
    """A stream that says it is the terminal at *descriptor*."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor

    def isatty(self) -> bool:
        """See `io.StringIO`."""
        return True

    def fileno(self) -> int:
        """See `io.StringIO`."""
        return self.descriptor


@pytest.mark.parametrize("columns", [40, 80])
def test_in_a_terminal_words_are_kept_whole_and_nothing_is_lost(columns: int) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    out = Terminal(theirs)
    words = "Text: " + " ".join(f"word{number}" for number in range(60)) + "."
    Speech(out).say(words, "Scene: Short.")
    os.close(ours)
    os.close(theirs)
    said = out.getvalue().splitlines()
    assert max(map(len, said)) < columns
    assert " ".join(said) == f"{words} Scene: Short."
