"""Files as they come: missing, foreign, huge, not text; one diagnostic each, nothing read from elsewhere, no traceback."""

import os
from pathlib import Path

import pytest

from sim.format import Diagnostic, FormatError, locate, read
from sim.format.example import SCENARIO, laid_over
from tests.format.written import reading_with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knock"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    assert read(folder).diagnostics == ()
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    reading = read(folder)
    assert reading.scenario is None
    return [(diagnostic.code, diagnostic.file) for diagnostic in reading.diagnostics]


def only(folder: Path) -> Diagnostic:
    (diagnostic,) = read(folder).diagnostics
    return diagnostic


@pytest.mark.parametrize("name", ["nowhere", "nul\0l", "x" * 5_000])
def test_a_path_that_is_not_there_is_the_one_thing_that_raises(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError) as raised:
        read(tmp_path / name)
    assert raised.value.code == "no_such_path"
    assert raised.value.hint
    assert name in raised.value.place


@pytest.mark.parametrize("name", ["brief.md", "scenario", "picture.png"])
def test_a_file_that_is_no_yaml_is_no_scenario(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Words.", encoding="utf-8")
    with pytest.raises(FormatError) as raised:
        read(tmp_path / name)
    assert raised.value.code == "not_a_scenario"


def test_links_in_a_circle_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(FormatError, match="circle"):
        read(tmp_path / "a")


def test_a_folder_without_a_scenario(tmp_path: Path) -> None:
    assert found(tmp_path) == [("F001", "scenario.yaml")]


def test_a_scenario_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").mkdir()
    assert found(tmp_path) == [("F004", "scenario.yaml")]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"title: \xff", 1, 8), ("title: é".encode("latin-1"), 1, 8), (b"a: 1\nb: \xe2\x28", 2, 4)],
)
def test_a_file_in_another_encoding(folder: Path, data: bytes, line: int, column: int) -> None:
    (folder / "scenario.yaml").write_bytes(data)
    diagnostic = only(folder)
    assert (diagnostic.code, diagnostic.line, diagnostic.column) == ("F002", line, column)


def test_utf_16_is_recognised(folder: Path) -> None:
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-16")
    assert "UTF-16" in only(folder).message


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8-sig")
    assert read(folder).diagnostics == ()


def test_windows_line_ends_do_no_harm(folder: Path) -> None:
    (folder / "scenario.yaml").write_bytes(SCENARIO.replace("\n", "\r\n").encode())
    assert read(folder).diagnostics == ()


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_an_empty_file(folder: Path, text: str) -> None:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    assert only(folder).code in ("F008", "F101")


def test_an_empty_part_keeps_the_rest_from_being_misjudged(folder: Path) -> None:
    (folder / "glossary.yaml").write_text("", encoding="utf-8")
    assert found(folder) == [("F008", "glossary.yaml")]


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 6 * 1024 * 1024])
def test_a_file_that_is_too_large_is_not_read(folder: Path, size: int) -> None:
    with open(folder / "scenario.yaml", "ab") as file:
        file.truncate(size)
    assert found(folder) == [("F003", "scenario.yaml")]


def test_a_file_of_the_largest_size_is_read(folder: Path) -> None:
    text = SCENARIO + "# "
    (folder / "scenario.yaml").write_text(text + "x" * (1024 * 1024 - len(text)), encoding="utf-8")
    assert read(folder).diagnostics == ()


def test_texts_are_held_to_the_same_size() -> None:
    reading = reading_with("summary: long.md", long_md="x" * (1024 * 1024 + 1))
    assert [d.code for d in reading.diagnostics] == ["F003"]


def test_too_many_files(folder: Path) -> None:
    (folder / "scenes").mkdir()
    for number in range(501):
        (folder / "scenes" / f"{number:03}.yaml").write_text(f"s{number}: {{}}", encoding="utf-8")
    assert "F003" in {code for code, _ in found(folder)}


def test_a_named_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / "scenario.yaml").unlink()
    os.mkfifo(folder / "scenario.yaml")
    assert found(folder) == [("F004", "scenario.yaml")]


def test_a_device_is_not_read(folder: Path) -> None:
    (folder / "scenario.yaml").unlink()
    (folder / "scenario.yaml").symlink_to("/dev/zero")
    assert found(folder) == [("F005", "scenario.yaml")]


@pytest.mark.parametrize(
    "name",
    ["../secret.md", "/etc/hostname.md", "link.md", "a/../../secret.md", "..\\secret.md", "folder_link/secret.md"],
)
def test_nothing_is_read_from_outside_the_folder(folder: Path, name: str) -> None:
    (folder.parent / "secret.md").write_text("secret", encoding="utf-8")
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    (folder / "folder_link").symlink_to(folder.parent)
    (folder / "scenario.yaml").write_text(laid_over(f"summary: {name}\n"), encoding="utf-8")
    reading = read(folder)
    assert reading.diagnostics[0].code in ("F005", "F006")
    assert reading.scenario is None
    assert "secret" not in reading.files.values()


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "real.md").write_text("A knock.", encoding="utf-8")
    (folder / "link.md").symlink_to("real.md")
    (folder / "scenario.yaml").write_text(laid_over("summary: link.md\n"), encoding="utf-8")
    assert read(folder).diagnostics == ()


