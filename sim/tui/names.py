"""What things are called before one role: titles instead of identifiers."""

from __future__ import annotations

from sim.engine.views import Brief
from sim.format.ages import aged
from sim.tui.clockface import Clockface


class Names:
    """The words for roles, desks, topics, grounds and children, as *brief* gives them."""

    def __init__(self, brief: Brief) -> None:
        self.me: str = brief.role
        self.face = Clockface(brief.starts)
        self._titles: dict[str, str] = dict(brief.roles)
        self._roles: dict[str, str] = self._titles | dict(brief.shorts)
        self._desks = {desk.id: desk.title for desk in brief.desks}
        self._topics: dict[str, str] = {topic.topic: topic.title for desk in brief.desks for topic in desk.topics}
        self._topics |= dict(brief.topics)
        self._bases: dict[str, str] = dict(brief.bases)
        self._children: dict[str, str] = {child: f"{name} ({aged(age)})" for child, name, age in brief.children}

    def seat(self, name: str) -> str:
        """What colleagues call a role, or a desk's title."""
        return self._roles.get(name) or self._desks.get(name) or readable(name)

    def title(self, name: str) -> str:
        """A role's or desk's full title."""
        return self._titles.get(name) or self.seat(name)

    def introduced(self, name: str) -> str:
        """The full title, and in brackets what colleagues say, where that is another word."""
        title, said = capital(self.title(name)), self.seat(name)
        return title if said.casefold() == title.casefold() else f"{title} ({said})"

    def who(self, name: str) -> str:
        """As `seat`, and *you* for the role itself."""
        return "you" if name == self.me else self.seat(name)

    def everyone(self, names: tuple[str, ...]) -> str:
        """Several seats as a person lists them, oneself last."""
        others = [self.seat(name) for name in names if name != self.me]
        return listed(others + (["you"] if self.me in names else []))

    def topic(self, name: str) -> str:
        """A topic's title."""
        return self._topics.get(name) or readable(name)

    def basis(self, name: str) -> str:
        """The words of a ground for passing information on."""
        return self._bases.get(name) or readable(name)

    def child(self, name: str) -> str:
        """A child's letter and age."""
        return self._children.get(name) or readable(name)


def readable(name: str) -> str:
    """An identifier as words, where nobody gave it a title: `the_home` is *the home*."""
    return name.replace("_", " ")


COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(number: int) -> str:
    """A small number as a word."""
    return COUNTED[number] if number < len(COUNTED) else str(number)


def listed(words: list[str], last: str = "and") -> str:
    """Words in a row: *a, b and c*. *last*: the word before the last of them."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]
