"""Hot wash: what went well and what should be otherwise, written by several people without their names, then put in groups.

Each writes behind a curtain (`screens.washing`), so nobody sees another's words before all have written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.app import ComposeResult

from sim.tui.content import Page, line, page, plain, row
from sim.tui.debrief.part import Part
from sim.tui.keymap import bindings, shown
from sim.tui.widgets.keys import Key
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.sessions import WashCard

LEAD = (
    "First thoughts after the case, before they fade: what went well (plus), what should be otherwise next time (delta). "
    "One after the other writes, and no name is kept. Then put cards that belong together in groups."
)
NOT_KEPT = "This debrief belongs to no session that is kept, so nothing can be written."
NO_CARD = "There is no card yet."
NO_GROUP = "This card is in no group yet: Enter puts it in one."
UNGROUPED = "In no group yet"
NEW, NONE = "\nnew", "\nnone"
"""Ids beside groups' names, which have no line breaks."""
LONGEST_GROUP = 60
"""Letters of a group's name."""


class HotWash(Part):
    """The cards, by their groups."""

    TAB = "Hot wash"
    BINDINGS = bindings("wash")

    def compose(self) -> ComposeResult:
        self.cards: list[WashCard] = []
        yield Words(page(row(plain(LEAD, "muted"))), id="lead")
        yield Words(id="count")
        yield Picks(id="cards")

    def on_mount(self) -> None:
        self.fill()

    def fill(self) -> None:
        """Show the cards as they are kept."""
        after = self.back.after
        self.cards = in_order(after.cards()) if after is not None else []
        count = _count(self.cards, shown("wash.write", self.app)) if after is not None else page(NOT_KEPT)
        self.query_one("#count", Words).show(count)
        heads = ["\n", *(card.group for card in self.cards)]
        picks = [
            Pick(card.ref, _card(card), card.text, head=None if card.group == heads[n] else _head(card, first=n == 0))
            for n, card in enumerate(self.cards)
        ]
        self.query_one("#cards", Picks).offer(picks, ready=True)
        if after is not None and after.trouble:
            self.debrief.say(after.trouble)

    def come(self) -> None:
        self.fill()
        self.query_one("#cards").focus()

    def keys(self) -> list[Key]:
        off = self.why_not("wash.write")
        bare = self.why_not("wash.remove")
        return [
            Key("wash.write", off=off),
            Key("list.take", "group", off=bare),
            Key("wash.rename", off=self.why_not("wash.rename")),
            Key("wash.remove", off=bare),
            Key("7", "ratings"),
        ]

    def why_not(self, act: str) -> str:
        """Why something can't be done here now."""
        if not act.startswith("wash."):
            return ""
        if self.back.after is None:
            return NOT_KEPT
        if act == "wash.write":
            return ""
        card = self._here()
        if card is None:
            return NO_CARD
        return NO_GROUP if act == "wash.rename" and not card.group else ""

    def _here(self) -> WashCard | None:
        pointed = self.query_one("#cards", Picks).pointed_at
        return next((card for card in self.cards if pointed is not None and card.ref == pointed.id), None)

    def _off(self, act: str) -> bool:
        why = self.why_not(act)
        self.debrief.say(why)
        return bool(why)

    # --- writing

    def action_write(self) -> None:
        """Let one after the other write."""
        from sim.tui.screens.washing import Handing

        if self._off("wash.write") or self.back.after is None:
            return

        def written(_: object) -> None:
            self.fill()
            self.debrief.offer()

        self.app.push_screen(Handing(self.back.after), written)

    # --- grouping

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Put a card in a group."""
        from sim.tui.dialogs.value import Value

        message.stop()
        card = self._here()
        if card is None:
            return

        def answered(ids: tuple[str, ...] | None) -> None:
            if ids is None:
                return
            if ids[0] == NEW:
                self._ask_name("A new group", "Its name, in a few words.", "", lambda name: self._put([card], name))
            else:
                self._put([card], "" if ids[0] == NONE else ids[0])

        picks = [Pick(name, page(row(name)), name, n) for n, name in enumerate(self.groups, 1) if n < 10]
        picks += [Pick(name, page(row(name)), name) for name in self.groups[9:]]
        picks += [Pick(NEW, page(row("a new group …"))), Pick(NONE, page(row("no group")))]
        self.app.push_screen(Value("Under which group?", card.text, picks, present=card.group or NEW), answered)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        """Enter where there is nothing to group."""
        message.stop()
        self.debrief.say(self.why_not("wash.remove"))

    @property
    def groups(self) -> list[str]:
        """The names of the groups, in order."""
        return sorted({card.group for card in self.cards if card.group}, key=str.casefold)

    def action_rename(self) -> None:
        """Give the group of the card another name; the name of another group makes one of both."""
        card = self._here()
        if self._off("wash.rename") or card is None:
            return
        mine = [each for each in self.cards if each.group == card.group]
        about = "The name of another group puts both together."
        self._ask_name(f"Rename “{card.group}”", about, card.group, lambda name: self._put(mine, name))

    def _ask_name(self, title: str, about: str, present: str, done: object) -> None:
        from sim.tui.dialogs.value import Word

        def answered(words: str | None) -> None:
            if words and callable(done):
                done(" ".join(words.split()))

        self.app.push_screen(Word(title, about, present, longest=LONGEST_GROUP), answered)

    def _put(self, cards: Sequence[WashCard], group: str) -> None:
        if self.back.after is not None:
            for card in cards:
                if not self.back.after.keep_card(replace(card, group=group)):
                    self.debrief.say(self.back.after.trouble)
                    break
        self.fill()
        self.debrief.offer()

    def action_remove(self) -> None:
        """Delete a card, after a question."""
        from sim.tui.dialogs.confirm import Confirm

        card = self._here()
        if self._off("wash.remove") or card is None:
            return

        def answered(yes: bool | None) -> None:
            if yes and self.back.after is not None:
                self.back.after.remove_card(card.ref)
                self.fill()
                self.debrief.offer()

        about = page(row(card.text), row("Its words are deleted, and can’t be brought back.", gap=1))
        self.app.push_screen(Confirm("Delete this card?", about, yes="delete it", no="keep it", final=True), answered)

    def on_option_list_option_highlighted(self, message: Picks.OptionHighlighted) -> None:
        """Another card may be in a group, or in none."""
        message.stop()
        self.debrief.offer()


def in_order(cards: Sequence[WashCard]) -> list[WashCard]:
    """Cards by group, those in none last; in a group first what went well."""
    return sorted(cards, key=lambda card: (not card.group, card.group.casefold(), card.kind != "plus"))


def _count(cards: Sequence[WashCard], write: str) -> Page:
    plus = sum(card.kind == "plus" for card in cards)
    if not cards:
        return page(row(f"Nobody has written yet: {write} begins.", gap=1))
    return page(row(plain(f"{plus} plus, {len(cards) - plus} delta", "strong"), gap=1))


def _head(card: WashCard, *, first: bool) -> Page:
    return page(row(plain(card.group or UNGROUPED, "title"), gap=0 if first else 1))


def _card(card: WashCard) -> Page:
    kind = plain(f"{card.kind:<5}  ", "good" if card.kind == "plus" else "new")
    words = card.text.splitlines() or [""]
    return page(*(row(line(part), kind if n == 0 else " " * 7) for n, part in enumerate(words)))
