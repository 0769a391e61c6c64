"""The chancer, who plays `random`: any open choice, and now and then any message, a late answer, or none at all.

Its dice are a hash of (seed, role, the view's number), so equal views give equal plans, and nothing is kept between them.
"""

from __future__ import annotations

import zlib
from itertools import count
from typing import Final, TypeVar

from sim.engine.book import Book
from sim.engine.commands import Acknowledge, Answer, Ask, Choose, Pass, Tell
from sim.engine.names import BasisId, ItemId, RoleId, Second, TopicId
from sim.engine.views import ChoiceView, View
from sim.players.glimpse import Glimpse, Offer, ViewGlimpse
from sim.players.plan import Planned

T = TypeVar("T")

_LOW: Final = (1 << 31) - 1


def mixed(value: int) -> int:
    """31 well mixed bits of 31 bits: each bit of *value* turns each of the result with odds of a half.

    Xors with what is shifted and products with odd numbers, as in murmur3's last step (Appleby, 2011). No product is longer
    than 61 bits, so that a compiled chancer reckons in machine words; the factors are the best of 400 that were tried.
    """
    value = ((value ^ (value >> 14)) * 0x213464BB) & _LOW
    value = ((value ^ (value >> 15)) * 0x165C50E9) & _LOW
    return value ^ (value >> 16)


_GOLDEN: Final = 0x9E3779B1
_BITS: Final = (1 << 32) - 1
_SPEAKS: Final = (1 << 32) // 64
"""One in sixty-four of 32 bits: a view whose plan is a message."""
_LATE: Final = (1 << 32) // 32
"""One in thirty-two: a decision whose limit is let pass."""


class Chancer:
    """Takes any open choice with equal odds; one view in sixty-four is for a message, one decision in thirty-two is let pass.

    *salt* is 31 bits of the seed and the role; *asks* are all topics that can be asked about: of whom, and the bases to state.
    """

    __slots__ = ("asks", "others", "salt")

    def __init__(
        self, salt: int, others: tuple[RoleId, ...], asks: tuple[tuple[str, TopicId, tuple[BasisId, ...]], ...]
    ) -> None:
        self.salt = salt
        self.others = others
        self.asks = asks

    def plan(self, view: View) -> Planned | None:
        """See `Player`."""
        if view.ended or view.paused or view.curtain:
            return None
        open_ = view.decision
        if open_ is None:
            return self.guess(ViewGlimpse(view), None)
        picked = any(pick.role == view.role for pick in open_.picks)
        return self.guess(ViewGlimpse(view), self.decides(view.seq, view.time, open_.opened, open_.closes, picked))

    def guess(self, view: Glimpse, when: Second | None) -> Planned | None:
        """The plan while play goes on; rehearsals live on how little this looks at. *when*: what `decides` says."""
        seq = view.seq
        dice = mixed(self.salt ^ seq)
        if self.may_speak(seq) and view.reach:
            message = self._message(view, dice)
            if message is not None:
                return message
        offer = view.offer if when is not None else None
        if offer is None or when is None:
            return None
        return _decide(view.role, offer, max(when, view.time), dice)

    def may_speak(self, seq: int) -> bool:
        """Is the view with the number *seq* one for a message? One in sixty-four is; multiplying is dice enough there."""
        return (seq * _GOLDEN + self.salt) & _BITS < _SPEAKS

    def next_word(self, seq: int, last: int = 0) -> int:
        """The number, *seq* or later, of the next view that is one for a message; *last*: one that is known to be, or 0.

        The numbers go round a circle by the golden ratio, so there are but three distances between two that hit the same
        stretch of it (the three-gap theorem; Sós 1958); for a sixty-fourth part these are 34, 55 and their sum.
        """
        if not last:
            return next(number for number in count(seq) if self.may_speak(number))
        while last < seq:
            last += 34 if self.may_speak(last + 34) else 55 if self.may_speak(last + 55) else 34 + 55
        return last

    def decides(self, seq: int, now: Second, opened: Second, closes: Second | None, picked: bool) -> Second:
        """The second at which `guess` plans to take a decision, in a view with the number *seq* at *now*.

        It takes a tenth of the time of a plan. A decision is taken at some second of its limit, the same for as long as it
        is open and nobody has picked, and one time in thirty-two after it; without a limit, within two minutes. Having
        *picked* changes that at any second of the rest.
        """
        if picked:
            left = 120 if closes is None else closes - now
            return now + mixed(self.salt ^ seq) % left if left > 0 else now
        dice = (opened * _GOLDEN + self.salt) & _BITS
        if closes is None:
            at = opened + 1 + dice % 120
        elif dice < _LATE:
            return closes + 1
        else:
            at = opened + (dice >> 5) % max(1, closes - opened)
        return at if at > now else now

    def _message(self, view: Glimpse, dice: int) -> Planned | None:
        """Reply to something, or else tell or ask something."""
        at = view.time + (dice & 15)
        dice >>= 4
        if dice & 3:
            for message in reversed(view.messages):
                if message.open:
                    return Planned(at, self._answer(view, message.number, message.topic, at, dice >> 2))
                if message.readbacks:
                    fact, restatements = message.readbacks[0]
                    said = (dice >> 2) % (len(restatements) or 1)
                    return Planned(
                        at, Acknowledge(seat=view.role, at=at, reply_to=message.number, fact=fact, said=said)
                    )
        dice >>= 2
        if dice & 1 and view.known and self.others:
            known = _any(view.known, dice >> 1)
            to = _any(self.others, dice >> 9)
            basis = _any(known.bases, dice >> 17) if known.bases else None
            return Planned(at, Tell(seat=view.role, at=at, to=(to,), facts=(known.fact,), basis=basis))
        if not self.asks:
            return None
        whom, topic, bases = _any(self.asks, dice >> 1)
        return Planned(at, Ask(seat=view.role, at=at, to=whom, topic=topic, basis=_any(bases or (None,), dice >> 9)))

    def _answer(self, view: Glimpse, number: int, topic: TopicId | None, at: Second, dice: int) -> Answer:
        on_topic = [known for known in view.known if known.topic == topic]
        if on_topic and dice & 3:
            known = _any(on_topic, dice >> 2)
            basis = _any(known.bases, dice >> 10) if known.bases else None
            return Answer(seat=view.role, at=at, reply_to=number, facts=(known.fact,), basis=basis)
        return Answer(seat=view.role, at=at, reply_to=number, cannot=bool(dice & 4))


