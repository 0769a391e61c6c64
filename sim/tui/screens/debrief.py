"""The debrief: scores with their coverage, decisions, who knew what when, what was passed on, people to talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from scoring import Scorecard
from sim.engine.names import RoleId
from sim.engine.views import Brief
from sim.tui import lanes
from sim.tui.clockface import Clockface
from sim.tui.content import Page, line, page, plain, row
from sim.tui.marks import marks, support
from sim.tui.names import Names
from sim.tui.passing import passing
from sim.tui.review import came, number
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import POINTER, Pick, Picks
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

PARTS = ("Scores", "Decisions", "Who knew what when", "Passing it on", "Support")


class Debrief(Screen[None]):
    """Five parts, one at a time."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(n), f"part({n})", show=False, priority=True) for n in range(1, len(PARTS) + 1)],
        Binding("tab,right", "turn(1)", show=False, priority=True),
        Binding("shift+tab,left", "turn(-1)", show=False, priority=True),
        Binding("v", "words", show=False),
        Binding("b", "rewind", show=False),
        Binding("q,escape", "home", show=False),
        Binding("question_mark", "help", show=False),
    ]

    def __init__(self, card: Scorecard, brief: Brief, *, can_rewind: bool) -> None:
        super().__init__()
        self.card, self.brief, self.can_rewind = card, brief, can_rewind
        self.role: RoleId = brief.role
        self.names = Names(brief)
        self.face = Clockface(brief.starts)
        self.mine = tuple(found for found in card.decisions if self.role in found.present)
        self.part = 1
        self.in_words = False

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Words(id="where")
            yield Words(plain(self.face.full(self.card.time), "muted"), id="clock")
        yield Words(id="parts")
        yield Scroll(id="page")
        yield Picks(id="decisions", airy=True)
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        title = line(plain("Debrief", "strong"), plain(f"  {self.brief.title}  {self.brief.role_title}", "muted"))
        self.query_one("#where", Words).show(title)
        self.query_one("#decisions", Picks).offer(self._decisions(), ready=True)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """The chart is drawn to the width at hand."""
        if self.part == 3:
            self._show()

    def _show(self) -> None:
        tabs = [
            plain(f"{POINTER}{n} {name} ", "cursor") if n == self.part else plain(f" {n} {name} ", "muted")
            for n, name in enumerate(PARTS, 1)
        ]
        self.query_one("#parts", Words).show(line(*tabs))
        text, decisions = self.query_one("#page", Scroll), self.query_one("#decisions", Picks)
        text.display, decisions.display = self.part != 2, self.part == 2
        if self.part == 2:
            decisions.focus()
        else:
            text.show(self._page(), top=True)
            text.focus()
        self.query_one("#status", Words).show(plain(""))
        self.query_one("#keys", Keys).offer(self._keys())

    def _page(self) -> Page:
        if self.part == 1:
            return marks(self.card, self.role, self.names)
        if self.part == 3:
            if self.in_words:
                return lanes.told(self.card, self.names, self.face)
            return lanes.chart(self.card, self.names, self.face, self.size.width - MARGIN)
        if self.part == 4:
            return passing(self.card, self.role, self.names, self.face)
        return support()

    def _decisions(self) -> list[Pick]:
        picks = []
        for n, found in enumerate(self.mine):
            head = line(plain(f"{self.face.hm(found.opened)}  ", "muted"), plain(found.title, "strong"))
            earned = [item for item in found.items if self.role in item.owners or "team" in item.owners]
            points = sum(item.points for item in earned)
            of = sum(item.at_stake for item in earned)
            said = f"{came(found, self.names)}"
            if earned:
                said += f" · {number(points)} of {number(of)} points"
            picks.append(Pick(str(n), page(row(head), row(plain(said, "muted"), "       ")), found.title))
        return picks

    def _keys(self) -> list[Key]:
        keys = [Key("1-5", "parts")]
        if self.part == 2:
            keys += [Key("↑↓", "move"), Key("Enter", "look at it")]
        else:
            keys.append(Key("↑↓ PgUp PgDn", "scroll"))
        if self.part == 3:
            keys.append(Key("v", "as a chart" if self.in_words else "in words"))
        if self.can_rewind:
            keys.append(Key("b", "back to a decision"))
        return [*keys, Key("q", "first screen")]

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Open a decision."""
        message.stop()
        from sim.tui.screens.feedback import Feedback

        self.app.push_screen(Feedback(self.mine, self.role, self.names, self.face, place=int(message.ids[0])))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    def action_part(self, part: int) -> None:
        """Show a part."""
        self.part = part
        self._show()

    def action_turn(self, by: int) -> None:
        """The part before or after."""
        self.action_part((self.part - 1 + by) % len(PARTS) + 1)

    def action_words(self) -> None:
        """The chart in sentences, and back."""
        if self.part == 3:
            self.in_words = not self.in_words
            self._show()

    def action_rewind(self) -> None:
        """Back to an earlier decision, in a new session."""
        if not self.can_rewind or not self.joint.show_rewind():
            self.query_one("#status", Words).show(plain("There is no decision to go back to.", "new"))

    async def action_home(self) -> None:
        """To the first screen."""
        await self.joint.back_home()

    def action_help(self) -> None:
        """All keys."""
        from sim.tui.screens.help import Help

        self.app.push_screen(Help())


MARGIN = 6
"""Cells beside the page: padding and the scroll bar."""
