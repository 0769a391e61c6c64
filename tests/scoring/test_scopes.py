"""Scopes: what can still be read from some scenes on, and which facts still matter there."""

from scoring.outlook import Outlook
from scoring.scopes import Scope
from tests.scoring.small_cases import Play, case, choice, fact, happened, points, scene
from tests.scoring.test_continuation import book_of

DOOR = {"in": choice(credit=((happened("police.knows.code"), points(1)), (None, points(0.5))), goto="room")}
ROOM = {"sit": choice(credit=((happened("cps.knows.room"), points(1)), (None, points(0.0))))}


def small(holder: str) -> Play:
    """Police stands before a door that asks whether it knows the code, and then goes to a room that asks of a topic."""
    scenes = {"door": scene(DOOR), "room": scene(ROOM), "desk": scene({"go": choice()}, ("cps",))}
    facts = {
        "code": fact(held_by=(holder,)),
        "sofa": fact(topic="room"),
        "bed": fact(topic="room"),
        "cat": fact(topic="pets"),
    }
    return Play(case(scenes, {"police": "door", "cps": "desk"}, facts=facts))


def scope_of(play: Play, *places: str) -> Scope:
    return Outlook(play.book).scopes.of(frozenset(places), frozenset())  # type: ignore[arg-type]


def test_a_fact_matters_until_all_know_it_of_whom_that_is_asked() -> None:
    assert "code" in scope_of(small("cps"), "door").read.open_facts(small("cps").state.threads)
    assert "code" not in scope_of(small("police"), "door").read.open_facts(small("police").state.threads)


def test_what_is_read_of_a_topic_is_read_of_each_of_its_facts() -> None:
    play = small("police")
    assert scope_of(play, "room").read.open_facts(play.state.threads) == {"sofa", "bed"}


def test_what_no_scene_reads_that_can_still_come_does_not_matter() -> None:
    play = small("cps")
    assert scope_of(play, "door").read.facts == {"code", "sofa", "bed"}
    assert scope_of(play, "room").read.facts == {"sofa", "bed"}
    assert scope_of(play, "desk").read.facts == set()


def test_a_watch_that_has_fired_reads_no_more() -> None:
    outlook = Outlook(book_of("night"))
    for scene_id in list(outlook.here)[:12]:
        places = frozenset([scene_id])
        whole = outlook.scopes.of(places, frozenset())
        assert whole.watches
        for name in sorted(whole.watches):
            left = outlook.scopes.of(places, frozenset([name]))
            assert name not in left.watches
            assert left.watches < whole.watches
            assert left.read.reads <= whole.read.reads
        quiet = outlook.scopes.of(places, whole.watches)
        assert quiet.watches == frozenset()
        assert quiet.read.reads == frozenset().union(
            *(outlook.here[name] for name in {scene_id, *outlook.scopes.follows[scene_id]})
        )
