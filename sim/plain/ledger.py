"""The ledger as lines: who knew what when, and what was told late, to nobody, or without need.

Facts keep the numbers that they had in play, in the order in which this seat came to know them; those that it never knew
follow after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scoring import Ledger, sharing
from scoring.items import TEAM
from scoring.ledger import FactLine
from scoring.needs import NeedLine
from scoring.sentences import Voice
from scoring.tellings import TellingLine
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import FactId
from sim.plain.names import Names
from sim.plain.wording import capital, listing, many, said, sentence

VERDICTS = {
    "late": "Told too late",
    "unneeded": "Told without need",
    "unlawful": "Told without a lawful ground",
    "kept_from": "Told where it should be kept from",
}
"""Verdict on a telling -> the words before its line; needed ones and repeats are not faults."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A ledger as one seat hears it. *numbers*: of the facts; *titles*: of the scenes; *play*: what it is a ledger of."""

    ledger: Ledger
    names: Names
    numbers: dict[FactId, int]
    titles: dict[str, str]
    play: tuple[Book, Sequence[AnyEvent]]

    @classmethod
    def of(
        cls, ledger: Ledger, names: Names, known: Sequence[FactId], play: tuple[Book, Sequence[AnyEvent]]
    ) -> Reading:
        """*known*: the facts that this seat knew, in the order of play."""
        titles = {str(name): scene.title for name, scene in play[0].scenario.scenes.items()}
        others = [line.fact for line in ledger.facts if line.fact not in known]
        return cls(ledger, names, {fact: number for number, fact in enumerate([*known, *others], 1)}, titles, play)

    def lines(self) -> list[str]:
        """All of it: what was known when, and then how it was shared."""
        return [*self.knowledge(), *self.sharing()]

    def alone(self, number: int, *, owners: bool = True) -> list[str]:
        """What became of the fact of that *number*: who knew it when, who needed it, and what this seat told of it.

        Not *owners*: a workshop; not who had it or told it late.
        """
        fact = next((fact for fact, place in self.numbers.items() if place == number), None)
        if fact is None:
            return [f"No: There is no fact {number}: they go from 1 to {len(self.numbers)}."]
        lines = list(self._known(fact))
        if not owners:
            lines += self._became(need for need in self.ledger.needs if need.fact == fact)
            return [f"Fact {number}: {capital(self.full(fact).partition(', ')[2])}", *lines]
        lines += [self._need(need) for need in self.ledger.needs if need.fact == fact and need.status != "not_tested"]
        lines += [
            self._telling(telling)
            for telling in self.ledger.tellings
            if telling.fact == fact and telling.verdict in VERDICTS and telling.owner == self.names.me
        ]
        return [f"Fact {number}: {capital(self.full(fact).partition(', ')[2])}", *lines]

    # --- who knew what when

    def knowledge(self) -> Iterator[str]:
        """Who came to know what, in the order of time; each fact is read in full where it first appears."""
        yield "Who knew what when: Each fact is read in full once, under the number that it had for you."
        yield from self._known()

    def _known(self, only: FactId | None = None) -> Iterator[str]:
        """The same of all facts, or of one that has been read in full already."""
        lines = [line for line in self.ledger.facts if only in (None, line.fact)]
        moments = sorted(
            ((line, knowing) for line in lines for knowing in line.known),
            key=lambda pair: (pair[1].since, self.numbers[pair[0].fact]),
        )
        read: set[FactId] = {only} if only is not None else set()
        for line, knowing in moments:
            who = capital(self.names.who(knowing.role))
            match knowing.how:
                case "held":
                    how = f"{who} knew from the start"
                case "told":
                    how = f"{who} heard from {self.names.who(knowing.frm)}"
                case "work":
                    how = f"{who} found out"
                case "inject":
                    how = f"{who} {'were' if knowing.role == self.names.me else 'was'} informed"
            yield f"Knew: {self.names.at(knowing.since.at)}. {how}: {self._read(line, read)}"
        for line in lines:
            if not line.known and line.held_by:
                where = listing(self.names.who(seat) for seat in line.held_by)
                yield f"Known to nobody: {capital(self._read(line, read))} It was with {where}."

    def _read(self, line: FactLine, read: set[FactId]) -> str:
        """`fact 3, relatives: An aunt ...` the first time, and then `fact 3, relatives.`"""
        if line.fact in read:
            return f"{self._fact(line.fact)}."
        read.add(line.fact)
        return f"{self._fact(line.fact)}: {sentence(line.text)}"

    def full(self, fact: FactId) -> str:
        """A fact with its words."""
        line = next((line for line in self.ledger.facts if line.fact == fact), None)
        return f"{self._fact(fact)}: {sentence(line.text)}" if line is not None else f"{self._fact(fact)}."

    def _fact(self, fact: FactId) -> str:
        topic = next((line.topic for line in self.ledger.facts if line.fact == fact), None)
        return f"fact {self.numbers[fact]}, {self.names.about(topic)}"

    # --- how it was shared

    def sharing(self) -> Iterator[str]:
        """What this seat could have told and what it needed, its tellings and questions, and the rest in counts."""
        me = self.names.me
        yield f"Sharing: {' '.join(sharing.flow(self.ledger.flow[me]))}"
        yield f"Team sharing: {' '.join(sharing.flow(self.ledger.flow[TEAM], team=True))}"
        arose = [need for need in self.ledger.needs if need.status != "not_tested"]
        mine = [need for need in arose if me in need.owners]
        to_me = [need for need in arose if need.role == me and need not in mine]
        rest = [need for need in arose if need not in mine and need not in to_me]
        yield from map(self._need, [*mine, *to_me])
        if rest:
            yield f"Between the others: {counted(rest)}"
        for telling in self.ledger.tellings:
            if telling.verdict in VERDICTS and telling.owner == me:
                yield self._telling(telling)
        yield from self._asking()
        yield from self._together()

    def _together(self, *, named: bool = True) -> Iterator[str]:
        """Questions and read-backs, joint decisions, what was done twice or against each other."""
        names = self.names
        voice = Voice(names.who, names.at, frozenset(names.desks))
        for one in sharing.lines(self.ledger, *self.play, voice, names.about, named=named, me=names.me):
            yield f"{one.head}: {one.words}"

    def unowned(self) -> list[str]:
        """For a workshop: what was needed and what became of it, without who had it or told it."""
        lines = self._became(self.ledger.needs) or ["Sharing: Nothing was needed of others in what was played."]
        return [*lines, *self._together(named=False)]

    def _became(self, needs: Iterable[NeedLine]) -> list[str]:
        heads = {"in_time": "In time", "late": "Late", "never": "Not told", "nobody_held": "Out of reach"}
        lines = []
        for need in needs:
            if need.status in heads:
                by = f" by {self.names.at(need.due)}" if need.due is not None else ""
                who, scene = capital(self.names.who(need.role)), said(self.titles[need.scene])
                lines.append(
                    f'{heads[need.status]}: {capital(self.full(need.fact))} {who} needed it{by}, for "{scene}".'
                )
        return lines

    def _need(self, need: NeedLine) -> str:
        """What became of one need that arose."""
        names = self.names
        heads = {"in_time": "In time", "late": "Late", "never": "Not told", "nobody_held": "Out of reach"}
        head = "Told to nobody" if need.fact in self.ledger.to_nobody else heads[need.status]
        by = f" by {names.at(need.due)}" if need.due is not None else ""
        who = capital(names.who(need.role))
        parts = [
            f"{head}: {capital(self._fact(need.fact))}.",
            f'{who} needed it{by}, for "{said(self.titles[need.scene])}".',
        ]
        if need.told is not None and need.told_by is not None:
            it = "You" if need.role == names.me else "They"
            parts.append(f"{it} had it from {names.who(need.told_by)} at {names.at(need.told)}.")
            parts += filter(None, [sharing.after_first(need)])
        else:
            parts += self._holders(need)
        if any((blind.role, blind.fact) == (need.role, need.fact) for blind in self.ledger.blind):
            parts.append(f"{who} decided without it.")
        return " ".join(parts)

    def _holders(self, need: NeedLine) -> Iterator[str]:
        """Who had what was not told, and since when."""
        line = next(line for line in self.ledger.facts if line.fact == need.fact)
        since = {knowing.role: knowing.since.at for knowing in line.known}
        held = [f"{self.names.who(role)} from {self.names.at(since[role])}" for role in need.holders if role in since]
        desks = [self.names.who(seat) for seat in line.held_by if seat in self.names.desks]
        if held:
            yield f"It was known to {listing(held)}."
        elif desks:
            yield f"It was there for the asking at {listing(desks)}."
        else:
            yield "Nobody held it in time."

    def _telling(self, telling: TellingLine) -> str:
        head = VERDICTS[telling.verdict]
        at = self.names.at(telling.at)
        ground = f' Ground stated: "{sentence(self.names.basis(telling.basis))}"' if telling.basis is not None else ""
        if telling.by_desk:
            return f"{head}: {at}. {capital(self.names.who(telling.frm))} told you {self._fact(telling.fact)}.{ground}"
        to = listing(self.names.who(role) for role in telling.to)
        return f"{head}: {at}. You told {to} {self._fact(telling.fact)}.{ground}"

    def _asking(self) -> Iterator[str]:
        names = self.names
        for question in self.ledger.questions:
            if question.answer is None and names.me in (question.frm, question.to):
                frm, to = names.who(question.frm), names.who(question.to)
                yield f"Not answered: {names.at(question.at)}. {capital(frm)} asked {to} about {names.about(question.topic)}."
        asked: dict[tuple[str, str], None] = {}
        for unasked in self.ledger.unasked:
            if unasked.role == names.me:
                asked[listing((names.who(seat) for seat in unasked.held_by), "or"), names.about(unasked.topic)] = None
        for whom, topic in asked:
            yield f"Not asked: You never asked {whom} about {topic}; there was something to hear."


def counted(needs: Sequence[NeedLine]) -> str:
    """What became of *needs*, in numbers."""
    words = {"in_time": "told in time", "late": "told late", "never": "not told", "nobody_held": "held by nobody"}
    counts = [(sum(need.status == status for need in needs), word) for status, word in words.items()]
    return f"Of {many(len(needs), 'need')}, {listing(f'{count} {word}' for count, word in counts if count)}."
