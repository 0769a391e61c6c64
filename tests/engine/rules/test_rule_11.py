"""Rule 11: joint decisions: what is offered, who picks, when it closes, and what is seen of it."""

import pytest

from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row

# It is read in a second ("Here.", and "Go." for each choice), so the limit is at 61.
CASE = """
roles: {police: kitchen, cps: kitchen, medical: kitchen}
facts: {aunt: {held_by: [cps]}, key: {held_by: [medical]}}
scenes:
  kitchen:
    roles: [police, cps, medical]
    decides: {%s}
    think: 60s
    choices:
      stay: {takes: 30s}
      go: {takes: 60s}
      to_aunt: {if: police.knows.aunt and cps.knows.aunt, takes: 90s}
    if_no_answer: {takes: 10s}
    %s
"""
TOGETHER = CASE % ("together: [police, cps]", "if_deadlock: {takes: 20s, does: [search]}")
LEAD = CASE % ("lead: [cps, police]", "")
EACH = CASE % ("each: [police, cps]", "")
ALL_EACH = CASE.replace("decides: {%s}", "decides: %s") % ("each", "")


@pytest.mark.parametrize(
    "story",
    [
        row(
            "a choice that is not open to all who decide is not offered",
            TOGETHER,
            "5 cps choose to_aunt !not_offered\n5 medical choose to_aunt !not_offered",
            "no picks",
        ),
        row(
            "it opens when it is open to all",
            TOGETHER,
            "5 cps tell police aunt\n6 cps choose to_aunt\n7 police choose to_aunt",
            """
            5 offers kitchen#1 to_aunt
            6 picks cps to_aunt
            7 picks police to_aunt
            7 closed kitchen#1 chosen to_aunt:police,cps,medical
            """,
        ),
        row(
            "together: it closes in the moment when all picks agree",
            TOGETHER,
            "5 police choose go\n9 cps choose go",
            """
            5 picks police go
            9 picks cps go
            9 closed kitchen#1 chosen go:police,cps,medical
            """,
        ),
        row(
            "together: picks that differ do not close it",
            TOGETHER,
            "5 police choose go\n9 cps choose stay",
            """
            5 picks police go
            9 picks cps stay
            no closed
            """,
        ),
        row(
            "together: picks may change",
            TOGETHER,
            "5 police choose go\n9 cps choose stay\n20 police choose stay",
            """
            5 picks police go
            9 picks cps stay
            20 picks police stay
            20 closed kitchen#1 chosen stay:police,cps,medical
            """,
        ),
        row(
            "together: changed again before the other has picked",
            TOGETHER,
            "5 police choose go\n6 police choose stay\n9 cps choose go\n62",
            """
            61 closed kitchen#1 deadlock if_deadlock:police,cps,medical
            """,
        ),
        row(
            "together: who advises does not decide",
            TOGETHER,
            "5 police choose go\n6 medical choose stay\n9 cps choose go",
            """
            5 picks police go
            6 picks medical stay as advice
            9 picks cps go
            9 closed kitchen#1 chosen go:police,cps,medical
            """,
        ),
        row(
            "at the limit, picks differ: `if_deadlock`",
            TOGETHER,
            "5 police choose go\n9 cps choose stay\n81",
            """
            61 closed kitchen#1 deadlock if_deadlock:police,cps,medical
            61 started search police,cps,medical
            81 done search police,cps,medical
            """,
        ),
        row(
            "at the limit, somebody is silent: `if_no_answer`",
            TOGETHER,
            "5 police choose go\n62",
            "61 closed kitchen#1 no_answer if_no_answer:police,cps,medical",
        ),
        row(
            "that an adviser is silent is no matter",
            TOGETHER,
            "5 police choose go\n9 cps choose stay\n62",
            "61 closed kitchen#1 deadlock if_deadlock:police,cps,medical",
        ),
        row(
            "that all are silent: `if_no_answer`",
            TOGETHER,
            "6 medical choose go\n62",
            "61 closed kitchen#1 no_answer if_no_answer:police,cps,medical",
        ),
        row(
            "together, untimed: who insists where all picks are in and differ says that they do not agree",
            TOGETHER,
            "5 police choose go\n6 police choose go\n9 cps choose stay\n900 police choose go",
            """
            5 picks police go
            6 picks police go
            9 picks cps stay
            900 picks police go
            900 closed kitchen#1 deadlock if_deadlock:police,cps,medical
            """,
            pace="untimed",
        ),
        row(
            "together, with a limit: to pick the same again changes nothing",
            TOGETHER,
            "5 police choose go\n9 cps choose stay\n20 police choose go",
            """
            5 picks police go
            9 picks cps stay
            20 picks police go
            no closed
            """,
        ),
        row(
            "lead: the lead decides, whatever the others advise",
            LEAD,
            "5 police choose go\n6 medical choose go\n9 cps choose stay",
            """
            5 picks police go as advice
            6 picks medical go as advice
            9 closed kitchen#1 chosen stay:police,cps,medical
            """,
        ),
        row(
            "lead: the others need not advise",
            LEAD,
            "9 cps choose stay",
            """
            9 closed kitchen#1 chosen stay:police,cps,medical
            no picks
            """,
        ),
        row(
            "lead: advice alone does not decide",
            LEAD,
            "5 police choose go\n6 medical choose go\n62",
            "61 closed kitchen#1 no_answer if_no_answer:police,cps,medical",
        ),
        row("lead: one may pass", LEAD, "5 police pass", "5 yields police"),
        row("lead: the lead may not", LEAD, "5 cps pass !you_decide", "no yields"),
        row("together: who decides may not", TOGETHER, "5 cps pass !you_decide\n5 medical pass", "5 yields medical"),
        row(
            "each: it closes when all are in, each on its own way",
            EACH,
            "5 police choose go\n9 cps choose stay\n69",
            """
            5 picks police go
            9 picks cps stay
            9 closed kitchen#1 chosen go:police,medical stay:cps
            39 worked cps stay
            69 worked police,medical go
            """,
        ),
        row(
            "each: who picks the same goes together",
            EACH,
            "5 police choose go\n9 cps choose go",
            """
            9 closed kitchen#1 chosen go:police,cps,medical
            """,
        ),
        row(
            "each: a pick may change until all are in",
            EACH,
            "5 police choose go\n6 police choose stay\n9 cps choose go",
            "9 closed kitchen#1 chosen stay:police,medical go:cps",
        ),
        row(
            "each: at the limit who is silent has not answered, and the others go the way they picked",
            ALL_EACH,
            "5 police choose go\n9 cps choose stay\n62",
            "61 closed kitchen#1 no_answer go:police stay:cps if_no_answer:medical",
        ),
        row(
            "each: nobody picked",
            EACH,
            "61",
            "61 closed kitchen#1 no_answer if_no_answer:police,cps,medical",
        ),
        row(
            "a choice that shuts takes its picks with it",
            """
            roles: {police: kitchen, cps: kitchen}
            scenes:
              kitchen:
                roles: [police, cps]
                decides: {together: [police, cps]}
                think: 60s
                choices: {go: {}, soon: {if: time < 20s}}
            """,
            "5 police choose soon\n20\n21 cps choose soon !choice_shut\n62",
            """
            20 shuts kitchen#1 soon
            61 closed kitchen#1 no_answer if_no_answer:police,cps
            """,
        ),
    ],
)
def test_deciding(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    ("case", "advice", "counts"),
    [(LEAD, "5 police choose go\n6 police choose stay", "stay"), (LEAD, "5 police choose go\n6 police pass", None)],
    ids=["changed", "taken back"],
)
def test_the_last_advice_counts(case: str, advice: str, counts: str | None) -> None:
    picks = Play(case).run(advice).view("cps").decision.picks
    assert [(pick.role, pick.choice, pick.advice) for pick in picks] == [("police", counts, True)]


