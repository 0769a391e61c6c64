"""Files of packs as they come: in a folder of one's own and beside a scenario, each is read as carefully as a scenario's."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.format import Diagnostic, read
from sim.format.example import SCENARIO
from sim.format.packs import shipped, with_local
from tests.format.house import HOUSE

PACK = "house.yaml"


def alone(folder: Path) -> tuple[Diagnostic, ...]:
    """What is said of a folder of packs. Those that are shipped are there whatever stands in it."""
    reading = with_local(folder)
    assert reading.packs == shipped()
    return reading.diagnostics


def beside(folder: Path) -> tuple[Diagnostic, ...]:
    """What is said of a scenario with these packs."""
    place = folder.parent / "case"
    place.mkdir()
    (place / "scenario.yaml").write_text(SCENARIO + "protocols: [house]\n", encoding="utf-8")
    folder.rename(place / "protocols")
    reading = read(place)
    assert reading.scenario is None
    return reading.diagnostics


def circle(file: Path) -> None:
    file.symlink_to(file.with_name("other"))
    file.with_name("other").symlink_to(file)


def large(file: Path) -> None:
    file.write_text(HOUSE, encoding="utf-8")
    os.truncate(file, 6 * 1024 * 1024)


def many(file: Path) -> None:
    for number in range(501):
        (file.parent / f"{number:03}.yaml").write_text("# nothing yet\n", encoding="utf-8")


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "not UTF-8": (lambda file: file.write_bytes(HOUSE.encode() + b"# \xe9\n"), "F002"),
    "UTF-16": (lambda file: file.write_text(HOUSE, encoding="utf-16"), "F002"),
    "6 MB": (large, "F003"),
    "too many": (many, "F003"),
    "a named pipe": (os.mkfifo, "F004"),
    "a folder": (Path.mkdir, "F004"),
    "links in a circle": (circle, "F004"),
    "a link to nothing": (lambda file: file.symlink_to(file.with_name("gone.yaml")), "F004"),
    "a device": (lambda file: file.symlink_to("/dev/zero"), "F005"),
    "elsewhere": (lambda file: file.symlink_to(Path(__file__)), "F005"),
    "empty": (lambda file: file.write_text(""), "F008"),
    "a comment": (lambda file: file.write_text("# House rules\n"), "F008"),
    "a list": (lambda file: file.write_text("- a\n"), "F101"),
}


@pytest.mark.parametrize("way", [alone, beside])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_one_error_with_its_place_and_a_remedy(
    kind: str, way: Callable[[Path], tuple[Diagnostic, ...]], tmp_path: Path
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    make, code = BAD[kind]
    make(folder / PACK)
    found = way(folder)
    if kind == "too many":  # each of them is empty, too
        found = [one for one in found if one.code == code][:1]
    assert [one.code for one in found] == [code]
    assert Path(found[0].file).name == PACK or kind == "too many"
    assert found[0].message.endswith(".")
    if kind != "a list":
        assert found[0].hint.endswith(".")


def test_a_pack_that_would_not_be_read_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "house.yml").write_text(HOUSE, encoding="utf-8")
    (found,) = alone(tmp_path)
    assert (found.code, found.file, found.is_error) == ("F007", "house.yml", True)


def test_a_number_of_another_shipped_pack_is_named_with_its_place_and_what_can_be_done(tmp_path: Path) -> None:
    (tmp_path / PACK).write_text(HOUSE.replace("X-01", "B-01"), encoding="utf-8")
    (found,) = alone(tmp_path)
    assert (found.code, found.file, found.line) == ("F702", PACK, 5)
    assert found.message == "There is a rule `B-01` in the pack `florida` already."
    assert "call the pack `florida` to have it in the place of that one" in found.hint


def test_a_pack_in_the_place_of_a_shipped_one_may_have_its_numbers(tmp_path: Path) -> None:
    (tmp_path / PACK).write_text(HOUSE.replace("house", "florida").replace("X-01", "B-01"), encoding="utf-8")
    reading = with_local(tmp_path)
    assert reading.diagnostics == ()
    assert list(reading.packs["florida"].rules) == ["B-01"]
    (tmp_path / "more.yaml").write_text(HOUSE.replace("X-01", "A-01"), encoding="utf-8")
    assert [(one.code, one.file) for one in with_local(tmp_path).diagnostics] == [("F702", "more.yaml")]


@pytest.mark.parametrize("b", ["verbatim_nte", "[verbatim_nte]", "{activity: verbatim_nte}", "{activity: {}}"])
def test_an_activity_that_is_none_is_one_error(b: str, tmp_path: Path) -> None:
    (tmp_path / PACK).write_text(HOUSE.replace("b: verbatim_note", f"b: {b}"), encoding="utf-8")
    (found,) = alone(tmp_path)
    assert (found.code, found.line) == ("F201" if "nte" in b else "F101", 7)
