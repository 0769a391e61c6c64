"""The definition of the format, information: facts, who needs and may have them, and desks. `fields` is the way in."""

from __future__ import annotations

from sim.format.effect_fields import BASES, ROLE, ROLES, SCENE
from sim.format.shapes import Duration, Expression, Field, Line, Listed, Named, New, Prose, Record, Ref

BASIS_FIELDS = Record(
    "basis",
    "A ground on which information may be passed on.",
    (Field("text", Line(), "How a person would say it.", "Records check for this purpose.", required=True),),
)
DESK = Record(
    "desk",
    "Somebody who can be asked and at whose place nobody sits.",
    (
        Field("title", Line(), "Its name on the screen.", "County records desk", required=True),
        Field(
            "answers",
            Named(
                New("topic"),
                Record(
                    "desk answer",
                    "How a desk answers about one topic.",
                    (
                        Field("after", Duration(1), "How long it takes.", "4m", required=True),
                        Field(
                            "bases",
                            BASES,
                            "Grounds to state when asking: right and tempting ones.",
                            "[fl_39_306, curiosity]",
                        ),
                        Field(
                            "says",
                            Prose(),
                            "What it says beside the facts that it holds, or instead of any.",
                            "Nothing on file.",
                        ),
                    ),
                ),
                1,
            ),
            "How it answers, by topic.",
            "{relatives: {after: 4m}}",
            required=True,
        ),
    ),
)
NEED = Record(
    "need",
    "A role needs the fact for a decision.",
    (
        Field("decision", SCENE, "The scene at which it is needed.", "huddle", required=True),
        Field("due", Duration(), "In time until then.", "15m", default="until the decision"),
        Field("too_late", Duration(1), "Worth nothing from then on.", "30m", default="from the decision on"),
        Field(
            "from",
            Expression(),
            "What starts the clock.",
            "done.welfare_check",
            default="the beginning of the scenario",
        ),
    ),
)
FACT = Record(
    "fact",
    "An atom of information.",
    (
        Field("topic", New("topic"), "What it is about: one asks by topic.", "relatives", required=True),
        Field(
            "text", Prose(), "What is so.", "An aunt ten minutes away passed a home check last spring.", required=True
        ),
        Field("held_by", Listed(Ref(("role", "desk"))), "Who knows it at the beginning.", "[cps]", default="nobody"),
        Field(
            "volunteers",
            Duration(1),
            "The colleague at the computer's seat says it unasked after this time.",
            "5m",
            default="never",
        ),
        Field(
            "needed_by",
            Named(ROLE, NEED),
            "Who needs it, for which decision and by when.",
            "{police: {decision: huddle, due: 10m}}",
        ),
        Field(
            "lawful",
            Named(ROLE, BASES),
            "On which grounds whom it may be told; roles not named have none.",
            "{cps: [fl_39_306]}",
            default="no restriction",
        ),
        Field("tempting", BASES, "Grounds that sound right and are not.", "[curiosity]"),
        Field("keep_from", ROLES, "Roles that should not be told.", "[medical]"),
        Field(
            "restated",
            Record(
                "restated",
                "Ways to read the fact back: one right, one or two near misses.",
                (
                    Field(
                        "right", Line(), "The fact in other words.", "No contact for the grandfather.", required=True
                    ),
                    Field(
                        "near",
                        Listed(Line(), 1, 2),
                        "What one hears wrong.",
                        "[Contact only when supervised.]",
                        required=True,
                    ),
                ),
            ),
            "Ways to read it back, to pick from.",
            "{right: No contact for him., near: [Contact only when supervised.]}",
            default='"got it"',
        ),
    ),
)
