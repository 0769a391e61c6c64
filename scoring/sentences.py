"""Sentences: what the charts of a debrief show, in words. Every chart has its text here, for screens and for plain mode.

Pure: parts of a scorecard in, sentences out. Who reads them is a `Voice`, because each room has its own words for the seats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from scoring.childs_day import Burden, ChildDay
from scoring.critical import CriticalError
from scoring.items import ENOUGH, TEAM, Coverage, DimensionScore, Item
from scoring.judgements import FAILING, Standing, stands
from scoring.knowledge import Lane
from scoring.ratings import LETTERS, Confirmation, Letter, Rating, TaskFound
from scoring.reviews import DecisionReview
from scoring.words import DIMENSION_TITLES, listed
from sim.engine.names import RoleId, Second
from sim.engine.scenario import DIMENSIONS
from sim.engine.seats import Mode

Mark = Literal["full", "part", "none", "missed", "unscored"]
"""How a decision came out, as a mark on a chart: all, part or none of what was at stake; not decided; not scored."""

MARKS: dict[Mark, str] = {
    "full": "earned all that was at stake",
    "part": "earned a part of what was at stake",
    "none": "earned nothing of what was at stake",
    "missed": "nothing was decided",
    "unscored": "not scored",
}
"""What a mark means, in words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a reader hears names and times. *who*: a seat inside a sentence, *you* for one's own; *at*: the time of day.

    *desks*: the seats at which nobody sits, and that tell only who asks.
    """

    who: Callable[[str], str]
    at: Callable[[Second], str]
    desks: frozenset[str] = frozenset()

    def everyone(self, seats: Iterable[str]) -> str:
        """Several seats as a person lists them, oneself last."""
        return listed(sorted(map(self.who, seats), key=lambda words: words == "you"))


# --- bars


def share(score: DimensionScore) -> str:
    """A score: its share and its points, or that there is too little to give a share."""
    points = points_of(score.earned, score.at_stake)
    if score.share is not None:
        return f"{score.share:.0%}".replace("%", " percent") + f", {points}."
    if score.coverage.judged:
        return f"Not enough evidence for a percentage (fewer than {ENOUGH} judged); {points}."
    return "Nothing was judged."


def coverage(found: Coverage, whose: str = "yourself") -> str:
    """How much of a dimension was tested. *whose*: the score is, as in *closed by yourself*."""
    duties = ""
    if found.duties_closed:
        duties = f" {_many(found.duties_closed, 'rule')} that the model answer kept had no occasion in this play."
    if not found.opportunities:
        return f"It did not come up in this play.{duties}"
    said = [f"{found.judged} of {_many(found.opportunities, 'opportunity', 'opportunities')} judged"]
    if found.not_tested:
        said.append(f"{found.not_tested} not tested")
    if found.closed_by_self:
        said.append(f"{found.closed_by_self} closed by {whose}")
    if found.closed_by_others:
        said.append(f"{found.closed_by_others} closed by others")
    if found.closed_by_luck:
        said.append(f"{found.closed_by_luck} closed by luck")
    return f"{', '.join(said)}.{duties}"


# --- decisions


def mark(review: DecisionReview, role: RoleId) -> Mark:
    """How *review* came out for *role* and the team."""
    if review.how in ("no_answer", "deadlock"):
        return "missed"
    items = earned(review, role)
    stake = sum(item.at_stake for item in items)
    points = sum(item.points for item in items)
    if not stake:
        return "unscored"
    return "full" if points >= stake - 1e-9 else "part" if points > 0 else "none"


def earned(review: DecisionReview, role: RoleId) -> tuple[Item, ...]:
    """The items of *review* that count for *role*, or for the team that it is part of."""
    return tuple(item for item in review.items if role in item.owners or TEAM in item.owners)


def points_of(earned: float, stake: float) -> str:
    """`3 of 4.5 points`."""
    return f"{number(earned)} of {number(stake)} point{'' if number(stake) == '1' else 's'}"


def number(value: float) -> str:
    """Points with at most two decimals: `1`, `0.6`, `0.25`."""
    return f"{round(value, 2):g}"


# --- who knew what when


def by_fact(lanes: Sequence[Lane]) -> list[tuple[Lane, ...]]:
    """*lanes* in groups, one a fact."""
    return [tuple(group) for _, group in groupby(lanes, key=lambda lane: lane.fact)]


def story(group: Sequence[Lane], voice: Voice) -> list[str]:
    """What became of one fact, a sentence for each seat: who had it first, whom it told and how much later, who went without.

    *The officer found it out at 21:44 and told the investigator at 22:10 (26 minutes later; needed by 21:59, so 11 minutes late).*
    """
    return [_sentence(lane, group, voice) for lane in _in_order(group)]


def gist(group: Sequence[Lane], voice: Voice) -> list[str]:
    """`story` without those who only heard it as somebody else's sentence says already: what stands under a pointer."""
    sayers = {lane.seat for lane in group}
    heard = [
        lane
        for lane in group
        if lane.span is not None
        and lane.span.how == "told"
        and lane.span.frm in sayers
        and not lane.sent
        and (lane.decided is None or knows(lane, lane.decided))
    ]
    kept = {lane.seat for lane in group if lane not in heard}
    return [_sentence(lane, group, voice) for lane in _in_order(group) if lane.seat in kept]


