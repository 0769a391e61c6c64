"""Checks of whole scenarios: what joint scenes need, who is where, what roles may know, the key, the ways through."""

import pytest

from sim.format import Diagnostic
from tests.format.written import found_with, said


def door(choices: str, *more: str) -> str:
    """The scene `door` of the example with other choices, and further fields of the scene."""
    fields = "".join(f"    {line}\n" for line in more)
    return f"scenes:\n  door:\n    roles: [police]\n    text: The door.\n{fields}    choices:\n      {choices}\n"


def kitchen(**changes: str) -> str:
    """The joint scene of the example with some fields changed, or (empty) left out."""
    fields = {
        "roles": "[police, cps]",
        "wait": "20m",
        "no_show": "{goto: {end: over}}",
        "decides": "{together: [police, cps]}",
        "think": "60s",
        "text": "The kitchen.",
        "choices": "{go: {text: Go., goto: {end: over}}}",
        "if_no_answer": "{goto: {end: over}}",
        "if_deadlock": "{goto: {end: over}}",
        **changes,
    }
    return "scenes:\n  kitchen:\n" + "".join(f"    {name}: {value}\n" for name, value in fields.items() if value)


def only(*parts: str) -> Diagnostic:
    found = found_with(*parts)
    assert len(found) == 1, found
    return found[0]


# -- joint scenes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["wait", "no_show", "decides", "if_deadlock"])
def test_a_joint_scene_needs_what_several_roles_need(field: str) -> None:
    found = only(kitchen(**{field: "", **({"if_deadlock": ""} if field == "decides" else {})}))
    assert found.code == "F401"
    assert f"`{field}`" in found.message


def test_a_scene_decided_together_needs_a_limit() -> None:
    found = found_with(kitchen(think="", if_no_answer=""))
    assert said(found) == ["F401"]
    assert "`think`" in found[0].message


@pytest.mark.parametrize("decides", ["each", "{each: [police, cps]}", "{lead: [cps]}"])
def test_other_ways_of_deciding_need_no_limit(decides: str) -> None:
    assert found_with(kitchen(decides=decides, think="", if_no_answer="", if_deadlock="")) == []


def test_a_limit_needs_what_follows() -> None:
    found = only(kitchen(if_no_answer=""))
    assert found.code == "F402"
    assert only(door("knock: {text: Knock., goto: kitchen}", "think: 30s")).code == "F402"


def test_nobody_is_missed_where_all_begin_together() -> None:
    roles = "roles:\n  police: {title: P, begins: kitchen, brief: B.}\n  cps: {title: C, begins: kitchen, brief: B.}\n"
    assert said(found_with(kitchen(no_show=""), roles)) == ["F408"]  # the door is no longer reached


@pytest.mark.parametrize("field", ["wait: 5m", "quorum: [police]", "no_show: {goto: door}", "latecomer: {goto: door}"])
def test_what_means_nothing_in_a_scene_of_one_role_is_a_warning(field: str) -> None:
    assert only(door("knock: {text: Knock., goto: kitchen}", field)).code == "F409"


def test_what_never_happens_is_a_warning() -> None:
    assert only(door("knock: {text: Knock., goto: kitchen}", "if_no_answer: {goto: kitchen}")).code == "F409"
    assert only(kitchen(decides="each")).code == "F409"


@pytest.mark.parametrize("decides", ["{lead: [cps], each: [police]}", "{}"])
def test_a_scene_is_decided_in_one_way(decides: str) -> None:
    assert "F113" in said(found_with(kitchen(decides=decides)))


def test_a_scene_has_choices_or_a_form() -> None:
    form = "{items: {seen: {text: Seen.}}, goto: {end: over}}"
    assert found_with(kitchen(choices="", form=form)) == []
    assert only(kitchen(form=form)).code == "F113"
    assert only(kitchen(choices="")).code == "F103"


