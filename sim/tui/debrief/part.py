"""A part of the debrief: a page under its tab. It is mounted when it is first shown, and stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Vertical

from sim.tui.content import Page
from sim.tui.debrief.lookback import Lookback
from sim.tui.widgets.keys import Key
from sim.tui.widgets.words import Scroll

if TYPE_CHECKING:
    from sim.tui.screens.debrief import Debrief


class Part(Vertical):
    """A page that shows some of *back*."""

    TAB: ClassVar[str]
    """Its name on the tab."""

    GUTTERS: ClassVar[int] = 4
    """Cells beside what stands on a page (`debrief.tcss`). Its first frame is made for what these leave of the terminal's width:
    Textual (8.2.8, its issue 5024) does not always tell a page its size that is mounted while a screen is seen."""

    in_words: bool = False
    """Its chart is shown in sentences."""

    def __init__(self, back: Lookback) -> None:
        super().__init__()
        self.back = back

    @property
    def debrief(self) -> Debrief:
        """The screen, which says things, and knows the way to others."""
        return cast("Debrief", self.screen)

    def part_called(self, part: str) -> str:
        """What is on it, for jumping: as its tab says."""
        return self.TAB

    def decision(self) -> int | None:
        """The decision that is pointed at, by its place among the role's; None: none is."""
        return None

    def come(self) -> None:
        """It is in sight now: give the focus to what the keys should move."""

    def keys(self) -> list[Key]:
        """What can be pressed here, besides what every part has."""
        return [Key("↑↓", "scroll")]

    def why_not(self, act: str) -> str:
        """Why something can't be done on this page now; empty: it can."""
        return ""

    def sideways(self, by: int) -> bool:
        """Left or right; False: it means nothing here, and the parts are turned."""
        return False

    def turn_words(self) -> bool:
        """The chart in sentences, and back; False: there is no chart."""
        return False

    def swap(self, told: Callable[[], Page], *shown: str) -> bool:
        """Show what is *told* in `#said` in place of the parts *shown*, or these again."""
        self.in_words = not self.in_words
        said = self.query_one("#said", Scroll)
        if self.in_words:
            said.show(told())
        for part in shown:
            self.query_one(part).display = not self.in_words
        said.display = self.in_words
        self.come()
        return True
