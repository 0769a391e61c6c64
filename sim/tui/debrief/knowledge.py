"""Who knew what when: swimlanes with a pointer, and under them what it points at in words."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from scoring.sentences import gist, standing, unowned
from sim.tui.content import line, page, plain, row
from sim.tui.debrief import lanes
from sim.tui.debrief.part import Part
from sim.tui.keymap import shown
from sim.tui.widgets.keys import Key
from sim.tui.widgets.swimlanes import Swimlanes
from sim.tui.widgets.words import Scroll, Words


class Knowledge(Part):
    """Facts under each other, a lane for each seat that held or needed one."""

    TAB = "Who knew what when"

    def compose(self) -> ComposeResult:
        back = self.back
        yield Words(lanes.legend(self.app.size.width - self.GUTTERS), id="legend")
        yield Swimlanes(back.facts, back.card.time, back.names.seat, back.clock, id="lanes")
        yield Words(id="pointed")
        said = Scroll(id="said")
        said.display = False
        yield said

    def on_resize(self, event: events.Resize) -> None:
        """The legend says as much as there is room for."""
        self.query_one("#legend", Words).show(lanes.legend(self.content_size.width))

    def come(self) -> None:
        self.query_one("#said" if self.in_words else "#lanes").focus()

    def keys(self) -> list[Key]:
        if self.in_words:
            return [*super().keys(), Key("debrief.words", "as a chart")]
        return [
            Key("↑↓", "facts"),
            Key("←→", "time"),
            Key(f"{shown('chart.closer', self.app)} {shown('chart.farther', self.app)}", "zoom"),
            Key("chart.after", "next event"),
            Key("debrief.words"),
        ]

    def sideways(self, by: int) -> bool:
        if not self.in_words:
            self.query_one("#lanes", Swimlanes).move(by)
        return not self.in_words

    def turn_words(self) -> bool:
        return self.swap(
            lambda: lanes.told(self.back.facts, self.back.voice, owners=self.back.owners),
            "#legend",
            "#lanes",
            "#pointed",
        )

    def on_swimlanes_moved(self, message: Swimlanes.Moved) -> None:
        """Say what the pointer points at."""
        message.stop()
        words = self.query_one("#pointed", Words)
        if not self.back.facts:
            words.show(lanes.nothing())
            return
        group, voice = self.back.facts[message.place], self.back.voice
        words.show(
            page(
                row(line(plain(f"{group[0].text} ", "strong"), plain(standing(group, message.second, voice), "new"))),
                row(plain(" ".join((gist if self.back.owners else unowned)(group, voice)))),
            )
        )