@pytest.mark.parametrize("to", ["scenario.yaml", "nothing.yaml"], ids=["in a circle", "to nothing"])
def test_a_scenario_that_is_a_link_astray_is_not_said_to_be_missing(tmp_path: Path, to: str) -> None:
    (tmp_path / "scenario.yaml").symlink_to(to)
    diagnostic = only(tmp_path)
    assert diagnostic.code == "F004"
    assert diagnostic.message == "`scenario.yaml` is a link that leads to nothing, or in a circle."
    with pytest.raises(FormatError, match="a link that leads to nothing, or in a circle"):
        locate(tmp_path / "scenario.yaml")


def test_prose_links_in_a_circle(folder: Path) -> None:
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")
    (folder / "scenario.yaml").write_text(laid_over("summary: a.md\n"), encoding="utf-8")
    assert found(folder) == [("F004", "scenario.yaml")]


def test_a_missing_prose_file_is_reported_where_it_is_named(folder: Path) -> None:
    (folder / "scenario.yaml").write_text(laid_over("summary: brief.md\n"), encoding="utf-8")
    diagnostic = only(folder)
    assert (diagnostic.code, diagnostic.file, diagnostic.snippet) == ("F006", "scenario.yaml", "summary: brief.md")


@pytest.mark.parametrize("name", ["fact.yaml", "facts.yml", "inject.yaml", "scenes/late.yml", "scenario.yml"])
def test_a_part_with_a_mistyped_name_is_not_silently_left_out(folder: Path, name: str) -> None:
    (folder / "scenes").mkdir()
    (folder / name).write_text("x: {}", encoding="utf-8")
    assert found(folder) == [("F007", name)]


def test_other_yaml_files_are_nobodys_business(folder: Path) -> None:
    (folder / "rubric.yaml").write_text("x: {}", encoding="utf-8")
    (folder / ".hidden.yaml").write_text("x: {}", encoding="utf-8")
    assert read(folder).diagnostics == ()


def test_a_part_given_in_two_files_names_both(folder: Path) -> None:
    (folder / "facts.yaml").write_text("{}", encoding="utf-8")
    diagnostic = next(d for d in read(folder).diagnostics if d.code == "F018")
    assert diagnostic.file == "scenario.yaml"
    assert "`facts.yaml`" in diagnostic.message


def test_a_scene_given_in_two_files_names_both(folder: Path) -> None:
    (folder / "scenes").mkdir()
    door = "door: {roles: [police], text: A door., choices: {knock: {text: Knock., goto: kitchen}}}"
    (folder / "scenes" / "door.yaml").write_text(door, encoding="utf-8")
    (diagnostic,) = read(folder).diagnostics
    assert (diagnostic.code, diagnostic.file, diagnostic.line) == ("F018", "scenes/door.yaml", 1)
    assert "`scenario.yaml`" in diagnostic.message


def test_parts_and_scenes_may_stand_in_files_of_their_own(folder: Path) -> None:
    whole = read(folder).scenario
    parts = _parts(SCENARIO)
    facts, scenes = parts.pop("facts"), parts.pop("scenes")
    (folder / "scenario.yaml").write_text("".join(parts.values()), encoding="utf-8")
    (folder / "facts.yaml").write_text(_inside(facts), encoding="utf-8")
    (folder / "scenes").mkdir()
    first, second = _inside(scenes).split("kitchen:\n", 1)
    (folder / "scenes" / "1.yaml").write_text(first, encoding="utf-8")
    (folder / "scenes" / "2.yaml").write_text("kitchen:\n" + second, encoding="utf-8")
    assert read(folder).diagnostics == ()
    assert read(folder).scenario == whole


def _parts(text: str) -> dict[str, str]:
    from sim.format.example import _PART, _cut

    return _cut(text, _PART)


def _inside(part: str) -> str:
    return "".join(line[2:] for line in part.splitlines(keepends=True)[1:])


def test_a_part_that_is_not_yaml_keeps_other_errors_from_following(folder: Path) -> None:
    """What stands in the broken file is unknown: its names are not called unknown elsewhere."""
    text = "".join(part for name, part in _parts(SCENARIO).items() if name != "facts")
    (folder / "scenario.yaml").write_text(text.replace("kind: drill", "kind: story"), encoding="utf-8")
    (folder / "facts.yaml").write_text("alone: {topic: home\n", encoding="utf-8")
    assert sorted(code for code, _ in found(folder)) == ["F010", "F107"]


def test_nothing_is_ever_written(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    read(folder)
    (folder / "scenario.yaml").chmod(0o400)
    folder.chmod(0o500)
    try:
        read(folder)
    finally:
        folder.chmod(0o700)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
