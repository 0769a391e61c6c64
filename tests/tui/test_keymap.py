"""The table of acts: every binding comes from it, no key means two things, and a person's own keys are taken everywhere."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from textual.keys import Keys as Names

import sim.tui
from sim.settings import Settings, save
from sim.tui.app import Begin, Home
from sim.tui.dialogs.steps import Steps
from sim.tui.keymap import ACTS, BY_ID, PLACES, all_shown, bindings, of, shown
from sim.tui.keynames import face, named, named_face
from sim.tui.ownkeys import clash, understood
from sim.tui.screens.help import all_keys
from tests.tui.stage import CASE, flat, stage

ROOT = Path(sim.tui.__file__).parent


def test_every_act_is_named_once_and_says_what_it_does() -> None:
    assert [id for id, times in Counter(act.id for act in ACTS).items() if times > 1] == []
    for act in ACTS:
        assert act.place in PLACES, act.id
        assert act.says.endswith("."), act.id
        assert act.does, act.id
        assert not act.does.endswith("."), act.id
    assert {act.place for act in ACTS} == set(PLACES)


def test_every_key_of_the_table_is_a_key() -> None:
    signs = {named(chr(code)) for code in range(33, 127)}
    known = {str(key.value) for key in Names} | {str(sign) for sign in signs}
    for act in ACTS:
        for key in act.keys.split(","):
            assert key.split("+")[-1] in known or key in known, (act.id, key)


def test_no_key_means_two_things_in_one_place() -> None:
    for place in PLACES:
        keys = [
            key
            for act in [*of(place), *(of("everywhere") if place != "everywhere" else ())]
            for key in act.keys.split(",")
        ]
        assert [key for key, times in Counter(keys).items() if times > 1] == [], place


def test_no_screen_has_a_key_that_is_not_in_the_table() -> None:
    for path in ROOT.rglob("*.py"):
        if path.name == "keymap.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Binding":
                assert path.name == "sorry.py", f"{path}: Binding({ast.unparse(node)})"


def test_every_act_of_a_place_can_be_bound() -> None:
    for place in PLACES:
        assert bindings(place)


def test_the_page_of_keys_names_every_act() -> None:
    told = all_keys().plain
    assert [act.id for act in ACTS if all_shown(act.id) not in told or act.says not in told] == []


@pytest.mark.parametrize(
    ("written", "name", "seen"),
    [
        ("?", "question_mark", "?"),
        ("T", "T", "T"),
        ("Ctrl+T", "ctrl+t", "Ctrl+T"),
        ("esc", "escape", "Esc"),
        ("F5", "f5", "F5"),
        ("alt+n", "alt+n", "Alt+N"),
        ("/", "slash", "/"),
        ("PgDn", "pagedown", "PgDn"),
        (" y ", "y", "y"),
    ],
)
def test_a_key_may_be_written_as_it_stands_on_the_keyboard(written: str, name: str, seen: str) -> None:
    assert named(written) == name
    assert face(name) == seen


@pytest.mark.parametrize("written", ["", "hyper+x", "foo", "ctrl+", "tt", "\x1b", "ctrl+foo", "<any>"])
def test_what_is_no_key_is_refused(written: str) -> None:
    assert named(written) is None


def test_what_stands_in_the_line_of_keys_can_be_pressed() -> None:
    for act in ACTS:
        assert named_face(shown(act.id)), act.id
    assert named_face("type") == ""


def test_keys_that_can_not_be_are_refused_one_by_one() -> None:
    good, bad = understood({"play.tell": "m", "play.ask": "a,ctrl+a", "play.note": "t", "x.y": "z", "play.digit": "b"})
    assert good == {"play.tell": "m", "play.ask": "a,ctrl+a", "play.note": "t"}
    assert [refused.act for refused in bad] == ["x.y", "play.digit"]
    good, bad = understood({"play.tell": "a", "play.ask": "t"})
    assert good == {"play.tell": "a", "play.ask": "t"}
    good, bad = understood({"play.tell": "a"})
    assert (good, bad[0].what) == ({}, "play.tell: a is the key of play.ask already.")
    good, bad = understood({"everywhere.help": "k"})
    assert "k is the key of " in bad[0].what


def test_a_key_meets_another_only_where_both_are_open() -> None:
    assert clash("home.quit", "t", {}) is None  # play has it
    assert clash("play.tell", "n", {}) is BY_ID["play.note"]
    assert clash("play.tell", "n", {"play.note": "m"}) is None
    assert clash("play.tell", "f1", {}) is BY_ID["everywhere.support"]
    assert clash("play.tell", "space", {}) is BY_ID["list.tick"]


async def test_a_key_of_ones_own_does_it_and_is_shown(tmp_path: Path) -> None:
    save(Settings(keys={"play.tell": "m", "everywhere.help": "f9", "list.take": "ctrl+t,enter"}))
    async with stage(tmp_path) as here:
        assert " m tell" in here.see()
        await here.press("t")
        assert not isinstance(here.app.screen, Steps)
        seen = await here.press("m")
        assert isinstance(here.app.screen, Steps)
        assert "Ctrl+T next" in seen
        await here.press("ctrl+t")
        seen = await here.press("escape", "f9")
        assert "What can be done here" in seen
        assert "m         Tell: pass on" in seen


async def test_a_key_that_can_not_be_changes_nothing_and_the_first_screen_says_so(tmp_path: Path) -> None:
    save(Settings(keys={"play.tell": "a"}))
    async with stage(tmp_path, Home()) as here:
        assert "a is the key of play.ask already." in " ".join(here.see().split())
        assert here.app.keys == {}


async def test_a_click_on_a_key_presses_it(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        seen = here.see().splitlines()
        line = next(n for n, words in enumerate(seen) if "Enter begin" in words)
        await here.click(seen[line].index("begin"), line)
        seen = here.see().splitlines()
        line = next(n for n, words in enumerate(seen) if "t tell" in words)
        await here.click(seen[line].index("t tell"), line)
        assert isinstance(here.app.screen, Steps)
        seen = here.see().splitlines()
        line = next(n for n, words in enumerate(seen) if "Esc close" in words)
        await here.click(seen[line].index("Esc"), line)
        assert not isinstance(here.app.screen, Steps)


def test_letters_that_move_in_lists_are_no_keys_of_the_screens_around_them() -> None:
    assert clash("home.more", "j", {}) is BY_ID["rows.down"]
    assert clash("home.more", "j", {"rows.down": "down"}) is None
    assert clash("choices.down", "down,k", {}) is BY_ID["play.read_back"]
    assert clash("choices.up", "up,k", {"play.read_back": "K"}) is None
    assert clash("cards.down", "t", {}) is BY_ID["play.tell"]


async def test_j_and_k_move_in_lists_and_in_play_k_reads_back(tmp_path: Path) -> None:
    async with stage(tmp_path, Home()) as here:
        assert pointed(await here.press("j")) == pointed(await here.press("k", "down"))
        await here.press("f2")
        assert pointed(await here.press("j", "j", "k")) == pointed(await here.press("home", "down"))
    async with stage(tmp_path) as here:
        await here.press("1")
        seen = await here.press("j")
        assert pointed(seen).startswith("1")
        assert "Nothing that you were told" in flat(await here.press("k"))
        assert pointed(await here.press("down")).startswith("2")


def pointed(seen: str) -> str:
    """What stands on the highlighted line."""
    return seen.partition("▸ ")[2].splitlines()[0].strip()
