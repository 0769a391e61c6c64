"""Lines of input: one at a time, harmless, and never read further than wanted by much."""

import asyncio
import os

from sim.plain.keyboard import LONGEST, Keyboard


async def lines(data: bytes) -> list[str | None]:
    """All lines that a keyboard reads from a pipe that holds *data*, up to the end."""
    end, start = os.pipe()
    os.write(start, data)
    os.close(start)
    keyboard = Keyboard(end)
    found: list[str | None] = []
    while not found or found[-1] is not None:
        found.append(await keyboard.line())
    os.close(end)
    return found


async def test_lines_and_the_end() -> None:
    assert await lines(b"one\n\ntwo\r\nthree") == ["one", "", "two", "three", None]


async def test_no_input_at_all() -> None:
    assert await lines(b"") == [None]


async def test_bytes_that_are_no_text_and_control_characters_are_replaced() -> None:
    assert await lines(b"\xff\x1b[2J\x00\n") == ["\ufffd\ufffd[2J\ufffd", None]


async def test_a_line_without_end_is_cut_and_not_kept() -> None:
    found = await lines(b"x" * (LONGEST + 5) + b"\nnext\n")
    assert [len(line) if line else line for line in found] == [LONGEST, 4, None]


async def test_giving_up_waiting_loses_no_line() -> None:
    end, start = os.pipe()
    keyboard = Keyboard(end)
    waiting = asyncio.ensure_future(keyboard.line())
    await asyncio.sleep(0)
    waiting.cancel()
    os.write(start, b"typed later\n")
    assert await keyboard.line() == "typed later"
    os.close(start)
    assert await keyboard.line() is None
    os.close(end)


async def test_a_closed_input_is_the_end() -> None:
    end, start = os.pipe()
    os.close(start)
    os.close(end)
    assert await Keyboard(end).line() is None
