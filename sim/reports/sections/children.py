"""The children: what the play was like from each child's side, beside the model's play; and critical errors."""

from __future__ import annotations

from scoring.sentences import FAILS, about
from sim.reports import charts
from sim.reports.blocks import Block, Column, Figure, Para, Points, Run, Section, Table, Words, spaced
from sim.reports.material import Material
from sim.reports.wording import Wording, said, sentence


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
    for n, day in enumerate(material.card.days, 1):
        rows: list[tuple[Words, ...]] = []
        for burden in day.counts:
            if not burden.told:
                rows.append((burden.title, Run("this case cannot show it", "muted"), "", ""))
                continue
            length = f" ({about(burden.seconds)})" if burden.seconds is not None else ""
            model = "" if burden.model is None else str(burden.model)
            if burden.model is not None and burden.model_seconds is not None:
                model += f" ({about(burden.model_seconds)})"
            rows.append(
                (
                    burden.title,
                    f"{burden.count}{length}",
                    model,
                    spaced(sentence(said(burden.words)), words.evidence(burden.events)),
                )
            )
        heads = (Column("What"), Column("This play", "number"), Column("Model’s play", "number"), Column("In words"))
        table = Table(f"Child {day.name}, in counts", heads, tuple(rows))
        child = next((child for name, child in material.book.scenario.children.items() if name == day.child), None)
        age = f", {_age(child.age)}" if child is not None else ""
        counted = any(burden.told for burden in day.counts)
        body: tuple[Block, ...] = (
            (Figure(charts.childs_day(day), f"Child {day.name}: this play, and outlined the model’s", (table,)),)
            if counted
            else (table,)
        )
        blocks.append(Section(f"child-{n}", f"Child {day.name}{age}", body))
    return Section("children", "The child’s day", tuple(blocks), apart=True)


def _age(years: float) -> str:
    return f"{years:g} years" if years >= 2 else f"{round(years * 12)} months"


CONFIRMED = {
    True: "confirmed by a person",
    False: "a person found that it is none",
    None: "not looked at by a person yet",
}


def critical(material: Material, words: Wording) -> Section:
    """Acts and omissions that nothing else can make good."""
    errors = material.card.critical
    if not errors:
        return Section("critical", "Critical errors", (Para("None was found in this play."),))
    items = tuple(
        spaced(
            (Run(f"{words.time(error.at)}: ", "strong"), sentence(said(error.text))),
            f"({words.seats(error.roles) or 'The team'}; {CONFIRMED[error.confirmed]})" if material.points else "",
            Run(f"Source: {error.source}.", "muted") if error.source else "",
            words.evidence(error.events),
        )
        for error in errors
    )
    text = (
        "A critical error is something that nothing else in the play can make good. It is for people to look at: the program "
        "only says what the log shows."
    )
    if material.card.mode == "exam":
        text = f"{text} {FAILS}"
    return Section("critical", "Critical errors", (Para(text), Points(items)))
