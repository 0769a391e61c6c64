"""A glimpse: the part of a view that a chancer looks at, most of it seldom. Rehearsals live on making no more of one."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.events import Pick
from sim.engine.names import DecisionId, RoleId, Second
from sim.engine.views import ChoiceView, KnownFact, MessageView, PickView, View


class Offer:
    """The part of a `DecisionView` that a chancer looks at: of picks at least its own, of choices those that are open."""

    __slots__ = ("choices", "closes", "how", "id", "mine", "opened", "picks")

    def __init__(
        self,
        id: DecisionId,
        how: str,
        mine: str,
        opened: Second,
        closes: Second | None,
        picks: Sequence[Pick | PickView],
        choices: tuple[ChoiceView, ...],
    ) -> None:
        self.id = id
        self.how = how
        self.mine = mine
        self.opened = opened
        self.closes = closes
        self.picks = picks
        self.choices = choices


class Glimpse:
    """What each kind of glimpse has; the names mean what they mean in a `View`."""

    __slots__ = ("role",)

    def __init__(self, role: RoleId) -> None:
        self.role = role

    @property
    def seq(self) -> int:
        raise NotImplementedError

    @property
    def time(self) -> Second:
        raise NotImplementedError

    @property
    def reach(self) -> bool:
        raise NotImplementedError

    @property
    def offer(self) -> Offer | None:
        raise NotImplementedError

    @property
    def known(self) -> tuple[KnownFact, ...]:
        raise NotImplementedError

    @property
    def messages(self) -> tuple[MessageView, ...]:
        raise NotImplementedError


class ViewGlimpse(Glimpse):
    """A glimpse of a whole view that is there already."""

    __slots__ = ("_view",)

    def __init__(self, view: View) -> None:
        super().__init__(view.role)
        self._view = view

    @property
    def seq(self) -> int:
        return self._view.seq

    @property
    def time(self) -> Second:
        return self._view.time

    @property
    def reach(self) -> bool:
        return self._view.reach

    @property
    def offer(self) -> Offer | None:
        seen = self._view.decision
        if seen is None:
            return None
        open_ = tuple(choice for choice in seen.choices if choice.open)
        return Offer(seen.id, seen.how, seen.mine, seen.opened, seen.closes, seen.picks, open_)

    @property
    def known(self) -> tuple[KnownFact, ...]:
        return self._view.known

    @property
    def messages(self) -> tuple[MessageView, ...]:
        return self._view.messages
