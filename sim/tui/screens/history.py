"""History: sessions that are over, and the scores of one person in one role of one case over time.

Never a list of persons: what is put beside each other is one's own, and only what means the same.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from scoring.sentences import STANDINGS
from scoring.words import DIMENSION_TITLES
from sim.engine.names import RoleId
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.tui.content import Page, Row, line, page, plain, row
from sim.tui.home.ago import dated, day, hour, moment
from sim.tui.keymap import bindings
from sim.tui.names import capital, counted, listed, readable
from sim.tui.symbols import NOT_DONE
from sim.tui.widgets.dots import Dot, Dots, sentence
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Scroll, Words

if TYPE_CHECKING:
    from sim.format import Card
    from sim.sessions import Mark, Past
    from sim.tui.app import JointResponse

DATED = 12
"""Cells of a day before the title, at least."""
NOTE = "Who plays a case again knows more of it: a line that rises shows that too."
FAILED = f"{NOT_DONE} below a dot: a critical error failed the dimension, whatever the figure."
NONE_YET = "Nothing is finished yet. When you have played a case to its end, it stands here, with its scores."


class HistoryScreen(Screen[None]):
    """Finished sessions, the latest first; below them the scores of the highlighted one among those it compares with.

    *played*: what the sessions play, by digest and by name.
    """

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("history")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, played: Mapping[str, Card]) -> None:
        super().__init__()
        self.past: list[Past] = []
        self.played = played
        self.in_words = False

    @property
    def joint(self) -> JointResponse:
        """The app, which knows the way to the other screens."""
        return cast("JointResponse", self.app)

    def compose(self) -> ComposeResult:
        yield Words(plain("History", "title"), id="heading")
        yield Picks(id="picks")
        yield Words(id="series")
        with Horizontal(id="charts"):
            for dimension in DIMENSIONS:
                yield Dots(DIMENSION_TITLES[dimension], id=dimension)
        yield Scroll(id="words")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#words").display = False
        self.watch(self.query_one(Picks), "highlighted", self._pointed, init=False)

    def on_screen_resume(self) -> None:
        """Shown (again): what is there now."""
        self._read()
        self.query_one(Picks).focus()

    def say(self, words: str) -> None:
        """A line above the keys."""
        self.query_one("#status", Words).show(plain(words, "new"))

    def _read(self) -> None:
        from sim.sessions import SessionError, finished

        try:
            self.past = finished(self.joint.store)
        except SessionError as error:
            self.say(str(error))
        days = Counter(day(moment(past.when)) for past in self.past)
        timed = any(count > 1 for count in days.values())  # of plays of one day the time says which is which
        moments = [moment(past.when) for past in self.past]
        whens = [dated(each, self.now) + (f" {hour(each)}" if timed else "") for each in moments]
        width = max([DATED, *(len(when) + 2 for when in whens)])
        lines = zip(self.past, whens, strict=True)
        picks = [_pick(n, past, self.played, when.ljust(width)) for n, (past, when) in enumerate(lines)]
        self.query_one(Picks).offer(picks, ready=True)
        self._pointed()

    @property
    def now(self) -> float:
        """Seconds since the epoch."""
        return self.joint.wall.stamp() if self.joint.wall is not None else time.time()

    @property
    def one(self) -> Past | None:
        """The highlighted session."""
        at = self.query_one(Picks).highlighted
        return None if at is None or at >= len(self.past) else self.past[at]

    def _pointed(self) -> None:
        """Show the scores of the highlighted session among those it compares with."""
        from sim.sessions import comparable, others

        one = self.one
        series = comparable(self.past, one) if one is not None else []
        here = next((n for n, past in enumerate(series) if past is one), None)
        for dimension in DIMENSIONS:
            self.query_one(f"#{dimension}", Dots).offer([_dot(past, dimension) for past in series], here)
        self.query_one("#charts").display = bool(series) and not self.in_words
        self.query_one("#words").display = bool(series) and self.in_words
        if one is None:
            about = page(row(NONE_YET))
        else:
            when = dated(moment(one.when), self.now)
            role = role_of(one, self.played) + seat(one, self.played)
            about = heading(one, series, others(self.past, one), role, when)
        self.query_one("#series", Words).show(about)
        self.query_one("#words", Scroll).show(in_words(series, self.now))
        off = "" if one is not None else "There is nothing finished yet."
        self.query_one("#keys", Keys).offer(
            [
                Key("↑↓", "move"),
                Key("list.take", "look back on it", off),
                Key("history.words", "as charts" if self.in_words else "", off),
                Key("history.remove", "", off),
                Key("everywhere.support"),
                Key("everywhere.help"),
                Key("history.home"),
            ]
        )

    # --- what is done

    async def on_picks_committed(self, message: Picks.Committed) -> None:
        message.stop()
        await self.joint.resume(self.past[int(message.ids[0])].session)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()
        self.say(message.why if self.past else "There is nothing finished yet.")

    def action_words(self) -> None:
        """Charts or words."""
        self.in_words = not self.in_words
        self._pointed()

    def action_remove(self) -> None:
        """Remove the highlighted session, after a question."""
        one = self.one
        if one is None:
            self.say("There is nothing finished yet.")
            return
        from sim.sessions import SessionError
        from sim.tui.dialogs.removing import removing

        def gone(words: str) -> None:
            self._read()
            self.say(words)

        try:
            removing(self.joint, self.joint.store.session(one.session), role_of(one, self.played), gone)
        except SessionError as error:
            self.say(str(error))

    def action_home(self) -> None:
        """The first screen."""
        self.dismiss()


# --- words


def role_of(past: Past, played: Mapping[str, Card], *, brief: bool = False) -> str:
    """The title of the role, as far as it is known; *brief*: as colleagues call it."""
    return _title(past, past.role, played, brief=brief)


def _title(past: Past, which: str, played: Mapping[str, Card], *, brief: bool) -> str:
    card = played.get(past.digest) or played.get(past.case)
    role = card.roles.get(RoleId(which)) if card is not None else None
    return readable(which) if role is None else (brief and role.short) or capital(role.title)


def seat(past: Past, played: Mapping[str, Card]) -> str:
    """Whose seat it was, where several shared the laptop: one's own, with whom; or another's, whose name is nobody's business."""
    if not past.mine:
        return ", another person’s seat"
    with_ = [_title(past, role, played, brief=True) for role in past.beside]
    return f", beside {listed(with_)}" if with_ else ""


