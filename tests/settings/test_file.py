"""A change of the settings changes its own line and nothing else; a file that can't be understood is never overwritten."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.settings import FIELDS, Settings, SettingsError, load, place, read, save
from sim.settings.file import VARIABLE
from sim.settings.writing import changed, fresh

MINE = """\
# My settings. Hands off!
theme = "light"   # easier in the car
avoid = [
    "injury",     # since March
    "arrest",
]

  bell="limit"

# keys at the end
[keys]
"play.tell" = "y"  # as at work
"play.ask"  = "z"
# the end
"""


def values() -> st.SearchStrategy[Settings]:
    """Any settings."""
    words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
    acts = st.from_regex(r"[a-z_]{1,8}\.[a-z_]{1,8}", fullmatch=True)
    own = {field.name: st.sampled_from(list(field.values)) for field in FIELDS if field.values}
    return st.builds(
        Settings,
        **own,
        avoid=st.lists(words, unique=True, max_size=3).map(tuple),
        editor=words | st.just(""),
        keys=st.dictionaries(acts, words, max_size=3).map(MappingProxyType),
    )


@given(values())
def test_a_fresh_file_says_what_was_set(settings: Settings) -> None:
    found = read(fresh(settings))
    assert (found.settings, found.problems) == (settings, ())


@given(values(), values())
def test_a_file_that_is_there_says_what_was_set(before: Settings, after: Settings) -> None:
    found = read(changed(fresh(before), before, after))
    assert (found.settings, found.problems) == (after, ())


@given(values())
def test_a_hand_written_file_keeps_its_remarks(settings: Settings) -> None:
    text = changed(MINE, read(MINE).settings, settings)
    assert read(text).settings == settings
    for remark in ("# My settings. Hands off!", "# easier in the car", "# keys at the end", "# the end"):
        assert remark in text


def test_only_the_line_that_differs_is_touched() -> None:
    before = read(MINE).settings
    text = changed(MINE, before, before.having("theme", "dark"))
    assert text == MINE.replace('theme = "light"   # easier', 'theme = "dark"  # easier')
    text = changed(MINE, before, before.having("keys", {"play.tell": "y"}))
    assert text == MINE.replace('"play.ask"  = "z"\n', "")
    text = changed(MINE, before, before.having("keys", {**before.keys, "play.note": "m"}))
    assert text == MINE.replace("# the end\n", '# the end\n"play.note" = "m"\n')
    text = changed(MINE, before, before.having("avoid", ()))
    assert 'avoid = []\n\n  bell="limit"' in text
    text = changed(MINE, before, before.having("editor", "vi"))
    assert text.index('editor = "vi"') < text.index("[keys]")
    assert "# The program in which long notes are written" in text


def test_the_first_change_writes_a_file_that_explains_itself(home: Path) -> None:
    path = save(Settings(theme="light"))
    text = path.read_text(encoding="utf-8")
    assert path == place()
    assert all(f"\n{field.name} = " in text or f"[{field.name}]" in text for field in FIELDS)
    assert load().settings == Settings(theme="light")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_another_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "deep" / "mine.toml"))
    assert save(Settings(bell="limit")) == tmp_path / "deep" / "mine.toml"
    assert load().settings.bell == "limit"


def test_a_broken_file_is_left_alone_and_put_aside_only_if_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = light\n")
    with pytest.raises(SettingsError) as refused:
        save(Settings(theme="light"), path)
    assert path.read_text() == "theme = light\n"
    assert "can't be understood" in str(refused.value)
    assert refused.value.code == "broken_file"
    save(Settings(theme="light"), path, anew=True)
    assert load(path).settings.theme == "light"
    assert (tmp_path / "settings.toml.bak").read_text() == "theme = light\n"


def test_a_line_that_is_not_understood_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('bel = "off"\npace = "quick"\n')
    save(load(path).settings.having("theme", "light"), path)
    text = path.read_text()
    assert 'bel = "off"' in text
    assert 'pace = "quick"' in text
    assert load(path).settings.theme == "light"


def test_what_can_not_be_changed_line_by_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('keys = {"play.tell" = "y"}\n')
    with pytest.raises(SettingsError) as refused:
        save(load(path).settings.having("keys", {"play.tell": "z"}), path)
    assert "by hand" in str(refused.value)
    assert path.read_text() == 'keys = {"play.tell" = "y"}\n'


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SettingsError, match="not kept"):
        save(Settings(theme="light"), tmp_path / "settings.toml")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert found.broken
    assert "can't be read" in found.problems[0].what
    with pytest.raises(SettingsError):
        save(Settings(theme="light"), tmp_path)


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert load(path).broken


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_text("# mine\n")
    link.symlink_to(real)
    save(Settings(theme="light"), link)
    assert link.is_symlink()
    assert 'theme = "light"' in real.read_text()


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(MINE.replace("\n", "\r\n").encode())
    save(load(path).settings.having("theme", "dark"), path)
    assert b'theme = "dark"' in path.read_bytes()
    assert load(path).settings.theme == "dark"
    assert load(path).problems == ()
