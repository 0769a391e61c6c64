"""How rules of packs come out in a play: verdicts, who answers for them, and what counts."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Adherence, Item, critical_violations, score
from scoring.adherence import COUNTED, WEIGHTS
from scoring.rules import counting, whose, why
from scoring.sentences import Voice
from sim.engine.book import Book
from sim.engine.commands import End, Fire, HandOver
from sim.engine.errors import LogFault
from sim.engine.events import AnyEvent
from sim.engine.protocols import Pack, Window
from sim.engine.scenario import Act, Child, Effects, Inject, Scenario
from tests.scoring.busy_case import busy_book, busy_setup, play
from tests.scoring.rulebook import does, match, never, pack, response, rule, two
from tests.scoring.small_cases import Play, case, choice, persons, points, scene
from tests.scoring.test_properties import ALL, drawn

SEATS = {"police": ("patrol",), "cps": ("cps",), "medical": ("medical",)}


def seated(scenario: Scenario, **parties: tuple[str, ...]) -> Scenario:
    roles = {
        name: msgspec.structs.replace(role, party=parties.get(name, SEATS[name]))
        for name, role in scenario.roles.items()
    }
    return msgspec.structs.replace(scenario, roles=roles)


def walk(first: dict[str, Any], then: dict[str, Any] | None = None, **more: Any) -> Play:
    """One role's two decisions: at the door, and in the hall ten minutes later."""
    setup = more.pop("setup", None)
    scenes = {"door": scene({"act": choice(goto="hall", takes=600, **first), "pass": choice(goto="hall", takes=600)})}
    scenes["hall"] = scene({"act": choice(takes=3000, **(then or {})), "pass": choice(takes=3000)})
    return Play(seated(case(scenes, {"police": "door"}, **more)), setup)


def acted(one: Play, hall: str = "act") -> Play:
    return one.choose("police", 0, "act").until(700).choose("police", 700, hall).until(3700)


def found(one: Play, packs: Pack) -> list[Adherence]:
    return list(score(one.book, one.log, [packs]).protocol)


def only(one: Play, packs: Pack) -> Adherence:
    (row,) = found(one, packs)
    return row


def items(one: Play, packs: Pack) -> list[Item]:
    return [item for item in score(one.book, one.log, [packs]).items if item.kind == "rule"]


REPORT = pack(rule("X-01", response("suspicion", "hotline_report", 1800)))
SUSPECT = {"start": does("suspicion")}
TELL = {"start": does("hotline_report")}


# --- what counts


@pytest.mark.parametrize("severity", ["critical", "major", "minor"])
def test_a_rule_that_was_kept_earns_its_weight_and_a_broken_one_none_of_it(severity: str) -> None:
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 1800), severity=severity))
    (kept,) = items(acted(walk(SUSPECT, TELL)), packs)
    (broken,) = items(acted(walk(SUSPECT, TELL), "pass"), packs)
    assert (kept.credit, kept.points, kept.at_stake) == (1, WEIGHTS[severity], WEIGHTS[severity])
    assert (broken.credit, broken.points, broken.at_stake) == (0, 0, WEIGHTS[severity])
    assert kept.dimension == "protocol"
    assert kept.owners == ("police",)
    assert kept.source == "s. X-01"
    assert kept.reason == "Kept: What X-01 says is done."
    assert broken.reason == "Broken: What X-01 says is done."


def test_an_item_shows_the_log_lines_that_it_rests_on() -> None:
    one = acted(walk(SUSPECT, TELL))
    (item,) = items(one, REPORT)
    assert [one.log[seq - 1].activity for seq in item.events] == ["suspicion", "hotline_report"]


def test_what_is_still_owed_when_the_case_ends_is_shown_and_not_scored() -> None:
    slow = pack(rule("X-01", response("suspicion", "hotline_report", 9000)))
    one = acted(walk(SUSPECT, TELL), "pass")
    row = only(one, slow)
    assert (row.verdict, row.scored, row.due) == ("pending", False, 9000)
    card = score(one.book, one.log, [slow])
    assert [each.reason for each in card.untested if each.kind == "rule"] == [
        "What X-01 says is done. It is still owed, and there was time left."
    ]
    assert items(one, slow) == []