@pytest.mark.parametrize(
    ("pick", "code"),
    [
        ("exactly 2", ""),
        ("at_most 3", "F106"),
        ("at_least 3", "F106"),
        ("1 to 2", ""),
        ("any", ""),
        ("exactly 3", "F106"),
    ],
)
def test_a_form_asks_for_no_more_lines_than_it_has(pick: str, code: str) -> None:
    form = f"{{pick: {pick}, items: {{a: {{text: A.}}, b: {{text: B.}}}}, goto: {{end: over}}}}"
    assert said(found_with(kitchen(choices="", form=form))) == ([code] if code else [])


def test_a_form_can_always_be_handed_in() -> None:
    form = "{pick: exactly 2, items: {a: {text: A.}, b: {if: distress > 3, text: B.}}, goto: {end: over}}"
    assert only(kitchen(choices="", form=form)).code == "F405"


# -- who is where -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        door("knock: {text: Knock., goto: {cps: kitchen, police: kitchen}}"),
        kitchen(choices="{go: {text: Go., goto: door}}"),
        kitchen(choices="{go: {text: Go., goto: {police: door, all: door}}}"),
        kitchen(no_show="{goto: door}"),
        kitchen(decides="{together: [police, medical]}"),
        kitchen(quorum="[medical]"),
        kitchen(text="{medical: Words., all: The kitchen.}"),
        kitchen(text="{all: The kitchen., also: [{role: medical, text: Words.}]}"),
        kitchen(choices="{go: {text: Go., calls: {cps: door}, goto: {end: over}}}"),
        kitchen(instead="door"),
        "injects:\n  ring: {when: beds == 0, calls: {cps: door}}\n",
        "roles:\n  cps: {title: C, begins: door, brief: B.}\n",
        "facts:\n  dog: {topic: home, text: D., held_by: [cps], needed_by: {cps: {decision: door}}}\n",
    ],
)
def test_a_role_is_only_where_it_is_gathered(part: str) -> None:
    medical = "roles:\n  medical: {title: M, begins: ward, brief: B.}\n"
    ward = "scenes:\n  ward:\n    roles: [medical]\n    text: W.\n    choices: {go: {text: Go., goto: {end: over}}}\n"
    assert "F403" in said(found_with(medical, ward, part))


def test_where_everybody_goes_is_said_for_everybody() -> None:
    found = only(kitchen(choices="{go: {text: Go., goto: {police: door}}}"))
    assert found.code == "F404"
    assert "`cps`" in found.message
    assert only(kitchen(choices="{go: {text: Go.}}")).code == "F404"
    assert only(kitchen(if_no_answer="{text: Time is over.}")).code == "F404"
    assert found_with(kitchen(choices="{go: {text: Go., ends: over}}")) == []
    assert found_with(kitchen(choices="{go: {text: Go., goto: {police: {end: over}, all: {end: over}}}}")) == []


def test_an_ending_for_all_and_roles_beside_it_exclude_each_other() -> None:
    assert only(kitchen(choices="{go: {text: Go., goto: {end: over, cps: door}}}")).code == "F113"


# -- what a role may know (rule 17) -----------------------------------------------------------------------------------


