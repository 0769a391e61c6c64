"""What every store promises. A back end's tests are a subclass, with a fixture `opened` that opens the same place again."""

from collections.abc import Callable

import msgspec
import pytest

from sim.engine import AnyEvent, Seat, Setup, State, prepare, submit
from sim.engine.commands import Advance, AnyCommand, Choose, End, Note
from sim.engine.events import CaseEnded
from sim.engine.names import ChoiceId, DecisionId, RoleId
from sim.engine.submit import begin
from sim.sessions import (
    Given,
    Headline,
    Judged,
    Kept,
    NoSuchSession,
    Result,
    SessionRow,
    SessionStore,
    SessionTaken,
    StoreError,
    WashCard,
)
from tests.sessions.session_cases import reading, scenario

CPS, POLICE = RoleId("cps"), RoleId("police")
Opened = Callable[[], SessionStore]


def play() -> tuple[State, list[AnyEvent]]:
    """A case that has just begun."""
    setup = Setup(7, {POLICE: Seat("p-tester"), CPS: Seat()}, "practice", "standard")
    return begin(prepare(scenario(), 7), setup)


def row(session: str = "bcdfghjk", **changes: object) -> SessionRow:
    """A session as it would be listed."""
    values: dict[str, object] = {
        "id": session,
        "scenario": "two_doors",
        "title": "Two doors",
        "digest": reading().digest,
        "semantics": 1,
        "mode": "practice",
        "pace": "standard",
        "seed": 7,
        "persons": {"police": "p-tester"},
        "started": "2026-03-04T21:40:00Z",
    }
    return SessionRow(**(values | changes))  # type: ignore[arg-type]


def created(store: SessionStore, session: str = "bcdfghjk") -> tuple[State, list[AnyEvent]]:
    """Begin a case in *store*, held by `me`."""
    state, log = play()
    case = reading()
    store.pin(case.digest, "two_doors", "Two doors", case.files)
    store.create(row(session), log, holder="me", wall=100.0)
    return state, log


KNOCK = Choose(seat="police", at=3, decision=DecisionId("door#1"), choice=ChoiceId("knock"), id="one", wall=5.5)


def given(store: SessionStore, state: State, command: AnyCommand, note: Kept | None = None) -> list[AnyEvent]:
    """Give *command* and keep what came of it."""
    events = submit(state, command).events
    store.append("bcdfghjk", events, holder="me", wall=101.0, note=note)
    return events


