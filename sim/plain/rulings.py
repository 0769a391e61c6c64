"""What a play was measured by, as lines: rules of the packs, the child's day, critical errors, and the ratings of objectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring import Confirmation, DecisionReview, Scorecard
from scoring.childhood import FORMATIVE, headline, times
from scoring.judgements import FAILING
from scoring.knowledge import known_to_others
from scoring.losses import advised, by_decision, losses
from scoring.losses import sentence as loss_said
from scoring.rules import (
    CONFIDENCE,
    Ruling,
    Section,
    counting,
    sections,
    subjects,
    summary,
    verdict,
    whose,
    why,
    witnesses_of,
)
from scoring.sentences import FOUND, Voice, burden, confirmed, critical, fails, rated, task
from scoring.witnesses import nameless, witnesses
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.plain.names import Names
from sim.plain.wording import capital, listing, many, sentence


@dataclass(frozen=True, slots=True)
class Rulings:
    """The measures of *card*, the scores of *log*, as the seat of *names* hears them. *owners*: is it said whose act it was?

    *judges*: may a person judge critical errors here?
    """

    card: Scorecard
    book: Book
    log: Sequence[AnyEvent]
    names: Names
    owners: bool = True
    judges: bool = False

    @property
    def voice(self) -> Voice:
        """How seats and times are said."""
        return Voice(self.names.who, self.names.at)

    @property
    def telling(self) -> Voice:
        """How lines of the log are told: in a workshop without anybody's name."""
        return self.voice if self.owners else nameless(self.voice)

    # --- critical errors

    def critical(self) -> list[str]:
        """What nothing else can make good; in a workshop without whose it was."""
        lines = []
        for number, error in enumerate(self.card.critical, 1):
            when, *rest = critical(error, self.voice)
            head = when if self.owners else f"At {self.names.at(error.at)}."
            if error.confirmed is None and self.card.mode in FAILING:
                how = f"judge {number} says what you find" if self.judges else "sim rate --help says how"
                rest.append(f"{capital(FOUND[None])}: {how}.")
            lines.append(f"Critical: {head} {' '.join(map(sentence, rest))}")
        return lines + [f"Critical: {said}" for said in fails(self.card.mode, self.card.critical, self.voice)]

    # --- where points went

    def went(self, review: DecisionReview, mine: Sequence[DecisionReview]) -> list[str]:
        """Where points went at a decision and until the next of *mine*; advice that would have been better."""
        me = self.names.me
        beside = by_decision(losses(self.card, me, own=not self.owners), mine)
        lines = [f"Lost: {sentence(loss_said(loss, self.voice))}" for loss in beside.get(review.decision, ())]
        advice = advised(self.card, review.decision, self.voice) if self.owners else []
        return lines + [f"Lost: {sentence(said)}" for said in advice]

    def others_knew(self, review: DecisionReview) -> list[str]:
        """What others knew when a decision opened, and this seat did not."""
        if not self.owners:
            return []
        known = known_to_others(self.card.ledger.facts, review.opened, self.names.me)
        return [
            f"Others knew: {sentence(text)} {capital(listing(self.names.who(role) for role in roles))}."
            for _, text, roles in known
        ]

    # --- rules

    def sections(self) -> list[Section]:
        """Rules by kind."""
        return sections(self.card.protocol)

    def tested(self) -> list[Ruling]:
        """The rules that were tested, in the order of their numbers."""
        return [ruling for section in self.sections() for ruling in section.tested]

    def protocol(self) -> list[str]:
        """All rules that were tested, under their numbers; how many were not."""
        if not self.card.protocol:
            return ["Protocol: This play was not checked against any protocol pack."]
        said = f" {counting(self.card.protocol)}" if self.owners else ""
        lines = [f"Protocol: {summary(self.card.protocol)}{said}".rstrip()]
        number = 0
        for section in self.sections():
            for ruling in section.tested:
                number += 1
                lines.append(self._rule(number, section.title, ruling))
            if section.untested:
                lines.append(f"Not tested: {section.title}: {many(len(section.untested), 'rule')}.")
        return lines

    def _rule(self, number: int, title: str, ruling: Ruling) -> str:
        one = ruling.one
        marks: list[str] = [one.severity]
        if self.owners:
            marks.append(whose(one, self.voice))
        if ruling.subjects:
            marks.append(f"about {subjects(ruling.subjects, self.book, self.telling)}")
        certain = f" It was certain at {self.names.at(one.certain)}." if one.certain is not None else ""
        about = f"{one.pack_title}, {one.rule}; {'; '.join(marks)}"
        return f"Rule {number}, {verdict(one)}: {sentence(one.statement)} {title}: {about}.{certain}"

    def evidence(self, number: int) -> list[str]:
        """A rule with the lines of the log that its verdict rests on."""
        found = self.tested()
        if not 1 <= number <= len(found):
            return [none("rule", number, len(found))]
        ruling = found[number - 1]
        title = next(section.title for section in self.sections() if ruling in section.tested)
        lines = [self._rule(number, title, ruling)]
        for what, seen in witnesses_of(ruling.one, self.book, self.log, self.telling):
            lines += [f"Evidence: {what}: log line {each.seq}, {self.names.at(each.at)}. {each.words}" for each in seen]
        title = next((each.title for each in self.card.decisions if each.decision == ruling.one.counted_by), "")
        if self.owners and (said := why(ruling.one, title)):
            lines.append(f"Not tested: {sentence(said)}" if not ruling.one.charged else f"Evidence: {sentence(said)}")
        source = f"{ruling.one.source.rstrip('.')} ({CONFIDENCE[ruling.one.confidence]})"
        lines.append(f"Why: {sentence(ruling.one.rationale)} Source: {sentence(source)}")
        if ruling.one.note:
            lines.append(f"Note: {sentence(ruling.one.note)}")
        return lines

    # --- the child's day

    def days(self) -> list[str]:
        """Each child's day: a headline without numbers, then the counts."""
        if not self.card.days:
            return ["Child: This case has no child whose day could be counted."]
        lines = [f"Child: {FORMATIVE}"]
        for day in self.card.days:
            lines.append(f"Child: {capital(self.names.child(day.child))}. {headline(day)}")
            for each in day.counts:
                if each.told:
                    when = times(each, self.log, self.voice)
                    lines.append(f"Counted: {burden(each)}{f' That was {when}.' if when else ''}")
            silent = [each.title for each in day.counts if not each.told]
            if silent and len(silent) < len(day.counts):
                lines.append(f"Not tested: This case cannot show: {'; '.join(silent)}.")
        return lines

    # --- ratings

    def ratings(self, given: Mapping[str, Confirmation]) -> list[str]:
        """Each objective with what is proposed and what was given."""
        found = self.card.ratings
        if not found:
            return ["Ratings: This case states no objectives."]
        lines = [f"Ratings: {many(len(found), 'objective')}. The program proposes and a person gives; both are kept."]
        for number, rating in enumerate(found, 1):
            proposed = rated(rating) if self.owners else rated(rating).partition(".")[0]
            lines.append(f"Rating {number}: {sentence(rating.text)} {sentence(proposed)}")
            one = given.get(rating.objective)
            lines.append(f"Given: {confirmed(one)}" if one is not None else "Given: Nobody has confirmed it yet.")
        return lines

    def rated(self, number: int) -> list[str]:
        """What the proposal for an objective rests on."""
        found = self.card.ratings
        if not 1 <= number <= len(found):
            return [none("rating", number, len(found))]
        rating = found[number - 1]
        lines = [f"Rating {number}: {sentence(rating.text)} {sentence(rated(rating))}"]
        for each in rating.tasks:
            lines.append(f"Evidence: {task(each)}")
            lines += self._lines(each.events)
        lines += [f"Evidence: Harm on the way, {self.names.at(harm.at)}: {sentence(harm.text)}" for harm in rating.harm]
        return lines + self._lines(rating.events)

    def _lines(self, events: Sequence[int]) -> list[str]:
        return [
            f"Evidence: Log line {each.seq}, {self.names.at(each.at)}. {each.words}"
            for each in witnesses(self.book, self.log, events, self.telling)
        ]


def none(what: str, number: int, many: int) -> str:
    """Why there is nothing of that number."""
    return f"No: There is no {what} {number}: {f'they go from 1 to {many}' if many else 'this play has none'}."
