"""Rule 14: replies, read-back, and grounds that are wrong."""

import pytest

from sim.engine import events as e
from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office, medical: standing_by}
bases: {court: By order of a court, whim: It would help to know}
facts:
  key: {held_by: [police], topic: home, restated: {right: It is here., near: [It is there., It is gone.]}}
  door: {held_by: [police], topic: home}
  aunt: {held_by: [police], topic: kin, lawful: {cps: [court]}, tempting: [whim]}
  order: {held_by: [records], topic: kin, lawful: {police: [court]}, tempting: [whim]}
desks: {records: {answers: {kin: {after: 30s, bases: [court, whim]}, weather: {after: 30s, says: Rain.}}}}
milestones:
  was_asked: cps.asked.home
  was_answered: police.answered.home
  answered_key: police.answered.key
  heard: cps.acknowledged.key
injects: {bell: {when: time >= 1h}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 60s, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: office}}}
"""


def right_and_wrong(play: Play, role: str) -> tuple[int, list[int]]:
    """The place of the right read-back before *role*, and those of the near misses."""
    ((_, options),) = play.view(role).messages[-1].readbacks
    right = options.index("It is here.")
    return right, [place for place in range(len(options)) if place != right]


@pytest.mark.parametrize(
    "story",
    [
        row(
            "a question is answered with facts",
            CASE,
            "5 cps ask police home\n9 police answer key",
            """
            5 asked cps police home
            5 reached was_asked
            9 told police to cps key
            9 reached was_answered
            9 reached answered_key
            """,
        ),
        row("with nothing", CASE, "5 cps ask police home\n9 police answer nothing", "9 answered police cps nothing"),
        row("or with cannot", CASE, "5 cps ask police home\n9 police answer cannot", "9 answered police cps cannot"),
        row("not with both", CASE, "5 cps ask police home\n9 police answer key cannot !answer_unclear", "no told"),
        row(
            "a telling may be a reply",
            CASE,
            "5 cps ask police home\n9 police tell cps key re=last",
            """
            from 9
            9 told police to cps key
            9 reached was_answered
            9 reached answered_key
            """,
        ),
        row(
            "a reply to nothing is refused",
            CASE,
            "9 police tell cps key re=1 !no_such_question\n9 police answer key re=1 !no_such_question",
            "no told",
        ),
        row(
            "a question has one answer",
            CASE,
            """
            5 cps ask police home
            9 police answer key
            10 police answer nothing !no_such_question
            10 police tell cps key re=last !no_such_question
            """,
            "9 told police to cps key",
        ),
        row(
            "only who was asked answers it",
            CASE,
            "5 cps ask police home\n9 medical answer nothing re=7 !no_such_question\n9 cps answer nothing re=7 !no_such_question",
            "5 asked cps police home\nno answered",
        ),
        row(
            "a reply must go to who asked",
            CASE,
            "5 cps ask police home\n9 police tell medical key re=last !no_such_question",
            "no told",
        ),
        row(
            "it may go to others as well",
            CASE,
            "5 cps ask police home\n9 police tell medical,cps key re=last",
            """
            9 told police to medical key
            9 told police to cps key
            """,
        ),
        row(
            "or be said before who asked",
            CASE.replace(
                "police: yard, cps: office, medical: standing_by", "police: kitchen, cps: kitchen, medical: kitchen"
            )
            + "  kitchen: {roles: [police, cps, medical], decides: {lead: [cps]}, choices: {go: {}}}",
            "5 cps ask police home\n9 police tell medical key re=last\n10 police answer nothing !no_such_question",
            "9 told police to cps,medical key",
        ),
        row(
            "a desk answers with what it holds",
            CASE,
            "5 police ask records kin basis=court\n35",
            "35 told records to police order",
        ),
        row("or that it has nothing", CASE, "5 cps ask records weather\n35", "35 answered records cps nothing"),
        row(
            "on a wrong ground as well: it is logged, not blocked",
            CASE,
            "5 police ask records kin basis=whim\n35",
            "35 told records to police order",
        ),
        row(
            "a wrong ground does not block a telling",
            CASE,
            "5 police tell cps aunt basis=whim",
            "5 told police to cps aunt",
        ),
        row(
            "nor a recipient who may not be told at all",
            CASE,
            "5 police tell medical aunt basis=court",
            "5 told police to medical aunt",
        ),
        row("but a ground must be stated", CASE, "5 police tell cps aunt !basis_needed", "no told"),
        row("where one is needed", CASE, "5 police tell cps door", "5 told police to cps door"),
        row(
            "what one was told can be acknowledged, once",
            CASE,
            "5 police tell cps door\n9 cps ack door\n10 cps ack door !already_acknowledged",
            "9 acknowledged cps police door right",
        ),
        row(
            "who is named twice is told once",
            CASE,
            "5 police tell cps,cps key",
            "5 told police to cps key",
        ),
        row(
            "told again, it can be acknowledged again",
            CASE,
            "5 police tell cps door\n9 cps ack door\n10 police tell cps door\n11 cps ack door",
            """
            9 acknowledged cps police door right
            11 acknowledged cps police door right
            """,
        ),
        row(
            "a desk's word can be acknowledged",
            CASE,
            "5 police ask records kin basis=court\n35\n36 police ack order",
            "36 acknowledged police records order right",
        ),
        row(
            "only one of the read-backs can be picked",
            CASE,
            "5 police tell cps key\n9 cps ack key 3 !no_such_readback",
            "no acknowledged",
        ),
        row(
            "nor one before the first",
            CASE,
            "5 police tell cps key\n9 cps ack key -1 !no_such_readback",
            "no acknowledged",
        ),
        row(
            "without restatements there is only one",
            CASE,
            "5 police tell cps door\n9 cps ack door 1 !no_such_readback",
            "no acknowledged",
        ),
    ],
)
def test_replies(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("9 police answer key", e.Told),
        ("9 police tell cps key re=last", e.Told),
        ("9 police answer nothing", e.Answered),
        ("9 police answer cannot", e.Answered),
    ],
)
def test_answers_and_tellings_carry_what_they_reply_to(line: str, kind: type) -> None:
    play = Play(CASE).run(f"5 cps ask police home\n{line}")
    (asked,) = play.all(e.Asked)
    assert play.last(kind).reply_to == asked.seq
    assert [message.reply_to for message in play.view("cps").messages] == [None, asked.seq]


@pytest.mark.parametrize(
    ("script", "who"),
    [("5 police tell cps key", "police"), ("5 police ask records kin basis=court\n35", "police")],
    ids=["who told it", "who has it from a desk"],
)
def test_nobody_else_is_asked_for_a_read_back(script: str, who: str) -> None:
    told = [message for message in Play(CASE).run(script).view(who).messages if message.kind == "told"]
    assert [message.readbacks for message in told] == [()]


@pytest.mark.parametrize("who", ["medical", "police"], ids=["who was not told", "who told it"])
def test_nobody_else_can_read_it_back(who: str) -> None:
    play = Play(CASE).run("5 police tell cps door")
    told = play.last(e.Told).seq
    play.run(f"9 {who} ack door re={told} !no_such_message").run(f"10 cps ack door re={told}")
    play.tells("10 acknowledged cps police door right")


def test_an_acknowledgement_carries_what_it_replies_to() -> None:
    play = Play(CASE).run("5 police tell cps door\n9 cps ack door")
    assert play.last(e.Acknowledged).reply_to == play.last(e.Told).seq


def test_a_read_back_is_a_pick_among_the_restatements() -> None:
    play = Play(CASE).run("5 police tell cps key")
    ((fact, options),) = play.view("cps").messages[-1].readbacks
    assert fact == "key"
    assert sorted(options) == ["It is gone.", "It is here.", "It is there."]


def test_the_right_one_is_right() -> None:
    play = Play(CASE).run("5 police tell cps key")
    right, _ = right_and_wrong(play, "cps")
    play.run(f"9 cps ack key {right}").tells("9 acknowledged cps police key right\n9 reached heard")
    assert [(message.said, message.right) for message in play.view("police").messages[1:]] == [("It is here.", True)]


@pytest.mark.parametrize("which", [0, 1])
def test_a_wrong_one_is_an_event_that_the_sender_sees(which: int) -> None:
    play = Play(CASE).run("5 police tell cps key")
    _, wrong = right_and_wrong(play, "cps")
    play.run(f"9 cps ack key {wrong[which]}").tells("9 acknowledged cps police key wrong\nno reached")
    assert "police" in play.last(e.Acknowledged).seen_by
    assert [message.right for message in play.view("police").messages[1:]] == [False]


def test_without_restatements_it_is_got_it() -> None:
    play = Play(CASE).run("5 police tell cps door")
    assert play.view("cps").messages[-1].readbacks == (("door", ()),)
    play.run("9 cps ack door")
    assert [(message.kind, message.right) for message in play.view("police").messages] == [
        ("told", None),
        ("acknowledged", None),
    ]


@pytest.mark.parametrize("basis", ["court", "whim"])
def test_the_ground_is_logged(basis: str) -> None:
    play = Play(CASE).run(f"5 police tell cps aunt basis={basis}")
    assert play.last(e.Told).basis == basis


def test_the_grounds_to_choose_from_are_right_and_wrong_ones() -> None:
    known = {known.fact: known.bases for known in Play(CASE).view("police").known}
    assert {fact: set(bases) for fact, bases in known.items()} == {
        "key": set(),
        "door": set(),
        "aunt": {"court", "whim"},
    }


def test_what_the_desk_says_comes_with_its_answer() -> None:
    play = Play(CASE).run("5 cps ask records weather\n35")
    assert [message.says for message in play.view("cps").messages] == ["", "Rain."]
