"""What a computer's player tells, asks, answers and reads back, to whom, on which basis and when."""

import pytest

from sim.engine.commands import Acknowledge, Answer, Ask, Choose, Tell
from sim.engine.views import View
from sim.players import Company, Planned, Player
from sim.players.colleague import Colleague
from sim.players.hurried import Hurried
from sim.players.model import Model
from sim.players.siloed import Siloed
from tests.players.player_views import (
    AGREEMENT,
    ASKED_THE_DESK,
    CONSENT,
    CPS,
    HOME,
    KEY,
    KIN,
    MEDICAL,
    POLICE,
    choice,
    decision,
    fact,
    here,
    question,
    seen,
    told,
)

MODEL, COLLEAGUE, HURRIED, SILOED = Model(KEY), Colleague(KEY), Hurried(KEY), Siloed(KEY)


def view_of(*known: object, messages: tuple[object, ...] = (), **changes: object) -> View:
    """What the police see who know *known* and have asked their desk already."""
    return seen(known=known, messages=(ASKED_THE_DESK, *messages), **changes)


# --- telling


def test_the_model_tells_at_once_what_another_needs() -> None:
    assert MODEL.plan(view_of(fact("free"), fact("wanted"))) == Planned(
        100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("wanted",))
    )


def test_the_model_tells_several_facts_in_one_message() -> None:
    planned = MODEL.plan(view_of(fact("wanted"), fact("wanted_too")))
    assert planned == Planned(100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("wanted", "wanted_too")))


@pytest.mark.parametrize(
    "again",
    [
        view_of(fact("wanted", told=((CPS, 95),))),
        view_of(fact("wanted", how="told", source=CPS)),
        view_of(fact("wanted", how="told", source=MEDICAL), messages=(told(35, MEDICAL, (POLICE, CPS), "wanted"),)),
    ],
    ids=["told it", "was told by them", "heard it told"],
)
def test_nobody_is_told_what_they_are_known_to_know(again: View) -> None:
    assert MODEL.plan(again) is None


def test_a_restricted_fact_goes_with_its_lawful_basis() -> None:
    assert MODEL.plan(view_of(fact("restricted"))) == Planned(
        100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("restricted",), basis=AGREEMENT)
    )


def test_facts_on_different_bases_go_in_messages_of_their_own() -> None:
    both = fact("restricted"), fact("consented")
    first = MODEL.plan(view_of(*both))
    assert first == Planned(100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("restricted",), basis=AGREEMENT))
    told_one = fact("restricted", told=((CPS, 100),)), fact("consented")
    assert MODEL.plan(view_of(*told_one)) == Planned(
        100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("consented",), basis=CONSENT)
    )


@pytest.mark.parametrize("name", ["nobodys", "kept"])
def test_what_may_not_be_told_is_not_told_although_it_is_needed(name: str) -> None:
    assert MODEL.plan(view_of(fact(name))) is None


def test_in_company_only_what_all_of_them_may_hear_is_told() -> None:
    assert MODEL.plan(view_of(fact("restricted"), others=here(CPS, MEDICAL))) is None
    planned = MODEL.plan(view_of(fact("consented"), others=here(CPS, MEDICAL)))
    assert planned == Planned(100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("consented",), basis=CONSENT))


def test_who_is_elsewhere_hears_it_alone() -> None:
    planned = MODEL.plan(view_of(fact("restricted"), others=here(MEDICAL)))
    assert planned == Planned(100, Tell(seat=POLICE, at=100, to=(CPS,), facts=("restricted",), basis=AGREEMENT))


def test_what_the_choice_will_say_is_left_to_it() -> None:
    kitchen = decision(choice("best"), choice("second"))
    planned = MODEL.plan(view_of(fact("wanted_by_medical"), decision=kitchen))
    assert planned is not None
    assert isinstance(planned.command, Choose)
    without = decision(choice("second"))
    planned = MODEL.plan(view_of(fact("wanted_by_medical"), decision=without))
    assert planned == Planned(100, Tell(seat=POLICE, at=100, to=(MEDICAL,), facts=("wanted_by_medical",)))


