"""Dialogue: questions asked step by step, with numbered answers, where a line did not say everything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sim.plain.names import NotFound, folded, meant, split
from sim.plain.speech import Speech
from sim.plain.verbs import LOOKING, counted, read

OUT = ("cancel", "never mind")
"""Words that leave a question, like an empty line."""


class Left(Exception):
    """The person has left: by `leave`, or because the input has ended. *ended*: it has, so nothing more can be typed."""

    def __init__(self, *, ended: bool = False) -> None:
        super().__init__()
        self.ended = ended


class Cancelled(Exception):
    """A question was answered with an empty line: nothing is done."""


Aside = Callable[[str, str], Awaitable[None]]
"""Carries out a verb that only says something, with the rest of its line."""


class Dialogue:
    """Asks through *speech* and hears through *listen*, which gives the next line typed and lets play go on meanwhile.

    *listen* raises `Left` when there are no more lines. Every question can be left with an empty line or `cancel`, and knows
    `help`, `again` and `leave`; where *aside* is given, the verbs that only say something too.
    """

    def __init__(self, speech: Speech, listen: Callable[[], Awaitable[str]], aside: Aside | None = None) -> None:
        self.speech = speech
        self.aside = aside
        self._listen = listen

    async def words(self, question: str) -> str:
        """A line of free words."""
        self.speech.say(f"Question: {question} An empty line cancels.")
        text = (await self._listen()).strip()
        if not text or text.lower() in OUT:
            raise Cancelled
        return text

    async def yes(self, question: str) -> bool:
        """Whether the person says yes; anything else is no."""
        self.speech.say(f"Question: {question} Type yes or no.")
        return (await self._listen()).strip().lower() in ("yes", "y")

    async def one(
        self,
        question: str,
        options: Mapping[str, str],
        *,
        extra: Sequence[str] = (),
        labels: Sequence[int] | None = None,
        aloud: bool = True,
    ) -> str:
        """One of *options* (name -> words), by its number, its name or its words; or one of the *extra* words.

        *labels*: the options' numbers, where they are not simply 1, 2, 3. *aloud*: they are read out first; else they were, just
        now.
        """
        asking = _Question(question, "Type a number.", options, extra, labels)
        while True:
            found = await self._answer(asking, aloud=aloud)
            if len(found) == 1:
                return found[0]
            self.speech.say("No: One of them, please.")

    async def some(
        self,
        question: str,
        options: Mapping[str, str],
        *,
        extra: Sequence[str] = (),
        labels: Sequence[int] | None = None,
    ) -> list[str]:
        """Some of *options*, at least one; or one of the *extra* words alone."""
        return await self._answer(_Question(question, "Type numbers.", options, extra, labels))

    async def _answer(self, asking: _Question, *, aloud: bool = True) -> list[str]:
        if aloud:
            self.speech.say_all(asking.lines())
        while True:
            text = (await self._listen()).strip()
            line = read(text)
            found = asking.meant(text)
            looks = line.verb in LOOKING and not line.rest and self.aside is not None
            if not text or text.lower() in OUT:
                raise Cancelled
            if line.verb == "leave":
                raise Left
            if line.verb == "help":
                self.speech.say_all(["Help: " + asking.help(), *asking.lines()])
            elif line.verb == "again":
                self.speech.say_all(asking.lines())
            elif isinstance(found, list) and not (looks and not asking.named(text)):
                return found
            elif line.verb in LOOKING and self.aside is not None:
                await self.aside(line.verb, line.rest)
                self.speech.say(asking.first())
            elif line.verb and line.verb not in LOOKING:
                self.speech.say(
                    f"No: A question is open, so {line.verb} has to wait. Answer it, or leave it with an empty line."
                )
            else:
                self.speech.say(f"No: {found} {asking.how} An empty line cancels; again repeats the list.")


@dataclass(frozen=True, slots=True)
class _Question:
    """A question with its numbered options."""

    question: str
    how: str
    options: Mapping[str, str]
    extra: Collection[str]
    labels: Sequence[int] | None

    def numbered(self) -> dict[int, str]:
        """Number -> option."""
        return dict(zip(self.labels or range(1, len(self.options) + 1), self.options, strict=True))

    def first(self) -> str:
        """The question alone."""
        return f"Question: {self.question} {self.how} An empty line cancels."

    def lines(self) -> list[str]:
        """The question as it is read out."""
        return [self.first(), *(f"Option {number}: {self.options[name]}" for number, name in self.numbered().items())]

    def help(self) -> str:
        """How it is answered."""
        some = " Several are typed with blanks between them." if "numbers" in self.how else ""
        return f"{self.how}{some} A word of the option will do too. An empty line or cancel leaves it, and nothing is sent."

    def named(self, text: str) -> bool:
        """Whether *text* is the whole name of an option, or its words: not only a part, as a verb like `who` may be."""
        return folded(text) in {folded(words) for option in self.options.items() for words in option} | {*self.extra}

    def meant(self, text: str) -> list[str] | str:
        """What *text* picks, or a sentence that says why it picks nothing."""
        if text.lower() in self.extra:
            return [text.lower()]
        numbers = self.numbered()
        said = counted(text)
        words = [str(number) for number in said] if said is not None else split(text)
        if said is None and isinstance(whole := meant(text, self.options), str):
            return [whole]
        found: list[str] = []
        for word in words:
            if word.lower() == "and":
                continue
            name = numbers.get(int(word[:9])) if word.isdecimal() else meant(word, self.options)
            if name is None:
                return f"There is no number {word[:9]} in the list."
            if isinstance(name, NotFound):
                return str(name)
            if name not in found:
                found.append(name)
        return found or "Nothing was picked."
