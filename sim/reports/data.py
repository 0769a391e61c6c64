"""Data: the whole report as one JSON object for programs. `docs/reports.md` says what is in it. Pure."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from scoring.judgements import standings
from sim.reports.material import Material

FORMAT = 1
"""The number of this shape: raised when a key changes its meaning or goes."""

POINTS = ("roles", "team", "items", "untested", "rows", "advice", "provisional")
"""Keys of the scorecard that are points and owners: a workshop has none."""


def text(material: Material) -> str:
    """The report as JSON. All characters beyond ASCII are escaped, so that it passes every pipe and terminal unharmed."""
    return json.dumps(content(material), ensure_ascii=True, indent=1).replace("\x7f", "\\u007f") + "\n"


def content(material: Material) -> dict[str, Any]:
    """The report as plain values."""
    material = material.discreet()
    card: dict[str, Any] = msgspec.to_builtins(material.card)
    card.pop("pace")  # results say standard or approved conditions, and never which
    for review in card["decisions"]:
        review.pop("closes")  # nor how long a limit was
    if not material.points:
        disown(card)
    origin = material.origin
    review = material.book.scenario.review
    return {
        "report": FORMAT,
        "provenance": {
            "session": origin.session,
            "parent": origin.parent or None,
            "started": origin.started or None,
            "ended": origin.ended or None,
            "program": origin.program,
            "scenario": {
                "name": material.card.scenario,
                "sha256": origin.scenario,
                "review": msgspec.structs.asdict(review),
            },
            "packs": [{"name": pack.name, "sha256": origin.packs.get(pack.name)} for pack in material.packs],
            "log": {"events": material.card.events, "sha256": origin.log},
            "semantics": material.card.semantics,
            "scoring": material.card.version,
            "mode": material.card.mode,
            "conditions": material.card.conditions,
            "keys": sorted({item.key for item in material.card.items if item.key}),
        },
        "seats": {
            role: {
                "title": seat.title,
                "person": material.persons.get(role) or None,
                "held_by_a_person": role in material.persons,
            }
            for role, seat in material.book.scenario.roles.items()
        },
        "standings": standings(material.card),
        "scorecard": card,
        "confirmations": msgspec.to_builtins(material.confirmations),
        "hot_wash": msgspec.to_builtins(material.remarks),
        "notes": msgspec.to_builtins(material.notes) if material.names else None,
        "notes_written": material.notes_written,
    }


BLAME: dict[str, tuple[str, ...]] = {
    "needs": ("owners", "credit", "reason", "holders", "told_by"),
    "tellings": ("owner", "frm"),
    "questions": ("frm", "to"),
    "unasked": ("role",),
    "blind": ("role", "held_by"),
    "twice": ("roles",),
    "opposite": ("by",),
}
"""List of the ledger -> keys that say who told late, kept silent, did not ask or did it twice; a workshop has none."""


def disown(card: dict[str, Any]) -> None:
    """Take points and owners out of *card*, a scorecard as plain values, for a workshop: decisions and consequences stay."""
    for key in POINTS:
        card.pop(key, None)
    for review in card["decisions"]:
        review.pop("items")
        for outcome in review["outcomes"]:
            outcome.pop("credit")
            outcome.pop("roles")
        for option in review["options"]:
            for key in ("credit", "model", "disputed", "key", "chosen_by", "because", "cite"):
                option.pop(key, None)
            for line in option["lines"]:
                for key in ("credit", "because", "cite", "ticked_by"):
                    line.pop(key, None)
    for rating in card["ratings"]:
        rating.pop("reason")  # it says where points were lost
    for error in card["critical"]:
        for key in ("roles", "confirmed", "judgement"):
            error.pop(key)
    for rule in card["protocol"]:
        rule.pop("roles", None)
        rule.pop("charged", None)
    ledger = card["ledger"]
    ledger.pop("flow")
    for found, keys in BLAME.items():
        for line in ledger[found]:
            for key in keys:
                line.pop(key, None)
