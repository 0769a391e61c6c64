"""The children: what the play was like from each child's side, beside the model's play; and critical errors."""

from __future__ import annotations

from collections.abc import Iterable

from scoring import Burden, ChildDay
from scoring.judgements import FAILING
from scoring.sentences import FOUND, fails, judgement
from scoring.words import DIMENSION_TITLES, lapse
from sim.format.ages import aged
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Fold, Para, Points, Run, Section, Table, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, capital, many, said, sentence


def days(material: Material, words: Wording) -> Section:
    """Each child's day in counts and plain words. No number in the headline, no scenes."""
    if not material.card.days:
        return Section("children", "The child’s day", (Para("This case counts nothing from a child’s side."),))
    blocks: list[Block] = [
        Para(
            "Counted from the log, from each child’s side, beside the same counts in the model’s play of this case. This part "
            "is formative: no validated instrument stands behind it."
        )
    ]
    each = tuple(_child(n, day, material, words) for n, day in enumerate(material.card.days, 1))
    if len(each) > 1:
        blocks.append(_together(material))
        blocks.append(
            Fold(f"Each child’s day in a drawing and in words ({many(len(each), 'child', 'children')})", each)
        )
    else:
        blocks += each
    return Section("children", "The child’s day", tuple(blocks))


def _together(material: Material) -> Table:
    """All children side by side, the model's play behind each count."""
    days = material.card.days
    rows = tuple(
        (title, *(_beside(day.counts, title) for day in days))
        for title in dict.fromkeys(burden.title for day in days for burden in day.counts)
    )
    heads = (Column("What"), *(Column(f"Child {day.name}") for day in days))
    return Table("Each child’s day in counts; in brackets the model’s play", heads, rows)


def _beside(counts: Iterable[Burden], title: str) -> Words:
    """One count of one child, and the model's."""
    burden = next((one for one in counts if one.title == title), None)
    if burden is None or not burden.told:
        return Run("this case cannot show it", "muted")
    here = str(burden.count) if burden.seconds is None else lapse(burden.seconds)
    there = "" if burden.model is None else str(burden.model)
    if burden.model_seconds is not None:
        there = lapse(burden.model_seconds)
    return spaced(here, Run(f"({there})", "muted") if there else "")


def _child(n: int, day: ChildDay, material: Material, words: Wording) -> Section:
    """One child: a drawing, and beside it the counts in a table and in words."""
    rows: list[tuple[Words, ...]] = []
    for burden in day.counts:
        if not burden.told:
            rows.append((burden.title, Run("this case cannot show it", "muted"), "", ""))
            continue
        length = f" ({lapse(burden.seconds)})" if burden.seconds is not None else ""
        model = "" if burden.model is None else str(burden.model)
        if burden.model is not None and burden.model_seconds is not None:
            model += f" ({lapse(burden.model_seconds)})"
        inwords = spaced(sentence(said(burden.words)), words.evidence(burden.events))
        rows.append((burden.title, f"{burden.count}{length}", model, inwords))
    heads = (Column("What"), Column("This play", "number"), Column("Model’s play", "number"), Column("In words"))
    table = Table(f"Child {day.name}, in counts", heads, tuple(rows))
    child = next((child for name, child in material.book.scenario.children.items() if name == day.child), None)
    age = f", {aged(child.age)}" if child is not None else ""
    counted = any(burden.told for burden in day.counts)
    body: tuple[Block, ...] = (table,)
    if counted:
        body = (Figure(charts.childs_day(day), f"Child {day.name}: this play, and outlined the model’s", (table,)),)
    return Section(f"child-{n}", f"Child {day.name}{age}", body)


def critical(material: Material, words: Wording) -> Section:
    """Acts and omissions that nothing else can make good."""
    errors = material.card.critical
    if not errors:
        return Section("critical", "Critical errors", (Para("None was found in this play."),))
    items = tuple(
        spaced(
            (Run(f"{words.time(error.at)}: ", "strong"), sentence(said(error.text))),
            f"({DIMENSION_TITLES[error.dimension]}; {words.seats(error.roles) or 'The team'}; {FOUND[error.confirmed]})"
            if material.points
            else "",
            said(judgement(error) or "") if material.points and error.judgement is not None else "",
            Run(f"Source: {sentence(error.source)}", "muted") if error.source else "",
            words.evidence(error.events),
        )
        for error in errors
    )
    text = (
        "A critical error is something that nothing else in the play can make good. It is for people to look at: the program "
        "only says what the log shows."
    )
    if material.card.mode in FAILING:
        text += " In an exam it fails its dimension until a person has looked at it, whatever the points are."
    stands = (Para(line, "caution") for line in map(capital, fails(material.card.mode, errors, words.voice)))
    return Section("critical", "Critical errors", (Para(text), *stands, Points(items)))
