"""The trace: a log of play as the occurrences that constraints speak of, in the order of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from scoring.course import Moment
from sim.engine import events as e
from sim.engine.names import ActivityId, RoleId, Second
from sim.engine.parties import PARTIES
from sim.engine.scenario import Argument


class Occurrence(msgspec.Struct, frozen=True):
    """Something that was started, done or said, at event *seq* and second *at* of the case, *by* these seats.

    *kind*: most constraints look at what is `done`, at the moment when its effects happen; a notification is done at the moment
    of choosing (rule 8). `started` is when who did it set about it, and may be broken off. *began*: the second at which
    what is done now was started, as far as the log says. *also*: what else those seats are, for guards on who did it.
    """

    activity: str
    at: Second = 0
    seq: int = 0
    by: tuple[str, ...] = ()
    args: dict[str, Argument] = {}
    kind: Literal["done", "started", "message"] = "done"
    began: Second | None = None
    also: tuple[str, ...] = ()

    @property
    def moment(self) -> Moment:
        """When it was."""
        return Moment(self.at, self.seq)

    def values(self, argument: str) -> tuple[str, ...]:
        """What *argument* says; nothing if it is not said. `by` is who did it."""
        if argument == "by":
            return self.by
        said = self.args.get(argument, ())
        return (said,) if isinstance(said, str) else said


def trace(log: Iterable[e.AnyEvent], parties: Mapping[RoleId, Sequence[str]] | None = None) -> Iterator[Occurrence]:
    """The occurrences of *log* one after another. A started activity whose work is broken off is never done.

    *parties*: what the packs call a seat, its main party first (`police`: `patrol`); a seat that is not named keeps its own
    name. Where an act says *by_whom* it was done, and that is a seat or a party, it was done by them: of several who work
    together one does it.
    """
    for occurrence in _occurrences(log):
        if parties:
            by = occurrence.by
            said = tuple(one for one in occurrence.values("by_whom") if RoleId(one) in parties or one in PARTIES)
            names = [tuple(parties.get(RoleId(one), ())) or (one,) for one in said or by]
            main = tuple(dict.fromkeys(one[0] for one in names))
            also = tuple(dict.fromkeys(name for one in names for name in one[1:]))
            if main != by or also:
                occurrence = msgspec.structs.replace(occurrence, by=main, also=also)
        yield occurrence


def _occurrences(log: Iterable[e.AnyEvent]) -> Iterator[Occurrence]:
    begun: dict[tuple[ActivityId, tuple[RoleId, ...]], list[Second]] = {}
    for event in log:
        match event:
            case e.Started():
                for act in event.acts:
                    begun.setdefault((act.activity, event.by), []).append(event.at)
                    yield Occurrence(act.activity, event.at, event.seq, event.by, act.args, "started")
            case e.Done():
                since = begun.get((event.activity, event.by))
                began = since.pop() if since else None
                yield Occurrence(event.activity, event.at, event.seq, event.by, event.args, "done", began)
            case e.Told() if event.delivered:
                yield _message(event, event.frm, event.to, event.facts, event.basis)
            case e.Asked() if event.delivered:
                yield _message(event, event.frm, (event.to,), (event.topic,), event.basis)
            case e.Acknowledged() if event.delivered:
                yield _message(event, event.frm, (event.to,), (event.fact,), None)
            case e.Delivered(message=e.Told() as told):
                yield _message(event, told.frm, (event.to,), told.facts, told.basis, told)
            case e.Delivered(message=e.Asked() as asked):
                yield _message(event, asked.frm, (event.to,), (asked.topic,), asked.basis, asked)
            case e.Delivered(message=e.Acknowledged() as ack):
                yield _message(event, ack.frm, (event.to,), (ack.fact,), None, ack)
            case _:
                pass


def _message(
    event: e.AnyEvent,
    frm: str,
    to: tuple[str, ...],
    about: tuple[str, ...],
    basis: str | None,
    message: e.Message | None = None,
) -> Occurrence:
    """A message as an occurrence at the moment when it arrives; *event* is the message itself or its delivery."""
    said = event if message is None else message
    name = "message_acknowledged"
    if isinstance(said, (e.Told, e.Asked)):
        name = "message_told" if isinstance(said, e.Told) else "message_asked"
    args: dict[str, Argument] = {"about": about, "recipient": to}
    if basis is not None:
        args["basis"] = basis
    return Occurrence(name, event.at, event.seq, (frm,), args, "message")
