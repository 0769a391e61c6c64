"""The scenario: everything an author wrote, typed, frozen and free of where it came from.

A scenario is made by `sim.format` from a folder of YAML and Markdown and never changes. It holds no state
of play. What the fields mean to an author is said once, in `sim.format`; here they are said to the engine.

`Cases` is a value that depends on the case: the first entry whose condition holds counts, and the last has none.
Durations are seconds. Prose is Markdown source, already cleaned of control characters.
"""

from typing import Literal, TypeVar

import msgspec

from sim.engine.conditions import Condition
from sim.engine.names import (
    ActivityId,
    BasisId,
    ChildId,
    ChoiceId,
    DeskId,
    EndingId,
    FactId,
    InjectId,
    ItemId,
    LinkId,
    MarkId,
    MilestoneId,
    RoleId,
    SceneId,
    Second,
    StopId,
    TopicId,
    VariableId,
)

T = TypeVar("T")
Cases = tuple[tuple[Condition | None, T], ...]

Dimension = Literal["coordination", "trauma_informed", "protocol"]
DIMENSIONS: tuple[Dimension, ...] = ("coordination", "trauma_informed", "protocol")

Argument = str | tuple[str, ...]


class Part(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A part of a scenario. It refers to nothing that refers to it, so the search for garbage passes it over.

    What is as usual is not written where a scenario is kept. That is a fifth of its bytes, and what is read back has one
    `NOTHING` for all that do nothing.
    """


class Act(Part, frozen=True, omit_defaults=False):
    """An activity of the shared vocabulary with its arguments, as one line of `does`."""

    activity: ActivityId
    args: dict[str, Argument] = {}


class Telling(Part, frozen=True):
    """Facts that a choice tells a role."""

    to: RoleId
    facts: tuple[FactId, ...]


class Learning(Part, frozen=True):
    """Facts that work teaches: to *role*, or to everybody who did it."""

    facts: tuple[FactId, ...]
    role: RoleId | None = None


class Call(Part, frozen=True):
    """A role is called to a scene (rule 9)."""

    role: RoleId
    scene: SceneId
    urgent: bool = False


class Effects(Part, frozen=True):
    """What happens at one moment of a choice, of an inject or of an expiry."""

    tells: tuple[Telling, ...] = ()
    learns: tuple[Learning, ...] = ()
    does: tuple[Act, ...] = ()
    sets: tuple[tuple[VariableId, float], ...] = ()
    adds: tuple[tuple[VariableId, float], ...] = ()
    calls: tuple[Call, ...] = ()
    ends: EndingId | None = None


NOTHING = Effects()


class Destination(Part, frozen=True):
    """Where a role goes next: exactly one of a scene, an ending, back where it was called from, or standing by."""

    scene: SceneId | None = None
    end: EndingId | None = None
    back: bool = False
    stand_by: bool = False


class Goto(Part, frozen=True):
    """Where the roles of a scene go: by role, or all alike."""

    all: Cases[Destination] = ()
    by_role: dict[RoleId, Cases[Destination]] = {}


class Outcome(Part, frozen=True):
    """What follows when nobody chose: `if_no_answer`, `if_deadlock`, `no_show`, `latecomer`."""

    text: Cases[str] = ()
    takes: Cases[Second] = ((None, 1),)
    start: Effects = NOTHING
    end: Effects = NOTHING
    goto: Goto = Goto()
    unreachable: bool = False
    credit: Cases["Credit"] = ()


class Within(Part, frozen=True):
    """Timeliness of a credit: all of it up to *target* seconds after *since*, none from *late* on, linear between."""

    target: Second
    late: Second
    since: MarkId | None = None
    """None: since the decision opened."""


class Credit(Part, frozen=True):
    """Credit in [0, 1] by dimension; a dimension that is absent is not touched."""

    points: dict[Dimension, float] = {}
    within: dict[Dimension, Within] = {}


class Because(Part, frozen=True):
    """Why a choice earns what it earns, in words, and the source."""

    text: str
    cite: str = ""


class Key(Part, frozen=True):
    """Whose judgement a credit is: the author's, or a panel's with its size and spread (on five points)."""

    source: Literal["author", "panel"] = "author"
    n: int = 0
    sd: float = 0.0


AUTHORS = Key()


class Item(Part, frozen=True):
    """A line of a form."""

    text: Cases[str]
    if_: Condition | None = None
    credit: Cases[Credit] = ()
    because: Because | None = None
    key: Key = AUTHORS


class Form(Part, frozen=True):
    """A choice made by ticking lines: at least *least* and at most *most* of them."""

    items: dict[ItemId, Item]
    least: int = 0
    most: int = 99


class Choice(Part, frozen=True):
    """One way out of a decision."""

    text: Cases[str]
    if_: Condition | None = None
    model: bool = False
    takes: Cases[Second] = ((None, 1),)
    start: Effects = NOTHING
    end: Effects = NOTHING
    goto: Goto = Goto()
    unreachable: bool = False
    credit: Cases[Credit] = ()
    because: Because | None = None
    key: Key = AUTHORS
    form: Form | None = None
    hotline: bool = False
    """It would ring a real line, though no activity says so."""


class Also(Part, frozen=True):
    """A paragraph shown when its condition holds, to one role or to all."""

    text: str
    if_: Condition | None = None
    role: RoleId | None = None


class SceneText(Part, frozen=True):
    """What a scene says: to all, to single roles, and what is added when it holds."""

    all: Cases[str] = ()
    by_role: dict[RoleId, Cases[str]] = {}
    also: tuple[Also, ...] = ()


HintAct = Literal[
    "choose",
    "pass",
    "go_on",
    "tell",
    "ask",
    "answer",
    "read_back",
    "note",
    "know",
    "brief",
    "limit",
    "no_limit",
    "news",
    "pause",
    "step_out",
    "leave",
    "debrief",
]
"""What a hint can speak of. Each mode of play knows which key or word does it."""


class Hint(Part, frozen=True):
    """Tutorials: what can be done here, in which words, when, and to whom it is said (None: to all who are there)."""

    act: HintAct
    text: str
    if_: Condition | None = None
    role: RoleId | None = None


class Decides(Part, frozen=True):
    """How a joint scene is decided, and by whom; in `lead` the first of *roles* who is there leads."""

    how: Literal["alone", "lead", "together", "each"]
    roles: tuple[RoleId, ...]


class Scene(Part, frozen=True):
    """A place and moment at which roles decide something."""

    title: str
    roles: tuple[RoleId, ...]
    text: SceneText
    decides: Decides
    choices: dict[ChoiceId, Choice]
    think: Second | None = None
    """Seconds beyond the reading time; None: no limit."""
    ordered: bool = False
    quorum: tuple[RoleId, ...] = ()
    wait: Second | None = None
    no_show: Outcome | None = None
    latecomer: Outcome | None = None
    if_no_answer: Outcome | None = None
    if_deadlock: Outcome | None = None
    children: tuple[ChildId, ...] = ()
    unreachable: bool = False
    content: tuple[str, ...] = ()
    instead: SceneId | None = None
    hints: tuple[Hint, ...] = ()
    hotline: bool = False
    """It is about calling the hotline, whatever is chosen."""
    key_decision: bool = False
    """One of those that the case is about: the debrief marks it."""


class Need(Part, frozen=True):
    """A role needs a fact for *decision*: in time until *due*, worth nothing from *too_late* on, after *since*."""

    decision: SceneId
    due: Second | None = None
    too_late: Second | None = None
    since: Condition | None = None
    """The moment this first holds starts the clock; None: the scenario's beginning."""


class Restated(Part, frozen=True):
    """Read-backs to pick from: the right one and one or two near misses."""

    right: str
    near: tuple[str, ...]


class Fact(Part, frozen=True):
    """An atom of information."""

    topic: TopicId
    text: str
    held_by: tuple[str, ...] = ()
    """Roles and desks that hold it when the scenario begins."""
    volunteers: Second | None = None
    needed_by: dict[RoleId, Need] = {}
    lawful: dict[RoleId, tuple[BasisId, ...]] = {}
    """By recipient; empty: unrestricted; a recipient not named has no lawful basis."""
    tempting: tuple[BasisId, ...] = ()
    keep_from: tuple[RoleId, ...] = ()
    restated: Restated | None = None


class Role(Part, frozen=True):
    """A seat of the scenario."""

    title: str
    begins: SceneId | None
    """None: standing by."""
    brief: str = ""
    answers_after: Second = 60
    """A computer's player in this seat takes this long to answer a question."""
    short: str = ""
    """What colleagues call it, where there is little room; empty: its title."""
    party: tuple[str, ...] = ()
    """Which of the parties of protocol packs sits here, the main one first; empty: the one of the role's own name."""


Trusted = Literal["here", "gone"]
"""Whether an adult whom the child trusts is with it."""
Needs = Literal["met", "unmet"]
"""Whether food, warmth, sleep, toilet and pain are seen to."""


class Child(Part, frozen=True):
    """A child of the case, by a letter, never a name."""

    name: str
    age: float
    trusts: tuple[str, ...] = ()
    """Adults by the words of `adult` and `parent` in what is done; empty: whomever an activity gives it to."""
    trusted_adult: Trusted | None = None
    """When the case begins; None: the case does not say."""
    basic_needs: Needs | None = None


class DeskAnswer(Part, frozen=True):
    """How a desk answers about one topic."""

    after: Second
    bases: tuple[BasisId, ...] = ()
    """Bases to state when asking; empty: none is asked for."""
    says: str = ""
    """What it says beside (or, for a decoy, instead of) facts."""


class Desk(Part, frozen=True):
    """Something that can be asked and at which nobody sits."""

    title: str
    answers: dict[TopicId, DeskAnswer]


class Basis(Part, frozen=True):
    """A ground on which information may be passed on."""

    text: str


class VariableDef(Part, frozen=True):
    """A number of the scenario; sets and adds are kept between *least* and *most*."""

    start: float = 0
    least: float | None = None
    most: float | None = None
    visible: bool = False
    title: str = ""


class Critical(Part, frozen=True):
    """What makes a milestone a critical error: nothing else can make it good. *roles*: whose it is; empty: the team's.

    *dimension*: which one it fails in an exam until a person has looked at it.
    """

    text: str
    cite: str = ""
    roles: tuple[RoleId, ...] = ()
    dimension: Dimension = "protocol"


class Milestone(Part, frozen=True):
    """A named condition; the moment it first holds is an event."""

    when: Condition
    critical: Critical | None = None


class Inject(Part, frozen=True):
    """Something from outside: when its condition comes true, or (without one) by the facilitator's hand."""

    when: Condition | None = None
    repeat: bool = False
    title: str = ""
    message: dict[RoleId, str] = {}
    teaches: dict[RoleId, tuple[FactId, ...]] = {}
    effects: Effects = NOTHING


class Stop(Part, frozen=True):
    """A planned stop with a question for the room."""

    when: Condition
    question: str


class Link(Part, frozen=True):
    """A line between two seats (or a seat and a desk) that is down while *down* holds."""

    between: tuple[str, str]
    down: Condition


class Ending(Part, frozen=True):
    """How a role's part ends."""

    title: str
    text: str


class Harm(Part, frozen=True):
    """Harm on the way to an objective, with words for it; empty: its condition's."""

    when: Condition
    text: str = ""


class Objective(Part, frozen=True):
    """What the scenario trains: when it is achieved, its tasks (milestones, activities, rules), and harm on the way."""

    text: str
    achieved: Condition | None = None
    tasks: tuple[str, ...] = ()
    harm: tuple[Harm, ...] = ()


class Review(Part, frozen=True):
    """Whether professionals have signed the scenario, who, when and until when (ISO dates)."""

    state: Literal["draft", "signed"] = "draft"
    by: str = ""
    on: str = ""
    expires: str = ""


class ForChild(Part, frozen=True):
    """What an activity means for the children it names; scoring counts a child's day by it, and play knows nothing of it.

    *asked*: the child is asked to tell what happened. *parted*: it is parted from somebody it belongs with. *step*: it wants to be
    explained to the child first: a word for what is done. *explains*: the steps that the activity explains, in such words, or
    one of its arguments, whose values are such words. *promise*: a promise that can't be kept. *trusted_adult*, *basic_needs*:
    how it is from then on.
    """

    asked: bool = False
    parted: bool = False
    step: str = ""
    explains: tuple[str, ...] = ()
    promise: bool = False
    trusted_adult: Trusted | None = None
    basic_needs: Needs | None = None


class Activity(Part, frozen=True):
    """A word of the shared vocabulary: what was done, with which arguments."""

    title: str
    args: dict[str, str] = {}
    """Argument name -> its meaning."""
    notification: bool = False
    """Notifications happen at the moment of choosing (rule 8)."""
    for_child: ForChild | None = None
    """None: nothing that is counted in a child's day."""
    against: tuple[ActivityId, ...] = ()
    """What works against it where another role does it about the same people or things; it goes both ways. Only shown."""


class Scenario(Part, frozen=True):
    """A scenario, whole. Dictionaries keep the author's order."""

    name: str
    title: str
    kind: Literal["case", "drill", "tutorial"]
    starts: str
    """Local date and time at second 0, ISO without a zone: `2026-03-04T21:40`."""
    roles: dict[RoleId, Role]
    scenes: dict[SceneId, Scene]
    endings: dict[EndingId, Ending]
    format: int = 1
    summary: str = ""
    trains: tuple[str, ...] = ()
    minutes: int = 0
    review: Review = Review()
    protocols: tuple[str, ...] = ()
    content_notes: tuple[str, ...] = ()
    objectives: dict[str, Objective] = {}
    children: dict[ChildId, Child] = {}
    topics: dict[TopicId, str] = {}
    """Topic -> its title; every topic of a fact or a desk is here."""
    desks: dict[DeskId, Desk] = {}
    bases: dict[BasisId, Basis] = {}
    variables: dict[VariableId, VariableDef] = {}
    milestones: dict[MilestoneId, Milestone] = {}
    facts: dict[FactId, Fact] = {}
    injects: dict[InjectId, Inject] = {}
    stops: dict[StopId, Stop] = {}
    links: dict[LinkId, Link] = {}
    details: dict[str, tuple[str, ...]] = {}
    """Surface details: `{mother}` in prose becomes one of these, by seed (plain substitution, once)."""
    glossary: dict[str, str] = {}
    vocabulary: dict[ActivityId, Activity] = {}
    """The activities that this scenario uses."""
