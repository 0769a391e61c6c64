"""Play: a session over lines. A line is heard and carried out, again and again, until the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal

from sim.engine.commands import Acknowledge, AnyCommand, Choose, Pass, Refused
from sim.engine.names import ChoiceId, ItemId
from sim.engine.views import DecisionView, PickView, View
from sim.plain import acts, verbs
from sim.plain.briefing import briefing, glossary
from sim.plain.dialogue import Cancelled, Dialogue, Left
from sim.plain.messages import every
from sim.plain.names import Names
from sim.plain.news import present
from sim.plain.prompt import Begun, Over, Prompt
from sim.plain.rewind import points
from sim.plain.scenes import choice_line, form_of, know, limit, where, who
from sim.plain.wording import listing, many, sentence

if TYPE_CHECKING:
    from sim.sessions import Session

Outcome = Literal["ended", "left"]


class Play:
    """One person's play at *prompt*. *begun* is told the id of each session that is played."""

    def __init__(self, prompt: Prompt, begun: Begun) -> None:
        self.prompt = prompt
        self.role = prompt.role
        self.names = prompt.names
        self.dialogue = Dialogue(prompt.speech, prompt.listen)
        self._begun = begun
        self._say = prompt.say
        self._ticks: tuple[str, tuple[ItemId, ...]] = ("", ())

    @property
    def session(self) -> Session:
        """The session that is played now; rewinding begins another one."""
        return self.prompt.session

    async def run(self, *, fresh: bool) -> Outcome:
        """Play until the case has ended or the person leaves. *fresh*: nothing of it has been told before."""
        if not fresh:
            self.prompt.stand()
        while True:
            session = self.session
            self._begun(session.id)
            try:
                async with self.prompt.watching():
                    while session is self.session:
                        await self._hear()
            except Over:
                return "ended"
            except Left:
                return "left"

    # --- carrying out

    async def _hear(self) -> None:
        """One line and what it asks for."""
        line = verbs.read(await self.prompt.listen())
        view = self.session.view(self.role)
        try:
            if self.prompt.hasty and (line.empty or line.numbers):
                self._say("That came too soon after something new, and was not taken. Type it again if you mean it.")
            elif line.empty:
                await self._go_on(view)
            elif line.numbers:
                await self._number(line.numbers, view)
            elif line.verb:
                await self._verbs()[line.verb](line.rest)
            else:
                near = f" Did you mean {line.near}?" if line.near else ""
                self._say(f'I do not know the word "{line.unknown}".{near} Type help for all words.')
        except Cancelled:
            self._say("Cancelled.")

    def _verbs(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "again": self._again,
            "know": self._know,
            "messages": self._messages,
            "who": self._who,
            "where": self._where,
            "time": self._time,
            "tell": self._act(acts.tell),
            "ask": self._act(acts.ask),
            "answer": self._act(acts.answer),
            "read back": self._act(acts.read_back),
            "note": self._note,
            "submit": self._submit,
            "pass": self._pass,
            "pause": self._pause,
            "resume": self._resume,
            "continue": self._continue,
            "wait": self._wait,
            "rewind": self._rewind,
            "brief": self._brief,
            "words": self._words,
            "step out": self._step_out,
            "end": self._end,
            "quit": self._quit,
            "help": self._help,
        }

    async def _give(self, command: AnyCommand) -> bool:
        """Submit *command*; a refusal is spoken. Whether it was accepted."""
        answer = await self.session.submit(command)
        if isinstance(answer, Refused):
            self._say(f"No: {sentence(answer.reason)}")
            return False
        if not isinstance(command, Acknowledge):  # a read-back does not end a stop
            self.prompt.went_on()
        self.prompt.speak()  # what was just done, before anything that follows from it
        return True

    def _covered(self) -> bool:
        """Whether play is paused, which covers the scene; if so, says so."""
        if self.session.view(self.role).paused:
            self._say("Paused: The scene is covered. Type resume to go on, or quit.")
            return True
        return False

    async def _go_on(self, view: View) -> None:
        decision = view.decision
        if view.paused:
            self._covered()
        elif self.session.clock(self.role).holding:
            self.prompt.went_on()
            await self.session.proceed(self.role)
        elif decision is not None and form_of(decision) is not None and self._ticked(decision):
            await self._submit("")
        elif decision is not None:
            self._say(self._open(decision))
        elif trouble := self.prompt.trouble():
            self._say(*trouble)
        else:
            self._say("There is nothing to go on from; you wait for the others. Type where, or help.")

    def _open(self, decision: DecisionView) -> str:
        """What an open decision waits for."""
        if all(made.role != self.role for made in decision.picks):
            return "A decision is open: type a number, or again to hear it once more, or help."
        if decision.how == "together":
            words = "The picks differ: change yours with a number, or tell or ask."
            return (
                words if decision.closes is not None else f"{words} Take the same again to say that you do not agree."
            )
        return "Your pick is in. You can change it with a number while the others decide."

    # --- decisions

    async def _number(self, numbers: tuple[int, ...], view: View) -> None:
        if self._covered():
            return
        decision = view.decision
        if decision is None:
            self._say("There is no choice to make now. An empty line goes on where play holds; help lists the words.")
        elif form_of(decision) is not None:
            self._tick(numbers, decision)
        elif len(numbers) > 1:
            self._say("One choice, please: a single number.")
        else:
            await self._choose(numbers[0], decision)

    async def _choose(self, number: int, decision: DecisionView) -> None:
        choice = next((choice for choice in decision.choices if choice.key == number), None)
        if choice is None:
            self._say(f"There is no choice {number}: {numbered(decision)}.")
        elif not choice.open:
            self._say(f"{choice_line(choice)} Pick another.")
        else:
            items: tuple[ItemId, ...] = ()
            if choice.items:
                options = {str(item.id): sentence(item.text) for item in choice.items}
                items = tuple(ItemId(name) for name in await self.dialogue.some("Which lines?", options))
            same = PickView(self.role, choice.id, items, decision.mine == "advise") in decision.picks
            if await self._give(Choose(seat=self.role, at=0, decision=decision.id, choice=choice.id, items=items)):
                still = self.session.view(self.role).decision
                if same and still is not None and still.id == decision.id:
                    self._say(f"Pick: You stay with choice {number}.")

    def _tick(self, numbers: tuple[int, ...], decision: DecisionView) -> None:
        form = form_of(decision)
        assert form is not None
        wrong = [number for number in numbers if not 1 <= number <= len(form.items)]
        if wrong:
            self._say(f"There is no line {wrong[0]}: they go from 1 to {len(form.items)}.")
            return
        self._ticks = (decision.id, tuple(form.items[number - 1].id for number in sorted(set(numbers))))
        ticked = listing(str(number) for number in sorted(set(numbers)))
        self._say(
            f"Ticked: {'line' if len(set(numbers)) == 1 else 'lines'} {ticked}. "
            "Submit or an empty line hands the form in; other numbers tick those instead."
        )

    def _ticked(self, decision: DecisionView) -> tuple[ItemId, ...]:
        """The lines that are ticked in the form of *decision*."""
        return self._ticks[1] if self._ticks[0] == decision.id else ()

    async def _submit(self, rest: str) -> None:
        decision = self.session.view(self.role).decision
        if self._covered():
            return
        form = form_of(decision) if decision is not None else None
        if decision is None or form is None:
            self._say("There is no form to hand in now.")
            return
        if rest:
            line = verbs.read(rest)
            if not line.numbers:
                self._say("Type submit alone, or with the numbers of the lines.")
                return
            self._tick(line.numbers, decision)
        ticked = self._ticked(decision)
        if not form.least <= len(ticked) <= form.most:
            self._say(f"You have ticked {many(len(ticked), 'line')}; {between(form.least, form.most)}.")
            return
        await self._give(Choose(seat=self.role, at=0, decision=decision.id, choice=ChoiceId(form.id), items=ticked))

    async def _pass(self, _: str) -> None:
        decision = self.session.view(self.role).decision
        if self._covered():
            return
        if decision is None or decision.how == "alone":
            self._say("There is nothing to advise on now.")
        else:
            await self._give(Pass(seat=self.role, at=0, decision=decision.id))

    # --- messages

    def _act(
        self, act: Callable[[str, View, Names, Dialogue], Awaitable[acts.Act]]
    ) -> Callable[[str], Awaitable[None]]:
        async def carry_out(rest: str) -> None:
            if self._covered():
                return
            found = await act(rest, self.session.view(self.role), self.names, self.dialogue)
            if isinstance(found, str):
                self._say(found)
                return
            for command in found:
                if not await self._give(command):
                    return

        return carry_out

    async def _note(self, rest: str) -> None:
        text = rest or await self.dialogue.words("Type the note in one line.")
        decision = self.session.view(self.role).decision
        answer = await self.session.note(self.role, text, decision.id if decision is not None else None)
        if isinstance(answer, Refused):
            self._say(f"No: {sentence(answer.reason)}")
        else:
            self._say("Note: It is kept. Only you see it, and it is apart from the record.")

    # --- asking about the case

    async def _again(self, _: str) -> None:
        clock = self.session.clock(self.role)
        self._say(*present(self.session.view(self.role), self.names, clock.now))
        if clock.holding:
            self._say("Hold: An empty line goes on.")

    async def _know(self, _: str) -> None:
        if not self._covered():
            self._say(*know(self.session.view(self.role), self.names))

    async def _messages(self, _: str) -> None:
        if not self._covered():
            self._say(*every(self.session.view(self.role), self.names))

    async def _who(self, _: str) -> None:
        if not self._covered():
            self._say(*who(self.session.view(self.role), self.names))

    async def _where(self, _: str) -> None:
        if not self._covered():
            self._say(*where(self.session.view(self.role), self.names))

    async def _time(self, _: str) -> None:
        view = self.session.view(self.role)
        clock = self.session.clock(self.role)
        self._say(f"Clock: {self.names.at(int(clock.now))}.{'' if clock.running else ' It stands still.'}")
        if view.decision is not None and view.decision.closes is not None and not view.paused:
            self._say(*limit(view.decision, clock.now))

    async def _brief(self, _: str) -> None:
        self._say(*briefing(self.session.brief(self.role), self.names))

    async def _words(self, rest: str) -> None:
        self._say(*glossary(self.session.brief(self.role), rest))

    async def _help(self, rest: str) -> None:
        self._say(*(verbs.about(rest) if rest else verbs.summary()))

    # --- the session

    async def _pause(self, _: str) -> None:
        await self._refusable(self.session.pause(self.role))

    async def _resume(self, _: str) -> None:
        if not self.session.view(self.role).paused and self.session.seats[self.role].person is not None:
            self._say("Play is not paused.")
        else:
            await self._refusable(self.session.resume(self.role))

    async def _refusable(self, asked: Awaitable[object]) -> None:
        answer = await asked
        if isinstance(answer, Refused):
            self._say(f"No: {sentence(answer.reason)}")

    async def _continue(self, _: str) -> None:
        await self._go_on(self.session.view(self.role))

    async def _wait(self, _: str) -> None:
        """Under untimed pace, let case time pass to the next thing that comes before this seat."""
        if self._covered():
            return
        if not await self.session.wait(self.role):
            self._say("Time goes by itself here: there is nothing to wait for in this way.")
            return
        await self.session.settled()
        if not self.prompt.catch_up():
            self._say("Wait: Nothing more comes until you do something.")

    async def _rewind(self, rest: str) -> None:
        """Go back to a decision: a new session that begins as this one did, up to there."""
        earlier = points(self.session.seen(self.role), self.session.book, self.role, self.names)
        if self.session.mode not in ("coach", "practice"):
            self._say("Rewinding is for coach and practice mode.")
            return
        if not earlier:
            self._say("There is no earlier decision of yours to go back to.")
            return
        options = {str(point.seq): f"{self.names.at(point.at)}, {sentence(point.title)}" for point in earlier}
        number = verbs.read(rest).numbers
        if len(number) == 1 and 1 <= number[0] <= len(earlier):
            seq = earlier[number[0] - 1].seq
        else:
            seq = int(await self.dialogue.one("Go back to which decision?", options))
        fork = self.session.fork(seq)
        await self.session.close()
        self._say(f"Rewound: This is a new session, {fork.id}. The old one is kept as it was.")
        self.prompt.stand(fork)

    async def _step_out(self, _: str) -> None:
        if await self.dialogue.yes("Leave your seat to the computer? It costs nothing, and nobody is told why."):
            await self.session.step_out(self.role)
            self._say("Stepped out: The computer has your seat. Take care of yourself; come back whenever you like.")
            raise Left
        self._say("You stay: Nothing was changed.")

    async def _end(self, _: str) -> None:
        if await self.dialogue.yes("End the case here? Open decisions are not scored."):
            await self._refusable(self.session.end())
        else:
            self._say("The case goes on: Nothing was changed.")

    async def _quit(self, _: str) -> None:
        raise Left


def numbered(decision: DecisionView) -> str:
    """Which numbers can be typed for *decision*."""
    keys = [str(choice.key) for choice in decision.choices if choice.open]
    return f"you can choose {listing(keys, 'or')}" if keys else "nothing can be chosen now"


def between(least: int, most: int) -> str:
    """How many lines of a form are wanted."""
    if least == most:
        return f"tick exactly {least}"
    return f"tick at least {least} and at most {most}" if least else f"tick at most {most}"
