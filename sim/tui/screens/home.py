"""The first screen: sessions to resume, cases to play, sessions to look back on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sim.engine.names import RoleId
from sim.tui.clockface import length
from sim.tui.content import line, page, plain, row
from sim.tui.names import listed, readable
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.engine.scenario import Scenario
    from sim.sessions import SessionRow
    from sim.tui.app import JointResponse

LATEST = 3
"""Unfinished and finished sessions that are offered at once; `sim sessions` lists all."""


class HomeScreen(Screen[None]):
    """What can be done now, one line each."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", show=False),
        Binding("q,escape", "quit", show=False),
    ]

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        yield Words(
            page(
                row(plain("Joint Response", "title")),
                row(plain("One case, several agencies. For training; not legal or medical advice.", "muted")),
            ),
            id="heading",
        )
        yield Picks(id="picks", airy=True)
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer(
            [Key("↑↓ or number", "move"), Key("Enter", "take it"), Key("?", "help"), Key("q", "close")]
        )

    def on_screen_resume(self) -> None:
        """Shown (again): offer what is there now."""
        picks = self.query_one(Picks)
        there = self._picks()
        if [pick.id for pick in there] != [pick.id for pick in picks.picks]:
            picks.offer(())  # what was left just now stands first: highlight that
        picks.offer(there, ready=True)
        picks.focus()

    def say(self, words: str) -> None:
        """A line above the keys: why something did not work."""
        self.query_one("#status", Words).show(plain(words, "new"))

    def _sessions(self) -> list[SessionRow]:
        """The sessions that are kept; none, and a line that says why, if the place of them can't be read."""
        from sim.sessions import SessionError

        try:
            return self.joint.store.sessions()
        except SessionError as error:
            self.say(str(error))
            return []

    def _picks(self) -> list[Pick]:
        rows = self._sessions()
        cases = self.joint.cases()
        titles = {scenario.name: {role: it.title for role, it in scenario.roles.items()} for _, scenario in cases}
        found = [_resume(session, titles) for session in rows if session.ended is None and session.persons][:LATEST]
        found += [_case(name, scenario) for name, scenario in cases]
        found.append(
            Pick("path", page(row("A case in a folder of your own"), row(plain("You give its path.", "muted"))))
        )
        found += [_past(session, titles) for session in rows if session.ended is not None and session.persons][:LATEST]
        return [Pick(pick.id, pick.words, pick.short, n if n < 10 else 0) for n, pick in enumerate(found, 1)]

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        self.say("")
        what, _, which = message.ids[0].partition(":")
        if what in ("resume", "past"):
            await self.joint.resume(which)
        elif what == "case":
            await self.joint.show_case(which)
        else:
            from sim.tui.dialogs.path import Where

            async def named(path: str | None) -> None:
                if path:
                    await self.joint.show_case(path)

            self.app.push_screen(Where(), named)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()
        self.say(message.why)

    def action_help(self) -> None:
        """How play works, and its keys."""
        from sim.tui.screens.help import Help

        self.app.push_screen(Help())

    def action_quit(self) -> None:
        """Close the program."""
        self.app.exit()


Titles = Mapping[str, Mapping[RoleId, str]]
"""Scenario -> role -> title, of the cases that are there."""


def _roles(session: SessionRow, titles: Titles) -> str:
    there = titles.get(session.scenario, {})
    return listed([there.get(RoleId(role)) or readable(role) for role in session.persons])


def _resume(session: SessionRow, titles: Titles) -> Pick:
    since = f"{length(session.seconds)} into the case" if session.seconds else "just begun"
    about = f"{_roles(session, titles)} · {since} · {session.mode}, {session.pace}"
    title = line(plain("Resume ", "new"), plain(session.title, "strong"))
    return Pick(f"resume:{session.id}", page(row(title), row(plain(about, "muted"))))


def _past(session: SessionRow, titles: Titles) -> Pick:
    about = f"{_roles(session, titles)} · finished {(session.ended or '')[:10]} · {session.mode}"
    title = line(plain("Look back: "), plain(session.title, "strong"))
    return Pick(f"past:{session.id}", page(row(title), row(plain(about, "muted"))))


def _case(name: str, scenario: Scenario) -> Pick:
    facts = [f"{len(scenario.roles)} roles", f"{scenario.minutes} minutes" if scenario.minutes else ""]
    facts.append("draft: no professional has reviewed it yet" if scenario.review.state == "draft" else "reviewed")
    about = " · ".join(fact for fact in facts if fact)
    title = line(plain("Play ", "new"), plain(scenario.title, "strong"))
    summary = [row(scenario.summary)] if scenario.summary else []
    return Pick(f"case:{name}", page(row(title), *summary, row(plain(about, "muted"))))
