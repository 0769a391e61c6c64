"""Verbs: what can be typed at a prompt, and which of it a line means."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from sim.plain.names import numbers, split

Place = Literal["begin", "choice", "form", "advice", "hold", "busy", "paused"]
"""Where somebody asks for help."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with the other words that mean it, what it does, and how more of it is typed in one line."""

    name: str
    does: str
    also: tuple[str, ...] = ()
    example: str = ""


VERBS = (
    Verb("choose", "take a choice at once, without the empty line", ("take", "pick"), "choose 2"),
    Verb("again", "repeat the scene and its choices, or what came in last", ("look", "scene", "choices")),
    Verb("repeat", "repeat what was said last, word for word", ("say again",)),
    Verb(
        "history",
        "repeat what was said before, as lines that begin with Earlier",
        ("scroll",),
        "history 40 (the last 40 lines), scroll 40",
    ),
    Verb("back", "go back through what was said, one answer at a time", ("before", "earlier"), "back, or back 3"),
    Verb(
        "know",
        "what you know, numbered, the newest first, and whom you have told",
        ("facts", "known"),
        "know relatives, or know new",
    ),
    Verb(
        "messages",
        "messages to and from you, numbered: the last ten, all of them, or those with one seat",
        ("mail",),
        "messages all, or messages cps",
    ),
    Verb(
        "who", "the others and the desks, with the words that mean them, and where you last saw them", ("whom", "desks")
    ),
    Verb("where", "where you are, what you are doing, and who has picked", ("place", "picks")),
    Verb("time", "the clock of the case and the time left", ("clock", "left")),
    Verb(
        "tell",
        "tell facts to others; what is told can't be taken back",
        (),
        "tell cps 2, or tell cps and nurse 2 4, or tell all 2",
    ),
    Verb("ask", "ask a role or a desk about a topic", (), "ask county_records relatives"),
    Verb(
        "answer",
        "answer a question",
        ("reply",),
        "answer 3 2 (message 3, with fact 2), answer 3 nothing, answer 3 cannot",
    ),
    Verb(
        "read back",
        "say back what you were told, so that the teller hears what arrived",
        ("ack", "acknowledge", "readback", "got it"),
        "read back 5 (message 5)",
    ),
    Verb(
        "put right",
        "mend a read-back that went wrong: tell it again, or ask for it again",
        ("correct", "putright"),
        "put right 4 (message 4)",
    ),
    Verb(
        "basis", "the grounds that can be stated for what is restricted", ("grounds", "ground"), "basis 4 (for fact 4)"
    ),
    Verb("note", "write down a thought, or the reason for a decision", ("write",), "note I wait for the nurse"),
    Verb("notes", "hear your notes", ()),
    Verb(
        "submit", "hand in the form with the lines that you have ticked", ("hand in", "done"), "submit, or submit 2 4"
    ),
    Verb("pass", "give no advice where another decides", ("skip",)),
    Verb("pause", "stand still; it costs nothing", ("stop",)),
    Verb("resume", "go on after a pause", ("unpause",)),
    Verb("continue", "go on where play holds; an empty line does the same", ("go", "go on", "next")),
    Verb("wait", "where nothing is timed, let time pass until something comes", ("wait on",)),
    Verb("rewind", "go back to an earlier decision and try it another way", ("back to", "undo"), "rewind 2"),
    Verb("brief", "your role's brief and the content notes", ("briefing",)),
    Verb("glossary", "what the words of the other agencies mean", ("words",), "glossary hotline"),
    Verb("support", "people to talk to", ("peer support",)),
    Verb(
        "confirm",
        "whether a number alone takes a choice, or only picks it out until an empty line",
        (),
        "confirm off, or confirm on",
    ),
    Verb("quiet", "whether what comes in waits until you have typed a line", (), "quiet on, or quiet off"),
    Verb("step out", "leave your seat to the computer; nobody is told why", ("stepout",)),
    Verb("end", "end the case here and hear the debrief"),
    Verb("leave", "leave for now; the session is kept, and you can come back to it", ("quit", "exit", "bye", "q")),
    Verb(
        "help",
        "what can be done here; help all lists all words, help and a word says more about it",
        ("?", "h", "commands"),
    ),
)
"""All verbs, in the order in which help lists them."""

