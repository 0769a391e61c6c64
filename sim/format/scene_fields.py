"""The definition of the format, scenes and their choices. `sim.format.fields` is the way in."""

from __future__ import annotations

from typing import get_args

from sim.engine.scenario import HintAct
from sim.format.effect_fields import (
    BECAUSE,
    CHILD,
    CREDIT,
    EFFECTS,
    GOTO,
    ROLE,
    ROLES,
    SCENE,
    TAKES,
    TEXT,
)
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
    Pick,
    Prose,
    Record,
    Truth,
    Word,
)

_TAKES = Field("takes", TAKES, "How long it takes on the case clock; at least a second.", "4m", default="1s")
_UNREACHABLE = Field(
    "unreachable", Truth(), "Nobody can reach the role meanwhile; messages wait.", "true", default="false"
)
OUTCOME = Record(
    "outcome",
    "What follows when nobody chose: `if_no_answer`, `if_deadlock`, `no_show`, `latecomer`.",
    (
        Field("text", TEXT, "What is shown.", "The neighbour pushes past you.", default="nothing"),
        _TAKES,
        *EFFECTS,
        CREDIT,
        GOTO,
        _UNREACHABLE,
    ),
)
KEY = Field(
    "key",
    Record(
        "key",
        "Whose judgement the credit is.",
        (
            Field("source", Word(("author", "panel")), "The author's, or a panel's.", "panel", default="author"),
            Field("n", Numeral(1, 1000, whole=True), "How many were on the panel.", "7"),
            Field("sd", Numeral(0, 2), "Their spread (standard deviation on five points).", "0.6"),
        ),
    ),
    "Whose judgement the credit is.",
    "{source: panel, n: 7, sd: 0.6}",
    default="the author's",
)
CHOICE = Record(
    "choice",
    "One way out of a decision.",
    (
        Field(
            "text", TEXT, "What is done, as an instruction to oneself.", "Announce yourself and wait.", required=True
        ),
        Field(
            "model",
            Truth(),
            "The model answer of this scene.",
            "true",
            default="the largest sum of credit is the model answer",
        ),
        Field("if", Expression(), "It is offered while this holds.", "police.knows.aunt_cleared", default="always"),
        _TAKES,
        *EFFECTS,
        CREDIT,
        BECAUSE,
        GOTO,
        _UNREACHABLE,
        KEY,
        Field(
            "hotline",
            Truth(),
            "It would ring a hotline or an agency's line: while it is offered, the scene says that nobody is called.",
            "true",
            default="true where it does an activity `hotline_…`",
        ),
    ),
)
ITEM = Record(
    "item",
    "A line of a form. Ticked, it earns its credit; left, one minus its credit.",
    (
        Field("text", TEXT, "What the line says.", "No parent is able to care for them tonight.", required=True),
        Field(
            "if",
            Expression(),
            "The line is on the form while this holds.",
            "police.knows.aunt_cleared",
            default="always",
        ),
        CREDIT,
        BECAUSE,
        KEY,
    ),
)
FORM = Record(
    "form",
    "A choice made by ticking lines and handing in. In conditions it is the choice `form` of its scene.",
    (
        Field(
            "items", Named(New("item"), ITEM, 1), "Its lines.", "{no_adult: {text: No adult is able.}}", required=True
        ),
        Field(
            "pick",
            Pick(),
            "How many lines may be ticked: any, at_most N, at_least N, exactly N, N to M.",
            "at_most 2",
            default="any",
        ),
        _TAKES,
        *EFFECTS,
        CREDIT,
        BECAUSE,
        GOTO,
        _UNREACHABLE,
        KEY,
    ),
)
_ALSO = Record(
    "also",
    "A paragraph that is added while it holds.",
    (
        Field("text", Prose(), "The paragraph.", "The youngest has begun to cry.", required=True),
        Field("if", Expression(), "When it is shown.", "child_distress >= 4", default="always"),
        Field("role", ROLE, "To whom.", "cps", default="all who are there"),
    ),
)
SCENE_TEXT = Either(
    Prose(),
    TEXT.sequence,
    Record(
        "scene text by role",
        "What the scene says: to all, to single roles in addition, and paragraphs that are added when they hold.",
        (
            Field("all", TEXT, "To everybody who is there.", "You stand in the kitchen and speak low."),
            Field(
                "also",
                Listed(_ALSO, 1),
                "Paragraphs that are added while they hold.",
                "[{if: child_distress >= 4, text: The youngest cries.}]",
            ),
        ),
        Named(ROLE, TEXT),
    ),
)
_DECIDES = Record(
    "decides",
    "How a joint scene is decided, and by whom: exactly one of the three.",
    (
        Field(
            "lead", ROLES, "One decides and the others may advise: the first of these who is there.", "[cps, police]"
        ),
        Field("together", Listed(ROLE, 2), "All of these must pick the same.", "[police, cps]"),
        Field(
            "each", ROLES, "Each of these picks alone; picks stay hidden until all are in.", "[police, cps, medical]"
        ),
    ),
)
HINT = Record(
    "hint",
    "Tutorials: what can be done here, said at the moment of need; the key or word for it is shown with it.",
    (
        Field(
            "act",
            Word(get_args(HintAct)),
            "What it speaks of. A hint without `if` goes once that is done.",
            "tell",
            required=True,
        ),
        Field("text", Line(), "A sentence on it, without a key.", "Tell CPS what you have seen.", required=True),
        Field(
            "if",
            Expression(),
            "When to show it.",
            "police.knows.children_alone",
            default="while the role is at the scene and has not done it",
        ),
        Field("role", ROLE, "To whom.", "police", default="all who are there"),
    ),
)


