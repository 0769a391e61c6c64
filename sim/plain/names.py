"""Names: what roles, desks, topics and grounds are called for one seat, and which of them a typed word means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from sim.engine.names import BasisId, RoleId, TopicId, VariableId
from sim.engine.scenario import VariableDef
from sim.engine.views import Brief, DeskView
from sim.format.ages import aged
from sim.plain.wording import clock, said

LONGEST_WORD = 40
"""Letters of a word that nobody knows, as it is said back."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a case, as its *brief* gives them to one role. *variables*: its numbers, of which only visible ones
    are ever asked for."""

    brief: Brief
    variables: Mapping[VariableId, VariableDef] = field(default_factory=dict)
    roles: Mapping[str, str] = field(init=False)
    desks: Mapping[str, DeskView] = field(init=False)
    topics: Mapping[str, str] = field(init=False)
    bases: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        desks = {desk.id: desk for desk in self.brief.desks}
        topics = {str(topic): said(title) for topic, title in self.brief.topics}
        topics |= {str(topic.topic): said(topic.title) for desk in desks.values() for topic in desk.topics}
        object.__setattr__(self, "roles", {str(role): said(title) for role, title in self.brief.roles})
        object.__setattr__(self, "desks", desks)
        object.__setattr__(self, "topics", topics)
        object.__setattr__(self, "bases", {str(basis): said(text) for basis, text in self.brief.bases})

    @property
    def me(self) -> RoleId:
        """The seat's own role."""
        return self.brief.role

    @property
    def others(self) -> list[RoleId]:
        """All roles but one's own, in the order of the case."""
        return [role for role, _ in self.brief.roles if role != self.me]

    def at(self, second: int, now: int | None = None) -> str:
        """The time of day at *second*; with the day where it is not the first, or (if *now* is given) not that of *now*."""
        said = clock(self.brief.starts, second)
        day = said.partition(" on ")[2]
        same = now is not None and day and day == clock(self.brief.starts, now).partition(" on ")[2]
        return said.partition(" on ")[0] if same else said

    def title(self, name: str) -> str:
        """The title of a role or desk, as it stands alone."""
        if name in self.desks:
            return said(self.desks[name].title)
        return self.roles.get(name, name.replace("_", " "))

    def word(self, name: str) -> str:
        """What is typed for a role: what colleagues call it, where that means this one alone; else its identifier."""
        return word(
            name,
            dict(self.brief.shorts).get(RoleId(name), ""),
            {**self.roles, **{desk: self.title(desk) for desk in self.desks}},
        )

    def who(self, name: str) -> str:
        """A role or desk in the middle of a sentence: `you`, or `the emergency nurse`."""
        return "you" if name == self.me else article(self.title(name))

    def topic(self, topic: str | None) -> str:
        """A topic's title, as it stands alone."""
        return self.topics.get(str(topic), str(topic).replace("_", " "))

    def about(self, topic: str | None) -> str:
        """A topic in the middle of a sentence."""
        return lowered(self.topic(topic))

    def basis(self, basis: str) -> str:
        """What a ground says."""
        return self.bases.get(basis, basis.replace("_", " "))

    def child(self, child: str) -> str:
        """`Child A, 9 years old`."""
        for name, letter, age in self.brief.children:
            if name == child:
                return f"Child {said(letter)}, {aged(age)}"
        return child

    def state(self, variable: str, value: float) -> str:
        """A number of the case that all can see: `How hard the night is: 3 of 5`, or `A neighbor is filming: yes`."""
        known = self.variables.get(VariableId(variable))
        title = said(known.title) if known is not None and known.title else variable.replace("_", " ")
        if self.flag(variable):
            return f"{title}: {'yes' if value else 'no'}."
        of = f" of {known.most:g}" if known is not None and known.most is not None else ""
        return f"{title}: {value:g}{of}."

    def flag(self, variable: str) -> bool:
        """Whether a number only says yes or no."""
        known = self.variables.get(VariableId(variable))
        return known is not None and (known.least, known.most) == (0, 1)

    def topics_of(self, whom: str) -> dict[TopicId, str]:
        """What *whom* can be asked about: a desk's own topics, or those that roles can be asked about."""
        if whom in self.desks:
            return {topic.topic: said(topic.title) for topic in self.desks[whom].topics}
        return {topic: said(title) for topic, title in self.brief.topics}

    def bases_of(self, desk: str, topic: str) -> tuple[BasisId, ...]:
        """The grounds that *desk* wants to hear before it answers about *topic*; empty: none."""
        if desk not in self.desks:
            return ()
        return next((asked.bases for asked in self.desks[desk].topics if asked.topic == topic), ())


@dataclass(frozen=True, slots=True)
class NotFound:
    """A typed word means none of what is there, or more than one; *near* are the likeliest."""

    word: str
    near: tuple[str, ...]

    def __str__(self) -> str:
        word = self.word[:LONGEST_WORD]
        if not self.near:
            return f'I do not know "{word}" here.'
        return f'I do not know "{word}" here. Did you mean {" or ".join(self.near)}?'


def meant(word: str, titles: Mapping[str, str]) -> str | NotFound:
    """Which of *titles* (name -> title) is meant by *word*.

    It may be the name, the whole title, the beginning of either, or one word of the title that no other has.
    """
    asked = folded(word)
    by_name = {folded(name): name for name in titles}
    if asked in by_name:
        return by_name[asked]
    both = {name: (folded(name), folded(title)) for name, title in titles.items()} if asked else {}
    ways = (
        [name for name, (_, title) in both.items() if title == asked],
        [name for name, words in both.items() if any(one.startswith(asked) for one in words)],
        [name for name, words in both.items() if any(asked in one.split() for one in words)],
    )
    for found in ways:
        if len(found) == 1:
            return found[0]
        if found:
            return NotFound(word, tuple(found))
    near = get_close_matches(asked, by_name, n=1)
    return NotFound(word, tuple(by_name[name] for name in near))


def article(title: str) -> str:
    """`Emergency nurse` as `the emergency nurse`; a title with more capitals (`CPS investigator`) keeps its letters."""
    bare = title[4:] if title[:4].lower() == "the " else title
    return f"the {lowered(bare)}"


def lowered(title: str) -> str:
    """*title* with a small first letter, unless it begins with an abbreviation or looks like a name (`Harbor General`)."""
    first, *rest = title.split(" ")
    name = any(word[:1].isupper() and not word.isupper() for word in rest)
    return title if name or first[1:] != first[1:].lower() or not first[1:] else first.lower() + title[len(first) :]


def word(name: str, short: str, titles: Mapping[str, str]) -> str:
    """What is typed for the role *name*: its *short* name, where it has one that means this one alone of *titles*; else its
    identifier."""
    has_one = short and folded(short) != folded(titles[name])
    return folded(short) if has_one and meant(short, titles) == name else typed(name)


def typed(name: str) -> str:
    """The name of a role, desk or topic as it is typed and heard: `county records`, without its underscore."""
    return name.replace("_", " ")


def folded(text: str) -> str:
    """*text* for comparing: small letters, blanks for underscores, no article in front."""
    return text.lower().replace("_", " ").strip().removeprefix("the ").strip()


def numbers(words: Sequence[str]) -> list[int] | None:
    """*words* as numbers, if there are some and all of them are."""
    found = [int(word[:9]) for word in words if word.isdecimal()]
    return found if found and len(found) == len(words) else None


def split(text: str) -> Sequence[str]:
    """The words of *text*; commas part like blanks."""
    return text.replace(",", " ").split()
