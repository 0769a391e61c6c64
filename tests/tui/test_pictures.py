"""The pictures in the documentation show the screens as they are.

`UPDATE_GOLDEN=1 pytest tests/tui/test_pictures.py` takes them anew. Only their text is compared here: colours are looked at, and
compared in `test_colours.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from sim.engine import AnyEvent, Setup
from sim.engine.seats import Seat
from sim.format import shipped
from sim.players import make_player, rehearse
from sim.sessions import ManualWall, WashCard
from sim.settings.fields import Theme
from sim.tui import trouble
from sim.tui.app import Begin, Home
from sim.tui.screens.sorry import Sorry
from tests.tui.hindsight import SHIPPED, book_of, debriefed, look_back
from tests.tui.picture import dump, text_of
from tests.tui.sharing import share
from tests.tui.shelves import NOON, Past
from tests.tui.stage import NARROW, WIDE, Stage, stage

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
RECORDED = {"recording"}
"""Pictures that come from elsewhere: see `recording.py`."""

TUTORIAL = "waiting_after_school"
FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Fonts that Textual lets the viewer fetch from elsewhere; a picture in the documentation fetches nothing."""

STACK = "Fira Code, DejaVu Sans Mono, Menlo, Cascadia Mono, Consolas, monospace"
"""Fonts that have every sign that is drawn, in the width of a letter: the `monospace` of some machines has not."""


def take(app: Stage | Sorry, name: str) -> None:
    """Take the picture *name*, or compare the one there is with what is seen."""
    shown = app.app if isinstance(app, Stage) else app
    path = PICTURES / f"{name}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        svg = FONTS.sub("", shown.export_screenshot(title="Joint Response"))
        path.write_text(svg.replace("Fira Code, monospace", STACK), encoding="utf-8")
    assert text_of(path.read_text(encoding="utf-8"), shown.size.height) == dump(shown), (
        f"{path.name} shows another screen"
    )


async def take_in(here: Stage, theme: Theme, name: str) -> None:
    """Take the picture *name* in another theme, and go back to the usual one."""
    usual = here.app.settings
    here.app.apply(replace(usual, theme=theme))
    await here.still()
    take(here, name)
    here.app.apply(usual)
    await here.still()


async def decide_until(here: Stage, scene: str, *keys: str) -> None:
    """Go on until *scene* is to be decided; before it each decision is taken by the next of *keys* (then by 1)."""
    digits = iter(keys)
    while (decision := here.play.view.decision) is None or decision.scene != scene:
        await here.press(*((next(digits, "1"), "enter") if decision else ("enter",)))


# --- before play


async def test_the_first_screen_and_what_is_everywhere(tmp_path: Path) -> None:
    async with stage(tmp_path, Home(), size=WIDE, cases=shipped()) as here:
        take(here, "home-new")
        await here.press("f2")
        take(here, "settings")
        await here.press("escape", "f1")
        take(here, "support")


async def test_a_first_screen_and_a_history_that_are_lived_in(tmp_path: Path) -> None:
    past = Past(tmp_path, NOON - 30 * 86_400)
    await past.plays(9, "police", shipped()[TUTORIAL])
    duplex = shipped()[SHIPPED]
    for role, picks, scores in (
        ("police", 4, (48, 71, 66)),
        ("cps", 5, (55, 64, 72)),
        ("police", 4, (62, 78, 70)),
        ("medical", 5, (68, 83, 81)),
        ("police", 5, (77, 80, 88)),
    ):
        past.scores(await past.plays(picks, role, duplex), *scores, judged=24)
    await past.leaves(5, "cps", duplex)
    await past.leaves(1, "medical", duplex)
    async with stage(
        tmp_path, Home(), size=WIDE, cases=shipped(), store=past.store, wall=ManualWall(past.wall.now())
    ) as here:
        take(here, "home")
        await here.press("h")
        take(here, "history")
    past.store.close()


# --- play


async def test_a_play(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(SHIPPED, "police", "practice", "standard"), size=WIDE) as here:
        take(here, "briefing")
        await here.press("enter")
        take(here, "play-beginning")
        await here.press("t", "enter", "1", "enter")
        await here.press("2")
        await here.press("enter")
        take(here, "beat")
        await decide_until(here, "eldest")
        await here.press("2")
        take(here, "play")
        await take_in(here, "light", "play-light")
        await take_in(here, "dark_contrast", "play-contrast")
        await here.press("t")
        take(here, "tell")
        await here.press("escape", "question_mark")
        take(here, "help")
        await here.press("escape", "ctrl+p")
        await here.write("write")
        take(here, "palette")
        await here.press("escape", "enter")
        await decide_until(here, "huddle")
        await here.press("1", "enter", "2")
        take(here, "together")
        await here.press("enter")
        await decide_until(here, "custody_test")
        await here.press("2", "4")
        take(here, "form")
        await here.press("i", "right")
        take(here, "messages")
        await here.press("u")
        take(here, "transcript")


