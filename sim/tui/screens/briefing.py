"""The briefing: what a case touches, what this role knows beforehand, who else is in it, and how it will be played.

Enter begins; whatever else can be changed stands below with its key, and has a sensible value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from sim.engine.scenario import Scenario
from sim.engine.seats import Mode, Pace
from sim.engine.views import Brief
from sim.tui.clockface import Clockface
from sim.tui.content import Page, Row, line, page, plain, prose, row
from sim.tui.dialogs import setup
from sim.tui.dialogs.setup import Chosen
from sim.tui.keymap import bindings, keys_of, shown
from sim.tui.names import Names, capital, counted, listed
from sim.tui.settle import Settle
from sim.tui.widgets.ground import Ground
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.tui.app import JointResponse

TITLE = 11
"""Cells of the title of a part of the set-up."""

LONGEST_NAME = 30
OUT = ("play.pause", "play.step_out")
"""The ways out that are named beforehand."""


class Briefing(Ground, Screen[Chosen | None]):
    """Gives how to play, or None to go back. *place*: which of the persons at this laptop reads, the first if there is one."""

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("briefing")

    def __init__(self, brief: Brief, scenario: Scenario, chosen: Chosen, place: int = 0) -> None:
        super().__init__()
        self.brief, self.scenario, self.chosen, self.place = brief, scenario, chosen, place

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        brief = self.brief
        yield Words(line(plain(brief.title, "strong"), plain(f"  {brief.role_title}", "muted")), id="bar")
        yield Scroll(id="page")
        yield SetUp(id="setup")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.settle = Settle(self.joint.now, self.joint.pressed)
        self.settle.shows(self.place)
        leave = Key("briefing.back", "back, nothing begins" if not self.place else "not for me")
        begin = Key("briefing.begin", "begin" if self._last else "ready")
        reading = [Key("↑↓ PgUp PgDn", "read on"), Key("briefing.how")]
        self.query_one("#keys", Keys).offer([begin, *reading, Key("everywhere.support"), Key("everywhere.help"), leave])
        out = {act: shown(act, self.app) for act in ("briefing.avoid", "briefing.back", "briefing.how", *OUT)}
        can_leave_out = bool(setup.tags(self.scenario))
        self.query_one("#page", Scroll).show(briefing(self.brief, out, can_leave_out=can_leave_out))
        self.query_one("#page").focus()
        self.say("")
        self._lay()

    @property
    def _last(self) -> bool:
        return self.place == len(self.chosen.persons) - 1

    def _lay(self) -> None:
        """Show how it will be played."""
        parts = setup.parts(self.chosen, self.place, self.scenario)
        self.query_one(SetUp).lay(parts, lambda act: shown(act, self.app))
        keys = self.query_one("#keys", Keys)
        first = keys.keys[0]._replace(does="begin" if self._last else "ready, hand over")
        keys.offer([first, *keys.keys[1:]])

    def say(self, words: str) -> None:
        """A line above the keys."""
        status = self.query_one("#status", Words)
        status.show(plain(words, "new"))
        status.display = bool(words)

    def why_not(self, act: str) -> str:
        """Why a part of the set-up can't be changed."""
        parts = {part.act: part.off for part in setup.parts(self.chosen, self.place, self.scenario)}
        if act in parts or act in ("briefing.begin", "briefing.back", "briefing.how"):
            return parts.get(act, "")
        return "Whoever began has set this, for all." if act.startswith("briefing.") else ""

    def on_key(self, event: events.Key) -> None:
        """A number picks nothing here, and says what does."""
        if (event.character or "").isdigit():
            enter, on = shown("briefing.begin", self.app), "begins" if self._last else "hands over"
            self.say(f"No numbers here: {enter} {on}; the letters above change how you play.")

    def action_begin(self, begin: bool) -> None:
        """Begin, or go back. No key that was pressed before the page came passes by what the case touches."""
        if begin and not self.settle.there:
            self.say(f"That was pressed before this page came. {shown('briefing.begin', self.app)} again begins.")
            return
        if begin or not self.place:
            self.dismiss(self.chosen if begin else None)
            return
        from sim.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        about = page(row("The computer plays this role then. It costs nothing, and nobody is told why."))
        self.app.push_screen(Confirm("Leave this seat to the computer?", about, yes="leave it", no="stay"), answered)

    def action_how(self) -> None:
        """How play works, on a page of its own."""
        from sim.tui.screens.help import Help, how_play_works

        self.app.push_screen(Help(how_play_works() + glossary(self.brief)))

    # --- changing how it will be played

    def _take(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.say("")
        self._lay()

    def action_set(self, what: str) -> None:
        """Change a part of the set-up; where that can't be, say why."""
        if off := self.why_not(f"briefing.{what}"):
            self.say(off)
            return
        from sim.tui.dialogs.value import Value

        chosen, place = self.chosen, self.place
        person = chosen.persons[place]
        match what:
            case "mode":
                picks, title, about = setup.modes(chosen), "How do you want to play?", ""
                dialog = Value(title, about, picks, present=chosen.mode)
                self._ask(dialog, lambda ids: chosen.in_mode(cast("Mode", ids[0])))
            case "pace":
                picks, title = setup.paces(chosen), "At which pace?"
                dialog = Value(title, "No score depends on it.", picks, present=chosen.pace)
                self._ask(dialog, lambda ids: chosen.at_pace(cast("Pace", ids[0])))
            case "time":
                picks, title = setup.times(chosen, place), "How long shall your time limits be?"
                dialog = Value(title, setup.PRIVATE, picks, present=setup.time_now(chosen, place))
                self._ask(dialog, lambda ids: chosen.with_time(place, ids[0]))
            case "avoid":
                picks, title = setup.leaving_out(self.scenario), "What do you not want to be shown?"
                about = f"Another scene of equal worth takes its place. {setup.PRIVATE}"
                dialog = Value(title, about, picks, several=True, ticked=person.avoid)
                self._ask(dialog, lambda ids: chosen.having(place, person._replace(avoid=ids)))
            case _:
                self._ask_who()

    def _ask(self, dialog: Screen[tuple[str, ...] | None], change: Callable[[tuple[str, ...]], Chosen]) -> None:
        def answered(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                self._take(change(ids))

        self.app.push_screen(dialog, answered)

    def _ask_who(self) -> None:
        """Who else plays at this laptop, and what they are called."""
        from sim.tui.dialogs.value import Value

        def answered(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                before = self.chosen.persons
                self._take(self.chosen.joined_by(ids))
                if len(before) == 1 and not ids:
                    self.say("Nobody was ticked (Space or a number ticks): the computer plays the others.")
                self._ask_name(1)

        picks = setup.others(self.chosen, self.scenario)
        there = [person.role for person in self.chosen.persons[1:]]
        title = "Which other roles does somebody beside you play?"
        about = "The laptop goes from hand to hand; nobody sees another's seat. The computer plays what is not ticked."
        self.app.push_screen(Value(title, about, picks, several=True, ticked=there), answered)

    def _ask_name(self, place: int, trouble: str = "") -> None:
        """What the person at *place* is called; then the next one."""
        if place >= len(self.chosen.persons):
            return
        from sim.tui.dialogs.value import Word

        person = self.chosen.persons[place]
        taken = {each.name.casefold() for n, each in enumerate(self.chosen.persons) if n != place and each.name}

        def answered(name: str | None) -> None:
            if name and name.casefold() in taken | {"me"}:
                self._ask_name(place, "Somebody here has that name already. ")
                return
            if name is not None:
                self._take(self.chosen.having(place, person._replace(name=name)))
            self._ask_name(place + 1)

        title = f"Who plays {setup.seat_of(person._replace(name=''), self.scenario)}?"
        about = f"{trouble}A name or a nickname, to hand over to. It is kept apart from the record; empty is fine."
        self.app.push_screen(Word(title, about, person.name, longest=LONGEST_NAME), answered)


class SetUp(Words):
    """How it will be played, a part a line. A click on a line presses its key."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.acts: tuple[str, ...] = ()

    def lay(self, parts: Sequence[setup.Part], key: Callable[[str], str]) -> None:
        """Show *parts*, each under its *key*."""
        self.acts = tuple(part.act for part in parts)
        rows = [line(plain("How you play", "title"), plain(f"  {setup.ABOUT}", "muted"))]
        for part in parts:
            face = plain(f" {key(part.act)}  ", "off" if part.off else "key")
            rows.append(line(face, plain(part.title.ljust(TITLE), "off" if part.off else "muted"), part.now))
        self.show(page(*rows))

    def on_click(self, event: events.Click) -> None:
        """Press the key of the line that was clicked on."""
        place = event.get_content_offset(self)
        if place is not None and 0 < place.y <= len(self.acts):
            event.stop()
            self.app.simulate_key(keys_of(self.acts[place.y - 1], self.app).split(",")[0])


def briefing(brief: Brief, keys: dict[str, str], *, can_leave_out: bool) -> Page:
    """All that is read before play, as one page. *keys*: by act; *can_leave_out*: some scenes need not be shown."""
    rows: list[Row | Page] = []
    if brief.content_notes:
        rows.append(row(plain("What this case touches", "title")))
        rows += [row(capital(note), "– ") for note in brief.content_notes]
        less = f" {keys['briefing.avoid']} leaves some of it out." if can_leave_out else ""
        pause, step_out = keys["play.pause"], keys["play.step_out"]
        out = f"{keys['briefing.back']} goes back now; in play {pause} pauses and {step_out} steps out."
        rows.append(row(plain(f"Nothing is shown graphically.{less} {out}", "muted")))
        rows.append(row(""))
    rows.append(who_you_are(brief, desks=False))
    length = f"About {brief.minutes} minutes. " if brief.minutes else ""
    rows.append(row(plain(f"{length}{_review(brief)}", "muted"), gap=1))
    if brief.glossary:
        many = len(brief.glossary)
        words = f"{counted(many)} word{'' if many == 1 else 's'}"
        rows.append(row(plain(f"{keys['briefing.how']} explains {words} that you may meet.", "muted")))
    return page(*rows)


def who_you_are(brief: Brief, *, desks: bool = True) -> Page:
    """The role's brief, and who else is in the case; *desks*: also whom one can ask, which is offered where one asks, too."""
    names = Names(brief)
    starts = Clockface(brief.starts).full(0)
    rows: list[Row | Page] = [row(line(plain(capital(brief.role_title), "title"), plain(f", {starts}")))]
    if brief.text:
        rows.append(prose(brief.text))
    rows.append(row(plain("The others", "title"), gap=1))
    rows += [row(names.introduced(role), "– ") for role, _ in brief.roles if role != brief.role]
    if brief.desks and desks:
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
        return "A draft that no professional has reviewed: not for teaching."
    return f"Review of this case: {brief.review}."
