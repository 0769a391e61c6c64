"""History: sessions that are over, one entry a seat that a person held, with the scores that were stored for it.

Nothing is computed here: what stands in an entry was stored when the session ended. Scores are put beside each other only
where they mean the same: one person, one role, the same persons' seats beside it, one text of one case with the same protocol
packs, one version of the scoring and of the rules. Who plays with a person instead of the computer plays another case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sim.engine.scenario import DIMENSIONS, Dimension
from sim.sessions.catalogue import ME
from sim.sessions.store import Headline, Result, SessionRow, SessionStore

if TYPE_CHECKING:
    from scoring.judgements import Standing

NOT_SHOWN = ("workshop", "exam")
"""Modes whose scores are not one's own to look at: a workshop's are nobody's, an exam's are released by the examiner."""


class Mark(msgspec.Struct, frozen=True):
    """A dimension's score. *share* in [0, 1], None: not enough evidence. *judged* of *judged + not_tested* opportunities.

    *standing*: what critical errors make of it in a mode in which they fail a dimension, as persons have judged them by now.
    """

    earned: float
    at_stake: float
    share: float | None
    judged: int
    not_tested: int
    standing: Standing = "counts"


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is over, from the seat of one person.

    *beside*: the other roles that persons held; *mine*: the seat was that of whoever plays on this machine, nobody else's.
    *when*: its end, ISO, UTC. *how*: how it ended; *rewound*: it began as a rewind of another. *conditions*: standard or
    approved. *marks*: by dimension; empty: none was stored, or they are not shown in this mode. *scoring*: 0: no score.
    """

    session: str
    case: str
    title: str
    digest: str
    semantics: int
    role: str
    person: str
    mode: str
    pace: str
    when: str
    seconds: int
    ending: str | None
    how: str
    rewound: bool
    beside: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    mine: bool = True
    conditions: str = ""
    scoring: int = 0
    provisional: bool = False
    marks: Mapping[Dimension, Mark] = {}

    @property
    def series(self) -> tuple[object, ...]:
        """What a score may be compared within: equal means comparable."""
        made_by = (self.digest, self.packs, self.scoring, self.semantics)
        return (self.person, self.case, self.role, self.beside, *made_by)


def finished(store: SessionStore) -> list[Past]:
    """All sessions that are over, the latest end first; raises `StoreError`."""
    tops = {top.session: top for top in store.headlines()}  # of several versions of the scoring the latest
    rows = sorted((row for row in store.sessions() if row.ended), key=lambda row: row.ended or "", reverse=True)
    mine = {person: store.name(person) == ME for person in {each for row in rows for each in row.persons.values()}}
    return [
        _past(store, row, role, tops.get(row.id), mine=mine[person])
        for row in rows
        for role, person in row.persons.items()
    ]


def comparable(past: Sequence[Past], one: Past) -> list[Past]:
    """Those of *past* whose scores may stand beside *one*'s, and it itself, the earliest first; without scores, none."""
    if not one.marks:
        return []
    return [each for each in reversed(past) if each.marks and each.series == one.series]


def others(past: Iterable[Past], one: Past) -> int:
    """How many of *past* are of the same person, case and role as *one* and yet not comparable with it."""
    same = (one.person, one.case, one.role)
    return sum(
        1 for each in past if each.marks and (each.person, each.case, each.role) == same and each.series != one.series
    )


def then(row: SessionRow, results: Iterable[Result]) -> str:
    """The last score that was stored with a session, in a sentence after another: what its seats were given then; or nothing."""
    from scoring.words import DIMENSION_TITLES

    card = next((result.card for result in reversed(list(results)) if isinstance(result.card, dict)), {})
    said = []
    for role in row.persons if row.mode not in NOT_SHOWN else ():
        marks = _marks(card.get("roles"), role)
        scores = [
            f"{DIMENSION_TITLES[dimension]} {mark.earned:g} of {mark.at_stake:g}"
            + ("" if mark.share is not None else " (not enough evidence)")
            for dimension, mark in marks.items()
        ]
        said += [f"{role}: {', '.join(scores)}."] if scores else []
    return f" The score that it was given then, {' '.join(said)}" if said else ""


def _past(store: SessionStore, row: SessionRow, role: str, top: Headline | None, *, mine: bool) -> Past:
    shown = top if row.mode not in NOT_SHOWN else None
    marks = _marks(shown.roles, role) if shown is not None else {}
    if shown is not None and shown.critical and marks:
        marks = _standing(store, row, role, shown.critical, marks)
    return Past(
        session=row.id,
        case=row.scenario,
        title=row.title,
        digest=row.digest,
        semantics=row.semantics,
        role=role,
        person=row.persons[role],
        beside=tuple(sorted(other for other in row.persons if other != role)),
        packs=row.packs,
        mine=mine,
        mode=row.mode,
        pace=row.pace,
        when=row.ended or "",
        seconds=row.seconds,
        ending=row.ending,
        how=row.how,
        rewound=row.parent is not None,
        conditions=shown.conditions if shown is not None else "",
        scoring=shown.scoring if shown is not None and marks else 0,
        provisional=shown.provisional if shown is not None else False,
        marks=marks,
    )


def _marks(roles: Any, role: str) -> Mapping[Dimension, Mark]:
    """The marks of *role* in the plain values of a card; none where another program wrote something else there."""
    try:
        found = roles[role]
        return {dimension: _mark(found[dimension]) for dimension in DIMENSIONS}
    except (KeyError, TypeError, ValueError):
        return {}


def _mark(score: Any) -> Mark:
    coverage = score["coverage"]
    share = score["share"]
    if share is not None and not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return Mark(
        float(score["earned"]), float(score["at_stake"]), share, int(coverage["judged"]), int(coverage["not_tested"])
    )


def _standing(
    store: SessionStore, row: SessionRow, role: str, critical: Any, marks: Mapping[Dimension, Mark]
) -> Mapping[Dimension, Mark]:
    """*marks* with what the *critical* errors of a card, as plain values, make of them; none where they are no such errors."""
    from scoring import CriticalError
    from scoring.judgements import FAILING, judged, stands
    from sim.sessions.judgements import judgements

    mode = next((failing for failing in FAILING if failing == row.mode), None)
    if mode is None:
        return marks
    try:
        found = msgspec.convert(critical, tuple[CriticalError, ...])
    except msgspec.ValidationError:
        return {}
    found = judged(found, judgements(store, row.id))
    return {
        dimension: msgspec.structs.replace(mark, standing=stands(mode, found, role, dimension))
        for dimension, mark in marks.items()
    }
