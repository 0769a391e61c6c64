"""A list to pick from, by digit, arrows and Enter: choices, recipients, cases, the lines of a form."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sim.tui.content import Page, page, plain, row
from sim.tui.keymap import bindings

POINTER = "▸"
"""Stands before the highlighted line."""


def _keys(binding: BindingType) -> set[str]:
    """The keys of a binding, however it is written."""
    return set((binding.key if isinstance(binding, Binding) else binding[0]).split(","))


class Pick(msgspec.Struct, frozen=True):
    """One line of the list. *key*: its digit (0: none). *short*: the words for it elsewhere. *off*: why it can't be taken.

    *head*: what stands above it, as the title of this line and those that follow.
    """

    id: str
    words: Page
    short: str = ""
    key: int = 0
    off: str = ""
    head: Page | None = None


class Picks(OptionList):
    """Picks under digits. One is highlighted and committed with Enter; with *several*, Space and digits tick them.

    Nothing is highlighted at first unless *ready*, so that Enter pressed once too often commits nothing. *airy*: with a blank
    line between picks.
    """

    BINDINGS = [*bindings("list"), *bindings("rows")]

    class Committed(Message):
        """*ids* were picked and Enter pressed; *of*: what they were offered for."""

        def __init__(self, picks: Picks, ids: tuple[str, ...]) -> None:
            super().__init__()
            self.picks = picks
            self.ids = ids
            self.of = picks.of

        @property
        def control(self) -> Picks:
            return self.picks

    class Hesitated(Message):
        """Enter or a digit was pressed and did nothing; *why* says so."""

        def __init__(self, picks: Picks, why: str) -> None:
            super().__init__()
            self.picks = picks
            self.why = why

        @property
        def control(self) -> Picks:
            return self.picks

    def __init__(
        self,
        picks: Sequence[Pick] = (),
        *,
        several: bool = False,
        ready: bool = False,
        airy: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.picks: tuple[Pick, ...] = ()
        self.ticked: set[str] = set()
        self.several = several
        self.airy = airy
        self.pointed: int | None = None
        self.clicked: int | None = None
        self.at_once = False  # one click takes a line
        self.of = ""
        self.offer(picks, several=several, ready=ready)

    def offer(
        self,
        picks: Sequence[Pick],
        *,
        several: bool = False,
        ready: bool = False,
        ticked: Sequence[str] = (),
        of: str = "",
    ) -> None:
        """Offer *picks* instead, of a decision. What was highlighted stays so while its id is still there."""
        self.of = of
        before = None if self.highlighted is None else self.picks[self.highlighted].id
        same = tuple(pick.id for pick in picks) == tuple(pick.id for pick in self.picks) and several == self.several
        if same and tuple(picks) == self.picks and not ticked:
            return
        self.ticked = self.ticked if same else set(ticked)
        self.picks, self.several, self.pointed, self.clicked = tuple(picks), several, None, None
        self.set_options([Option(self._line(pick, here=False), disabled=bool(pick.off)) for pick in picks])
        ids = [pick.id for pick in picks]
        if before in ids:
            self.highlighted = ids.index(before)
        elif ready and picks:
            self.action_first()

    @property
    def pointed_at(self) -> Pick | None:
        """The pick that is highlighted."""
        return None if self.highlighted is None else self.picks[self.highlighted]

    def _line(self, pick: Pick, *, here: bool) -> Page:
        """A pick as it stands in the list; *here*: it is highlighted, which is said by a sign and not by colour alone."""
        tick = ("[x] " if pick.id in self.ticked else "[ ] ") if self.several else ""
        digit = f"{pick.key}  " if pick.key else "   " if any(other.key for other in self.picks) else ""
        words = pick.words
        if pick.off:
            under = " " * words.rows[0].lead.cell_length if words.rows else ""
            words = page(*words.rows, row(plain(pick.off, "muted"), under))
        lead = plain(f"{POINTER if here else ' '} {digit}{tick}", "off" if pick.off else "key")
        gap = 1 if self.airy and pick is not self.picks[0] else 0
        return page(pick.head, words.indented(lead, gap=gap))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the pointer with the highlight."""
        for place in {self.pointed, highlighted} - {None}:
            if place is not None and place < len(self.picks):
                self.replace_option_prompt_at_index(place, self._line(self.picks[place], here=place == highlighted))
        self.pointed = highlighted
        super().watch_highlighted(highlighted)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """A click: it highlights a line, and a second one on the same line takes it; where several can be, it ticks."""
        message.stop()
        if self.several:
            self.action_tick()
        elif self.at_once or self.clicked == message.option_index:
            self.action_commit()
        self.clicked = message.option_index

    def action_digit(self, digit: int) -> None:
        """Highlight the pick under *digit* (and tick it, where several can be)."""
        for place, pick in enumerate(self.picks):
            if pick.key == digit:
                if pick.off:
                    self.post_message(self.Hesitated(self, pick.off))
                    return
                self.highlighted = place
                if self.several:
                    self.action_tick()
                return
        keys = [pick.key for pick in self.picks if pick.key]
        if keys:
            self.post_message(self.Hesitated(self, f"There is no {digit} here: the keys are 1 to {max(keys)}."))

    def action_tick(self) -> None:
        """Tick or untick the highlighted pick."""
        if not self.several or self.highlighted is None:
            return
        place = self.highlighted
        self.ticked ^= {self.picks[place].id}
        self.replace_option_prompt_at_index(place, self._line(self.picks[place], here=True))

    def action_commit(self) -> None:
        """Enter: commit the highlighted pick, or those that are ticked."""
        if self.several:
            ids = tuple(pick.id for pick in self.picks if pick.id in self.ticked)
            self.post_message(self.Committed(self, ids))
        elif not self.picks:
            self.post_message(self.Hesitated(self, "There is nothing here to take."))
        elif self.highlighted is None or self.picks[self.highlighted].off:
            self.post_message(self.Hesitated(self, "Press a number to highlight a line, then Enter to take it."))
        else:
            self.post_message(self.Committed(self, (self.picks[self.highlighted].id,)))


class Choices(Picks, inherit_bindings=False):
    """The choices of a decision: as any list, but no letter moves in it, since letters are keys of play."""

    BINDINGS = [
        *bindings("list"),
        *bindings("choices"),
        *(binding for binding in OptionList.BINDINGS if _keys(binding).isdisjoint({"up", "down", "enter"})),
    ]
