"""The compiled variant: what building it needs, and (in the long form) that it plays as the source does."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(hatch_build.__file__).parent


@pytest.mark.parametrize("name", hatch_build.COMPILED)
def test_a_module_that_is_compiled_is_there_and_defines_no_struct(name: str) -> None:
    """The compiler would build a class that msgspec knows nothing of."""
    assert "(msgspec.Struct" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="on Windows setuptools looks for the compiler itself")
def test_without_a_compiler_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sysconfig, "get_config_var", {"CC": "some-cc -pthread"}.get)
    assert hatch_build.missing() == 'there is no "some-cc" here'
    said = hatch_build.NO_COMPILER.format(missing=hatch_build.missing())
    assert "apt install gcc" in said
    assert "plain Python" in said


def run(*command: str | Path, cwd: Path, **env: str) -> None:
    """Run *command*; what it said is shown if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=os.environ | env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"$ {' '.join(words)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"


@pytest.mark.soak
def test_the_compiled_rules_pass_the_tests_of_the_rules(tmp_path: Path) -> None:
    """Built as `make compiled` does, from the wheel, and beside it the tests: golden logs, every rule, the players."""
    if lacks := hatch_build.missing():
        pytest.skip(f"the engine can't be compiled here: {lacks}")
    run(sys.executable, "-m", "build", "-w", "--no-isolation", "-o", tmp_path, ROOT, cwd=tmp_path, SIM_COMPILED="1")
    (wheel,) = tmp_path.glob("*.whl")
    assert "none-any" not in wheel.name
    here = tmp_path / "here"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(here)
    for folder in ("tests", "scenarios", "docs"):
        shutil.copytree(ROOT / folder, here / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", here)
    wholly = (
        "import sim.engine, sim.players.table as table, scoring.roads as roads; assert sim.engine.COMPILED;"
        "assert table.__file__[-3:] != '.py'; assert roads.__file__[-3:] != '.py'"
    )
    run(sys.executable, "-c", wholly, cwd=here)
    run(sys.executable, "-m", "pytest", "-q", "-x", "tests/engine", "tests/players", "tests/scoring", cwd=here)
