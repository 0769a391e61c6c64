"""A report on the disk: whole or not at all, and never in the place of another file unless that was asked for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sim.reports.errors import ReportError
from sim.reports.file import kind_of, put


def test_it_is_there_and_nothing_else_is(tmp_path: Path) -> None:
    place = tmp_path / "night.html"
    assert put(place, "<p>é</p>", "html") == place
    assert place.read_bytes() == "<p>é</p>".encode()
    assert os.listdir(tmp_path) == ["night.html"]


def test_it_has_the_rights_that_any_file_of_this_person_gets(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_text("x")
    assert put(tmp_path / "a.md", "x", "md").stat().st_mode == usual.stat().st_mode


def test_a_file_that_is_there_is_left_alone_unless_it_may_be_replaced(tmp_path: Path) -> None:
    place = tmp_path / "a.md"
    place.write_text("the old one")
    with pytest.raises(ReportError, match="is there already") as error:
        put(place, "new", "md")
    assert error.value.code == "exists"
    assert "--force" in error.value.hint
    assert place.read_text() == "the old one"
    put(place, "new", "md", force=True)
    assert place.read_text() == "new"
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_file_that_appears_while_it_is_being_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.md"
    flush = os.fsync

    def meanwhile(number: int) -> None:
        flush(number)
        place.write_text("somebody else’s")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ReportError, match="is there already"):
        put(place, "new", "md")
    assert place.read_text() == "somebody else’s"
    assert os.listdir(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "no_room"), (errno.EDQUOT, "no_room"), (errno.EIO, "not_written")]
)
def test_a_disk_that_fails_leaves_no_half_file(
    number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.md"
    place.write_text("the old one")

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError) as error:
        put(place, "new", "md", force=True)
    assert error.value.code == code
    assert str(place) in str(error.value)
    assert error.value.args[0].endswith(".")  # before the remedy
    assert place.read_text() == "the old one"
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_real_full_disk_says_so() -> None:
    """/dev/full takes nothing; a report is no place for it, and that is said before anything is written."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(ReportError, match="no ordinary file"):
        put(Path("/dev/full"), "x", "md", force=True)


@pytest.mark.parametrize(
    ("where", "code"), [("no/such/a.md", "no_such_folder"), ("file/a.md", "no_such_folder"), ("a" * 300, "not_a_name")]
)
def test_a_place_that_is_none_is_refused(where: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportError) as error:
        put(tmp_path / where, "x", "md")
    assert error.value.code == code
    assert error.value.hint
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_or_a_name_that_is_no_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is a folder"):
        put(tmp_path, "x", "md", force=True)
    with pytest.raises(ReportError, match="can’t be written"):
        put(tmp_path / "a\0b", "x", "md")
    with pytest.raises(ReportError, match="can’t be written"):
        put(Path("~nobody-of-this-name/a.md"), "x", "md")


def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As whoever runs the tests may be allowed everything, the system's refusal is played."""

    def refused(path: object, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    with monkeypatch.context() as patch:  # the tests clear their folders away by it, from Python 3.13 on
        patch.setattr(os, "open", refused)
        with pytest.raises(ReportError, match="nothing may be written there") as error:
            put(tmp_path / "a.md", "x", "md")
    assert error.value.code == "not_writable"


def test_a_link_keeps_pointing_where_it_pointed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    assert put(tmp_path / "link.md", "new", "md", force=True) == tmp_path / "real.md"
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_table_begins_with_the_mark_that_spreadsheets_know_it_by(tmp_path: Path) -> None:
    assert put(tmp_path / "a.csv", "é\r\n", "csv").read_bytes() == b"\xef\xbb\xbf\xc3\xa9\r\n"


def test_the_name_says_which_kind_it_is() -> None:
    assert [kind_of(Path(name)) for name in ("a.HTML", "b.htm", "c.md", "d.csv", "e.json", "f", "g.txt")] == [
        "html", "html", "md", "csv", "json", None, None,
    ]  # fmt: skip