def test_a_rule_without_occasion_is_shown_and_in_no_denominator() -> None:
    one = acted(walk({}, {}))
    row = only(one, REPORT)
    assert (row.verdict, row.scored, row.why_unscored) == ("not_activated", False, "There was no occasion for it.")
    card = score(one.book, one.log, [REPORT])
    assert card.items == score(one.book, one.log).items
    assert card.untested == score(one.book, one.log).untested


def test_what_had_all_the_time_there_was_is_broken_only_if_the_case_came_to_its_end() -> None:
    packs = pack(rule("X-01", response("suspicion", "hotline_report")))
    one = walk(SUSPECT, TELL).choose("police", 0, "act")
    assert only(one, packs).verdict == "pending"
    stopped = walk(SUSPECT, TELL).choose("police", 0, "act").give(End(seat="facilitator", at=30))
    assert only(stopped, packs).verdict == "pending"
    assert only(acted(walk(SUSPECT, TELL), "pass"), packs).verdict == "violated"


UNSCORED = [
    ({"confidence": "M"}, {}, "To be checked: it was written from memory."),
    ({"confidence": "VP"}, {}, "To be checked: the source was seen, this clause was not."),
    ({}, {"state": "draft"}, "The pack is a draft: shown, and never scored."),
    ({"effective_from": "2026-03-05"}, {}, "It was not in force on 2026-03-04, the day of this case."),
    ({"effective_to": "2026-03-03"}, {}, "It was not in force on 2026-03-04, the day of this case."),
    ({"roles": ("court", "case_manager")}, {}, "Nobody plays whom it binds (court, case manager)."),
    ({"constraint": None}, {}, "It is for the debrief only; there is nothing that could be checked."),
]


@pytest.mark.parametrize(
    ("of_rule", "of_pack", "why"), UNSCORED, ids=["M", "VP", "draft", "later", "over", "nobody", "unchecked"]
)
def test_what_is_not_scored_is_shown_with_the_reason(of_rule: dict, of_pack: dict, why: str) -> None:
    one_rule = msgspec.structs.replace(rule("X-01", response("suspicion", "hotline_report", 60)), **of_rule)
    packs = pack(one_rule, **of_pack)
    one = acted(walk(SUSPECT), "pass")
    row = only(one, packs)
    assert (row.scored, row.why_unscored, row.charged) == (False, why, ())
    expected = "not_checked" if "in force" in why or "debrief" in why else "violated"
    assert row.verdict == expected
    assert items(one, packs) == []
    assert critical_violations([row]) == ()


def test_whether_a_rule_holds_is_asked_of_the_day_of_the_case() -> None:
    inside = rule(
        "X-01", response("suspicion", "hotline_report", 60), effective_from="2026-03-04", effective_to="2026-03-04"
    )
    assert only(acted(walk(SUSPECT), "pass"), pack(inside)).scored


def test_from_a_secondary_source_a_rule_is_at_most_major_and_no_critical_error() -> None:
    broken = response("suspicion", "hotline_report", 60)
    one = acted(walk(SUSPECT), "pass")
    for confidence, severity in (("V1", "critical"), ("V2", "major")):
        packs = pack(rule("X-01", broken, severity="critical", confidence=confidence))
        row = only(one, packs)
        assert row.severity == severity
        assert critical_violations([row]) == ((row,) if severity == "critical" else ())
        assert items(one, packs)[0].at_stake == WEIGHTS[severity]  # type: ignore[index]


