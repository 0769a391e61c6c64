"""A session whose log was changed behind the program's back: no debrief and no score, and the first screen says why."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sim.format import open_scenario
from sim.sessions import ManualWall, open_store, start
from sim.tui.app import Resume, Review
from sim.tui.screens.debrief import Debrief
from tests.tui.stage import CASE, blank, flat, stage


async def test_a_changed_log_is_not_looked_back_on(tmp_path: Path) -> None:
    place = blank(tmp_path / "sessions.db")
    with closing(open_store(place)) as store:
        session = start(store, open_scenario(CASE), role="police", pace="untimed", seed=1, wall=ManualWall())
        await session.end()
        await session.close()
        async with stage(tmp_path, Review(session.id), store=store) as here:
            assert isinstance(here.app.screen, Debrief)
        with closing(sqlite3.connect(place)) as other, other:
            other.execute("update events set body = replace(body, '\"at\":0', '\"at\":1') where seq > 2")
        async with stage(tmp_path, Review(session.id), store=store) as here:
            assert not isinstance(here.app.screen, Debrief)
            assert "is not the one that its score was made of, so no score is shown" in flat(here.see())


async def test_a_log_that_was_cut_is_not_played_on(tmp_path: Path) -> None:
    place = blank(tmp_path / "sessions.db")
    with closing(open_store(place)) as store:
        session = start(store, open_scenario(CASE), role="police", pace="untimed", seed=1, wall=ManualWall())
        await session.end()
        await session.close()
        with closing(sqlite3.connect(place)) as other, other:
            other.execute("delete from events where seq > 3")
        async with stage(tmp_path, Resume(session.id), store=store) as here:
            said = flat(here.see())
            assert "its log stops at line 3. So it is not gone on with, and nothing was changed." in said
            assert "sim replay" in said
        assert len(store.log(session.id)) == 3
