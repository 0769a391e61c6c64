"""Commands: everything a seat, the facilitator or the clock can ask for. Asking changes nothing; events do.

Every command carries *seat* (a role, `facilitator` or `clock`), *at* (the second of case time at which it is given),
*id* (idempotency: the same id is accepted once; empty: not asked for), *by* (a pseudonym) and *wall* (seconds since the
epoch, for the record only: no rule reads it).
"""

import msgspec

from sim.engine.names import BasisId, ChoiceId, DecisionId, FactId, InjectId, ItemId, RoleId, SceneId, Second, TopicId

FACILITATOR = "facilitator"
CLOCK = "clock"


class Command(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="command", gc=False):
    """What all commands carry."""

    seat: str
    at: Second
    id: str = ""
    by: str = ""
    wall: float | None = None


class Advance(Command, frozen=True, tag="advance", gc=False):
    """Let case time pass to *at*; *mark* logs it even if nothing is due (rules 2 and 5)."""

    seat: str = CLOCK
    mark: bool = False


class Choose(Command, frozen=True, tag="choose", gc=False):
    """Take a choice of an open decision; for who only advises there, it is advice. *items*: the ticked lines of a form."""

    decision: DecisionId
    choice: ChoiceId
    items: tuple[ItemId, ...] = ()


class Pass(Command, frozen=True, tag="pass", gc=False):
    """Give no advice in a joint decision that another leads, and hold nobody up."""

    decision: DecisionId


class Tell(Command, frozen=True, tag="tell", gc=False):
    """Tell facts to roles. In a joint scene all present hear it; *aloud* records what was said in the room.

    *basis* is stated for restricted facts. *reply_to* is the number of a question that this answers.
    """

    to: tuple[RoleId, ...]
    facts: tuple[FactId, ...]
    basis: BasisId | None = None
    reply_to: int | None = None
    aloud: bool = False


class Ask(Command, frozen=True, tag="ask", gc=False):
    """Ask a role or a desk about a topic; some desks want a *basis*."""

    to: str
    topic: TopicId
    basis: BasisId | None = None


class Answer(Command, frozen=True, tag="answer", gc=False):
    """Answer a question with facts, with nothing, or (*cannot*) that one can't say."""

    reply_to: int
    facts: tuple[FactId, ...] = ()
    basis: BasisId | None = None
    cannot: bool = False


class Acknowledge(Command, frozen=True, tag="acknowledge", gc=False):
    """Acknowledge a fact that was told; *said* is the place of the read-back picked (0 where there are none)."""

    reply_to: int
    fact: FactId
    said: int = 0


class Note(Command, frozen=True, tag="note", gc=False):
    """A note was written (the reason for a decision, say); its text is kept apart under *ref*."""

    ref: str
    decision: DecisionId | None = None


class Pause(Command, frozen=True, tag="pause", gc=False):
    """Stand still (rule 7). From a seat in a room it is a *stop*: nobody is told who asked."""


class Resume(Command, frozen=True, tag="resume", gc=False):
    """Go on after a pause."""


class HandOver(Command, frozen=True, tag="hand_over", gc=False):
    """Give a seat to a person (a pseudonym) or, with none, to the computer: stepping out (rule 15)."""

    role: RoleId
    to: str | None = None


class Extend(Command, frozen=True, tag="extend", gc=False):
    """Give an open decision more seconds (rule 16, or the facilitator)."""

    decision: DecisionId
    seconds: Second


class Curtain(Command, frozen=True, tag="curtain", gc=False):
    """One laptop, several seats: raise the curtain, or lower it before the seat *front* (rule 16)."""

    up: bool
    front: RoleId | None = None


class Fire(Command, frozen=True, tag="fire", gc=False):
    """The facilitator fires an inject by hand."""

    inject: InjectId


class CallRole(Command, frozen=True, tag="call_role", gc=False):
    """The facilitator calls a role to a scene (rule 9)."""

    role: RoleId
    scene: SceneId
    urgent: bool = False


class End(Command, frozen=True, tag="end", gc=False):
    """End the case now."""


AnyCommand = (
    Advance
    | Choose
    | Pass
    | Tell
    | Ask
    | Answer
    | Acknowledge
    | Note
    | Pause
    | Resume
    | HandOver
    | Extend
    | Curtain
    | Fire
    | CallRole
    | End
)


class Refused(msgspec.Struct, frozen=True):
    """A command was refused: it changed nothing and is not in the log. *reason* is a sentence for a person."""

    code: str
    reason: str
