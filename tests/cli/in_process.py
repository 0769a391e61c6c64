"""Commands run in this process, and sessions to run them on, made without playing through the command line: ten times as fast."""

import asyncio
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile

from click.testing import CliRunner, Result

from sim.cli import main
from sim.engine.commands import Choose
from sim.engine.names import RoleId
from sim.engine.seats import Mode
from sim.format import open_scenario
from sim.sessions import ManualWall, default_path, open_store, start
from tests.cli.conftest import SMALL


def run(*words: str, typed: str = "", code: int = 0) -> Result:
    """Run `sim` with these words and the lines *typed*; it ends with *code* and without a traceback."""
    with TemporaryFile() as lines:  # and no string: what is typed is read from its descriptor
        lines.write(typed.encode())
        lines.seek(0)
        result = CliRunner().invoke(main, list(words), input=lines, prog_name="sim")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, f"ended with {result.exit_code}:\n{result.stdout}\n{result.stderr}"
    assert "went wrong" not in result.stderr
    assert "Traceback" not in result.stderr, result.stderr
    return result


def database() -> Path:
    """The usual database."""
    return default_path()


def begun(place: Path | None = None, role: str = "police") -> str:
    """The id of a session of the small case at its first decision."""
    with closing(open_store(place)) as store:
        return start(store, open_scenario(Path(SMALL)), role=role, pace="untimed", seed=1).id


def finished(mode: Mode = "practice") -> str:
    """The id of a session of the small case that was ended by hand after one decision."""
    return asyncio.run(_finished(mode))


async def _finished(mode: Mode) -> str:
    with closing(open_store()) as store:
        case = open_scenario(Path(SMALL))
        session = start(store, case, role="police", mode=mode, pace="untimed", seed=1, wall=ManualWall(1_800_000_000))
        decision = session.view(RoleId("police")).decision
        assert decision is not None
        choice = next(choice for choice in decision.choices if choice.id == "announce")
        await session.submit(Choose(seat="police", at=0, decision=decision.id, choice=choice.id))
        await session.settled()
        await session.end()
        await session.close()
        return session.id
