"""The app: what it begins with, and what happens when something breaks.

What can be done wherever one is stands in `everywhere`, which screen comes after which in `ways`, `laptop` (several persons
before one screen) and `beginning`.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.sessions.report import write_report
from sim.tui import trouble
from sim.tui.beginning import Beginning
from sim.tui.first import HOME, Begin, First, Home, Resume, Review

if TYPE_CHECKING:
    from sim.sessions import SessionStore, Wall
    from sim.settings import Settings

__all__ = ["Begin", "First", "Home", "JointResponse", "Resume", "Review"]


class JointResponse(Beginning):
    """All screens of the program, over one store of sessions.

    *seed*: for the order of choices and the details of the next case begun; None: a new one each time. *wall*: another clock
    than the machine's. *settings*: None for those of the file. *database*: what has to be typed after a command to reach the
    same store; nothing for the usual one.
    """

    def __init__(
        self,
        store: SessionStore,
        first: First = HOME,
        *,
        seed: int | None = None,
        wall: Wall | None = None,
        settings: Settings | None = None,
        database: str = "",
    ) -> None:
        super().__init__(store, seed=seed, wall=wall, settings=settings)
        self.database = database
        self.first = first
        self.ended_by = 0  # the signal that ended the program

    async def on_mount(self) -> None:
        from sim.tui.screens.home import HomeScreen

        if not self.is_headless:
            trouble.heed(self.told_to_end, lambda: self.away, self.end_editor)
        self.screen_change_signal.subscribe(self, self.cover)
        self.apply(self.settings)  # the terminal's colours are known only now
        asks = (
            isinstance(self.first, Begin) and self.first.role is None
        )  # a question leaves it in sight, all others cover it
        if (asks or isinstance(self.first, Home)) and isinstance(self.screen, HomeScreen):
            await self.screen.uncover()
        self.say(self.trouble_with_settings())
        first, self.first = self.first, HOME  # what was read goes when the case has begun
        match first:
            case Home():
                pass
            case Begin(case=case, role=role, mode=mode, pace=pace, factor=factor, avoid=avoid, reading=reading):
                await self.show_case(case, role, mode, pace, factor, avoid, reading)
            case Resume(session=session) | Review(session=session):
                await self.resume(session)

    async def on_unmount(self) -> None:
        await self.close_session()

    # --- when something breaks, or ends it

    def told_to_end(self, number: int) -> None:
        """A signal asks the program to end: close as always, with the exit code that says so."""
        self.ended_by = number
        self.exit(return_code=128 + number)

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Run the app; if its code fails, say that the session is safe, how to resume it and where the report is.

        Raises `SystemExit` (1) where it fails so late that Textual can't say it in its return code.
        """
        heard = trouble.listen(self)
        late: Sequence[str] = ()
        try:
            super().run(*args, **kwargs)
        except Exception as error:
            late = traceback.format_exception(error)
        finally:
            trouble.unheed()
        if self.ended_by:
            trouble.farewell(self.ended_by, self.last, self.database, writing=self.broken_off)
        elif late or self.return_code:
            places = late or trouble.without_values(heard.getvalue())
            trouble.show(trouble.words(self.last, write_report(places, self.last), self.database))
        if late and not self.ended_by:
            raise SystemExit(1)
