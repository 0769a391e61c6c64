"""Recounting: a session computed again from its log and compared with what was stored."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sim.engine import SEMANTICS, AnyEvent, Book, EngineError, State, replay, submit
from sim.engine.events import Began, CaseEnded
from sim.engine.protocols import Pack
from sim.engine.submit import begin
from sim.sessions.database import reaching
from sim.sessions.errors import StoreDamaged
from sim.sessions.lines import to_line
from sim.sessions.pins import digest_of_packs
from sim.sessions.results import card_of, log_digest, unchanged, views_digest
from sim.sessions.store import Result, SessionRow


class Finding(msgspec.Struct, frozen=True):
    """One comparison. *agrees* None: there was nothing to compare; *said*: a sentence for a person."""

    what: str
    agrees: bool | None
    said: str


def recount(
    book: Book, scenario: str, log: Sequence[AnyEvent], results: Sequence[Result], packs: Sequence[Pack] = ()
) -> list[Finding]:
    """Everything that can be computed again from *log*, beside what was stored. *scenario*: the digest of the text;
    *packs*: the protocol packs that the session began with."""
    findings = [_numbers(log)]
    if not findings[0].agrees:
        return findings
    try:
        state = replay(book, log)
    except EngineError as error:
        return [*findings, Finding("state", False, f"The log can't be replayed: {error}")]
    findings.append(Finding("state", True, f"Replayed to second {state.time}{_how(state)}."))
    findings.append(_commands(book, log, state))
    remade = bool(findings[-1].agrees)
    for result in results:
        try:
            findings += _stored(book, scenario, log, state, result, packs, remade=remade)
        except (EngineError, KeyError, ValueError, IndexError) as error:
            if findings[-1].agrees:
                raise  # nothing was found to be wrong with this log, so it is no fault of the log's
            where = (
                str(error)
                if isinstance(error, EngineError)
                else f"What the log says of {error} does not fit the scenario."
            )
            findings.append(Finding("score", False, f"It can't be worked out again: {where}"))
    if not results:
        words = "No score was stored with it." if state.ended else "The session has not ended: no score is stored yet."
        findings.append(Finding("score", None, words))
    return findings


def of_these_rules(row: SessionRow, results: Sequence[Result], place: str) -> None:
    """Raises `StoreDamaged` where *row* was played under rules of another number: here it is neither gone on with nor scored.

    *results*: the scores stored with it; *place*: the file in which all that is kept.
    """
    if row.of_these_rules:
        return
    from sim.sessions.history import then

    does = "scores" if row.ended else "plays and scores"
    raise StoreDamaged(
        "other_rules",
        f"Session {row.id} was played under rules number {row.semantics}, and this version {does} by number {SEMANTICS}."
        + then(row, results),
        place=row.id,
        hint=f"Use the version of the program that it was played with. Its record is whole, and can be handed on: "
        f"sim log {row.id} --bundle{reaching(place)}",
    )


def scorable(row: SessionRow, book: Book, log: Sequence[AnyEvent], results: Sequence[Result], place: str) -> None:
    """Raises `StoreDamaged` where no score of *log* is better than one: it is of other rules, or was cut or edited.

    Where a score is stored, the log must be the one that it was made of. Where none is, its own commands must make it again
    (2 ms for a night of 200 events). *place*: the file in which all that is kept.
    """
    of_these_rules(row, results, place)
    unchanged(row.id, log, results, place)
    if results or not _numbers(log).agrees or not isinstance(log[0], Began) or log[0].scenario != book.scenario.name:
        return  # what is wrong with such a log the scoring says better
    hint = f"What differs: sim replay {row.id}{reaching(place)}"
    state = replay(book, log)
    if row.ended is not None and not state.ended:
        said = f"The log of this session was cut: it has an end, and its log stops at line {len(log)}. So no score is shown."
        raise StoreDamaged("cut_log", said, place=row.id, hint=hint)
    if not _commands(book, log, state).agrees:
        said = "The log of this session was cut or edited: its own commands make another one. So no score is shown."
        raise StoreDamaged("edited_log", said, place=row.id, hint=hint)


def resumable(row: SessionRow, log: Sequence[AnyEvent], results: Sequence[Result], place: str) -> None:
    """Raises `StoreDamaged` where *log* is not all that was played: who went on from there would write over what is missing.

    *place*: the file in which all that is kept.
    """
    found = _numbers(log)
    if not found.agrees:
        said = f"The log of this session was cut or edited: {found.said}"
    elif (row.ended is not None or results) and not any(isinstance(event, CaseEnded) for event in log):
        said = f"The log of this session was cut: the case was played to its end, and its log stops at line {len(log)}."
    else:
        return
    raise StoreDamaged(
        "cut_log",
        f"{said} So it is not gone on with, and nothing was changed.",
        place=row.id,
        hint=f"What differs: sim replay {row.id}{reaching(place)}. Put the database back as it was, or begin the "
        "case again.",
    )


def redecide(book: Book, log: Sequence[AnyEvent]) -> list[AnyEvent]:
    """The log that comes of beginning as *log* does and giving its commands again."""
    began = log[0]
    assert isinstance(began, Began)
    state, again = begin(book, began.setup)
    for event in log:
        if event.given is not None:
            again += submit(state, event.given).events
    return again


def _how(state: State) -> str:
    return f", where the case ended ({state.ending or state.how})" if state.ended else ", where it stands"


def _numbers(log: Sequence[AnyEvent]) -> Finding:
    began = log[0] if log else None
    if not isinstance(began, Began):
        return Finding("numbers", False, "The log does not begin with the beginning.")
    if began.semantics != SEMANTICS:
        return Finding(
            "numbers",
            False,
            f"It was played under rules number {began.semantics}; this version plays by number {SEMANTICS} "
            "and does not recompute it.",
        )
    second = 0
    for number, event in enumerate(log, 1):
        if event.seq != number:
            return Finding("numbers", False, f"Event {number} is missing: after {number - 1} comes {event.seq}.")
        if event.at < second:
            return Finding("numbers", False, f"Time runs back at event {number}, from second {second} to {event.at}.")
        second = event.at
    return Finding("numbers", True, f"{len(log)} events without a gap.")


def _commands(book: Book, log: Sequence[AnyEvent], state: State) -> Finding:
    given = sum(event.given is not None for event in log)
    try:
        again = redecide(book, log)
    except EngineError as error:
        return Finding("commands", False, f"Giving the {given} commands again does not work: {error}")
    for number, (before, now) in enumerate(zip(log, again, strict=False), 1):
        if before != now:
            return Finding(
                "commands",
                False,
                f"Giving the {given} commands again leads elsewhere from event {number} on: "
                f"it was {to_line(before)} and is {to_line(now)}.",
            )
    if len(again) != len(log):
        return Finding(
            "commands",
            False,
            f"Giving the {given} commands again makes {len(again)} events; the log has {len(log)}. "
            + ("Its end is missing." if len(again) > len(log) else "Something was added to it."),
        )
    if replay(book, again).record() != state.record():
        return Finding("commands", False, f"Giving the {given} commands again leads to another state.")
    return Finding("commands", True, f"{given} commands given again make the same events.")


def _stored(
    book: Book,
    scenario: str,
    log: Sequence[AnyEvent],
    state: State,
    result: Result,
    packs: Sequence[Pack],
    *,
    remade: bool,
) -> list[Finding]:
    """What was stored with a score, beside the same of *log*. *remade*: its commands make the same events again."""
    findings = []
    same_end = result.views == views_digest(state)
    if result.scenario != scenario:
        findings.append(Finding("scenario", False, "The stored score was made with another text of the scenario."))
    if result.packs != digest_of_packs(packs):
        findings.append(Finding("packs", False, "The stored score was made with other protocol packs."))
    elif packs:
        names = ", ".join(pack.name for pack in packs)
        findings.append(Finding("packs", True, f"The protocol packs are those that the score was made with: {names}."))
    if result.log != log_digest(log):
        findings.append(
            Finding("log", False, f"The stored score was made of another log. {_how_other(state, remade, same_end)}")
        )
    else:
        findings.append(Finding("log", True, "The log is the one that the stored score was made of."))
    if not same_end:
        findings.append(Finding("views", False, "What the seats see at the end is not what was stored."))
    else:
        findings.append(Finding("views", True, "What the seats see at the end is what was stored."))
    from scoring import SCORING_VERSION

    if result.scoring != SCORING_VERSION:
        words = f"The stored score was made by version {result.scoring} of the scoring; this is {SCORING_VERSION}: not compared."
        return [*findings, Finding("score", None, words)]
    _, card = card_of(book, log, packs)
    same = card == result.card
    said = "The score is the one that was stored." if same else "The score is not the one that was stored."
    return [*findings, Finding("score", same, said)]


def _how_other(state: State, remade: bool, same_end: bool) -> str:
    """As much as can be said of how a log differs from that of which only a hash over all its lines is stored."""
    if not remade:
        return "Where it differs is said under commands."
    if not state.ended:
        return "Its end is missing: the case was over when the score was made."
    if not same_end:
        return "It is whole, but the log of another play."
    return (
        "Its commands make the same events and the same end, so what was changed is something that no rule reads: when a "
        "command was given by the clock on the wall, say, or its id. In which line can't be told: only a hash of the whole "
        "log is stored."
    )
