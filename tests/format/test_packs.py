"""Protocol packs: the shipped ones are whole, and what is wrong with one is said with its place and remedy."""

import re
from pathlib import Path

import pytest

from scoring.conformance import Checker, Occurrence
from sim.engine.protocols import Guard, Interval, Match, Rule, Window
from sim.format.pack_fields import CONSTRAINT, PACK, RULE
from sim.format.packs import PackReading, read_packs, shipped, with_local

PAGE = Path(__file__).parents[2] / "docs" / "packs.md"
HEAD = "pack: mine\ntitle: Ours\njurisdiction: Here\nrules:\n"
RULE_TEXT = """\
  X-01:
    statement: Report at once.
    constraint: {CONSTRAINT}
    roles: [all]
    severity: critical
    kind: local
    rationale: It starts protection.
    source: House rule 1
    confidence: V1
"""


def written(constraint: str, more: str = "") -> PackReading:
    return read_packs({"mine.yaml": HEAD + RULE_TEXT.replace("CONSTRAINT", constraint) + more})


def rule(constraint: str, more: str = "") -> Rule:
    reading = written(constraint, more)
    assert reading.diagnostics == ()
    return reading.packs["mine"].rules["X-01"]


def codes(reading: PackReading) -> set[str]:
    return {diagnostic.code for diagnostic in reading.diagnostics}


def test_the_shipped_packs_can_be_checked() -> None:
    packs = shipped()
    assert [*packs] == [
        "cac_mdt",
        "florida",
        "trauma_informed",
        "first_contact",
        "medical",
        "digital",
        "england",
        "us_federal",
    ]
    assert [name for name, pack in packs.items() if pack.state == "draft"] == ["england"]
    for pack in packs.values():
        Checker({name: one.constraint for name, one in pack.rules.items() if one.constraint is not None})
        for one in pack.rules.values():
            assert one.source
            for said in (one.statement, one.rationale):  # sentences, not notes: *Rights.* tells nobody why
                assert said.endswith((".", "”.")), one.id
                assert len(said.split()) > 2, one.id


def test_what_nobody_has_seen_is_not_scored_and_half_seen_is_not_critical() -> None:
    rules = {name: one for pack in shipped().values() for name, one in pack.rules.items()}
    assert not any(one.scored for one in rules.values() if one.confidence in ("M", "VP"))
    assert not any(one.weight == "critical" for one in rules.values() if one.confidence != "V1")
    assert rules["B-01"].scored
    assert rules["B-01"].weight == "critical"


def test_at_once_is_a_training_parameter() -> None:
    """The law says immediately; a number of minutes, or of an hour, is never shown as the law's."""
    for pack in shipped().values():
        for one in pack.rules.values():
            most = one.constraint.window.most if one.constraint else None
            assert most is None or most >= 2 * 3600 or one.limit == "training", one.id


def test_a_day_is_never_before_the_edition_that_the_source_names_was_out() -> None:
    """A year alone: from the next one on; a source that names a day or a month is dated by it."""
    for pack in shipped().values():
        for one in pack.rules.values():
            if one.effective_from:
                years = re.findall(r"\b((?:19|20)\d\d)\b", one.source + (pack.about if pack.name == "cac_mdt" else ""))
                assert years, one.id
                exact = one.id == "F-07" or ("September 2015" in one.source and "NCA" not in one.source)
                oldest = int(min(years)) + (0 if exact else 1)
                assert oldest <= int(one.effective_from[:4]) <= int(max(years)) + 1, one.id
    rules = {name: one for pack in shipped().values() for name, one in pack.rules.items()}
    days = {name: rules[name].effective_from for name in ("A-01", "B-01", "B-17", "D-07", "E-03", "F-07", "G-07")}
    assert days == {
        "A-01": "2024-01-01",
        "B-01": "2025-01-01",
        "B-17": "2026-01-01",
        "D-07": "2015-10-01",
        "E-03": "2022-01-01",
        "F-07": "2024-05-07",
        "G-07": "",
    }


