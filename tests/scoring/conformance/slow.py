"""Constraints by their definitions, slowly: every pair of positions is looked at, nothing is carried along.

`verdict` shares no code with the checker but the data types. Moments are places in the trace; `t` are their seconds.
"""

from collections.abc import Sequence

from scoring.conformance import End, Occurrence, Verdict
from sim.engine.protocols import MESSAGES, SUBJECTS, Constraint, Interval, Match

EVER = 10**9
OF_ALL = ("init", "end", "chain_response", "chain_precedence", "chain_succession", "not_chain_succession")
Letter = tuple[int, bool, bool]
"""Second, is an A, is a B."""


def verdict(
    constraint: Constraint, trace: Sequence[Occurrence], end: End, now: int, declared: Sequence[str] = ()
) -> Verdict:
    """What *constraint* comes out as: the gravest verdict of its subjects."""
    named = set(declared)
    for at, one in enumerate(trace):
        if any(read(constraint, trace, at)) or (constraint.template in OF_ALL and one.kind == "done"):
            named |= about(constraint, one)
    found = [of_subject(constraint, trace, subject, end, now) for subject in named or {None}]
    for grave in ("violated", "pending", "satisfied"):
        if grave in found:
            return grave  # type: ignore[return-value]
    return "not_activated"


def about(constraint: Constraint, one: Occurrence) -> set[str]:
    return {value for name in SUBJECTS.get(constraint.per or "", ()) for value in one.values(name)}


def read(constraint: Constraint, trace: Sequence[Occurrence], at: int) -> tuple[bool, bool, bool]:
    """Is the occurrence an A, a B, what the rule is given by?"""
    given = constraint.given
    if not given and _guarded(constraint):
        given = tuple(Match(match.activity, phase=match.phase) for match in constraint.a)
    return tuple(any(meant(match, trace, at) for match in one) for one in (constraint.a, constraint.b, given))  # type: ignore[return-value]


def meant(match: Match, trace: Sequence[Occurrence], at: int) -> bool:
    one = trace[at]
    kind = "message" if match.activity in MESSAGES else match.phase
    if (one.kind, one.activity) != (kind, match.activity):
        return False
    for guard in match.where:
        said = one.values(guard.argument)
        numbers = [float(value) for value in said if value.isdigit()]
        right = {
            "is": bool(set(said) & set(guard.values)),
            "is_not": not set(said) & set(guard.values),
            "at_least": len(numbers) == len(said) > 0 and min(numbers) >= float(guard.values[0]),
            "at_most": len(numbers) == len(said) > 0 and max(numbers) <= float(guard.values[0]),
        }[guard.relation]
        if not right:
            return False
    return all(on(one, trace, at) for one in match.during) and not any(on(one, trace, at) for one in match.outside)


def on(interval: Interval, trace: Sequence[Occurrence], at: int) -> bool:
    """Was the last thing before *at* that opened or closed it one that opened it?"""
    for place in range(at - 1, -1, -1):
        if any(meant(match, trace, place) for match in interval.opens):
            return True
        if any(meant(match, trace, place) for match in interval.closes):
            return False
    return False


def of_subject(constraint: Constraint, trace: Sequence[Occurrence], subject: str | None, end: End, now: int) -> Verdict:
    heard = [at for at, one in enumerate(trace) if not (named := about(constraint, one)) or subject in named]
    letters = [(at, *read(constraint, trace, at)) for at in heard]
    if constraint.template in OF_ALL:
        letters = [one for one in letters if trace[one[0]].kind == "done"]
    given = any(g for _, _, _, g in letters) or not (constraint.given or _guarded(constraint))
    if not given:
        return "not_activated"
    word = [(trace[at].at, a, b) for at, a, b, _ in letters]
    active, broken, deadlines = judge(constraint, word)
    if broken or any(deadline < now for deadline in deadlines):
        return "violated"
    if deadlines:
        if end == "complete" or (end == "finished" and min(deadlines) >= EVER):
            return "violated"
        return "pending"
    return "satisfied" if active else "not_activated"


def _guarded(constraint: Constraint) -> bool:
    return constraint.template == "absence" and any(one.where or one.during or one.outside for one in constraint.a)


