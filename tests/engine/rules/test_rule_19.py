"""Rule 19, the engine's half: rewind and what-if go on from a part of the log, and leave the first play as it was."""

import pytest

from sim.engine import commands as c
from sim.engine import replay, submit
from sim.engine.names import MarkId, VariableId
from tests.engine.rules.stage import Play

CASE = """
roles: {police: yard, cps: office}
facts: {key: {held_by: [police], topic: home}, aunt: {held_by: [cps], topic: kin}}
desks: {records: {answers: {home: {after: 90s, says: Ours.}}}}
variables: {lamp: {start: 0}}
injects: {bell: {when: chance.bell < 0.5 and since.search >= 30s, sets: {lamp: 1}}, late: {when: time >= 5m}}
scenes:
  yard: {roles: [police], think: 60s, choices: {go: {takes: 60s, does: [search], goto: kitchen}, rest: {takes: 30s, goto: yard}}}
  office: {roles: [cps], choices: {go: {takes: 45s, goto: kitchen}}}
  kitchen:
    roles: [police, cps]
    decides: {together: [police, cps]}
    think: 60s
    choices: {go: {takes: 60s}, to_aunt: {if: police.knows.aunt, takes: 30s}}
"""
SCRIPT = """
5 mark
6 cps ask records home
7 cps tell police aunt
8 police choose rest
20 cps choose go
40 police choose go
60 police tell cps key
110 police choose go
112 cps choose to_aunt
115 cps choose go
400
"""
WHOLE = Play(CASE).run(SCRIPT)
MOMENTS = range(1, len(WHOLE.log) + 1)


@pytest.mark.parametrize("seq", MOMENTS)
def test_a_part_of_the_log_is_a_moment_of_play(seq: int) -> None:
    state = replay(WHOLE.book, WHOLE.log[:seq])
    assert (state.seq, state.time) == (seq, WHOLE.log[seq - 1].at)


def boundaries() -> list[int]:
    """After which events the engine stood still, waiting for a command."""
    play = Play(CASE)
    found = [len(play.log)]
    for line in SCRIPT.strip().splitlines():
        play.run(line)
        found.append(len(play.log))
    return sorted(set(found))


@pytest.mark.parametrize("seq", boundaries())
def test_going_on_as_before_comes_to_the_same(seq: int) -> None:
    """The rest of the commands, given to the fork, make the rest of the log."""
    fork = replay(WHOLE.book, WHOLE.log[:seq])
    log = list(WHOLE.log[:seq])
    for event in WHOLE.log[seq:]:
        if event.given is not None:
            log += submit(fork, event.given).events
    assert log == WHOLE.log
    assert fork.record() == WHOLE.state.record()


@pytest.mark.parametrize("seq", boundaries()[:-1])
def test_going_another_way_leaves_the_first_play_alone(seq: int) -> None:
    before = replay(WHOLE.book, WHOLE.log[:seq])
    fork = before.copy()
    submit(fork, c.End(seat="facilitator", at=fork.time))
    assert fork.ended
    assert before.record() == replay(WHOLE.book, WHOLE.log[:seq]).record()
    assert not before.ended


@pytest.mark.parametrize("seq", boundaries())
def test_a_copy_and_a_replay_are_equal(seq: int) -> None:
    state = replay(WHOLE.book, WHOLE.log[:seq])
    copy = state.copy()
    assert copy.record() == state.record()
    assert copy.key() == state.key()


def test_a_command_given_in_the_first_play_is_not_given_again_in_the_fork() -> None:
    """Its id is in the part of the log that both share."""
    play = Play(CASE).run("5 police note why id=n1")
    fork = replay(play.book, play.log)
    result = submit(fork, c.Note(seat="police", at=5, ref="why", id="n1"))
    assert (result.events, result.accepted) == ([], play.log[-1].seq)
    other = replay(play.book, play.log[:-2])
    assert submit(other, c.Note(seat="police", at=5, ref="why", id="n1")).events != []


def test_chance_falls_in_the_fork_as_it_would_have_fallen() -> None:
    """What-if changes the choice and not the dice."""
    drawn = [event for event in WHOLE.log if type(event).__name__ == "Drawn"]
    other = Play(CASE).run("5 police choose go\n200")
    assert [(event.name, event.n, event.value) for event in drawn] == [
        (event.name, event.n, event.value) for event in other.log if type(event).__name__ == "Drawn"
    ]


@pytest.mark.parametrize(
    "line", ["cps choose go", "police ask cps home", "cps tell police aunt", "facilitator call police yard"]
)
def test_states_that_go_on_differently_have_different_keys(line: str) -> None:
    """A pick, a question, a fact and a call that waits are all parts of where play stands."""
    before = Play(CASE).run("5 cps choose go\n6 police choose go\n70 mark")
    if "call" in line:
        before = Play(CASE).run("5 police choose rest\n9 mark")
    key = before.state.key()
    assert before.run(f"{before.now} {line}").state.key() != key


def test_how_long_ago_something_happened_is_in_the_key_while_a_condition_still_asks_for_it() -> None:
    state = Play(CASE).run("5 police choose go\n70 mark").state
    assert "inject:bell" not in state.fired
    earlier = state.copy()
    first, last, times = state.marks[MarkId("done.search")]
    earlier.marks[MarkId("done.search")] = (first, last - 20, times)
    assert earlier.key() != state.key()


def test_what_is_read_only_where_an_inject_may_still_call_somebody_is_in_the_key_until_then() -> None:
    text = """
roles: {police: yard}
variables: {lamp: {start: 0, visible: true}}
injects: {bell: {when: time >= 5m, calls: {police: {scene: stairs}}}}
scenes:
  yard: {roles: [police], choices: {go: {takes: 60s, goto: yard}}}
  stairs: {roles: [police], choices: {go: {takes: 60s, goto: {end: over}}, lit: {if: lamp > 0, takes: 30s}}}
"""
    for script, matters in (("5 police choose go", True), ("300 \n301 police choose go\n362", False)):
        state = Play(text).run(script).state
        other = state.copy()
        other.variables[VariableId("lamp")] = 1.0
        assert (other.key() != state.key()) is matters
