"""Rule 3: when conditions are looked at, in which order, how often they fire, and what that does to open choices."""

import pytest

from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row

YARD = "scenes: {yard: {roles: [police], choices: {go: {takes: 60s, does: [search], goto: yard}, rest: {takes: 5s, goto: yard}}}}"


def case(parts: str) -> str:
    return f"roles: {{police: yard, cps: standing_by}}\nfacts: {{key: {{held_by: [police]}}}}\n{parts}\n{YARD}\n"


@pytest.mark.parametrize(
    "story",
    [
        row(
            "conditions are looked at after each delivery",
            case("milestones: {found: done.search}"),
            "0 police choose go\n60",
            """
            60 worked police go
            60 done search police
            60 reached found
            """,
        ),
        row(
            "and between two deliveries of one second",
            """
            roles: {police: yard, cps: office}
            milestones: {found: done.search}
            scenes:
              yard: {roles: [police], choices: {go: {takes: 60s, does: [search]}}}
              office: {roles: [cps], choices: {go: {takes: 60s, does: [visit]}}}
            """,
            """
            0 police choose go
            0 cps choose go
            60
            """,
            """
            60 done search police
            60 reached found
            60 done visit cps
            """,
        ),
        row(
            "and after each command",
            case("milestones: {heard: cps.knows.key}"),
            "7 police tell cps key",
            "7 told police to cps key\n7 reached heard",
        ),
        row("and at the beginning", case("milestones: {here: police.at.yard}"), "", "0 reached here"),
        row(
            "in declaration order, injects after milestones",
            case(
                "injects: {b: {when: done.search}, a: {when: done.search}}\nmilestones: {d: done.search, c: done.search}"
            ),
            "0 police choose go\n60",
            """
            60 reached d
            60 reached c
            60 fired b
            60 fired a
            """,
        ),
        row(
            "to a fixed point: what comes later in the file sets off what stands before it",
            case("milestones: {third: reached.second, second: reached.first, first: done.search}"),
            "0 police choose go\n60",
            """
            60 reached first
            60 reached second
            60 reached third
            """,
        ),
        row(
            "an inject that takes away the ground of a later one comes first",
            case(
                """
variables: {lamp: {start: 1}}
injects:
  dark: {when: done.search, sets: {lamp: 0}}
  bright: {when: done.search and lamp == 1}
"""
            ),
            "0 police choose go\n60",
            "60 fired dark",
        ),
        row(
            "each fires once",
            case(
                """
milestones: {found: done.search}
injects: {bell: {when: done.search}}
stops: {s: {when: done.search, question: Well}}
"""
            ),
            "0 police choose go\n60 police choose go\n120 police choose go\n180",
            """
            60 reached found
            60 fired bell
            60 stop s
            """,
        ),
        row(
            "unless it repeats: each time its condition comes to hold, not while it goes on holding",
            case("injects: {bell: {when: since.search < 30s, repeat: true}}"),
            "0 police choose go\n60 police choose rest\n65\n200 police choose go\n300",
            """
            60 fired bell
            90 rearmed bell
            260 fired bell
            290 rearmed bell
            """,
        ),
        row(
            "a repeating one whose own effect ends its ground is ready again at once",
            case(
                """
variables: {lamp: {start: 0}}
injects:
  bell: {when: lamp == 1, repeat: true, sets: {lamp: 0}}
  light: {when: done.search, sets: {lamp: 1}}
"""
            ),
            "0 police choose go\n60",
            """
            60 fired light
            60 fired bell
            60 rearmed bell
            """,
        ),
        row(
            "what counts is what a condition is found to be: one that falls and rises before its turn comes has not ceased",
            case(
                """
variables: {lamp: {start: 0}, door: {start: 0}}
injects:
  out: {when: lamp == 1, repeat: true, sets: {lamp: 0}}
  lit: {when: lamp == 0 and door == 1, repeat: true, sets: {lamp: 1}}
  open: {when: done.search, sets: {door: 1}}
"""
            ),
            "0 police choose go\n60",
            """
            60 fired open
            60 fired lit
            60 fired out
            60 rearmed out
            """,
        ),
        row(
            "in the other order of the file as well",
            case(
                """
variables: {lamp: {start: 0}, door: {start: 0}}
injects:
  lit: {when: lamp == 0 and door == 1, repeat: true, sets: {lamp: 1}}
  out: {when: lamp == 1, repeat: true, sets: {lamp: 0}}
  open: {when: done.search, sets: {door: 1}}
"""
            ),
            "0 police choose go\n60",
            """
            60 fired open
            60 fired lit
            60 fired out
            60 rearmed out
            """,
        ),
        row(
            "one that is found to have ceased fires again",
            case(
                """
variables: {lamp: {start: 0}, door: {start: 0}}
injects:
  out: {when: lamp == 1, repeat: true, sets: {lamp: 0}}
  lit: {when: lamp == 0 and door == 1, repeat: true, sets: {lamp: 1}}
  open: {when: done.search, sets: {door: 1}}
  reopen: {when: reached.seen and door == 0, sets: {door: 1}}
  shut: {when: reached.seen and lamp == 0, sets: {door: 0}}
milestones: {seen: lamp == 1}
"""
            ),
            "0 police choose go\n60",
            """
            60 fired open
            60 fired lit
            60 fired out
            60 fired shut
            60 rearmed out
            60 rearmed lit
            60 fired reopen
            60 fired lit
            60 fired out
            60 rearmed out
            """,
        ),
        row(
            "one that nobody but the facilitator fires has no condition",
            case("injects: {bell: {message: {police: It rings.}}}"),
            """
            0 police choose go
            9 facilitator fire bell
            9 facilitator fire bell !fired
            """,
            """
            9 fired bell by hand
            9 messaged police bell
            """,
        ),
        row(
            "one fired by hand does not fire again by its condition",
            case("injects: {bell: {when: done.search}}"),
            "0 police choose go\n9 facilitator fire bell\n60",
            "9 fired bell by hand",
        ),
        row(
            "one that repeats may be fired by hand again and again",
            case("injects: {bell: {when: done.search, repeat: true}}"),
            "0 police choose go\n9 facilitator fire bell\n10 facilitator fire bell\n60",
            """
            9 fired bell by hand
            10 fired bell by hand
            60 fired bell
            """,
        ),
        row(
            "a look in time comes at the beginning of its second",
            """
            roles: {police: yard, cps: office}
            injects: {bell: {when: since.started.search >= 30s and not done.visit}}
            scenes:
              yard: {roles: [police], choices: {go: {takes: 60s, does: [search]}}}
              office: {roles: [cps], choices: {go: {takes: 35s, does: [visit]}}}
            """,
            """
            0 cps choose go
            5 police choose go
            35
            """,
            """
            35 fired bell
            35 done visit cps
            """,
        ),
        row(
            "a link is down while its condition holds",
            case("links: {line: {between: [police, cps], down: time >= 20s and time < 35s}}"),
            "100",
            """
            20 link line down
            35 link line up
            """,
        ),
    ],
)
def test_firing(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("time >= 30s", 30),
        ("time > 30s", 31),
        ("time == 30s", 30),
        ("30s <= time", 30),
        ("30s < time", 31),
        ("30s == time", 30),
        ("not time < 30s", 30),
        ("not time <= 30s", 31),
        ("not 30s > time", 30),
        ("not 30s >= time", 31),
        ("time != 0s", 1),
        ("time >= 0s", 0),
        ("time < 30s", 0),
        ("time >= 30s and time < 31s", 30),
        ("time >= 30s and police.at.yard", 30),
        ("since.search >= 30s", 90),
        ("since.search > 30s", 91),
        ("since.search == 30s", 90),
        ("30s <= since.search", 90),
        ("30s < since.search", 91),
        ("since.search != 0s", 61),
        ("since.search <= 30s", 60),
        ("since.search < 30s", 60),
        ("since.search >= 0s", 60),
        ("since.started.search >= 30s", 30),
        ("since.reached.found >= 30s", 90),
        ("since.found >= 30s", 90),
        ("since.chosen.yard.go >= 30s", 30),
        ("since.search >= 30s and not cps.knows.key", 90),
    ],
)
def test_a_comparison_with_time_is_looked_at_in_the_second_in_which_it_turns(when: str, at: int) -> None:
    """Nobody does anything after the one choice, so only the engine's own schedule can find it."""
    play = Play(case(f"milestones: {{found: done.search}}\ninjects: {{bell: {{when: {when}}}}}"))
    play.run("0 police choose go\n500")
    assert [event.at for event in play.all(e.InjectFired)] == [at]


