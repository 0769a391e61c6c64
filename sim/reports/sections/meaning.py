"""What a result says about itself: what it means and does not mean, and what it was made of."""

from __future__ import annotations

from sim.reports.blocks import Block, Para, Points, Section, Terms, Words
from sim.reports.material import Material
from sim.reports.wording import Wording, many


def meaning(material: Material) -> Section:
    """What the scores mean and do not mean."""
    items: list[Words] = [
        "It says how one rehearsal of one case went. It is no measure of competence in the field, and no legal or medical advice."
    ]
    if material.points:
        items += [
            "The trauma-informed dimension is formative: no validated instrument stands behind any tool of this kind.",
            "What each role did is judged on what it knew then. Nobody is charged for what others did, or for luck.",
            "What was not tested is in no score: it neither helps nor hurts. Coverage says how much was tested.",
        ]
    items.append(
        "Statutes are simplified for training, and limits in minutes may be training parameters. Local law and policy prevail. "
        "A real concern is reported at once, to the people who answer for it."
    )
    items.append(_key(material))
    return Section("meaning", "What this result means, and what it does not", (Points(tuple(items)),))


def _key(material: Material) -> str:
    review = material.book.scenario.review
    keys = dict.fromkeys(item.key for item in material.card.items if item.key)
    whose = f" The judgements are {' and '.join(keys)}." if keys and material.points else ""
    if material.card.review != "signed":
        return f"The case is a draft: no professional has signed it.{whose}"
    by = f" by {review.by}" if review.by else ""
    on = f" on {review.on}" if review.on else ""
    until = f", until {review.expires}" if review.expires else ""
    return f"The case was signed{by}{on}{until}.{whose}"


def provenance(material: Material, words: Wording) -> Section:
    """Which text, packs, versions and log this was made of, so that anybody can make it again."""
    card, origin = material.card, material.origin
    conditions = "standard conditions" if card.conditions == "standard" else "approved conditions"
    packs = (
        "; ".join(f"{name} {digest}" for name, digest in origin.packs.items())
        or ", ".join(pack.name for pack in material.packs)
        or "none"
    )
    rows: list[tuple[str, Words]] = [
        ("Session", origin.session),
        ("Taken up from", origin.parent),
        ("Case", f"{card.scenario} (“{card.title}”), {'signed' if card.review == 'signed' else 'draft'}"),
        ("Text of the case", origin.scenario and f"SHA-256 {origin.scenario}"),
        ("Protocol packs", packs),
        ("Log", f"{many(card.events, 'line')}" + (f", SHA-256 {origin.log}" if origin.log else "")),
        ("Rules of play", f"number {card.semantics}"),
        ("Scoring", f"version {card.version}"),
        ("Program", origin.program),
        ("Mode", f"{card.mode}, {conditions}"),
        ("Seed", str(card.seed)),
        ("Finished", "yes" if card.ended else "no: scored as far as it went"),
    ]
    blocks: list[Block] = [Terms(tuple(row for row in rows if row[1]))]
    blocks.append(
        Para("Numbers after “log” are lines of the session’s log, which sim log prints; sim replay checks it.", "note")
    )
    return Section("provenance", "Where this comes from", tuple(blocks))
