"""Every dialog closes with Esc, and says what that does."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen

import sim.tui
from scoring.comparison import Side
from sim.engine import EngineError
from sim.sessions.retelling import Retelling
from sim.tui.app import Home
from sim.tui.content import page, row
from sim.tui.debrief.review import looking
from sim.tui.dialogs.arrivals import Arrivals
from sim.tui.dialogs.confirm import Confirm
from sim.tui.dialogs.note import Note
from sim.tui.dialogs.path import Where
from sim.tui.dialogs.rewind import Point, rewind
from sim.tui.dialogs.steps import Steps
from sim.tui.dialogs.value import Press, Value, Word
from sim.tui.dialogs.words import LookUp
from sim.tui.doable import Doable
from sim.tui.play.feed import Entry
from sim.tui.play.transcript import Moment
from sim.tui.screens.branching import Branching
from sim.tui.screens.compared import Compared
from sim.tui.screens.critical import Critical
from sim.tui.screens.feedback import Feedback
from sim.tui.screens.find import Find
from sim.tui.screens.help import Help
from sim.tui.screens.items import Items
from sim.tui.screens.jump import Jump
from sim.tui.screens.transcript import Transcript
from sim.tui.widgets.picks import Pick
from tests.tui.hindsight import look_back
from tests.tui.stage import NARROW, stage

SAID = page(row("Something."))


def _fails(stop: Callable[[], bool]) -> Retelling:
    raise EngineError("no_branch", "It could not go on.")


def _steps() -> ModalScreen[object]:
    back = look_back()
    return Steps("Go back", rewind([Point(1, 0, "The door")], back.face))  # type: ignore[return-value]


def _compared() -> ModalScreen[object]:
    back = look_back()
    return Compared(back, Retelling("another", 0, Side(back.log, back.card)))  # type: ignore[return-value]


def _arrivals(many: int) -> ModalScreen[object]:
    entries = [Entry(n, 60 * n, SAID) for n in range(1, many + 1)]
    return Arrivals(entries, look_back().face)  # type: ignore[return-value]


SHOWN: dict[type[ModalScreen[object]], tuple[Callable[[], object], ...]] = {
    Arrivals: (lambda: _arrivals(1), lambda: _arrivals(2)),
    Branching: (lambda: Branching("From 21:40 to the end.", _fails),),
    Compared: (_compared,),
    Confirm: (lambda: Confirm("Leave?", SAID, yes="leave", no="stay"),),
    Critical: (lambda: Critical(SAID, can_go_back=True), lambda: Critical(SAID, can_go_back=False)),
    Feedback: (lambda: Feedback(look_back().mine, looking(look_back()), on="go on"),),
    Find: (lambda: Find("Do anything", [Doable("a", "a", "Do this.", lambda: None)], verb="do it"),),
    Help: (lambda: Help(SAID),),
    Items: (lambda: Items(look_back()),),
    Jump: (lambda: Jump([]),),
    LookUp: (lambda: LookUp([], "hotline"),),
    Note: (Note,),
    Press: (lambda: Press("A key", "Press it.", lambda key: ""),),
    Steps: (_steps,),
    Transcript: (lambda: Transcript([Moment(1, 0, SAID)], lambda: Content("")),),
    Value: (lambda: Value("Theme", "What colours.", [Pick("a", SAID, "a")]),),
    Where: (Where,),
    Word: (lambda: Word("A name", "What it is called."),),
}  # type: ignore[dict-item]
"""Every dialog -> how it is made, once for each line of keys that it can have."""


def dialogs() -> set[type[ModalScreen[object]]]:
    """Every dialog of the app: each module is imported, so that a new one is found."""
    for module in pkgutil.walk_packages(sim.tui.__path__, "sim.tui."):
        importlib.import_module(module.name)
    found: set[type[ModalScreen[object]]] = set()
    left = [ModalScreen]
    while left:
        kinds = left.pop().__subclasses__()
        left += kinds
        found |= {kind for kind in kinds if kind.__module__.startswith("sim.tui.")}
    return found


def test_every_dialog_is_looked_at() -> None:
    assert dialogs() == set(SHOWN)


@pytest.mark.parametrize(
    "kind", sorted(SHOWN.keys() - {Press}, key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_escape_is_bound(kind: type[ModalScreen[object]]) -> None:
    """All but the one that is handed every key, and looks at it itself."""
    bound = [each for each in kind.BINDINGS if isinstance(each, Binding)]
    assert any("escape" in each.key.split(",") for each in bound)


async def test_every_dialog_says_what_esc_does_and_closes_with_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=NARROW) as here:
        below = here.app.screen
        for kind, ways in SHOWN.items():
            for make in ways:
                here.app.push_screen(make())  # type: ignore[arg-type]
                await here.still()
                assert isinstance(here.app.screen, kind)
                seen = here.see()
                assert re.search(r"\bEsc [a-z]{2,}", seen), f"{kind.__name__} does not say what Esc does:\n{seen}"
                await here.press("escape")
                assert here.app.screen is below, f"{kind.__name__} does not close with Esc"
