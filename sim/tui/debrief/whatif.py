"""What if: pick a decision and see how the play might have gone on from there. What was played stays as it is.

From a decision one can play on oneself, in a new session; or the computer plays on, from there or after another choice, in
memory and beside the screen; then both plays are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from scoring import DecisionReview
from sim.sessions.branch import Fork
from sim.sessions.retelling import PLAYERS, others
from sim.tui.content import line, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.debrief.review import came
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.widgets.keys import Key
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.sessions import SessionRow

LEAD = "Pick a decision, and see how it might have gone on from there. What you have played stays as it is."
MYSELF, NOBODY = "myself", "nobody"


class WhatIf(Part):
    """The role's decisions, and above them what has been tried."""

    TAB = "What if"

    def compose(self) -> ComposeResult:
        yield Words(page(row(plain(LEAD, "muted"))), id="lead")
        yield Picks(airy=False, id="ways")

    def on_mount(self) -> None:
        self.fill()

    def fill(self) -> None:
        """The list, with what has been tried since."""
        back = self.back
        tried = [
            Pick(f"b{n}", page(row(line(plain("compare  ", "key"), plain(other.title)))), other.title)
            for n, other in enumerate(back.branches)
        ]
        for each in back.after.kin() if back.after is not None else ():
            words = _kin(each, back.after.session if back.after is not None else "")
            tried.append(Pick(f"s{each.id}", page(row(line(plain("compare  ", "key"), plain(words)))), words))
        width = max((len(back.face.hm(found.opened)) for found in back.mine), default=0)
        decisions = [
            Pick(
                f"d{n}",
                page(
                    row(line(plain(f"{back.face.hm(found.opened).ljust(width)}  ", "muted"), plain(found.title))),
                    row(plain(came(found, back.names, owners=back.owners), "muted"), " " * (width + 2)),
                ),
                found.title,
            )
            for n, found in enumerate(back.mine)
        ]
        self.query_one("#ways", Picks).offer([*tried, *decisions], ready=True)

    def come(self) -> None:
        self.fill()
        self.query_one("#ways").focus()

    def keys(self) -> list[Key]:
        return [Key("↑↓", "move"), Key("list.take", "what if")]

    def decision(self) -> int | None:
        pointed = self.query_one("#ways", Picks).pointed_at
        return int(pointed.id[1:]) if pointed is not None and pointed.id[0] == "d" else None

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Ask what is to be otherwise; or compare what has been tried."""
        message.stop()
        kind, name = message.ids[0][0], message.ids[0][1:]
        if kind == "d":
            self.debrief.what_if(int(name))
        elif kind == "b":
            self.debrief.compare(self.back.branches[int(name)])
        else:
            self.debrief.compare_with(name)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()


def _kin(row: SessionRow, mine: str) -> str:
    how = "which was forked from this one" if row.parent == mine else "from which this one was forked"
    return f"session {row.id}, {how}"


def asking(back: Lookback, found: DecisionReview, *, why_not: str = "") -> Plan:
    """Ask what is to be otherwise at a decision, and who plays on. *why_not*: why one can't play on oneself."""

    def plan(answers: Answers) -> Step | None:
        if not answers:
            return Step(
                f"{back.face.hm(found.opened)} {found.title}: what is otherwise?",
                tuple(_ways(back, found, why_not)),
                about="What you have played stays as it is.",
                ready=False,
            )
        if answers[0][0] == MYSELF or len(answers) > 1:
            return None
        picks = tuple(
            Pick(name, page(row(plain(title, "strong")), row(plain(about, "muted"))), title, n)
            for n, (name, (title, about)) in enumerate(PLAYERS.items(), 1)
        )
        return Step(
            "Who plays on, in every seat?", picks, about="To the end, in a moment; it is kept nowhere.", enter="play on"
        )

    return plan


def _ways(back: Lookback, found: DecisionReview, why_not: str) -> Sequence[Pick]:
    ways = [
        Pick(MYSELF, page(row("I play on from here myself, in a new session.")), "I play on", 1, why_not),
        Pick(NOBODY, page(row("The computer decides here, and plays on.")), "the computer decides", 2),
    ]
    if back.role in found.roles:
        for n, option in enumerate(others(found), 3):
            words = page(row(plain(option.text), plain("I take: ", "muted")))
            ways.append(Pick(option.choice, words, f"I take: {option.text}", n if n < 10 else 0))
    return ways


def fork(back: Lookback, found: DecisionReview, answers: Answers) -> Fork:
    """The fork that *answers* to `asking` ask for."""
    way, players = answers[0][0], answers[1][0]
    choice = next((option.choice for option in others(found) if option.choice == way), None)
    return Fork(found.decision, back.role, players, choice)  # type: ignore[arg-type]