def judge(constraint: Constraint, word: list[Letter]) -> tuple[bool, bool, list[int]]:
    """Active, broken, and the deadlines of what is owed."""
    window, template, n = constraint.window, constraint.template, constraint.n
    least, most = window.least, EVER if window.most is None else window.most
    t = [one[0] for one in word]
    a = [at for at, one in enumerate(word) if one[1]]
    b = [at for at, one in enumerate(word) if one[2]]
    back = [(second, two, one) for second, one, two in word]

    def fits(i: int, j: int) -> bool:
        return least <= t[j] - t[i] <= most

    def now_or_later(i: int, j: int) -> bool:
        return j > i or (j == i and least == 0)

    def count(few: int, many: int, places: list[int]) -> tuple[bool, list[int]]:
        counted = [at for at in places if least <= t[at] <= most]
        return len(counted) > many, [most] * (len(counted) < few)

    def response() -> tuple[bool, list[int]]:
        return False, [min(EVER, t[i] + most) for i in a if not any(now_or_later(i, j) and fits(i, j) for j in b)]

    def responded(word: list[Letter]) -> tuple[bool, list[int]]:
        first = [at for at, one in enumerate(word) if one[1]]
        second = [at for at, one in enumerate(word) if one[2]]
        return False, [
            min(EVER, t[i] + most) for i in first if not any(least <= abs(t[j] - t[i]) <= most for j in second)
        ]

    def precedence() -> tuple[bool, list[int]]:
        return not all(any(now_or_later(i, j) and fits(i, j) for i in a) for j in b), []

    def alternate_response() -> tuple[bool, list[int]]:
        broken, owed = False, []
        for i in a:
            if not any(j > i and fits(i, j) and not any(i < k < j for k in a) for j in b):
                broken = broken or any(k > i for k in a)
                owed.append(min(EVER, t[i] + most))
        return broken, owed

    def alternate_precedence() -> tuple[bool, list[int]]:
        return not all(
            any(now_or_later(i, j) and fits(i, j) and not any(i <= k < j for k in b) for i in a) for j in b
        ), []

    def chain_response() -> tuple[bool, list[int]]:
        broken = any(i + 1 < len(word) and not (i + 1 in b and fits(i, i + 1)) for i in a)
        return broken, [min(EVER, t[i] + most) for i in a if i + 1 == len(word)]

    def chain_precedence() -> tuple[bool, list[int]]:
        return not all(j - 1 in a and fits(j - 1, j) for j in b), []

    def clash() -> tuple[bool, list[int]]:
        return any(now_or_later(i, j) and fits(i, j) for i in a for j in b), []

    match template:
        case "existence":
            return True, *count(n, EVER, a)
        case "absence":
            return bool(a or constraint.given or _guarded(constraint)), *count(0, n - 1, a)
        case "exactly":
            return True, *count(n, n, a)
        case "init":
            return True, bool(word) and 0 not in a, [EVER] * (not word)
        case "end":
            return True, False, [EVER] * (not word or len(word) - 1 not in a)
        case "choice":
            return True, *count(1, EVER, sorted({*a, *b}))
        case "exclusive_choice":
            return True, bool(a and b), [EVER] * (not a and not b)
        case "responded_existence":
            return bool(a), *responded(word)
        case "coexistence":
            return bool(a or b), False, responded(word)[1] + responded(back)[1]
        case "not_coexistence":
            return (
                bool(a or b),
                any(least <= abs(t[i] - t[j]) <= most and (i != j or not least) for i in a for j in b),
                [],
            )
        case "response":
            return bool(a), *response()
        case "precedence":
            return bool(b), *precedence()
        case "succession":
            return bool(a or b), precedence()[0], response()[1]
        case "alternate_response":
            return bool(a), *alternate_response()
        case "alternate_precedence":
            return bool(b), *alternate_precedence()
        case "alternate_succession":
            broken, owed = alternate_response()
            return bool(a or b), broken or alternate_precedence()[0], owed
        case "chain_response":
            return bool(a), *chain_response()
        case "chain_precedence":
            return bool(b), *chain_precedence()
        case "chain_succession":
            broken, owed = chain_response()
            return bool(a or b), broken or chain_precedence()[0], owed
        case "not_succession":
            return bool(a), *clash()
        case "not_chain_succession":
            return bool(a), any(i + 1 in b and fits(i, i + 1) for i in a), []
