"""Rule 13: who can send and be reached, when, and who hears what is said in a joint scene."""

import pytest

from tests.engine.rules.stage import Play, Story, row

CASE = """
roles: {police: yard, cps: office, medical: standing_by}
facts:
  key: {held_by: [police], topic: home, restated: {right: It is here., near: [It is there.]}}
  aunt: {held_by: [cps], topic: kin}
  rash: {held_by: [medical], topic: health}
desks: {records: {answers: {kin: {after: 30s, says: Ours.}}}}
injects: {bell: {when: time >= 1h}}
links:
  line: {between: [cps, records], down: time >= 10m and time < 11m}
  radio: {between: [police, cps], down: time >= 10m and time < 11m}
scenes:
  yard:
    roles: [police]
    choices: {go: {takes: 60s, goto: yard}, ride: {takes: 60s, unreachable: true, goto: yard}, enter: {takes: 1s, goto: cell}}
  cell: {roles: [police], unreachable: true, choices: {go: {takes: 60s, goto: yard}, stay: {takes: 60s, goto: cell}}}
  office: {roles: [cps], choices: {go: {takes: 60s, goto: office}}}
  gate: {roles: [police], choices: {leave: {}}}
"""
BUSY = "0 police choose go\n5"
RIDES = "0 police choose ride\n5"
INSIDE = "0 police choose enter\n5"
ALL = [
    "police tell cps key",
    "police ask cps kin",
    "police ask records kin",
    "police answer key",
    "police answer nothing",
    "police answer cannot",
    "police ack aunt",
    "police note why",
]


def ready(then: str, line: str) -> Play:
    """A play in which police has a question open and was told of the aunt, and then does *then*."""
    return Play(CASE).run(f"0 cps ask police home\n0 cps tell police aunt\n{then}").run(f"7 {line}")


@pytest.mark.parametrize("line", ALL)
@pytest.mark.parametrize("then", ["5", BUSY], ids=["deciding", "busy"])
def test_a_role_can_tell_ask_answer_read_back_and_note(then: str, line: str) -> None:
    ready(then, line)


@pytest.mark.parametrize("line", [line for line in ALL if "note" not in line])
@pytest.mark.parametrize("then", [RIDES, INSIDE], ids=["its work is unreachable", "its scene is unreachable"])
def test_unless_it_is_unreachable(then: str, line: str) -> None:
    ready(then, f"{line} !unreachable")


@pytest.mark.parametrize("then", [RIDES, INSIDE])
def test_a_note_can_always_be_written(then: str) -> None:
    ready(then, "police note why").tells("7 noted police why")


@pytest.mark.parametrize(
    ("then", "reach"),
    [
        ("5", True),
        (BUSY, True),
        (RIDES, False),
        (INSIDE, False),
        ("0 police choose ride\n60", True),
        ("0 police choose enter\n1 facilitator call police gate urgent\n2 police choose leave\n62", False),
    ],
    ids=["deciding", "busy", "work", "scene", "afterwards", "finished"],
)
def test_a_role_sees_whether_it_can_send(then: str, reach: bool) -> None:
    assert Play(CASE).run(then).view("police").reach is reach


