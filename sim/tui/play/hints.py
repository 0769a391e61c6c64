"""Hints of a tutorial, as the app says them: the key for the act first, then why. Pure: a view in, a page out.

A hint is there while the engine shows it. Whoever has read one can put it away; it does not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual.content import Content

from sim.engine.scenario import HintAct
from sim.engine.views import HintView, View
from sim.tui.content import Page, line, page, plain, row
from sim.tui.keymap import shown

MOST = 3
"""Hints that are said at once; the others wait their turn."""
BESIDE_CHOICES = 2
"""Hints above which they would take the room of the choices, where there are few lines."""

KEYED: dict[HintAct, tuple[str, str]] = {
    "pass": ("play.pass", "passes."),
    "go_on": ("play.go_on", "goes on."),
    "tell": ("play.tell", "tells."),
    "ask": ("play.ask", "asks."),
    "answer": ("play.answer", "answers."),
    "read_back": ("play.read_back", "reads back."),
    "note": ("play.note", "takes a note."),
    "know": ("play.pane", "leads to what you know."),
    "brief": ("play.brief", "shows your brief."),
    "pause": ("play.pause", "pauses, and goes on."),
    "step_out": ("play.step_out", "steps out."),
    "leave": ("play.leave", "leaves for now."),
}
"""Acts that a key does: its name in the keymap, and what the key does."""

KEYLESS: dict[HintAct, str] = {
    "limit": "Time left, at the top right.",
    "no_limit": "Time.",
    "news": "News.",
    "debrief": "The debrief.",
}
"""What no key does: it is only spoken of."""


def due(
    view: View, read: Collection[str], off: Callable[[str], str], *, holding: bool, low: bool = False
) -> tuple[HintView, ...]:
    """The hints to say now, without those in *read*, and those whose act can't be done now (*off* says why not).

    How to go on is said only where play waits for it (*holding*). *low*: the terminal has few lines.
    """
    if view.paused or view.ended:
        return ()
    said = [
        hint for hint in view.hints if hint.id not in read and not off(hint.act) and (hint.act != "go_on" or holding)
    ]
    return tuple(said[: BESIDE_CHOICES if low and view.decision is not None else MOST])


def hints(found: Collection[HintView], app: object = None) -> Page:
    """The hints of *found* below each other, the first with the key that puts it away."""
    rows = []
    for place, hint in enumerate(found, 1):
        words = line(how(hint.act, app), " ", hint.text)
        if place == 1:
            words = line(words, plain(f"  ({shown('play.hint', app)}: got it)", "muted"))
        rows.append(row(words, plain("Hint  ", "title")))
    return page(*rows)


def how(act: HintAct, app: object = None) -> Content:
    """How *act* is done here, with the keys as this person has them."""
    if act == "choose":
        take = plain(shown("list.take", app), "key")
        return line("A ", plain("number", "key"), " highlights a choice, ", take, " takes it.")
    if act in KEYED:
        name, does = KEYED[act]
        return line(plain(shown(name, app), "key"), f" {does}")
    return plain(KEYLESS[act], "strong")
