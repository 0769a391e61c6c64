"""A dozen plays kept as files: what the rules made of their commands then, they must make of them now.

A change of the rules that changes one of these is a decision: say why in docs/rules.md, raise `SEMANTICS` if a version with the
old number has been released, and write the files anew with `UPDATE_GOLDEN=1 pytest tests/engine/test_golden.py`.
"""

import os
import random
from pathlib import Path

import msgspec
import pytest

from sim.engine import AnyEvent, State, begin, replay, submit, view
from sim.engine import events as e
from tests.engine.anything import anything, unpaused
from tests.engine.cases import book
from tests.engine.test_properties import setup

GOLDEN = Path(__file__).parent / "golden"
KINDS = (("standard", False), ("standard", True), ("relaxed", False), ("untimed", False), ("untimed", True))
SEEDS = (59, 78, 104, 168, 173, 184, 203, 276, 304, 348, 364, 373)
"""Picked among four hundred so that together they show nearly every kind of event."""
PLAYS = {
    f"{KINDS[seed % 5][0]}_{'room' if KINDS[seed % 5][1] else 'table'}_{seed}": (seed, *KINDS[seed % 5])
    for seed in SEEDS
}
DECODER = msgspec.json.Decoder(e.AnyEvent)


def play(seed: int, pace: str, room: bool) -> tuple[State, list[AnyEvent]]:
    """A play of the small scenario in which people mostly decide, and sometimes do anything at all."""
    chance = random.Random(1000 + seed)
    state, events = begin(book("small", seed % 3), setup("small", seed % 3, pace, room))
    log = list(events)
    for _ in range(220):
        if state.ended:
            break
        for command in unpaused(state):
            log += submit(state, command).events
        log += submit(state, anything(state, chance.choice)).events
    return state, log


@pytest.mark.parametrize("name", PLAYS)
def test_a_kept_play_goes_as_it_went(name: str) -> None:
    path = GOLDEN / f"{name}.jsonl"
    if os.environ.get("UPDATE_GOLDEN"):
        _, log = play(*PLAYS[name])
        path.write_bytes(b"".join(msgspec.json.encode(event) + b"\n" for event in log))
    kept = [DECODER.decode(line) for line in path.read_bytes().splitlines()]
    began = kept[0]
    assert isinstance(began, e.Began)
    assert began.semantics == e.SEMANTICS
    state, events = begin(book("small", began.setup.seed), began.setup)
    log = list(events)
    for event in kept:
        if event.given is not None:
            log += submit(state, event.given).events
    for now, then in zip(log, kept, strict=False):
        assert now == then, f"event {then.seq} of {path.name} goes otherwise now"
    assert len(log) == len(kept)


@pytest.mark.parametrize("name", PLAYS)
def test_a_kept_log_replays(name: str) -> None:
    kept = [DECODER.decode(line) for line in (GOLDEN / f"{name}.jsonl").read_bytes().splitlines()]
    assert isinstance(kept[0], e.Began)
    state = replay(book("small", kept[0].setup.seed), kept)
    assert state.seq == len(kept)
    for role in state.threads:
        assert view(state, role).time == state.time


def test_the_kept_plays_cover_the_events() -> None:
    """So a changed rule is noticed; the one kind that is missing has rows of its own under rules 3 and 11."""
    kinds = {
        DECODER.decode(line).__class__
        for name in PLAYS
        for line in (GOLDEN / f"{name}.jsonl").read_bytes().splitlines()
    }
    assert {kind.__name__ for kind in set(e.AnyEvent.__args__) - kinds} <= {"ChoiceOpened"}
