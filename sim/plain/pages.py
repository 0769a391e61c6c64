"""Pages: the debrief of one seat, a page at a time, by number or by word; a decision opens as it was met."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from scoring import score
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId
from sim.engine.showing import brief
from sim.plain.briefing import glossary
from sim.plain.debrief import heading, reading, scores, untested
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.names import Names
from sim.plain.reviews import decision, earned_in_all, known_then, seen_then, took_part
from sim.plain.rewind import points
from sim.plain.speech import Speech
from sim.plain.support import SHORT, support
from sim.plain.verbs import Line, read
from sim.plain.wording import many, sentence

if TYPE_CHECKING:
    from sim.sessions import Kept

Page = Literal["overview", "decisions", "knew", "sharing", "notes", "support"]

TITLES: dict[Page, str] = {
    "overview": "Overview: the three dimensions, and what they rest on",
    "decisions": "Decisions: what you decided, and what the other choices would have meant",
    "knew": "Who knew what when",
    "sharing": "Passing it on: what was told in time, late, to nobody or without need",
    "notes": "Your notes",
    "support": "Support: people to talk to",
}
"""The pages in order, and how each is announced."""

WORDS: dict[str, Page] = {
    "overview": "overview",
    "scores": "overview",
    "decisions": "decisions",
    "knew": "knew",
    "who knew what when": "knew",
    "knowledge": "knew",
    "sharing": "sharing",
    "passing it on": "sharing",
    "messages": "sharing",
    "notes": "notes",
    "support": "support",
}
"""What can be typed for each."""

FEW = 5
"""Facts known at a decision that are read with it; of more, only how many they are."""

HELP = (
    "Help: Type the number of a page, or its first word. all says all of it, pages says the list of pages.",
    "Help: On the page of decisions a number opens a decision; next and previous go on from there. An empty line goes back.",
    "Help: knew then, at a decision, says what you knew when you took it.",
    "Help: fact and a number says what became of one fact: who knew it when, who needed it, and what was told of it.",
    "Help: untested says what this play could not judge; glossary what words mean; rewind goes back to a decision and plays on.",
    "Help: again says the same once more. leave closes the debrief; it can be heard again at any time.",
)


class Pages:
    """The debrief of *role*'s seat in the play that *log* is. *listen* gives the next line; *notes* are those of the session.

    *few*: facts known at a decision that are read with it; of more, only how many they are.
    """

    def __init__(
        self,
        book: Book,
        log: Sequence[AnyEvent],
        role: RoleId,
        speech: Speech,
        listen: Callable[[], Awaitable[str]],
        notes: Sequence[Kept] = (),
        *,
        can_rewind: bool = False,
        few: int = FEW,
    ) -> None:
        self.book, self.log, self.role, self.speech = book, log, role, speech
        self.card = score(book, log)
        self.names = Names(brief(book, role), book.scenario.variables)
        self.mine = took_part(self.card.decisions, role)
        self.facts = reading(self.card, book, log, self.names)
        self.notes = [note for note in notes if note.role == role]
        self.can_rewind = can_rewind
        self.few = few
        self._listen = listen
        self._dialogue = Dialogue(speech, listen)
        self._on_decisions = False
        self._decision = 0
        self._said: list[str] = []

    async def run(self) -> Literal["left", "gone"] | int:
        """Until the person leaves, or nothing more can be typed, or (an event's number) they go back to a decision."""
        self._say([*heading(self.card, self.book, self.log, self.names), *self.menu()])
        while True:
            try:
                line = await self._listen()
                went = await self._carry_out(line)
            except Cancelled:
                self.speech.say("Cancelled: You stay in the debrief.")
                continue
            except Left as left:
                return "gone" if left.ended else "left"
            if went is not None:
                return went

    def menu(self) -> list[str]:
        """The list of pages."""
        lines = [f"Page {number}: {title}." for number, title in enumerate(TITLES.values(), 1)]
        return [
            *lines,
            "Question: Which page? Type its number. help says what else can be typed; leave closes the debrief.",
        ]

    def page(self, page: Page) -> list[str]:
        """One page."""
        match page:
            case "overview":
                count = len(untested(self.card, self.role))
                more = [f"Not tested: {many(count, 'thing')}; untested says which."] if count else []
                return [*scores(self.card, self.role), *more]
            case "decisions":
                return self.decisions()
            case "knew":
                return [
                    *self.facts.knowledge(),
                    "Question: fact and a number says what became of one of them; pages says the list.",
                ]
            case "sharing":
                return list(self.facts.sharing())
            case "notes":
                return self.kept()
            case "support":
                return support()

    def decisions(self) -> list[str]:
        """The decisions that this seat had a part in, a line each."""
        if not self.mine:
            return ["Decisions: You had a part in none."]
        count = len(self.mine)
        lines = [
            f"Decisions: You had a part in {many(count, 'decision')}. Type a number to open one; an empty line goes back."
        ]
        for number, review in enumerate(self.mine, 1):
            got = earned_in_all(review, self.names)
            lines.append(
                f"Decision {number} of {count}: {self.names.at(review.opened)}. {sentence(review.title)} {got}".strip()
            )
        return lines

    def opened(self, number: int, *, whole: bool = False) -> list[str]:
        """One decision: the scene as it was seen, what was known, what was decided, and what each choice would have meant.

        *whole*: all that was known then, however much it is.
        """
        review = self.mine[number - 1]
        first, *rest = decision(number, len(self.mine), review, self.names)
        known = known_then(review, self.facts)
        if not whole and len(known) > self.few:  # read in full each time they would hide what was decided
            known = [f"Knew then: You held {len(known)} facts. Type knew then to hear them."]
        return [first, *seen_then(review, self.names), *known, *rest]

    def kept(self) -> list[str]:
        """One's notes, with what each was about."""
        if not self.notes:
            return ["Notes: You wrote none."]
        titles = {str(review.decision): review.title for review in self.card.decisions}
        lines = [f"Notes: {many(len(self.notes), 'note')}."]
        for number, note in enumerate(self.notes, 1):
            about = f' At "{sentence(titles[note.decision])}"' if note.decision in titles else ""
            words = sentence(" ".join(note.text.split()))
            lines.append(f"Note {number}: {self.names.at(note.at)}.{about} {words}")
        return lines

    def everything(self) -> list[str]:
        """All pages, one after the other; whom one can talk to is a word away."""
        lines = [*heading(self.card, self.book, self.log, self.names), *scores(self.card, self.role)]
        lines += untested(self.card, self.role)
        for number in range(1, len(self.mine) + 1):
            lines += self.opened(number, whole=True)
        lines += [*self.facts.lines(), *self.kept(), SHORT]
        return [*lines, "End of the debrief."]

    # --- listening

    def _say(self, lines: list[str]) -> None:
        self._said = lines
        self.speech.say(*lines)

    async def _carry_out(self, text: str) -> int | None:
        """What *text* asks for; an event's number to go back to it."""
        line = read(text)
        word = " ".join(text.lower().split())
        page = WORDS.get(word) or next(
            (page for said, page in WORDS.items() if len(word) > 2 and said.startswith(word)), None
        )
        if page is not None:
            self._turn(page)
        elif line.empty:
            self._empty()
        elif len(line.numbers) == 1:
            self._number(line.numbers[0])
        elif line.verb == "leave":
            raise Left
        elif line.verb == "rewind":
            return await self._rewind(line)
        else:
            self._other(line, word)
        return None

    def _other(self, line: Line, word: str) -> None:
        if word in ("next", "previous", "prev"):
            self._step(1 if word == "next" else -1)
        elif word.startswith(("decision ", "open ")) and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._open(numbers[0])
        elif word.startswith("fact ") and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._say(self.facts.alone(numbers[0]))
        elif word in ("knew then", "known then") and self._decision:
            self._say(known_then(self.mine[self._decision - 1], self.facts))
        elif word == "all":
            self._say(self.everything())
        elif word in ("pages", "menu"):
            self._on_decisions = False
            self._say(self.menu())
        elif word in ("untested", "not tested"):
            self._say(untested(self.card, self.role) or ["Not tested: Nothing; all that came up was judged."])
        elif line.verb in ("again", "repeat"):
            self.speech.say(*self._said)
        elif line.verb == "glossary":
            self._say(glossary(self.names.brief, line.rest))
        elif line.verb == "help":
            self.speech.say(*HELP)
        else:
            self.speech.say("No: I do not know that here. Type a number, pages, all, help or leave.")

    def _turn(self, page: Page) -> None:
        self._on_decisions = page == "decisions"
        self._decision = 0
        self._say(self.page(page))

    def _empty(self) -> None:
        if self._decision:
            self._decision = 0
            count = many(len(self.mine), "decision")
            self._say(
                [f"Page 2: {count}. A number opens one, decisions says the list, an empty line goes back to the pages."]
            )
        else:
            self._on_decisions = False
            self._say(self.menu())

    def _number(self, number: int) -> None:
        if self._on_decisions:
            self._open(number)
        elif 1 <= number <= len(TITLES):
            self._turn(list(TITLES)[number - 1])
        else:
            self.speech.say(f"No: There is no page {number}: they go from 1 to {len(TITLES)}.")

    def _open(self, number: int) -> None:
        if not 1 <= number <= len(self.mine):
            self.speech.say(
                f"No: There is no decision {number}: they go from 1 to {len(self.mine)}. Type pages for the list of pages."
            )
            return
        self._on_decisions, self._decision = True, number
        self._say([*self.opened(number), "Question: next, previous, another number, or an empty line for the list?"])

    def _step(self, by: int) -> None:
        number = self._decision + by
        if 1 <= number <= len(self.mine):
            self._open(number)
        else:
            self.speech.say(f"No: There is no {'later' if by > 0 else 'earlier'} decision.")

    async def _rewind(self, line: Line) -> int | None:
        """The event at which the decision stood open that the person wants to take again."""
        earlier = points(self.log, self.book, self.role, self.names)
        if not self.can_rewind or not earlier:
            self.speech.say("No: There is no decision here to go back to.")
            return None
        number = read(line.rest).numbers
        if len(number) == 1 and 1 <= number[0] <= len(earlier):
            return earlier[number[0] - 1].seq
        options = {str(point.seq): f"{self.names.at(point.at)}, {sentence(point.title)}" for point in earlier}
        return int(await self._dialogue.one("Go back to which decision?", options))
