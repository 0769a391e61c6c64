"""The words of a screen, for copying."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

from sim.tui.content import Page
from sim.tui.widgets.cards import Cards
from sim.tui.widgets.keys import Keys
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.words import Words


def words_of(screen: Screen[object]) -> str:
    """What the part with the focus says; where it says nothing, all that is in sight, without the line of keys."""
    focused = screen.focused
    return (_words(focused) if focused is not None else "") or _words(screen)


def _words(part: Widget) -> str:
    found = []
    for widget in part.walk_children(Widget, with_self=True):
        if isinstance(widget, Keys) or not all(
            each.display for each in widget.ancestors_with_self if isinstance(each, Widget)
        ):
            continue
        if isinstance(widget, Picks):
            found += [pick.words.plain for pick in widget.picks]
        elif isinstance(widget, Cards):
            found += [card.copy or card.words.plain for card in widget.cards]
        elif isinstance(widget, Words):
            found.append(widget.words.plain if isinstance(widget.words, Page) else str(widget.words.plain))
    return "\n".join(part for part in found if part.strip())