def _outcome(name: str, meaning: str, example: str) -> Field:
    return Field(name, OUTCOME, meaning, example)


SCENE_FIELDS = Record(
    "scene",
    "A place and moment at which roles decide something.",
    (
        Field("roles", ROLES, "The roles it gathers.", "[police, cps]", required=True),
        Field("title", Line(), "Its name on the screen.", "In the kitchen", default="its name, made readable"),
        Field(
            "text",
            SCENE_TEXT,
            "What is seen, heard and known there.",
            "The door is ajar. A **television** is on.",
            required=True,
        ),
        Field(
            "think",
            Duration(1),
            "Time to decide, beside the time to read the scene and the news above it.",
            "30s",
            default="no limit",
        ),
        Field(
            "choices",
            Named(New("choice"), CHOICE, 1),
            "The ways out. Either these or a form.",
            "{wait: {text: Wait., goto: huddle}}",
        ),
        Field("form", FORM, "Instead of choices: lines to tick.", "{items: {...}, goto: huddle}"),
        Field("ordered", Truth(), "Keep the choices in this order.", "true", default="false: shuffled by seed"),
        Field(
            "decides",
            Either(Word(("each",)), None, _DECIDES),
            "Joint scenes: how they are decided.",
            "{together: [police, cps]}",
            default="with one role, that role; several roles need it",
        ),
        Field("wait", Duration(1), "Joint scenes: how long the first waits for the others.", "20m"),
        Field("quorum", ROLES, "Who must be there when the wait is over.", "[police, cps]", default="all who decide"),
        _outcome("no_show", "What follows when the quorum is not there after the wait.", "{goto: supervisors_call}"),
        _outcome("latecomer", "The way of a role that comes when the decision is over.", "{goto: triage}"),
        _outcome(
            "if_no_answer",
            "What follows when the time is over and somebody has not answered.",
            "{text: The neighbour decides., goto: huddle}",
        ),
        _outcome(
            "if_deadlock",
            "`together`: what follows when the time is over and the picks differ.",
            "{takes: 10m, goto: supervisors_call}",
        ),
        Field("children", Listed(CHILD, 1), "The children who are there.", "[child_a, child_b]"),
        _UNREACHABLE,
        Field("content", Listed(Line(), 1), "Content that somebody may wish to skip.", "[separation]"),
        Field(
            "hotline",
            Truth(),
            "It is about calling the hotline: it says that nobody is called.",
            "true",
            default="false",
        ),
        Field("instead", SCENE, "The scene for those who skip that content.", "huddle_short"),
        Field(
            "key_decision",
            Truth(),
            "It is one of the decisions that the case is about: whoever looks back sees that.",
            "true",
            default="false",
        ),
        Field(
            "hints",
            Listed(HINT, 1),
            "Tutorials: what can be done here, said when it is needed.",
            "[{act: tell, text: Tell somebody.}]",
        ),
    ),
)
