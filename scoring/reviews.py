"""Reviews: each decision as it was met, with every choice's credit and why, for the debrief and for coach mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from scoring.course import Course, Visit
from scoring.credit import best_worth, disputed, line_credit, whose, worth
from scoring.decisions import open_ways, outcome_text, parts
from scoring.items import Item
from sim.engine.names import ChoiceId, DecisionId, FactId, ItemId, RoleId, SceneId, Second
from sim.engine.scenario import Choice, Dimension
from sim.engine.scenes import pick
from sim.players.key import ranking


class LineReview(msgspec.Struct, frozen=True):
    """A line of a form: what ticking it is worth, and who ticked it. *key*: whose judgement that is; *disputed*: a panel that
    did not agree, so that the line is shown and not scored."""

    item: ItemId
    text: str
    credit: dict[Dimension, float]
    ticked_by: tuple[RoleId, ...]
    because: str = ""
    cite: str = ""
    key: str = ""
    disputed: bool = False


class OptionReview(msgspec.Struct, frozen=True, kw_only=True):
    """A choice as the key sees it. *number*: its key on the screen; 0: it was never offered. *open*: it could be taken.

    *credit*: what it is worth in the case that held then (a form: at best); *chosen_by*: who took it. *model*: the model
    answer among what was open. *disputed*: a panel did not agree; shown, not scored.
    """

    choice: ChoiceId
    number: int
    text: str
    offered: bool
    open: bool
    chosen_by: tuple[RoleId, ...]
    credit: dict[Dimension, float]
    because: str
    cite: str
    model: bool
    key: str
    disputed: bool
    lines: tuple[LineReview, ...] = ()

    @property
    def chosen(self) -> bool:
        """Did somebody take it?"""
        return bool(self.chosen_by)


class Outcome(msgspec.Struct, frozen=True):
    """What came of a decision for *roles*: a choice, or what follows without one, with its *text* and *credit*."""

    roles: tuple[RoleId, ...]
    outcome: str
    text: str
    ticked: tuple[ItemId, ...]
    credit: dict[Dimension, float]


class DecisionReview(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as it was met. *shown*: the scene's Markdown as each role saw it; *knew*: what each who decided knew then.

    *how*: how it ended (`open`: it has not). *decides*: who decides in this scene and how. *items*: what it earned.
    *key*: the author calls it one of those that the case is about.
    """

    decision: DecisionId
    scene: SceneId
    title: str
    roles: tuple[RoleId, ...]
    present: tuple[RoleId, ...]
    decides: Literal["alone", "lead", "together", "each"]
    opened: Second
    closes: Second | None
    at: Second | None
    how: Literal["chosen", "no_answer", "deadlock", "interrupted", "unfinished", "open"]
    outcomes: tuple[Outcome, ...]
    options: tuple[OptionReview, ...]
    shown: dict[RoleId, str]
    knew: dict[RoleId, tuple[FactId, ...]]
    items: tuple[Item, ...]
    events: tuple[int, ...]
    key: bool = False


def reviews(course: Course, items: Sequence[Item]) -> tuple[DecisionReview, ...]:
    """All decisions of *course* in the order in which they opened; *items* are those of the whole play."""
    return tuple(review(course, visit, items) for visit in course.visits)


def review(course: Course, visit: Visit, items: Sequence[Item]) -> DecisionReview:
    """The review of one decision."""
    book, found, closed = course.book, visit.found, visit.closed
    ready = book.scenes[visit.scene]
    state = visit.before
    ended = visit.committed
    outcomes = []
    for part in parts(visit) if ended else ():
        way = ready.ways[part.outcome]
        outcomes.append(
            Outcome(
                roles=part.roles,
                outcome=part.outcome,
                text=outcome_text(visit, part.outcome),
                ticked=part.ticked,
                credit=worth(book, way, state, found.items, part.ticked).points,
            )
        )
    return DecisionReview(
        decision=visit.id,
        scene=visit.scene,
        title=ready.scene.title,
        roles=visit.deciders,
        present=visit.present,
        decides=ready.how,
        opened=visit.opened.at,
        closes=found.closes,
        at=closed.at if closed is not None else None,
        how=closed.how if closed is not None else "open",
        outcomes=tuple(outcomes),
        options=_options(course, visit, tuple(outcomes)),
        shown={role: book.scene_text(visit.scene, role, *state.threads[role].shown) for role in visit.present},
        knew={role: tuple(state.threads[role].known) for role in visit.deciders},
        items=tuple(item for item in items if item.decision == visit.id and item.kind == "decision"),
        events=visit.events,
        key=ready.scene.key_decision,
    )


def _options(course: Course, visit: Visit, outcomes: tuple[Outcome, ...]) -> tuple[OptionReview, ...]:
    """Every choice of the scene: those that were offered by their numbers, then the others."""
    ready, found = course.book.scenes[visit.scene], visit.found
    can_be_taken = open_ways(visit)
    model = next((choice for choice in ranking(ready.scene) if choice in can_be_taken), None)
    options = []
    for choice in (*found.offered, *(choice for choice in ready.order if choice not in found.offered)):
        body = ready.scene.choices[choice]
        way = ready.ways[choice]
        options.append(
            OptionReview(
                choice=choice,
                number=found.offered.index(choice) + 1 if choice in found.offered else 0,
                text=outcome_text(visit, choice),
                offered=choice in found.offered,
                open=choice in can_be_taken,
                chosen_by=tuple(role for outcome in outcomes if outcome.outcome == choice for role in outcome.roles),
                credit=best_worth(course.book, way, visit.before, found.items).points,
                because=body.because.text if body.because is not None else "",
                cite=body.because.cite if body.because is not None else "",
                model=choice == model,
                key=whose(body.key),
                disputed=disputed(body.key),
                lines=_lines(course, visit, body, outcomes),
            )
        )
    return tuple(options)


def _lines(course: Course, visit: Visit, choice: Choice, outcomes: tuple[Outcome, ...]) -> tuple[LineReview, ...]:
    if choice.form is None:
        return ()
    lines = []
    for item in visit.found.items:
        line = choice.form.items[item]
        cases = course.book.cases(line.text)
        lines.append(
            LineReview(
                item=item,
                text=cases[pick(cases, visit.before)][1],
                credit=line_credit(course.book, choice.form, item, visit.before).points,
                ticked_by=tuple(role for outcome in outcomes if item in outcome.ticked for role in outcome.roles),
                because=line.because.text if line.because is not None else "",
                cite=line.because.cite if line.because is not None else "",
                key=whose(line.key),
                disputed=disputed(line.key),
            )
        )
    return tuple(lines)