def test_a_rule_is_one_item_however_many_children_it_was_checked_for() -> None:
    kids = {name: Child(name.upper(), 5) for name in ("a", "b", "c")}
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 1800, per="child")))
    told = {"start": Effects(does=(Act("hotline_report", {"children": ("a", "b")}),))}
    one = acted(walk(SUSPECT, told, children=kids))
    assert [(row.subject, row.verdict) for row in found(one, packs)] == [
        ("a", "satisfied"),
        ("b", "satisfied"),
        ("c", "violated"),
    ]
    (item,) = items(one, packs)
    assert (item.credit, item.at_stake) == (0, 2)
    assert item.reason.startswith("Broken (child C): ")


def test_what_is_owed_for_one_child_leaves_the_rule_open_for_all() -> None:
    kids = {name: Child(name.upper(), 5) for name in ("a", "b")}
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 9000, per="child")))
    told = {"start": Effects(does=(Act("hotline_report", {"children": ("a",)}),))}
    one = acted(walk(SUSPECT, told, children=kids))
    assert [(row.verdict, row.scored) for row in found(one, packs)] == [("satisfied", False), ("pending", False)]
    assert items(one, packs) == []


def test_two_packs_with_one_number_are_checked_each_by_itself() -> None:
    """The reader refuses it in a scenario; who hands such packs in gets no rule's verdict for another's."""
    one = acted(walk(SUSPECT, TELL))
    other = pack(rule("X-01", response("suspicion", "hotline_report", 60)), name="other")
    rows = score(one.book, one.log, [REPORT, other]).protocol
    assert [(row.pack, row.verdict) for row in rows] == [("house", "satisfied"), ("other", "violated")]


# --- who answers for it


def two_seats(police: dict[str, Any], cps: dict[str, Any], how: str = "", **more: Any) -> Play:
    """Two roles that decide each for itself, or (*how*) together."""
    setup = more.pop("setup", None)
    if how:
        room = scene({"act": choice(takes=60, **police)}, ("police", "cps"), how)
        return Play(seated(case({"room": room}, {"police": "room", "cps": "room"})), setup)
    scenes = {
        "door": scene({"act": choice(takes=60, goto="wait", **police), "pass": choice(goto="wait")}),
        "desk": scene({"act": choice(takes=60, **cps), "pass": choice()}, ("cps",)),
        "wait": scene({"act": choice(takes=60)}),
    }
    return Play(seated(case(scenes, {"police": "door", "cps": "desk"}, **more)), setup)


def test_an_act_is_that_of_who_did_it() -> None:
    packs = pack(rule("X-01", never("false_promise", given=(match("suspicion"),))))
    one = two_seats({"start": does("suspicion")}, {"start": does("false_promise")})
    one.choose("police", 0, "act").choose("cps", 5, "act")
    row = only(one, packs)
    assert (row.verdict, row.charged, row.roles) == ("violated", ("cps",), ("police", "cps"))


def test_who_did_it_and_is_not_bound_is_not_charged() -> None:
    packs = pack(rule("X-01", never("false_promise", given=(match("false_promise"),)), roles=("cps",)))
    one = two_seats({"start": does("false_promise")}, {})
    row = only(one.choose("police", 0, "act"), packs)
    assert (row.verdict, row.charged, row.scored) == ("violated", (), False)
    assert row.why_unscored == "Who did it is not bound by it."


def test_a_duty_is_that_of_those_who_saw_what_called_for_it() -> None:
    one = two_seats({"start": does("suspicion")}, {"start": does("explain_step")})
    one.choose("police", 0, "act").choose("cps", 5, "act").until(4000)
    assert only(one, REPORT).charged == ("police",)
    alone = pack(rule("X-01", response("suspicion", "hotline_report", 1800), roles=("cps",)))
    row = only(one, alone)
    assert (row.charged, row.why_unscored) == ((), "Nobody whom it binds could know what called for it.")


def test_who_fulfills_a_duty_of_a_colleague_shares_in_it() -> None:
    one = two_seats({"start": does("suspicion")}, TELL).choose("police", 0, "act").choose("cps", 5, "act")
    (item,) = items(one, REPORT)
    assert item.owners == ("police", "cps")


