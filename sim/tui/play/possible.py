"""What can be pressed while playing: the keys, why one does nothing now, and the line of keys for what is shown.

Pure: a view in, words out. A key that does nothing says why; it is dimmed and never hidden.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.views import Brief, View
from sim.tui.dialogs import saying
from sim.tui.dialogs.saying import Saying
from sim.tui.keymap import shown
from sim.tui.names import Names
from sim.tui.widgets.keys import Key
from sim.tui.widgets.middle import Way

SAYINGS: dict[str, Callable[[View, Names, Brief], Saying]] = {
    "tell": saying.tell,
    "ask": saying.ask,
    "answer": saying.answer,
    "read_back": saying.read_back,
}
"""What can be said, by the name of its key's action."""


def paused(app: object) -> str:
    """That nothing runs, and the key that goes on."""
    return f"The case is paused: {shown('play.pause', app)} goes on."


def over(app: object) -> str:
    """That there is nothing more to do here, and the key that leads on."""
    return f"The case is over: {shown('play.go_on', app)} opens the debrief."


def why_not(what: str, view: View, names: Names, brief: Brief, *, untimed: bool, app: object = None) -> str:
    """Why *what* can't be done now, for a person; empty: it can. *app*: for the keys that this person has."""
    if what in SAYINGS:
        return SAYINGS[what](view, names, brief).off
    if what in ("note", "pause", "step_out", "end", "hand_over") and view.ended:
        return over(app)
    if what in ("look_back", "rewind", "wait", "news", "transcript", "hand_over") and view.paused:
        return paused(app)
    decision = None if view.ended else view.decision
    if what == "pass" and (view.paused or decision is None or decision.mine != "advise"):
        return "There is nothing to pass on here: passing is for who advises while another decides."
    if what == "wait" and (not untimed or decision is None):
        return f"There is nothing to wait for: time goes on by itself, or with {shown('play.go_on', app)}."
    return ""


def offered(
    view: View, off: Callable[[str], str], *, holding: bool, way: Way = "", pane: str = "more", handing: str = ""
) -> list[Key]:
    """The line of keys. *off* says why something can't be done; *way*: where there is more to read; *pane*: where `i` leads.

    *handing*: the laptop can be handed over (`offered`), or it is another's turn (`now`).
    """
    if view.ended:
        return [
            Key("play.go_on", "debrief"),
            Key("play.pane", pane),
            Key("play.transcript"),
            Key("play.rewind"),
            Key("play.leave"),
        ]
    if view.paused:
        return [
            Key("play.pause", "go on"),
            Key("play.note"),
            Key("play.step_out"),
            Key("everywhere.support"),
            Key("play.leave"),
            Key("everywhere.help"),
        ]
    keys = [Key("play.go_on")] if holding else []
    if handing == "now" and not holding:
        both = [Key("list.take"), Key("play.hand_over")] if view.decision is not None else []
        keys += both or [Key("play.go_on", "hand over")]
    if way:
        keys.append(Key("play.page_down" if way == "down" else "play.page_up"))
    if not off("pass"):
        keys.append(Key("play.pass"))
    keys += [
        Key("play.tell", off=off("tell")),
        Key("play.ask", off=off("ask")),
        Key("play.answer", off=off("answer")),
        Key("play.read_back", off=off("read_back")),
        Key("play.note"),
    ]
    if not off("wait"):
        keys.append(Key("play.wait"))
    return [
        *keys,
        Key("play.pane", pane),
        Key("play.transcript"),
        *([Key("play.hand_over")] if handing == "offered" else []),
        Key("play.pause"),
        Key("everywhere.support"),
        Key("everywhere.help"),
    ]