def test_what_is_in_force_on_the_day_of_the_shipped_cases() -> None:
    rules = [one for pack in shipped().values() for one in pack.rules.values()]
    assert [one.id for one in rules if not one.holds_on("2026-03-04")] == ["E-21"]


def test_the_page_says_what_is_dated_and_what_is_not() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for pack in shipped().values():
        undated = [one.id for one in pack.rules.values() if not one.effective_from]
        row = f"| `{pack.name}` | {len(pack.rules)} | {len(pack.rules) - len(undated)} | {', '.join(undated)} |"
        assert row in text, row


DAY = 86400
HALVES = [
    # Seven notices before the acceptance are no answer to it; seven after it are.
    ("A-01", "mdt_notified@1 " * 7 + "case_accepted@2", "violated"),
    ("A-01", "case_accepted@1 " + "mdt_notified@2 " * 7, "satisfied"),
    ("A-01", "case_accepted@1 " + "mdt_notified@2 " * 6, "violated"),
    ("B-13c", "assigned@1", "violated"),
    ("B-13c", "assigned@1 household_seen@2", "satisfied"),
    ("B-31b", "disposition@1 judicial_review@90", "satisfied"),
    ("B-31b", "disposition@1 judicial_review@92", "violated"),
    ("B-31c", "judicial_review@1", "pending"),
    ("B-31c", "judicial_review@1 judicial_review@184 judicial_review@367", "pending"),
    ("B-31c", "judicial_review@1 judicial_review@185 close_case@186", "violated"),
    ("B-31c", "judicial_review@1 judicial_review@100 close_case@200 home_visit@900", "satisfied"),
    ("B-32b", "permanency_hearing@1 home_visit@400", "violated"),
    ("B-32b", "permanency_hearing@1 permanency_hearing@366 reunify@400 home_visit@900", "satisfied"),
    ("D-09b", "practice_narrative@1", "violated"),
    ("D-09b", "intro_explain:patrol@1 practice_narrative@2", "violated"),
    ("D-09b", "intro_explain:interviewer@1 practice_narrative@2", "satisfied"),
    ("D-09c", "interview_started@1 substantive_interview@2", "violated"),
    ("D-09c", "interview_started@1 substantive_interview@2 interview_ended@3", "satisfied"),
    ("D-09c", "substantive_interview@2", "not_activated"),
    ("D-10b", "focused_question@1 open_invitation@2", "violated"),
    ("D-10b", "open_invitation@1 focused_question@2", "satisfied"),
    ("E-13b", "medical_exam@1", "satisfied"),
    ("E-13b", "medical_exam@1 normal_means_false@2", "violated"),
    ("F-05b", "item_transferred@1 custody_entry@1", "violated"),
    ("F-05b", "item_transferred@1 custody_entry@1 custody_entry@1", "satisfied"),
    ("F-05b", "custody_entry@1", "not_activated"),
]
"""Rule, what happened (`activity:who@day`), and what the rule says of it."""


@pytest.mark.parametrize(("number", "happened", "verdict"), HALVES)
def test_the_other_halves_of_rules(number: str, happened: str, verdict: str) -> None:
    constraint = next(pack.rules[number].constraint for pack in shipped().values() if number in pack.rules)
    assert constraint is not None
    acts = []
    for line, one in enumerate(happened.split()):
        what, _, day = one.partition("@")
        activity, _, who = what.partition(":")
        by = (who,) if who else ()
        acts.append(Occurrence(activity, int(day) * DAY, line, by, {"child": "child_a", "item": "phone"}))
    found = Checker({number: constraint}).check(acts, "finished")[number]
    assert found.verdict == verdict


