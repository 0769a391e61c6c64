"""The definition of the format, protocol packs: every field with its shape, its meaning and an example.

`PACK` is a whole pack. What a constraint means is said in `docs/conformance.md`.
"""

from __future__ import annotations

from typing import get_args

from sim.engine.protocols import MESSAGES, SUBJECTS, Confidence, Kind, Party, Severity, Template
from sim.format.effect_fields import ACTIVITY
from sim.format.fields import REVIEW
from sim.format.shapes import (
    Day,
    Duration,
    Either,
    Field,
    Line,
    Listed,
    Named,
    New,
    Numeral,
    Prose,
    Record,
    Shape,
    Word,
)

_ALTERNATIVES = Either(Line(), Listed(Line(), 1), None)
_GUARD = Record(
    "guard",
    "A condition on an argument other than that it is this or one of these.",
    (
        Field("not", _ALTERNATIVES, "It is none of these, or not said.", "home"),
        Field("at_least", Numeral(), "It is a number, and at least this.", "2"),
        Field("at_most", Numeral(), "It is a number, and at most this.", "5"),
    ),
)
_INTERVAL = Record(
    "interval",
    "A stretch of the case, from one activity to another.",
    (
        Field(
            "opens",
            Either(ACTIVITY, Listed(ACTIVITY, 1), None),
            "Activities after which it is on.",
            "suspect_at_site",
            required=True,
        ),
        Field("closes", Either(ACTIVITY, Listed(ACTIVITY, 1), None), "Activities after which it is off.", "arrest"),
    ),
)
_INTERVALS = Either(None, Listed(_INTERVAL, 1), _INTERVAL)
_MATCH = Record(
    "match",
    "An activity, under conditions.",
    (
        Field("activity", ACTIVITY, "The activity, or one of " + ", ".join(MESSAGES) + ".", "ask_child", required=True),
        Field(
            "where",
            Named(New("argument"), Either(Line(), Listed(Line(), 1), _GUARD)),
            "What its arguments are: one of these values. `by` is who did it.",
            '{suspect_present: "yes"}',
        ),
        Field("during", _INTERVALS, "Only while these intervals are on.", "{opens: suspect_at_site}"),
        Field("outside", _INTERVALS, "Only while these intervals are off.", "{opens: suspect_at_site, closes: arrest}"),
        Field(
            "phase",
            Word(("done", "started")),
            "Counted when it is done, or when it is started.",
            "started",
            default="done",
        ),
    ),
)
_MATCHES: Shape = Either(ACTIVITY, Listed(Either(ACTIVITY, None, _MATCH), 1), _MATCH)
CONSTRAINT = Record(
    "constraint",
    "What is checked: a template with what it is about.",
    (
        Field("template", Word(get_args(Template)), "The template of DECLARE.", "response", required=True),
        Field("a", _MATCHES, "A: an activity, or any one of several.", "suspicion", required=True),
        Field("b", _MATCHES, "B, for templates of two.", "[release_to_relative, deliver_to_agency]"),
        Field("n", Numeral(1, 1000, whole=True), "The number of a template that counts.", "2", default="1"),
        Field("least", Duration(), "The least time between the two.", "10m", default="none"),
        Field("most", Duration(), "The most time between the two.", "30m", default="any"),
        Field("per", Word(tuple(SUBJECTS)), "Checked apart for each.", "child", default="checked as one"),
        Field("given", _MATCHES, "Tested only where one of these happened.", "child_seen", default="see the page"),
    ),
)
RULE = Record(
    "rule",
    "One rule of a pack.",
    (
        Field(
            "statement",
            Prose(),
            "What should or must not happen, in a sentence.",
            "Report at once what you have cause to suspect.",
            required=True,
        ),
        Field(
            "constraint",
            CONSTRAINT,
            "What is checked.",
            "{template: response, a: suspicion, b: hotline_report, per: child, most: 30m}",
            default="nothing: it is for the debrief only",
        ),
        Field("roles", Listed(Word(get_args(Party)), 1), "Whom it binds.", "[patrol, cps]", required=True),
        Field("severity", Word(get_args(Severity)), "How grave it is to break it.", "critical", required=True),
        Field("kind", Word(get_args(Kind)), "Law, guideline, or local practice.", "law", required=True),
        Field("rationale", Line(), "Why there is such a rule.", "It starts protection.", required=True),
        Field("source", Line(), "Where it stands.", "s. 39.201(1)(a), F.S. (2024)", required=True),
        Field(
            "confidence",
            Word(get_args(Confidence)),
            "V1 seen in the source, V2 in a secondary one, VP in the source but not this clause, M from memory.",
            "V1",
            required=True,
        ),
        Field("jurisdiction", Line(), "Where it holds.", "Florida", default="that of the pack"),
        Field("effective_from", Day(), "The first day on which it holds.", "2024-07-01", default="ever since"),
        Field("effective_to", Day(), "The last day on which it holds.", "2027-06-30", default="still"),
        Field(
            "limit",
            Word(("source", "training")),
            "Whether the window is the source's own or a training parameter.",
            "training",
            default="source",
        ),
        Field("note", Prose(), "What somebody who reads it should know.", "The law gives no number."),
        Field("review", REVIEW, "Whether professionals have signed it.", "{state: draft}", default="draft"),
    ),
)
PACK = Record(
    "pack",
    "A protocol pack: rules that belong together.",
    (
        Field("pack", New("pack"), "Its name, as scenarios say it in `protocols`.", "florida", required=True),
        Field("title", Line(), "Its name for people.", "Florida, chapter 39", required=True),
        Field("jurisdiction", Line(), "Where it holds.", "Florida", required=True),
        Field("about", Prose(), "What it is, in a sentence or two.", "Law and rules of the state."),
        Field(
            "state",
            Word(("draft", "ready")),
            "The rules of a draft are shown and never scored.",
            "draft",
            default="ready",
        ),
        Field("rules", Named(New("rule"), RULE, 1), "The rules, by number.", "{B-01: {...}}", required=True),
    ),
)
