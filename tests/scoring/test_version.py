"""The version of the scoring: three kept plays are scored, and where a score changes the version must.

Results of one version are compared with each other (in histories, and by `sim replay`, which computes a stored card again); so a
change that makes another card of the same play needs another number once a program with the old one has been released.
"""

import hashlib
import json
import os
from pathlib import Path

import msgspec

from scoring import SCORING_VERSION, score
from sim.engine import AnyEvent
from sim.engine import events as e
from sim.format import read
from tests.engine.cases import SMALL, book
from tests.scoring.rulebook import never, pack, response, rule

KEPT = Path(__file__).parent / "golden" / "version.json"
PLAYS = Path(__file__).parents[1] / "engine" / "golden"
NAMES = ("standard_room_276", "untimed_table_78", "untimed_table_373")
"""Plays of the small case, kept for the rules of play: with decisions alone and together, forms, facts told and not told."""
HOUSE = pack(
    rule("X-01", response("welfare_check", "record_custody_test", 3600), kind="law"),
    rule("X-02", never("shelter_used"), kind="practice"),
)


def digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:16]


def now() -> dict[str, object]:
    """What the golden file has: of what scores are made, and each part of the cards."""
    decoder = msgspec.json.Decoder(AnyEvent)
    made: dict[str, object] = {}
    for name in NAMES:
        log = [decoder.decode(line) for line in (PLAYS / f"{name}.jsonl").read_bytes().splitlines()]
        assert isinstance(log[0], e.Began)
        card = score(book("small", log[0].setup.seed), log, [HOUSE])
        parts = msgspec.to_builtins(card)
        del parts["version"]
        made[name] = {"log": digest(log), **{part: digest(value) for part, value in parts.items()}}
    return {"version": SCORING_VERSION, "case": read(SMALL).digest[:16], "plays": made}


def changes(kept: dict, found: dict) -> str:
    """What to do about the difference of *kept* and *found*; empty: there is none."""
    if kept == found:
        return ""
    anew = "then write the file anew: UPDATE_GOLDEN=1 pytest tests/scoring/test_version.py"
    logs = [name for name in NAMES if kept["plays"].get(name, {}).get("log") != found["plays"][name]["log"]]
    if kept["case"] != found["case"] or logs:
        return (
            f"The small case or its kept plays are others now, so their scores can't be compared. Look at them, {anew}"
        )
    if kept["version"] != found["version"]:
        return f"SCORING_VERSION is {found['version']} now and was {kept['version']}: say in CHANGELOG.md why, {anew}"
    other = {
        part
        for name in NAMES
        for part in kept["plays"][name].keys() | found["plays"][name].keys()
        if kept["plays"][name].get(part) != found["plays"][name].get(part)
    }
    return (
        f"The scorecards of the same plays differ in {', '.join(sorted(other))}, and the version is {found['version']} as before: "
        f"raise SCORING_VERSION (if a program with this number has been released), {anew}"
    )


def test_scores_change_with_their_version_and_not_without() -> None:
    found = now()
    if os.environ.get("UPDATE_GOLDEN"):
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    said = changes(json.loads(KEPT.read_text(encoding="utf-8")), found)
    assert not said, said


def test_what_changed_is_said_and_what_to_do() -> None:
    found = now()
    assert changes(found, now()) == ""
    other = json.loads(json.dumps(found))
    other["plays"][NAMES[0]]["items"] = "another"
    assert "differ in items, and the version is" in changes(found, other)
    assert "raise SCORING_VERSION" in changes(found, other)
    assert changes(found, {**other, "version": SCORING_VERSION + 1}).startswith("SCORING_VERSION is")
    assert "can't be compared" in changes(found, {**other, "case": "another"})
