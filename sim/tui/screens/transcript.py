"""What has been on screen, to be scrolled back to: read from its end, and searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen

from sim.tui.content import Page, line, plain
from sim.tui.keymap import bindings
from sim.tui.play.transcript import Moment, transcript
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words
from sim.tui.widgets.writing import Line

LONGEST = 60
"""Letters to search for."""

TICK = 1.0
"""Seconds between looks at the clock, which goes on meanwhile."""


class Transcript(ModalScreen[None]):
    """Shows *found*, the latest at the bottom. *left*: what to say of the time left of the decision that waits."""

    CSS_PATH = "transcript.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("transcript")

    def __init__(self, found: Sequence[Moment], left: Callable[[], Content]) -> None:
        super().__init__()
        self.found = tuple(found)
        self.left = left
        self.scenes: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Words(line(plain("What has been on screen", "strong")), id="where")
            yield Words(id="left")
        yield Scroll(id="page")
        with Horizontal(id="search"):
            yield Words(line(plain("Search: ", "key")), id="label")
            yield Line(longest=LONGEST, id="sought")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#search").display = False
        self._show("", end=True)
        self.query_one("#page").focus()
        self._show_keys()
        self.look()
        self.set_interval(TICK, self.look)

    def _show(self, wanted: str, *, end: bool) -> None:
        words, self.scenes = transcript(self.found, wanted)
        self.query_one("#page", Scroll).show(words, top=not end)
        if end:
            self.call_after_refresh(self._to_the_end)

    def _to_the_end(self) -> None:
        self.query_one("#page", Scroll).scroll_end(animate=False)

    def look(self) -> None:
        """Look at the clock, which goes on."""
        self.query_one("#left", Words).show(self.left())

    def _show_keys(self) -> None:
        searching = self.query_one("#search").display
        self.query_one("#keys", Keys).offer(
            [
                Key("↑↓ PgUp PgDn", "scroll"),
                Key("transcript.scene_before"),
                Key("transcript.scene_after"),
                Key("transcript.find", "search anew" if searching else "search"),
                Key("transcript.close", "all of it again" if searching else "back to play"),
            ]
        )

    def on_input_changed(self, message: Line.Changed) -> None:
        """Each letter narrows what is shown."""
        message.stop()
        if self.query_one("#search").display:
            self._show(self.query_one(Line).text, end=False)

    def on_input_submitted(self, message: Line.Submitted) -> None:
        """Enter: to the text, to scroll in it."""
        message.stop()
        self.query_one("#page").focus()

    def action_find(self) -> None:
        """Search: what is typed is looked for in each moment."""
        self.query_one("#search").display = True
        self.query_one("#sought").focus()
        self._show_keys()

    def action_scene(self, way: int) -> None:
        """To the next scene, or to the one before."""
        page = self.query_one("#page", Scroll)
        starts = self._lines_of_scenes(page)
        here = round(page.scroll_y)
        after = [at for at in starts if at > here] if way > 0 else [at for at in reversed(starts) if at < here]
        if after:
            page.scroll_to(y=after[0], animate=False)

    def _lines_of_scenes(self, page: Scroll) -> list[int]:
        """The lines at which scenes begin, as wide as the page is now."""
        words, width = page.inner.words, page.inner.content_size.width
        if not isinstance(words, Page):
            return []
        return [Page(words.rows[:place]).get_height({}, width) for place in self.scenes]

    def action_close(self) -> None:
        """Back to all of it, if something was searched for; else back to play."""
        search = self.query_one("#search")
        if search.display:
            search.display = False
            self.query_one(Line).value = ""
            self._show("", end=True)
            self.query_one("#page").focus()
            self._show_keys()
        else:
            self.dismiss()
