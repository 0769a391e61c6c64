"""What can be pressed while playing: the keys, why one does nothing now, and the line of keys for what is shown.

Pure but for the bindings: a view in, words out. A key that does nothing says why; it is dimmed and never hidden.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding, BindingType

from sim.engine.views import Brief, View
from sim.tui.dialogs import saying
from sim.tui.dialogs.saying import Saying
from sim.tui.names import Names
from sim.tui.widgets.keys import Key

KEYS: list[BindingType] = [
    Binding("t", "say('tell')", "tell", show=False, id="play.tell"),
    Binding("a", "say('ask')", "ask", show=False, id="play.ask"),
    Binding("r", "say('answer')", "answer", show=False, id="play.answer"),
    Binding("k", "say('read_back')", "read back", show=False, id="play.read_back"),
    Binding("n", "note", "note", show=False, id="play.note"),
    Binding("x", "pass", "pass", show=False, id="play.pass"),
    Binding("i,tab", "pane", "more", show=False, priority=True, id="play.pane"),
    Binding("f", "look_back", "look back", show=False, id="play.look_back"),
    Binding("b", "rewind", "back", show=False, id="play.rewind"),
    Binding("w", "wait", "wait", show=False, id="play.wait"),
    Binding("g", "brief", "brief", show=False, id="play.brief"),
    Binding("e", "end", "end", show=False, id="play.end"),
    Binding("p", "pause", "pause", show=False, id="play.pause"),
    Binding("s", "step_out", "step out", show=False, id="play.step_out"),
    Binding("q", "leave", "leave", show=False, id="play.leave"),
    Binding("question_mark", "help", "help", show=False, id="play.help"),
    Binding("enter", "go_on", "go on", show=False, id="play.go_on"),
    Binding("pagedown", "scroll(1)", show=False, priority=True, id="play.page_down"),
    Binding("pageup", "scroll(-1)", show=False, priority=True, id="play.page_up"),
    *[Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)],
]
"""The keys of the play screen, each under an id by which it can be given another key."""

SAYINGS: dict[str, Callable[[View, Names, Brief], Saying]] = {
    "tell": saying.tell,
    "ask": saying.ask,
    "answer": saying.answer,
    "read_back": saying.read_back,
}
"""What can be said, by the name of its key's action."""

PAUSED = "The case is paused: p goes on."
OVER = "The case is over: Enter opens the debrief."


def why_not(what: str, view: View, names: Names, brief: Brief, *, untimed: bool) -> str:
    """Why *what* can't be done now, for a person; empty: it can."""
    if what in SAYINGS:
        return SAYINGS[what](view, names, brief).off
    if what in ("note", "pause", "step_out", "end") and view.ended:
        return OVER
    if what in ("look_back", "rewind", "wait") and view.paused:
        return PAUSED
    decision = None if view.ended else view.decision
    if what == "pass" and (view.paused or decision is None or decision.mine != "advise"):
        return "There is nothing to pass on here: passing is for who advises while another decides."
    if what == "wait" and (not untimed or decision is None):
        return "There is nothing to wait for: time goes on by itself, or with Enter."
    return ""


def offered(view: View, off: Callable[[str], str], *, holding: bool, longer: bool, pane: str = "more") -> list[Key]:
    """The line of keys. *off* says why something can't be done; *longer*: there is more below; *pane*: where `i` leads."""
    if view.ended:
        return [Key("Enter", "debrief"), Key("i", pane), Key("b", "back to a decision"), Key("q", "leave")]
    if view.paused:
        return [Key("p", "go on"), Key("n", "note"), Key("s", "step out"), Key("q", "leave"), Key("?", "keys")]
    keys = [Key("Enter", "go on")] if holding else []
    if longer:
        keys.append(Key("PgDn", "read on"))
    if not off("pass"):
        keys.append(Key("x", "pass"))
    keys += [
        Key("t", "tell", off("tell")),
        Key("a", "ask", off("ask")),
        Key("r", "answer", off("answer")),
        Key("k", "read back", off("read_back")),
        Key("n", "note"),
    ]
    if not off("wait"):
        keys.append(Key("w", "wait"))
    return [*keys, Key("i", pane), Key("p", "pause"), Key("?", "keys")]
