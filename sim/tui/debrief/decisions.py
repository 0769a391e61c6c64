"""Decisions: a timeline of marks, and below it the list. Both point at the same decision; Enter opens it."""

from __future__ import annotations

from textual.app import ComposeResult

from scoring import DecisionReview
from scoring.losses import Loss, amount, owner
from scoring.sentences import Mark, earned, mark, points_of
from sim.tui import symbols
from sim.tui.content import Page, Tone, line, page, plain, row
from sim.tui.debrief.part import Part
from sim.tui.debrief.review import came, looking
from sim.tui.widgets.keys import Key
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.timeline import Moment, Timeline
from sim.tui.widgets.words import Words

SIGNS: dict[Mark, tuple[str, Tone]] = {
    "full": (symbols.ALL, "good"),
    "part": (symbols.PART, "new"),
    "none": (symbols.NOTHING, "poor"),
    "missed": (symbols.MISSED, "poor"),
    "unscored": (symbols.UNSCORED, "muted"),
}
LEGEND: dict[Mark, str] = {
    "full": "all that was at stake",
    "part": "a part of it",
    "none": "nothing of it",
    "missed": "not decided",
    "unscored": "not scored",
}


NOTE = 60
"""Letters of a note that stand in the list."""


class Decisions(Part):
    """The decisions that the role had a part in."""

    TAB = "Decisions"

    def compose(self) -> ComposeResult:
        back = self.back
        self.marks = [self.mark(found) for found in back.mine]
        moments = [
            Moment(found.opened, *SIGNS[how], f"{back.face.hm(found.opened)} {found.title}")
            for found, how in zip(back.mine, self.marks, strict=True)
        ]
        yield Words(self._legend(), id="legend")
        yield Timeline(moments, back.card.time, back.clock, id="timeline")
        yield Picks([self._pick(n, found) for n, found in enumerate(back.mine)], ready=True, airy=True, id="decisions")
        if not back.mine:
            yield Words(page(plain("You had no decision to take in this play.", "muted")), id="none")

    def mark(self, found: DecisionReview) -> Mark:
        """How a decision came out; without points only whether it was decided."""
        how = mark(found, self.back.role)
        if self.back.points or how == "missed":
            return how
        return "full" if found.how == "chosen" else "unscored"

    def _legend(self) -> Page:
        words = LEGEND if self.back.points else {**LEGEND, "full": "decided", "unscored": "broken off"}
        used = [how for how in SIGNS if how in self.marks]
        parts = [line(plain(SIGNS[how][0], SIGNS[how][1]), plain(f" {words[how]}   ", "muted")) for how in used]
        return page(row(line(*parts))) if parts else page()

    def _pick(self, n: int, found: DecisionReview) -> Pick:
        back = self.back
        sign, tone = SIGNS[self.marks[n]]
        width = max(len(back.face.hm(each.opened)) for each in back.mine)
        time = back.face.hm(found.opened).ljust(width)
        head = line(plain(f"{sign} ", tone), plain(f"{time}  ", "muted"), plain(found.title, "strong"))
        items = earned(found, back.role)
        said = came(found, back.names, owners=back.owners)
        if items and back.points:
            said += f" · {points_of(sum(item.points for item in items), sum(item.at_stake for item in items))}"
        under = " " * (width + 4)
        rows = [row(head), row(plain(said, "muted"), under)]
        rows += [row(plain(f"Your note: {_short(note.text)}", "new"), under) for note in back.notes_on(found)]
        for loss in back.losses.get(found.decision, ()) if back.points else ():
            at, tone = plain(f"{back.face.hm(loss.at).ljust(width)}  ", "muted"), _tone(loss)
            words = line(
                plain(f"{owner(loss, back.voice)}: ", "muted"),
                plain(amount(loss), tone),
                plain("" if loss.mine else " (not charged)", "muted"),
            )
            rows.append(row(words, line(under[width + 2 :], at)))
        return Pick(str(n), page(*rows), found.title)

    def come(self) -> None:
        self.query_one("#decisions").focus()

    def keys(self) -> list[Key]:
        if not self.back.mine:
            return []
        return [Key("↑↓ ←→", "move"), Key("list.take", "open"), Key("debrief.what_if")]

    def decision(self) -> int | None:
        return self.query_one("#decisions", Picks).highlighted

    def sideways(self, by: int) -> bool:
        picks = self.query_one("#decisions", Picks)
        if self.back.mine:
            picks.highlighted = min(max(0, (picks.highlighted or 0) + by), len(self.back.mine) - 1)
        return True

    def on_option_list_option_highlighted(self, message: Picks.OptionHighlighted) -> None:
        """The pointer goes where the list points."""
        self.query_one("#timeline", Timeline).point(message.option_index)

    def on_timeline_pointed(self, message: Timeline.Pointed) -> None:
        """A click on a mark."""
        message.stop()
        self.query_one("#decisions", Picks).highlighted = message.place

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Open a decision."""
        from sim.tui.screens.feedback import Feedback

        message.stop()
        self.app.push_screen(Feedback(self.back.mine, looking(self.back), place=int(message.ids[0])), self.looked)

    def looked(self, place: int | None) -> None:
        """Back from looking: the list points at what was looked at last."""
        if place is not None:
            self.query_one("#decisions", Picks).highlighted = place

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= NOTE else f"{said[: NOTE - 1].rstrip()}…"


def _tone(loss: Loss) -> Tone:
    """Better than the model answer, charged to the role, or only shown."""
    return "good" if loss.better else "poor" if loss.mine else "muted"
