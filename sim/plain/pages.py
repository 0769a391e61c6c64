"""Pages: the debrief of one seat, a page at a time, by number or by word; a decision opens as it was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal

from scoring import score
from scoring.judgements import beside
from sim.engine.book import Book
from sim.engine.events import AnyEvent
from sim.engine.names import RoleId
from sim.engine.protocols import Pack
from sim.engine.showing import brief
from sim.plain import items
from sim.plain.adding import Adding
from sim.plain.briefing import glossary
from sim.plain.contents import FEW, HELP, TITLES, WORDS, Page
from sim.plain.debrief import heading, many_untested, reading, scores, untested
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.names import Names
from sim.plain.reviews import decision, earned_in_all, known_then, seen_then, took_part
from sim.plain.rewind import points
from sim.plain.rulings import Rulings
from sim.plain.speech import Speech
from sim.plain.support import SHORT, support
from sim.plain.verbs import Line, read
from sim.plain.wording import capital, many, sentence

if TYPE_CHECKING:
    from scoring import Confirmation, DecisionReview
    from scoring.makeup import Made
    from sim.sessions import Kept
    from sim.sessions.afterwards import Afterwards

FIGURES = ("Sharing", "Team sharing")
"""What the lines begin with that lead the page of sharing."""


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
        packs: Sequence[Pack] = (),
        after: Afterwards | None = None,
    ) -> None:
        self.book, self.log, self.role, self.speech = book, log, role, speech
        self.card = beside(score(book, log, packs), after.judgements() if after is not None else ())
        self.names = Names(brief(book, role), book.scenario.variables)
        self.mine = took_part(self.card.decisions, role)
        self.facts = reading(self.card, book, log, self.names)
        self.notes = [note for note in notes if note.role == role]
        self.can_rewind = can_rewind
        self.few = few
        self._listen = listen
        self._dialogue = Dialogue(speech, listen)
        self.owners = self.card.mode != "workshop"
        self.revealed = False
        self.rulings = Rulings(self.card, book, log, self.names, self.owners, judges=after is not None)
        self.adding = Adding(book, log, packs, self.card, role, self.names, listen, self._dialogue, after)
        self._on_decisions = False
        self._decision = 0
        self._said: list[str] = []
        self._made: tuple[Made, ...] = ()  # what the score is made of that was asked for last

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
                count = many_untested(self.card, self.role)
                more = [f"Not tested: {many(count, 'thing')}; untested says which."] if count else []
                said = scores(self.card, self.role, owners=self.owners, points=self.points)
                more.append("Question: items and a dimension says what a score is made of; pages says the list.")
                return [*self.rulings.critical(), *said, *(more if self.points else [])]
            case "decisions":
                return self.decisions()
            case "knew":
                return [
                    *self.facts.knowledge(),
                    "Question: fact and a number says what became of one of them; pages says the list.",
                ]
            case "sharing":
                return [
                    *self.sharing(),
                    "Question: fact and a number says what became of one of them; pages says the list.",
                ]
            case "protocol":
                return [
                    *self.rulings.protocol(),
                    "Question: rule and a number says what it rests on; pages says the list.",
                ]
            case "child":
                return self.rulings.days()
            case "ratings":
                return [
                    *self.rulings.ratings(self.given()),
                    "Question: rating and a number says what it rests on; rate and a number gives one.",
                ]
            case "what if":
                return [*self.decisions()[1:], "Question: Type what if and the number of a decision."]
            case "hot wash":
                return self.adding.cards()
            case "notes":
                return self.kept()
            case "support":
                return support()

    def sharing(self) -> list[str]:
        """How it was passed on. Where the lines are many, one says before them how many there are of each kind."""
        lines = list(self.facts.sharing() if self.owners else self.facts.unowned())
        kinds = Counter(head for line in lines if (head := line.partition(":")[0]) not in FIGURES)
        if kinds.total() <= self.few or len(kinds) < 2:
            return lines
        start = sum(line.partition(":")[0] in FIGURES for line in lines)
        said = ", ".join(f"{count} {head}" for head, count in kinds.items())
        return [*lines[:start], f"Sharing: {many(kinds.total(), 'line')} follow: {said}.", *lines[start:]]

    @property
    def points(self) -> bool:
        """Are one's own points said? In a workshop only to who asks for them."""
        return self.owners or self.revealed

    def given(self) -> dict[str, Confirmation]:
        """What persons gave for the objectives."""
        after = self.adding.after
        return {one.objective: one for one in (after.confirmations() if after is not None else ())}

    def decisions(self) -> list[str]:
        """The decisions that this seat had a part in, a line each."""
        if not self.mine:
            return ["Decisions: You had a part in none."]
        count = len(self.mine)
        lines = [
            f"Decisions: You had a part in {many(count, 'decision')}. Type a number to open one; an empty line goes back."
        ]
        for number, review in enumerate(self.mine, 1):
            got = earned_in_all(review, self.names) if self.points else ""
            lines.append(
                f"Decision {number} of {count}: {self.names.at(review.opened)}. {sentence(review.title)} {got}".strip()
            )
        return lines

    def opened(self, number: int, *, whole: bool = False) -> list[str]:
        """One decision: the scene as it was seen, what was known, what was decided, and what each choice would have meant.

        *whole*: all that was known then, however much it is.
        """
        review = self.mine[number - 1]
        first, *rest = decision(number, len(self.mine), review, self.names, points=self.points, owners=self.owners)
        known = known_then(review, self.facts)
        if not whole and len(known) > self.few:  # read in full each time they would hide what was decided
            known = [f"Knew then: You held {len(known)} facts. Type knew then to hear them."]
        others = self.rulings.others_knew(review)
        if not whole and len(others) > self.few:
            others = [f"Others knew: {len(others)} facts that you did not. Type others knew to hear them."]
        went = self.rulings.went(review, self.mine) if self.points else []
        return [first, *seen_then(review, self.names), *self.noted(review), *known, *others, *rest, *went]

    def noted(self, review: DecisionReview) -> list[str]:
        """The notes that were written while the decision was open: why it was decided so."""
        mine = [note for note in self.notes if note.decision == review.decision]
        return [f"Note: {self.names.at(note.at)}. {sentence(' '.join(note.text.split()))}" for note in mine]

    def kept(self) -> list[str]:
        """One's notes, with what each was about."""
        if not self.notes:
            return ["Notes: You wrote none."]
        titles = {str(review.decision): review.title for review in self.card.decisions}
        lines = [f"Notes: {many(len(self.notes), 'note')}."]
        for number, note in enumerate(self.notes, 1):
            about = f', at "{sentence(titles[note.decision]).removesuffix(".")}"' if note.decision in titles else ""
            words = capital(sentence(" ".join(note.text.split())))
            lines.append(f"Note {number}: {self.names.at(note.at)}{about}. {words}")
        return lines

    def everything(self) -> list[str]:
        """All pages, one after the other; whom one can talk to is a word away."""
        lines = [*heading(self.card, self.book, self.log, self.names), *self.page("overview")]
        lines += untested(self.card, self.role) if self.points else []
        for number in range(1, len(self.mine) + 1):
            lines += self.opened(number, whole=True)
        lines += [*self.facts.knowledge(), *self.sharing(), *self.rulings.protocol(), *self.rulings.days()]
        lines += [*self.rulings.ratings(self.given()), *self.kept(), *self.adding.cards(), SHORT]
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
        elif not await self._add(text, word):
            self._other(line, word)
        return None

    async def _add(self, text: str, word: str) -> bool:
        """What adds to the play, or asks how it might have gone; False: *text* is something else."""
        first, _, rest = text.strip().partition(" ")
        verb = first.lower()
        numbers = read(rest).numbers
        if verb in ("plus", "delta"):
            self._say(self.adding.write(verb, rest))
        elif verb == "group" and numbers:
            self._say(await self.adding.group(rest))
        elif verb == "delete" and numbers:
            self._say(await self.adding.delete(rest))
        elif verb == "rate" and len(numbers) == 1:
            self._say(await self.adding.rate(numbers[0]))
        elif verb == "judge" and len(numbers) == 1:
            said = await self.adding.judge(numbers[0])
            self._judged()
            self._say(said)
        elif word.startswith("what if ") and len(numbers := read(word.removeprefix("what if ")).numbers) == 1:
            if 1 <= numbers[0] <= len(self.mine):
                self._say(await self.adding.what_if(numbers[0], self.mine[numbers[0] - 1]))
            else:
                self._say([f"No: There is no decision {numbers[0]}: they go from 1 to {len(self.mine)}."])
        else:
            return False
        return True

    def _judged(self) -> None:
        """What is found of critical errors is heard from now on."""
        if self.adding.after is not None:
            self.card = beside(self.card, self.adding.after.judgements())
            self.rulings = Rulings(self.card, self.book, self.log, self.names, self.owners, judges=True)

    def _other(self, line: Line, word: str) -> None:
        if word in ("next", "previous", "prev"):
            self._step(1 if word == "next" else -1)
        elif word.startswith(("decision ", "open ")) and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._open(numbers[0])
        elif word.startswith("fact ") and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._say(self.facts.alone(numbers[0], owners=self.owners))
        elif word.startswith(("rule ", "rating ")) and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._say(self.rulings.evidence(numbers[0]) if word[1] == "u" else self.rulings.rated(numbers[0]))
        elif word.partition(" ")[0] == "items":
            said, self._made = items.listed(self.rulings, word.partition(" ")[2], points=self.points)
            self._say(said)
        elif word.startswith("item ") and len(numbers := read(word.partition(" ")[2]).numbers) == 1:
            self._say(items.opened(self.rulings, self._made, numbers[0], self.mine))
        elif word in ("reveal", "my points"):
            self._reveal()
        elif word in ("knew then", "known then") and self._decision:
            self._say(known_then(self.mine[self._decision - 1], self.facts))
        elif word == "others knew" and self._decision:
            said = self.rulings.others_knew(self.mine[self._decision - 1])
            self._say(said or ["Others knew: Nothing that you did not."])
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

    def _reveal(self) -> None:
        if self.owners:
            self.speech.say("No: Points are said already: only a workshop goes without.")
        else:
            self.revealed = not self.revealed
            self._turn("overview")

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
        else:  # the list of pages is long to hear: it is said when it is asked for
            self._on_decisions = False
            self.speech.say(
                f"Question: Which page, 1 to {len(TITLES)}? pages says the list, help what else can be typed; "
                "leave closes the debrief."
            )

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
