"""Two people at one laptop: how such a case begins and is played with keys, and all words that any open screen holds."""

from __future__ import annotations

from collections.abc import Iterator

from textual.screen import Screen

from sim.engine.names import RoleId
from sim.engine.seats import Mode, Pace, Seat, Setup
from sim.engine.views import View
from sim.format import locate, open_scenario
from sim.sessions import Session, begin_session
from sim.sessions.catalogue import ME
from sim.tui.content import Page
from sim.tui.screens.curtain import Curtain
from sim.tui.screens.play import Play
from sim.tui.widgets.cards import Cards
from sim.tui.widgets.picks import Picks
from sim.tui.widgets.words import Words
from tests.tui.stage import CASE, Stage

POLICE, CPS, NURSE = RoleId("police"), RoleId("cps"), RoleId("medical")


async def share(here: Stage, pace: Pace = "untimed", mode: Mode = "practice") -> Session:
    """Police and CPS (Ann) share a case that begins, curtain up."""
    store = here.app.store
    seats = {role: Seat() for role in (POLICE, CPS, NURSE)}
    seats |= {POLICE: Seat(store.pseudonym(ME)), CPS: Seat(store.pseudonym("Ann"))}
    reading = open_scenario(locate(CASE))
    session = begin_session(store, reading, Setup(7, seats, mode, pace), wall=here.wall)
    await here.app.play(session, POLICE)
    await here.still()
    assert isinstance(here.app.screen, Curtain), here.see()
    return session


async def step(here: Stage) -> str:
    """One step of a play: the first choice that is open, Enter anywhere else."""
    screen = here.app.screen
    if not isinstance(screen, Play) or screen.view.decision is None or screen.view.ended:
        return await here.press("enter")
    decision = screen.view.decision
    if screen.turn and any(pick.role == screen.role for pick in decision.picks):
        return await here.press("h")
    key = next(choice.key for choice in decision.choices if choice.open) if not decision.choices[0].items else 1
    return await here.press(str(key), "enter")


def words_of(screen: Screen[object]) -> Iterator[str]:
    """All that a screen says, in sight or not."""
    for widget in screen.walk_children():
        if isinstance(widget, Words):
            yield widget.words.plain if isinstance(widget.words, Page) else str(widget.words.plain)
        elif isinstance(widget, Picks):
            yield from (pick.words.plain for pick in widget.picks)
        elif isinstance(widget, Cards):
            yield from (f"{card.words.plain} {card.copy}" for card in widget.cards)


def everything(here: Stage) -> str:
    """All that any open screen says, and what is in the clipboard, the titles and the notifications."""
    app = here.app
    said = [app.title, app.sub_title, app.clipboard, *(note.message for note in app._notifications)]
    for screen in app.screen_stack:
        said += [str(screen.title or ""), str(screen.sub_title or ""), *words_of(screen)]
    return " ".join(" ".join(said).split())


def private(view: View) -> set[str]:
    """What a seat sees that could be a secret: facts, messages, scenes and choices."""
    found = {fact.text for fact in view.known}
    found |= {text for message in view.messages for text in message.texts}
    found |= {notice.text for notice in view.feed}
    if view.decision is not None:
        found |= {view.decision.title, *(choice.text for choice in view.decision.choices)}
    found |= {view.ending_title, view.ending_text}
    return {" ".join(text.replace("**", "").split()) for text in found if len(text) > 5}
