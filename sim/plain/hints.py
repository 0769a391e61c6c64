"""Hints of a tutorial as lines: how it is typed first, then why. Each is said once, when the engine shows it."""

from __future__ import annotations

from collections.abc import Collection

from sim.engine.scenario import HintAct
from sim.engine.views import View

HOW: dict[HintAct, str] = {
    "choose": "Type the number of a choice to take it.",
    "pass": "Type pass.",
    "go_on": "An empty line goes on.",
    "tell": "Type tell.",
    "ask": "Type ask.",
    "answer": "Type answer.",
    "read_back": "Type read back.",
    "note": "Type note.",
    "know": "Type know.",
    "brief": "Type brief.",
    "limit": "Type time for the time left.",
    "no_limit": "About time.",
    "news": "About what came in.",
    "pause": "Type pause, and resume to go on.",
    "step_out": "Type step out.",
    "leave": "Type leave.",
    "debrief": "About the debrief.",
}
"""How each act is typed; what is nothing to type is named."""

CONFIRMED = "Type the number of a choice, and then an empty line takes it."
"""The same of choosing, where a number is said back first."""


def hints(view: View, said: Collection[str], *, holding: bool, confirm: bool = False) -> dict[str, str]:
    """The hints of *view* that were not said before, by their ids; how to go on only where play waits for it.

    *confirm*: a number alone takes no choice.
    """
    if view.paused or view.ended:
        return {}
    return {
        hint.id: f"Hint: {CONFIRMED if confirm and hint.act == 'choose' else HOW[hint.act]} {hint.text}"
        for hint in view.hints
        if hint.id not in said and (hint.act != "go_on" or holding)
    }