WORDS = {word: verb for verb in VERBS for word in (verb.name, *verb.also)}
"""Every word or pair of words that means a verb."""

LOOKING = frozenset(
    {
        "know",
        "who",
        "where",
        "time",
        "messages",
        "basis",
        "glossary",
        "support",
        "repeat",
        "history",
        "back",
        "notes",
        "brief",
    }
)
"""Verbs that only say something: they can be typed in the middle of a question, which is then asked again."""


PICKING = {"choice", "advise", "line", "lines", "tick"}
"""Words that may stand before the number of a choice or of a form's lines."""


SAID = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))
"""Numbers as words: who dictates gets them."""

HERE: dict[Place, str] = {
    "begin": "An empty line begins the case. brief repeats what was said, setup what is set; leave goes back.",
    "choice": "Type the number of a choice, then an empty line takes it. choose and a number takes it at once.",
    "form": "Type the numbers of the lines that apply, then submit.",
    "advice": "Another decides: advise with a number, then an empty line; or type pass.",
    "hold": "Time stands still. Tell or ask whom you like; an empty line goes on.",
    "busy": "There is nothing to decide now. You can tell, ask, answer and read back; an empty line goes on where play holds.",
    "paused": "Play is paused and the scene is covered. resume goes on; note, support, step out and leave work too.",
}
"""What help says first, by where it is asked for."""

AT_ONCE = "Type the number of a choice to take it. confirm on asks for an empty line first."
"""The same at a choice, for who wants numbers to be taken at once."""


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
    return Line(unknown=words[0][:40], near=WORDS[near[0]].name if near else "")


def here(place: Place, *, confirm: bool) -> list[str]:
    """What can be done where one is, in a few lines. *confirm*: whether a number alone decides nothing."""
    lines = [f"Help: {AT_ONCE if place == 'choice' and not confirm else HERE[place]}"]
    if place == "begin":
        lines.append(
            "Help: setup says what can be changed: mode, pace, more time, by ear, and what is left out. "
            "glossary and support answer here, too."
        )
    elif place != "paused":
        lines += [
            "Help: To hear: again, know, messages, who, where, time, history, glossary.",
            "Help: To speak: tell, ask, answer, read back, put right. Each alone asks for the rest, step by step.",
            "Help: To stop: pause, step out, leave. They cost nothing. support has people to talk to.",
        ]
    return [
        *lines,
        "Help: help all lists every word, help prefixes the words before lines, help and a word says more about it.",
    ]


def summary() -> list[str]:
    """All verbs, a line each."""
    return [
        "Help: A number and then an empty line takes the choice of that number.",
        "Help: In a form, numbers tick its lines, and submit hands it in.",
        "Help: An empty line goes on where play holds.",
        *(f"Help: {verb.name}: {verb.does}." for verb in VERBS),
        "Help: A word alone asks for the rest step by step; help and a word shows how to type it in one line.",
        "Help: If something is said while you type, what you have typed is still there: go on typing. quiet on keeps it for later.",
    ]


def about(word: str) -> list[str]:
    """One verb: what it does, how it is typed in one line, and what else means it."""
    verb = WORDS.get(" ".join(split(word)).lower())
    if verb is None:
        near = get_close_matches(word.lower(), WORDS, n=1)
        hint = f" Did you mean {WORDS[near[0]].name}?" if near else " Type help all for the list."
        return [f'Help: There is no word "{word[:40]}" here.{hint}']
    lines = [f"Help: {verb.name}: {verb.does}."]
    if verb.example:
        lines.append(f"Help: In one line: {verb.example}.")
    if verb.also:
        lines.append(f"Help: The same: {', '.join(verb.also)}.")
    return lines
