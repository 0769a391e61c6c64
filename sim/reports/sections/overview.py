"""The first page: what it was about, at a glance; and the overview of the exercise, in the form that agencies file."""

from __future__ import annotations

from datetime import datetime

from scoring.items import TEAM
from scoring.judgements import stands
from scoring.ratings import LETTERS
from scoring.sentences import about
from scoring.words import DIMENSION_TITLES
from sim.engine.events import Began, CaseEnded, Finished, SeatHandedOver
from sim.engine.scenario import DIMENSIONS
from sim.reports.blocks import Block, Column, Para, Points, Section, Table, Terms, Words, spaced
from sim.reports.findings import Finding, areas, strengths, varied
from sim.reports.material import Material
from sim.reports.sections.objectives import confirmed
from sim.reports.wording import MONTHS, Wording, capital, many, said, share

MOST = 3
"""Findings of a kind on the first page."""

HOW = {
    "finished": "It was played to its end.",
    "declared": "It was played to its end.",
    "stalled": "It could go no further: that is a fault of the case and not of those who played it.",
    "stopped": "It was ended before it was over; what was open is not scored.",
    "": "It is not finished: this report shows it as far as it went.",
}
"""How a case ended -> what is said of it."""


def glance(material: Material, words: Wording, found: tuple[Finding, ...]) -> Section:
    """What a reader with one minute should have read."""
    card = material.card
    blocks: list[Block] = [Para(_lead(material, words), "lead")]
    if card.review != "signed":
        blocks.append(
            Para("The case is a draft and its key is its author’s: no professional has reviewed it yet.", "caution")
        )
    if not material.points:
        blocks.append(
            Para(
                "This was a workshop: the report shows decisions and consequences, without points and without saying "
                "whose they were.",
                "caution",
            )
        )
    if card.critical:
        blocks.append(
            Para((f"{capital(many(len(card.critical), 'critical error'))}. ", "See “Critical errors”."), "caution")
        )
    if card.ratings:
        rows: list[tuple[Words, ...]] = []
        for letter, meaning in LETTERS.items():
            proposed = sum(rating.proposed == letter for rating in card.ratings)
            given = sum(each.given == letter for each in confirmed(material).values())
            rows.append((f"{letter}: {meaning}", str(proposed), str(given)))
        unrated = sum(rating.proposed is None for rating in card.ratings)
        open_ = len(card.ratings) - len(confirmed(material))
        rows += [("Not rated", str(unrated), ""), ("Not looked at by a person yet", "", str(open_))]
        ratings = (Column("Rating"), Column("Proposed", "number"), Column("Confirmed", "number"))
        blocks.append(Table("Objectives by rating", ratings, tuple(rows)))
    if material.points:
        columns = (Column("Scores"), *(Column(DIMENSION_TITLES[name], "number") for name in DIMENSIONS))
        shown = [(str(role), card.roles[role]) for role in card.roles] + [(TEAM, card.team)]
        score_rows = tuple(
            (
                words.seat(column),
                *(share(found[name], stands(card.mode, card.critical, column, name)) for name in DIMENSIONS),
            )
            for column, found in shown
        )
        blocks.append(Table("Scores by dimension, never added up", columns, score_rows))
    for title, ones in (("What went well", strengths(found)), ("What to look at first", areas(found))):
        if ones:
            first = varied(ones, MOST)
            blocks.append(
                Section(
                    f"glance-{'well' if ones[0].good else 'first'}",
                    title,
                    (Points(tuple(spaced(one.what, words.evidence(one.events)) for one in first)),),
                )
            )
    return Section("glance", "At a glance", tuple(blocks))


def _lead(material: Material, words: Wording) -> str:
    card = material.card
    seats = capital(words.whose(material.book.roles))
    ending = material.book.scenario.endings.get(card.ending) if card.ending is not None else None  # type: ignore[call-overload]
    end = f" It ended with “{ending.title}”." if ending is not None else ""
    return (
        f"{seats} rehearsed “{card.title}”. In {about(card.time)} of case time {many(len(card.decisions), 'decision')} "
        f"came up.{end} {HOW[how(material)]}"
    )


def how(material: Material) -> str:
    """How the case ended; empty: it has not."""
    return next((event.how for event in material.log if isinstance(event, CaseEnded)), "")


def overview(material: Material, words: Wording) -> Section:
    """The overview of the exercise. What the record does not know is left for people to fill in."""
    card, scenario, origin = material.card, material.book.scenario, material.origin
    objectives = (
        "; ".join(said(one.text).rstrip(".") for one in scenario.objectives.values())
        or "none are declared in this case"
    )
    rows: list[tuple[str, Words]] = [
        ("Exercise name", card.title),
        ("Date of the exercise", _date(origin.started)),
        (
            "Type and scope",
            f"Simulation of one case, played in {card.mode} mode in the seats named below. {KIND[scenario.kind]}",
        ),
        ("Case time", f"{words.day(0)} to {words.day(card.time)} ({about(card.time)})"),
        ("Focus", "Coordination between agencies, trauma-informed choices, protocol adherence"),
        ("Objectives", objectives),
        ("What it trains", "" if scenario.objectives else "; ".join(map(said, scenario.trains))),
        ("Scenario", said(scenario.summary)),
        ("Protocol packs", ", ".join(pack.title for pack in material.packs) or ", ".join(scenario.protocols) or "none"),
        ("Participating agencies", words.seats(material.book.roles)),
        ("Sponsor", ""),
        ("Facilitator", ""),
        ("Evaluator", ""),
        ("Point of contact", ""),
    ]
    kept = tuple(row for row in rows if row[1] or row[0] in BLANKS)
    return Section("overview", "Overview of the exercise", (Terms(kept), *_endings(material, words)))


KIND = {"case": "", "drill": "A drill of one skill.", "tutorial": "A tutorial: its scores mean little."}
BLANKS = ("Sponsor", "Facilitator", "Evaluator", "Point of contact")
"""What no record knows, and people fill in."""


def _endings(material: Material, words: Wording) -> tuple[Block, ...]:
    endings = material.book.scenario.endings
    rows = tuple(
        (words.seat(event.role), words.time(event.at), endings[event.ending].title)
        for event in material.log
        if isinstance(event, Finished) and event.ending in endings
    )
    if not rows:
        return ()
    return (Table("How it ended for each seat", (Column("Seat"), Column("At", "time"), Column("Ending")), rows),)


def participants(material: Material, words: Wording) -> Section:
    """Who sat where: persons only by name if names were asked for."""
    began = material.log[0]
    seats = began.setup.seats if isinstance(began, Began) else {}
    moved = {event.role for event in material.log if isinstance(event, SeatHandedOver)}
    rows: list[tuple[Words, ...]] = []
    for role, seat in seats.items():
        held = material.persons.get(role)
        who: Words = (
            held or "a person" if held is not None or seat.person is not None else f"the computer ({seat.player})"
        )
        rows.append((words.seat(role), who, "changed hands in play" if role in moved else ""))
    blocks: list[Block] = [Table("Seats", (Column("Seat"), Column("Held by"), Column("Remarks")), tuple(rows))]
    if not material.names:
        blocks.append(Para("Names are left out of this report; they can be asked for when it is made.", "note"))
    return Section("participants", "Participants", tuple(blocks))


def _date(iso: str) -> str:
    """`2026-11-22T09:30:00Z` as a date that nobody reads the wrong way round."""
    try:
        day = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
