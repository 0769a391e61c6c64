"""Rule 16, the engine's half: under the curtain case time stands still, and `extend` gives time back."""

import pytest

from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office, medical: standing_by}
facts: {key: {held_by: [police]}}
injects: {bell: {when: time >= 1h}, gong: {}}
scenes:
  yard: {roles: [police], think: 60s, choices: {go: {takes: 60s, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: office}}}
  kitchen: {roles: [police, cps, medical], decides: {lead: [cps]}, wait: 5s, think: 60s, quorum: [cps], choices: {go: {}}}
"""
UP = "5 facilitator curtain up"


@pytest.mark.parametrize(
    "story",
    [
        row(
            "the curtain goes up, and down before a seat",
            CASE,
            f"{UP}\n5 facilitator curtain down cps",
            "5 curtain up\n5 curtain down cps",
        ),
        row(
            "it is moved once each way",
            CASE,
            f"0 facilitator curtain down !curtain\n{UP}\n5 facilitator curtain up !curtain",
            "5 curtain up",
        ),
        row(
            "case time stands still while it is up",
            CASE,
            f"{UP}\n100 !curtain\n100 mark !curtain\n5 facilitator curtain down police\n60",
            """
            5 passes
            no closed
            """,
        ),
        row(
            "and runs on from there",
            CASE,
            f"{UP}\n5 facilitator curtain down police\n61",
            "61 closed yard#1 no_answer if_no_answer:police",
        ),
        row(
            "nobody decides or speaks meanwhile",
            CASE,
            f"""
            {UP}
            5 police choose go !curtain
            5 police tell cps key !curtain
            5 cps ask police matters !curtain
            5 facilitator fire gong !curtain
            """,
            "no closed\nno told\nno asked\nno fired",
        ),
        row("a pause is accepted", CASE, f"{UP}\n5 police pause\n5 police resume", "5 paused\n5 resumed"),
        row("a note too", CASE, f"{UP}\n5 police note why", "5 noted police why"),
        row("and stepping out", CASE, f"{UP}\n5 police hand police -", "5 handed police computer"),
        row("and the end", CASE, f"{UP}\n5 facilitator end", "5 ended stopped"),
        row(
            "time that a decision spent out of sight is given back",
            CASE,
            "20 facilitator extend yard#1 15\n75\n76",
            """
            20 extends yard#1 76
            76 closed yard#1 no_answer if_no_answer:police
            """,
        ),
        row(
            "under the curtain as well",
            CASE,
            f"{UP}\n5 facilitator extend yard#1 5\n5 facilitator curtain down police\n66",
            """
            5 extends yard#1 66
            66 closed yard#1 no_answer if_no_answer:police
            """,
        ),
        row(
            "again and again",
            CASE,
            "20 facilitator extend yard#1 15\n70 facilitator extend yard#1 4\n100",
            """
            20 extends yard#1 76
            70 extends yard#1 80
            80 closed yard#1 no_answer if_no_answer:police
            """,
        ),
        row(
            "a single second is time as well",
            CASE,
            "20 facilitator extend yard#1 1\n61\n62",
            """
            20 extends yard#1 62
            62 closed yard#1 no_answer if_no_answer:police
            """,
        ),
        row(
            "a decision that has closed is not extended",
            CASE,
            "61 facilitator extend yard#1 15 !decision_over",
            "no extends",
        ),
        row(
            "what is chosen in the time given counts",
            CASE,
            "20 facilitator extend yard#1 15\n70 police choose go",
            "70 closed yard#1 chosen go:police",
        ),
        row(
            "time given goes with a decision that is interrupted",
            CASE.replace(
                "  kitchen", "  phone: {roles: [police], choices: {leave: {takes: 10s, goto: back}}}\n  kitchen"
            ),
            """
            20 facilitator extend yard#1 15
            26 facilitator call police phone
            30 police choose leave
            40
            89
            90
            """,
            """
            20 extends yard#1 76
            26 closed yard#1 interrupted
            30 closed phone#1 chosen leave:police
            90 closed yard#2 no_answer if_no_answer:police
            """,
        ),
    ],
)
def test_curtain(story: Story) -> None:
    story.hold()


def test_the_views_know_whether_the_curtain_is_up() -> None:
    play = Play(CASE).run(UP)
    assert all(play.view(role).curtain for role in play.book.roles)
    play.run("5 facilitator curtain down cps")
    assert not any(play.view(role).curtain for role in play.book.roles)
    assert play.state.front == "cps"


def test_all_present_see_the_new_limit() -> None:
    text = CASE.replace(
        "police: yard, cps: office, medical: standing_by", "police: kitchen, cps: kitchen, medical: standing_by"
    )
    play = Play(text).run("20 facilitator extend kitchen#1 15")
    assert {play.view(role).decision.closes for role in ("police", "cps")} == {5 + 61 + 15}
