"""Whatever is typed, plain mode goes on or leaves in words, and what it has said is done is in the store."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.events import Acknowledged, AnyEvent, Asked, DecisionClosed, Told
from sim.engine.names import RoleId
from sim.format import read
from sim.plain.prefixes import prefix
from sim.plain.sitting import Ends, begin
from sim.plain.verbs import WORDS
from sim.sessions import open_store
from tests.plain.sittings import EMPTY, sitting

CASE = read(Path(__file__).parents[1] / "tui" / "case")

ENOUGH = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

sensible = st.sampled_from(
    """
    |||1|2|1 3|choose 1|choose 2|submit 1|tell all 1|tell|ask records relatives|ask|read back|read back 1|put right|answer
    |answer nothing|cps|police|yes|confirm off|note so|wait|pause|resume|rewind 1|quiet on|history 9|back|(wait 20)|(wait 200)
    |all|step out|end|mode|pace|avoid|more time|no timer
    """.strip().split("|")
).map(lambda line: line.strip() or EMPTY)
words = st.sampled_from(sorted(WORDS)).flatmap(
    lambda word: st.sampled_from(["", " 1", " 2 4", " all", " nobody", " basis 9"]).map(lambda rest: word + rest)
)
garbage = st.one_of(
    st.text(max_size=30).map(lambda text: re.sub(r"[\n\ud800-\udfff]", " ", text)),
    st.sampled_from(
        ["\x1b[2J", "\x00\x00", "x" * 9_999, "9" * 400, "²", "٣", "1 " * 3_000, "\u202e1", "\U0001f600", "-1", "0"]
    ),
)
typed = st.lists(st.one_of(sensible, sensible, sensible, words, garbage), min_size=15, max_size=50)


@given(typed, st.sampled_from(["police", "cps", "medical"]), st.sampled_from(["standard", "untimed"]), st.booleans())
@ENOUGH
async def test_nothing_that_is_typed_breaks_it_or_loses_what_was_done(
    lines: list[str], role: str, pace: str, live: bool
) -> None:
    async def run(ends: Ends) -> None:
        await begin(ends, CASE, role=RoleId(role), pace="untimed" if pace == "untimed" else "standard")

    with tempfile.TemporaryDirectory() as folder:
        said = await sitting(Path(folder), [EMPTY, *lines], run, live=live)
        store = open_store(Path(folder) / "sessions.db")
        try:
            logs = [store.log(row.id) for row in store.sessions()]
        finally:
            store.close()
    kept = [event for log in logs for event in log]
    assert said.endswith("\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", said)
    for line in said.splitlines():
        assert line.startswith("> ") or prefix(line), line
    heard = without_echo(said)
    assert heard.count(" You tell ") <= own(kept, role, Told) + again(said)
    assert len(re.findall(r"(?m)^Asked: .* You ask ", heard)) <= own(kept, role, Asked) + again(said)
    assert len(re.findall(r"(?m)^Read back: .* You (?:read back|have got) ", heard)) <= own(
        kept, role, Acknowledged
    ) + again(said)
    assert bool(re.search(r"(?m)^Doing: ", heard)) <= any(isinstance(event, DecisionClosed) for event in kept)


def without_echo(said: str) -> str:
    """What was said, without what was typed."""
    return "\n".join(line for line in said.splitlines() if not line.startswith("> "))


def own(kept: list[AnyEvent], role: str, kind: type[Told] | type[Asked] | type[Acknowledged]) -> int:
    """How many messages of a kind *role* has sent, as the store has them."""
    return sum(isinstance(event, kind) and event.frm == role for event in kept)


def again(said: str) -> int:
    """Room for what was said more than once because somebody asked to hear it again."""
    asked = re.findall(r"(?m)^> .*\b(?:messages|mail|again|look|scene|choices|repeat|say|history|back|all)\b", said)
    return 1_000 if asked else 0
