"""The app: what it begins with, and what happens when something breaks.

What can be done wherever one is stands in `everywhere`, which screen comes after which in `ways`, `laptop` (several persons
before one screen) and `beginning`.
"""

from __future__ import annotations

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
    than the machine's. *settings*: None for those of the file.
    """

    def __init__(
        self,
        store: SessionStore,
        first: First = HOME,
        *,
        seed: int | None = None,
        wall: Wall | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(store, seed=seed, wall=wall, settings=settings)
        self.first = first

    async def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, self.cover)
        self.apply(self.settings)  # the terminal's colours are known only now
        await self.show_home()
        self.say(self.trouble_with_settings())
        match self.first:
            case Home():
                pass
            case Begin(case=case, role=role, mode=mode, pace=pace, factor=factor, avoid=avoid):
                await self.show_case(case, role, mode, pace, factor, avoid)
            case Resume(session=session) | Review(session=session):
                await self.resume(session)

    async def on_unmount(self) -> None:
        await self.close_session()

    # --- when something breaks

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Run the app; if its code fails, say that the session is safe, how to resume it and where the report is."""
        heard = trouble.listen(self)
        super().run(*args, **kwargs)
        if self.return_code:
            trouble.show(trouble.words(self.last, write_report(trouble.without_values(heard.getvalue()), self.last)))
