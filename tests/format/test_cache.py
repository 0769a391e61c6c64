"""The cache of compiled scenarios: never wrong, and never the reason why something fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.format import FormatError, cache, open_scenario, read, vocabulary
from sim.format import stages as stages_of_reading
from sim.format.example import SCENARIO
from tests.format.written import SMALL


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "scenario"))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each reading of YAML."""
    seen: list[object] = []
    original = stages_of_reading.read_shelf

    def counted(shelf: object) -> object:
        seen.append(shelf)
        return original(shelf)  # type: ignore[arg-type]

    monkeypatch.setattr(stages_of_reading, "read_shelf", counted)
    return seen


def kept() -> list[Path]:
    return sorted(cache.folder().glob("*.bin")) if cache.folder().exists() else []


def test_the_second_time_gives_the_same_without_reading(scenario: Path, readings: list[object]) -> None:
    first, second = open_scenario(scenario), open_scenario(scenario)
    assert len(readings) == 1
    assert first == second == read(scenario)
    assert list(second.scenario.scenes) == list(first.scenario.scenes) if first.scenario and second.scenario else False


def test_warnings_are_kept_too(scenario: Path, readings: list[object]) -> None:
    text = (scenario / "brief_police.md").read_text(encoding="utf-8")
    (scenario / "brief_police.md").write_text(text + "\n[b]loud[/b]\n", encoding="utf-8")
    assert [d.code for d in open_scenario(scenario).diagnostics] == ["F021", "F021"]
    assert [d.code for d in open_scenario(scenario).diagnostics] == ["F021", "F021"]
    assert len(readings) == 1


@pytest.mark.parametrize("name", ["scenario.yaml", "facts.yaml", "scenes/1_alone.yaml", "brief_police.md"])
def test_a_change_of_any_file_is_seen(scenario: Path, readings: list[object], name: str) -> None:
    before = open_scenario(scenario)
    with open(scenario / name, "a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = open_scenario(scenario)
    assert len(readings) == 2
    assert after.digest != before.digest
    assert after == read(scenario)


def test_a_new_part_is_seen(scenario: Path) -> None:
    open_scenario(scenario)
    (scenario / "fact.yaml").write_text("a: 1", encoding="utf-8")
    assert open_scenario(scenario).scenario is None


def test_a_prose_file_that_vanishes_is_seen(scenario: Path) -> None:
    open_scenario(scenario)
    (scenario / "brief_police.md").unlink()
    assert [d.code for d in open_scenario(scenario).diagnostics] == ["F006"]


def test_a_scenario_with_errors_is_not_kept(scenario: Path) -> None:
    (scenario / "facts.yaml").write_text("x: [", encoding="utf-8")
    assert open_scenario(scenario).scenario is None
    assert kept() == []


def test_another_vocabulary_or_other_code_is_another_key(
    scenario: Path, readings: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_scenario(scenario)
    monkeypatch.setattr(cache, "_code", lambda: "another state")
    open_scenario(scenario)
    assert len(readings) == 2
    monkeypatch.setattr(cache, "__version__", "99")
    open_scenario(scenario)
    assert len(readings) == 3


def test_the_code_stands_for_vocabulary_and_model() -> None:
    assert vocabulary.FILE in cache._code()
    assert "conditions.py" in cache._code()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off early": lambda data: data[:100],
    "cut off late": lambda data: data[:-1],
    "overwritten": lambda data: data[:-20] + b"x" * 20,
    "changed": lambda data: data.replace(b"Small children", b"Small chickens"),
    "foreign": lambda data: b"another program's file",
    "random": lambda data: os.urandom(1000),
    "without its hash": lambda data: cache.MARK + data[len(cache.MARK) + 32 :],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_or_foreign_file_is_read_anew_and_replaced(
    scenario: Path, readings: list[object], damage: Callable[[bytes], bytes]
) -> None:
    whole = open_scenario(scenario)
    (file,) = kept()
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert open_scenario(scenario) == whole
    assert len(readings) == 2
    assert file.read_bytes() == good


def test_a_file_of_another_shape_with_a_good_hash_is_not_used(scenario: Path) -> None:
    import hashlib

    import msgspec

    whole = open_scenario(scenario)
    (file,) = kept()
    payload = msgspec.msgpack.encode({"scenario": 1})
    file.write_bytes(cache.MARK + hashlib.sha256(payload).digest() + payload)
    assert open_scenario(scenario) == whole


def test_a_folder_in_place_of_the_file_does_no_harm(scenario: Path) -> None:
    whole = open_scenario(scenario)
    (file,) = kept()
    file.unlink()
    file.mkdir()
    assert open_scenario(scenario) == whole


def test_where_nothing_can_be_written_it_still_opens(
    scenario: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be stands for every way in which a folder can be of no use."""
    (home / "blocked").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "blocked"))
    assert open_scenario(scenario).scenario is not None


def test_a_full_disk_leaves_nothing_behind(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*names: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert open_scenario(scenario).scenario is not None
    assert list(cache.folder().iterdir()) == []


def test_only_so_many_are_kept(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    for number in range(5):
        (scenario / "injects.yaml").write_text(f"# {number}\n{{}}", encoding="utf-8")
        text = (scenario / "scenario.yaml").read_text(encoding="utf-8")
        (scenario / "scenario.yaml").write_text(text.replace("called_off", "called_off"), encoding="utf-8")
        assert open_scenario(scenario).scenario is not None
    assert len(kept()) == 3


def test_without_the_cache_nothing_is_written(scenario: Path) -> None:
    assert open_scenario(scenario, cache=False).scenario is not None
    assert kept() == []


def test_a_path_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        open_scenario(tmp_path / "nowhere")


def test_a_scenario_in_one_file_is_kept_too(tmp_path: Path, readings: list[object]) -> None:
    (tmp_path / "knock.yaml").write_text(SCENARIO, encoding="utf-8")
    assert open_scenario(tmp_path / "knock.yaml") == open_scenario(tmp_path / "knock.yaml")
    assert len(readings) == 1


def test_a_hit_does_not_load_yaml(scenario: Path, home: Path) -> None:
    """Importing YAML takes 46 ms, and the definition of the format some more: a hit needs neither."""
    open_scenario(scenario)
    program = (
        "import sys; from sim.format import open_scenario; assert open_scenario(sys.argv[1]).scenario;"
        "print(sorted({'yaml', 'sim.format.fields', 'sim.format.conditions'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(scenario)], capture_output=True, encoding="utf-8", check=False
    )
    assert run.stdout.strip() == "[]", run.stderr