@pytest.mark.parametrize("how", ["lead", "together"])
def test_what_was_decided_together_is_the_teams(how: str) -> None:
    packs = pack(rule("X-01", never("false_promise", given=(match("false_promise"),))))
    one = two_seats({"start": does("false_promise")}, {}, how)
    one.choose("police", 0, "act")
    if how == "together":
        one.choose("cps", 1, "act")
    assert only(one, packs).charged == ("team",)


def test_a_rule_for_the_team_is_the_teams() -> None:
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 60), roles=("team",)))
    assert only(acted(walk(SUSPECT), "pass"), packs).charged == ("team",)


def test_what_the_computer_did_for_a_person_who_stepped_out_is_not_that_persons() -> None:
    packs = pack(rule("X-01", never("false_promise", given=(match("false_promise"),))))
    one = walk({"start": does("false_promise")}, setup=persons("police"))
    one.give(HandOver(seat="police", at=0, role="police", to=None)).choose("police", 5, "act")
    assert only(one, packs).charged == ("team",)
    mine = walk({"start": does("false_promise")}, setup=persons("police")).choose("police", 5, "act")
    assert only(mine, packs).charged == ("police",)


def test_what_was_owed_while_the_computer_held_the_seat_is_not_that_persons() -> None:
    one = walk(SUSPECT, setup=persons("police"))
    one.give(HandOver(seat="police", at=0, role="police", to=None)).choose("police", 5, "act").until(3000)
    assert only(one, REPORT).charged == ("team",)


def test_who_comes_back_in_time_answers_for_it_and_who_comes_back_later_does_not() -> None:
    for back, charged in ((1500, ("police",)), (2500, ("team",))):
        one = walk(SUSPECT, setup=persons("police"))
        one.give(HandOver(seat="police", at=0, role="police", to=None)).choose("police", 5, "act").until(700)
        one.give(HandOver(seat="facilitator", at=back, role="police", to="p-police")).until(3000)
        assert only(one, REPORT).charged == charged


def test_what_an_inject_does_is_nobodys_act() -> None:
    came = Inject(when=None, effects=does("false_promise"))
    packs = pack(rule("X-01", never("false_promise", given=(match("false_promise"),))))
    one = walk({}, injects={"came": came})
    one.give(Fire(seat="facilitator", at=5, inject="came"))
    assert only(one, packs).charged == ()


def test_accommodations_stretch_the_windows_of_a_seat() -> None:
    tight = pack(rule("X-01", response("suspicion", "hotline_report", 400)))
    assert only(acted(walk(SUSPECT, TELL)), tight).verdict == "violated"
    assert only(acted(walk(SUSPECT, TELL, setup=persons("police", factor=2.0))), tight).verdict == "satisfied"


def test_a_guard_on_who_did_it_looks_at_the_seat_that_the_act_names() -> None:
    packs = pack(rule("X-01", two("precedence", "rights_notice", "parent_interview"), roles=("cps",)))
    guarded = msgspec.structs.replace(packs.rules["X-01"].constraint, b=(match("parent_interview", by="cps"),))
    packs = pack(rule("X-01", guarded, roles=("cps",)))
    for who, verdict in (("cps", "violated"), ("police", "not_activated")):
        act = Effects(does=(Act("parent_interview", {"by_whom": who}),))
        one = two_seats({"start": act}, {}, "together").choose("police", 0, "act").choose("cps", 1, "act")
        assert only(one, packs).verdict == verdict


def test_a_seat_can_be_several_parties() -> None:
    constraint = msgspec.structs.replace(never("arrest"), a=(match("arrest", by="detective"),))
    packs = pack(rule("X-01", constraint, roles=("detective",)))
    scenario = seated(
        case({"door": scene({"act": choice(start=does("arrest"))})}, {"police": "door"}), police=("patrol", "detective")
    )
    row = only(Play(scenario).choose("police", 0, "act"), packs)
    assert (row.verdict, row.charged) == ("violated", ("police",))


