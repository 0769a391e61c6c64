"""Slack: by how much the seconds of a state can be otherwise while the road from it stays the same.

A road hangs on when things are due, but only through what comes before what. So what is due in a state, its *hands*, is
kept apart from all else that matters there (`look`), and along the road it is noted from which hand each thing has
its second, and how far two hands could move towards each other before something came in another order. Then a state that is
alike but for its seconds has the same credit to come, if these keep within those bounds. Where it is not known what a second
hangs on, or where it counts exactly, no hand may move: such states are alike only if all seconds are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sim.engine.commands import AnyCommand, Choose, Pass
from sim.engine.names import RoleId, Second
from sim.engine.state import State

if TYPE_CHECKING:
    from scoring.look import Look
    from scoring.outlook import Outlook
    from scoring.scopes import Scope

Slack = dict[tuple[int, int], int]
"""(Hand, other) -> how much later the one could be, or how much earlier the other, before their order were another."""

Bounds = tuple[tuple[int, int, int], ...]
"""(Hand, other, by how many seconds the one may be later than the other at most)."""

Hand = tuple[Second, int | str]
"""When, and what: the number of something due (or, negative, of a question), the name of a decision, or `NOW`."""

NOW = ""
"""The present: always the first hand."""

CLOCK = "clock"
"""The beginning of the case, from which all that is due at a certain second of it hangs: always the second hand."""

IDLE = -1
"""Instead of a hand: of what is due and matters to nobody."""


def tighten(slack: Slack, one: int, other: int, gap: int) -> None:
    """*one* came *gap* seconds before *other*, and is to do so still; in the same second if it did."""
    if gap > 0:
        pair = one, other
        if gap <= slack.get(pair, gap):
            slack[pair] = gap - 1
    else:
        slack[one, other] = slack[other, one] = 0


def within(bounds: Bounds, hands: tuple[Second, ...]) -> bool:
    """Do *hands* keep within *bounds*?"""
    for one, other, most in bounds:  # noqa: SIM110  (a generator would cost as much as the comparisons)
        if hands[one] - hands[other] > most:
            return False
    return True


class Stretch:
    """A road from one state that was looked at to the next. *origin*: by hand, that of the stretch before which it hangs on."""

    __slots__ = ("hands", "key", "limited", "limits", "origin", "rigid", "slack")

    def __init__(
        self,
        key: Any,
        hands: tuple[Second, ...],
        origin: tuple[int, ...] | None,
        rigid: bool,
        limits: tuple[Any, ...] = (),
    ) -> None:
        self.key = key
        self.limits = limits
        self.limited = False
        """Does a decision open on it that is taken by its limit, not by its reading time? Then what limits hang on counts."""
        self.hands = hands
        self.origin = origin
        self.rigid = rigid
        self.slack: Slack = {}

    def whole(self, later: Slack) -> Slack:
        """What keeps this stretch as it is, and all that follows; *later*: what keeps that, in hands of this one."""
        if self.rigid:
            found: Slack = {}
            for hand in range(1, len(self.hands)):
                found[0, hand] = found[hand, 0] = 0
            return found
        found = self.slack
        for pair, slack in later.items():
            if slack < found.get(pair, slack + 1):
                found[pair] = slack
        return found

    def before(self, slack: Slack) -> Slack:
        """*slack* between hands of the stretch before."""
        origin = self.origin
        found: Slack = {}
        if origin is None:
            return found
        for (one, other), value in slack.items():
            pair = origin[one], origin[other]
            if pair[0] != pair[1] and value < found.get(pair, value + 1):
                found[pair] = value
        return found

    def bounds(self, slack: Slack) -> Bounds:
        """*slack* as it can be kept for other states."""
        hands = self.hands
        return tuple([(one, other, value + hands[one] - hands[other]) for (one, other), value in slack.items()])

    def slack_in(self, bounds: Bounds) -> Slack:
        """What *bounds* leave to the hands of this stretch."""
        hands = self.hands
        return {(one, other): most - hands[one] + hands[other] for one, other, most in bounds}


class Trail:
    """What the seconds of a state hang on, while a road is followed from it."""

    __slots__ = ("now", "roots", "scope", "stretch", "was")

    def __init__(self, stretch: Stretch, roots: dict[int | str, int], scope: Scope, now: int = 0) -> None:
        self.stretch = stretch
        self.scope = scope
        self.roots = roots
        """Of what is due, of open decisions and of questions."""
        self.now = self.was = now
        """The hand on which the present second hangs, and on which that hung from which the last step was taken."""

    def branch(self) -> Trail:
        """The same for another road that goes on from here."""
        stretch = self.stretch
        return Trail(
            Stretch(None, stretch.hands, tuple(range(len(stretch.hands))), False),
            self.roots.copy(),
            self.scope,
            self.was,
        )

    def rooted(self, names: Iterable[int | str]) -> tuple[int, ...]:
        """The hands of this stretch on which things called *names* hang; the first is the present."""
        found = [self.root(name) for name in names]
        found[0] = self.present()
        return tuple(found)

    def root(self, name: int | str) -> int:
        """The hand on which *name* hangs."""
        root = self.roots.get(name, IDLE)
        if root < 0:
            self.stretch.rigid = True
            return 0
        return root

    def present(self) -> int:
        """The hand on which the present second hangs."""
        if self.now < 0:
            self.stretch.rigid = True
            return 0
        return self.now

    # --- plans

    def planned(self, state: State, role: RoleId, at: Second, command: AnyCommand, outlook: Outlook) -> int:
        """The hand on which a plan hangs that *role* has now: to give *command* at second *at*."""
        now, here = state.time, self.present()
        for question in state.questions.values():
            if question.to == role and question.topic in self.scope.read.topics:
                # When it would answer is not to be seen in what it does before.
                self.stretch.rigid = True
        if not isinstance(command, Choose | Pass):
            if at > now:
                self.stretch.rigid = True
            return here
        decision = state.decisions[command.decision]
        root = self.root(decision.id)
        if root == here:
            return here
        if at > now:
            tighten(self.stretch.slack, here, root, at - now)
            return root
        # Its second is past: it had read, may have given others a second more to advise, and was not to outlast a limit.
        ready = decision.opened + outlook.reading[decision.scene] + 1
        if decision.closes is not None:
            ready = min(ready, decision.closes - 1)
        tighten(self.stretch.slack, root, here, max(0, now - ready + 1))
        return here

    # --- steps

    def comes(self, state: State, at: Second, root: int, plans: Iterable[tuple[Second, int]]) -> None:
        """What hangs on *root* comes next, at second *at*: before all else that is due or planned."""
        self.was = self.now
        if root == IDLE:
            self.now = IDLE
            return
        roots, slack = self.roots, self.stretch.slack
        done = 1 << root
        for second, number, _, _ in state.agenda:
            other = roots.get(number, IDLE)
            if other >= 0 and not done >> other & 1:
                done |= 1 << other
                tighten(slack, root, other, second - at)
        for second, other in plans:
            if other != root:
                tighten(slack, root, other, second - at)
        self.now = root

    def born(self, state: State, count: int, outlook: Outlook) -> None:
        """Whatever is new hangs on what came last; *count*: how much had been due before."""
        roots = self.roots
        if state.count > count:
            for _, number, kind, about in state.agenda:
                if number > count:
                    idle = kind == "look" and about not in outlook.bearing(self.scope)
                    roots[number] = IDLE if idle else self.present()
        for name in state.decisions:
            if name not in roots:
                roots[name] = self.present()
        if state.questions:
            for number in state.questions:
                if -number not in roots:
                    roots[-number] = self.present()

    def heed(self, now: Second, turning: Iterable[Second]) -> None:
        """Whether the clock has passed the seconds *turning* counts now."""
        here, clock, slack = self.present(), self.roots[CLOCK], self.stretch.slack
        if here != clock:
            for second in turning:
                if second > now:
                    tighten(slack, here, clock, second - now)
                else:
                    tighten(slack, clock, here, now - second)

    def fix(self, name: str) -> None:
        """How long ago the decision *name* opened counts exactly."""
        root, here = self.root(name), self.present()
        if root != here:
            tighten(self.stretch.slack, root, here, 0)


def trail_of(stretch: Stretch, look: Look) -> Trail:
    """The trail at the beginning of *stretch*, which begins at *look*."""
    roots = look.by_clock.copy()
    roots.update(zip(look.names, range(len(look.names)), strict=True))
    roots.update(look.also)
    return Trail(stretch, roots, look.scope)