OTHERS = "facts:\n  hidden: {topic: home, text: H., held_by: [cps]}\n"


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        ("police.knows.alone", True),
        ("police.asked.home", True),
        ("police.at.door", True),
        ("police.beside.child_a", True),
        ("chosen.door.knock", True),
        ("count.chosen.door.knock < 3", True),
        ("done.welfare_check", True),
        ("since.welfare_check > 5m", True),
        ("distress > 3", True),
        ("time > 5m", True),
        ("reached.own", True),
        ("cps.knows.alone", False),
        ("cps.told.alone", False),
        ("cps.at.kitchen", False),
        ("beds > 0", False),
        ("chance.phone < 0.5", False),
        ("reached.cps_told", False),
        ("since.cps.knows.alone > 5m", False),
        ("police.knows.alone or cps.knows.alone", False),
        ("done.arrest", False),
    ],
)
def test_outside_joint_scenes_a_choice_depends_on_what_the_role_knows_or_did(condition: str, known: bool) -> None:
    base = ("milestones:\n  own: police.knows.order\n", "injects:\n  out: {when: beds == 0, does: [arrest]}\n")
    free = "knock: {model: true, text: Knock., does: [{welfare_check: {children: [child_a]}}], goto: kitchen}"
    choice = door(f"{free}\n      wait: {{if: '{condition}', text: Wait., goto: door}}")
    assert said(found_with(*base, choice)) == ([] if known else ["F305"])
    text = door(free).replace("text: The door.", f"text: [{{if: '{condition}', text: A.}}, {{text: B.}}]")
    assert said(found_with(*base, text)) == ([] if known else ["F305"])
    also = door(free).replace("text: The door.", f"text: {{all: A., also: [{{if: '{condition}', text: B.}}]}}")
    assert said(found_with(*base, also)) == ([] if known else ["F305"])
    hint = door(free, f"hints: [{{act: tell, text: T., if: '{condition}'}}]")
    assert said(found_with(*base, hint)) == ([] if known else ["F305"])


def test_in_a_joint_scene_a_choice_may_speak_of_every_role_that_decides() -> None:
    def choices(condition: str) -> str:
        return f"{{go: {{text: Go., goto: {{end: over}}}}, wait: {{if: '{condition}', model: true, text: W., goto: kitchen}}}}"

    assert found_with(kitchen(choices=choices("police.knows.alone and cps.knows.alone"))) == []
    assert said(found_with(kitchen(choices=choices("beds > 0")))) == ["F305"]
    assert said(
        found_with(kitchen(choices=choices("police.knows.alone"), decides="{lead: [cps]}", if_deadlock=""))
    ) == ["F305"]


def test_where_a_choice_leads_may_depend_on_anything() -> None:
    takes, goto = "[{if: beds > 0, takes: 2m}, {takes: 3m}]", "[{if: beds > 0, to: kitchen}, {to: door}]"
    assert found_with(door(f"knock: {{text: Knock., takes: {takes}, goto: {goto}}}")) == []


# -- facts and desks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("{topic: home, text: D.}", "F501"),
        ("{topic: home, text: D., held_by: [police], needed_by: {police: {decision: kitchen}}}", "F409"),
        ("{topic: home, text: D., held_by: [police], tempting: [curiosity]}", "F409"),
        ("{topic: home, text: D., held_by: [police], tempting: [curiosity], keep_from: [cps]}", ""),
        ("{topic: home, text: D., held_by: [police], needed_by: {cps: {decision: kitchen}}, keep_from: [cps]}", "F502"),
        ("{topic: home, text: D., held_by: [police], lawful: {cps: [curiosity]}, tempting: [curiosity]}", "F502"),
        ("{topic: home, text: D., held_by: [police], lawful: {cps: [agreement]}, keep_from: [cps]}", "F502"),
        (
            "{topic: home, text: D., held_by: [cps], lawful: {cps: [agreement]}, needed_by: {police: {decision: kitchen}}}",
            "F502",
        ),
        (
            "{topic: home, text: D., held_by: [police], needed_by: {cps: {decision: kitchen, due: 9m, too_late: 5m}}}",
            "F106",
        ),
        ("{topic: home, text: D., held_by: [records]}", "F503"),
        ("{topic: home, text: D., held_by: [police], restated: {right: A., near: [B., C., D.]}}", "F110"),
        ("{topic: home, text: D., held_by: [police], restated: {right: A., near: []}}", "F110"),
        ("{topic: home, text: D., held_by: [police], restated: {right: A.}}", "F103"),
    ],
)
def test_a_fact_can_be_known_told_and_used(fact: str, code: str) -> None:
    assert said(found_with(f"facts:\n  dog: {fact}\n")) == ([code] if code else [])


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("{relatives: {after: 4m}}", "F503"),
        ("{home: {after: 4m, says: Nothing.}}", "F503"),
        ("{relatives: {after: 4m, bases: [agreement]}, dogs: {after: 1m}}", "F504"),
        ("{relatives: {after: 4m, bases: [agreement]}, dogs: {after: 1m, says: No dogs.}}", ""),
    ],
)
def test_a_desk_can_be_asked_for_what_it_holds(answers: str, code: str) -> None:
    assert said(found_with(f"desks:\n  records: {{title: Records, answers: {answers}}}\n")) == ([code] if code else [])