# --- one act counts once


def keyed(protocol: float | None) -> Any:
    return points(1, 1, protocol)


def test_an_act_that_a_choice_earned_credit_for_is_counted_there() -> None:
    for hall, verdict in (("act", "satisfied"), ("pass", "violated")):
        scenes = {
            "door": scene({"act": choice(goto="hall", takes=600, **SUSPECT)}),
            "hall": scene({"act": choice(credit=keyed(1), **TELL), "pass": choice(takes=3000, credit=keyed(0))}),
        }
        one = Play(seated(case(scenes, {"police": "door"})))
        one.choose("police", 0, "act").until(700).choose("police", 700, hall)
        one.until(3700 if hall == "pass" else 760)
        row = only(one, REPORT)
        assert (row.verdict, row.scored, row.counted_by) == (verdict, False, "hall#1")
        assert row.charged == ("police",)
        assert items(one, REPORT) == []
        assert len([item for item in score(one.book, one.log, [REPORT]).items if item.dimension == "protocol"]) == 1


def test_what_the_same_choice_called_for_and_left_out_is_counted_with_it() -> None:
    both = Effects(does=(Act("suspicion"), Act("hotline_report")))
    scenes = {
        "door": scene(
            {"act": choice(credit=keyed(1), start=both), "pass": choice(takes=3000, credit=keyed(0), **SUSPECT)}
        )
    }
    one = Play(seated(case(scenes, {"police": "door"}))).choose("police", 0, "pass").until(3000)
    assert only(one, REPORT).counted_by == "door#1"


def test_credit_in_another_dimension_does_not_count_it() -> None:
    scenes = {
        "door": scene({"act": choice(goto="hall", takes=600, credit=keyed(None), **SUSPECT)}),
        "hall": scene({"act": choice(credit=keyed(None), **TELL), "pass": choice(credit=keyed(None))}),
    }
    one = Play(seated(case(scenes, {"police": "door"}))).choose("police", 0, "act")
    one.until(700).choose("police", 700, "act")
    assert len(items(one, REPORT)) == 1


def test_a_critical_rule_that_was_broken_is_critical_wherever_its_points_are() -> None:
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 60), severity="critical"))
    scenes = {
        "door": scene({"act": choice(credit=keyed(1), **TELL), "pass": choice(takes=3000, credit=keyed(0), **SUSPECT)})
    }
    one = Play(seated(case(scenes, {"police": "door"}))).choose("police", 0, "pass").until(3000)
    row = only(one, packs)
    assert (row.scored, critical_violations([row])) == (False, (row,))


# --- what is always true


BUSY = pack(
    rule("Y-01", response("call_cps", "call_cps", 60), severity="critical"),
    rule("Y-02", never("call_cps"), roles=("police",)),
    rule("Y-03", two("precedence", "message_told", "call_cps"), roles=("patrol", "cps"), kind="guideline"),
    rule("Y-04", response("message_told", "message_acknowledged", 120), severity="minor"),
    rule("Y-05", never("message_asked", given=(match("message_told"),), n=2), roles=("team",)),
    rule("Y-06", response("call_cps", "message_told")),
    rule("Y-07", never("message_told", window=Window(0, 100)), confidence="M"),
)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 400))
def test_packs_add_rules_and_change_nothing_else(seed: int, events: int) -> None:
    book = busy_book()
    _, log = play(book, busy_setup(seed % 4), drawn(seed, 40), ALL)
    log = log[: max(1, min(events, len(log)))]
    without, with_ = score(book, log), score(book, log, [BUSY])
    assert score(book, log, [BUSY]) == with_
    assert tuple(item for item in with_.items if item.kind != "rule") == without.items
    for role in book.roles:
        for dimension in ("coordination", "trauma_informed"):
            assert with_.roles[role][dimension] == without.roles[role][dimension]
    rules = [item for item in with_.items if item.kind == "rule"]
    assert len({(item.label, item.owners) for item in rules}) == len(rules)
    for row in with_.protocol:
        assert set(row.charged) <= {*row.roles, "team"}
        assert row.scored == (not row.why_unscored)
        assert all(1 <= seq <= len(log) for seq in row.events)
        assert row.scored <= bool(row.charged)
        assert not (row.scored and row.verdict in ("pending", "not_activated", "not_checked"))
        assert bool(row.counted_by) <= (not row.scored)
    scored = {row.rule for row in with_.protocol if row.scored}
    assert {item.label.rpartition(" ")[2] for item in rules} <= scored
    assert len(rules) >= len({row.rule for row in with_.protocol if row.scored and row.verdict == "violated"})


