"""Consequences: what each way on from a decision would have led to, as the case stood then. No points, no owners.

Worked out for one decision, when somebody looks at it. What happens later by chance or by others is not foretold: where the
way on depends on that, all places it can lead to are named.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from scoring.course import Course, Visit
from scoring.reviews import DecisionReview
from scoring.sentences import Voice, about
from scoring.walk import follow
from scoring.words import fact_text, listed
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import FactId, RoleId, Second
from sim.engine.scenario import Destination, Effects
from sim.engine.scenes import Way, pick
from sim.engine.state import State


class Lead(msgspec.Struct, frozen=True):
    """Where a way leads *roles*, in words: `to “In the kitchen”`; several words where it depends on what happens then."""

    roles: tuple[RoleId, ...]
    to: tuple[str, ...]


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What a way on means. *takes*: seconds of case time. Texts are as the case words them.

    *done*: what is done, by the title of its activity; *told*: facts that it tells, to whom; *learned*: facts that it finds
    out; *changed*: (title, before, after) of what all can see; *called*: who is called to which scene.
    """

    takes: Second
    done: tuple[str, ...] = ()
    told: tuple[tuple[RoleId, tuple[str, ...]], ...] = ()
    learned: tuple[tuple[RoleId, tuple[str, ...]], ...] = ()
    changed: tuple[tuple[str, float, float], ...] = ()
    called: tuple[tuple[RoleId, str], ...] = ()
    leads: tuple[Lead, ...] = ()


def consequences(book: Book, log: Sequence[AnyEvent], review: DecisionReview) -> dict[str, Consequence]:
    """By choice (and by outcome, where nobody chose), what it meant or would have meant in the decision of *review*."""
    upto = review.events[-1] if review.at is not None else len(log)
    course = follow(book, log[:upto])
    visit = next(visit for visit in course.visits if visit.id == review.decision)
    ways = book.scenes[visit.scene].ways
    wanted = {str(option.choice) for option in review.options} | {outcome.outcome for outcome in review.outcomes}
    return {name: _consequence(course, visit, way) for name, way in ways.items() if name in wanted}


def sentences(found: Consequence, voice: Voice) -> list[str]:
    """*found* in short sentences, the time and the way on first."""
    said = [f"Takes {about(found.takes)}{_leads(found.leads, voice)}."]
    if found.done:
        said.append(f"Done: {'; '.join(found.done)}.")
    said += [f"Tells {voice.who(role)}: {' '.join(texts)}" for role, texts in found.told]
    said += [f"Shows {voice.who(role)}: {' '.join(texts)}" for role, texts in found.learned]
    said += [f"{title}: from {before:g} to {after:g}." for title, before, after in found.changed]
    said += [f"Calls {voice.who(role)} to {place}." for role, place in found.called]
    return said


def _leads(leads: Sequence[Lead], voice: Voice) -> str:
    if not leads:
        return ""
    if len(leads) == 1:
        return f", and leads {_or(leads[0].to)}"
    return f", and leads {listed([f'{voice.everyone(lead.roles)} {_or(lead.to)}' for lead in leads])}"


def _or(words: Sequence[str]) -> str:
    return " or ".join(words) + (", as it turns out then" if len(words) > 1 else "")


def _consequence(course: Course, visit: Visit, way: Way) -> Consequence:
    book, state, present = course.book, visit.before, visit.present
    told: dict[RoleId, dict[FactId, None]] = {}
    learned: dict[RoleId, dict[FactId, None]] = {}
    knowing = {fact for role in present for fact in state.threads[role].known}
    for effects in (way.start, way.end):
        for telling in effects.tells:
            if telling.to not in present or len(present) > 1:
                new = [fact for fact in telling.facts if fact in knowing]
                told.setdefault(telling.to, {}).update(dict.fromkeys(new))
        for learning in effects.learns:
            for role in present if learning.role is None else (learning.role,):
                new = [fact for fact in learning.facts if fact not in state.threads[role].known]
                learned.setdefault(role, {}).update(dict.fromkeys(new))
    acts = [act.activity for effects in (way.start, way.end) for act in effects.does]
    vocabulary = book.scenario.vocabulary
    return Consequence(
        takes=max(1, way.takes[pick(way.takes, state)][1]),
        done=tuple(vocabulary[act].title if act in vocabulary else act for act in dict.fromkeys(acts)),
        told=_texts(book, told),
        learned=_texts(book, learned),
        changed=_changed(book, state, (way.start, way.end)),
        called=tuple(
            (call.role, _place(book, Destination(scene=call.scene)).removeprefix("to "))
            for effects in (way.start, way.end)
            for call in effects.calls
        ),
        leads=_destinations(book, way, present),
    )


def _texts(book: Book, facts: dict[RoleId, dict[FactId, None]]) -> tuple[tuple[RoleId, tuple[str, ...]], ...]:
    return tuple((role, tuple(fact_text(book, fact) for fact in found)) for role, found in facts.items() if found)


def _changed(book: Book, state: State, both: Sequence[Effects]) -> tuple[tuple[str, float, float], ...]:
    """How the numbers that all can see would change."""
    now = dict(state.variables)
    for effects in both:
        for name, value in (*effects.sets, *((name, now[name] + more) for name, more in effects.adds)):
            bounds = book.scenario.variables[name]
            least = value if bounds.least is None else max(value, bounds.least)
            now[name] = least if bounds.most is None else min(least, bounds.most)
    return tuple(
        (book.scenario.variables[name].title or name.replace("_", " "), state.variables[name], now[name])
        for name in book.visible
        if now[name] != state.variables[name]
    )


def _destinations(book: Book, way: Way, present: Sequence[RoleId]) -> tuple[Lead, ...]:
    ends = way.end.ends or way.start.ends
    if ends is not None:
        return (Lead(tuple(present), (_place(book, Destination(end=ends)),)),)
    by_place: dict[tuple[str, ...], list[RoleId]] = {}
    for role in present:
        cases = way.goto.by_role.get(role, way.goto.all)
        places = tuple(dict.fromkeys(_place(book, to) for _, to in cases))
        if places:
            by_place.setdefault(places, []).append(role)
    return tuple(Lead(tuple(roles), places) for places, roles in by_place.items())


def _place(book: Book, to: Destination) -> str:
    if to.scene is not None:
        return f"to “{book.scenario.scenes[to.scene].title}”"
    if to.end is not None:
        return f"to the end: “{book.scenario.endings[to.end].title}”"
    return "back to where you were" if to.back else "to standing by"