@pytest.mark.parametrize("step", [1, 7, 30, 1000])
def test_however_time_is_cut_up_nothing_is_lost_or_doubled(step: int) -> None:
    text = case(
        "injects: {bell: {when: since.search >= 30s}, gong: {when: time > 100s}, ding: {when: time == 99s, repeat: true}}"
    )
    play = Play(text).run("0 police choose go")
    for second in range(step, 1000 + step, step):
        play.run(str(second))
    assert play.tale("fired", "rearmed") == ["90 fired bell", "99 fired ding", "100 rearmed ding", "101 fired gong"]


LIVE = """
roles: {police: yard, cps: office}
facts: {aunt: {held_by: [cps]}, uncle: {held_by: [cps]}}
variables: {beds: {start: 1, visible: true}}
injects: {full: {when: time >= 30s, sets: {beds: 0}}, free: {when: time >= 40s, sets: {beds: 2}}}
scenes:
  yard:
    roles: [police]
    ordered: true
    choices:
      to_uncle: {if: police.knows.uncle}
      to_aunt: {if: police.knows.aunt}
      shelter: {if: beds > 0}
      wait: {}
  office: {roles: [cps], choices: {go: {}}}
"""


@pytest.mark.parametrize(
    ("script", "offered"),
    [
        ("", {"shelter": True, "wait": True}),
        ("5 cps tell police aunt", {"shelter": True, "wait": True, "to_aunt": True}),
        (
            "5 cps tell police aunt\n6 cps tell police uncle",
            {"shelter": True, "wait": True, "to_aunt": True, "to_uncle": True},
        ),
        ("5 cps tell police uncle,aunt", {"shelter": True, "wait": True, "to_uncle": True, "to_aunt": True}),
        ("30", {"shelter": False, "wait": True}),
        ("30\n31 cps tell police aunt", {"shelter": False, "wait": True, "to_aunt": True}),
        ("31 cps tell police aunt\n40", {"shelter": True, "wait": True, "to_aunt": True}),
    ],
    ids=[
        "at first",
        "a fact arrives",
        "facts in turn",
        "facts at once",
        "shut",
        "shut keeps its key",
        "open again under its key",
    ],
)
def test_choices_are_live_and_keys_are_never_renumbered(script: str, offered: dict[str, bool]) -> None:
    play = Play(LIVE).run(script)
    assert play.choices("police") == offered
    assert list(play.choices("police")) == list(offered)


