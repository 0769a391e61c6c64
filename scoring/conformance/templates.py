"""Templates: what each one means, and the clauses that it is a conjunction of.

Formulae are LTL over finite traces as the DECLARE literature gives them (van der Aalst, Pesic and Schonenberg 2009; De Giacomo
and Vardi 2013): `G` always, `F` at some time, `X` next (there is one), `WX` next if there is one, `U` until, `W` weak until.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from scoring.conformance.clauses import (
    UNLIMITED,
    AlternatePrecedence,
    AlternateResponse,
    ChainPrecedence,
    ChainResponse,
    Clause,
    Count,
    First,
    Last,
    NotChainSuccession,
    NotSuccession,
    Precedence,
    RespondedExistence,
    Response,
)
from sim.engine.names import Second
from sim.engine.protocols import Constraint, Template

Part = tuple[Clause, bool]
"""A clause, and whether A and B change places in it."""
Build = Callable[[Second, Second, int], tuple[Part, ...]]
"""Least, most and n -> clauses."""


class Meaning(msgspec.Struct, frozen=True):
    """What a template says, in a sentence and as a formula, what it takes to be tested, and its clauses."""

    says: str
    formula: str
    activated: str
    build: Build


def _of(*kinds: type[Clause], back: type[Clause] | None = None) -> Build:
    """A template of clauses over the same window; *back*: one more, with A and B in each other's place."""

    def build(least: Second, most: Second, n: int) -> tuple[Part, ...]:
        parts = tuple((kind(least, most), False) for kind in kinds)
        return (*parts, (back(least, most), True)) if back else parts

    return build


MEANINGS: dict[Template, Meaning] = {
    "existence": Meaning(
        "A happens at least n times.",
        "F(a & X F(a & ...)), n times",
        "always",
        lambda least, most, n: ((Count(least, most, n), False),),
    ),
    "absence": Meaning(
        "A happens fewer than n times; with n = 1, never.",
        "!existence(n, a)",
        "see below",
        lambda least, most, n: ((Count(least, most, 0, n - 1), False),),
    ),
    "exactly": Meaning(
        "A happens exactly n times.",
        "existence(n, a) & !existence(n + 1, a)",
        "always",
        lambda least, most, n: ((Count(least, most, n, n), False),),
    ),
    "init": Meaning("The first thing that happens is A.", "a", "always", _of(First)),
    "end": Meaning("The last thing that happens is A.", "F(a & !X true)", "always", _of(Last)),
    "choice": Meaning(
        "A or B happens, or both.",
        "F a | F b",
        "always",
        lambda least, most, n: ((Count(least, most, 1, None, True), False),),
    ),
    "exclusive_choice": Meaning(
        "A or B happens, and not both.",
        "(F a | F b) & !(F a & F b)",
        "always",
        lambda least, most, n: (
            (Count(least, most, 1, None, True), False),
            (NotSuccession(), False),
            (NotSuccession(), True),
        ),
    ),
    "responded_existence": Meaning(
        "If A happens, B happens too, before or after it.", "F a -> F b", "by A", _of(RespondedExistence)
    ),
    "coexistence": Meaning(
        "A and B happen both, or neither does.",
        "F a <-> F b",
        "by A or B",
        _of(RespondedExistence, back=RespondedExistence),
    ),
    "not_coexistence": Meaning(
        "A and B never both happen.", "!(F a & F b)", "by A or B", _of(NotSuccession, back=NotSuccession)
    ),
    "response": Meaning("After each A, B happens at some time.", "G(a -> F b)", "by A", _of(Response)),
    "precedence": Meaning("B happens only after an A.", "!b W a", "by B", _of(Precedence)),
    "succession": Meaning(
        "After each A comes a B, and B happens only after an A.",
        "G(a -> F b) & (!b W a)",
        "by A or B",
        _of(Response, Precedence),
    ),
    "alternate_response": Meaning(
        "After each A, B happens before the next A does.",
        "G(a -> X(!a U b))",
        "by A",
        _of(AlternateResponse),
    ),
    "alternate_precedence": Meaning(
        "Before each B there is an A that no earlier B has used.",
        "(!b W a) & G(b -> WX(!b W a))",
        "by B",
        _of(AlternatePrecedence),
    ),
    "alternate_succession": Meaning(
        "A and B take turns, A first, and the last turn is B's.",
        "alternate_response & alternate_precedence",
        "by A or B",
        _of(AlternateResponse, AlternatePrecedence),
    ),
    "chain_response": Meaning(
        "After each A, B is the next thing that happens.", "G(a -> X b)", "by A", _of(ChainResponse)
    ),
    "chain_precedence": Meaning(
        "Before each B, A is the last thing that happened.", "G(X b -> a) & !b", "by B", _of(ChainPrecedence)
    ),
    "chain_succession": Meaning(
        "A and B happen only as A and then at once B.",
        "G(a -> X b) & G(X b -> a) & !b",
        "by A or B",
        _of(ChainResponse, ChainPrecedence),
    ),
    "not_succession": Meaning("After an A, B does not happen any more.", "G(a -> !F b)", "by A", _of(NotSuccession)),
    "not_chain_succession": Meaning(
        "B is never the next thing after an A.", "G(a -> !X b)", "by A", _of(NotChainSuccession)
    ),
}


def parts(constraint: Constraint, tested: bool = False) -> tuple[Part, ...]:
    """The clauses that all must hold for *constraint* to hold. *tested*: what it is given by puts an `absence` to the test."""
    window = constraint.window
    most = UNLIMITED if window.most is None else window.most
    if constraint.template == "absence" and tested:
        return ((Count(window.least, most, 0, constraint.n - 1, tested=True), False),)
    return MEANINGS[constraint.template].build(window.least, most, constraint.n)
