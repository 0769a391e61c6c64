"""Offers: the lines of the first screen, in their order, and the words above them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim.tui.content import Page, Tone, line, page, plain, row
from sim.tui.home import kept, library
from sim.tui.home.ago import ago, moment
from sim.tui.home.library import Case
from sim.tui.names import capital, counted
from sim.tui.widgets.picks import Pick

if TYPE_CHECKING:
    from sim.sessions import SessionRow

LATEST = 3
"""Unfinished sessions that stand at the top at once; a line below them shows the others."""

VERB = 9
"""Cells of the word before each title."""

CLAIM = "One case, several agencies. For training; not legal or medical advice."
WELCOME = (
    "You are one agency. Nobody hears what you know unless you tell them.",
    "You can stop at any time.",
)
"""What has to be known before the first Enter; a newcomer reads every word that stands here before playing."""


class Offer(NamedTuple):
    """A line of the list. *words*: by which it is found; *about*: what is said of it beside the list; *first*: of it the first
    sentence, for whoever is new and has little room."""

    id: str
    verb: str
    title: str
    rest: str
    words: str
    about: Callable[[], Page]
    first: str = ""


def offers(
    rows: Sequence[SessionRow],
    cases: Sequence[Case],
    played: kept.Played,
    now: float,
    *,
    unfold: bool,
    everything: bool,
    database: str = "",
) -> Iterator[Offer]:
    """What can be done: unfinished sessions of *rows* (all with *unfold*), cases, a folder, what is over (*everything*: all).

    What was played under other rules stands last: nothing can be done with it here. *played*: what the sessions play; *now*:
    seconds since the epoch. A tutorial stands before the other cases until one was played to its end, whatever it is called.
    *database*: as in `heading`.
    """
    open_ = [one for one in rows if not one.ended and one.of_these_rules]
    over = [one for one in rows if one.ended]
    shown = len(open_) if unfold or everything else LATEST
    for session in open_[:shown]:
        rest, words = kept.resume_line(session, played, now), f"resume {kept.words_of(session, played)}"
        about = partial(kept.resume_about, session, played, now)
        yield Offer(f"resume:{session.id}", "Resume", session.title, rest, words, about)
    if len(open_) > shown:
        more = f"{len(open_) - shown} more that you have not finished"
        yield Offer("more:", "Resume", "", more, "", partial(page, "Enter shows them all."))
    finished = {one.scenario for one in over if one.how == "finished"}  # and not ended early
    learnt = any(case.kind == "tutorial" and case.card and case.card.name in finished for case in cases)
    for case in library.ordered(cases, tutorial_first=not learnt):
        verb = "Play" if case.card is not None else "Errors"
        about = partial(library.about, case, _times(case, over, now))
        rest, words = f"  {library.short(case)}", library.words_of(case)
        yield Offer(f"case:{case.name}", verb, case.title, rest, words, about, library.first(case))
    yield Offer("path:", "Open", "", "a case in a folder of your own", "open folder path own", _path_about)
    ours, others = [one for one in over if one.of_these_rules], [one for one in rows if not one.of_these_rules]
    for session in ours[: len(ours) if everything else 1]:
        rest, words = kept.past_line(session, played, now), f"debrief {kept.words_of(session, played)}"
        about = partial(kept.past_about, session, played, now)
        yield Offer(f"past:{session.id}", "Debrief", session.title, rest, words, about)
    for session in others[: len(others) if everything else 1]:
        rest = (kept.past_line if session.ended else kept.resume_line)(session, played, now)
        about = partial(kept.kept_about, session, played, now, database)
        words = f"kept {kept.words_of(session, played)}"
        yield Offer(f"past:{session.id}", "Kept", session.title, rest, words, about)


def _times(case: Case, over: Sequence[SessionRow], now: float) -> str:
    """Whether and when this case was finished here."""
    name = case.card.name if case.card is not None else ""
    ends = [moment(one.ended or "") for one in over if one.scenario == name]
    if not ends:
        return ""
    many = {1: "once", 2: "twice"}.get(len(ends), f"{counted(len(ends))} times")
    return f"finished {many}, last {ago(max(ends), now)}"


def _path_about() -> Page:
    return page(
        plain("A case of your own", "title"),
        row(
            "You give the path of its folder. A case is a folder of plain text that your facilitator or you have written."
        ),
    )


def pick(offer: Offer, number: int) -> Pick:
    """*offer* as a line of the list, the *number*-th of it."""
    tone: Tone = "muted" if offer.verb in ("Debrief", "Errors", "Kept") or not offer.title else "new"
    words = line(plain(offer.title, "strong"), plain(offer.rest, "muted" if offer.title else ""))
    verb = plain(offer.verb.ljust(VERB), tone)
    return Pick(offer.id, page(row(words, verb)), offer.title, number if number < 10 else 0)


def heading(cases: Sequence[Case] | None, *, new: bool, database: str = "") -> Page:
    """What stands above the list; *new*: nobody has played here yet. *cases*: None while they are being read.

    *database*: what has to be typed after a command to reach the same store; nothing for the usual one.
    """
    # Beside the title, where whoever needs it hears it first.
    listening = f"   Screen reader? Press q, then type: sim play --plain{database}"
    title = page(row(line(plain("Joint Response", "title"), plain(listening, "muted"))), row(plain(CLAIM, "muted")))
    if not new:
        return title
    tutorial = next((case.card for case in cases or [] if case.card and case.kind == "tutorial"), None)
    if cases is None:
        start = "Welcome."
    elif tutorial is None:
        start = "Choose a case with the arrow keys, then press Enter."
    else:
        minutes = f"{capital(counted(tutorial.minutes))} minutes" if tutorial.minutes else "A few minutes"
        start = f"{minutes}: press Enter. Each key is shown when you need it."
    welcome = line(plain("New here? ", "new"), start)
    return title + page(row(welcome, gap=1), *(row(words) for words in WELCOME))
