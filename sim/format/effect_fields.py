"""The definition of the format, what things bring about: effects, credit, and where roles go.

`sim.format.fields` is the way in. Each record stands after those that it is made of.
"""

from __future__ import annotations

from sim.format.shapes import (
    Duration,
    Either,
    Expression,
    Field,
    Line,
    Listed,
    Named,
    New,
    Numeral,
    Prose,
    Record,
    Ref,
    Shape,
    Truth,
    Word,
)

ROLE, FACT, SCENE, VARIABLE = Ref(("role",)), Ref(("fact",)), Ref(("scene",)), Ref(("variable",))
ENDING, BASIS, CHILD, ACTIVITY = Ref(("ending",)), Ref(("basis",)), Ref(("child",)), Ref(("activity",))
ROLES, FACTS, BASES = Listed(ROLE, 1), Listed(FACT, 1), Listed(BASIS, 1)

IF = Field("if", Expression(), "The entry counts when this holds; the last entry has none.", "child_distress >= 4")
AT = Field(
    "at",
    Word(("start", "end")),
    "At the moment of choosing, or when the work is done.",
    "end",
    default="the usual moment of this kind of effect",
)


def cases(shape: Shape, name: str, what: str) -> Either:
    """*shape*, or a list of `{if: ..., name: ...}` of which the first that holds counts."""
    meaning = "One of several possibilities: the first entry whose `if` holds counts; the last has none."
    case = Record(f"{what} case", meaning, (IF, Field(name, shape, f"The {what} in this case.", "...", required=True)))
    listed = Listed(case, 1, cases=True)
    if isinstance(shape, Either):
        return Either(shape.scalar, listed, shape.mapping)
    return Either(shape, listed, None)


TEXT = cases(Prose(), "text", "text")
TAKES = cases(Duration(1), "takes", "duration")

# -- effects: what happens when something is chosen, done, or comes from outside -----------------------------------

CALL = Record(
    "call",
    "A role is called to another scene.",
    (
        Field("scene", SCENE, "Where it is called to.", "supervisors_call", required=True),
        Field(
            "urgent", Truth(), "Break off what the role is doing: its effects do not happen.", "true", default="false"
        ),
    ),
)
ARGUMENTS = Named(New("argument"), Either(Line(), Listed(Line(), 1), None))
LEVEL = Numeral(truth=True)


def effects(*, timed: bool) -> tuple[Field, ...]:
    """The fields of effects: *timed* ones have a start and an end and may say `at`; those of injects do not."""
    at, start, end = ((AT,), "; at the start", "; at the end") if timed else ((), "", "")

    def lines(name: str, meaning: str, key: Ref, value: Shape) -> Either:
        record = Record(name, meaning, at, Named(key, value))
        return Either(None, Listed(record, 1) if timed else None, record)

    act = Record("activity with arguments", "One activity with its arguments.", at, Named(ACTIVITY, ARGUMENTS))
    learns = Record("learns", "Facts that are learnt, by the role that learns them.", at, Named(ROLE, FACTS))
    fields = (
        Field(
            "tells",
            lines("tells", "Facts that are told, by the role that hears them.", ROLE, FACTS),
            "Facts that are told to a role.",
            "{cps: [children_alone]}",
            default=f"nothing{start}",
        ),
        Field(
            "learns",
            Either(None, Listed(Either(FACT, None, learns), 1), learns),
            "Facts that the work teaches: to everybody who did it, or by role.",
            "[three_children, mother_unconscious]",
            default=f"nothing{end}",
        ),
        Field(
            "does",
            Listed(Either(ACTIVITY, None, act), 1),
            "Activities that are done, with their arguments.",
            "[hotline_report, {welfare_check: {children: [child_a, child_b]}}]",
            default="nothing" + (", at the end; notifications at the start" if timed else ""),
        ),
        Field(
            "sets",
            lines("sets", "Variables and the values they get.", VARIABLE, LEVEL),
            "Variables that get a value.",
            "{beds: 0}",
            default=f"nothing{start}",
        ),
        Field(
            "adds",
            lines("adds", "Variables and by how much they change.", VARIABLE, LEVEL),
            "Variables that grow or shrink.",
            "{child_distress: -1}",
            default=f"nothing{start}",
        ),
        Field(
            "calls",
            lines("calls", "Roles and the scenes they are called to.", ROLE, Either(SCENE, None, CALL)),
            "Roles that are called away to another scene.",
            "{police: {scene: supervisors_call, urgent: true}}",
            default=f"nobody{start}",
        ),
        Field("ends", ENDING, "The whole case ends for everybody.", "handed_over", default=f"nothing ends{end}"),
    )
    # An inject is nobody's work: what it teaches, it says by role in `teaches`.
    return fields if timed else tuple(each for each in fields if each.name != "learns")


