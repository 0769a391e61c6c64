"""Events: what happened. The log of them is the record; state, views, scores and reports are made from it.

Every event carries *seq* (1, 2, 3 ... without gaps), *at* (seconds of case time) and *seen_by*: the roles that see it, set
when it is made (rule 17); the facilitator sees all. *given* is the command that an event is the first consequence of; only
the seat that gave it sees that part. An event holds names, not prose, and every condition that mattered is already decided
in it: applying events evaluates nothing.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from sim.engine.commands import AnyCommand
from sim.engine.names import (
    ActivityId,
    BasisId,
    ChoiceId,
    DecisionId,
    EndingId,
    FactId,
    InjectId,
    ItemId,
    LinkId,
    MilestoneId,
    RoleId,
    SceneId,
    Second,
    StopId,
    TopicId,
    VariableId,
)
from sim.engine.scenario import Act, Argument
from sim.engine.seats import Setup

SEMANTICS = 1
"""The number of these rules: logs of another number are opened read-only."""

Seen = tuple[RoleId, ...]


class _Header(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="event", gc=False):
    seq: int
    at: Second
    seen_by: Seen


class Event(_Header, frozen=True, kw_only=True, gc=False):
    """What all events carry."""

    given: AnyCommand | None = None


# --- the session


class Began(Event, frozen=True, tag="began", gc=False):
    """The case begins. Seen by no role: the seed and the seats are nobody's business in play."""

    scenario: str
    semantics: int
    setup: Setup


class TimePassed(Event, frozen=True, tag="time_passed", gc=False):
    """Case time is now *at*. Nothing else moves it. *marked*: the driver logged it with nothing due."""

    marked: bool = False


class Paused(Event, frozen=True, tag="paused", gc=False):
    """Play stands still; *stop*: a seat in a room asked for it (nobody sees which)."""

    stop: bool = False


class Resumed(Event, frozen=True, tag="resumed", gc=False):
    """Play goes on."""


class SeatHandedOver(Event, frozen=True, tag="seat_handed_over", gc=False):
    """A seat changed hands; None: the computer has it. No cause is kept (rule 15)."""

    role: RoleId
    to: str | None


class CurtainMoved(Event, frozen=True, tag="curtain_moved", gc=False):
    """The curtain between seats went up, or down before *front* (rule 16)."""

    up: bool
    front: RoleId | None


class CaseEnded(Event, frozen=True, tag="case_ended", gc=False):
    """The case is over. *ending*: the one its last role reached, or that was declared."""

    how: Literal["finished", "declared", "stalled", "stopped"]
    ending: EndingId | None


class Noted(Event, frozen=True, tag="noted", gc=False):
    """A role wrote a note; the words are kept apart."""

    role: RoleId
    ref: str
    decision: DecisionId | None


# --- decisions


class Pick(msgspec.Struct, frozen=True, gc=False):
    """What a role has picked or advised in a joint decision; no choice: it passed."""

    role: RoleId
    choice: ChoiceId | None
    items: tuple[ItemId, ...] = ()
    advice: bool = False


class OpenDecision(msgspec.Struct, frozen=True, gc=False):
    """A decision while it is open; fields as in `DecisionOpened`. *shut*: choices that can't be taken at present."""

    id: DecisionId
    scene: SceneId
    present: tuple[RoleId, ...]
    opened: Second
    closes: Second | None
    reading: Second
    offered: tuple[ChoiceId, ...]
    wording: tuple[int, ...]
    items: tuple[ItemId, ...]
    resumed: bool
    item_wording: tuple[int, ...] = ()
    shut: tuple[ChoiceId, ...] = ()
    picks: tuple[Pick, ...] = ()


class DecisionOpened(Event, frozen=True, tag="decision_opened", gc=False):
    """A decision opens before all *present*. *offered* are its choices in the order of their keys, first key 1.

    *closes*: the second of its limit. *reading*: seconds to read what is shown at 200 words a minute, without factors.
    *wording*: which case of each choice's text is shown (empty: the first of each). *items*: the lines of a form, and
    *item_wording* likewise theirs.
    *resumed*: it had been interrupted.
    """

    decision: DecisionId
    scene: SceneId
    present: tuple[RoleId, ...]
    closes: Second | None
    reading: Second
    offered: tuple[ChoiceId, ...]
    wording: tuple[int, ...] = ()
    items: tuple[ItemId, ...] = ()
    resumed: bool = False
    item_wording: tuple[int, ...] = ()


class SceneShown(Event, frozen=True, tag="scene_shown", gc=False):
    """Which of a scene's texts a role sees, where they are not just the first: the case for all, its own, what is added."""

    role: RoleId
    decision: DecisionId
    all: int
    own: int
    also: tuple[int, ...]


