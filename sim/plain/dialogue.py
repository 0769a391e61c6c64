"""Dialogue: questions asked step by step, with numbered answers, where a line did not say everything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sim.plain.names import NotFound, meant, split
from sim.plain.speech import Speech


class Left(Exception):
    """The person has left: by `quit`, or because the input has ended."""


class Cancelled(Exception):
    """A question was answered with an empty line: nothing is done."""


class Dialogue:
    """Asks through *speech* and hears through *listen*, which gives the next line typed and lets play go on meanwhile.

    *listen* raises `Left` when there are no more lines. Every question can be cancelled with an empty line, and knows
    `help`, `again` and `quit`.
    """

    def __init__(self, speech: Speech, listen: Callable[[], Awaitable[str]]) -> None:
        self.speech = speech
        self._listen = listen

    async def words(self, question: str) -> str:
        """A line of free words."""
        self.speech.say(f"{question} An empty line cancels.")
        text = (await self._listen()).strip()
        if not text:
            raise Cancelled
        return text

    async def yes(self, question: str) -> bool:
        """Whether the person says yes; anything else is no."""
        self.speech.say(f"{question} Type yes or no.")
        return (await self._listen()).strip().lower() in ("yes", "y")

    async def one(
        self,
        question: str,
        options: Mapping[str, str],
        *,
        extra: Sequence[str] = (),
        labels: Sequence[int] | None = None,
    ) -> str:
        """One of *options* (name -> words), by its number, its name or its words; or one of the *extra* words.

        *labels*: the options' numbers, where they are not simply 1, 2, 3.
        """
        asking = _Question(question, "Type a number.", options, extra, labels)
        while True:
            found = await self._answer(asking)
            if len(found) == 1:
                return found[0]
            self.speech.say("One of them, please.")

    async def some(self, question: str, options: Mapping[str, str], *, extra: Sequence[str] = ()) -> list[str]:
        """Some of *options*, at least one; or one of the *extra* words alone."""
        return await self._answer(_Question(question, "Type numbers.", options, extra, None))

    async def _answer(self, asking: _Question) -> list[str]:
        self.speech.say_all(asking.lines())
        while True:
            text = (await self._listen()).strip()
            match text.lower():
                case "":
                    raise Cancelled
                case "quit" | "exit":
                    raise Left
                case "help" | "?" | "again":
                    self.speech.say_all(asking.lines())
                    continue
            found = asking.meant(text)
            if isinstance(found, list):
                return found
            self.speech.say(f"{found} {asking.how} An empty line cancels; again repeats the list.")


@dataclass(frozen=True, slots=True)
class _Question:
    """A question with its numbered options."""

    question: str
    how: str
    options: Mapping[str, str]
    extra: Sequence[str]
    labels: Sequence[int] | None

    def numbered(self) -> dict[int, str]:
        """Number -> option."""
        return dict(zip(self.labels or range(1, len(self.options) + 1), self.options, strict=True))

    def lines(self) -> list[str]:
        """The question as it is read out."""
        options = [f"{number}: {self.options[name]}" for number, name in self.numbered().items()]
        return [f"{self.question} {self.how} An empty line cancels.", *options]

    def meant(self, text: str) -> list[str] | str:
        """What *text* picks, or a sentence that says why it picks nothing."""
        if text.lower() in self.extra:
            return [text.lower()]
        numbers = self.numbered()
        words = split(text)
        if not all(word.isdecimal() for word in words) and isinstance(whole := meant(text, self.options), str):
            return [whole]
        found: list[str] = []
        for word in words:
            if word.lower() == "and":
                continue
            name = numbers.get(int(word[:9])) if word.isdecimal() else meant(word, self.options)
            if name is None:
                return f"There is no number {word} in the list."
            if isinstance(name, NotFound):
                return str(name)
            if name not in found:
                found.append(name)
        return found or "Nothing was picked."
