"""Views: all that a seat may see. The cut is made here, in the engine, before anything reaches a screen or a wire.

`view(state, role)` is for a seat, `brief(book, role)` says what does not change during play, and `facilitator_view(state)` is
a different function for a different person. A view holds the words to show and nothing that its role does not know;
the view built from a role's cut log is equal to `view(state, role)` at every step (rule 17).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sim.engine.names import (
    BasisId,
    ChildId,
    ChoiceId,
    DecisionId,
    EndingId,
    FactId,
    ItemId,
    RoleId,
    SceneId,
    Second,
    TopicId,
)
from sim.engine.scenario import HintAct

Status = Literal["deciding", "busy", "waiting", "standing_by", "finished"]


class ItemView(msgspec.Struct, frozen=True, gc=False):
    """A line of a form."""

    id: ItemId
    text: str


class ChoiceView(msgspec.Struct, frozen=True, gc=False):
    """A choice under its key (1, 2, ...), which it keeps; *open*: it can be taken now."""

    id: ChoiceId
    key: int
    text: str
    open: bool
    items: tuple[ItemView, ...] = ()
    least: int = 0
    most: int = 0


class PickView(msgspec.Struct, frozen=True, gc=False):
    """What a role has picked (or, with *advice*, advised) so far in a joint decision; no choice: it passed."""

    role: RoleId
    choice: ChoiceId | None
    items: tuple[ItemId, ...] = ()
    advice: bool = False


class DecisionView(msgspec.Struct, frozen=True, gc=False):
    """An open decision, as one role sees it. *closes*: the second of its limit; None: it has none.

    *how*: alone, lead, together or each. *mine*: `decide` or `advise`. *lead*: who leads, in `lead`. *reading*: seconds.
    *training*: one of its choices calls the hotline, so a screen says that nobody is called.
    """

    id: DecisionId
    scene: SceneId
    title: str
    text: str
    how: Literal["alone", "lead", "together", "each"]
    mine: Literal["decide", "advise"]
    lead: RoleId | None
    deciders: tuple[RoleId, ...]
    present: tuple[RoleId, ...]
    children: tuple[ChildId, ...]
    opened: Second
    closes: Second | None
    reading: Second
    choices: tuple[ChoiceView, ...]
    picks: tuple[PickView, ...] = ()
    resumed: bool = False
    training: bool = False


class HintView(msgspec.Struct, frozen=True, gc=False):
    """A hint: what can be done now (an act, not a key: each mode of play names its own) and a sentence on it.

    *id*: the same as long as it is the same hint.
    """

    id: str
    act: HintAct
    text: str


How = Literal["held", "told", "work", "inject"]
"""How a role came to know a fact."""


class KnownFact(msgspec.Struct, frozen=True, gc=False):
    """A fact that the role knows: since when, how, from whom, and whom it has told (with the second).

    *bases*: what may be stated when telling it, right and wrong ones; empty: it is not restricted.
    *seq*: the event that brought it.
    """

    fact: FactId
    topic: TopicId
    text: str
    at: Second
    seq: int
    how: How
    source: str
    told: tuple[tuple[RoleId, Second], ...] = ()
    bases: tuple[BasisId, ...] = ()


class MessageView(msgspec.Struct, frozen=True, gc=False):
    """A message to or from the role (or said in its presence). *number* is what replies name.

    *readbacks*: by fact told to this role and not yet acknowledged, the restatements to pick from (empty: "got it" is
    enough). *right*: of a read-back, seen by both. *open*: a question to this role, unanswered. *late*: the event that
    brought it, where it did not get through at once (0: it did, or this role sent it).
    """

    number: int
    at: Second
    frm: str
    to: tuple[str, ...]
    kind: Literal["told", "asked", "nothing", "cannot", "acknowledged"]
    facts: tuple[FactId, ...] = ()
    texts: tuple[str, ...] = ()
    topic: TopicId | None = None
    says: str = ""
    basis: BasisId | None = None
    reply_to: int | None = None
    delivered: bool = True
    aloud: bool = False
    said: str = ""
    right: bool | None = None
    open: bool = False
    readbacks: tuple[tuple[FactId, tuple[str, ...]], ...] = ()
    late: int = 0


class Notice(msgspec.Struct, frozen=True, gc=False):
    """Something that came in: an inject's message, how a decision ended, a call, a stop's question. *text* is Markdown."""

    seq: int
    at: Second
    kind: Literal["inject", "outcome", "call", "joined", "left", "link", "stop", "ending"]
    text: str


class Whereabouts(msgspec.Struct, frozen=True, gc=False):
    """Where another role was when this one last saw it; *here*: it is beside this one now."""

    role: RoleId
    place: str
    at: Second
    here: bool


class View(msgspec.Struct, frozen=True, gc=False):
    """All that *role* may see now. *seq* is the last event it saw: another number means another view.

    *until*: for a busy role when its work is done, for a waiting one when the waiting ends. *reach*: it can send messages.
    *place*: the title of where it stands. *doing*: for a busy role, the words of its choice. *hints*: of a tutorial.
    *links_down*: the seats to which its line is down.
    """

    role: RoleId
    seq: int
    time: Second
    status: Status
    place: str
    doing: str
    until: Second | None
    reach: bool
    decision: DecisionView | None
    known: tuple[KnownFact, ...]
    messages: tuple[MessageView, ...]
    feed: tuple[Notice, ...]
    others: tuple[Whereabouts, ...]
    variables: tuple[tuple[str, float], ...]
    links_down: tuple[str, ...] = ()
    paused: bool = False
    stop: bool = False
    curtain: bool = False
    ended: bool = False
    ending: EndingId | None = None
    ending_title: str = ""
    ending_text: str = ""
    hints: tuple[HintView, ...] = ()


class DeskTopic(msgspec.Struct, frozen=True):
    """A topic that a desk can be asked about; *bases*: to state when asking (empty: none is wanted)."""

    topic: TopicId
    title: str
    bases: tuple[BasisId, ...] = ()


class DeskView(msgspec.Struct, frozen=True):
    """A desk that can be asked."""

    id: str
    title: str
    topics: tuple[DeskTopic, ...]


class VariableView(msgspec.Struct, frozen=True):
    """A number that every seat sees, and its scale; *least* and *most* None: it has no end there. From 0 to 1 it is or is not."""

    name: str
    title: str
    least: float | None
    most: float | None


class Brief(msgspec.Struct, frozen=True):
    """What a role knows of the case before it begins; it does not change during play.

    *starts*: local date and time of second 0 (ISO). *roles*: all roles with their titles. *topics*: those roles can be asked about.
    """

    role: RoleId
    scenario: str
    title: str
    summary: str
    kind: str
    starts: str
    minutes: int
    role_title: str
    text: str
    roles: tuple[tuple[RoleId, str], ...]
    children: tuple[tuple[ChildId, str, float], ...]
    desks: tuple[DeskView, ...]
    topics: tuple[tuple[TopicId, str], ...]
    bases: tuple[tuple[BasisId, str], ...]
    variables: tuple[VariableView, ...]
    content_notes: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]
    review: str
    shorts: tuple[tuple[RoleId, str], ...] = ()
    """All roles with what colleagues call them, where there is little room: their titles, unless the case says otherwise."""


class FacilitatorView(msgspec.Struct, frozen=True):
    """What the facilitator sees: every seat's view, hidden variables, what was drawn, what can still be fired by hand."""

    time: Second
    seq: int
    views: tuple[View, ...]
    variables: tuple[tuple[str, float], ...]
    draws: tuple[tuple[str, float], ...]
    injects: tuple[tuple[str, str, bool], ...]
    """Name, title, whether it has happened."""
    due: Second | None
    how_ended: str
