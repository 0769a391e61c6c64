"""Messages: what a considerate seat answers, reads back, passes on and asks for, and when."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

from sim.engine.book import WORDS_A_MINUTE
from sim.engine.commands import Acknowledge, Answer, Ask, Tell
from sim.engine.names import BasisId, FactId, RoleId, Second
from sim.engine.views import KnownFact, MessageView
from sim.players.decisions import Company, best, leads
from sim.players.key import RoleKey
from sim.players.plan import Planned, Sight

Hearers = tuple[RoleId, ...]


def reading_time(message: MessageView) -> Second:
    """Seconds to read a message at 200 words a minute, at least one."""
    words = sum(len(text.split()) for text in message.texts) + len(message.says.split())
    return max(1, math.ceil(words * 60 / WORDS_A_MINUTE))


def hearers(view: Sight, to: Hearers) -> Hearers:
    """Who hears what is told to *to*: everybody who is with this seat as well, if one of *to* is (rule 13)."""
    beside = [other.role for other in view.others if other.here]
    if any(role in beside for role in to):
        return tuple(dict.fromkeys((*to, *beside)))
    return to


def heard(view: Sight, facts: Collection[KnownFact]) -> set[tuple[FactId, str]]:
    """Who is known to know which of *facts*: who was told it by this seat or in its presence, or who told it."""
    pairs: set[tuple[FactId, str]] = set()
    names = set()
    for known in facts:
        names.add(known.fact)
        pairs.add((known.fact, known.source))
        pairs.update([(known.fact, role) for role, _ in known.told])
    for message in view.messages:
        if message.kind == "told":
            for fact in message.facts:
                if fact in names:
                    pairs.add((fact, message.frm))
                    pairs.update([(fact, role) for role in message.to])
    return pairs


def sorted_by_ground(
    facts: Collection[KnownFact], key: RoleKey, hearers: Hearers
) -> dict[BasisId | None, tuple[FactId, ...]]:
    """Those of *facts* that all of *hearers* may lawfully be told, by the basis to state; free ones go with any."""
    free: list[FactId] = []
    by_basis: dict[BasisId | None, list[FactId]] = {}
    for known in facts:
        grounds = key.facts[known.fact].grounds(hearers)
        if grounds == (None,):
            free.append(known.fact)
        elif grounds:
            basis = next((basis for basis in grounds if basis in by_basis), grounds[0])
            by_basis.setdefault(basis, []).append(known.fact)
    if not by_basis:
        return {None: tuple(free)} if free else {}
    first, *rest = by_basis
    return {first: (*free, *by_basis[first])} | {basis: tuple(by_basis[basis]) for basis in rest}


def answering(
    view: Sight, key: RoleKey, company: Company, after: Second | None, most: int | None = None
) -> Planned | None:
    """Answer the oldest open question *after* seconds (None: its reading time) with at most *most* facts."""
    for message in view.messages:
        if message.open:
            wait = reading_time(message) if after is None else after
            at = view.time if company.at_once(view) else max(view.time, message.at + wait)
            return Planned(at, _answer(view, key, message, at, most))
    return None


def _answer(view: Sight, key: RoleKey, question: MessageView, at: Second, most: int | None) -> Answer:
    asker = RoleId(question.frm)
    on_topic = [known for known in view.known if known.topic == question.topic]
    told = heard(view, on_topic)
    new = [known for known in on_topic if (known.fact, asker) not in told]
    for facts in (new, on_topic):
        for basis, names in sorted_by_ground(facts, key, hearers(view, (asker,))).items():
            return Answer(seat=view.role, at=at, reply_to=question.number, facts=names[:most], basis=basis)
    return Answer(seat=view.role, at=at, reply_to=question.number, cannot=bool(on_topic))


def refusing(view: Sight, company: Company, after: Second) -> Planned | None:
    """Answer the oldest open question with *cannot*, *after* seconds."""
    for message in view.messages:
        if message.open:
            at = view.time if company.at_once(view) else max(view.time, message.at + after)
            return Planned(at, Answer(seat=view.role, at=at, reply_to=message.number, cannot=True))
    return None


def completing(view: Sight, key: RoleKey) -> Planned | None:
    """Tell the rest of an answer, where its facts need several bases."""
    messages, role = view.messages, view.role
    for answer in messages:
        if answer.reply_to is None or answer.frm != role or answer.kind != "told":
            continue
        question = next((each for each in messages if each.number == answer.reply_to and each.kind == "asked"), None)
        if question is None:
            continue
        asker = RoleId(question.frm)
        rest = [known for known in view.known if known.topic == question.topic and known.at <= answer.at]
        told = heard(view, rest)
        rest = [known for known in rest if (known.fact, asker) not in told]
        for basis, names in sorted_by_ground(rest, key, hearers(view, (asker,))).items():
            return Planned(view.time, Tell(seat=view.role, at=view.time, to=(asker,), facts=names, basis=basis))
    return None


def acknowledging(view: Sight, key: RoleKey, company: Company, *, short: bool = False) -> Planned | None:
    """Read the oldest unacknowledged fact back, rightly (*short*: with the fewest characters), once it is read."""
    for message in view.messages:
        for fact, restatements in message.readbacks:
            said = 0
            if short:
                said = min(range(len(restatements)), key=lambda place: len(restatements[place]), default=0)
            elif key.facts[fact].right in restatements:
                said = restatements.index(key.facts[fact].right)
            at = view.time if company.at_once(view) else max(view.time, message.at + reading_time(message))
            return Planned(at, Acknowledge(seat=view.role, at=at, reply_to=message.number, fact=fact, said=said))
    return None


def telling(view: Sight, key: RoleKey, *, volunteers: bool = False) -> Planned | None:
    """Tell what others need and lawfully may hear, once, as soon as it is known (*volunteers*: when the fact says so).

    What the choice that is about to be taken says by itself is left to it.
    """
    entries = key.facts
    wanted = [
        (known, needer)
        for known in view.known
        if (entry := entries[known.fact]).needed_by and (entry.volunteers is not None or not volunteers)
        for needer in entry.needed_by
        if needer != known.source and needer not in dict(known.told)
    ]
    if not wanted:
        return None
    told = heard(view, [known for known, _ in wanted])
    said = {} if volunteers else _said_by_choice(view, key)
    plans: dict[Second, dict[RoleId, list[KnownFact]]] = {}
    for known, needer in wanted:
        if (known.fact, needer) not in told and known.fact not in said.get(needer, ()):
            at = max(view.time, known.at + (key.facts[known.fact].volunteers or 0)) if volunteers else view.time
            plans.setdefault(at, {}).setdefault(needer, []).append(known)
    for at in sorted(plans):
        for needer, facts in plans[at].items():
            for basis, names in sorted_by_ground(facts, key, hearers(view, (needer,))).items():
                return Planned(at, Tell(seat=view.role, at=at, to=(needer,), facts=names, basis=basis))
    return None


def _said_by_choice(view: Sight, key: RoleKey) -> dict[RoleId, frozenset[FactId]]:
    decision = view.decision
    if decision is None or not leads(decision, view.role):
        return {}
    wanted = best(decision, key)
    return key.says.get((decision.scene, wanted.id), {}) if wanted is not None else {}


def asking(view: Sight, key: RoleKey) -> Planned | None:
    """Ask a desk for what this role (or one that can't ask for itself) needs and does not know, once."""
    if not key.questions:
        return None
    known = {fact.fact for fact in view.known}
    asked = set(_asked(view))
    for question in key.questions:
        if (question.desk, question.topic) not in asked and not known.issuperset(question.facts):
            return Planned(
                view.time,
                Ask(seat=view.role, at=view.time, to=question.desk, topic=question.topic, basis=question.basis),
            )
    return None


def _asked(view: Sight) -> Iterator[tuple[str, str | None]]:
    for message in view.messages:
        if message.kind == "asked" and message.frm == view.role:
            yield from ((to, message.topic) for to in message.to)
