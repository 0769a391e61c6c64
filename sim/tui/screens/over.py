"""The end of a case that several persons played at one laptop: the team's score, and whose seat to look back from.

How the case ended for a seat, and its own score, are shown only to who chooses that seat.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen

from sim.engine.names import RoleId
from sim.tui.content import line, page, plain, row
from sim.tui.keymap import bindings
from sim.tui.widgets.bars import Bar, Bars
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

MEANWHILE = "The team’s score is being worked out."

PRIVATE = "A seat’s ending and its own score are shown only to who chooses it."
POINTLESS = "A seat’s ending is shown only to who chooses it."
"""The same after a workshop."""


class CaseOver(Screen[None]):
    """The case *title* is over. *seats*: role -> who played it; *team*: works out its bars, none where no points are shown.

    It can be chosen from at once: the bars come when they are worked out. *points*: whether there are any to be shown.
    """

    CSS_PATH = "over.tcss"
    AUTO_FOCUS = "#picks"
    BINDINGS = bindings("over")

    def __init__(
        self,
        title: str,
        seats: Mapping[RoleId, str],
        team: Callable[[], Awaitable[Sequence[Bar]]],
        team_title: str,
        *,
        points: bool = True,
    ) -> None:
        super().__init__()
        self.case, self.seats, self.team, self.team_title = title, dict(seats), team, team_title
        self.private = PRIVATE if points else POINTLESS
        self.working = True  # in a thread; keys do not wait for it

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        yield Words(line(plain("The case is over", "strong"), plain(f"  {self.case}", "muted")), id="bar")
        with VerticalScroll(id="room", can_focus=False):
            yield Words(page(row(plain(MEANWHILE, "muted"))), id="team")
            yield Words(
                page(row(plain("Whose seat do you look back from?", "strong")), row(plain(self.private, "muted")))
            )
            lines = [Pick(role, page(row(who)), who, n) for n, (role, who) in enumerate(self.seats.items(), 1)]
            yield Picks(lines, ready=True, id="picks")
        yield Keys(id="keys")

    async def _fill(self) -> None:
        """The bars of the team, once they are worked out."""
        from sim.engine import EngineError
        from sim.sessions import SessionError

        try:
            bars = await self.team()
        except (EngineError, SessionError) as error:
            self.query_one("#team", Words).show(page(row(plain(f"There is no score: {error}", "new"))))
        else:
            waiting = self.query_one("#team")
            if bars:
                await self.query_one("#room").mount(Bars(self.team_title, list(bars)), before=waiting)
            await waiting.remove()
        self.working = False

    def on_mount(self) -> None:
        self.run_worker(self._fill())
        self.query_one("#keys", Keys).offer(
            [
                Key("↑↓", "move"),
                Key("list.take", "look back"),
                Key("everywhere.support"),
                Key("everywhere.help"),
                Key("over.home"),
            ]
        )

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        await self.joint.look_back_from(RoleId(message.ids[0]))

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    async def action_home(self) -> None:
        """To the first screen."""
        await self.joint.back_home()
