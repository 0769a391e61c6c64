"""Small constraints and traces for the tests: activities are single letters."""

from scoring.conformance import Occurrence
from sim.engine.names import ActivityId
from sim.engine.protocols import UNARY, Constraint, Guard, Match, Template, Window
from tests.scoring.conformance import ltlf


def acts(letters: str, *where: Guard) -> tuple[Match, ...]:
    """Matches of the activities in *letters*."""
    return tuple(Match(ActivityId(one), where) for one in letters)


def rule(
    template: Template, a: str = "a", b: str = "b", least: int = 0, most: int | None = None, n: int = 1, **more: object
) -> Constraint:
    """A constraint over the activities in *a* and *b*."""
    second = () if template in UNARY else acts(b)
    return Constraint(template, acts(a), second, n, Window(least, most), **more)  # type: ignore[arg-type]


def named(name: str, a: str = "a", b: str = "b") -> Constraint:
    """The constraint of a name in `ltlf.FORMULAE`."""
    template, _, n = name.partition(" ")
    return rule(template, a, b, n=int(n or 1))  # type: ignore[arg-type]


def said(word: str, step: int = 1) -> list[Occurrence]:
    """The occurrences of *word*, one every *step* seconds."""
    return [Occurrence(one, at * step, at + 1) for at, one in enumerate(word)]


NAMES = tuple(ltlf.FORMULAE)
