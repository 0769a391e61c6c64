"""Who reckons with events is shown each of them before it happens, and changes nothing by looking."""

from sim.engine import AnyEvent, State, begin, replay, submit
from sim.engine.commands import Choose
from sim.engine.events import TimePassed
from sim.engine.names import ChoiceId
from tests.players.small_case import all_seats, small_book


def test_each_event_is_shown_in_the_state_before_it() -> None:
    book = small_book()
    state, log = begin(book, all_seats())
    other = state.copy()
    decision = next(iter(state.decisions.values()))
    take = Choose(
        seat=decision.present[0], at=state.time + 5, decision=decision.id, choice=ChoiceId(decision.offered[0])
    )
    shown: list[tuple[AnyEvent, State]] = []
    result = submit(state, take, lambda state, event: shown.append((event, state.copy())))

    assert result.refused is None
    assert [event for event, _ in shown] == [event for event in result.events if not isinstance(event, TimePassed)]
    for event, before in shown:
        earlier = replay(book, log + result.events[: result.events.index(event)])
        assert before.decisions == earlier.decisions
        assert before.works == earlier.works
    assert submit(other, take).events == result.events
    assert other.record() == state.record()
