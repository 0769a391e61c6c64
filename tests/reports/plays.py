"""Plays to report on: a small case rehearsed by the computer, and the same with one of everything that a report can show."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from scoring import (
    Advice,
    Burden,
    ChildDay,
    Confirmation,
    CriticalError,
    HarmFound,
    Rating,
    Row,
    Scorecard,
    TaskFound,
    score,
)
from scoring.adherence import Adherence
from sim.engine import Setup, prepare
from sim.engine.names import ChildId, DecisionId, RoleId
from sim.engine.seats import Mode, Pace, Seat
from sim.format import open_scenario, read
from sim.players import make_player, rehearse
from sim.reports import Material, Note, Origin, Remark

CASE = Path(__file__).parents[1] / "tui" / "case"
POLICE, CPS = RoleId("police"), RoleId("cps")
ORIGIN = Origin(
    session="k3v8x2",
    started="2026-11-22T09:30:00Z",
    ended="2026-11-22T10:05:00Z",
    program="Joint Response 0.1.0",
    scenario="ab" * 32,
    log="cd" * 32,
    packs={"florida": "ef" * 32},
)


@cache
def played(mode: Mode = "practice", player: str = "random", pace: Pace = "standard") -> Material:
    """A play of the small case in which a person held the officer's seat, and what was said of it afterwards."""
    scenario = open_scenario(CASE).scenario
    assert scenario is not None
    book = prepare(scenario, 7)
    seats = {role: Seat(person="p-1" if role == POLICE else None) for role in book.roles}
    players = {role: make_player(player, book, role, 7) for role in book.roles}
    log = tuple(rehearse(book, Setup(seed=7, seats=seats, mode=mode, pace=pace), players).log)
    card = score(book, log)
    return Material(
        book,
        log,
        card,
        ORIGIN,
        persons={"police": "Robin Vale"},
        notes=(
            Note(60, "police", "I went in because I heard a child.", str(card.decisions[0].decision), "Robin Vale"),
        ),
        remarks=(Remark("plus", "We spoke early.", "Telling"), Remark("delta", "Nobody asked the nurse.")),
        confirmations=(
            Confirmation(objective="told", given="M", reason="It was late.", by="Kim Moss", on="2026-11-22T11:00:00Z"),
        ),
        notes_written=1,
    )


@cache
def rich(mode: Mode = "practice") -> Material:
    """The same with what this small case does not bring about itself: rules, ratings, burdens, critical errors, rows."""
    from dataclasses import replace as with_

    material = played(mode)
    return with_(material, card=_rich(material.card))


@cache
def documented() -> Material:
    """A play of the shipped case for the pictures of the documentation: partners who tell each other nothing."""
    from sim.format import locate

    reading = read(locate("night_at_the_duplex"))
    assert reading.scenario is not None
    book = prepare(reading.scenario, 7)
    seats = {role: Seat(person="p-1" if role == POLICE else None) for role in book.roles}
    players = {role: make_player("hurried" if role == POLICE else "siloed", book, role, 7) for role in book.roles}
    log = tuple(rehearse(book, Setup(seed=7, seats=seats), players).log)
    return Material(book, log, score(book, log, reading.packs), ORIGIN, reading.packs, persons={"police": ""})


def _rich(card: Scorecard) -> Scorecard:
    first = DecisionId(card.decisions[0].decision)
    seq = card.decisions[0].events[-1]
    item = card.items[0]
    row = Row(
        act="choice",
        what=card.decisions[0].decision,
        seat=POLICE,
        column=POLICE,
        dimension="coordination",
        at=90,
        seq=seq,
        points=0.8,
        cause="own",
    )
    rule = Adherence(
        pack="florida",
        pack_title="Florida, chapter 39",
        rule="B-01",
        statement="Who has reasonable cause reports at once.",
        roles=(POLICE, CPS),
        kind="law",
        severity="critical",
        confidence="V1",
        jurisdiction="Florida",
        source="s. 39.201",
        rationale="It starts protection.",
        scored=True,
        why_unscored="",
        verdict="violated",
        activated=(2,),
        broke=(11,),
        certain=100,
        subject="child_a",
        charged=(POLICE,),
    )
    rules = (
        rule,
        replace(rule, subject="child_b", broke=(12,)),
        replace(
            rule,
            rule="B-02",
            kind="local",
            verdict="satisfied",
            satisfied=(13,),
            broke=(),
            severity="minor",
            subject="",
        ),
        replace(
            rule,
            rule="C-03",
            kind="guideline",
            verdict="pending",
            scored=False,
            why_unscored="to be checked",
            confidence="M",
        ),
        replace(rule, rule="B-09", verdict="not_activated", activated=(), broke=()),
        replace(rule, rule="B-10", verdict="not_checked", activated=(), broke=()),
    )
    return replace(
        card,
        items=(replace(item, if_upheld=1.0), *card.items[1:]),
        roles={
            **card.roles,
            POLICE: {
                **card.roles[POLICE],
                "coordination": replace(card.roles[POLICE]["coordination"], share=0.4, upheld=0.6),
            },
        },
        provisional=False,
        rows=(
            row,
            replace(row, points=-0.25, dimension="protocol"),
            replace(row, cause="luck", seat=None, act="luck", what="chance"),
        ),
        advice=(Advice(RoleId("medical"), first, "protocol", 0.4, seq),),
        protocol=rules,
        days=(
            ChildDay(
                child=ChildId("child_a"),
                name="A",
                counts=(
                    Burden(
                        kind="asked_again",
                        title="Asked to tell it again",
                        count=3,
                        model=1,
                        events=(4, 9),
                        words="Three times.",
                    ),
                    Burden(
                        kind="needs_unmet",
                        title="Time past its basic needs",
                        count=1,
                        seconds=4200,
                        model=1,
                        model_seconds=600,
                    ),
                    Burden(kind="promises", title="Promises that cannot be kept", count=0, told=False),
                ),
            ),
        ),
        critical=(
            CriticalError(
                id="left_alone",
                text="A child was left alone.",
                at=300,
                events=(20,),
                dimension="trauma_informed",
                roles=(POLICE,),
                source="B-14",
            ),
        ),
        ratings=(
            Rating(
                objective="told",
                text="Tell the other agencies at the first sign.",
                proposed="S",
                reason="It was achieved. More was possible: points were lost at “Above the shop”.",
                tasks=(
                    TaskFound("cps_told", "CPS told", True, (9,)),
                    TaskFound("b", "Hotline called", False),
                    TaskFound("c", "Read back", None),
                ),
                harm=(HarmFound("A child saw the quarrel.", 400, (21,)),),
                events=(9, 10),
            ),
            Rating(objective="moved", text="Move the children gently.", proposed=None, reason="Nothing of it came up."),
        ),
    )