def test_a_line_has_two_ends() -> None:
    assert only("links:\n  radio: {between: [police, police], down: beds == 0}\n").code == "F114"


def test_an_activity_that_nothing_does_is_told_where_it_is_waited_for() -> None:
    found = only("injects:\n  ring: {when: since.arrest > 5m, message: {all: Ring.}}\n")
    assert found.code == "F306"
    assert "`arrest`" in found.message


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        "variables:\n  police: {start: 1}\n",
        "children:\n  cps: {name: A, age: 3}\n",
        "facts:\n  relatives: {topic: home, text: T., held_by: [police]}\n",
        "milestones:\n  ring: beds == 0\nactivities:\n  ring: {title: Rang}\n",
        "endings:\n  door: {title: D, text: T.}\n",
        "milestones:\n  welfare_check: beds == 0\n",
        "activities:\n  arrest: {title: Arrested}\n",
    ],
)
def test_a_name_is_used_for_one_thing(part: str) -> None:
    assert "F202" in said(found_with(part))


def test_an_objective_may_be_called_like_what_it_is_about() -> None:
    assert found_with("objectives:\n  door: {text: Knock., tasks: [cps_told]}\n") == []


@pytest.mark.parametrize(
    ("does", "near"),
    [
        ("[{welfare_check: {childs: [child_a]}}]", "`children`"),
        ("[{welfare_check: {children: [child_b]}}]", "`child_a`"),
        ("[{welfare_check: {children: child_b}}]", "`child_a`"),
        ("[welfare_chek]", "`welfare_check`"),
        ("[{welfare_chek: {}}]", "`welfare_check`"),
        ("[{welfare_check: {}, att: end}]", "`at`"),
    ],
)
def test_activities_and_their_arguments_are_known(does: str, near: str) -> None:
    found = only(door(f"knock: {{text: Knock., does: {does}, goto: kitchen}}"))
    assert found.code in ("F201", "F102")
    assert near in found.hint


@pytest.mark.parametrize(
    "variable", ["{start: 9, max: 5}", "{min: 3}", "{start: 2, min: 5, max: 1}", "{start: -1, min: 0}"]
)
def test_a_variable_starts_within_its_limits(variable: str) -> None:
    assert only(f"variables:\n  debt: {variable}\n").code == "F106"


@pytest.mark.parametrize(
    ("review", "code"),
    [
        ("{state: signed}", "F103"),
        ("{state: signed, by: A, on: 2026-01-02, expires: 2026-01-01}", "F106"),
        ("{state: signed, by: A, on: 2026-01-02, expires: 2027-01-01}", ""),
        ("{state: draft}", ""),
        ("{}", ""),
    ],
)
def test_a_signature_says_who_and_until_when(review: str, code: str) -> None:
    assert set(said(found_with(f"review: {review}\n"))) == ({code} if code else set())


# -- the key ----------------------------------------------------------------------------------------------------------

BECAUSE = "because: {text: Yes., cite: K-01}"


