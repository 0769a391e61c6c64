"""The briefing: what a case touches, what this role knows beforehand, who else is in it, and how play works."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sim.engine.seats import Mode, Pace
from sim.engine.views import Brief
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.dialogs.setup import MODES, PACES
from sim.tui.names import Names, capital, listed
from sim.tui.screens.help import how_play_works
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words


class Briefing(Screen[bool]):
    """Gives True to begin, False to go back."""

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin(True)", show=False),
        Binding("escape,q", "begin(False)", show=False),
        Binding("question_mark", "help", show=False),
    ]

    def __init__(self, brief: Brief, mode: Mode, pace: Pace) -> None:
        super().__init__()
        self.brief, self.mode, self.pace = brief, mode, pace

    def compose(self) -> ComposeResult:
        brief = self.brief
        yield Words(line(plain(brief.title, "strong"), plain(f"  {brief.role_title}", "muted")), id="bar")
        yield Scroll(briefing(brief, self.mode, self.pace), id="page")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer(
            [
                Key("Enter", "begin"),
                Key("↑↓ PgUp PgDn", "read on"),
                Key("?", "keys"),
                Key("Esc", "back, nothing begins"),
            ]
        )
        self.query_one("#page").focus()

    def action_begin(self, begin: bool) -> None:
        """Begin, or go back."""
        self.dismiss(begin)

    def action_help(self) -> None:
        """All keys."""
        from sim.tui.screens.help import Help

        self.app.push_screen(Help())


def briefing(brief: Brief, mode: Mode, pace: Pace) -> Page:
    """All of it, as one page."""
    rows: list[Row | Page] = []
    if brief.content_notes:
        rows.append(row(plain("What this case touches", "title")))
        rows += [row(capital(note), "– ") for note in brief.content_notes]
        way_out = "You can go back now with Esc, and pause (p) or step out (s) at any moment."
        rows.append(row(plain(f"It is never graphic. {way_out}", "muted")))
        rows.append(row(""))
    rows.append(who_you_are(brief))
    rows.append(row(plain(f"{capital(mode)}: {MODES.get(mode, '')}", "muted"), gap=1))
    rows.append(row(plain(f"{capital(pace)}: {PACES.get(pace, '')}", "muted")))
    if brief.minutes:
        rows.append(row(plain(f"About {brief.minutes} minutes.", "muted")))
    rows += [row(""), how_play_works(), glossary(brief), row(plain(_review(brief), "muted"), gap=1)]
    return page(*rows)


def who_you_are(brief: Brief) -> Page:
    """The role's brief, and who else is in the case."""
    names = Names(brief)
    starts = Clockface(brief.starts).full(0)
    rows: list[Row | Page] = [row(line(plain(capital(brief.role_title), "title"), plain(f", {starts}")))]
    if brief.text:
        rows.append(prose(brief.text))
    rows.append(row(plain("The others", "title"), gap=1))
    rows += [row(capital(title), "– ") for role, title in brief.roles if role != brief.role]
    if brief.desks:
        rows.append(row(f"Desks that can be asked: {listed([desk.title for desk in brief.desks])}."))
    if brief.children:
        children = listed([names.child(child) for child, _, _ in brief.children])
        rows.append(row(f"The children are called by letters: {children}."))
    return page(*rows)


def glossary(brief: Brief) -> Page:
    """Words of the other agencies."""
    if not brief.glossary:
        return page()
    words = [row(meaning, plain(f"{term}: ", "strong")) for term, meaning in brief.glossary]
    return page(row(plain("Words you may meet", "title"), gap=1), *words)


def _review(brief: Brief) -> str:
    if brief.review == "draft":
        return (
            "This case is a draft: no professional has reviewed it yet. It is for trying the program, not for teaching."
        )
    return f"Review of this case: {brief.review}."