def test_a_constraint_as_it_is_written() -> None:
    said = (
        "template: response, a: {activity: ask_child, where: {suspect_present: [yes, perhaps], questions: {at_most: 5}},"
        " outside: {opens: suspect_at_site, closes: arrest}}, b: [reassure, {activity: hand_off, phase: started}],"
        " least: 1m, most: 15m, per: child, given: child_seen"
    )
    constraint = rule(said).constraint
    assert constraint is not None
    assert constraint.a == (
        Match(
            "ask_child",
            (Guard("suspect_present", "is", ("yes", "perhaps")), Guard("questions", "at_most", ("5",))),
            outside=(Interval((Match("suspect_at_site"),), (Match("arrest"),)),),
        ),
    )
    assert constraint.b == (Match("reassure"), Match("hand_off", phase="started"))
    assert constraint.window == Window(60, 900)
    assert (constraint.per, constraint.given) == ("child", (Match("child_seen"),))


def test_messages_are_activities_too() -> None:
    assert rule("template: existence, a: {activity: message_told, where: {basis: consent}}").constraint is not None


def test_where_it_holds_and_when() -> None:
    dated = rule("template: existence, a: arrest", "    effective_from: 2024-07-01\n    effective_to: 2026-06-30\n")
    assert dated.jurisdiction == "Here"
    assert [dated.holds_on(day) for day in ("2024-06-30", "2024-07-01", "2026-06-30", "2026-07-01")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("constraint", "more", "code", "says"),
    [
        ("template: response, a: suspicion", "", "F701", "two activities"),
        ("template: absence, a: arrest, n: 2, most: 1m, least: 2m", "", "F701", "before it begins"),
        ("template: existence, a: arrrest", "", "F201", "arrrest"),
        ("template: existence, a: {activity: arrest, where: {chlid_in_view: x}}", "", "F201", "chlid_in_view"),
        ("template: responce, a: arrest", "", "F107", "responce"),
        ("template: existence", "", "F103", "a"),
        ("template: existence, a: arrest, per: horse", "", "F107", "horse"),
        (
            "template: existence, a: arrest",
            "    effective_from: 2026-01-01\n    effective_to: 2025-01-01\n",
            "F703",
            "before",
        ),
        ("template: existence, a: arrest", "    sevrity: minor\n", "F102", "sevrity"),
        ("template: existence, a: arrest", "  first: {statement: A.}\n", "F108", "first"),
    ],
)
def test_what_is_wrong_is_said(constraint: str, more: str, code: str, says: str) -> None:
    reading = written(constraint, more)
    assert reading.packs == {}
    (found, *_) = [diagnostic for diagnostic in reading.diagnostics if diagnostic.code == code]
    assert says in found.message
    assert (found.file, found.line > 0) == ("mine.yaml", True)
    assert found.message.endswith(".")


def test_a_number_stands_in_one_pack_only() -> None:
    text = HEAD + RULE_TEXT.replace("CONSTRAINT", "template: existence, a: arrest")
    reading = read_packs({"one.yaml": text, "two.yaml": text.replace("pack: mine", "pack: other")})
    assert codes(reading) == {"F702"}
    assert set(reading.packs) == {"mine"}


@pytest.mark.parametrize("text", ["", "- a\n", "rules: [", "pack: x\n", "pack: {a: b}\nrules: 5\n"])
def test_what_is_no_pack_is_no_traceback(text: str) -> None:
    reading = read_packs({"bad.yaml": text})
    assert reading.packs == {}
    assert reading.diagnostics


def test_a_local_pack_stands_in_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    text = HEAD.replace("mine", "florida") + RULE_TEXT.replace("CONSTRAINT", "template: existence, a: arrest")
    (tmp_path / "ours.yaml").write_text(text)
    packs = with_local(tmp_path).packs
    assert list(packs["florida"].rules) == ["X-01"]
    assert packs["cac_mdt"] == shipped()["cac_mdt"]


def test_the_page_has_every_field() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for record in (PACK, RULE, CONSTRAINT):
        for field in record.fields:
            assert f"| `{field.name}` | {field.meaning}" in text, field.name
