"""Verbs: what can be typed at a prompt, and which of it a line means."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from sim.plain.names import numbers, split


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with the other words that mean it, what it does, and how more of it is typed in one line."""

    name: str
    does: str
    also: tuple[str, ...] = ()
    example: str = ""


VERBS = (
    Verb("again", "repeat the scene and its choices", ("repeat", "look", "scene", "choices")),
    Verb("know", "what you know, numbered, and whom you have told", ("facts", "known")),
    Verb("messages", "all messages to and from you, numbered", ("mail",)),
    Verb(
        "who", "the others and the desks, with the words that mean them, and where you last saw them", ("whom", "desks")
    ),
    Verb("where", "where you are and what you are doing", ("place",)),
    Verb("time", "the clock of the case and the time left", ("clock", "left")),
    Verb("tell", "tell facts to others", (), "tell cps 2, or tell cps and medical 2 4"),
    Verb("ask", "ask a role or a desk about a topic", (), "ask county_records relatives"),
    Verb(
        "answer",
        "answer a question",
        ("reply",),
        "answer 3 2 (message 3, with fact 2), answer 3 nothing, answer 3 cannot",
    ),
    Verb(
        "read back",
        "acknowledge what you were told, in your words",
        ("ack", "acknowledge", "readback", "got it"),
        "read back 5 (message 5)",
    ),
    Verb("note", "write down a thought, or the reason for a decision", ("write",), "note I wait for the nurse"),
    Verb("submit", "hand in the form with the lines that you have ticked", ("hand in", "done")),
    Verb("pass", "give no advice where another decides", ("skip",)),
    Verb("pause", "stand still; it costs nothing", ("stop",)),
    Verb("resume", "go on after a pause", ("unpause",)),
    Verb("continue", "go on where play holds; an empty line does the same", ("go", "go on", "next")),
    Verb("wait", "where nothing is timed, let time pass until something comes", ("wait on",)),
    Verb("rewind", "go back to an earlier decision and try it another way", ("back to", "undo"), "rewind 2"),
    Verb("brief", "your role's brief and the content notes", ("briefing",)),
    Verb("words", "what the words of the other agencies mean", ("glossary",), "words hotline"),
    Verb("step out", "leave your seat to the computer; nobody is told why", ("stepout", "leave")),
    Verb("end", "end the case here and hear the debrief"),
    Verb("quit", "leave; the session is kept, and you can come back to it", ("exit", "bye", "q")),
    Verb("help", "this list; help and a word says more about it", ("?", "h", "commands")),
)
"""All verbs, in the order in which help lists them."""

WORDS = {word: verb for verb in VERBS for word in (verb.name, *verb.also)}
"""Every word or pair of words that means a verb."""


PICKING = {"choice", "choose", "take", "pick", "advise", "line", "lines", "tick"}
"""Words that may stand before the number of a choice or of a form's lines."""


SAID = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))
"""Numbers as words: who dictates gets them."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a typed line means: a *verb* with the *rest* of the line, numbers alone, nothing, or an unknown word.

    *near*: for a word that means nothing, the verb that it is most like.
    """

    verb: str = ""
    rest: str = ""
    numbers: tuple[int, ...] = ()
    unknown: str = ""
    near: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was typed."""
        return self == Line()


def counted(text: str) -> list[int] | None:
    """*text* as numbers, in digits or as words; None: it is something else."""
    said = [word.strip(".").lower() for word in split(text)]
    return numbers([str(SAID.get(word, word)) for word in said])


def read(text: str) -> Line:
    """What *text* means at the main prompt."""
    words = text.split()
    if not words:
        return Line()
    given = counted(text)
    if given is not None:
        return Line(numbers=tuple(given))
    for count in (2, 1):
        start = " ".join(words[:count]).lower().rstrip(",.:")
        if len(words) >= count and start in WORDS:
            return Line(WORDS[start].name, " ".join(words[count:]))
    if words[0].lower() in PICKING and (given := counted(" ".join(words[1:]))) is not None:
        return Line(numbers=tuple(given))
    near = get_close_matches(words[0].lower(), WORDS, n=1)
    return Line(unknown=words[0], near=WORDS[near[0]].name if near else "")


def summary() -> list[str]:
    """All verbs, a line each."""
    return [
        "Help: A number takes the choice of that number. In a form, numbers tick its lines, and submit hands it in.",
        "Help: An empty line goes on where play holds.",
        *(f"Help: {verb.name}: {verb.does}." for verb in VERBS),
        "Help: A word alone asks for the rest step by step; help and a word shows how to type it in one line.",
    ]


def about(word: str) -> list[str]:
    """One verb: what it does, how it is typed in one line, and what else means it."""
    verb = WORDS.get(" ".join(split(word)).lower())
    if verb is None:
        near = get_close_matches(word.lower(), WORDS, n=1)
        hint = f" Did you mean {WORDS[near[0]].name}?" if near else " Type help for the list."
        return [f'Help: There is no word "{word}" here.{hint}']
    lines = [f"Help: {verb.name}: {verb.does}."]
    if verb.example:
        lines.append(f"Help: In one line: {verb.example}.")
    if verb.also:
        lines.append(f"Help: The same: {', '.join(verb.also)}.")
    return lines
