"""The debrief as text: scores with what they rest on, each decision, who knew what when, and how it was shared."""

from __future__ import annotations

from collections.abc import Sequence

from scoring import DimensionScore, Judgement, Scorecard, score, sentences
from scoring.items import TEAM, counts_for
from scoring.judgements import beside, stands
from scoring.meaning import FORMATIVE, MEANS, made_of, played
from scoring.words import DIMENSION_TITLES, DIMENSIONS_SAID
from sim.engine.book import Book
from sim.engine.events import AnyEvent, CaseEnded, Finished
from sim.engine.history import replay
from sim.engine.names import RoleId
from sim.engine.protocols import Pack
from sim.engine.scenario import DIMENSIONS, Dimension
from sim.engine.showing import brief, view
from sim.plain.ledger import Reading
from sim.plain.names import Names, article
from sim.plain.reviews import decision, took_part
from sim.plain.rulings import Rulings
from sim.plain.wording import capital, many, sentence

HOW = {
    "finished": "",
    "declared": "",
    "stalled": "It could go no further: that is a fault of the case and not yours.",
    "stopped": "It was ended before it was over.",
}
"""How a case ended -> what is said of it."""

WORKSHOP = (
    "Workshop: The pages say decisions and consequences, without points and without whose they were. "
    "Type reveal to hear your own points."
)


def debrief(
    book: Book,
    log: Sequence[AnyEvent],
    role: RoleId,
    packs: Sequence[Pack] = (),
    judgements: Sequence[Judgement] = (),
) -> list[str]:
    """All of it for who sat at *role*, in the order in which it is best heard. *judgements*: of its critical errors."""
    card = beside(score(book, log, packs), judgements)
    names = Names(brief(book, role))
    mine = took_part(card.decisions, role)
    facts = reading(card, book, log, names)
    owners = card.mode != "workshop"
    rulings = Rulings(card, book, log, names, owners)
    lines = [*heading(card, book, log, names), *rulings.critical(), *scores(card, role, owners=owners, points=owners)]
    lines += untested(card, role) if owners else []
    lines.append(f"Decisions: You had a part in {many(len(mine), 'decision')}.")
    for number, review in enumerate(mine, 1):
        lines += decision(number, len(mine), review, names, points=owners, owners=owners)
        lines += rulings.went(review, mine) if owners else []
    lines += [*facts.knowledge(), *(facts.sharing() if owners else facts.unowned())]
    lines += [*rulings.protocol(), *rulings.days(), *rulings.ratings({})]
    lines.append("End of the debrief.")
    return lines


def reading(card: Scorecard, book: Book, log: Sequence[AnyEvent], names: Names) -> Reading:
    """The ledger of *card* as the seat of *names* hears it."""
    known = [known.fact for known in view(replay(book, log), names.me).known]
    return Reading.of(card.ledger, names, known, (book, log))


def untested(card: Scorecard, role: RoleId) -> list[str]:
    """What could not be judged of *role*, and why: what has the same reason in one line, by dimension."""
    alike: dict[tuple[str, str], list[str]] = {}
    for dimension, label, reason in _left_out(card, role):
        alike.setdefault((dimension, reason), []).append(label)
    return [
        f"Not tested: {dimension}: {sentence(labels[0])} {sentence(reason)}"
        if len(labels) == 1
        else f"Not tested: {dimension}: {sentence(reason)} {len(labels)} times: {_alike(labels)}."
        for (dimension, reason), labels in alike.items()
    ]


def _alike(labels: list[str]) -> str:
    """`A; B` of `A: time limit`, `B: time limit`: without the end that all of them share, since the reason has said it."""
    ends = {label.rpartition(": ")[2] for label in labels}
    short = [label.rpartition(": ")[0] or label for label in labels] if len(ends) == 1 else labels
    return "; ".join(label.rstrip(".") for label in short)


def many_untested(card: Scorecard, role: RoleId) -> int:
    """How many things could not be judged of *role*."""
    return len(_left_out(card, role))


def _left_out(card: Scorecard, role: RoleId) -> list[tuple[str, str, str]]:
    """Dimension, label and reason of what could not be judged, each once."""
    mine = [one for one in card.untested if counts_for(role, one.owners)]
    return list(dict.fromkeys((DIMENSIONS_SAID[one.dimension], one.label, one.reason) for one in mine))


def heading(card: Scorecard, book: Book, log: Sequence[AnyEvent], names: Names) -> list[str]:
    """Which play this is about, and how far it went."""
    lines = [f"Debrief: {sentence(card.title)} You were {article(names.title(names.me))}."]
    for event in log:
        if isinstance(event, Finished) and event.role == names.me:
            ending = book.scenario.endings[event.ending]
            lines.append(f"Debrief: For you it ended at {names.at(event.at)}: {sentence(ending.title)}")
        elif isinstance(event, CaseEnded):
            lines.append(f"Debrief: The case ended at {names.at(event.at)}. {HOW[event.how]}".strip())
    if not card.ended:
        lines.append(f"Debrief: It is not finished; it stands at {names.at(card.time)}. This is what there is so far.")
    if card.review != "signed":
        lines.append("Debrief: The case is a draft: no professional has signed its key yet.")
    return lines


def scores(card: Scorecard, role: RoleId, *, owners: bool = True, points: bool = True) -> list[str]:
    """The three dimensions for the role and (with *owners*) for the team, each with its coverage; without *points* none."""
    if not points:
        return [WORKSHOP, f"Meaning: {MEANS}"]
    lines = [] if owners else ["Workshop: You have asked for your own points; nobody else's are said."]
    lines += [
        f"Score: {DIMENSION_TITLES[name]}: {one(card.roles[role][name])}{failed(card, role, name)}"
        for name in DIMENSIONS
    ]
    if owners:
        lines += [
            f"Team score: {DIMENSION_TITLES[name]}: {one(card.team[name], 'the team')}{failed(card, TEAM, name)}"
            for name in DIMENSIONS
        ]
    lines.append(f"Meaning: {MEANS} {FORMATIVE}")
    lines.append(f"Meaning: {played(card)} {made_of(card)}")
    return lines


def failed(card: Scorecard, column: str, dimension: Dimension) -> str:
    """In an exam: that a critical error fails *dimension* for *column*, a sentence with a blank in front; else empty."""
    said = sentences.STANDINGS[stands(card.mode, card.critical, column, dimension)]
    return f" {capital(said)}." if said else ""


def one(found: DimensionScore, whose: str = "yourself") -> str:
    """One score in words: its share if there is enough evidence, its points, and what it rests on; as the app says it."""
    said = f"{sentences.share(found)} Coverage: {sentences.coverage(found.coverage, whose)}"
    return f"{said} {ranged}" if (ranged := sentences.ranged(found)) else said