def unowned(group: Sequence[Lane], voice: Voice) -> list[str]:
    """`story` for a workshop: since when each seat knew, and by when it was needed; not who told late, was silent or did not ask.

    *The officer found it out at 21:44. The investigator had it from 22:10; it was needed by 21:59.*
    """
    said = []
    for lane in _in_order(group):
        if lane.span is None:
            knew = "did not have it"
        elif lane.seat in voice.desks:
            knew = "had it on file"
        elif lane.span.how == "held":
            knew = "knew it from the start"
        else:
            verb = {"told": "had it from", "work": "found it out at", "inject": "learned it at"}[lane.span.how]
            knew = f"{verb} {voice.at(lane.span.start)}{' on' if lane.span.how == 'told' else ''}"
        due = lane.due if lane.due is not None else lane.decided if lane.needed else None
        said.append(
            _capital(
                f"{voice.who(lane.seat)} {knew}{f'; it was needed by {voice.at(due)}' if due is not None else ''}."
            )
        )
    return said


def standing(group: Sequence[Lane], second: Second, voice: Voice) -> str:
    """Who knew a fact at *second*, who did not, and who was already waiting for it."""
    knew = [lane.seat for lane in group if knows(lane, second)]
    missing = [lane for lane in group if not knows(lane, second)]
    late = [lane.seat for lane in missing if overdue(lane, second)]
    rest = [lane.seat for lane in missing if not overdue(lane, second)]
    said = [f"known to {voice.everyone(knew)}" if knew else "known to nobody here"]
    if rest:
        said.append(f"not to {voice.everyone(rest)}")
    if late:
        said.append(f"overdue for {voice.everyone(late)}")
    return f"At {voice.at(second)}: {', '.join(said)}."


def knows(lane: Lane, second: Second) -> bool:
    """Was the fact known here at *second*?"""
    return lane.span is not None and lane.span.start <= second


def overdue(lane: Lane, second: Second) -> bool:
    """Was it needed here by *second*, and not known? Without a deadline the decision that needed it is one."""
    due = lane.due if lane.due is not None else lane.decided
    return lane.needed and due is not None and due < second and not knows(lane, second)


def _in_order(group: Sequence[Lane]) -> list[Lane]:
    """Those first who knew it first; last who never did."""
    return sorted(group, key=lambda lane: (lane.span is None, lane.span.start if lane.span is not None else 0))


def _sentence(lane: Lane, group: Sequence[Lane], voice: Voice) -> str:
    return _capital(f"{voice.who(lane.seat)} {_lane(lane, group, voice)}.")


