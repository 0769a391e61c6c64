"""The panes beside the scene in an app of their own, and views made by hand for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

import sim.tui
from sim.engine.names import BasisId, FactId, RoleId, TopicId
from sim.engine.views import Brief, DeskTopic, DeskView, KnownFact, MessageView, View
from sim.tui.names import Names
from sim.tui.theme import CALM, THEMES
from sim.tui.widgets.cards import Cards
from tests.tui.picture import dump

POLICE, CPS, NURSE = RoleId("police"), RoleId("cps"), RoleId("medical")
BRIEF = Brief(
    POLICE,
    "case",
    "A case",
    "",
    "case",
    "2026-03-04T21:40",
    5,
    "Patrol officer",
    "",
    ((POLICE, "Patrol officer"), (CPS, "Child protective investigator"), (NURSE, "Emergency nurse")),
    (),
    (DeskView("records", "County records desk", (DeskTopic(TopicId("relatives"), "Relatives", ()),)),),
    ((TopicId("home"), "The home"), (TopicId("relatives"), "Relatives")),
    ((BasisId("agreement"), "The records agreement."), (BasisId("curious"), "It would help to know.")),
    (),
    (),
    (("MDT", "A multidisciplinary team"), ("Shelter hearing", "A hearing within 24 hours")),
    "draft",
    ((POLICE, "Police"), (CPS, "CPS"), (NURSE, "Nurse")),
)
NAMES = Names(BRIEF)


def fact(name: str, seq: int = 0, **more: object) -> KnownFact:
    """Something that police know; held from the start unless *more* says otherwise."""
    given = {"topic": "home", "text": f"{name} is so.", "at": seq, "how": "held", "source": ""} | more
    return KnownFact(fact=FactId(name), seq=seq, **given)  # type: ignore[arg-type]


def told(number: int, frm: str = CPS, to: tuple[str, ...] = (POLICE,), fact: str = "a", **more: object) -> MessageView:
    """A telling."""
    return MessageView(number, number * 60, frm, to, "told", (FactId(fact),), (f"{fact} is so.",), **more)  # type: ignore[arg-type]


def asked(number: int, frm: str = CPS, to: str = POLICE, **more: object) -> MessageView:
    """A question."""
    return MessageView(number, number * 60, frm, (to,), "asked", topic=TopicId("home"), **more)  # type: ignore[arg-type]


def read_back(number: int, reply_to: int, *, right: bool | None, frm: str = CPS, to: str = POLICE) -> MessageView:
    """A read-back of fact `a`."""
    said = "" if right is None else "so it is" if right else "so it is not"
    texts = ("a is so.",)
    return MessageView(
        number,
        number * 60,
        frm,
        (to,),
        "acknowledged",
        (FactId("a"),),
        texts,
        reply_to=reply_to,
        said=said,
        right=right,
    )


def view(*messages: MessageView, known: tuple[KnownFact, ...] = (), seq: int | None = None) -> View:
    """What police see."""
    last = seq if seq is not None else max([0, *[message.number for message in messages]])
    return View(POLICE, last, last * 60, "standing_by", "", "", None, True, None, known, messages, (), (), ())


class Bench(App[None]):
    """An app that shows one pane."""

    CSS_PATH = str(Path(sim.tui.__file__).parent / "app.tcss")

    def __init__(self, pane: Widget) -> None:
        super().__init__()
        self.pane = pane
        self.taken: list[str] = []
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = CALM.name

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_cards_taken(self, message: Cards.Taken) -> None:
        """Keep which card was taken."""
        self.taken.append(message.card.id)

    def see(self) -> str:
        """What is seen."""
        return dump(self)


@asynccontextmanager
async def bench(pane: Widget, size: tuple[int, int] = (46, 20)) -> AsyncIterator[tuple[Bench, Pilot[None]]]:
    """The pane on a bench, and the hand that presses keys."""
    app = Bench(pane)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
