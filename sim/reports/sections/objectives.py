"""Objectives: what is proposed and what people confirmed, and for each its strengths and areas for improvement, with evidence."""

from __future__ import annotations

from scoring import Confirmation, Letter, Rating
from scoring.ratings import LETTERS
from sim.reports.blocks import Block, Column, Fold, Para, Points, Run, Section, Table, Tone, Words, runs, spaced
from sim.reports.findings import PARTS, Finding, areas, strengths, varied
from sim.reports.material import Material
from sim.reports.wording import Wording, capital, many, said, sentence

MEANINGS: dict[Letter, str] = {
    "P": "achieved, with no harm to other activities, no added risk, and according to plans and law.",
    "S": "as P, but it could have been more effective or efficient.",
    "M": "still achieved, but with harm to other activities, added risk, or against plans or law.",
    "U": "not achieved.",
}
"""What the ratings mean that exercises use."""

TONES: dict[str, Tone] = {"P": "good", "S": "fair", "M": "fair", "U": "poor"}
MOST = 8
"""Findings in a list; what goes beyond is counted."""
BEST = 4
"""Strengths that are always shown."""


def confirmed(material: Material) -> dict[str, Confirmation]:
    """What a person gave for each objective; the last one counts."""
    return {each.objective: each for each in material.confirmations}


def objectives(material: Material, words: Wording, found: tuple[Finding, ...]) -> Section:
    """The ratings and the strengths; behind them the analysis of each objective, and of what belongs to none."""
    card = material.card
    blocks: list[Block] = []
    if card.ratings:
        given = confirmed(material)
        rows = tuple(
            (said(rating.text), _letter(rating.proposed), _given(given.get(rating.objective)), _why(rating, material))
            for rating in card.ratings
        )
        columns = (Column("Objective"), Column("Proposed"), Column("Confirmed"), Column("Why it is proposed"))
        blocks.append(Table("Ratings of the objectives", columns, rows))
        blocks.append(
            Para(
                "The program proposes a rating from the log; an evaluator confirms it or gives another with a reason, and "
                "both are kept. Where nothing could be observed an objective is not rated, and never U.",
                "note",
            )
        )
        meanings = tuple(
            (Run(letter, "strong"), f", {LETTERS[letter].lower()}: {meaning}") for letter, meaning in MEANINGS.items()
        )
        blocks.append(Fold("What the letters mean", (Points(meanings),)))
        analysis = tuple(_analysis(n, rating, material, words, found) for n, rating in enumerate(card.ratings, 1))
        blocks.append(
            Fold(
                f"Objective by objective: what was done and what was not ({many(len(analysis), 'objective')})", analysis
            )
        )
    else:
        blocks.append(Para("This case declares no objectives that could be rated. The analysis is by what was judged."))
    good, poor = strengths(found), areas(found)
    if good:
        shown: list[Block] = [Points(tuple(_finding(one, words) for one in varied(good, BEST)))]
        rest = (
            f"{capital(many(len(good) - BEST, 'more strength'))}: see “All that was found”. "
            if len(good) > BEST
            else ""
        )
        areas_ = "Areas for improvement are the rows of the improvement plan." if poor else ""
        shown.append(Para(f"{rest}{areas_}", "note"))
        blocks.append(Section("strengths", "Strengths", tuple(shown)))
    others = tuple(_others(words, tuple(one for one in found if not one.objective)))
    if others:
        blocks.append(
            Fold(
                f"All that was found, by what it is: {many(len(good), 'strength')}, {many(len(poor), 'area')} for improvement",
                others,
            )
        )
    return Section("objectives", "Objectives and analysis", tuple(blocks))


def _why(rating: Rating, material: Material) -> str:
    """Why it is proposed; in a workshop without what was lost where."""
    if material.points:
        return sentence(rating.reason)
    parts = [f"Done: {task.title.rstrip('.')}." for task in rating.tasks if task.met]
    parts += [f"Not done: {task.title.rstrip('.')}." for task in rating.tasks if task.met is False]
    parts += [f"{capital(task.aside)}: {task.title.rstrip('.')}." for task in rating.tasks if task.aside]
    parts += [f"Harm: {sentence(harm.text)}" for harm in rating.harm]
    return " ".join(parts)


def _letter(letter: str | None, stop: str = "") -> Words:
    return Run(f"{letter}{stop}", TONES[letter]) if letter is not None else Run(f"not rated{stop}", "muted")


def _given(given: Confirmation | None) -> Words:
    if given is None:
        return Run("not yet", "muted")
    who = f" ({given.by})" if given.by else ""
    reason = f": {sentence(given.reason)}" if given.reason else ""
    return (*runs(_letter(given.given)), f"{who}{reason}")


def _analysis(n: int, rating: Rating, material: Material, words: Wording, found: tuple[Finding, ...]) -> Section:
    mine = tuple(one for one in found if one.objective == rating.objective)
    given = confirmed(material).get(rating.objective)
    proposed = spaced(
        Run("Proposed:", "strong"),
        _letter(rating.proposed, "."),
        _why(rating, material),
        words.evidence(rating.events),
    )
    blocks: list[Block] = [Para(proposed)]
    if given is not None:
        blocks.append(Para((Run("Confirmed: ", "strong"), *runs(_given(given)))))
    untested = [sentence(task.title) for task in rating.tasks if task.met is None and not task.aside]
    if untested:
        blocks.append(Para(f"Not tested in this play: {' '.join(untested)}", "note"))
    blocks += _both(mine, words, f"objective-{n}")
    return Section(f"objective-{n}", f"Objective {n}: {said(rating.text).rstrip('.')}", tuple(blocks), keep=True)


def _both(found: tuple[Finding, ...], words: Wording, anchor: str) -> list[Block]:
    blocks: list[Block] = []
    for name, title, ones in (
        ("strengths", "Strengths", strengths(found)),
        ("areas", "Areas for improvement", areas(found)),
    ):
        if ones:
            body: list[Block] = [Points(tuple(_finding(one, words) for one in ones[:MOST]))]
            if len(ones) > MOST:
                body.append(Para(f"And {len(ones) - MOST} more, in the sections below.", "note"))
            blocks.append(Section(f"{anchor}-{name}", title, tuple(body)))
    return blocks


def _others(words: Wording, found: tuple[Finding, ...]) -> list[Block]:
    """Analysis of what belongs to no objective: decisions, information, rules, the children."""
    made: list[Block] = []
    for part in PARTS:
        ones = tuple(one for one in found if one.part == part)
        if ones and part != "objective":
            made.append(
                Section(f"analysis-{part}", f"Analysis: {TITLES[part]}", tuple(_both(ones, words, f"analysis-{part}")))
            )
    return made


TITLES = {
    "critical": "critical errors",
    "rule": "protocol",
    "information": "information between agencies",
    "decision": "decisions",
    "child": "the children’s day",
}


def _finding(one: Finding, words: Wording) -> Words:
    seats = f" ({words.seats(one.seats)})" if one.seats else ""
    source = f"Source: {sentence(one.source)}" if one.source else ""
    return spaced(f"{one.what}{seats}", one.why, Run(source, "muted"), words.evidence(one.events))