@pytest.mark.parametrize("player", [MODEL, COLLEAGUE, HURRIED, SILOED])
def test_who_cant_be_reached_sends_nothing(player: Player) -> None:
    waiting = (question(), told(42, CPS, (POLICE,), "read_back", readbacks=(("read_back", ("No contact.",)),)))
    assert player.plan(view_of(fact("wanted"), messages=waiting, reach=False)) is None


def test_a_colleague_volunteers_only_what_the_fact_says_and_when_it_says() -> None:
    assert COLLEAGUE.plan(view_of(fact("wanted"))) is None
    planned = COLLEAGUE.plan(view_of(fact("wanted"), fact("volunteered", at=90)))
    assert planned == Planned(390, Tell(seat=POLICE, at=390, to=(CPS,), facts=("volunteered",)))
    late = COLLEAGUE.plan(view_of(fact("volunteered", at=90), time=700))
    assert late == Planned(700, Tell(seat=POLICE, at=700, to=(CPS,), facts=("volunteered",)))


@pytest.mark.parametrize("player", [HURRIED, SILOED])
def test_the_hurried_and_the_siloed_tell_nothing_unasked(player: Player) -> None:
    assert player.plan(view_of(fact("wanted"), fact("volunteered"), fact("restricted"))) is None


# --- asking


@pytest.mark.parametrize("player", [MODEL, COLLEAGUE])
def test_a_desk_is_asked_once_for_what_the_role_needs(player: Player) -> None:
    assert player.plan(seen()) == Planned(100, Ask(seat=POLICE, at=100, to="records", topic=KIN, basis=AGREEMENT))
    assert player.plan(view_of()) is None
    assert player.plan(seen(known=(fact("at_the_desk"),))) is None


@pytest.mark.parametrize("player", [HURRIED, SILOED])
def test_the_hurried_and_the_siloed_ask_nothing(player: Player) -> None:
    assert player.plan(seen()) is None


# --- answering


@pytest.mark.parametrize(("player", "at"), [(MODEL, 100), (COLLEAGUE, 155), (HURRIED, 155)])
def test_a_question_is_answered_on_its_topic_and_in_its_time(player: Player, at: int) -> None:
    off_topic = fact("kept", topic=HOME)
    planned = player.plan(view_of(off_topic, fact("free"), messages=(question(),)))
    assert planned == Planned(at, Answer(seat=POLICE, at=at, reply_to=41, facts=("free",)))


def test_the_oldest_question_is_answered_first() -> None:
    planned = COLLEAGUE.plan(view_of(fact("free"), messages=(question(), question(44, at=98))))
    assert planned is not None
    assert planned.command == Answer(seat=POLICE, at=155, reply_to=41, facts=("free",))


def test_an_answer_has_what_is_lawful_for_who_asks_on_its_basis() -> None:
    known = fact("nobodys"), fact("restricted"), fact("free")
    planned = COLLEAGUE.plan(view_of(*known, messages=(question(),)))
    assert planned == Planned(
        155, Answer(seat=POLICE, at=155, reply_to=41, facts=("free", "restricted"), basis=AGREEMENT)
    )


def test_the_rest_of_an_answer_on_another_basis_follows_it() -> None:
    answered = (question(open=False), told(45, POLICE, (CPS,), "restricted", at=155, reply_to=41))
    known = fact("restricted", told=((CPS, 155),)), fact("consented")
    planned = COLLEAGUE.plan(view_of(*known, messages=answered, time=155))
    assert planned == Planned(155, Tell(seat=POLICE, at=155, to=(CPS,), facts=("consented",), basis=CONSENT))


@pytest.mark.parametrize("player", [MODEL, COLLEAGUE], ids=["model", "colleague"])
def test_an_answer_is_completed_by_what_nobody_needs_too_because_it_was_asked_for(player: Player) -> None:
    answered = (question(open=False), told(45, POLICE, (CPS,), "restricted", at=155, reply_to=41))
    known = fact("restricted", told=((CPS, 155),)), fact("free")
    planned = player.plan(view_of(*known, messages=answered, time=155))
    assert planned == Planned(155, Tell(seat=POLICE, at=155, to=(CPS,), facts=("free",)))