def scored(one: str, other: str) -> str:
    return door(
        f"knock: {{text: Knock., credit: {one}, {BECAUSE}, goto: kitchen}}\n"
        f"      wait: {{text: Wait., credit: {other}, {BECAUSE}, goto: door}}"
    )


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("{protocol: 1}", "{protocol: 0}", ""),
        ("{protocol: 1}", "{coordination: 1}", "F601"),
        ("{protocol: 1, coordination: 1}", "{protocol: 0}", "F601"),
        ("[{if: beds > 0, protocol: 1}, {coordination: 1}]", "{protocol: 0}", "F601"),
        ("[{if: beds > 0, protocol: 1}, {protocol: 0.5}]", "{protocol: 0}", ""),
        ("{protocol: 1}", "{protocol: 1}", "F605"),
        ("{protocol: 2}", "{protocol: 1}", "F106"),
        ("{protocol: 1, within: {coordination: {target: 5m, late: 9m}}}", "{protocol: 0}", "F603"),
        ("{protocol: 1, within: {protocol: {target: 9m, late: 9m}}}", "{protocol: 0}", "F603"),
        ("{protocol: 1, within: {protocol: {target: 5m, late: 9m, since: beds > 0}}}", "{protocol: 0}", "F603"),
        ("{protocol: 1, within: {protocol: {target: 5m, late: 9m, since: cps.knows.alone}}}", "{protocol: 0}", ""),
        ("{trauma_informed: 1, within: {trauma_informed: {target: 5m, late: 9m}}}", "{trauma_informed: 0}", "F602"),
    ],
)
def test_credits_can_be_compared(one: str, other: str, code: str) -> None:
    assert set(said(found_with(scored(one, other)))) == ({code} if code else set())


def test_two_models_are_one_too_many_only_if_both_are_always_open() -> None:
    def choices(guard: str) -> str:
        return (
            f"knock: {{model: true, text: K., goto: kitchen}}\n      wait: {{model: true, {guard}text: W., goto: door}}"
        )

    assert only(door(choices(""))).code == "F604"
    assert found_with(door(choices("if: distress > 3, "))) == []


def test_credit_has_a_source() -> None:
    assert only(door("knock: {text: K., credit: {protocol: 1}, because: {text: Yes.}, goto: kitchen}")).code == "F606"
    form = "{items: {a: {text: A., credit: {protocol: 1}}}, goto: {end: over}}"
    assert only(kitchen(choices="", form=form)).code == "F606"
    assert found_with(kitchen(choices="", form=form.replace("goto", f"{BECAUSE}, goto"))) == []
    sourced = "{items: {a: {text: A., credit: {protocol: 1}, because: {text: Yes., cite: K}}}, goto: {end: over}}"
    assert found_with(kitchen(choices="", form=sourced)) == []


def test_lines_of_a_form_are_all_scored_or_none() -> None:
    form = f"{{items: {{a: {{text: A., credit: {{protocol: 1}}}}, b: {{text: B.}}}}, {BECAUSE}, goto: {{end: over}}}}"
    assert only(kitchen(choices="", form=form)).code == "F601"
    both = f"{{items: {{a: {{text: A., credit: {{protocol: 1}}}}}}, credit: {{protocol: 1}}, {BECAUSE}, goto: {{end: over}}}}"
    assert only(kitchen(choices="", form=both)).code == "F113"


def test_a_panel_says_how_many_it_was() -> None:
    assert only(door("knock: {text: K., key: {source: panel}, goto: kitchen}")).code == "F103"


# -- ways through -----------------------------------------------------------------------------------------------------


def test_scenes_and_endings_that_nobody_gets_to_are_warnings() -> None:
    lost = "scenes:\n  cellar:\n    roles: [police]\n    text: C.\n    choices: {up: {text: Up., goto: door}}\n"
    found = found_with(lost, "endings:\n  early: {title: E, text: E.}\n")
    assert said(found) == ["F408", "F408"]