def _lane(lane: Lane, group: Sequence[Lane], voice: Voice) -> str:
    said = []
    span = lane.span
    if lane.decided is not None and not knows(lane, lane.decided):
        said.append(f"decided without it at {voice.at(lane.decided)}")
    if span is None:
        if lane.due is not None and lane.due == lane.decided:
            said = [f"needed it for the decision at {voice.at(lane.due)}"]
        elif lane.due is not None:
            said.insert(0, f"needed it by {voice.at(lane.due)}")
        said.append("never had it")
    elif lane.seat in voice.desks:
        said.append("had it on file")
    elif span.how == "held":
        said.append("knew it from the start")
    elif span.how == "told":
        said.append(f"heard it from {voice.who(span.frm)} at {voice.at(span.start)}{_in_time(lane, span.start, voice)}")
    else:
        how = "found it out" if span.how == "work" else "learned it"
        said.append(f"{how} at {voice.at(span.start)}{_in_time(lane, span.start, voice)}")
    told: dict[str, None] = {}
    heard: set[str] = set()
    for second, to in lane.sent:
        told[f"told {voice.everyone(to)} at {voice.at(second)}{_later(lane, second, to, group, heard, voice)}"] = None
        heard |= set(to)
    said += told
    if span is not None and not lane.sent and any(other.needed and other.span is None for other in group):
        said.append("was not asked for it" if lane.seat in voice.desks else "told nobody")
    return listed(said)


def _in_time(lane: Lane, second: Second, voice: Voice) -> str:
    if lane.due is None:
        return ""
    if second <= lane.due:
        return f" (needed by {voice.at(lane.due)})"
    return f" ({about(second - lane.due)} after it was needed)"


def _later(lane: Lane, second: Second, to: Sequence[str], group: Sequence[Lane], heard: set[str], voice: Voice) -> str:
    """How long after it knew, and by when that was needed by those who had not heard it from here yet."""
    said = []
    if lane.span is not None and second - lane.span.start >= 60:
        said.append(f"{about(second - lane.span.start)} later")
    dues = [other.due for other in group if other.seat in to and other.seat not in heard and other.due is not None]
    if dues:
        late = second - min(dues)
        said.append(f"needed by {voice.at(min(dues))}" + (f", so {about(late)} late" if late >= 60 else ""))
    return f" ({'; '.join(said)})" if said else ""


# --- ranges


def ranged(score: DimensionScore) -> str:
    """What a score would be if every noted reason is upheld; nothing where there is none to judge.

    *52 percent as it stands, 61 percent if the reasons that were noted are upheld. That is for a person to judge.*
    """
    if score.share is None or score.upheld is None:
        return ""
    return (
        f"{_percent(score.share)} as it stands, {_percent(score.upheld)} if the reasons that were noted are upheld. "
        "That is for a person to judge."
    )


def item_ranged(item: Item) -> str:
    """The same for one item; nothing where no reason was noted."""
    if item.if_upheld is None:
        return ""
    upheld = points_of(item.weight * item.if_upheld, item.at_stake)
    return f"A reason was noted before the outcome: {upheld} if it is upheld. That is for a person to judge."


# --- the child's day


def burden(found: Burden) -> str:
    """One line of a child's day: *Asked to tell it again: asked again once (twice in all). The model answer: ...*"""
    return f"{found.title}: {found.words}"


UNTOLD_DAY = "Nothing in this case says what the day was like for this child."


def day(found: ChildDay) -> list[str]:
    """One child's day, a line for what the case can tell, and one for what it cannot."""
    lines = [burden(each) for each in found.counts if each.told]
    untold = [each.title.lower() for each in found.counts if not each.told]
    if not lines:
        return [UNTOLD_DAY]
    if untold:
        lines.append(f"Not told by this case: {listed(untold)}.")
    return lines


# --- critical errors


HELD = (
    "This is a rehearsal: nobody has come to harm, and this is the place to learn it. "
    "You can go back to before it and try another way, or go on and see what follows."
)
"""What is said to the person before whom a critical error has stopped the case."""

STANDINGS: dict[Standing, str] = {
    "counts": "",
    "unconfirmed": "failed until a person has looked at it",
    "failed": "failed, and a person has confirmed it",
}
"""What a dimension comes to in an exam beside its figure; nothing where the figure counts as it stands."""