def _any(values: tuple[T, ...] | list[T], dice: int) -> T:
    return values[dice % len(values)]


def _decide(role: RoleId, offer: Offer, at: Second, dice: int) -> Planned | None:
    choices = offer.choices
    picked = False
    for pick in offer.picks:
        if pick.role == role:
            picked = True
            if not _changes(offer, dice):
                return None
            if offer.closes is not None:
                choices = tuple(choice for choice in choices if choice.id != pick.choice)
    dice >>= 3
    if offer.mine == "advise" and not dice & 3:
        return None if picked else Planned(at, Pass(seat=role, at=at, decision=offer.id))
    if not choices:
        return None
    choice = choices[(dice >> 2) % len(choices)]
    items = _lines(choice, mixed(dice)) if choice.items else ()
    return Planned(at, Choose(seat=role, at=at, decision=offer.id, choice=choice.id, items=items))


def _changes(offer: Offer, dice: int) -> bool:
    """Does a seat that has picked pick anew? Always where a decision without a limit could not end otherwise."""
    if offer.how == "together" and offer.mine == "decide":
        return offer.closes is None or not dice & 1
    return not dice & 7


def _lines(choice: ChoiceView, dice: int) -> tuple[ItemId, ...]:
    """Some lines of a form: as many as chance says, from any of them on."""
    items = choice.items
    most = min(choice.most, len(items))
    count = choice.least + (dice & 0xFF) % (most - choice.least + 1) if most > choice.least else most
    start = (dice >> 8) % len(items)
    chosen = {(start + step) % len(items) for step in range(count)}
    return tuple(item.id for place, item in enumerate(items) if place in chosen)


def chancer(book: Book, role: RoleId, seed: int) -> Chancer:
    """The chancer at *role*'s seat with the dice of *seed*."""
    others, asks = book.memo(("asks", role)) or book.remember(("asks", role), _askable(book, role))
    return Chancer(mixed(zlib.crc32(f"{seed} {role}".encode()) & _LOW), others, asks)


def _askable(
    book: Book, role: RoleId
) -> tuple[tuple[RoleId, ...], tuple[tuple[str, TopicId, tuple[BasisId, ...]], ...]]:
    desks = book.scenario.desks
    others = tuple(other for other in book.roles if other != role)
    return others, (
        *((desk, topic, answer.bases) for desk, body in desks.items() for topic, answer in body.answers.items()),
        *((other, topic, ()) for other in others for topic in book.scenario.topics),
    )
