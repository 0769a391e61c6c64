"""A long list of which one entry is under the cursor: what one knows, messages, words, keys.

Only what is in sight is drawn, and what was drawn last is kept until it changes, so that a pane of hundreds of entries follows a
key at once (a list of options of Textual's lays all of them out anew).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual import events
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from sim.tui.content import Page, plain
from sim.tui.keymap import bindings
from sim.tui.widgets.words import NO_WORDS

POINTER = "▸"
"""Stands in the first cell of the entry under the cursor, so that it is not said by colour alone."""
CURSOR = "cards--cursor"
KEPT = 2
"""For how many times its height in cards their lines are kept. A line weighs 2 kB: those of all that an hour brings would weigh
more than the log of it. What was scrolled away is drawn again when it comes back, in a third of a millisecond.
"""


class Card(msgspec.Struct, frozen=True):
    """One entry. *head* stands above it and is never under the cursor; *gap*: blank lines above. *copy*: what is copied of it."""

    id: str
    words: Page
    head: Page = msgspec.field(default_factory=lambda: NO_WORDS)
    gap: int = 0
    copy: str = ""


class Drawn(msgspec.Struct, frozen=True):
    """What is known of a card at one width: its height."""

    card: Card
    height: int


class Cards(ScrollView, can_focus=True):
    """Entries under each other. The cursor is seen while the list has the focus; arrows, Home, End and the mouse move it.

    *last*: the newest stand at the end, which stays in sight until somebody moves away from it; else at the beginning.
    *steady*: the cursor is seen without the focus too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {CURSOR}
    BINDINGS = bindings("cards")

    class Pointed(Message):
        """The cursor is on another card; None: on none."""

        def __init__(self, cards: Cards, card: Card | None) -> None:
            super().__init__()
            self.cards, self.card = cards, card

        @property
        def control(self) -> Cards:
            return self.cards

    class Taken(Message):
        """Enter on a card, or two clicks."""

        def __init__(self, cards: Cards, card: Card) -> None:
            super().__init__()
            self.cards, self.card = cards, card

        @property
        def control(self) -> Cards:
            return self.cards

    def __init__(
        self,
        *,
        last: bool = False,
        steady: bool = False,
        empty: Page | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.steady = steady
        self.last = last
        self.empty = empty or NO_WORDS
        self.cards: tuple[Card, ...] = ()
        self.at: int | None = None
        self.drawn: dict[str, Drawn] = {}
        self.lines: dict[tuple[str, bool], list[Strip]] = {}  # by id and whether the cursor is on it, the oldest first
        self.ends: list[int] = []  # the line after each card
        self.wide = 0
        self.following = last
        """Whether the end is to be in sight: until somebody moves away, whatever grows or shrinks meanwhile."""

    # --- what is shown

    def offer(self, cards: Sequence[Card], *, point: str | None = None) -> None:
        """Show *cards* instead. The cursor stays on its card while that is there; *point* puts it on another."""
        found = tuple(cards)
        if found == self.cards and point is None:
            return
        here = self.card
        grown = bool(found) and (not self.cards or found[0].id != self.cards[0].id)
        left = self.last and not self.lit and self.at is not None and self.at == len(self.cards) - 1
        self.cards = found
        wanted = point if point is not None else here.id if here is not None else None
        if left and found and point is None:  # who left it at its newest comes back to what is newest then
            wanted = found[-1].id
        self.at = next((n for n, card in enumerate(found) if card.id == wanted), None)
        if self.at is None and self.lit:
            self.at = self.first
        self._lay()
        if self.at is not None and (self.lit or point is not None):
            self._now_and_after(self.reveal)
        elif self.following:
            self._now_and_after(self.to_end)
        elif grown and not self.last:
            self.scroll_home(animate=False)
        now = self.card
        if (now and now.id) != (here and here.id):
            self.post_message(self.Pointed(self, now))

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return self.cards[self.at] if self.at is not None and self.at < len(self.cards) else None

    @property
    def lit(self) -> bool:
        """Whether the cursor is seen."""
        return self.has_focus or self.steady

    @property
    def first(self) -> int | None:
        """Where the cursor begins."""
        return None if not self.cards else len(self.cards) - 1 if self.last else 0

    def _lay(self) -> None:
        """Reckon where each card stands; what is the same as before keeps its lines."""
        width = self.scrollable_content_region.width or self.wide  # out of sight it has none
        if not width:
            self.drawn, self.lines, self.ends = {}, {}, []
            return
        rules = self.styles.get_rules()
        if width != self.wide:
            self.wide = width
            self.drawn, self.lines = {}, {}
        drawn: dict[str, Drawn] = {}
        ends, line = [], 0
        for card in self.cards:
            known = self.drawn.get(card.id)
            if known is None or (known.card is not card and known.card != card):
                known = Drawn(card, self._height(card, width, rules))
                self._forget(card.id)
            drawn[card.id] = known
            line += known.height
            ends.append(line)
        self.drawn, self.ends = drawn, ends
        height = line or self.empty.get_height(rules, width)
        if self.virtual_size != Size(width, height):
            self.virtual_size = Size(width, height)
        self.refresh()

    def _height(self, card: Card, width: int, rules: RulesMap) -> int:
        return card.gap + card.head.get_height(rules, width) + self._pointed(card, False).get_height(rules, width)

    def _pointed(self, card: Card, here: bool) -> Page:
        return card.words.indented(plain(POINTER if here else " ", "key"))

    def _forget(self, card: str) -> None:
        """The lines of *card* are not what it looks like any more."""
        for here in (False, True):
            self.lines.pop((card, here), None)

    def _lines(self, card: Card, here: bool) -> list[Strip]:
        lines = self.lines.get((card.id, here))
        if lines is None:
            ground = self.visual_style
            own = self.get_visual_style(CURSOR) if here else ground
            lines = [Strip.blank(self.wide, ground.rich_style) for _ in range(card.gap)]
            lines += self._strips(card.head, ground)
            lines += self._strips(self._pointed(card, here), own)
            if len(self.lines) >= max(1, KEPT * self.size.height):
                del self.lines[next(iter(self.lines))]
            self.lines[card.id, here] = lines
        return lines

    def _strips(self, words: Page, style: Style) -> list[Strip]:
        return Visual.to_strips(self, words, self.wide, None, style, apply_selection=False, pad=True) if words else []

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        if not self.wide:
            self._lay()
        line = y + self.scroll_offset.y
        ground = self.visual_style
        if not self.cards:
            lines = self._strips(self.empty, ground)
            return lines[line] if line < len(lines) else Strip.blank(self.size.width, ground.rich_style)
        n = bisect_right(self.ends, line)
        if n >= len(self.ends):
            return Strip.blank(self.size.width, ground.rich_style)
        card = self.cards[n]
        lines = self._lines(card, n == self.at and self.lit)
        place = line - (self.ends[n] - self.drawn[card.id].height)
        return lines[place] if place < len(lines) else Strip.blank(self.size.width, ground.rich_style)

    def on_resize(self, event: events.Resize) -> None:
        """Another size: everything is laid out anew, and what was in sight stays so."""
        self._lay()
        if self.following and not self.has_focus:
            self.call_after_refresh(self.to_end)
        elif self.has_focus:
            self.call_after_refresh(self.reveal)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Somebody moved, or the list did; at the end it stays there."""
        super().watch_scroll_y(old_value, new_value)
        self.following = self.last and new_value >= self.max_scroll_y

    def notify_style_update(self) -> None:
        """Other colours: everything is drawn anew."""
        self.lines = {}
        super().notify_style_update()

    # --- the cursor

    def point(self, at: int | None) -> None:
        """Put the cursor on card number *at*."""
        if at == self.at:
            return
        self.at = at
        self.refresh()
        self._now_and_after(self.reveal)
        self.post_message(self.Pointed(self, self.card))

    def _now_and_after(self, scroll: Callable[[], None]) -> None:
        """*scroll* in the frame that shows what changed, not in one after it; and again then, since it may bring a scroll bar."""
        if self.size:
            scroll()
        self.call_after_refresh(scroll)

    def reveal(self) -> None:
        """Scroll so that the card under the cursor is in sight."""
        if self.at is None or self.at >= len(self.ends):
            return
        height = self.drawn[self.cards[self.at].id].height
        self.scroll_to_region(
            Region(0, self.ends[self.at] - height, self.wide, height), animate=False, immediate=True, force=True
        )

    def to_end(self) -> None:
        """Scroll so that the last card is in sight."""
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True, force=True)

    def on_focus(self) -> None:
        """The cursor is seen now, and begins with the newest."""
        if self.at is None and self.cards:
            self.point(self.first)
        else:
            self.call_after_refresh(self.reveal)
            self.post_message(self.Pointed(self, self.card))
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is not seen any more."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Up or down."""
        if self.cards:
            start = self.at if self.at is not None else self.first or 0
            self.point(max(0, min(len(self.cards) - 1, start + by)))

    def action_edge(self, way: int) -> None:
        """To the first or the last."""
        if self.cards:
            self.point(0 if way < 0 else len(self.cards) - 1)

    def page(self, way: int) -> None:
        """A page up or down: as far as the height of the list goes, at least by one card."""
        if not self.cards or self.at is None:
            return
        line = self.ends[self.at] - 1 + way * max(1, self.size.height - 1)
        at = max(0, min(len(self.cards) - 1, bisect_right(self.ends, max(0, line))))
        self.point(at if at != self.at else max(0, min(len(self.cards) - 1, at + way)))

    def action_take(self) -> None:
        """Enter: take the card under the cursor."""
        if self.card is not None:
            self.post_message(self.Taken(self, self.card))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a card; two take it."""
        place = event.get_content_offset(self)
        if place is None:
            return
        at = bisect_right(self.ends, place.y + self.scroll_offset.y)
        if at < len(self.cards):
            self.point(at)
            if event.chain > 1:
                self.action_take()
