"""Deciding: from typed numbers to a choice, a form or advice, so that a slip decides nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sim.engine.commands import Choose, Pass
from sim.engine.names import ChoiceId, ItemId
from sim.engine.views import ChoiceView, DecisionView, PickView, View
from sim.plain import verbs
from sim.plain.dialogue import Dialogue
from sim.plain.prompt import Prompt
from sim.plain.scenes import choice_line, form_of
from sim.plain.wording import listing, many, sentence


class Deciding:
    """The decisions of the seat at *prompt*. A choice that was picked out, and ticks, are forgotten with their decision."""

    def __init__(self, prompt: Prompt, dialogue: Dialogue) -> None:
        self.prompt = prompt
        self.dialogue = dialogue
        self.role = prompt.role
        self._out: tuple[str, int] = ("", 0)
        self._ticks: tuple[str, tuple[ItemId, ...]] = ("", ())

    def verbs(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        """What can be typed."""
        return {"choose": self._choose_now, "submit": self._submit, "pass": self._pass, "confirm": self._confirm}

    def _decision(self) -> DecisionView | None:
        return self.prompt.session.view(self.role).decision

    # --- numbers

    async def numbers(self, numbers: tuple[int, ...], view: View, *, now: bool = False) -> None:
        """Numbers alone: a choice, or the lines of a form. *now*: without confirming."""
        if self.prompt.covered():
            return
        decision = view.decision
        if decision is None:
            self.prompt.say(
                "No: There is no choice to make now. An empty line goes on where play holds; help says what can be done."
            )
        elif form_of(decision) is not None:
            self._tick(numbers, decision)
        elif len(numbers) > 1:
            self.prompt.say("No: One choice, please: a single number.")
        elif (choice := self._choice(numbers[0], decision)) is not None:
            if now or not self.prompt.manner.confirm:
                await self._take(choice, decision)
            else:
                self._out = (decision.id, choice.key)
                verb = "gives that advice" if decision.mine == "advise" else "takes it"
                self.prompt.say(
                    f"Pick: Choice {choice.key}: {sentence(choice.text)} An empty line {verb}; another number changes it."
                )

    async def go_on(self, decision: DecisionView) -> None:
        """An empty line while *decision* is open."""
        out = self._out[1] if self._out[0] == decision.id else 0
        if form_of(decision) is not None and self._ticked(decision):
            await self._submit("")
        elif out:
            self._out = ("", 0)
            if (choice := self._choice(out, decision)) is not None:
                await self._take(choice, decision)
        else:
            self.prompt.say(f"No: {awaited(decision, self.prompt)}")

    async def _choose_now(self, rest: str) -> None:
        numbers = verbs.counted(rest)
        view = self.prompt.session.view(self.role)
        if numbers:
            await self.numbers(tuple(numbers), view, now=True)
        elif not self.prompt.covered():
            self.prompt.say("No: Type choose and the number of a choice.")

    def _choice(self, number: int, decision: DecisionView) -> ChoiceView | None:
        """The choice of that number if it can be taken; else why not is said."""
        choice = next((choice for choice in decision.choices if choice.key == number), None)
        if choice is None:
            self.prompt.say(f"No: There is no choice {number}: {numbered(decision)}.")
        elif not choice.open:
            self.prompt.say(f"No: {choice_line(choice)} Pick another.")
            return None
        return choice

    async def _take(self, choice: ChoiceView, decision: DecisionView) -> None:
        items: tuple[ItemId, ...] = ()
        if choice.items:
            options = {str(item.id): sentence(item.text) for item in choice.items}
            items = tuple(ItemId(name) for name in await self.dialogue.some("Which lines?", options))
        same = PickView(self.role, choice.id, items, decision.mine == "advise") in decision.picks
        if await self.prompt.give(Choose(seat=self.role, at=0, decision=decision.id, choice=choice.id, items=items)):
            still = self._decision()
            if same and still is not None and still.id == decision.id:
                self.prompt.say(f"Pick: You stay with choice {choice.key}.")

    # --- forms

    def _tick(self, numbers: tuple[int, ...], decision: DecisionView) -> None:
        form = form_of(decision)
        assert form is not None
        wrong = [number for number in numbers if not 1 <= number <= len(form.items)]
        if wrong:
            self.prompt.say(f"No: There is no line {wrong[0]}: they go from 1 to {len(form.items)}.")
            return
        chosen = sorted(set(numbers))
        self._ticks = (decision.id, tuple(form.items[number - 1].id for number in chosen))
        ticked = listing(str(number) for number in chosen)
        self.prompt.say(
            f"Ticked: {'line' if len(chosen) == 1 else 'lines'} {ticked}. "
            "Submit or an empty line hands the form in; other numbers tick those instead."
        )

    def _ticked(self, decision: DecisionView) -> tuple[ItemId, ...]:
        """The lines that are ticked in the form of *decision*."""
        return self._ticks[1] if self._ticks[0] == decision.id else ()

    async def _submit(self, rest: str) -> None:
        if self.prompt.covered():
            return
        decision = self._decision()
        form = form_of(decision) if decision is not None else None
        if decision is None or form is None:
            self.prompt.say("No: There is no form to hand in now.")
            return
        if rest:
            numbers = verbs.counted(rest)
            if not numbers:
                self.prompt.say("No: Type submit alone, or with the numbers of the lines.")
                return
            self._tick(tuple(numbers), decision)
            if not all(1 <= number <= len(form.items) for number in numbers):
                return
        ticked = self._ticked(decision)
        if not form.least <= len(ticked) <= form.most:
            self.prompt.say(f"No: You have ticked {many(len(ticked), 'line')}; {between(form.least, form.most)}.")
            return
        await self.prompt.give(
            Choose(seat=self.role, at=0, decision=decision.id, choice=ChoiceId(form.id), items=ticked)
        )

    # --- the rest

    async def _pass(self, _: str) -> None:
        if self.prompt.covered():
            return
        decision = self._decision()
        if decision is None or decision.how == "alone":
            self.prompt.say("No: There is nothing to advise on now.")
        else:
            await self.prompt.give(Pass(seat=self.role, at=0, decision=decision.id))

    async def _confirm(self, rest: str) -> None:
        word = rest.strip().lower()
        if word in ("on", "off"):
            self.prompt.manner.confirm = word == "on"
        elif word:
            self.prompt.say("No: Type confirm on, or confirm off.")
            return
        self.prompt.say(
            "Confirm: On. A number picks a choice out, and an empty line takes it. choose and a number takes it at once."
            if self.prompt.manner.confirm
            else "Confirm: Off. A number takes the choice at once."
        )


def awaited(decision: DecisionView, prompt: Prompt) -> str:
    """What an open decision waits for."""
    if form_of(decision) is not None and decision.how == "alone":
        return "A form is open: type the numbers of its lines, then submit; or again to hear it once more, or help."
    if all(made.role != prompt.role for made in decision.picks):
        return "A decision is open: type a number, or again to hear it once more, or help."
    if decision.how == "together":
        words = "The picks differ: change yours with a number, or tell or ask."
        return words if decision.closes is not None else f"{words} Take the same again to say that you do not agree."
    return "Your pick is in. You can change it with a number while the others decide."


def numbered(decision: DecisionView) -> str:
    """Which numbers can be typed for *decision*."""
    keys = [str(choice.key) for choice in decision.choices if choice.open]
    return f"you can choose {listing(keys, 'or')}" if keys else "nothing can be chosen now"


def between(least: int, most: int) -> str:
    """How many lines of a form are wanted."""
    if least == most:
        return f"tick exactly {least}"
    return f"tick at least {least} and at most {most}" if least else f"tick at most {most}"
