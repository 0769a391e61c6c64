"""The information ledger: for each fact, held -> told -> received in time -> acknowledged -> used (part of coordination).

`needs` and `tellings` judge; this puts their lines together and adds what is only shown: recall, precision and F, questions,
what was there for the asking, what was decided without, who was heard, what was done twice.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from scoring import needs as need_lines
from scoring import tellings as telling_lines
from scoring.course import Course, Knowing
from scoring.items import TEAM, Evidence, counts_for
from scoring.needs import NeedLine
from scoring.tellings import TellingLine
from scoring.words import fact_text, seats_in_order
from sim.engine import events as e
from sim.engine.names import ActivityId, BasisId, DecisionId, FactId, RoleId, SceneId, Second, TopicId


class FactLine(msgspec.Struct, frozen=True):
    """One fact: who held it at the start (roles and desks), who came to know it and how, whether anybody was ever told it."""

    fact: FactId
    topic: TopicId
    text: str
    held_by: tuple[str, ...]
    known: tuple[Knowing, ...]
    told: bool
    needed_by: tuple[RoleId, ...]


class Flow(msgspec.Struct, frozen=True):
    """How information flowed from one role, or in the team. None: not tested.

    *recall*: of the needs judged, how many were met while credit was left. *precision*: of the tellings to somebody new (by
    message, without repeats), how many were needed. *f*: their harmonic mean. The last two counts are not in precision.
    """

    needs: int
    met: int
    tellings: int
    needed: int
    recall: float | None
    precision: float | None
    f: float | None
    unlawful: int
    repeats: int
    by_choice: int


class Question(msgspec.Struct, frozen=True):
    """A question, and how it was answered. *read_back*: the answer was acknowledged rightly (or wrongly); None: not."""

    seq: int
    at: Second
    frm: RoleId
    to: str
    topic: TopicId
    basis: BasisId | None
    answer: Literal["facts", "nothing", "cannot"] | None
    answered: Second | None
    read_back: bool | None


class Unasked(msgspec.Struct, frozen=True):
    """A role needed a fact that it never came to know, and never asked these seats that held it then."""

    role: RoleId
    fact: FactId
    topic: TopicId
    held_by: tuple[str, ...]


class Blind(msgspec.Struct, frozen=True):
    """A role took part in a decision without a fact that it needed for it and that others held at that moment."""

    decision: DecisionId
    scene: SceneId
    at: Second
    role: RoleId
    fact: FactId
    held_by: tuple[RoleId, ...]
    events: tuple[int, ...]


class Hearing(msgspec.Struct, frozen=True):
    """A joint decision: whose word was wanted (all who were there, and the quorum), and who gave theirs before it closed."""

    decision: DecisionId
    scene: SceneId
    at: Second
    wanted: tuple[RoleId, ...]
    heard: tuple[RoleId, ...]
    complete: bool


class Twice(msgspec.Struct, frozen=True):
    """The same thing done, or asked of the same desk, by different roles on their own; not what they did in one decision."""

    kind: Literal["done", "asked"]
    what: str
    roles: tuple[RoleId, ...]
    events: tuple[int, ...]


class Opposite(msgspec.Struct, frozen=True):
    """Two acts that work against each other (`against` in the vocabulary), by different roles on their own, about the same
    people or things. *what*, *at*, *by*, *events*: of the earlier act, and of the later."""

    what: tuple[ActivityId, ActivityId]
    at: tuple[Second, Second]
    by: tuple[tuple[RoleId, ...], tuple[RoleId, ...]]
    events: tuple[int, int]


class Ledger(msgspec.Struct, frozen=True):
    """Who held, told, received, acknowledged and used what. *flow* is by role and for the `team`.

    *to_nobody*: facts that somebody needed and a role held, and that no role ever told anybody.
    """

    facts: tuple[FactLine, ...]
    needs: tuple[NeedLine, ...]
    tellings: tuple[TellingLine, ...]
    flow: dict[str, Flow]
    questions: tuple[Question, ...]
    unasked: tuple[Unasked, ...]
    blind: tuple[Blind, ...]
    hearings: tuple[Hearing, ...]
    twice: tuple[Twice, ...]
    to_nobody: tuple[FactId, ...]
    opposite: tuple[Opposite, ...] = ()


def keep(course: Course, decided: Evidence) -> tuple[Ledger, Evidence]:
    """The ledger of *course* and its items; *decided* are the items of its decisions, so that one act counts once."""
    needs, needed = need_lines.judge(course, decided)
    tellings, told = telling_lines.judge(course, decided, needs)
    facts = _facts(course)
    ledger = Ledger(
        facts=facts,
        needs=needs,
        tellings=tellings,
        flow={column: _flow(column, needs, tellings) for column in (*course.book.roles, TEAM)},
        questions=_questions(course),
        unasked=_unasked(course, needs),
        blind=_blind(course, needs),
        hearings=_hearings(course),
        twice=_twice(course),
        to_nobody=tuple(
            line.fact
            for line in facts
            if not line.told and any(need.fact == line.fact and need.holders and need.credit == 0 for need in needs)
        ),
        opposite=_opposite(course),
    )
    return ledger, Evidence(needed.items + told.items, needed.untested + told.untested)


def _facts(course: Course) -> tuple[FactLine, ...]:
    told = {fact for said in course.said for fact in said.event.facts if said.event.frm in course.book.scenario.roles}
    return tuple(
        FactLine(
            fact=name,
            topic=fact.topic,
            text=fact_text(course.book, name),
            held_by=fact.held_by,
            known=tuple(course.knowing[role][name] for role in course.book.roles if name in course.knowing[role]),
            told=name in told,
            needed_by=tuple(fact.needed_by),
        )
        for name, fact in course.book.scenario.facts.items()
    )


def _flow(column: str, needs: tuple[NeedLine, ...], tellings: tuple[TellingLine, ...]) -> Flow:
    judged = [line for line in needs if line.credit is not None and counts_for(column, line.owners)]
    met = sum(1 for line in judged if line.credit)
    told = [line for line in tellings if not line.by_desk and counts_for(column, (line.owner,))]
    new = [line for line in told if line.fresh and not line.by_choice]
    needed = sum(1 for line in new if line.needed)
    recall = met / len(judged) if judged else None
    precision = needed / len(new) if new else None
    f = None
    if recall is not None and precision is not None:
        f = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return Flow(
        needs=len(judged),
        met=met,
        tellings=len(new),
        needed=needed,
        recall=recall,
        precision=precision,
        f=f,
        unlawful=sum(1 for line in told if line.unlawful or line.kept_from),
        repeats=sum(1 for line in told if not line.fresh),
        by_choice=sum(1 for line in told if line.by_choice),
    )


def _questions(course: Course) -> tuple[Question, ...]:
    questions = []
    for asked in course.asked:
        reply = course.replies.get(asked.seq)
        answer: Literal["facts", "nothing", "cannot"] | None = None
        if isinstance(reply, e.Told):
            answer = "facts"
        elif isinstance(reply, e.Answered):
            answer = "cannot" if reply.cannot else "nothing"
        acks = [ack.right for ack in course.acks if reply is not None and ack.reply_to == reply.seq]
        questions.append(
            Question(
                seq=asked.seq,
                at=asked.at,
                frm=asked.frm,
                to=asked.to,
                topic=asked.topic,
                basis=asked.basis,
                answer=answer,
                answered=reply.at if reply is not None else None,
                read_back=all(acks) if acks else None,
            )
        )
    return tuple(questions)


def _unasked(course: Course, needs: tuple[NeedLine, ...]) -> tuple[Unasked, ...]:
    asked = {(question.frm, question.to, question.topic) for question in course.asked}
    found = []
    for need in needs:
        if need.known is not None or need.began is None or need.decision is None:
            continue
        fact = course.book.scenario.facts[need.fact]
        seats: list[str] = [role for role in course.book.roles if need.fact in course.knowing[role]]
        seats += [
            name
            for name, desk in course.book.scenario.desks.items()
            if name in fact.held_by and fact.topic in desk.answers
        ]
        left = tuple(seat for seat in seats if (need.role, seat, fact.topic) not in asked)
        if left:
            found.append(Unasked(need.role, need.fact, fact.topic, left))
    return tuple(found)


def _blind(course: Course, needs: tuple[NeedLine, ...]) -> tuple[Blind, ...]:
    visits = {visit.id: visit for visit in course.visits}
    found = []
    for need in needs:
        visit = visits.get(need.decision) if need.decision is not None else None
        if visit is None or visit.closed is None or not visit.committed or need.used:
            continue
        seq = visit.closed.seq
        held = tuple(role for role in course.book.roles if role != need.role and course.knew(role, need.fact, seq))
        if held and need.role in visit.present:
            seqs = {course.knowing[role][need.fact].since.seq for role in held} | {seq}
            events = tuple(sorted(seqs))
            found.append(Blind(visit.id, visit.scene, visit.closed.at, need.role, need.fact, held, events))
    return tuple(found)


def _hearings(course: Course) -> tuple[Hearing, ...]:
    hearings = []
    for visit in course.visits:
        ready = course.book.scenes[visit.scene]
        if not ready.joint or not visit.committed or visit.closed is None:
            continue
        wanted = seats_in_order(course.book, (*visit.present, *ready.scene.quorum))
        spoken = {pick.role for pick in visit.found.picks} | set(visit.closed.by)
        heard = tuple(role for role in wanted if role in spoken)
        hearings.append(Hearing(visit.id, visit.scene, visit.closed.at, wanted, heard, heard == wanted))
    return tuple(hearings)


def _twice(course: Course) -> tuple[Twice, ...]:
    """Acts by roles of which none took part in the other's: what one of them did, the other need not have done.

    Where each decides at one table, what all of them do there is done once: one hearing, and not three.
    """
    groups: dict[tuple[Literal["done", "asked"], str], list[tuple[int, tuple[RoleId, ...], DecisionId | None]]] = {}
    for done in course.done:
        if done.by:
            args = ", ".join(f"{name}: {_argument(value)}" for name, value in sorted(done.args.items()))
            what = f"{done.activity} ({args})" if args else done.activity
            groups.setdefault(("done", what), []).append((done.seq, done.by, course.origins.get(done.seq)))
    for asked in course.asked:
        if asked.to in course.book.scenario.desks:
            groups.setdefault(("asked", f"{asked.to}: {asked.topic}"), []).append((asked.seq, (asked.frm,), None))
    found = []
    for (kind, what), acts in groups.items():
        if any(
            set(by).isdisjoint(other) and (origin is None or origin != again)
            for _, by, origin in acts
            for _, other, again in acts
        ):
            roles = seats_in_order(course.book, [role for _, by, _ in acts for role in by])
            found.append(Twice(kind, what, roles, tuple(seq for seq, _, _ in acts)))
    return tuple(found)


ABOUT = (
    ("child", "children"),
    ("adult", "parent"),
    ("device",),
    ("item",),
    ("about",),
    ("recipient", "to"),
    ("place",),
)
"""Arguments that say the same kind of thing: two acts are about the same if, of each kind that both name, they share one."""


def _opposite(course: Course) -> tuple[Opposite, ...]:
    """Pairs of acts against each other; of acts that were repeated the first pair."""
    words = course.book.scenario.vocabulary
    against = {frozenset((name, other)) for name, word in words.items() for other in word.against}
    if not against:
        return ()
    found: dict[tuple[ActivityId, ActivityId, tuple[RoleId, ...], tuple[RoleId, ...]], Opposite] = {}
    acts = [done for done in course.done if done.by]
    for place, later in enumerate(acts):
        for first in acts[:place]:
            pair = frozenset((first.activity, later.activity))
            if pair in against and set(first.by).isdisjoint(later.by) and _same(first, later):
                key = (first.activity, later.activity, first.by, later.by)
                each = Opposite(key[:2], (first.at, later.at), key[2:], (first.seq, later.seq))
                found.setdefault(key, each)
    return tuple(found.values())


def _same(one: e.Done, other: e.Done) -> bool:
    """Are two acts about the same people and things? Where neither says whom or what, they are."""
    for kind in ABOUT:
        named, again = _named(one, kind), _named(other, kind)
        if named and again and named.isdisjoint(again):
            return False
    return True


def _named(done: e.Done, kind: tuple[str, ...]) -> set[str]:
    values = (done.args[name] for name in kind if name in done.args)
    return {each for value in values for each in ((value,) if isinstance(value, str) else value)}


def _argument(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
