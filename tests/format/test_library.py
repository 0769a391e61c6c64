"""Names and paths of scenarios: shipped ones, one's own, and near matches for neither."""

from pathlib import Path

import pytest

from sim.format import FormatError, library, locate, read, shipped


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two scenarios and a folder that is none."""
    (tmp_path / "sim").mkdir()
    for name in ("night", "morning", "notes"):
        (tmp_path / "scenarios" / name).mkdir(parents=True)
        if name != "notes":
            (tmp_path / "scenarios" / name / "scenario.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(library, "_ROOM", tmp_path / "sim")
    return tmp_path


def test_shipped_scenarios_are_those_with_a_scenario_file(room: Path) -> None:
    assert shipped() == {"morning": room / "scenarios" / "morning", "night": room / "scenarios" / "night"}


def test_an_installed_package_has_them_inside(room: Path) -> None:
    inside = room / "sim" / "_scenarios" / "day"
    inside.mkdir(parents=True)
    (inside / "scenario.yaml").write_text("", encoding="utf-8")
    assert shipped() == {"day": inside}


def test_without_the_folder_there_are_none(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_ROOM", room / "elsewhere" / "sim")
    assert shipped() == {}


def test_a_name_finds_a_shipped_scenario_wherever_one_stands(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(room)
    assert locate("night") == room / "scenarios" / "night"
    assert locate(Path("night")) == room / "scenarios" / "night"


def test_a_path_finds_itself(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(room)
    assert locate("scenarios/notes") == Path("scenarios/notes")
    assert locate(room / "scenarios" / "night" / "scenario.yaml") == room / "scenarios" / "night" / "scenario.yaml"


@pytest.mark.parametrize(
    ("asked", "hint"), [("nihgt", "`night`"), ("zzz", "morning, night"), ("", "morning"), ("a\0b", "morning")]
)
def test_what_is_neither_comes_with_what_there_is(room: Path, asked: str, hint: str) -> None:
    with pytest.raises(FormatError) as raised:
        locate(asked)
    assert raised.value.code == "no_such_scenario"
    assert hint in raised.value.hint
    assert hint in str(raised.value)


def test_every_shipped_scenario_is_whole_and_called_like_its_folder() -> None:
    assert shipped()
    for name, path in shipped().items():
        reading = read(path)
        assert reading.scenario is not None, reading.errors
        assert reading.scenario.name == name