class ChoiceOpened(Event, frozen=True, tag="choice_opened", gc=False):
    """A choice became available, under a new key at the end or again under its own (rule 3)."""

    decision: DecisionId
    choice: ChoiceId
    wording: int = 0


class ChoiceShut(Event, frozen=True, tag="choice_shut", gc=False):
    """A choice is no longer available; its key stays its own."""

    decision: DecisionId
    choice: ChoiceId


class HintsShown(Event, frozen=True, tag="hints_shown", gc=False):
    """Which hints of its scene a role sees from now on (places in the author's order); *done*: the one that is done with."""

    role: RoleId
    scene: SceneId
    hints: tuple[int, ...]
    done: int | None = None


class Picked(Event, frozen=True, tag="picked", gc=False):
    """A role picked in a joint decision. In `each` only that role sees it; *advice*: it does not decide."""

    decision: DecisionId
    role: RoleId
    choice: ChoiceId
    items: tuple[ItemId, ...] = ()
    advice: bool = False


class Passed(Event, frozen=True, tag="passed", gc=False):
    """A role has no advice to give."""

    decision: DecisionId
    role: RoleId


class Work(msgspec.Struct, frozen=True, gc=False):
    """What roles do after a decision, until a second: a choice, or an outcome such as `if_no_answer`."""

    decision: DecisionId
    scene: SceneId
    outcome: str
    roles: tuple[RoleId, ...]
    until: Second
    items: tuple[ItemId, ...] = ()


class DecisionClosed(Event, frozen=True, tag="decision_closed", gc=False):
    """A decision ends, once. *by*: who decided. *works*: what each present role does now (one entry for most decisions)."""

    decision: DecisionId
    scene: SceneId
    how: Literal["chosen", "no_answer", "deadlock", "interrupted", "unfinished"]
    by: tuple[RoleId, ...]
    works: tuple[Work, ...] = ()
    text: int = -1
    """The case of the outcome's text that is shown; -1: none."""


class Extended(Event, frozen=True, tag="extended", gc=False):
    """A decision's limit is now *closes*."""

    decision: DecisionId
    closes: Second


# --- threads


class WorkEnded(Event, frozen=True, tag="work_ended", gc=False):
    """Roles have done what they chose; its effects and their arrival follow."""

    decision: DecisionId
    outcome: str
    roles: tuple[RoleId, ...]


class WorkBroken(Event, frozen=True, tag="work_broken", gc=False):
    """A role was called away from its work at once; for it, the effects do not happen."""

    decision: DecisionId
    outcome: str
    role: RoleId


class Waiting(Event, frozen=True, tag="waiting", gc=False):
    """A role has come to a joint scene that has not opened; *until* it opens or does not. *present*: who waits there now."""

    role: RoleId
    scene: SceneId
    until: Second
    present: tuple[RoleId, ...]


class NoShow(Event, frozen=True, tag="no_show", gc=False):
    """A joint scene did not come about; those who waited go on."""

    scene: SceneId
    works: tuple[Work, ...]
    text: int = -1


class Joined(Event, frozen=True, tag="joined", gc=False):
    """A role came late and joins the open decision; *found*: the decision as it stood, without picks that are still hidden."""

    role: RoleId
    found: OpenDecision


class CameLate(Event, frozen=True, tag="came_late", gc=False):
    """A role came when the decision was over; it takes the way *work* says."""

    role: RoleId
    scene: SceneId
    work: Work
    text: int = -1


class Left(Event, frozen=True, tag="left", gc=False):
    """A role was called away from a joint scene."""

    role: RoleId
    scene: SceneId
    decision: DecisionId | None


class Called(Event, frozen=True, tag="called", gc=False):
    """A role is called to a scene: it goes now, its call waits until it is done, or nobody is there any more (rule 9)."""

    role: RoleId
    scene: SceneId
    urgent: bool
    how: Literal["now", "queued", "undelivered"]


class Return(msgspec.Struct, frozen=True, gc=False):
    """Where `back` leads: a scene (None: standing by) or an ending. *interrupted*: its decision was open, or its work
    broken off; *remaining*: the seconds that the decision had left. *call*: the scene it was called to then, if it was."""

    scene: SceneId | None = None
    end: EndingId | None = None
    remaining: Second | None = None
    interrupted: bool = False
    call: SceneId | None = None


class WentOnCall(Event, frozen=True, tag="went_on_call", gc=False):
    """A role leaves for the scene it was called to."""

    role: RoleId
    scene: SceneId
    back_to: Return


class WentBack(Event, frozen=True, tag="went_back", gc=False):
    """A role returns from a called scene to where it was."""

    role: RoleId


class StoodBy(Event, frozen=True, tag="stood_by", gc=False):
    """A role stands by until it is called."""

    role: RoleId


class Finished(Event, frozen=True, tag="finished", gc=False):
    """A role's part is over."""

    role: RoleId
    ending: EndingId