class StoreContract:
    """The promises, one a test."""

    @pytest.fixture
    def store(self, opened: Opened) -> SessionStore:
        """A store with nothing in it."""
        return opened()

    # --- the record

    def test_what_was_created_is_there_when_the_place_is_opened_again(self, opened: Opened) -> None:
        _, log = created(opened())
        assert opened().log("bcdfghjk") == log

    def test_what_was_appended_is_there_when_the_place_is_opened_again(self, opened: Opened) -> None:
        store = opened()
        state, log = created(store)
        log += given(store, state, KNOCK)
        assert opened().log("bcdfghjk") == log
        assert opened().last("bcdfghjk") == len(log)

    def test_a_log_can_be_read_from_a_number_on(self, store: SessionStore) -> None:
        state, log = created(store)
        events = given(store, state, KNOCK)
        assert store.log("bcdfghjk", after=len(log)) == events

    def test_lines_hold_the_events(self, store: SessionStore) -> None:
        _, log = created(store)
        lines = store.lines("bcdfghjk")
        assert len(lines) == len(log)
        assert all(line.startswith("{") and "\n" not in line for line in lines)

    def test_events_of_one_call_are_kept_together_or_not_at_all(self, store: SessionStore) -> None:
        state, log = created(store)
        events = submit(state, KNOCK).events
        with pytest.raises(StoreError):
            store.append("bcdfghjk", [*events, log[0]], holder="me", wall=101.0)
        assert store.log("bcdfghjk") == log

    def test_a_number_that_is_there_is_refused(self, store: SessionStore) -> None:
        state, _ = created(store)
        events = given(store, state, KNOCK)
        with pytest.raises(StoreError):
            store.append("bcdfghjk", events, holder="me", wall=101.0)

    def test_a_session_that_is_there_is_not_begun_again(self, store: SessionStore) -> None:
        _, log = created(store)
        with pytest.raises(StoreError):
            store.create(row(), log, holder="me", wall=100.0)

    def test_who_has_lost_the_session_writes_nothing(self, opened: Opened) -> None:
        store, other = opened(), opened()
        state, log = created(store)
        other.take("bcdfghjk", "you")
        with pytest.raises(SessionTaken, match="another program"):
            given(store, state, KNOCK)
        assert other.log("bcdfghjk") == log

    def test_a_probe_writes_and_changes_nothing(self, opened: Opened) -> None:
        store = opened()
        _, log = created(store)
        store.probe("bcdfghjk", "me")
        assert store.log("bcdfghjk") == log
        opened().take("bcdfghjk", "you")
        with pytest.raises(SessionTaken):
            store.probe("bcdfghjk", "me")

    # --- listing

    def test_a_session_is_listed_as_it_was_begun(self, store: SessionStore) -> None:
        _, log = created(store)
        assert store.sessions() == [row(events=len(log), seconds=0, last=100.0)]
        assert store.session("bcdfghjk") == row(events=len(log), seconds=0, last=100.0)

    def test_the_list_says_how_far_a_session_is(self, store: SessionStore) -> None:
        state, log = created(store)
        log += given(store, state, KNOCK)
        found = store.session("bcdfghjk")
        assert (found.events, found.seconds, found.last) == (len(log), 3, 101.0)
        assert store.session("bcdfghjk").ended is None

    def test_the_end_of_a_case_is_noted(self, store: SessionStore) -> None:
        state, _ = created(store)
        events = given(store, state, End(seat="police", at=1))
        assert isinstance(events[-1], CaseEnded)
        found = store.session("bcdfghjk")
        assert found.ended is not None
        assert found.ending is None

    def test_the_latest_session_comes_first(self, store: SessionStore) -> None:
        created(store, "bcdfghjk")
        created(store, "mnpqrstv")
        assert [found.id for found in store.sessions()] == ["mnpqrstv", "bcdfghjk"]

    def test_a_session_is_found_by_the_beginning_of_its_id(self, store: SessionStore) -> None:
        created(store, "bcdfghjk")
        created(store, "bcdmnpqr")
        assert store.find("bcdf") == "bcdfghjk"
        assert store.find("bcdmnpqr") == "bcdmnpqr"
        assert store.find("last") == "bcdmnpqr"

    def test_an_empty_store_has_no_last_session(self, store: SessionStore) -> None:
        for name in ("last", "bcd"):
            with pytest.raises(NoSuchSession, match="There is no session yet") as raised:
                store.find(name)
            assert raised.value.hint is not None
            assert raised.value.hint.startswith("Begin one with: sim play NAME")

    @pytest.mark.parametrize(
        ("prefix", "code"),
        [("bcd", "ambiguous_session"), ("x", "no_such_session"), ("", "no_such_session"), ("%", "no_such_session")],
    )
    def test_what_names_no_session_or_two_is_refused(self, store: SessionStore, prefix: str, code: str) -> None:
        created(store, "bcdfghjk")
        created(store, "bcdmnpqr")
        with pytest.raises(NoSuchSession) as raised:
            store.find(prefix)
        assert raised.value.code == code

    def test_a_session_that_is_not_there_is_refused(self, store: SessionStore) -> None:
        with pytest.raises(NoSuchSession, match="no session"):
            store.session("bcdfghjk")

    # --- forks

    def test_a_fork_begins_with_the_first_events_of_its_parent(self, store: SessionStore) -> None:
        state, log = created(store)
        given(store, state, KNOCK)
        store.fork(row("mnpqrstv", parent="bcdfghjk", parent_seq=len(log)), holder="you")
        assert store.log("mnpqrstv") == log
        assert store.session("mnpqrstv").parent == "bcdfghjk"
        assert store.session("mnpqrstv").parent_seq == len(log)

    def test_a_fork_has_the_notes_of_its_part_only(self, store: SessionStore) -> None:
        state, log = created(store)
        first = Kept("n-one", 1, "police", "p-tester", None, 1.0, "Before.")
        log += given(store, state, Note(seat="police", at=1, ref="n-one"), first)
        given(
            store,
            state,
            Note(seat="police", at=2, ref="n-two"),
            Kept("n-two", 2, "police", "p-tester", None, 2.0, "After."),
        )
        store.fork(row("mnpqrstv", parent="bcdfghjk", parent_seq=len(log)), holder="you")
        assert store.notes("mnpqrstv") == [first]

    # --- the hot wash

    def test_cards_are_kept_without_a_trace_of_who_wrote_them_or_when(self, opened: Opened) -> None:
        store = opened()
        created(store)
        cards = [WashCard(f"c-{name}", "delta", f"Words of {name}.") for name in ("z", "m", "a")]
        for card in cards:
            store.keep_card("bcdfghjk", card)
        assert opened().cards("bcdfghjk") == sorted(cards, key=lambda card: card.ref)

    def test_a_card_is_grouped_and_removed(self, store: SessionStore) -> None:
        created(store)
        card = WashCard("c-one", "plus", "We spoke early.")
        store.keep_card("bcdfghjk", card)
        store.keep_card("bcdfghjk", msgspec.structs.replace(card, group="Talking"))
        assert [found.group for found in store.cards("bcdfghjk")] == ["Talking"]
        store.remove_card("bcdfghjk", "c-one")
        assert store.cards("bcdfghjk") == []

    def test_a_fork_has_a_hot_wash_of_its_own(self, store: SessionStore) -> None:
        _, log = created(store)
        store.keep_card("bcdfghjk", WashCard("c-one", "plus", "We spoke early."))
        store.fork(row("mnpqrstv", parent="bcdfghjk", parent_seq=len(log)), holder="you")
        assert store.cards("mnpqrstv") == []

    # --- removing

    def test_a_session_that_is_removed_is_gone_with_all_that_belongs_to_it(self, opened: Opened) -> None:
        store = opened()
        state, log = created(store)
        note = Kept("n-one", 1, "police", "p-tester", None, 1.0, "Mine.")
        given(store, state, Note(seat="police", at=1, ref="n-one"), note)
        store.keep_result(
            "bcdfghjk", Result(scoring=1, semantics=1, scenario="a", log="b", views="c", made="now", card={})
        )
        store.keep_card("bcdfghjk", WashCard("c-one", "plus", "We spoke early."))
        created(store, "mnpqrstv")
        store.remove("bcdfghjk")
        after = opened()
        assert after.cards("bcdfghjk") == []
        assert [found.id for found in after.sessions()] == ["mnpqrstv"]
        assert after.log("bcdfghjk") == []
        assert after.notes("bcdfghjk") == []
        assert after.results("bcdfghjk") == []
        assert after.log("mnpqrstv") == log
        assert after.files(reading().digest) == reading().files  # another session plays it still

    def test_the_text_goes_with_the_last_session_that_plays_it(self, store: SessionStore) -> None:
        created(store)
        store.remove("bcdfghjk")
        with pytest.raises(StoreError, match="does not hold the text"):
            store.files(reading().digest)

    def test_what_was_forked_from_a_removed_session_stays_whole(self, store: SessionStore) -> None:
        _, log = created(store)
        store.fork(row("mnpqrstv", parent="bcdfghjk", parent_seq=len(log)), holder="you")
        store.remove("bcdfghjk")
        assert store.log("mnpqrstv") == log
        assert store.session("mnpqrstv").parent is None

    def test_who_plays_a_session_that_is_removed_is_refused(self, opened: Opened) -> None:
        store = opened()
        state, _ = created(store)
        opened().remove("bcdfghjk")
        with pytest.raises(SessionTaken, match="removed"):
            given(store, state, KNOCK)
        assert store.log("bcdfghjk") == []

    def test_what_is_not_there_cannot_be_removed(self, store: SessionStore) -> None:
        with pytest.raises(NoSuchSession):
            store.remove("bcdfghjk")

    # --- what they play

    def test_the_text_of_a_scenario_is_kept_once(self, store: SessionStore) -> None:
        assert not store.holds("digest")
        store.pin("digest", "name", "Title", {"scenario.yaml": "one", "a.md": "two"})
        assert store.holds("digest")
        assert not store.holds("another")
        store.pin("digest", "name", "Title", {"scenario.yaml": "another"})
        assert store.files("digest") == {"scenario.yaml": "one", "a.md": "two"}
        assert store.compiled("digest") == b""

    def test_what_was_read_in_a_text_is_kept_beside_it(self, store: SessionStore) -> None:
        store.pin("digest", "name", "Title", {"scenario.yaml": "one"}, b"read")
        assert store.compiled("digest") == b"read"
        assert store.compiled("another") == b""

    def test_a_text_that_is_not_there_is_said_to_be_missing(self, store: SessionStore) -> None:
        with pytest.raises(StoreError, match="does not hold the text"):
            store.files("digest")

    # --- persons and their words

    def test_a_name_has_one_pseudonym_that_does_not_tell_it(self, opened: Opened) -> None:
        pseudonym = opened().pseudonym("Ada Lovelace")
        assert opened().pseudonym("Ada Lovelace") == pseudonym
        assert opened().pseudonym("Mary") != pseudonym
        assert opened().name(pseudonym) == "Ada Lovelace"
        assert "ada" not in pseudonym.lower()

    def test_the_words_of_a_note_are_kept_apart_from_its_event(self, store: SessionStore) -> None:
        state, _ = created(store)
        note = Kept("n-one", 1, "police", "p-tester", "door#1", 1.5, "Because nobody answered.")
        events = given(store, state, Note(seat="police", at=1, ref="n-one", decision=DecisionId("door#1")), note)
        assert store.notes("bcdfghjk") == [note]
        assert not any("nobody answered" in line for line in store.lines("bcdfghjk"))
        assert events

    def test_a_person_who_is_forgotten_leaves_the_record_whole(self, store: SessionStore) -> None:
        state, log = created(store)
        pseudonym = store.pseudonym("Ada")
        log += given(
            store,
            state,
            Note(seat="police", at=1, ref="n-one"),
            Kept("n-one", 1, "police", pseudonym, None, 1.0, "Mine."),
        )
        assert store.forget("Ada") == (1, 1)
        assert store.notes("bcdfghjk") == []
        assert store.name(pseudonym) is None
        assert store.log("bcdfghjk") == log
        assert store.forget("Ada") == (0, 0)

    def test_a_person_is_forgotten_by_pseudonym_too_and_nobody_else_is(self, store: SessionStore) -> None:
        state, _ = created(store)
        ada, mary = store.pseudonym("Ada"), store.pseudonym("Mary")
        for ref, who in (("n-a", ada), ("n-m", mary)):
            given(store, state, Note(seat="police", at=1, ref=ref), Kept(ref, 1, "police", who, None, 1.0, "Words."))
        assert store.forget(ada) == (1, 1)
        assert [note.person for note in store.notes("bcdfghjk")] == [mary]
        assert store.name(mary) == "Mary"

    def test_a_person_is_known_by_each_thing_that_is_kept_of_them(self, store: SessionStore) -> None:
        state, _ = created(store)
        ada = store.pseudonym("Ada")
        given(store, state, Note(seat="police", at=1, ref="n"), Kept("n", 1, "police", "p-note", None, 1.0, "Words."))
        rated = Given(objective="told", given="M", proposed="S", reason="", person="p-rated", made="now")
        store.rate("bcdfghjk", rated)
        store.judge("bcdfghjk", Judged(error="left", confirmed=True, reason="", person="p-judged", made="now"))
        for known in ("Ada", ada, "p-note", "p-rated", "p-judged", "p-tester"):
            assert store.knows(known), known
        for unknown in ("", " ", "ada", "p-test", "tester", "p-tester p-tester"):
            assert not store.knows(unknown), unknown

    # --- scores

    def test_a_score_is_kept_by_version_of_the_scoring(self, store: SessionStore) -> None:
        created(store)
        first = Result(scoring=1, semantics=1, scenario="a", log="b", views="c", made="now", card={"points": 1})
        second = Result(scoring=2, semantics=1, scenario="a", log="b", views="c", made="now", card={"points": 2})
        store.keep_result("bcdfghjk", second)
        store.keep_result(
            "bcdfghjk", Result(scoring=1, semantics=1, scenario="a", log="b", views="c", made="now", card={})
        )
        store.keep_result("bcdfghjk", first)
        assert store.results("bcdfghjk") == [first, second]

    def test_the_tops_of_all_scores_come_without_their_evidence(self, store: SessionStore) -> None:
        created(store)
        created(store, "mnpqrstv")
        card = {"conditions": "standard", "provisional": True, "roles": {"police": {"x": 0.5}}, "items": [1, 2]}
        card |= {"critical": [{"id": "left_alone"}]}
        for session, scoring, held in (("bcdfghjk", 2, card), ("bcdfghjk", 1, {}), ("mnpqrstv", 1, card)):
            store.keep_result(
                session, Result(scoring=scoring, semantics=1, scenario="a", log="b", views="c", made="now", card=held)
            )
        top = Headline(
            session="bcdfghjk",
            scoring=2,
            semantics=1,
            conditions="standard",
            provisional=True,
            roles={"police": {"x": 0.5}},
            critical=[{"id": "left_alone"}],
        )
        bare = msgspec.structs.replace(top, scoring=1, conditions="", provisional=False, roles=None, critical=None)
        assert store.headlines() == [bare, top, msgspec.structs.replace(top, session="mnpqrstv", scoring=1)]

    # --- time

    def test_marks_of_time_are_events_like_others(self, store: SessionStore) -> None:
        state, log = created(store)
        log += given(store, state, Advance(at=5, mark=True))
        assert store.session("bcdfghjk").seconds == 5
        assert store.log("bcdfghjk") == log

    # --- ratings

    def test_packs_are_kept_once_and_go_with_the_last_session_that_began_with_them(self, store: SessionStore) -> None:
        store.pin_packs({"d1": b'{"name":"one"}', "d2": b'{"name":"two"}'})
        store.pin_packs({"d1": b'{"name":"another"}'})
        assert store.pack("d1") == b'{"name":"one"}'
        assert store.pack("d2") == b'{"name":"two"}'
        with pytest.raises(StoreError):
            store.pack("d3")
        _, log = created(store)
        row = store.session("bcdfghjk")
        assert row.packs == ()
        other = msgspec.structs.replace(row, id="zzzzzzzz", packs=("d2",))
        store.create(other, log, holder="me", wall=0.0)
        assert store.session("zzzzzzzz").packs == ("d2",)
        store.remove("bcdfghjk")
        assert store.pack("d2")
        with pytest.raises(StoreError):
            store.pack("d1")

    def test_what_a_person_gave_is_kept_beside_what_was_proposed(self, store: SessionStore) -> None:
        created(store)
        first = Given(
            objective="told", given="S", proposed="P", reason="Slow.", person="p-a", made="2026-01-01T00:00:00Z"
        )
        later = msgspec.structs.replace(first, given="P", reason="")
        other = msgspec.structs.replace(first, objective="asked", proposed=None, person="")
        for given_ in (first, other, later):
            store.rate("bcdfghjk", given_)
        assert store.ratings("bcdfghjk") == [other, later]
        assert store.ratings("mnpqrstv") == []

    def test_nothing_is_given_for_a_session_that_is_not_there(self, store: SessionStore) -> None:
        with pytest.raises(NoSuchSession):
            store.rate("nnnnnnnn", Given(objective="told", given="S", proposed=None, reason="", person="", made=""))

    def test_a_rating_goes_with_its_session(self, store: SessionStore) -> None:
        created(store)
        store.rate("bcdfghjk", Given(objective="told", given="S", proposed=None, reason="", person="", made="now"))
        store.remove("bcdfghjk")
        assert store.ratings("bcdfghjk") == []

    def test_who_is_forgotten_gave_no_rating_any_more_and_the_letter_stays(self, store: SessionStore) -> None:
        created(store)
        ada, mary = store.pseudonym("Ada"), store.pseudonym("Mary")
        for objective, who in (("told", ada), ("asked", mary)):
            store.rate(
                "bcdfghjk",
                Given(objective=objective, given="M", proposed="S", reason="I saw it.", person=who, made="now"),
            )
        assert store.knows(ada)
        assert store.forget("Ada") == (1, 1)
        asked, told = store.ratings("bcdfghjk")
        assert (told.given, told.proposed, told.reason, told.person) == ("M", "S", "", "")
        assert (asked.reason, asked.person) == ("I saw it.", mary)
        assert not store.knows(ada)

    # --- judgements

    def test_what_a_person_found_of_an_error_is_kept_and_the_last_counts(self, store: SessionStore) -> None:
        created(store)
        first = Judged(
            error="left:police", confirmed=True, reason="I saw it.", person="p-a", made="2026-01-01T00:00:00Z"
        )
        later = msgspec.structs.replace(first, confirmed=False, reason="I looked again.")
        other = msgspec.structs.replace(first, error="B-20:cps")
        for judged in (first, other, later):
            store.judge("bcdfghjk", judged)
        assert store.judgements("bcdfghjk") == [other, later]
        assert store.judgements("mnpqrstv") == []
        with pytest.raises(NoSuchSession):
            store.judge("nnnnnnnn", first)
        store.remove("bcdfghjk")
        assert store.judgements("bcdfghjk") == []

    def test_who_is_forgotten_found_nothing_any_more_and_what_was_found_stays(self, store: SessionStore) -> None:
        created(store)
        ada = store.pseudonym("Ada")
        store.judge("bcdfghjk", Judged(error="left", confirmed=True, reason="I saw it.", person=ada, made="now"))
        assert store.knows(ada)
        assert store.forget("Ada") == (1, 1)
        (found,) = store.judgements("bcdfghjk")
        assert (found.confirmed, found.reason, found.person) == (True, "", "")
        assert not store.knows(ada)
