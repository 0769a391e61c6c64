"""The middle of the play screen: the scene above, where a joint decision stands, the choices below."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from sim.tui.content import Page
from sim.tui.widgets.ground import Pile
from sim.tui.widgets.picks import Choices, Picks
from sim.tui.widgets.words import Scroll, Words

LEAST_SCENE = 3
"""Lines of a scene that are in sight at least."""

NO_BANNER = Page()

Way = Literal["", "down", "up"]
"""Where a page key leads in the scene; empty: all of it is in sight."""


class Middle(Pile):
    """The choices are always in sight; the scene takes the height that it needs and no more than they leave to it.

    Text is never wider than a page of a book; what can't be picked from (a beat) is laid out differently from what can.
    """

    class Refitted(Message):
        """It was laid out anew, or scrolled; *way*: a scene longer than its place goes on downward, or only up from here."""

        def __init__(self, way: Way) -> None:
            super().__init__()
            self.way = way

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.about: str | None = None
        # Held and not looked for: while a screen goes its parts go one by one, and what was due is still done.
        self.banner = Words(id="banner")
        self.scene = Scroll(id="scene")
        self.how = Words(id="how")
        self.choices: Picks = Choices(id="choices")

    def compose(self) -> ComposeResult:
        yield self.banner
        yield self.scene
        yield self.how
        yield self.choices

    def on_mount(self) -> None:
        self.scene.can_focus = False
        self.watch(self.scene, "show_vertical_scrollbar", self._say_soon, init=False)
        self.watch(self.scene, "scroll_y", self._say_longer, init=False)

    def show(
        self, about: str, scene: Page | Content, how: Page, *, choices: bool = True, banner: Page = NO_BANNER
    ) -> None:
        """Show *scene*, from the top if it is *about* something else than before, under a *banner*; with or without *choices*.

        *how* a decision stands, or how it goes on from here, stays in sight below it.
        """
        self.set_class(not choices, "-beat")
        self.banner.show(banner)
        self.banner.display = bool(banner)
        self.scene.show(scene, top=about != self.about)
        self.about = about
        self.how.show(how)
        self.how.display = bool(how)
        self.choices.display = choices
        self.call_after_refresh(self._fit)

    def on_resize(self, event: events.Resize) -> None:
        """Another size, or in sight again."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        room = self.content_size.height
        if not room or not self.children:  # out of sight, or the screen is just going
            return
        for part in (self.banner, self.how, self.choices):
            room -= part.outer_size.height + part.styles.margin.height if part.display else 0
        room = max(LEAST_SCENE, room)
        self.scene.styles.max_height = room
        self.call_after_refresh(self._say_longer)

    def _say_soon(self) -> None:
        """When it is laid out: a bar comes or goes while sizes still change."""
        self.call_after_refresh(self._say_longer)

    def _say_longer(self) -> None:
        if self.is_attached and self.children:
            most = self.scene.max_scroll_y
            self.post_message(self.Refitted("" if most <= 0 else "down" if self.scene.scroll_y < most else "up"))
