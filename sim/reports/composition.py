"""Composition: which parts a report has, and in which order. Material in, a report in blocks out. Pure."""

from __future__ import annotations

from sim.reports.blocks import Report, Words
from sim.reports.findings import findings
from sim.reports.material import Material
from sim.reports.sections import (
    children,
    decisions,
    knowledge,
    losses,
    meaning,
    objectives,
    overview,
    plan,
    protocol,
    scores,
    voices,
)
from sim.reports.wording import Wording


def compose(material: Material, *, full: bool = False) -> Report:
    """The after-action report of a play, with its evidence folded, or *full*: open. Names and notes are in it only if the
    material says that they were asked for.
    """
    material = material.discreet()
    words = Wording(material.book, material.log)
    found = findings(material, words)
    sections = [
        overview.glance(material, words, found),
        overview.overview(material, words),
        objectives.objectives(material, words, found),
        children.critical(material, words),
        children.days(material, words),
        plan.plan(material, words, found),
        *((scores.scores(material, words),) if material.points else ()),
        decisions.decisions(material, words),
        *((losses.losses(material, words),) if material.points and material.card.rows else ()),
        knowledge.knowledge(material, words),
        knowledge.sharing(material, words),
        protocol.protocol(material, words),
        voices.hot_wash(material),
        voices.notes(material, words),
        overview.participants(material, words),
        meaning.meaning(material),
        meaning.provenance(material, words),
    ]
    title = "After-action report and improvement plan"
    return Report(title, material.card.title, _marks(material), tuple(sections), full)


def _marks(material: Material) -> tuple[Words, ...]:
    card, origin = material.card, material.origin
    return tuple(
        filter(
            None,
            (
                f"Session {origin.session}" if origin.session else "",
                f"{card.mode} mode",
                "standard conditions" if card.conditions == "standard" else "approved conditions",
                "signed case" if card.review == "signed" else "draft case",
                "" if card.ended else "not finished",
                "for training only",
            ),
        )
    )