def test_a_scene_is_reached_by_a_call_and_by_standing_in_for_another() -> None:
    cellar = "scenes:\n  cellar:\n    roles: [police]\n    text: C.\n    choices: {up: {text: Up., goto: back}}\n"
    assert found_with(cellar, "injects:\n  ring: {calls: {police: cellar}}\n") == []
    short = kitchen().replace("  kitchen:", "  short:", 1).replace("The kitchen", "Short")
    assert found_with(short, kitchen(instead="short", content="[separation]")) == []
    assert only(short, kitchen(instead="short")).code == "F409"


def test_what_can_be_left_out_in_one_scene_can_be_left_out_in_all() -> None:
    short = kitchen().replace("  kitchen:", "  short:", 1).replace("The kitchen", "Short")
    here = kitchen(instead="short", content="[separation]")
    loud = door("knock: {text: Knock., goto: kitchen}", "content: [separation]")
    found = only(short, here, loud)
    assert (found.code, found.severity) == ("F411", "warning")
    assert "`separation`" in found.message
    assert found_with(short, here, loud.replace("separation", "noise")) == [], "what nobody can leave out is only said"
    assert only(short.replace("    text:", "    content: [separation]\n    text:", 1), here).code == "F411"


def test_a_role_whose_part_never_ends_is_an_error() -> None:
    assert "F406" in said(found_with(door("wait: {text: Wait., goto: door}")))
    standing = "roles:\n  medical: {title: M, begins: standing_by, brief: B.}\n"
    found = only(standing)
    assert found.code == "F406"
    assert "`medical`" in found.message
    assert found_with(standing, kitchen(choices="{go: {text: Go., ends: over}}", no_show="{ends: over}")) != []
    assert found_with(standing, "injects:\n  stop: {when: time > 2h, ends: over}\n") == []


def test_a_scene_in_which_nothing_can_be_chosen_is_an_error() -> None:
    def either(one: str, other: str) -> str:
        return f"knock: {{if: {one}, model: true, text: K., goto: kitchen}}\n      w: {{if: {other}, text: W., goto: kitchen}}"

    guarded = "knock: {if: distress > 3, text: K., goto: kitchen}"
    assert only(door(guarded)).code == "F405"
    assert only(door(either("distress > 3", "distress < 3"))).code == "F405"
    assert found_with(door(either("distress > 3", "distress <= 3"))) == []
    assert found_with(door(either("police.knows.alone", "not police.knows.alone"))) == []
    assert found_with(door(guarded, "think: 30s", "if_no_answer: {goto: kitchen}")) == []


def test_scenes_that_stand_for_each_other_in_a_circle() -> None:
    short = kitchen(instead="kitchen", content="[a]").replace("  kitchen:", "  short:", 1)
    assert only(short, kitchen(instead="short", content="[a]")).code == "F407"
    assert only(kitchen(instead="kitchen", content="[a]")).code == "F407"


def test_ways_are_not_judged_while_there_are_errors() -> None:
    """A mistyped `goto` would make half of a scenario unreachable."""
    assert said(found_with(door("knock: {text: Knock., goto: kitchn}"))) == ["F201"]


# -- what an activity means for a child -------------------------------------------------------------------------------


def explaining(words: str) -> str:
    act = "activities:\n  sat: {title: Sat, args: {about: which}, for_child: {explains: [" + words + "]}}\n"
    return act + "injects:\n  ring: {when: time >= 5m, does: [sat], message: {all: Ring.}}\n"


@pytest.mark.parametrize("words", ["about", "leaving", "about, exam"])
def test_what_is_explained_is_a_step_or_an_argument(words: str) -> None:
    assert found_with(explaining(words)) == []


def test_a_mistyped_step_would_explain_nothing_and_is_said() -> None:
    found = only(explaining("abuot"))
    assert found.code == "F201"
    assert found.message == "`abuot` is no argument of `sat`, and no step of any activity."
    assert "`about`" in found.hint
    assert "leaving" in only(explaining("qqq")).hint  # nothing is near: all that there is
