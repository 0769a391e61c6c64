"""Ratings: the objectives of the case and its critical errors, what the program found, and what a person makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from scoring import Confirmation, CriticalError, Rating
from scoring.ratings import LETTERS, Letter, TaskFound
from scoring.sentences import confirmed, lettered, task
from scoring.witnesses import witnesses
from sim.tui.content import Page, Row, Tone, line, page, plain, row
from sim.tui.debrief import judged
from sim.tui.debrief.lookback import Lookback
from sim.tui.debrief.part import Part
from sim.tui.dialogs.steps import Answers, Plan, Step
from sim.tui.symbols import DASH, DONE, NOT_DONE
from sim.tui.widgets.keys import Key
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Scroll, Words

LEAD = "The program proposes; a person gives. Both are kept. P, S, M and U are those of exercise evaluation (HSEEP)."
NONE = "This case states no objectives."
NOT_KEPT = "This debrief belongs to no session that is kept, so no rating can be given."
ERRORS = "Critical errors"
TONES: dict[Letter, Tone] = {"P": "good", "S": "good", "M": "new", "U": "poor"}
SIGNS: dict[bool | None, tuple[str, Tone]] = {None: (DASH, "muted"), True: (DONE, "good"), False: (NOT_DONE, "poor")}
"""Whether a task was met -> its sign."""
EVIDENCE = "evidence"
ERROR = "error"
"""What the name of a line begins with that is no objective."""


class Ratings(Part):
    """An objective a line; Enter opens it, to read its evidence or to give a rating."""

    TAB = "Ratings"

    def compose(self) -> ComposeResult:
        yield Words(page(row(plain(LEAD if self.back.card.ratings or self.errors else NONE, "muted"))), id="lead")
        yield Picks(id="ratings")
        said = Scroll(id="said")
        said.display = False
        yield said

    def on_mount(self) -> None:
        self.fill()

    def fill(self) -> None:
        """The list, with what has been given."""
        given = given_for(self.back)
        picks = [
            Pick(str(n), brief(rating, given.get(rating.objective)), rating.text)
            for n, rating in enumerate(self.back.card.ratings)
        ]
        above = page(row(plain(ERRORS, "title"), gap=1 if picks else 0))
        picks += [
            Pick(f"{ERROR}{n}", judged.brief(error, self.back), error.text, head=None if n else above)
            for n, error in enumerate(self.errors)
        ]
        self.query_one("#ratings", Picks).offer(picks, ready=True)

    @property
    def errors(self) -> tuple[CriticalError, ...]:
        """The critical errors that may be judged: in a workshop they are a topic, and nobody judges them."""
        return self.back.critical if self.back.owners else ()

    def come(self) -> None:
        self.fill()
        self.query_one("#said" if self.in_words else "#ratings").focus()

    def keys(self) -> list[Key]:
        if not (self.back.card.ratings or self.errors):
            return []
        if self.in_words:
            return [*super().keys(), Key("debrief.words", "as a list")]
        return [
            Key("↑↓", "move"),
            Key("list.take", "rate or judge" if self.errors else "rate"),
            Key("debrief.words", "evidence"),
        ]

    def turn_words(self) -> bool:
        if not (self.back.card.ratings or self.errors):
            return False
        return self.swap(lambda: told(self.back), "#lead", "#ratings")

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Ask for a rating, then for its reason and for who gives it."""
        from sim.tui.dialogs.steps import Steps
        from sim.tui.dialogs.value import Word

        message.stop()
        if self.back.after is None:
            self.debrief.say(NOT_KEPT)
            return
        if message.ids[0].startswith(ERROR):
            self._judge(self.errors[int(message.ids[0].removeprefix(ERROR))])
            return
        rating = self.back.card.ratings[int(message.ids[0])]
        present = given_for(self.back).get(rating.objective)

        def letter(answers: Answers | None) -> None:
            if answers is None:
                return
            given = answers[0][0]
            if given == EVIDENCE:
                from sim.tui.screens.help import Help

                self.app.push_screen(Help(evidence(rating, present, self.back)))
                return

            def reason(words: str | None) -> None:
                if words is not None:
                    self.app.push_screen(Word("Who gives it?", WHO, "", longest=80), lambda by: who(words, by))

            def who(words: str, by: str | None) -> None:
                if by is not None and self.back.after is not None:
                    self.back.after.rate(self.back.card.ratings, rating.objective, given, words, by)
                    self.debrief.say(self.back.after.trouble or f"Kept: {given}, beside the proposal.")
                    self.fill()

            other = given != rating.proposed
            about = WHY_OTHER if other else WHY_SAME
            before = present.reason if present is not None and present.given == given else ""
            self.app.push_screen(Word(lettered(given), about, before), reason)  # type: ignore[arg-type]

        self.app.push_screen(Steps("Rating", asking(rating, present), esc="close, nothing changes"), letter)

    def _judge(self, error: CriticalError) -> None:
        """Ask what a person finds of an error, why, and who they are."""
        from sim.tui.dialogs.steps import Steps
        from sim.tui.dialogs.value import Word

        def found(answers: Answers | None) -> None:
            if answers is None:
                return
            way = answers[0][0]
            if way == judged.EVIDENCE:
                from sim.tui.screens.help import Help

                self.app.push_screen(Help(judged.evidence(error, self.back)))
                return
            title = "It is a critical error" if way == judged.UPHELD else "It is none"
            before = error.judgement.reason if error.judgement and error.confirmed is (way == judged.UPHELD) else ""
            self.app.push_screen(Word(title, judged.WHY, before), lambda words: reason(words, way == judged.UPHELD))

        def reason(words: str | None, confirmed: bool) -> None:
            if words is not None:
                word = Word("Who finds it?", judged.WHO, "", longest=80)
                self.app.push_screen(word, lambda by: who(words, confirmed, by))

        def who(words: str, confirmed: bool, by: str | None) -> None:
            if by is not None and self.back.after is not None:
                self.back.after.judge(self.back.card.critical, error.name, confirmed, words, by)
                self.debrief.say(self.back.after.trouble or "Kept, beside what was found.")
                self.fill()

        self.app.push_screen(Steps("Critical error", judged.asking(error), esc="close, nothing changes"), found)

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()


