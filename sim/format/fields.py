"""The definition of the format: every field with its shape, its meaning and an example.

The format is said here (and in `fact_fields`, `scene_fields`, `effect_fields`) and nowhere else: the reader checks by it, the
JSON Schema and the reference page are made from it. `TOP` is the whole scenario. How play treats the fields
is said in `sim.engine.scenario`.
"""

from __future__ import annotations

from typing import get_args

from sim.engine.parties import PARTIES
from sim.engine.scenario import DIMENSIONS, Needs, Trusted
from sim.format.effect_fields import ROLE, effects
from sim.format.fact_fields import BASIS_FIELDS, DESK, FACT
from sim.format.scene_fields import SCENE_FIELDS
from sim.format.shapes import (
    Day,
    Duration,
    Either,
    Expression,
    Field,
    Line,
    Listed,
    Moment,
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

FORMAT = 1
"""The version of the format that this program reads."""
MOST_ROLES = 12
"""More seats than that are no table-top exercise any more."""

REVIEW = Record(
    "review",
    "Whether professionals have signed the scenario.",
    (
        Field("state", Word(("draft", "signed")), "draft or signed.", "signed", default="draft"),
        Field("by", Line(), "Who signed.", "Two names and their offices"),
        Field("on", Day(), "When.", "2026-11-02"),
        Field("expires", Day(), "Until when it holds.", "2027-11-02"),
    ),
)
_HARM = Record(
    "harm",
    "Harm on the way to an objective.",
    (
        Field("when", Expression(), "It has come once this holds.", "done.false_promise", required=True),
        Field("text", Line(), "What it is, in plain words.", "The children were promised what nobody can keep."),
    ),
)
OBJECTIVE = Record(
    "objective",
    "What the scenario trains.",
    (
        Field("text", Line(), "What it trains, as a task.", "Record the legal test.", required=True),
        Field("achieved", Expression(), "When it is achieved.", "done.record_custody_test"),
        Field(
            "tasks",
            Listed(Line(), 1),
            "Milestones, activities or rules of its packs that belong to it.",
            "[cps_told, hotline_report, B-01]",
        ),
        Field(
            "harm",
            Listed(Either(Expression(), None, _HARM), 1),
            "What would be harm on the way: conditions, with words for them where a debrief shows them.",
            '["child_distress >= 5"]',
        ),
    ),
)
ROLE_FIELDS = Record(
    "role",
    "A seat of the scenario.",
    (
        Field("title", Line(), "Its name on the screen.", "Patrol officer", required=True),
        Field(
            "short", Line(), "Its name where there is little room, as colleagues say it.", "Police", default="its title"
        ),
        Field("begins", Ref(("scene",), ("standing_by",)), "Where it begins.", "doorstep", required=True),
        Field("brief", Prose(), "What this role reads before it begins.", "brief_police.md", required=True),
        Field(
            "answers_after",
            Duration(1),
            "How long a computer's player here takes to answer a question.",
            "3m",
            default="1m",
        ),
        Field(
            "party",
            Listed(Word(PARTIES), 1),
            "Which of those that the rules of protocol packs bind sits here, the main one first.",
            "[patrol]",
            default="the one of the role's own name",
        ),
    ),
)
_TRUSTED = "Whether an adult whom the child trusts is with it"
_NEEDS = "Whether food, warmth, sleep, toilet and pain are seen to"
_UNSAID = "not said: no time is counted before something changes it"
CHILD_FIELDS = Record(
    "child",
    "A child of the case.",
    (
        Field("name", Line(), "A letter, never a name.", "A", required=True),
        Field("age", Numeral(0, 21), "Years.", "9", required=True),
        Field(
            "trusts",
            Listed(Line(), 1),
            "The adults it trusts, as `adult` and `parent` name them in what is done.",
            "[aunt, mother]",
            default="whomever an activity gives it to",
        ),
        Field("trusted_adult", Word(get_args(Trusted)), f"{_TRUSTED} when the case begins.", "gone", default=_UNSAID),
        Field("basic_needs", Word(get_args(Needs)), f"{_NEEDS} when the case begins.", "unmet", default=_UNSAID),
    ),
)
INJECT = Record(
    "inject",
    "Something that comes from outside.",
    (
        Field(
            "when",
            Expression(),
            "It comes the moment this holds.",
            "since.welfare_check >= 30m",
            default="only by the facilitator's hand",
        ),
        Field("repeat", Truth(), "Every time it comes to hold, and not only the first.", "true", default="false"),
        Field(
            "title", Line(), "Its name for the facilitator.", "The supervisor rings", default="its name, made readable"
        ),
        Field(
            "message",
            Named(Ref(("role",), ("all",)), Prose()),
            "What roles are shown; `all`: who is not named.",
            "{police: Your supervisor asks who knows.}",
        ),
        Field(
            "teaches", Named(ROLE, Listed(Ref(("fact",)), 1)), "Facts that roles learn by it.", "{cps: [aunt_cleared]}"
        ),
        *effects(timed=False),
    ),
)


def _short(record: Record, name: str) -> Either:
    """*record*, or only its field *name*."""
    return Either(record.by_name[name].shape, None, record)


_CRITICAL = Record(
    "critical error",
    "Why nothing makes it good. Coach and practice mode stop the case there and show it, with the way back.",
    (
        Field(
            "text",
            Prose(),
            "What happened and why nothing makes it good, in plain words that blame no child.",
            "The children were handed to somebody whom a court keeps away from them.",
            required=True,
        ),
        Field("cite", Line(), "The source.", "B-14"),
        Field("roles", Listed(ROLE, 1), "Whose it is.", "[police]", default="the team's"),
        Field(
            "dimension",
            Word(DIMENSIONS),
            "What it fails in an exam, until a person has confirmed it or found that it is none.",
            "trauma_informed",
            default="protocol",
        ),
    ),
)
_MILESTONE = Record(
    "milestone",
    "A named condition; the moment it first holds is an event.",
    (
        Field("when", Expression(), "The condition.", "cps.knows.children_alone", required=True),
        Field(
            "critical",
            _CRITICAL,
            "It is an act or omission that nothing else can make good.",
            "{text: The children were left alone in danger., cite: B-14}",
        ),
    ),
)
_VARIABLE = Record(
    "variable",
    "A number of the scenario, or true and false as 1 and 0.",
    (
        Field("start", Numeral(truth=True), "Its value at the beginning.", "2", default="0"),
        Field("min", Numeral(), "It never goes below.", "0"),
        Field("max", Numeral(), "It never goes above.", "5"),
        Field(
            "visible", Truth(), "Every role sees it, and choices and texts may depend on it.", "true", default="false"
        ),
        Field(
            "title", Line(), "Its name on the screen.", "Distress of the children", default="its name, made readable"
        ),
    ),
)
_STOP = Record(
    "stop",
    "A planned stop with a question for the room.",
    (
        Field("when", Expression(), "The play stops the moment this holds.", "reached.cps_told", required=True),
        Field("question", Line(), "What to ask.", "Who in the room knows about the aunt?", required=True),
    ),
)
_LINK = Record(
    "link",
    "A line between two seats, or a seat and a desk, that can be down.",
    (
        Field(
            "between", Listed(Ref(("role", "desk")), 2, 2), "Its two ends.", "[medical, county_records]", required=True
        ),
        Field("down", Expression(), "It is down while this holds.", "time >= 20m and time < 35m", required=True),
    ),
)
_ENDING = Record(
    "ending",
    "How a role's part ends.",
    (
        Field("title", Line(), "Its name.", "Together for the night", required=True),
        Field("text", Prose(), "What is shown.", "ending_aunt.md", required=True),
    ),
)
_FOR_CHILD = Record(
    "for_child",
    "What an activity means for a child. An activity without `child` or `children` means it for every child of the case.",
    (
        Field("asked", Truth(), "The child is asked to tell what happened.", "true", default="false"),
        Field("parted", Truth(), "It is parted from somebody it belongs with.", "true", default="false"),
        Field("step", Line(), "It wants to be explained to the child first: a word for what is done.", "exam"),
        Field(
            "explains",
            Listed(Line(), 1),
            "The steps that it explains: their words, or the argument that says which.",
            "[leaving]",
        ),
        Field("promise", Truth(), "It is promised what can't be kept.", "true", default="false"),
        Field("trusted_adult", Word(get_args(Trusted)), f"{_TRUSTED} from then on.", "here"),
        Field("basic_needs", Word(get_args(Needs)), f"{_NEEDS} from then on.", "met"),
    ),
)
ACTIVITY = Record(
    "activity",
    "A word for what was done, beside those of the shared vocabulary.",
    (
        Field("title", Line(), "Its name in reports.", "Walked the child to class", required=True),
        Field(
            "args",
            Named(New("argument"), Line()),
            "Its arguments and what they mean.",
            "{children: Which children were seen.}",
        ),
        Field(
            "notification",
            Truth(),
            "It tells somebody, and so happens at the moment of choosing.",
            "true",
            default="false",
        ),
        Field(
            "for_child",
            _FOR_CHILD,
            "What it means for the children it names in `child` or `children`: their day is counted by it.",
            "{trusted_adult: here}",
        ),
        Field(
            "against",
            Listed(Ref(("activity",)), 1),
            "The activities that work against it where another role does them about the same people or things. It goes both ways, "
            "and the debrief shows it.",
            "[adult_turned_away]",
        ),
    ),
)


def _names(noun: New, shape: Shape, least: int = 0, most: int | None = None) -> Named:
    return Named(noun, shape, least, most)


TOP = Record(
    "scenario",
    "A whole scenario. Every field may stand in a file of its own that is named after it (`facts.yaml`).",
    (
        Field("format", Numeral(1, whole=True), "The version of the format.", str(FORMAT), required=True),
        Field(
            "scenario",
            New("scenario"),
            "Its name, as commands and records say it.",
            "night_at_the_duplex",
            required=True,
        ),
        Field("title", Line(), "Its name for people.", "Night at the duplex", required=True),
        Field("kind", Word(("case", "drill", "tutorial")), "What it is.", "case", required=True),
        Field("starts", Moment(), "The date and time on the clock when it begins.", "2026-03-04 21:40", required=True),
        Field("summary", Prose(), "Two sentences for somebody who chooses a case.", "A call at night."),
        Field("trains", Listed(Line(), 1), "What it trains, in a few words each.", "[telling early, the custody test]"),
        Field("minutes", Numeral(0, 600, whole=True), "How long a person plays, in minutes.", "15"),
        Field("review", REVIEW, "Whether professionals have signed it.", "{state: draft}", default="draft"),
        Field("protocols", Listed(New("pack")), "The protocol packs that apply.", "[florida, cac_mdt]"),
        Field("content_notes", Listed(Line(), 1), "What somebody may wish to know before.", "[separation of children]"),
        Field(
            "objectives",
            _names(New("objective"), OBJECTIVE),
            "What it trains, in terms that can be judged.",
            "{custody_test: {text: Record the test.}}",
        ),
        Field(
            "roles",
            _names(New("role"), ROLE_FIELDS, 1, MOST_ROLES),
            "The seats.",
            "{police: {title: Patrol officer, begins: doorstep, brief: brief.md}}",
            required=True,
        ),
        Field("children", _names(New("child"), CHILD_FIELDS), "The children.", "{child_a: {name: A, age: 9}}"),
        Field(
            "topics",
            _names(New("topic"), Line()),
            "Titles of topics.",
            "{the_home: The home}",
            default="their names, made readable",
        ),
        Field(
            "desks",
            _names(New("desk"), DESK),
            "Who can be asked and is nobody's seat.",
            "{county_records: {title: Records, answers: {relatives: {after: 4m}}}}",
        ),
        Field(
            "bases",
            _names(New("basis"), _short(BASIS_FIELDS, "text")),
            "Grounds for passing information on.",
            "{fl_39_306: Records check under the 39.306 agreement.}",
        ),
        Field("variables", _names(New("variable"), _VARIABLE), "Numbers of the case.", "{beds: {start: 1, min: 0}}"),
        Field(
            "milestones",
            _names(New("milestone"), _short(_MILESTONE, "when")),
            "Named conditions.",
            "{cps_told: cps.knows.children_alone}",
        ),
        Field(
            "facts",
            _names(New("fact"), FACT),
            "The atoms of information.",
            "{children_alone: {topic: the_home, text: Small children are alone.}}",
        ),
        Field(
            "injects",
            _names(New("inject"), INJECT),
            "What comes from outside.",
            "{supervisor_rings: {when: time >= 30m, message: {police: Who knows?}}}",
        ),
        Field(
            "stops",
            _names(New("stop"), _STOP),
            "Planned stops with a question.",
            "{before_court: {when: reached.cps_told, question: Who knows?}}",
        ),
        Field(
            "links",
            _names(New("link"), _LINK),
            "Lines that can be down.",
            "{radio: {between: [police, cps], down: time < 10m}}",
        ),
        Field(
            "scenes",
            _names(New("scene"), SCENE_FIELDS, 1),
            "The scenes. They may also stand in `scenes/*.yaml`.",
            "{doorstep: {roles: [police], text: A door., choices: {...}}}",
            required=True,
        ),
        Field(
            "endings",
            _names(New("ending"), _ENDING, 1),
            "How a part can end.",
            "{with_the_aunt: {title: Together, text: ending.md}}",
            required=True,
        ),
        Field(
            "details",
            _names(New("detail"), Listed(Line(), 1)),
            "Surface details that vary by seed: `{mother}` in prose becomes one of them.",
            "{mother: [Ms Ray, Ms Cole]}",
        ),
        Field("glossary", _names(New("term"), Line()), "Terms and what they mean.", "{CPS: Child protective services}"),
        Field(
            "activities",
            _names(New("activity"), ACTIVITY),
            "Activities beside the shared vocabulary.",
            "{knock: {title: Knock}}",
        ),
    ),
)
VOCABULARY = Record(
    "vocabulary",
    "A file of shared activities.",
    (
        Field(
            "activities", _names(New("activity"), ACTIVITY), "The activities.", "{knock: {title: Knock}}", required=True
        ),
    ),
)
