"""The first screen: sessions to go on with, cases to play, what each is about; a first word to whoever is new here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widget import Widget

from sim.tui import breadth
from sim.tui.content import Page, line, page, plain, row
from sim.tui.keymap import bindings, shown
from sim.tui.widgets.ground import Ground
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.format import Card
    from sim.sessions import SessionRow
    from sim.tui.app import JointResponse
    from sim.tui.home.library import Case
    from sim.tui.home.offers import Offer
    from sim.tui.widgets.finder import Finder

WIDE = 100
"""Columns from which on what is said of a line stands beside the list."""

AIRY = 10
"""Lines up to which a wide list has blank ones between them."""


class HomeScreen(Ground, Screen[None]):
    """What can be done now, one line each.

    It is below all others, and nothing stands on it (it is *covered*) until it is shown: where the program begins with another
    screen, what stands here would take a tenth of a second at the start, and 1 MB all through play.
    """

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("home")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        self.covered = True
        self.left = False  # another screen was shown over it
        self.said = ""  # the line above the keys
        self.rows: list[SessionRow] = []
        self.trouble = ""  # why they can't be read
        self.cases: list[Case] | None = None  # None: not read yet
        self.played: dict[str, Card] = {}
        self.offers: dict[str, Offer] = {}
        self.wanted = ""
        self.unfold = False
        self.reading = False

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    @property
    def busy(self) -> bool:
        """Are cases still being read, or is nothing made yet?"""
        return self.reading or self.covered

    def part_called(self, part: str) -> str:
        """The list, for jumping: above it stands the program's name."""
        return "Cases and sessions" if part == "picks" else ""

    def compose(self) -> ComposeResult:
        breadth.fit(self)
        return ()

    def _parts(self) -> Iterator[Widget]:
        # With its words: what is shown before a widget is mounted and again after it leaves Textual with the first height.
        self.rows, self.trouble = self._kept()
        yield Words(self._heading(), id="heading")
        beside = Vertical(Words(id="about"), Words(id="rest"), id="beside")
        yield Container(Picks(id="picks"), beside, id="middle")
        yield Words(plain(self.said or self.trouble, "new"), id="status")
        yield Keys(id="keys")

    async def on_screen_resume(self) -> None:
        """Shown (again)."""
        if not self.covered:
            self._show()
        elif self.left:
            await self.uncover()

    def on_screen_suspend(self) -> None:
        """Another screen stands over it."""
        self.left = True

    async def uncover(self) -> None:
        """Make what stands here, when it is shown for the first time. To be called by its own messages, or as the app begins."""
        if self.covered and self.app.screen is self:  # or else the next one was shown meanwhile
            self.covered = False
            await self.mount_all(self._parts())
            self.watch(self.query_one(Picks), "highlighted", self._pointed, init=False)
            self._show()

    def _show(self) -> None:
        """Show what is kept at once, the cases after the first frame."""
        self._look()
        self._lay(first=True)
        self.query_one(Picks).focus()
        if not self.reading:
            self.reading = True
            self.call_after_refresh(self._read)

    def on_resize(self) -> None:
        """Wider or narrower: blank lines between the lines of the list, or none."""
        if self.cases is not None and not self.covered:
            self._lay()

    def say(self, words: str) -> None:
        """A line above the keys: why something did not work."""
        self.said = words
        for status in self.query("#status").results(Words):
            status.show(plain(words, "new"))

    # --- what there is

    def _kept(self) -> tuple[list[SessionRow], str]:
        """The sessions that are kept; none, and why, if the place of them can't be read."""
        from sim.sessions import SessionError

        try:
            return [one for one in self.joint.store.sessions() if one.persons], ""
        except SessionError as error:
            return [], str(error)

    def _look(self) -> None:
        """Look again at what is kept."""
        self.rows, self.trouble = self._kept()
        if self.trouble:
            self.say(self.trouble)

    def _read(self) -> None:
        """Read the cases: 2 ms each when they were read before, else up to some 100."""
        from sim.tui.home import library

        first = self.cases is None
        self.cases = [library.read(name, path) for name, path in self.joint.shelf().items()]
        self.played = {case.card.name: case.card for case in self.cases if case.card is not None}
        self.played |= {case.digest: case.card for case in self.cases if case.card is not None}
        self._read_pinned()
        self.reading = False
        if self.is_attached:
            self._lay(first=first)

    def _read_pinned(self) -> None:
        """What the sessions at the top play, where it is not in the library: a case of one's own."""
        from sim.engine import EngineError
        from sim.format import FormatError, card_of
        from sim.sessions import SessionError
        from sim.sessions.catalogue import pinned
        from sim.tui.home import kept
        from sim.tui.home.offers import LATEST

        for session in [one for one in self.rows if not one.ended][:LATEST]:
            if kept.card_of(session, self.played) is None:
                try:
                    self.played[session.digest] = card_of(pinned(self.joint.store, session.digest))
                except (EngineError, FormatError, SessionError):
                    continue  # it is offered all the same; opening it says what is wrong

    @property
    def now(self) -> float:
        """Seconds since the epoch."""
        return self.joint.wall.stamp() if self.joint.wall is not None else time.time()

    @property
    def new_here(self) -> bool:
        """Has nobody played yet?"""
        return not self.rows and not self.trouble

    # --- the list

    def _lay(self, *, first: bool = False) -> None:
        """Offer what there is and fits what is looked for. *first*: begin at the top where the list has changed."""
        from sim.tui.home.library import has
        from sim.tui.home.offers import offers, pick

        wanted = self.wanted
        all_ = offers(
            self.rows,
            self.cases or [],
            self.played,
            self.now,
            unfold=self.unfold,
            everything=bool(wanted),
            database=self.joint.database,
        )
        found = [offer for offer in all_ if has(offer.words, wanted)]
        self.offers = {offer.id: offer for offer in found}
        picks = self.query_one(Picks)
        if first and [pick.id for pick in picks.picks] != list(self.offers):
            picks.offer(())  # what was left just now stands first: highlight that
        airy = self.app.size.width >= WIDE and len(found) <= AIRY
        if airy != picks.airy:
            at, picks.airy = self.offered, airy
            picks.offer(
                [pick(at, 1)] if at is not None else ()
            )  # the others are laid out anew, and it stays highlighted
            picks.highlighted = None if at is None else 0
        picks.offer([pick(offer, n) for n, offer in enumerate(found, 1)], ready=True)
        self.query_one("#heading", Words).show(self._heading())
        self.set_class(self.new_here, "-new")
        self._pointed()

    # --- what is said

    def _heading(self) -> Page:
        from sim.tui.home.offers import heading

        return heading(self.cases, new=self.new_here and not self.wanted, database=self.joint.database)

    @property
    def offered(self) -> Offer | None:
        """What is highlighted."""
        picks = self.query_one(Picks)
        at = picks.highlighted
        return None if at is None or at >= len(picks.picks) else self.offers.get(picks.picks[at].id)

    def _pointed(self) -> None:
        """Say what is highlighted, and which keys go with it."""
        offer = self.offered
        if offer is not None:
            # Whoever is new reads every word: one sentence, and the others behind the key for more.
            short = offer.first if self.new_here and not self.has_class("-wide") else ""
            about = page(row(short)) if short else offer.about()
        elif self.wanted:
            about = page(row(f"Nothing here has “{self.wanted}” in its title, roles, aims or kind."))
        else:
            about = page(row(plain("Reading the cases …", "muted"))) if self.reading else page()
        self.query_one("#about", Words).show(about)
        self.call_after_refresh(self._cut)
        if self.wanted or self.query("#find"):
            self.query_one("#keys", Keys).offer(FINDING)
            return
        if self.new_here:  # nothing is there to be looked for, looked back on or removed
            self.query_one("#keys", Keys).offer(NEW)
            return
        removable = offer is not None and (offer.id.startswith(("resume:", "past:")) or self._own(offer) is not None)
        self.query_one("#keys", Keys).offer(
            [
                Key("↑↓", "move"),
                Key("list.take", "open it"),
                Key("home.find"),
                Key("home.more"),
                Key("home.history"),
                Key("home.remove", off="" if removable else NOT_REMOVED),
                Key("everywhere.settings"),
                Key("everywhere.support"),
                Key("everywhere.help"),
                Key("home.quit"),
            ]
        )

    def _cut(self) -> None:
        """Say below what is said of a line that there is more of it, where it does not fit."""
        for rest in self.query("#rest").results(Words):
            about, beside = self.query_one("#about", Words), self.query_one("#beside")
            if (
                self.joint.small or not about.content_size.width
            ):  # nothing of it is seen; what stands there needs no other place
                return
            lines = about.words.get_height({}, about.content_size.width)
            rest.show(
                line(
                    plain("… ", "muted"), plain(shown("home.more", self.app), "key"), plain(" says all of it", "muted")
                )
            )
            rest.display = lines > beside.content_size.height

    # --- what is done

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        self.say("")
        what, _, which = message.ids[0].partition(":")
        if what in ("resume", "past"):
            await self.joint.resume(which)
        elif what == "case":
            await self.joint.show_case(self._named(which))
        elif what == "more":
            self.unfold = True
            self._lay()
        else:
            from sim.tui.dialogs.path import Where

            async def named(path: str | None) -> None:
                if path:
                    self._remember(path)
                    await self.joint.show_case(path)

            self.app.push_screen(Where(), named)

    def _remember(self, path: str) -> None:
        """Keep the place of a case of one's own for the next time."""
        from sim.format import FormatError, locate, shipped
        from sim.tui.home import folders

        with suppress(FormatError):
            place = locate(path)
            if place not in shipped().values():
                folders.remember(place)

    def _own(self, offer: Offer | None) -> Path | None:
        """The place of a case of one's own; None: the line is something else."""
        what, _, which = offer.id.partition(":") if offer is not None else ("", "", "")
        path = self.joint.shelf().get(which) if what == "case" else None
        return path if path is not None and which == str(path) else None

    def _named(self, case: str) -> str:
        """The case as the app opens it: by its name where that is a shipped one's, else by its path."""
        from sim.format import shipped

        path = self.joint.shelf()[case]
        return case if shipped().get(case) == path else str(path)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()
        self.say(message.why)

    def action_more(self) -> None:
        """All that is said of the highlighted line, on a page of its own."""
        offer = self.offered
        if offer is not None:
            from sim.tui.screens.help import Help

            self.app.push_screen(Help(offer.about()))

    def action_history(self) -> None:
        """Finished sessions, and scores over time."""
        self.joint.show_history()

    def action_remove(self) -> None:
        """Remove the highlighted session, after a question."""
        offer = self.offered
        what, _, which = offer.id.partition(":") if offer is not None else ("", "", "")
        own = self._own(offer)
        if own is not None:
            from sim.tui.home import folders

            folders.forget(own)
            self._read()
            self.say(f"Taken off this list. The folder is as it was: {own}")
            return
        session = next((one for one in self.rows if one.id == which), None)
        if session is None or what == "case":
            self.say(NOT_REMOVED)
            return
        from sim.tui.dialogs.removing import removing
        from sim.tui.home import kept

        def gone(words: str) -> None:
            self._look()
            self._lay()
            self.say(words)

        removing(self.joint, session, kept.roles(session, self.played), gone)

    async def action_find(self) -> None:
        """Type what to look for; the list follows."""
        from sim.tui.widgets.finder import Finder

        if not self.query(Finder):
            await self.mount(Finder(id="find"), before="#middle")
            self._pointed()
        self.query_one(Finder).take_focus()

    def on_finder_sought(self, message: Finder.Sought) -> None:
        message.stop()
        self.wanted = message.words
        self.say("")
        self._lay(first=True)

    async def on_finder_left(self, message: Finder.Left) -> None:
        message.stop()
        picks = self.query_one(Picks)
        picks.focus()
        if message.how == "closed":
            self.wanted = ""
            await message.finder.remove()
            self._lay()
        elif message.how == "taken":
            picks.action_commit()
        elif message.how == "down":
            picks.action_cursor_down()

    async def action_quit(self) -> None:
        """Close the program; where something is looked for, show all again."""
        from sim.tui.widgets.finder import Finder

        if self.query(Finder):
            await self.on_finder_left(Finder.Left(self.query_one(Finder), "closed"))
        else:
            self.app.exit()


NEW = (
    Key("↑↓", "move"),
    Key("list.take", "open it"),
    Key("home.more"),
    Key("everywhere.settings"),
    Key("everywhere.support"),
    Key("everywhere.help"),
    Key("home.quit"),
)
FINDING = (
    Key("type", "what you look for"),
    Key("Enter", "open it"),
    Key("finder.down"),
    Key("finder.close"),
    Key("everywhere.support"),
    Key("everywhere.help"),
)
NOT_REMOVED = "Only your sessions and your own cases can be removed: move to one with the arrow keys."
