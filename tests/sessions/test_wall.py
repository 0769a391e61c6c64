"""The clock on the wall counts what was played and nothing else."""

import asyncio

import pytest

from sim.sessions import ManualWall, SystemWall


class Machine:
    """A machine's clock that does what the test says."""

    def __init__(self) -> None:
        self.time = 5000.0

    def __call__(self) -> float:
        return self.time


def seen(*steps: float) -> float:
    """What a wall says after a machine's clock has gone these steps, looked at after each."""
    machine = Machine()
    wall = SystemWall(machine)
    for step in steps:
        machine.time += step
        wall.now()
    return wall.now()


@pytest.mark.parametrize(
    ("steps", "played"),
    [
        ((0.5, 1.0, 0.25), 1.75),
        ((1.0, 1.0, 3600.0, 1.0), 3.0),  # the laptop slept for an hour
        ((1.0, 86_400 * 365, 1.0), 2.0),  # somebody put the clock forward
        ((1.0, -500.0, 1.0), 2.0),  # or back
        ((3.0,), 3.0),  # a busy moment is played
        ((3.01,), 0.0),
        ((0.0, 0.0), 0.0),
    ],
)
def test_what_was_slept_or_set_is_not_played(steps: tuple[float, ...], played: float) -> None:
    assert seen(*steps) == pytest.approx(played)


def test_it_never_runs_back() -> None:
    machine = Machine()
    wall = SystemWall(machine)
    shown = []
    for step in (0.5, -2.0, 10.0, 0.1, -0.1, 3.0):
        machine.time += step
        shown.append(wall.now())
    assert shown == sorted(shown)


async def test_an_alarm_rings_soon_enough_for_the_next_look() -> None:
    wall = SystemWall()
    rung = asyncio.Event()
    alarm = wall.alarm(wall.now() + 0.001, rung.set)
    await asyncio.wait_for(rung.wait(), 10)
    alarm.cancel()
    late = wall.alarm(wall.now() + 1_000_000, rung.set)
    assert isinstance(late, asyncio.TimerHandle)
    assert late.when() - asyncio.get_running_loop().time() <= 1.0
    late.cancel()


def test_a_clock_moved_by_hand_rings_when_it_is_there() -> None:
    wall = ManualWall()
    rung: list[str] = []
    wall.alarm(5, lambda: rung.append("five"))
    wall.alarm(10, lambda: rung.append("ten"))
    wall.alarm(7, lambda: rung.append("seven")).cancel()
    wall.move(4.9)
    assert rung == []
    wall.move(0.1)
    assert rung == ["five"]
    wall.move(100)
    assert rung == ["five", "ten"]
    wall.alarm(3, lambda: rung.append("past"))
    assert rung == ["five", "ten", "past"]