EFFECTS = effects(timed=True)

# -- credit -------------------------------------------------------------------------------------------------------

_WITHIN = Record(
    "within",
    "Timeliness: full credit up to the target, none from late on, in between in proportion.",
    (
        Field("target", Duration(), "Full credit up to here.", "5m", required=True),
        Field("late", Duration(1), "No credit from here on.", "15m", required=True),
        Field(
            "since",
            Expression(),
            "What starts the clock: a mark.",
            "done.welfare_check",
            default="the opening of the decision",
        ),
    ),
)
_POINTS = Numeral(0, 1)
_DIMENSIONS = (
    Field("coordination", _POINTS, "Working together: 0 to 1.", "1"),
    Field("trauma_informed", _POINTS, "Care for the child: 0 to 1.", "0.8"),
    Field("protocol", _POINTS, "Law, guideline and local protocol: 0 to 1.", "0.6"),
    Field(
        "within",
        Record(
            "within by dimension",
            "Which credits depend on time. Never those of trauma-informed work: haste with a child earns nothing.",
            tuple(
                Field(each, _WITHIN, "Timeliness of this credit.", "{target: 5m, late: 15m}")
                for each in ("coordination", "trauma_informed", "protocol")
            ),
        ),
        "Credits that depend on time.",
        "{protocol: {target: 5m, late: 15m, since: done.welfare_check}}",
    ),
)
_CREDIT = Record("credit", "What a choice earns in each dimension, from 0 to 1.", _DIMENSIONS)
_CREDIT_CASE = Record("credit case", "What a choice earns when this holds.", (IF, *_DIMENSIONS))
CREDIT = Field(
    "credit",
    Either(None, Listed(_CREDIT_CASE, 1, cases=True), _CREDIT),
    "What it earns. If one choice of a scene has credit in a dimension, every choice has.",
    "{coordination: 1, trauma_informed: 0.8, protocol: 1}",
    default="nothing is scored",
)
BECAUSE = Field(
    "because",
    Record(
        "because",
        "Why a choice earns what it earns.",
        (
            Field(
                "text",
                Prose(),
                "The reason, in a sentence or two.",
                "The other agency hears at the first sign.",
                required=True,
            ),
            Field("cite", Line(), "The source: a number of the domain reference or a paragraph.", "K-01"),
        ),
    ),
    "Why it earns that, and the source.",
    "{text: The other agency hears at the first sign., cite: K-01}",
)

# -- where roles go -----------------------------------------------------------------------------------------------

TO_END = Field("end", ENDING, "The role is finished, with this ending.", "with_the_aunt")
PLACE = Either(
    Ref(("scene",), ("back", "stand_by")),
    None,
    Record("place", "A place to go to, when it is an ending.", (TO_END,)),
)
_BY_ROLE = cases(PLACE, "to", "way")
_GOTO = Record(
    "goto",
    "Where each role goes; `all` stands for the roles that are not named.",
    (TO_END, Field("all", _BY_ROLE, "Where the roles go that are not named.", "huddle")),
    Named(ROLE, _BY_ROLE),
)
GOTO = Field(
    "goto",
    Either(_BY_ROLE.scalar, _BY_ROLE.sequence, _GOTO),
    "Where it leads: a scene, `back` (to where the role was called from), `stand_by`, an ending, or a map by role.",
    "{police: custody_test, cps: {end: with_the_aunt}}",
)
