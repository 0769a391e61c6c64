"""Rule 6: how long a limit is, for whom it stretches, and what never stretches."""

import pytest
from msgspec.structs import replace

from sim.engine import cut
from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row, scene

FORTY = " ".join(["word"] * 40) + "."


def closes(play: Play, role: str = "police") -> int | None:
    decision = play.view(role).decision
    assert decision is not None
    return decision.closes


def yard(text: str = "Here.", think: str = "think: 30s, ", choices: str = "{go: {}}", more: str = "") -> str:
    return f"roles: {{police: yard}}\n{more}\nscenes: {{yard: {{roles: [police], text: {text}, {think}choices: {choices}}}}}"


@pytest.mark.parametrize(
    ("case", "limit"),
    [
        pytest.param(yard(), 31, id="two words take a second"),
        pytest.param(yard(FORTY), 43, id="42 words at 200 a minute are 12.6 seconds, rounded up"),
        pytest.param(yard(think="think: 1s, "), 2, id="reading and thinking time are added"),
        pytest.param(
            yard(choices=f"{{go: {{text: {FORTY}}}, stay: {{text: {FORTY}}}}}"), 55, id="choices are read too"
        ),
        pytest.param(
            yard(choices=f"{{go: {{}}, stay: {{text: {FORTY}, if: police.knows.key}}}}", more="facts: {key: {}}"),
            31,
            id="but not those that are not offered",
        ),
        pytest.param(
            yard(
                choices=f"{{go: {{}}, stay: {{text: {FORTY}, if: police.knows.key}}}}",
                more="facts: {key: {held_by: [police]}}",
            ),
            43,
            id="those whose condition holds are",
        ),
        pytest.param(
            yard(f"[{{if: police.knows.key, text: {FORTY}}}, {{text: Here.}}]", more="facts: {key: {}}"),
            31,
            id="the case of the text that is shown counts",
        ),
        pytest.param(
            yard(
                f"[{{if: police.knows.key, text: {FORTY}}}, {{text: Here.}}]", more="facts: {key: {held_by: [police]}}"
            ),
            43,
            id="the other case, where it holds",
        ),
        pytest.param(
            yard(f"{{all: Here., also: [{{if: police.knows.key, text: {FORTY}}}]}}", more="facts: {key: {}}"),
            31,
            id="a paragraph that is not shown does not count",
        ),
        pytest.param(
            yard(
                f"{{all: Here., also: [{{if: police.knows.key, text: {FORTY}}}]}}",
                more="facts: {key: {held_by: [police]}}",
            ),
            43,
            id="a paragraph that is shown does",
        ),
        pytest.param(
            f"""
            roles: {{police: yard}}
            scenes:
              yard: {{roles: [police], think: 30s, form: {{items: {{a: {{text: {FORTY}}}, b: {{text: {FORTY}}}}}}}}}
            """,
            55,
            id="the lines of a form are read",
        ),
        pytest.param(
            f"""
            roles: {{police: yard}}
            facts: {{key: {{}}}}
            scenes:
              yard:
                roles: [police]
                think: 30s
                form: {{items: {{a: {{text: [{{if: police.knows.key, text: {FORTY}}}, {{text: Line.}}]}}, b: {{}}}}}}
            """,
            31,
            id="in the case that is shown",
        ),
        pytest.param(yard(think=""), None, id="without `think` there is no limit"),
    ],
)
def test_a_limit_is_reading_time_and_thinking_time(case: str, limit: int | None) -> None:
    assert closes(Play(case)) == limit


def test_what_opens_later_does_not_move_the_limit() -> None:
    """It is the reading time of what is shown at the opening."""
    text = yard(choices=f"{{go: {{}}, late: {{text: {FORTY}, if: time >= 10s}}}}")
    assert closes(Play(text).run("20")) == 31


@pytest.mark.parametrize(
    ("setup", "limit"),
    [
        ({}, 31),
        ({"factors": {"police": 1.5}}, 47),
        ({"factors": {"police": 2.0}}, 62),
        ({"factors": {"police": 3.0}}, 93),
        ({"pace": "relaxed"}, 62),
        ({"pace": "relaxed", "factors": {"police": 1.5}}, 93),
        ({"pace": "relaxed", "factors": {"police": 3.0}}, 186),
        ({"pace": "untimed"}, None),
        ({"pace": "untimed", "factors": {"police": 2.0}}, None),
        ({"room": True, "factors": {"police": 2.0}}, 62),
    ],
    ids=str,
)
def test_factor_and_pace_stretch_a_limit(setup: dict, limit: int | None) -> None:
    assert closes(Play(yard(), **setup)) == limit


MEET = """
roles: {police: yard, cps: yard}
scenes:
  yard:
    roles: [police, cps]
    decides: {lead: [cps]}
    text: {all: Here., police: %s}
    think: 30s
    choices: {go: {}}
"""