FOUND = {
    True: "confirmed by a person",
    False: "a person found that it is none",
    None: "not looked at by a person yet",
}
"""What a person made of a critical error, in a few words."""


def critical(error: CriticalError, voice: Voice, *, named: bool = True) -> list[str]:
    """A critical error: when and whose, what happened, and the source. Never a score. Not *named*: a topic, with no name on it."""
    whose = f", by {voice.everyone(error.roles)}" if error.roles and named else ""
    lines = [f"At {voice.at(error.at)}{whose}.", error.text]
    if error.source:
        lines.append(f"Source: {error.source}.")
    if (said := judgement(error, named=named)) is not None:
        lines.append(said)
    return lines


def judgement(error: CriticalError, *, named: bool = True) -> str | None:
    """What a person made of an error, with their reason. None: nobody has looked at it. Not *named*: without who it was."""
    found = error.judgement
    if found is None:
        return None if error.confirmed is None else f"{_capital(FOUND[error.confirmed])}."
    by = f" by {found.by}" if found.by and named else ""
    how = f"Confirmed{by}" if found.confirmed else f"Looked at{by} and found to be none"
    return f"{how}: {found.reason}" if found.reason else f"{how}."


def fails(mode: Mode, errors: Sequence[CriticalError], voice: Voice) -> list[str]:
    """What critical *errors* make of the dimensions in an exam, in sentences; nothing in a mode in which they fail none."""
    lines = []
    for dimension in DIMENSIONS:
        here = [error for error in errors if error.dimension == dimension]
        found = stands(mode, here, TEAM, dimension)
        if found == "counts":
            if mode in FAILING and here:
                lines.append(f"{DIMENSION_TITLES[dimension]}: counts as it stands, a person has looked at it.")
            continue
        seats = dict.fromkeys(role for error in here if error.confirmed is not False for role in error.roles)
        for name in ("failed", "unconfirmed"):
            mine = [role for role in seats if stands(mode, here, role, dimension) == name]
            whose = listed([*([voice.everyone(mine)] if mine else []), *(["the team"] if found == name else [])])
            if whose:
                lines.append(f"{DIMENSION_TITLES[dimension]}: {STANDINGS[name]}. That goes for {whose}.")
    return lines


# --- ratings


def rated(rating: Rating) -> str:
    """What the program proposes for an objective, and why. *Proposed: P, performed without challenges. It was achieved ...*"""
    if rating.proposed is None:
        return f"Not rated. {rating.reason}"
    return f"Proposed: {lettered(rating.proposed)}. {rating.reason}"


def confirmed(given: Confirmation) -> str:
    """What a person gave beside it. *Confirmed by p-bcdfgh: P, ...* or *Given instead: ...* with the reason."""
    by = f" by {given.by}" if given.by else ""
    how = "Confirmed" if given.confirms else "Given instead" if given.proposed else "Given"
    before = f" ({given.proposed} was proposed then)" if given.proposed and not given.confirms else ""
    return f"{how}{by}: {lettered(given.given)}{before}. {given.reason}".strip()


def lettered(letter: Letter) -> str:
    """*P, performed without challenges*"""
    return f"{letter}, {LETTERS[letter].lower()}"


def task(found: TaskFound) -> str:
    """A task of an objective, and how it came out."""
    how = "not tested" if found.met is None else "met" if found.met else "broken" if found.rule else "missed"
    if found.aside:
        how = found.aside if found.met is None else f"{how}, and {found.aside}"
    return f"{found.title.rstrip('.')}: {how}."


# --- words


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " percent")


def about(seconds: Second) -> str:
    """A length of time in whole minutes from a minute on: `40 seconds`, `26 minutes`, `1 hour 5 minutes`."""
    if seconds < 60:
        return _many(seconds, "second")
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(
        part for part in (_many(hours, "hour") if hours else "", _many(minutes, "minute") if minutes else "") if part
    )


def _many(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or noun + 's'}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