def how(past: Past) -> str:
    """Mode and conditions, and whether it was a rewind, in a few words."""
    parts = [past.mode, f"{past.conditions} conditions" if past.conditions else ""]
    parts.append("from a rewind" if past.rewound else "")
    return ", ".join(part for part in parts if part) + early(past)


def early(past: Past) -> str:
    """That it did not come to its end, if it did not."""
    return {"stopped": ", ended early", "stalled": ", could go no further"}.get(past.how, "")


def _pick(number: int, past: Past, played: Mapping[str, Card], when: str) -> Pick:
    rest = f" – as {role_of(past, played, brief=True)}{seat(past, played)}, {past.mode}{early(past)}"
    words = line(plain(when, "muted"), plain(past.title, "strong"), plain(rest, "muted"))
    return Pick(str(number), page(row(words)), past.title)


def heading(one: Past, series: list[Past], elsewhere: int, role: str, when: str) -> Page:
    """What the charts show, in a sentence or two; where there are none, why."""
    rows = [
        row(plain(f"{one.title}, as {role}", "title")),
        row(plain(f"{when}: {how(one)}.", "muted")),
    ]
    if not one.marks:
        from sim.sessions.history import NOT_SHOWN

        why = f"Scores of {one.mode} mode are not shown here." if one.mode in NOT_SHOWN else "No score was kept of it."
        return page(*rows, row(why))
    times = "One play. " if len(series) == 1 else f"{capital(counted(len(series)))} plays, the first on the left. "
    provisional = "Provisional scores." if any(past.provisional for past in series) else ""
    rows.append(row(line(plain(times), plain(provisional, "new"))))
    letters = ", ".join(f"{mode[0]} {mode}" for mode in sorted({past.mode for past in series}))
    capitals = "; a capital letter: approved conditions" if _approved(series) else ""
    rows.append(row(plain(f"Below the dots: {letters}{capitals}.", "muted")))
    if any(_failed(mark) for past in series for mark in past.marks.values()):
        rows.append(row(plain(FAILED, "muted")))
    rows += [row(plain(words, "urgent")) for words in fails(one)]
    if len(series) > 1:
        rows.append(row(plain(NOTE, "muted")))
    if elsewhere:
        many = "1 session of it is" if elsewhere == 1 else f"{elsewhere} sessions of it are"
        rows.append(
            row(plain(f"{many} left out: the case, the rules, the scoring or who played beside you changed.", "muted"))
        )
    return page(*rows)


def fails(one: Past) -> list[str]:
    """What critical errors made of the dimensions of a mock exam: *Protocol adherence: failed until a person has looked at it.*"""
    by: dict[str, list[str]] = {}
    for dimension in DIMENSIONS:
        if _failed(mark := one.marks[dimension]):
            by.setdefault(STANDINGS[mark.standing], []).append(DIMENSION_TITLES[dimension])
    return [
        f"Critical error. {capital(listed([titles[0], *(title.lower() for title in titles[1:])]))}: {words}."
        for words, titles in by.items()
    ]


def _failed(mark: Mark) -> bool:
    return bool(STANDINGS[mark.standing])


def _approved(series: list[Past]) -> bool:
    return any(past.conditions == "approved" for past in series)


def _dot(past: Past, dimension: Dimension) -> Dot:
    letter, mark = past.mode[0], past.marks[dimension]
    return Dot(
        mark.share,
        letter.upper() if past.conditions == "approved" else letter,
        said(mark),
        brief(mark),
        _failed(mark),
    )


def said(mark: Mark) -> str:
    """A score with its coverage: `72%, 8 of 11 judged`; and whether a critical error failed the dimension."""
    return f"{_share(mark)}; {STANDINGS[mark.standing]}" if _failed(mark) else _share(mark)


def brief(mark: Mark) -> str:
    """The same where there is little room: `72%, failed`."""
    if not _failed(mark):
        return _share(mark)
    return f"{mark.share:.0%}, failed" if mark.share is not None else "failed"


def _share(mark: Mark) -> str:
    opportunities = mark.judged + mark.not_tested
    if not opportunities:
        return "not tested"
    share = f"{mark.share:.0%}" if mark.share is not None else "too few for a figure"
    return f"{share}, {mark.judged} of {opportunities} judged"


def in_words(series: list[Past], now: float) -> Page:
    """The charts as sentences."""
    rows: list[Row] = []
    for dimension in DIMENSIONS:
        dots = [(f"{dated(moment(past.when), now)} ({how(past)})", _dot(past, dimension)) for past in series]
        rows.append(row(sentence(DIMENSION_TITLES[dimension], dots), gap=1 if rows else 0))
    return page(*rows)