async def test_play_in_a_small_terminal(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(SHIPPED, "medical", "practice", "relaxed"), size=NARROW) as here:
        await here.press("enter", "1")
        take(here, "play-small")


async def test_the_tutorial(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(TUTORIAL, "police"), size=NARROW) as here:
        await here.press("enter")
        take(here, "tutorial")


async def test_a_coach(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(SHIPPED, "cps", "coach", "untimed"), size=WIDE) as here:
        await here.press("enter", "1", "enter")
        take(here, "coach")


async def test_a_curtain(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        await share(here)
        take(here, "curtain")


# --- looking back


CARDS: tuple[tuple[Literal["plus", "delta"], str, str], ...] = (
    ("plus", "The nurse called before anybody had asked.", "Who is called, and when"),
    ("delta", "CPS heard of the children twenty minutes after we did.", "Who is called, and when"),
    ("delta", "Nobody had checked the grandfather when he stood on the porch.", "Records before hands"),
    ("plus", "One page with names and dates at the end.", ""),
)


def mixed() -> Sequence[AnyEvent]:
    """The log of a play with something in it of all that a debrief can show: police hurry, the others tell what they know."""
    book = book_of(SHIPPED)
    seats = {role: Seat(person="p-1" if role == "police" else None) for role in book.roles}
    players = {role: make_player("hurried" if role == "police" else "colleague", book, role, 7) for role in book.roles}
    return rehearse(book, Setup(seed=7, seats=seats, mode="practice"), players).log


async def test_looking_back(tmp_path: Path) -> None:
    back = look_back(mixed(), "police", SHIPPED)
    async with debriefed(tmp_path, back, WIDE, can_rewind=True) as here:
        take(here, "debrief-overview")
        await take_in(here, "light", "debrief-overview-light")
        await take_in(here, "dark_contrast", "debrief-overview-contrast")
        await here.press("enter", "left", "left", "left")
        take(here, "debrief-items")
        await here.press("escape", "2")
        take(here, "debrief-decisions")
        await here.press("down", "down", "enter")
        take(here, "debrief-decision")
        await here.press("escape", "3", "down", "down")
        take(here, "debrief-knowledge")
        await here.press("v")
        take(here, "debrief-knowledge-in-words")
        await here.press("4")
        take(here, "debrief-messages")
        await here.press("5")
        take(here, "debrief-protocol")
        await here.press("enter")
        take(here, "debrief-protocol-evidence")
        await here.press("escape", "6")
        take(here, "debrief-childs-day")


async def test_what_if_ratings_and_hot_wash(tmp_path: Path) -> None:
    back = look_back(mixed(), "police", SHIPPED)
    async with debriefed(tmp_path, back, WIDE, can_rewind=True, keeps=True) as here:
        await here.press("9", "down", "down", "down", "enter")
        take(here, "debrief-what-if")
        await here.press("5", "enter", "1", "enter")
        take(here, "debrief-compared")
        await here.press("escape", "7")
        assert back.after is not None
        assert back.after.rate(
            back.card.ratings, back.card.ratings[0].objective, "M", "The nurse heard it half an hour later.", ""
        )
        assert back.after.rate(back.card.ratings, back.card.ratings[2].objective, "M", "", "")
        await here.press("6", "7")
        take(here, "debrief-ratings")
        for n, (kind, words, group) in enumerate(CARDS):
            back.after.keep_card(WashCard(f"c-{n}", kind, words, group))
        await here.press("0")
        take(here, "debrief-hot-wash")
        await here.press("a", "enter")
        await here.write("We waited for each other")
        take(here, "debrief-hot-wash-sheet")


# --- when something breaks


async def test_something_broke(home: Path) -> None:
    app = Sorry(trouble.words("k3f9t2mq", Path("~/.local/state/joint-response/reports/20260304-214512-4711.txt")))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        take(app, "crash")


# --- all of them


def test_every_picture_is_taken_by_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for path in PICTURES.glob("*.svg"):
        assert path.stem in RECORDED or f'"{path.stem}")' in text, f"{path.name} is kept, and no test takes it"


def test_no_picture_fetches_anything() -> None:
    for path in PICTURES.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert "http" not in text.replace("http://www.w3.org", "").replace("https://www.w3.org", "").split("-->", 1)[-1]
