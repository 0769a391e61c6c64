"""The play screen: the scene and its choices, the clock, the others, what I know, and what came in.

It follows the session's views and hands each to its widgets; commands go to the session and come back as an acceptance or a
reason. It decides nothing: what is possible is what the view and the session say. Nothing that arrives takes the screen: it is
counted in a line and waits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.worker import Worker, WorkerState

from sim.engine.names import RoleId
from sim.engine.views import View
from sim.tui import breadth
from sim.tui.content import plain
from sim.tui.keymap import bindings, shown
from sim.tui.names import capital
from sim.tui.play import arrivals, bar, company, limits
from sim.tui.play.possible import offered, paused
from sim.tui.screens.acting import ROOMY
from sim.tui.screens.deciding import Deciding
from sim.tui.settle import Settle
from sim.tui.widgets.ground import Pile
from sim.tui.widgets.hinting import Hinting
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.known import Known
from sim.tui.widgets.middle import Middle, Way
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.talks import Talks
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.sessions import Clock, Session
    from sim.tui.screens.jump import Part

CALM_TICK, LAST_TICK = 1.0, 0.2
"""Seconds between looks at the clock; the second in the last ten seconds of a limit."""

PANES = ("here", "feed", "known")
"""What a narrow terminal shows one at a time; a wide one shows all."""
PARTS = {"here": "Scene and choices", "known": "What I know", "feed": "Messages"}
"""What the panes are called where one jumps to them."""
LEADS = {"here": "more", "feed": "what I know", "known": "scene"}
"""Where `i` leads from each of them, in a word or two."""
BAR_PADDING = 2
"""Cells at the ends of the top line."""


class Play(Deciding):
    """One role of one session, until its end."""

    CSS_PATH = "play.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-wide"), (170, "-vast")]
    BINDINGS = bindings("play")

    class Viewed(Message):
        """The session has a new view."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, session: Session, role: RoleId) -> None:
        super().__init__(session, role)
        self.add_class("-here")
        self.rung = 0  # the last event for which the bell was rung
        self.near = False  # in the last seconds of a limit
        self.way: Way = ""  # where a page key leads in a scene that is longer than its place

    # --- the parts

    def compose(self) -> ComposeResult:
        breadth.fit(self)
        with Horizontal(id="bar"):
            yield Words(id="where")
            yield Words(id="left")
            yield Words(id="clock")
        with Horizontal(id="table"):
            yield Middle(id="here")
            with Pile(id="side"):
                yield Words(id="others")
                yield Known(self.names, self.face, id="known")
                others = tuple(role for role, _ in self.brief.roles if role != self.role)
                yield Talks(self.names, self.face, others, key=lambda act: shown(act, self.app), id="feed")
        yield Scroll(id="cover")
        yield Hinting(id="hints")
        yield Words(id="news")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.settle = Settle(self.joint.now, self.joint.pressed)
        self.query_one("#others").border_title = "The others"
        self.query_one("#known").border_title = "What I know"
        self.query_one("#feed").border_title = "Messages"
        self._show_where()
        self.query_one("#cover").can_focus = False
        self._show(self.session.view(self.role))
        self.run_worker(self._follow(), name="views", exit_on_error=False)
        self._tick()

    def _show_where(self) -> None:
        """Which case, and who one is in it, as far as there is room."""
        clock = plain(self.face.full(self.view.time)).cell_length
        limits_run = self.session.pace != "untimed"
        cells = bar.room(self.app.size.width - BAR_PADDING, clock, limits=limits_run, bar=self.roomy)
        short = capital(self.names.seat(self.role))
        self.query_one("#where", Words).show(bar.where(self.brief.title, self.brief.role_title, short, cells))

    async def _follow(self) -> None:
        async for view in self.session.views(self.role):
            self.post_message(self.Viewed(view))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A failure behind the screen is a failure of the app: it ends as `trouble` says, with nothing lost."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            raise event.worker.error

    # --- showing

    def on_play_viewed(self, message: Viewed) -> None:
        """A new view is there: hand it to the widgets."""
        message.stop()
        if message.view.seq >= self.view.seq:  # the clock may have shown a later one
            self._show(message.view)

    def _show(self, view: View) -> None:
        if view.ended and not self.view.ended:
            self.say("")
        before, self.view = self.view.decision, view
        over = before if before is not None and (view.decision is None or view.decision.id != before.id) else None
        if over is not None:
            self.close(over, view)
        clock = self.clock
        self.holding, self.turn = clock.holding, self.whose_turn()
        self.set_class(view.paused, "-paused")
        self.show_middle(view)
        self._show_news()
        self._show_sides(view)
        self._show_clock(clock)
        self._show_hints()
        self.query_one("#keys", Keys).offer(self._keys())
        if over is not None and self.session.mode == "coach":
            self.joint.show_feedback()  # a coach speaks before play goes on
        if self.session.alarms(self.role):
            self.joint.show_alarm()

    def _show_sides(self, view: View) -> None:
        self.query_one("#others", Words).show(company.others(view, self.brief, self.names, self.face))
        self.known.see(view, self.bookmark.since)
        self.talks.see(view, self.bookmark.since)
        if view.paused:
            keys = {act: shown(act, self.app) for act in company.COVERED}
            self.query_one("#cover", Scroll).show(company.cover(view, self.face, keys))

    def _show_news(self) -> None:
        """The line that counts what came in; the bell, if somebody wants it."""
        found = self.bookmark.unread(self.view, self.names)
        news = self.query_one("#news", Words)
        news.show(arrivals.news(found, self.face, shown("play.news", self.app)))
        news.display = bool(found)
        if found and found[-1].seq > self.rung:
            self.rung = found[-1].seq
            self.joint.ring("messages")

    def on_middle_refitted(self, message: Middle.Refitted) -> None:
        """The scene is longer than its place, or is not any more, or its end is reached: the line of keys says so."""
        message.stop()
        if message.way != self.way:
            self.way = message.way
            self.query_one("#keys", Keys).offer(self._keys())

    # --- the clock

    def _show_clock(self, clock: Clock) -> None:
        self.query_one("#clock", Words).show(plain(self.face.full(clock.now), "strong"))
        self.query_one("#left", Words).show(self.time_left())
        if clock.trouble:
            self.say(clock.trouble, refused=True)
        near = clock.running and clock.left is not None and clock.left <= limits.LAST_SECONDS
        if near and not self.near:
            self.joint.ring("limit")
        self.near = near

    def look(self) -> None:
        """Look at the clock."""
        clock = self.clock
        self._show_clock(clock)
        late = clock.running and self.owed and self.owed != self.still_owed()
        if clock.holding != self.holding or self.whose_turn() != self.turn or late:
            self._show(self.session.view(self.role))

    def _tick(self) -> None:
        """Look at the clock, and again in a second; more often when it matters."""
        self.look()
        clock = self.clock
        near = clock.left is not None and clock.running and clock.left <= limits.LAST_SECONDS + CALM_TICK
        self.set_timer(LAST_TICK if near else CALM_TICK, self._tick)

    # --- keys

    def on_resize(self, event: events.Resize) -> None:
        """Narrow or wide: the line of keys says where `i` leads."""
        self._show_where()
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """Show the line of keys anew."""
        if self.is_attached:
            self.query_one("#keys", Keys).offer(self._keys())

    def _keys(self) -> list[Key]:
        """The line of keys for what is shown now."""
        pane = LEADS[self.pane] if self.has_class("-narrow") else "next pane"
        way = self.way if self.pane == "here" else ""
        handing = "now" if self.turn else "offered" if self.joint.beside else ""
        return self.side_keys(pane) or offered(
            self.view, self.off, holding=self.holding, way=way, pane=pane, handing=handing
        )

    # --- reading

    def action_news(self) -> None:
        """Read what came in, one after the other."""
        found = self.bookmark.unread(self.view, self.names)
        if not found:
            self.say(paused(self.app) if self.view.paused else "Nothing new has come in.", refused=True)
            return
        from sim.tui.dialogs.arrivals import Arrivals

        def read(seq: int | None) -> None:
            self.bookmark.read = max(self.bookmark.read, seq or 0)
            self._show_news()

        self.app.push_screen(Arrivals(found, self.face), read)

    def on_click(self, event: events.Click) -> None:
        """A click on the line of news reads it."""
        if event.widget is self.query_one("#news"):
            self.action_news()

    def action_hint(self) -> None:
        """The first hint is read, and the next one has room; where there is none: back to the scene."""
        if self.query_one(Hinting).put_away():
            self._show_hints()
        elif not self.view.paused:
            self.show_pane("here")

    def _show_hints(self) -> None:
        self.query_one(Hinting).offer(self.view, self.off, holding=self.holding)

    # --- panes

    def action_pane(self) -> None:
        """Narrow: show the next pane instead. Wide: move the focus on, so that arrow keys scroll it."""
        self.show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def show_pane(self, pane: str) -> None:
        """Give *pane* the focus; where the terminal is narrow, show it instead of the others."""
        if pane == self.pane == self.side:
            return
        self.pane = pane
        self.say("")
        self.update_classes({f"-{name}": name == pane for name in PANES})  # at once: each change styles all anew
        if pane == "feed":  # there it can be read as well
            self.bookmark.read = self.view.seq
            self._show_news()
        if pane == "here":
            self.set_focus(self.query_one(Picks) if self.query_one(Picks).display else None)
        else:
            self.set_focus(self.known if pane == "known" else self.talks.cards)
        self.show_keys()

    def to_jump_to(self) -> list[Part]:
        """The panes, for jumping; in a narrow terminal also those that are out of sight."""
        from sim.tui.screens.jump import Part

        return [Part(title, self.query_one(f"#{pane}"), partial(self.show_pane, pane)) for pane, title in PARTS.items()]

    def action_scroll(self, pages: int) -> None:
        """Page keys scroll the scene, wherever the focus is; or the side pane that has it."""
        if self.pane == "here":
            scene = self.query_one("#scene", Scroll)
            scene.scroll_relative(y=pages * max(1, scene.size.height - 1), animate=False)
        else:
            (self.known if self.pane == "known" else self.talks.cards).page(pages)