@pytest.mark.parametrize(
    ("case", "seen"),
    [
        (TOGETHER, {"police": {"police", "medical"}, "cps": {"police", "medical"}, "medical": {"police", "medical"}}),
        (EACH, {"police": {"police", "medical"}, "cps": {"medical"}, "medical": {"medical"}}),
    ],
    ids=["together: seen by all", "each: hidden until all are in, but not what is advised"],
)
def test_who_sees_picks(case: str, seen: dict[str, set[str]]) -> None:
    play = Play(case).run("5 police choose go\n6 medical choose stay")
    for role, roles in seen.items():
        assert {pick.role for pick in play.view(role).decision.picks} == roles


def test_each_who_joins_late_does_not_find_the_picks() -> None:
    text = EACH.replace("medical: kitchen}", "medical: standing_by}").replace("think: 60s", "think: 60s\n    wait: 5s")
    play = Play(text).run("10 police choose go\n12 facilitator call medical kitchen")
    assert play.view("medical").decision.picks == ()
    (joined,) = play.all(e.Joined)
    assert joined.found.picks == (), "what it is handed goes over the wire: the view is not the only place to hide it"


def test_each_at_the_limit_those_who_picked_decided_and_nobody_else_did() -> None:
    closed = Play(EACH).run("10 police choose go\n61").last(e.DecisionClosed)
    assert (closed.how, closed.by) == ("no_answer", ("police",))


