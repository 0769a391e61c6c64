"""A slow, plain evaluator of linear temporal logic over finite traces, and DECLARE's templates in it.

It shares nothing with the checker. A trace is a list of sets of letters; a formula is a tuple. The semantics are those of
De Giacomo and Vardi (2013): positions 0 to n - 1, strong `next` (there is a next position), and at position n nothing holds
but what is vacuous. The formulae are those of van der Aalst, Pesic and Schonenberg (2009), in the finite reading that
Di Ciccio and Mecella give: `chain_precedence` forbids a B in the first place.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

Formula = tuple[Any, ...]
Trace = Sequence[frozenset[str]]


def letter(name: str) -> Formula:
    return ("letter", name)


def no(one: Formula) -> Formula:
    return ("not", one)


def both(*many: Formula) -> Formula:
    return ("and", *many)


def either(*many: Formula) -> Formula:
    return ("or", *many)


def implies(one: Formula, other: Formula) -> Formula:
    return either(no(one), other)


def after(one: Formula) -> Formula:
    """There is a next position, and it holds there."""
    return ("next", one)


def weakly_after(one: Formula) -> Formula:
    return no(after(no(one)))


def until(one: Formula, other: Formula) -> Formula:
    return ("until", one, other)


def sometime(one: Formula) -> Formula:
    return until(TRUE, one)


def always(one: Formula) -> Formula:
    return no(sometime(no(one)))


def unless(one: Formula, other: Formula) -> Formula:
    """Weak until."""
    return either(until(one, other), always(one))


TRUE: Formula = ("true",)


def holds(formula: Formula, trace: Trace, at: int = 0) -> bool:
    """Does *formula* hold of *trace* at position *at*? By the definition, position by position."""
    match formula:
        case ("true",):
            return True
        case ("letter", name):
            return at < len(trace) and name in trace[at]
        case ("not", one):
            return not holds(one, trace, at)
        case ("and", *many):
            return all(holds(one, trace, at) for one in many)
        case ("or", *many):
            return any(holds(one, trace, at) for one in many)
        case ("next", one):
            return at + 1 < len(trace) and holds(one, trace, at + 1)
        case ("until", one, other):
            for k in range(at, len(trace)):
                if holds(other, trace, k):
                    return True
                if not holds(one, trace, k):
                    return False
            return False
    raise AssertionError(formula)


A, B = letter("a"), letter("b")


def existence(n: int) -> Formula:
    return sometime(A) if n == 1 else sometime(both(A, after(existence(n - 1))))


def responds(a: Formula, b: Formula) -> Formula:
    return always(implies(a, sometime(b)))


ALTERNATE_RESPONSE = always(implies(A, after(until(no(A), B))))
PRECEDENCE = unless(no(B), A)
ALTERNATE_PRECEDENCE = both(PRECEDENCE, always(implies(B, weakly_after(unless(no(B), A)))))
CHAIN_RESPONSE = always(implies(A, after(B)))
CHAIN_PRECEDENCE = both(always(implies(after(B), A)), no(B))

FORMULAE: dict[str, Formula] = {
    "existence": existence(1),
    "existence 2": existence(2),
    "existence 3": existence(3),
    "absence": no(existence(1)),
    "absence 2": no(existence(2)),
    "absence 3": no(existence(3)),
    "exactly": both(existence(1), no(existence(2))),
    "exactly 2": both(existence(2), no(existence(3))),
    "init": A,
    "end": sometime(both(A, no(after(TRUE)))),
    "choice": either(sometime(A), sometime(B)),
    "exclusive_choice": both(either(sometime(A), sometime(B)), no(both(sometime(A), sometime(B)))),
    "responded_existence": implies(sometime(A), sometime(B)),
    "coexistence": both(implies(sometime(A), sometime(B)), implies(sometime(B), sometime(A))),
    "not_coexistence": no(both(sometime(A), sometime(B))),
    "response": responds(A, B),
    "precedence": PRECEDENCE,
    "succession": both(responds(A, B), PRECEDENCE),
    "alternate_response": ALTERNATE_RESPONSE,
    "alternate_precedence": ALTERNATE_PRECEDENCE,
    "alternate_succession": both(ALTERNATE_RESPONSE, ALTERNATE_PRECEDENCE),
    "chain_response": CHAIN_RESPONSE,
    "chain_precedence": CHAIN_PRECEDENCE,
    "chain_succession": both(CHAIN_RESPONSE, CHAIN_PRECEDENCE),
    "not_succession": always(implies(A, no(sometime(B)))),
    "not_chain_succession": always(implies(A, no(after(B)))),
}
"""By template; a number behind the name is its n."""


def words(letters: str, longest: int) -> list[str]:
    """All words over *letters* up to *longest*, the empty one first."""
    return ["".join(word) for n in range(longest + 1) for word in product(letters, repeat=n)]


MEANT = {"a": frozenset("a"), "b": frozenset("b"), "c": frozenset("c"), "x": frozenset("ab")}
"""What stands for what in a word; `x`: one occurrence that is an A and a B."""


def true_of(name: str, word: str) -> bool:
    """Does the template called *name* hold of *word*, by its formula?"""
    return holds(FORMULAE[name], [MEANT[one] for one in word])
