"""Critical errors beside the ratings: what a person finds of one, with a reason and who they are. Pages and a plan; no screen."""

from __future__ import annotations

from collections.abc import Callable

from scoring import CriticalError
from scoring.sentences import FOUND, judgement
from scoring.witnesses import witnesses
from scoring.words import DIMENSION_TITLES
from sim.tui.content import Page, Row, Tone, page, plain, row
from sim.tui.debrief.lookback import Lookback
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.widgets.picks import Pick

EVIDENCE, UPHELD, NONE = "evidence", "upheld", "none"
TONES: dict[bool | None, Tone] = {None: "muted", True: "poor", False: "good"}
WHY = "Say in a sentence what you saw. Without a reason nothing is kept."
WHO = "Your name, or what you are there for (examiner). Reports leave it out unless they are asked for names."


def brief(error: CriticalError, back: Lookback) -> Page:
    """An error with what was found of it."""
    whose = back.voice.everyone(error.roles) or "the team"
    about = f"{back.face.hm(error.at)} · {DIMENSION_TITLES[error.dimension]} · {whose}"
    said = judgement(error) or f"{FOUND[None]}"
    return page(
        row(plain(error.text, "strong")),
        row(plain(about, "muted")),
        row(plain(said, TONES[error.confirmed]), plain("found     ", "muted")),
    )


def evidence(error: CriticalError, back: Lookback) -> Page:
    """An error with the lines of the log that show it."""
    rows: list[Row | Page] = [brief(error, back)]
    if error.source:
        rows.append(row(f"Source: {error.source}.", gap=1))
    rows.append(row(plain("What shows it", "strong"), gap=1))
    rows += [
        row(plain(f"{back.face.hm(each.at)} {each.words}", "muted"), "  – ")
        for each in witnesses(back.book, back.log, error.events, back.telling)
    ]
    return page(*rows)


def asking(error: CriticalError) -> Plan:
    """Ask whether it is one; nothing is highlighted but the evidence, or what stands already."""
    ways: tuple[tuple[str, str, Callable[[bool | None], bool]], ...] = (
        (EVIDENCE, "Read the evidence first.", lambda found: found is None),
        (UPHELD, "It is a critical error.", lambda found: found is True),
        (NONE, "It is none.", lambda found: found is False),
    )

    def plan(answers: Answers) -> Step | None:
        if answers:
            return None
        picks = tuple(Pick(name, page(row(plain(words))), words, n) for n, (name, words, _) in enumerate(ways, 1))
        at = next(name for name, _, here in ways if here(error.confirmed))
        return Step("What do you find?", picks, about=error.text, enter="take it", at=at)

    return plan
