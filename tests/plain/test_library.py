"""Starting without a name: what is offered, in which order, and how a case is set up before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine.events import Began
from sim.engine.names import RoleId
from sim.engine.seats import Seat, Setup
from sim.format import read
from sim.plain.library import entries, heading
from sim.plain.setup import usual
from sim.plain.sitting import Ends, begin, look_back, resume, visit
from sim.sessions import SessionRow, SetupFault, StoreError, begin_session, open_store
from sim.settings import Settings
from tests.plain.sittings import EMPTY, sitting
from tests.plain.table import small

SMALL_HOURS = read(Path(__file__).parents[1] / "tui" / "case")


def row(session: str, *, ended: str | None = None, seconds: int = 0) -> SessionRow:
    """A session of the little case."""
    return SessionRow(
        id=session,
        scenario="small_hours",
        title="Small hours",
        digest="",
        semantics=1,
        mode="practice",
        pace="standard",
        seed=1,
        persons={"police": "p"},
        started="2026-11-21T10:00:00Z",
        ended=ended,
        seconds=seconds,
    )


def test_what_is_unfinished_comes_first_then_the_cases_then_what_is_over() -> None:
    assert SMALL_HOURS.scenario is not None
    rows = [row("aa", ended="2026-11-21T11:00:00Z"), row("bb", seconds=300)]
    found = entries(rows, [("case", SMALL_HOURS.scenario)])
    assert [(entry.what, entry.name) for entry in found] == [("resume", "bb"), ("play", "case"), ("past", "aa")]
    assert found[0].words == "Resume Small hours, at 21:45, as Patrol officer. Practice, standard."
    assert "finished on 2026-11-21" in found[2].words
    assert heading(found, rows)[-1] == "Library: 1 unfinished session, 1 case and 1 session to look back on."


def test_what_was_played_under_other_rules_is_not_offered_to_be_resumed_or_looked_back_on() -> None:
    from msgspec.structs import replace

    rows = [replace(row("aa", ended="2026-11-21T11:00:00Z"), semantics=9), replace(row("bb", seconds=300), semantics=9)]
    found = entries([*rows, row("cc")], [])
    assert [(entry.what, entry.name) for entry in found] == [("resume", "cc"), ("kept", "aa"), ("kept", "bb")]
    assert "Played under other rules: it cannot be looked back on here." in found[1].words
    assert "Played under other rules: it cannot be gone on with here." in found[2].words
    assert heading(found, rows)[-1] == "Library: 1 unfinished session and 2 sessions of other rules."


def test_what_several_played_at_one_machine_is_not_called_one_persons() -> None:
    from msgspec.structs import replace

    shared = replace(row("aa", ended="2026-11-21T11:00:00Z"), persons={"police": "p", "cps": "q"})
    (found,) = entries([shared], [])
    assert "as police and cps, several persons at one machine." in found.words


def test_the_tutorial_comes_first_until_it_was_played_to_its_end() -> None:
    from msgspec.structs import replace

    case = SMALL_HOURS.scenario
    assert case is not None
    cases = [("a_case", case), ("way_in", replace(case, name="way_in", title="The way in", kind="tutorial"))]
    assert [entry.name for entry in entries([], cases)] == ["way_in", "a_case"]
    stopped = replace(row("aa", ended="2026-11-21T11:00:00Z"), scenario="way_in", how="stopped")
    assert [entry.name for entry in entries([stopped], cases)] == ["way_in", "a_case", "aa"]
    assert [entry.name for entry in entries([replace(stopped, how="finished")], cases)] == ["a_case", "way_in", "aa"]
    assert "Nobody has played here yet" in heading(entries([], cases), [])[1]


SHELF = [("small_hours", SMALL_HOURS)]
"""A library of one case."""


async def test_a_case_is_begun_left_found_again_and_finished(tmp_path: Path) -> None:
    typed = [
        "help",
        "1",
        "nurse",
        EMPTY,
        "leave",
        "1",
        "resume",
        "end",
        "yes",
        "leave",
        "2",
        "2",
        "1",
        "leave",
        "leave",
    ]
    said = await sitting(tmp_path, typed, visit, cases=SHELF)
    assert "Option 1: Play Small hours. A case, about 5 minutes." in said
    assert "Option 1: Resume Small hours, at 21:40, as Nurse." in said
    assert "Option 2: Look back on Small hours" in said
    assert said.count("Page 1: Overview") == 2
    assert "Then: The mother is awake." in said
    assert said.endswith("Left: Goodbye.\n")


async def test_the_library_answers_odd_lines_and_can_be_left_at_any_prompt(tmp_path: Path) -> None:
    said = await sitting(
        tmp_path,
        ["9", EMPTY, "support", "all", "folder", EMPTY, "folder", "/no/such", "1", "cancel"],
        visit,
        cases=SHELF,
    )
    assert "No: There is no number 9 in the list." in said
    assert "Support: In danger now." in said
    assert "Library: Type a number; again reads the list, leave closes." in said
    assert "No: " in said.partition("> /no/such")[2]
    assert "Left: Nothing was begun, and nothing is kept." in said
    assert said.endswith("Left: Goodbye.\n")


async def test_an_empty_line_in_the_library_does_not_read_it_again(tmp_path: Path) -> None:
    said = await sitting(tmp_path, [EMPTY, EMPTY, "again", "leave"], visit, cases=SHELF)
    assert said.count("Option 1: Play Small hours.") == 2
    assert said.count("Library: Type a number; again reads the list, leave closes.") == 2


async def test_mode_pace_more_time_and_what_is_not_shown_are_set_before_it_begins(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, small(), role=RoleId("police"))

    typed = [
        "more time",
        "4",
        "avoid",
        "separation",
        "mode",
        "coach",
        "pace",
        "relaxed",
        "time",
        EMPTY,
        "avoid",
        "nothing",
        "avoid",
        "1",
    ]
    said = await sitting(tmp_path, [*typed, "nonsense", "glossary", "again", EMPTY], run)
    assert "Setup: Time limits are three times as long." in said
    assert "Setup: Left out, without loss: separation." in said
    assert "Setup: Nothing is left out." in said
    assert "No: Play has not begun." in said
    assert began(tmp_path).seats[RoleId("police")].factor == 3
    assert began(tmp_path).seats[RoleId("police")].avoid == ("separation",)
    assert (began(tmp_path).mode, began(tmp_path).pace) == ("coach", "relaxed")


async def test_who_asks_for_others_at_this_laptop_is_told_how_to_reach_the_same_sessions(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, small(), role=RoleId("police"))

    said = await sitting(tmp_path, ["others", "leave"], run, database=" --db ours.db")
    assert "can play in the app: sim play --db ours.db, without --plain" in said


async def test_who_listens_takes_longer_limits_with_one_word_and_is_told_how_to_keep_them(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, small(), role=RoleId("police"), pace="standard")

    said = await sitting(tmp_path, ["by ear", EMPTY, "by ear", "leave"], run)
    assert "Type by ear for limits three times as long" in said
    assert "Setup: Time limits are three times as long." in said
    assert "sim settings set factor 3" in said
    assert said.count("No: That is chosen before a case begins") == 1
    assert began(tmp_path).seats[RoleId("police")].factor == 3


async def test_no_timer_is_one_word(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, small(), role=RoleId("police"))

    said = await sitting(tmp_path, ["no timer", EMPTY, "time"], run)
    assert "Setup: Pace untimed" in said
    assert "Limit: This decision has none." in said


def test_what_somebody_has_set_is_how_it_begins_as_far_as_it_goes_together() -> None:
    case = small().scenario
    assert case is not None
    role = RoleId("police")
    set_up = usual(role, case, Settings(pace="relaxed", factor=2.0, avoid=("separation", "unheard_of")))
    assert (set_up.pace, set_up.factor, set_up.avoid) == ("relaxed", 2.0, ("separation",))
    assert usual(role, case, Settings(untimed=True)).pace == "untimed"
    assert usual(role, case, Settings(pace="standard"), mode="coach").pace == "untimed"
    assert usual(role, case, Settings(), pace="untimed").pace == "untimed"


async def test_a_session_is_looked_back_on_page_by_page_also_before_it_is_over(tmp_path: Path) -> None:
    async def play(ends: Ends) -> None:
        await begin(ends, SMALL_HOURS, role=RoleId("police"), pace="untimed")

    await sitting(tmp_path, [EMPTY, "note why I chose", "choose 1", "leave"], play)
    (session,) = rows(tmp_path)

    async def look(ends: Ends) -> None:
        await look_back(ends, session.id)

    typed = [
        "yes",
        "overview",
        "2",
        "1",
        "next",
        "previous",
        "decision 9",
        "next",
        "7",
        EMPTY,
        EMPTY,
        "12",
        "knew",
        "fact 1",
        "fact 99",
        "sharing",
        "notes",
    ]
    said = await sitting(tmp_path, [*typed, "untested", "rewind", "all", "again", "glossary", "help", "nonsense"], look)
    assert said.index("Hear it all the same?") < said.index("Debrief: It is not finished")
    assert "Debrief:" not in await sitting(tmp_path, ["no"], look)
    assert "No: There is no decision 9" in said
    assert "No: There is no page 12" in said
    assert "Fact 1: The home tonight: Two small children are alone in the flat." in said
    assert "No: There is no fact 99" in said
    assert ', at "Above the shop". Why I chose.' in said
    assert "No: There is no decision here to go back to." in said
    assert "End of the debrief." in said


async def test_from_the_debrief_one_goes_back_to_a_decision_and_plays_on(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, SMALL_HOURS, role=RoleId("police"), pace="untimed")

    said = await sitting(
        tmp_path, [EMPTY, "choose 1", "end", "yes", "rewind", EMPTY, "rewind 1", "where", "leave"], run
    )
    assert "Cancelled: You stay in the debrief." in said
    after = said.partition("Rewound: This is a new session, ")[2]
    assert "Scene: Above the shop." in after
    assert "Where: Above the shop. You have a decision to make." in after


async def test_a_session_that_is_over_opens_at_its_debrief(tmp_path: Path) -> None:
    async def play(ends: Ends) -> None:
        await begin(ends, SMALL_HOURS, role=RoleId("police"), pace="untimed")

    await sitting(tmp_path, [EMPTY, "end", "yes", "leave"], play)
    (session,) = rows(tmp_path)

    async def again(ends: Ends) -> None:
        await resume(ends, session.id)

    said = await sitting(tmp_path, ["1"], again)
    assert "Page 2: Decisions" in said
    assert "Score: Coordination: " in said


async def test_who_comes_back_after_a_limit_ran_out_hears_which(tmp_path: Path) -> None:
    async def play(ends: Ends) -> None:
        await begin(ends, SMALL_HOURS, role=RoleId("police"), pace="standard")

    await sitting(tmp_path, [EMPTY, "(wait 90)", "where", "leave"], play)
    (session,) = rows(tmp_path)

    async def again(ends: Ends) -> None:
        await resume(ends, session.id)

    said = await sitting(tmp_path, ["resume", "again", "leave"], again)
    covered, _, after = said.partition("Type resume to go on")
    assert "ran out" not in covered
    assert 'Decided: The time for "Above the shop" ran out at 21:4' in after
    assert after.count("ran out") == 2  # and again on request
    assert "The door is opened from inside." in after
    said = await sitting(tmp_path, ["resume", EMPTY, "(wait 400)", "leave"], again)
    said = await sitting(tmp_path, ["resume", "leave"], again)
    assert said.count("ran out") == 1  # it goes before the next decision, or stands with what came in


async def test_a_session_that_several_people_share_is_left_to_the_app(tmp_path: Path) -> None:
    store = open_store(tmp_path / "sessions.db")
    seats = {RoleId(name): Seat(person="p" if name != "medical" else None) for name in ("police", "cps", "medical")}
    session = begin_session(store, SMALL_HOURS, Setup(1, seats, "practice", "untimed"))
    store.close()

    async def again(ends: Ends) -> None:
        await resume(ends, session.id)

    with pytest.raises(SetupFault, match=f"In the app it goes on: sim resume {session.id}"):
        await sitting(tmp_path, [], again)


def test_sessions_of_both_kinds_are_counted_as_what_they_are() -> None:
    assert SMALL_HOURS.scenario is not None
    several = [row("aa"), row("bb"), row("cc", ended="2026-11-21T11:00:00Z"), row("dd", ended="2026-11-21T11:00:00Z")]
    said = heading(entries(several, [("case", SMALL_HOURS.scenario)]), several)
    assert said[-1] == "Library: 2 unfinished sessions, 1 case and 2 sessions to look back on."


async def test_who_listens_is_told_beforehand_that_limits_are_made_for_the_eyes_and_when_it_is_too_late(
    tmp_path: Path,
) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, SMALL_HOURS, role=RoleId("police"), pace="standard")

    typed = ["more time", "4", EMPTY, "more time", "pace", "step out", "yes"]
    said = await sitting(tmp_path, typed, run)
    before, _, after = said.partition("Session: ")
    assert before.count("Setup: Limits are made for reading with the eyes.") == 1  # not once more time was taken
    assert after.count("No: That is chosen before a case begins") == 2
    assert after.index("Scene: ") < after.index("Time left: ") < after.index("Text: ")
    assert after.index("Left: Session") < after.index(
        "Support: In danger now."
    )  # the way back is not behind the numbers


async def test_where_nothing_can_be_kept_no_briefing_is_read_for_nothing(tmp_path: Path) -> None:
    async def run(ends: Ends) -> None:
        ends.store.readonly = True  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match="so nothing can be begun"):
            await begin(ends, SMALL_HOURS, role=RoleId("police"))

    assert "Begin:" not in await sitting(tmp_path, [], run)


def rows(folder: Path) -> list[SessionRow]:
    """The sessions that are kept in *folder*."""
    store = open_store(folder / "sessions.db")
    try:
        return store.sessions()
    finally:
        store.close()


def began(folder: Path) -> Setup:
    """How the only session in *folder* was set up."""
    store = open_store(folder / "sessions.db")
    try:
        first = store.log(store.sessions()[0].id)[0]
    finally:
        store.close()
    assert isinstance(first, Began)
    return first.setup