@pytest.mark.parametrize(
    "story",
    [
        row(
            "messages reach it afterwards",
            CASE,
            "0 police choose ride\n20 cps tell police aunt\n59\n60",
            """
            from 1
            20 told cps to police aunt undelivered
            60 delivered police told from cps
            no learned
            """,
        ),
        row(
            "all kinds of them, in order",
            CASE,
            """
            0 police ask cps kin
            0 police tell cps key
            0 police choose ride
            20 cps ask police home
            21 cps tell police aunt
            22 cps answer nothing
            23 cps ack key
            60
            """,
            """
            from 60
            60 delivered police asked from cps
            60 delivered police told from cps
            60 delivered police answered from cps
            60 delivered police acknowledged from cps
            """,
        ),
        row(
            "after an unreachable scene, when it has left it",
            CASE,
            "0 police choose enter\n5 cps tell police aunt\n6 police choose go\n66",
            """
            5 told cps to police aunt undelivered
            66 delivered police told from cps
            """,
        ),
        row(
            "work of an unreachable scene is unreachable as well",
            CASE,
            "0 police choose enter\n5 police choose stay\n10 cps tell police aunt\n20 police tell cps key !unreachable",
            "10 told cps to police aunt undelivered",
        ),
        row(
            "a choice's telling reaches it afterwards as well",
            CASE.replace(
                "office: {roles: [cps], choices: {go: {takes: 60s,",
                "office: {roles: [cps], choices: {go: {takes: 60s, tells: {police: [aunt]},",
            ),
            "0 police choose ride\n20 cps choose go\n60",
            """
            20 told cps to police aunt by choice undelivered
            60 delivered police told from cps
            """,
        ),
        row(
            "a desk's answer too",
            CASE,
            "0 police ask records kin\n1 police choose ride\n30\n61",
            """
            30 answered records police nothing undelivered
            61 delivered police answered from records
            """,
        ),
        row(
            "a question that could not be heard can be answered when it has come",
            CASE,
            "0 police choose ride\n20 cps ask police home\n21 police answer key !unreachable\n60 police answer key",
            """
            60 delivered police asked from cps
            60 told police to cps key
            """,
        ),
        row(
            "a line that is down holds up messages until it works",
            CASE,
            "605 police tell cps key\n606 cps tell police aunt\n660",
            """
            605 told police to cps key undelivered
            606 told cps to police aunt undelivered
            660 delivered cps told from police
            660 delivered police told from cps
            """,
        ),
        row(
            "others are reached meanwhile",
            CASE,
            "605 police tell medical key",
            "605 told police to medical key",
        ),
        row(
            "of two recipients each has a message of its own",
            CASE,
            "605 police tell cps,medical key",
            """
            605 told police to cps key undelivered
            605 told police to medical key
            """,
        ),
        row(
            "a question to a desk whose line is down is asked when it works",
            CASE,
            "605 cps ask records kin\n700",
            """
            605 asked cps records kin undelivered
            660 delivered records asked from cps
            690 answered records cps nothing
            """,
        ),
        row(
            "a desk's answer waits for the line",
            CASE,
            "590 cps ask records kin\n700",
            """
            620 answered records cps nothing undelivered
            660 delivered cps answered from records
            """,
        ),
        row(
            "a role that has finished sends nothing",
            CASE.replace("takes: 1s, goto: cell", "takes: 1s"),
            "0 police choose enter\n5 police tell cps key !part_over\n5 police note why",
            "5 noted police why",
        ),
    ],
)
def test_messages(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize(
    ("at", "police", "cps"),
    [(599, (), ()), (610, ("records",), ("records", "police")), (660, ("records",), ()), (720, (), ())],
    ids=["none", "two lines, both down", "one of two", "both work again"],
)
def test_a_role_sees_which_of_its_lines_are_down(at: int, police: tuple[str, ...], cps: tuple[str, ...]) -> None:
    text = CASE.replace(
        "\nscenes:", "\n  third: {between: [police, records], down: time >= 10m and time < 12m}\nscenes:", 1
    )
    play = Play(text).run(str(at))
    assert play.view("police").links_down == (("cps",) if "police" in cps else ()) + police
    assert play.view("cps").links_down == cps
    assert play.view("medical").links_down == ()


def test_what_has_not_arrived_is_not_known_and_shows_nowhere() -> None:
    play = Play(CASE).run("0 police choose ride\n20 cps tell police aunt\n30 cps ask police home")
    assert [known.fact for known in play.view("police").known] == ["key"]
    assert play.view("police").messages == ()
    assert [message.delivered for message in play.view("cps").messages] == [False, False]


def test_known_from_when_it_arrived() -> None:
    play = Play(CASE).run("0 police choose ride\n20 cps tell police aunt\n60")
    assert [(known.fact, known.at, known.source) for known in play.view("police").known][1:] == [("aunt", 60, "cps")]


JOINT = """
roles: {police: kitchen, cps: kitchen, medical: kitchen, school: standing_by}
facts: {key: {held_by: [police], topic: home}, aunt: {held_by: [cps], topic: kin}}
injects: {bell: {when: time >= 1h}}
scenes:
  kitchen:
    roles: [police, cps, medical]
    decides: {lead: [cps]}
    choices: {go: {takes: 60s}, part: {takes: 60s, goto: {police: yard, all: hall}}}
  yard: {roles: [police], choices: {go: {}}}
  hall: {roles: [cps, medical], decides: {lead: [cps]}, choices: {go: {}}}
  ward: {roles: [medical], choices: {go: {}}}
"""


@pytest.mark.parametrize(
    "story",
    [
        row(
            "in a joint scene `tell` goes to all present",
            JOINT,
            "5 police tell cps key",
            "5 told police to cps,medical key",
        ),
        row(
            "aloud to nobody in particular",
            JOINT,
            "5 police tell - key aloud",
            "5 told police to cps,medical key aloud",
        ),
        row("aloud to one of them", JOINT, "5 police tell cps key aloud", "5 told police to cps,medical key aloud"),
        row(
            "one who is elsewhere has a message of its own",
            JOINT,
            "5 police tell cps,school key",
            """
            5 told police to cps,medical key
            5 told police to school key
            """,
        ),
        row(
            "a call to somebody elsewhere is heard in the room, if it is said aloud",
            JOINT,
            "5 police tell school key aloud",
            """
            5 told police to cps,medical key aloud
            5 told police to school key
            """,
        ),
        row(
            "while they work together they are still together",
            JOINT,
            "5 cps choose go\n9 police tell cps key",
            "9 told police to cps,medical key",
        ),
        row("afterwards no more", JOINT, "5 cps choose part\n70 police tell cps key", "70 told police to cps key"),
        row(
            "who was called away does not hear it",
            JOINT,
            "5 facilitator call medical ward\n6 police tell cps key",
            "6 told police to cps key",
        ),
        row(
            "alone there is nobody to say it to",
            JOINT,
            "5 cps choose part\n70 police tell - key aloud !nobody_to_tell",
            "no told",
        ),
        row(
            "those who wait for the others hear each other",
            JOINT.replace("medical: kitchen", "medical: ward"),
            "5 police tell cps key",
            "5 told police to cps key",
        ),
        row(
            "a question asked in a joint scene is answered before all",
            JOINT,
            "5 cps ask police home\n6 police answer key",
            "6 told police to cps,medical key",
        ),
    ],
)
def test_joint_scenes(story: Story) -> None:
    story.hold()


@pytest.mark.parametrize("line", ["5 police tell cps key", "5 police tell - key aloud"], ids=["told", "aloud"])
def test_aloud_is_known_and_told_alike(line: str) -> None:
    text = JOINT.replace("scenes:", "milestones: {heard: medical.knows.key, said: police.told.key}\nscenes:", 1)
    play = Play(text).run(line)
    play.tells("5 reached heard\n5 reached said")
    assert [known.told for known in play.view("police").known] == [(("cps", 5), ("medical", 5))]


def test_a_message_that_came_late_names_the_event_that_brought_it() -> None:
    play = Play(CASE).run("0 police choose ride\n20 cps tell police aunt\n60")
    (sent,) = play.view("cps").messages
    (heard,) = play.view("police").messages
    delivered = [event for event in play.log if type(event).__name__ == "Delivered"]
    assert (sent.late, heard.number, heard.late) == (0, sent.number, delivered[0].seq)
    assert heard.late > heard.number