@pytest.mark.parametrize(
    "story",
    [
        row("a shut choice can't be taken", LIVE, "30 police choose shelter !choice_shut", "30 shuts yard#1 shelter"),
        row(
            "one that has opened can",
            LIVE,
            "5 cps tell police aunt\n5 police choose to_aunt",
            """
            5 offers yard#1 to_aunt
            5 closed yard#1 chosen to_aunt:police
            """,
        ),
        row(
            "and one that has opened again",
            LIVE,
            "40 police choose shelter",
            """
            30 shuts yard#1 shelter
            40 offers yard#1 shelter
            40 closed yard#1 chosen shelter:police
            """,
        ),
        row(
            "time opens a choice as well",
            "roles: {police: yard}\nscenes: {yard: {roles: [police], choices: {go: {}, late: {if: time > 30s}}}}",
            "100",
            "31 offers yard#1 late",
        ),
        row(
            "a choice follows a milestone of the same second",
            """
            roles: {police: yard, cps: office}
            facts: {key: {held_by: [cps]}}
            milestones: {aware: police.knows.key}
            scenes:
              yard: {roles: [police], choices: {go: {}, new: {if: reached.aware}}}
              office: {roles: [cps], choices: {go: {}}}
            """,
            "5 cps tell police key",
            """
            5 told cps to police key
            5 reached aware
            5 offers yard#1 new
            """,
        ),
    ],
)
def test_live_choices(story: Story) -> None:
    story.hold()


def test_a_choice_whose_text_has_cases_is_offered_in_the_words_of_its_moment() -> None:
    text = """
roles: {police: yard, cps: office}
facts: {aunt: {held_by: [cps]}, home: {held_by: [cps]}}
scenes:
  yard:
    roles: [police]
    ordered: true
    choices:
      wait: {text: [{if: police.knows.home, text: Wait at home.}, {text: Wait.}]}
      call: {if: police.knows.aunt, text: [{if: police.knows.home, text: Call home.}, {text: Call.}]}
  office: {roles: [cps], choices: {go: {}}}
"""
    play = Play(text).run("5 cps tell police home,aunt")
    assert [choice.text for choice in play.view("police").decision.choices] == ["Wait.", "Call home."]