# --- information


class Learned(Event, frozen=True, tag="learned", gc=False):
    """A role knows facts from now on: held from the start, found by its work, or taught by an inject."""

    role: RoleId
    facts: tuple[FactId, ...]
    how: Literal["held", "work", "inject"]
    source: str = ""


class Told(Event, frozen=True, tag="told", gc=False):
    """Facts were told by a role or a desk; a message's number is its *seq*. Those in *to* know them from now on if *delivered*.

    *by_choice*: a choice said it. *basis*: what was stated for restricted facts (by who asked, where a desk answers).
    """

    frm: str
    to: tuple[RoleId, ...]
    facts: tuple[FactId, ...]
    basis: BasisId | None = None
    reply_to: int | None = None
    aloud: bool = False
    by_choice: bool = False
    delivered: bool = True


class Asked(Event, frozen=True, tag="asked", gc=False):
    """A role asked a role or a desk about a topic."""

    frm: RoleId
    to: str
    topic: TopicId
    basis: BasisId | None = None
    delivered: bool = True


class Answered(Event, frozen=True, tag="answered", gc=False):
    """A question was answered without facts: there is nothing, or it can't be said."""

    frm: str
    to: RoleId
    reply_to: int
    topic: TopicId
    cannot: bool = False
    delivered: bool = True


class Acknowledged(Event, frozen=True, tag="acknowledged", gc=False):
    """A fact that was told is acknowledged; with read-backs, *said* is the one picked and *right* whether it was."""

    frm: RoleId
    to: str
    reply_to: int
    fact: FactId
    said: int
    right: bool
    delivered: bool = True


Message = Told | Asked | Answered | Acknowledged


class Delivered(Event, frozen=True, tag="delivered", gc=False):
    """A message that could not get through has arrived at *to*, a role or a desk."""

    to: str
    message: Message


# --- the world


class Started(Event, frozen=True, tag="started", gc=False):
    """The activities of a choice have begun, in this order."""

    acts: tuple[Act, ...]
    by: tuple[RoleId, ...]


class Done(Event, frozen=True, tag="done", gc=False):
    """An activity is done (for notifications: at the moment of choosing)."""

    activity: ActivityId
    by: tuple[RoleId, ...]
    args: dict[str, Argument] = {}


class VariableSet(Event, frozen=True, tag="variable_set", gc=False):
    """A variable has a new value, seen by all if it is visible."""

    name: VariableId
    value: float


class Drawn(Event, frozen=True, tag="drawn", gc=False):
    """Chance: the *n*-th draw of *name* gave *value* in [0, 1)."""

    name: str
    n: int
    value: float


class MilestoneReached(Event, frozen=True, tag="milestone_reached", gc=False):
    """A milestone's condition holds for the first time."""

    name: MilestoneId


class InjectFired(Event, frozen=True, tag="inject_fired", gc=False):
    """An inject fires; what a role sees of it follows."""

    name: InjectId
    by_hand: bool = False


class Rearmed(Event, frozen=True, tag="rearmed", gc=False):
    """The condition of a repeating inject has ceased to hold; it can fire again."""

    name: InjectId


class Messaged(Event, frozen=True, tag="messaged", gc=False):
    """An inject's message reaches a role."""

    inject: InjectId
    role: RoleId


class StopReached(Event, frozen=True, tag="stop_reached", gc=False):
    """A planned stop: its question is put to the room."""

    name: StopId


class LinkChanged(Event, frozen=True, tag="link_changed", gc=False):
    """A line between two seats went down or came up; both see it."""

    name: LinkId
    down: bool


AnyEvent = (
    Began
    | TimePassed
    | Paused
    | Resumed
    | SeatHandedOver
    | CurtainMoved
    | CaseEnded
    | Noted
    | DecisionOpened
    | SceneShown
    | ChoiceOpened
    | ChoiceShut
    | HintsShown
    | Picked
    | Passed
    | DecisionClosed
    | Extended
    | WorkEnded
    | WorkBroken
    | Waiting
    | NoShow
    | Joined
    | CameLate
    | Left
    | Called
    | WentOnCall
    | WentBack
    | StoodBy
    | Finished
    | Learned
    | Told
    | Asked
    | Answered
    | Acknowledged
    | Delivered
    | Started
    | Done
    | VariableSet
    | Drawn
    | MilestoneReached
    | InjectFired
    | Rearmed
    | Messaged
    | StopReached
    | LinkChanged
)


def cut(log: Iterable[AnyEvent], role: RoleId) -> list[AnyEvent]:
    """The part of *log* that *role* sees, without the commands of others."""
    return [
        event if event.given is None or event.given.seat == role else msgspec.structs.replace(event, given=None)
        for event in log
        if role in event.seen_by
    ]