@given(st.integers(0, 1 << 32))
def test_an_edited_log_has_rules_that_rest_on_it_or_a_clear_fault(seed: int) -> None:
    chance = Random(seed)
    _, log = play(busy_book(), busy_setup(1), drawn(seed % 50, 40), ALL)
    events = msgspec.json.decode(msgspec.json.encode(log))
    for _ in range(3):
        here, there = chance.randrange(1, len(events)), chance.randrange(1, len(events))
        match chance.randrange(3):
            case 0:
                del events[here]
            case 1:
                events.insert(here, dict(events[there]))
            case 2:
                events[here], events[there] = events[there], events[here]
    for place, event in enumerate(events, 1):
        event["seq"] = place
    edited = msgspec.json.decode(msgspec.json.encode(events), type=list[AnyEvent])
    try:
        card = score(busy_book(), edited, [BUSY])
    except LogFault:
        return
    assert all(1 <= seq <= len(edited) for row in card.protocol for seq in row.events)


def test_how_rules_became_points_is_said_and_an_act_never_twice() -> None:
    packs = pack(rule("X-01", response("suspicion", "hotline_report", 1800)), rule("X-02", never("false_promise")))
    by_itself = score(*_played(walk(SUSPECT, TELL)), [packs]).protocol
    assert counting(by_itself) == "1 rule counts by itself."
    decided = walk({**SUSPECT, "credit": points(protocol=1)}, {**TELL, "credit": points(protocol=1)})
    assert counting(score(*_played(decided), [packs]).protocol) == (
        "1 rule counts with a decision: what was done there has its points already, and one act counts once."
    )
    more = pack(
        *packs.rules.values(),
        rule("X-03", response("explain_step", "suspicion")),
        rule("X-04", two("choice", "suspicion", "x")),
    )
    mixed = walk({**SUSPECT, "credit": points(protocol=1)}, TELL)
    assert counting(score(*_played(mixed), [more]).protocol) == (
        "1 rule counts by itself. "
        "1 more counts with a decision: what was done there has its points already, and one act counts once."
    )
    assert counting(score(*_played(walk({})), [packs]).protocol) == ""


def _played(one: Play) -> tuple[Book, list[AnyEvent]]:
    return acted(one).book, one.log


def test_no_row_is_without_whose_it_is_and_the_decision_that_counts_it_is_named() -> None:
    voice = Voice(lambda seat: {"police": "you", "cps": "CPS"}.get(seat, seat), str)
    row = only(acted(walk(SUSPECT, TELL)), pack(rule("X-01", response("suspicion", "hotline_report", 1800))))
    mine = msgspec.structs.replace(row, charged=("cps", "police"), roles=("cps", "police"))
    assert whose(mine, voice) == "CPS and you"
    assert whose(msgspec.structs.replace(mine, charged=()), voice) == "binds CPS and you, and nobody is charged"
    assert whose(msgspec.structs.replace(mine, charged=(), roles=()), voice) == "binds nobody here"
    counted = msgspec.structs.replace(mine, counted_by="door", scored=False, why_unscored=COUNTED)
    assert (
        why(counted, "The door")
        == "It counts with the decision “The door”, which the act was part of: one act counts once."
    )
    assert why(counted) == COUNTED
    assert why(msgspec.structs.replace(mine, scored=True), "The door") == ""
