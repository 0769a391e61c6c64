"""What a person adds to a play that is over, line by line: ratings, cards of the hot wash; and what-ifs to compare with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from scoring import DecisionReview, Scorecard
from scoring.comparison import Side, facets, summary
from scoring.ratings import LETTERS
from scoring.sentences import Voice
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId
from sim.plain.dialogue import Dialogue
from sim.plain.names import Names
from sim.plain.rulings import none
from sim.plain.verbs import read
from sim.plain.wording import capital, many, sentence

if TYPE_CHECKING:
    from sim.engine.protocols import Pack
    from sim.sessions import WashCard
    from sim.sessions.afterwards import Afterwards

NOT_KEPT = "No: This debrief belongs to no session that is kept, so nothing can be added to it."
LONGEST = 400
"""Letters of a card."""
WASH = (
    "Hot wash: First thoughts after the case. Type plus and what went well, or delta and what should change. No name is kept.",
    "Hot wash: What is typed here stays on the screen: where several write, each without the others' words, use the app.",
)


class Adding:
    """Adds to the play of *role* that *card* scores; *after* keeps it (None: it is kept nowhere)."""

    def __init__(
        self,
        book: Book,
        log: Sequence[AnyEvent],
        packs: Sequence[Pack],
        card: Scorecard,
        role: RoleId,
        names: Names,
        listen: Callable[[], Awaitable[str]],
        dialogue: Dialogue,
        after: Afterwards | None,
    ) -> None:
        self.book, self.log, self.packs, self.card, self.role, self.names = book, log, packs, card, role, names
        self.after = after
        self._listen, self._dialogue = listen, dialogue

    # --- ratings

    async def rate(self, number: int) -> list[str]:
        """Ask for a rating of objective *number*, its reason and who gives it."""
        found = self.card.ratings
        if not 1 <= number <= len(found):
            return [none("rating", number, len(found))]
        if self.after is None:
            return [NOT_KEPT]
        rating = found[number - 1]
        options: dict[str, str] = {
            letter: f"{letter}, {words.lower()}{', as proposed' if letter == rating.proposed else ''}"
            for letter, words in LETTERS.items()
        }
        given = await self._dialogue.one(f"Which rating? {sentence(rating.text)}", options)
        if given == rating.proposed:
            self._dialogue.speech.say("Question: A reason? An empty line goes on without one.")
            reason = (await self._listen()).strip()
        else:
            reason = await self._dialogue.words("Why? Say in a sentence what you saw.")
        self._dialogue.speech.say("Question: Who gives it? A name, or an empty line for none.")
        by = (await self._listen()).strip()
        if not self.after.rate(found, rating.objective, given, reason, by):
            return [f"No: {sentence(self.after.trouble)}"]
        return [f"Given: {given}, {LETTERS[given].lower()}. It is kept beside the proposal."]  # type: ignore[index]

    # --- critical errors

    async def judge(self, number: int) -> list[str]:
        """Ask what a person finds of critical error *number*, why, and who they are."""
        found = self.card.critical
        if self.card.mode == "workshop":
            return ["No: In a workshop a critical error is a topic to talk about: nobody judges it."]
        if not 1 <= number <= len(found):
            return [none("critical error", number, len(found))]
        if self.after is None:
            return [NOT_KEPT]
        ways = {"yes": "It is a critical error", "no": "It is none"}
        way = await self._dialogue.one(f"What do you find? {sentence(found[number - 1].text)}", ways)
        reason = await self._dialogue.words("Why? Say in a sentence what you saw.")
        by = await self._dialogue.words("Who finds it? Your name, or what you are there for.")
        if not self.after.judge(found, found[number - 1].name, way == "yes", reason, by):
            return [f"No: {sentence(self.after.trouble)}"]
        return [f"Given: {ways[way]}. It is kept beside what was found."]

    # --- the hot wash

    def cards(self) -> list[str]:
        """The cards, by group."""
        lines = list(WASH)
        found = self._ordered()
        if not found:
            return [*lines, "Hot wash: Nobody has written yet."]
        plus = sum(card.kind == "plus" for card in found)
        lines.append(
            f"Hot wash: {plus} plus, {len(found) - plus} delta. group and a number puts a card in a group; delete takes it out."
        )
        before = None
        for number, card in enumerate(found, 1):
            if card.group != before:
                lines.append(f"Group: {sentence(card.group or 'In no group yet')}")
                before = card.group
            lines.append(f"{capital(card.kind)}, card {number}: {sentence(' '.join(card.text.split()))}")
        return lines

    def _ordered(self) -> list[WashCard]:
        found = self.after.cards() if self.after is not None else []
        return sorted(found, key=lambda card: (not card.group, card.group.casefold(), card.kind != "plus"))

    def write(self, kind: str, text: str) -> list[str]:
        """Keep a card."""
        from sim.format.cleaning import clean
        from sim.sessions import WashCard
        from sim.sessions.sqlite import new_id

        words = clean(text).strip()
        if self.after is None:
            return [NOT_KEPT]
        if not words:
            return [f"No: Type {kind} and then your words, on one line."]
        if len(words) > LONGEST:
            return [f"No: A card has at most {LONGEST} letters; this one has {len(words)}."]
        card = WashCard(f"c-{new_id()}", "plus" if kind == "plus" else "delta", words)
        if not self.after.keep_card(card):
            return [f"No: {sentence(self.after.trouble)}"]
        return [f"{capital(kind)}: Kept, without a name."]

    async def group(self, text: str) -> list[str]:
        """Put cards in a group: `group 2 4` asks for its name."""
        from msgspec.structs import replace

        found = self._ordered()
        numbers = read(text).numbers
        chosen = [found[number - 1] for number in numbers if 1 <= number <= len(found)]
        if self.after is None or not chosen or len(chosen) != len(numbers):
            return [NOT_KEPT if self.after is None else f"No: Type group and numbers of cards, from 1 to {len(found)}."]
        name = await self._dialogue.words("Under which name? A name that is there already puts them together.")
        for card in chosen:
            if not self.after.keep_card(replace(card, group=" ".join(name.split())[:60])):
                return [f"No: {sentence(self.after.trouble)}"]
        return self.cards()[len(WASH) :]

    async def delete(self, text: str) -> list[str]:
        """Delete a card, after a question."""
        found = self._ordered()
        numbers = read(text).numbers
        if self.after is None or len(numbers) != 1 or not 1 <= numbers[0] <= len(found):
            return [
                NOT_KEPT if self.after is None else f"No: Type delete and the number of a card, from 1 to {len(found)}."
            ]
        card = found[numbers[0] - 1]
        if not await self._dialogue.yes(f"Delete this card? {sentence(card.text)} Its words cannot be brought back."):
            return ["Cancelled: The card stays."]
        self.after.remove_card(card.ref)
        return self.cards()[len(WASH) :]

    # --- what if

    async def what_if(self, number: int, found: DecisionReview) -> list[str]:
        """Ask what is to be otherwise at decision *number*, let the computer play on, and compare."""
        from sim.sessions import SessionError
        from sim.sessions.branch import Fork
        from sim.sessions.retelling import PLAYERS, others, retold

        ways = {"computer": "The computer decides here, and plays on"}
        if self.role in found.roles:
            ways |= {str(option.choice): f"You take: {sentence(option.text)}" for option in others(found)}
        way = await self._dialogue.one(f"What is otherwise at decision {number}? {sentence(found.title)}", ways)
        players: dict[str, str] = {name: f"{capital(title)}. {about}" for name, (title, about) in PLAYERS.items()}
        who = await self._dialogue.one("Who plays on, in every seat?", players)
        choice = next((option.choice for option in others(found) if option.choice == way), None)
        voice = Voice(self.names.who, self.names.at)
        fork = Fork(found.decision, self.role, "colleague" if who == "colleague" else "model", choice)
        try:
            told = retold(self.book, self.log, self.packs, found, fork, voice)
        except SessionError as error:
            return [f"No: {sentence(str(error))}"]
        both = facets(
            self.book,
            Side(self.log, self.card),
            told.side,
            self.role,
            voice,
            since=told.since,
            points=self.card.mode != "workshop",
        )
        lines = [
            f"What if: {capital(told.title)}. Until {self.names.at(told.since)} both are the same. {summary(both)}"
        ]
        for facet in both:
            if not facet.same:
                played = f"{facet.played_at}, {facet.played}" if facet.played_at else facet.played
                instead = f"{facet.instead_at}, {facet.instead}" if facet.instead_at else facet.instead
                lines.append(
                    f"What if: {sentence(facet.title)} Played: {sentence(played)} Instead: {sentence(instead)}"
                )
        return [*lines, f"What if: That was all. {many(len(both), 'thing')} looked at; what you played stays as it is."]
