"""The catalogue of diagnostics: each kind with its stable code, severity, title and a failing example.

Tests run every example and expect its code; the reference page prints them. A code is never used for
something else. An *example* is laid over the small scenario of `sim.format.example`. Kinds about files and
folders have no example, and tests of their own.

F00 files · F01 YAML · F02 texts · F1 fields and values · F2 names · F3 conditions ·
F4 scenes and the ways through them · F5 facts and desks · F6 credit and model answer · F7 protocol packs
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Kind(msgspec.Struct, frozen=True):
    """One kind of diagnostic."""

    code: str
    severity: Literal["error", "warning"]
    title: str
    example: str = ""


def _error(code: str, title: str, example: str = "") -> Kind:
    return Kind(code, "error", title, example)


def _warning(code: str, title: str, example: str = "") -> Kind:
    return Kind(code, "warning", title, example)


_DOOR = "scenes:\n  door:\n    roles: [police]\n"

NO_SCENARIO = _error("F001", "A folder without a scenario")
NOT_UTF8 = _error("F002", "A file that is not UTF-8 text")
TOO_LARGE = _error("F003", "A file over 1 MiB, or too many files")
UNREADABLE = _error("F004", "A file that can't be read")
OUTSIDE = _error("F005", "A file outside the scenario's folder")
NO_FILE = _error("F006", "A prose file that is not there", "summary: brief_summary.md\n")
STRAY_FILE = _error("F007", "A file that looks like a part of a scenario and is not")
EMPTY_FILE = _error("F008", "An empty file")

NOT_YAML = _error("F010", "Not YAML", "title: A knock: the door\n")
SEVERAL_DOCUMENTS = _error("F011", "Several documents in one file", "minutes: 5\n---\nkind: drill\n")
TOO_DEEP = _error("F012", "Nested too deep", "trains: " + "[" * 51 + "]" * 51 + "\n")
TOO_MANY = _error("F013", "Too many values")
KEY_TWICE = _error(
    "F014", "A key given twice", "minutes: 5\nendings:\n  over: {title: Over, title: Done, text: It is over.}\n"
)
ALIAS = _error("F015", "An anchor or an alias", "summary: &short A knock.\n")
TAG = _error("F016", "A tag", "minutes: !!int 5\n")
KEY_NOT_A_WORD = _error("F017", "A key that is not a word", "glossary: {[a, b]: c}\n")
PART_TWICE = _error("F018", "A part given twice, or in two files")

CONTROL = _warning("F020", "A control character", 'summary: "A knock.\\e]0;title\\a"\n')
MARKUP = _warning("F021", "Console markup", "summary: A [b]loud[/b] knock.\n")
CUT_BY_COMMENT = _warning("F024", "A comment that cuts a text", "summary: A knock at door #3 # of the upper floor.\n")
HTML = _warning("F022", "HTML", "summary: A <b>loud</b> knock.\n")
UNKNOWN_DETAIL = _warning("F023", "A surface detail that is not defined", "summary: A knock at {mother}'s door.\n")

WRONG_FORM = _error("F101", "A list, a mapping or a text where another is expected", "content_notes: separation\n")
UNKNOWN_FIELD = _error("F102", "A field that the format does not have", "tittle: A knock\n")
MISSING_FIELD = _error("F103", "A field is missing", "children:\n  child_a: {name: A}\n")
NO_VALUE = _error("F104", "A field without a value", "title:\n")
NOT_EXPECTED = _error("F105", "A value of another kind", "minutes: a few\n")
OUT_OF_RANGE = _error("F106", "A number too small or too large", "children:\n  child_a: {name: A, age: 99}\n")
NOT_AN_OPTION = _error("F107", "Not one of the words that may stand here", "kind: story\n")
BAD_NAME = _error("F108", "Not a name", "variables:\n  Beds-Left: {start: 1}\n")
COMMA_SPLIT = _error(
    "F109", "A comma split a text", "endings:\n  over: {title: Over, text: Safe, and the last resort}\n"
)
TOO_FEW = _error("F110", "Too few or too many entries", "trains: []\n")
CASES = _error(
    "F111",
    "A list of cases without its rest",
    _DOOR + "    text: [{if: distress > 3, text: A child cries.}]\n"
    "    choices: {knock: {text: Knock., goto: kitchen}}\n",
)
FORMAT_VERSION = _error("F112", "A version of the format that this program does not read", "format: 2\n")
ONE_OF = _error(
    "F113",
    "Fields that exclude each other",
    _DOOR + "    text: The door.\n    choices: {knock: {text: Knock., goto: kitchen}}\n"
    "    form: {items: {seen: {text: A child was seen.}}, goto: kitchen}\n",
)

LISTED_TWICE = _error(
    "F114",
    "A name twice in a list",
    _DOOR.replace("[police]", "[police, police]")
    + "    text: The door.\n    choices: {knock: {text: Knock., goto: kitchen}}\n",
)

UNKNOWN_NAME = _error("F201", "A name that is nowhere in the scenario", "milestones:\n  cps_told: cps.knows.allone\n")
TWO_THINGS = _error(
    "F202",
    "A name used for two things",
    "desks:\n  cps: {title: The CPS desk, answers: {home: {after: 4m, says: No.}}}\n",
)

CONDITION = _error("F301", "Not a condition", "milestones:\n  cps_told: knows(cps, alone)\n")
CONDITION_TOO_LONG = _error(
    "F302",
    "A condition too long or nested too deep",
    "milestones:\n  cps_told: " + "(" * 21 + "distress" + ")" * 21 + "\n",
)
NOT_SINCE = _error("F303", "`not` before `since`", "milestones:\n  cps_told: not since.welfare_check > 5m\n")
SECONDS_MEANT = _warning(
    "F304", "A number without a unit, compared with a time", "milestones:\n  cps_told: time > 30\n"
)
NOT_KNOWN_THERE = _error(
    "F305",
    "A choice or text that depends on what the role can't know",
    _DOOR + "    text: The door.\n"
    "    choices:\n      knock: {text: Knock., goto: kitchen}\n      wait: {if: cps.knows.order, text: Wait., goto: door}\n",
)
NEVER_DONE = _warning(
    "F306", "A condition that waits for something nothing does", "milestones:\n  cps_told: done.arrest\n"
)

_JOINT = "scenes:\n  kitchen:\n    roles: [police, cps]\n    text: The kitchen.\n"
JOINT_NEEDS = _error(
    "F401",
    "A joint scene that lacks what several roles need",
    _JOINT + "    choices: {go: {text: Go., goto: {end: over}}}\n",
)
LIMIT_NEEDS = _error(
    "F402",
    "A limit without what follows",
    _DOOR + "    think: 30s\n    text: The door.\n    choices: {knock: {text: Knock., goto: kitchen}}\n",
)
NOT_THERE = _error(
    "F403",
    "A role where it is not gathered",
    "roles:\n  cps: {title: Investigator, begins: door, brief: You are on call.}\n",
)
NO_WAY_ON = _error(
    "F404",
    "A choice that leads nowhere",
    _DOOR + "    text: The door.\n    choices: {knock: {text: Knock.}}\n",
)
NO_WAY_OUT = _error(
    "F405",
    "A scene in which nothing can be chosen",
    _DOOR + "    text: The door.\n    choices: {knock: {if: distress > 2, text: Knock., goto: kitchen}}\n",
)
NEVER_ENDS = _error(
    "F406",
    "A role whose part never ends",
    _DOOR + "    text: The door.\n    choices: {wait: {text: Wait., goto: door}}\n",
)
INSTANT_LOOP = _error(
    "F407",
    "A loop in which no time passes",
    "injects:\n  full: {when: beds == 2, repeat: true, sets: {beds: 0}}\n"
    "  half: {when: beds == 1, repeat: true, sets: {beds: 2}}\n"
    "  empty: {when: beds == 0, repeat: true, sets: {beds: 1}}\n",
)
UNREACHED = _warning(
    "F408", "A scene or ending that nobody gets to", "endings:\n  early: {title: Early, text: It ended early.}\n"
)
NEEDLESS = _warning(
    "F409",
    "Something that means nothing here",
    _DOOR + "    wait: 5m\n    text: The door.\n    choices: {knock: {text: Knock., goto: kitchen}}\n",
)
INSTANT_ROUND = _warning(
    "F410",
    "Injects that set each other off within one second",
    "injects:\n  up: {when: beds == 0, repeat: true, sets: {beds: 1}}\n  down: {when: beds == 1, repeat: true, sets: {beds: 0}}\n",
)
HALF_LEFT_OUT = _warning(
    "F411",
    "Content that is left out in one scene and not in another",
    _DOOR
    + "    content: [noise]\n    instead: porch\n    text: The door.\n    choices: {knock: {text: Knock., goto: kitchen}}\n"
    "  porch:\n    roles: [police]\n    content: [noise]\n    text: The porch.\n"
    "    choices: {knock: {text: Knock., goto: kitchen}}\n",
)

NEVER_KNOWN = _warning("F501", "A fact that nobody can know", "facts:\n  dog: {topic: home, text: There is a dog.}\n")
CONTRADICTION = _error(
    "F502",
    "Two things that contradict each other",
    "facts:\n  dog: {topic: home, text: A dog., held_by: [police], needed_by: {cps: {decision: kitchen}}, keep_from: [cps]}\n",
)
DESK = _error(
    "F503",
    "A desk that can't be asked for what it holds",
    "facts:\n  dog: {topic: home, text: There is a dog., held_by: [records]}\n",
)
DESK_SILENT = _warning(
    "F504", "A desk with nothing to say", "desks:\n  court: {title: The court, answers: {home: {after: 4m}}}\n"
)

NEW_TOPIC = _warning(
    "F505",
    "A topic that is like another",
    "topics: {houses: Houses}\nfacts:\n  dog: {topic: house, text: A dog., held_by: [police]}\n",
)

_TWO = _DOOR + "    text: The door.\n    choices:\n"
UNEVEN = _error(
    "F601",
    "Credit in a dimension for some choices only",
    _TWO + "      knock: {text: Knock., credit: {protocol: 1}, because: {text: Yes., cite: K-01}, goto: kitchen}\n"
    "      wait: {text: Wait., goto: door}\n",
)
HASTE = _error(
    "F602",
    "Haste with a child",
    _TWO + "      knock:\n        text: Knock.\n"
    "        credit: {trauma_informed: 1, within: {trauma_informed: {target: 5m, late: 9m}}}\n"
    "        because: {text: Yes., cite: K-01}\n        goto: kitchen\n",
)
WITHIN = _error(
    "F603",
    "Timeliness that can't be reckoned",
    _TWO
    + "      knock:\n        text: Knock.\n        credit: {protocol: 1, within: {protocol: {target: 9m, late: 5m}}}\n"
    "        because: {text: Yes., cite: K-01}\n        goto: kitchen\n",
)
TWO_MODELS = _error(
    "F604",
    "Two model answers",
    _TWO
    + "      knock: {model: true, text: Knock., goto: kitchen}\n      wait: {model: true, text: Wait., goto: door}\n",
)
MODEL_TIE = _warning(
    "F605",
    "No model answer",
    _TWO + "      knock: {text: Knock., goto: kitchen}\n      wait: {text: Wait., goto: door}\n",
)
NO_SOURCE = _warning(
    "F606", "Credit without a source", _TWO + "      knock: {text: Knock., credit: {protocol: 1}, goto: kitchen}\n"
)

NOT_A_RULE = _error("F701", "A rule that nothing can be checked against")
RULE_TWICE = _error("F702", "A rule in two packs")
NEVER_HOLDS = _error("F703", "A rule that never holds")
PACK_UNUSED = _warning("F704", "A pack beside a scenario that it does not name")
PACK_OUT_OF_DATE = _warning("F705", "A pack of which nothing is in force on the day of the case")
NO_PARTY = _warning(
    "F706", "A seat that no rule can speak of, or a pack that speaks of no seat", "protocols: [florida]\n"
)

KINDS: tuple[Kind, ...] = tuple(
    sorted((kind for kind in globals().values() if isinstance(kind, Kind)), key=lambda kind: kind.code)
)
"""All kinds, by code."""