WHY_OTHER = "It is another rating than the proposed one: say in a sentence what you saw."
WHY_SAME = "A reason, if you want to give one; Enter alone goes on."
WHO = "A name, or nothing. Reports leave it out unless they are asked for names."


def asking(rating: Rating, present: Confirmation | None) -> Plan:
    """Ask which rating is given; the proposed one is marked, and so is the one that stands."""

    def plan(answers: Answers) -> Step | None:
        if answers:
            return None
        picks = [Pick(EVIDENCE, page(row("Read the evidence first.")), "the evidence")]
        for n, (letter, words) in enumerate(LETTERS.items(), 1):
            marks = ["proposed"] if letter == rating.proposed else []
            marks += ["given"] if present is not None and letter == present.given else []
            mark = plain(f"  {', '.join(marks)}" if marks else "", "new")
            picks.append(Pick(letter, page(row(line(plain(f"{letter}  ", "strong"), plain(words), mark))), letter, n))
        at = present.given if present is not None else rating.proposed or EVIDENCE
        return Step("Which rating do you give?", tuple(picks), about=rating.text, enter="take it", at=at)

    return plan


def given_for(back: Lookback) -> dict[str, Confirmation]:
    """What persons gave, by objective."""
    return {one.objective: one for one in (back.after.confirmations() if back.after is not None else ())}


def brief(rating: Rating, given: Confirmation | None) -> Page:
    """An objective with both ratings."""
    proposed = lettered(rating.proposed) if rating.proposed is not None else "not rated: nothing of it came up"
    tone: Tone = TONES[rating.proposed] if rating.proposed is not None else "muted"
    rows = [row(plain(rating.text, "strong")), row(plain(proposed, tone), plain("proposed  ", "muted"))]
    if given is None:
        rows.append(row(plain("nobody has confirmed it yet", "muted"), plain("given     ", "muted")))
    else:
        rows.append(row(plain(confirmed(given), TONES[given.given]), plain("given     ", "muted")))
    return page(*rows)


def evidence(rating: Rating, given: Confirmation | None, back: Lookback) -> Page:
    """An objective with all that its proposal rests on."""
    rows: list[Row | Page] = [brief(rating, given)]
    if back.owners and rating.reason:
        rows.append(row(rating.reason, gap=1))
    if rating.tasks:
        rows.append(row(plain("Tasks", "strong"), gap=1))
        rows += [part for each in rating.tasks for part in _task(each, back)]
    if rating.harm:
        rows.append(row(plain("Harm on the way", "strong"), gap=1))
        for harm in rating.harm:
            rows.append(row(f"{harm.text} ({back.face.hm(harm.at)})", plain(f"{NOT_DONE} ", "poor")))
            rows += _lines(harm.events, back)
    lines = _lines(rating.events, back)
    if lines:
        rows.append(row(plain("What shows it", "strong"), gap=1))
        rows += lines
    return page(*rows)


def _task(found: TaskFound, back: Lookback) -> list[Row]:
    sign, tone = SIGNS[found.met]
    return [row(task(found), plain(f"{sign} ", tone)), *_lines(found.events, back)]


def _lines(events: Sequence[int], back: Lookback) -> list[Row]:
    return [
        row(plain(f"{back.face.hm(each.at)} {each.words}", "muted"), "  – ")
        for each in witnesses(back.book, back.log, events, back.telling)
    ]


def told(back: Lookback) -> Page:
    """All objectives with their evidence."""
    given = given_for(back)
    pages = [evidence(rating, given.get(rating.objective), back) for rating in back.card.ratings]
    pages += [judged.evidence(error, back) for error in back.critical if back.owners]
    return page(*(part for n, each in enumerate(pages) for part in ((row("") if n else None), each)))