@pytest.mark.parametrize(
    ("own", "factors", "limit"),
    [
        ("You.", {}, 31),
        (FORTY, {}, 43),
        ("You.", {"police": 2.0}, 62),
        ("You.", {"cps": 3.0}, 93),
        ("You.", {"police": 1.5, "cps": 3.0}, 93),
        (FORTY, {"cps": 2.0}, 86),
    ],
    ids=[
        "alike",
        "who reads most",
        "who advises has the factor",
        "who leads has it",
        "two factors",
        "one reads, one has it",
    ],
)
def test_a_joint_limit_takes_the_largest(own: str, factors: dict[str, float], limit: int) -> None:
    play = Play(MEET % own, factors=factors)
    assert closes(play, "police") == closes(play, "cps") == limit


def test_nobody_sees_why() -> None:
    """The other's log is the same whoever of the two has the factor, and neither's own says it."""
    logs = [
        [
            cut(Play(MEET % "You.", factors={who: 2.0}).run("5 cps choose go\n90").log, role)
            for role in ("police", "cps")
        ]
        for who in ("police", "cps")
    ]
    assert logs[0] == logs[1]


def test_only_who_is_there_counts() -> None:
    text = """
roles: {police: yard, cps: standing_by}
scenes:
  yard: {roles: [police, cps], decides: {lead: [police]}, wait: 10s, think: 30s, choices: {go: {}}}
"""
    play = Play(text, factors={"cps": 3.0}).run("10")
    assert closes(play) == 41


@pytest.mark.parametrize("hands", ["facilitator hand police ann", "police hand police -"])
def test_the_factor_is_fixed_at_the_start(hands: str) -> None:
    text = "roles: {police: yard}\nscenes: {yard: {roles: [police], think: 30s, choices: {go: {goto: yard}}}}"
    play = Play(text, factors={"police": 2.0}, persons=("police",)).run(f"0 {hands}\n0 police choose go\n60")
    assert closes(play) == 60 + 62


LONG = """
roles: {police: yard, cps: office}
desks: {records: {answers: {matters: {after: 90s, says: Nothing.}}}}
injects: {bell: {when: since.search >= 30s}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 4m, does: [search], goto: kitchen}}}
  office: {roles: [cps], choices: {go: {}}}
  kitchen: {roles: [police, cps], decides: {lead: [police]}, wait: 2m, choices: {go: {}}}
"""


@pytest.mark.parametrize(
    "setup", [{}, {"pace": "relaxed"}, {"pace": "untimed"}, {"factors": {"police": 3.0, "cps": 3.0}}], ids=str
)
def test_case_time_itself_never_slows(setup: dict) -> None:
    Play(LONG, **setup).run("0 police choose go\n0 cps ask records matters\n500").tells(
        """
        90 answered records cps nothing
        240 done search police
        240 waits police kitchen until 360
        270 fired bell
        no no_show
        """
    )