def test_the_pick_of_who_was_called_away_goes_with_it() -> None:
    case = TOGETHER + "  ward: {roles: [police], choices: {leave: {takes: 20s, goto: back}}}"
    play = Play(case).run("5 police choose go\n6 facilitator call police ward")
    assert play.view("cps").decision.picks == ()
    play.run("7 police choose leave\n27")
    assert play.view("police").decision.picks == ()


def test_a_pick_of_a_choice_that_shuts_is_a_pick_no_more() -> None:
    case = TOGETHER.replace("{if: police.knows.aunt and cps.knows.aunt, ", "{if: time < 10s, ")
    play = Play(case).run("5 police choose to_aunt\n6 cps choose go\n10")
    assert [pick.role for pick in play.view("cps").decision.picks] == ["cps"]
    play.run("11 police choose go").tells("11 closed kitchen#1 chosen go:police,cps,medical")


def test_a_form_asks_for_no_more_lines_than_it_shows() -> None:
    (form,) = Play(FORM % ("each", "")).view("police").decision.choices
    assert (form.least, form.most, len(form.items)) == (0, 3, 3)


@pytest.mark.parametrize("case", [TOGETHER, LEAD, EACH], ids=["together", "lead", "each"])
def test_opening_and_closing_of_a_choice_are_seen_by_all_present(case: str) -> None:
    play = Play(case).run("5 cps tell police aunt")
    for role in play.book.roles:
        assert play.choices(role)["to_aunt"]
        assert list(play.choices(role))[-1] == "to_aunt"


@pytest.mark.parametrize(
    ("case", "mine"),
    [
        (TOGETHER, {"police": "decide", "cps": "decide", "medical": "advise"}),
        (EACH, {"police": "decide", "cps": "decide", "medical": "advise"}),
        (LEAD, {"police": "advise", "cps": "decide", "medical": "advise"}),
        (ALL_EACH, {"police": "decide", "cps": "decide", "medical": "decide"}),
    ],
    ids=["together", "each of some", "lead", "each"],
)
def test_everybody_is_told_whether_to_decide_or_to_advise(case: str, mine: dict[str, str]) -> None:
    play = Play(case)
    for role, part in mine.items():
        assert play.view(role).decision.mine == part
        assert play.view(role).decision.lead == ("cps" if case is LEAD else None)


def test_its_if_may_speak_of_any_role_that_decides() -> None:
    """`to_aunt` speaks of what two roles know, and opens before all in the moment in which both do."""
    play = Play(TOGETHER)
    assert "to_aunt" not in play.choices("cps")
    play.run("5 cps tell police aunt")
    assert play.choices("medical")["to_aunt"]


# Four words: the limit of the form is at 62.
FORM = """
roles: {police: kitchen, cps: kitchen}
milestones: {rude: picked.kitchen.rude, alone: picked.kitchen.alone, handed_in: chosen.kitchen.form}
scenes:
  kitchen:
    roles: [police, cps]
    decides: {%s: [police, cps]}
    think: 60s
    form: {takes: 30s, does: [search], items: {alone: {}, rude: {}, late: {}}}
    if_no_answer: {}
    %s
"""


@pytest.mark.parametrize(
    "story",
    [
        row(
            "a form together: the same lines in another order are the same",
            FORM % ("together", "if_deadlock: {}"),
            "5 police choose form alone rude\n6 cps choose form rude alone",
            """
            6 closed kitchen#1 chosen form:police,cps
            6 reached rude
            6 reached alone
            6 reached handed_in
            """,
        ),
        row(
            "a form together: other lines are another pick",
            FORM % ("together", "if_deadlock: {}"),
            "5 police choose form alone rude\n6 cps choose form alone\n62",
            "62 closed kitchen#1 deadlock if_deadlock:police,cps",
        ),
        row(
            "a form by each: everybody's own lines, and everybody's own work",
            FORM % ("each", ""),
            "5 police choose form alone\n6 cps choose form rude\n100",
            """
            6 closed kitchen#1 chosen form:police form:cps
            6 reached rude
            6 reached alone
            6 reached handed_in
            36 worked police form
            36 done search police
            36 worked cps form
            36 done search cps
            36 ended finished over
            """,
        ),
    ],
)
def test_forms(story: Story) -> None:
    story.hold()


def test_what_one_picked_in_time_has_been_chosen_although_another_was_silent() -> None:
    text = ALL_EACH.replace("scenes:", "milestones: {went: chosen.kitchen.go}\nscenes:", 1)
    Play(text).run("5 police choose go\n62").tells("61 reached went")