def test_what_was_learnt_after_an_answer_is_not_part_of_it() -> None:
    answered = (question(open=False), told(45, POLICE, (CPS,), "restricted", at=155, reply_to=41))
    known = fact("restricted", told=((CPS, 155),)), fact("consented", at=170)
    assert COLLEAGUE.plan(view_of(*known, messages=answered, time=170)) is None


def test_what_has_been_told_is_said_again_only_if_there_is_nothing_new() -> None:
    known = fact("free", told=((CPS, 80),)), fact("wanted")
    planned = COLLEAGUE.plan(view_of(*known, messages=(question(),)))
    assert planned == Planned(155, Answer(seat=POLICE, at=155, reply_to=41, facts=("wanted",)))
    known = (fact("free", told=((CPS, 80),)),)
    planned = COLLEAGUE.plan(view_of(*known, messages=(question(),)))
    assert planned == Planned(155, Answer(seat=POLICE, at=155, reply_to=41, facts=("free",)))


@pytest.mark.parametrize("player", [MODEL, COLLEAGUE, HURRIED])
def test_who_knows_nothing_says_so_and_who_may_not_say_says_that(player: Player) -> None:
    nothing = player.plan(view_of(messages=(question(),)))
    assert nothing is not None
    assert isinstance(nothing.command, Answer)
    assert (nothing.command.facts, nothing.command.cannot) == ((), False)
    secret = player.plan(view_of(fact("nobodys"), messages=(question(),)))
    assert secret is not None
    assert isinstance(secret.command, Answer)
    assert (secret.command.facts, secret.command.cannot) == ((), True)


def test_the_hurried_answer_with_the_first_fact_only() -> None:
    planned = HURRIED.plan(view_of(fact("free"), fact("wanted"), messages=(question(),)))
    assert planned == Planned(155, Answer(seat=POLICE, at=155, reply_to=41, facts=("free",)))


def test_the_siloed_say_that_they_cannot() -> None:
    planned = SILOED.plan(view_of(fact("free"), messages=(question(),)))
    assert planned == Planned(155, Answer(seat=POLICE, at=155, reply_to=41, cannot=True))


def test_under_untimed_pace_a_partner_in_the_persons_scene_answers_at_once() -> None:
    partner = Colleague(KEY, Company(frozenset({CPS}), untimed=True))
    joint = decision(choice("best"), how="together", present=(POLICE, CPS), closes=None)
    planned = partner.plan(view_of(fact("free"), messages=(question(),), decision=joint))
    assert planned == Planned(100, Answer(seat=POLICE, at=100, reply_to=41, facts=("free",)))


# --- reading back

HEARD = told(42, CPS, (POLICE,), "read_back", readbacks=(("read_back", ("Supervised.", "No.", "No contact.")),))


@pytest.mark.parametrize(("player", "said"), [(MODEL, 2), (COLLEAGUE, 2), (HURRIED, 1)])
def test_what_was_told_is_read_back(player: Player, said: int) -> None:
    planned = player.plan(view_of(messages=(HEARD,)))
    assert planned == Planned(100, Acknowledge(seat=POLICE, at=100, reply_to=42, fact="read_back", said=said))


def test_without_restatements_got_it_is_enough() -> None:
    heard = told(42, CPS, (POLICE,), "free", readbacks=(("free", ()),))
    planned = MODEL.plan(view_of(messages=(heard,)))
    assert planned == Planned(100, Acknowledge(seat=POLICE, at=100, reply_to=42, fact="free", said=0))


def test_it_is_read_before_it_is_read_back() -> None:
    long = told(42, CPS, (POLICE,), "free", at=99, texts=("word " * 40,), readbacks=(("free", ()),))
    planned = MODEL.plan(view_of(messages=(long,)))
    assert planned is not None
    assert planned.at == 99 + 12


def test_the_siloed_read_nothing_back() -> None:
    assert SILOED.plan(view_of(messages=(HEARD,))) is None