@pytest.mark.parametrize(
    "story",
    [
        row(
            "a limit that has run out closes the decision",
            yard(),
            "100",
            "31 closed yard#1 no_answer if_no_answer:police",
        ),
        row("untimed, a limit never runs", yard(), "100000", "no closed", pace="untimed"),
        row("without `think` neither", yard(think=""), "100000", "no closed"),
        row(
            "at the stretched second and not before",
            yard(),
            "61\n62",
            "62 closed yard#1 no_answer if_no_answer:police",
            pace="relaxed",
        ),
    ],
)
def test_limits_run(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize("pace", ["standard", "relaxed", "untimed"])
def test_the_reading_time_itself_is_told_plainly(pace: str) -> None:
    play = Play(yard(FORTY), pace=pace, factors={"police": 3.0})
    assert play.last(e.DecisionOpened).reading == 13


def test_without_an_if_no_answer_there_is_no_limit_because_nothing_could_follow() -> None:
    """The reader refuses it; the engine does not count on that."""
    case = scene(yard())
    named = {name: replace(body, if_no_answer=None) for name, body in case.scenes.items()}
    assert closes(Play(replace(case, scenes=named))) is None


# --- the news above a scene

DOOR = """
roles: {police: door, cps: office}
facts: {key: {text: %s, held_by: [cps]}}
injects: {%s}
%s
scenes:
  door: {roles: [police], choices: {go: {takes: 1m, does: [search], goto: yard%s}}}
  yard: {roles: [police], think: 30s, choices: {go: {}}}
  office: {roles: [cps], choices: {go: {}, ring: {tells: {police: [key]}}}}
"""
SAYS = f"bell: {{when: %s, message: {{police: {FORTY}}}}}"


def door(injects: str = "", *, fact: str = FORTY, more: str = "", learns: bool = False) -> str:
    return DOOR % (fact, injects, more, ", learns: [key]" if learns else "")


def given(play: Play) -> int:
    """Seconds from the opening to the limit."""
    decision = play.view("police").decision
    assert decision is not None
    assert decision.closes is not None
    return decision.closes - decision.opened


AT_20 = "20 police choose go\n80"


@pytest.mark.parametrize(
    ("case", "script", "setup", "limit"),
    [
        pytest.param(door(), AT_20, {}, 31, id="nothing has come"),
        pytest.param(door(learns=True), AT_20, {}, 31 + 13, id="what the work taught: three words and forty"),
        pytest.param(
            door(SAYS % "done.search"), AT_20, {}, 31 + 12, id="what comes in the same second, after it opened"
        ),
        pytest.param(door(SAYS % "time >= 80s"), AT_20, {}, 31 + 12, id="or before it did"),
        pytest.param(door(SAYS % "time >= 50s"), AT_20, {}, 31, id="not what came earlier: time stood for it"),
        pytest.param(door(SAYS % "time >= 81s"), AT_20 + "\n90", {}, 31, id="nor what comes later"),
        pytest.param(door(SAYS % "time >= 10s"), AT_20, {}, 31 + 12, id="what came while one decided last"),
        pytest.param(
            door(SAYS % "time >= 10s" + ", more: {when: time >= 50s, message: {police: More.}}"),
            AT_20,
            {},
            31,
            id="unless time has stood since for something else",
        ),
        pytest.param(
            door(SAYS % "time >= 50s"), AT_20, {"persons": ("police", "cps")}, 31 + 12, id="several persons: all counts"
        ),
        pytest.param(
            door(SAYS % "time >= 50s", learns=True),
            AT_20,
            {"persons": ("police", "cps"), "room": True},
            31 + 25,
            id="in a room, too",
        ),
        pytest.param(
            door(SAYS % "done.search"), AT_20, {"factors": {"police": 1.5}}, 47 + 18, id="it stretches like the rest"
        ),
        pytest.param(door(SAYS % "done.search"), AT_20, {"pace": "relaxed"}, 62 + 24, id="and doubles"),
        pytest.param(
            door(), "10 cps choose ring\n" + AT_20, {}, 31 + 16, id="a message: its words and twelve around them"
        ),
        pytest.param(door(), "30 cps choose ring\n" + AT_20.replace("20", "30"), {}, 31, id="read at a stop"),
        pytest.param(
            door(more=f"stops: {{halt: {{when: done.search, question: {FORTY}}}}}"),
            AT_20,
            {},
            31,
            id="for a planned question time stands",
        ),
    ],
)
def test_a_limit_counts_the_news_above_its_scene(case: str, script: str, setup: dict, limit: int) -> None:
    if "30 cps" in script:  # it comes while police works, and something more when it is done
        script = "20 police choose go\n30 cps choose ring\n80"
    assert given(Play(case, **setup).run(script)) == limit


def test_what_comes_after_the_opening_is_given_at_once() -> None:
    play = Play(door(SAYS % "done.search")).run(AT_20)
    play.tells("from 80\n80 opened yard#1 police\n80 extends yard#1 123")


MET = f"""
roles: {{police: door, cps: office}}
facts: {{key: {{text: {FORTY}}}, other: {{}}}}
injects: {{bell: {{message: {{police: {FORTY}}}}}, ring: {{message: {{police: Ring.}}}}}}
scenes:
  door: {{roles: [police], choices: {{go: {{takes: 1m, learns: [key], goto: yard}}, stay: {{takes: 1m, goto: yard}}}}}}
  office: {{roles: [cps], choices: {{go: {{takes: 1m, goto: yard}}}}}}
  yard:
    roles: [police, cps]
    decides: {{lead: [cps]}}
    think: 30s
    text: {{all: Here., also: [{{role: police, if: police.knows.key, text: {FORTY}}}]}}
    choices: {{go: {{}}}}
"""


def test_a_joint_limit_says_nothing_of_what_one_seat_has_to_read() -> None:
    """What came before the one alone is not in what the other sees: its log is the same, to the second of the limit."""
    logs = []
    for taken, inject in (("go", "bell"), ("stay", "bell"), ("stay", "ring"), ("go", "ring")):
        play = Play(MET).run(f"5 police choose {taken}\n5 cps choose go\n5 facilitator fire {inject}\n70")
        logs.append([replace(event, seq=0) for event in cut(play.log, "cps")])
        assert closes(play, "police") == closes(play, "cps")
        assert given(play) == 13 + 30 + 13  # the text and the fact that police may have
    assert logs[0] == logs[1] == logs[2] == logs[3]


def test_what_comes_back_has_what_was_left_and_time_for_the_news() -> None:
    text = f"""
roles: {{police: yard}}
facts: {{key: {{text: {FORTY}}}}}
scenes:
  yard: {{roles: [police], think: 30s, choices: {{go: {{}}}}}}
  phone: {{roles: [police], choices: {{leave: {{takes: 20s, learns: [key], goto: back}}}}}}
"""
    play = Play(text).run("11 facilitator call police phone\n12 police choose leave\n32")
    assert given(play) == 20 + 13
