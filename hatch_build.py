"""A step of building the wheel: with SIM_COMPILED=1 the rules of play, and what scores are made by, are compiled, and faster.

    SIM_COMPILED=1 python -m pip install .

Without it nothing here happens, and the wheel is plain Python that runs everywhere. The source is the same for both: mypyc, which
comes with mypy, turns the modules named here into extension modules. What is not named stays interpreted beside them.
"""

import os
import shlex
import shutil
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = (
    "scoring/earnings.py",
    "scoring/look.py",
    "scoring/outlook.py",
    "scoring/plans.py",
    "scoring/roads.py",
    "scoring/scopes.py",
    "scoring/slack.py",
    "scoring/way.py",
    "sim/engine/book.py",
    "sim/engine/chance.py",
    "sim/engine/decisions.py",
    "sim/engine/effects.py",
    "sim/engine/endings.py",
    "sim/engine/hints.py",
    "sim/engine/history/__init__.py",
    "sim/engine/history/agenda.py",
    "sim/engine/history/decisions.py",
    "sim/engine/history/information.py",
    "sim/engine/history/session.py",
    "sim/engine/history/standing.py",
    "sim/engine/history/threads.py",
    "sim/engine/history/world.py",
    "sim/engine/lengths.py",
    "sim/engine/liveness.py",
    "sim/engine/messages.py",
    "sim/engine/news.py",
    "sim/engine/scenes.py",
    "sim/engine/showing.py",
    "sim/engine/state.py",
    "sim/engine/submit.py",
    "sim/engine/threads.py",
    "sim/engine/turn.py",
    "sim/engine/watch.py",
    "sim/players/chancer.py",
    "sim/players/glimpse.py",
    "sim/players/sight.py",
    "sim/players/table.py",
)
"""What each choice of a rehearsal passes through, and each step of the model's way on, by which scores are made.

A module that defines a msgspec.Struct can't be among them, since mypyc makes no class of another metaclass; conditions are handed
to other worlds than a `State` too, so they stay interpreted."""

NO_COMPILER = """\
SIM_COMPILED=1 needs a C compiler and the headers of this Python, and {missing}.
On Debian and Ubuntu: sudo apt install gcc python3-dev
Without SIM_COMPILED the program is installed as plain Python: it does the same, only rehearsing is slower."""


def missing() -> str:
    """What compiling lacks here, as the end of a sentence; empty if it lacks nothing. On Windows setuptools looks for itself."""
    if os.name == "nt":
        return ""
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(compiler) is None:
        return f'there is no "{compiler}" here'
    header = Path(sysconfig.get_path("include"), "Python.h")
    return "" if header.exists() else f"there is no {header}"


def compiled(into: Path) -> list[Path]:
    """Compile `COMPILED`, from the root of the project; the paths in *into* of the modules that were made."""
    from mypyc.build import mypycify  # type: ignore[import-untyped, unused-ignore]
    from setuptools import Distribution

    work = into / "work"
    extensions = mypycify(
        [f"--cache-dir={work / 'cache'}", *COMPILED],
        debug_level="0",
        target_dir=str(work),
        group_name="joint_response",
    )
    command = Distribution({"name": "joint-response", "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(into / "made"), str(work)
    command.ensure_finalized()
    command.run()
    return sorted(path for path in (into / "made").rglob("*") if path.suffix in (".so", ".pyd"))


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]
    """What Hatch calls before and after it writes a wheel."""

    folder: tempfile.TemporaryDirectory[str] | None = None

    def wanted(self) -> bool:
        """Is the compiled variant asked for?"""
        return os.environ.get("SIM_COMPILED", "") not in ("", "0")

    def dependencies(self) -> list[str]:
        """What building needs besides Hatch; the types of the libraries that the compiled modules use are among it."""
        if not self.wanted():
            return []
        return ["mypy[mypyc]>=2,<3", *(each for each in self.metadata.core.dependencies if each.startswith("msgspec"))]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put what was made into the wheel beside its source."""
        if not self.wanted():
            return
        if version == "editable":
            self.app.abort(
                "SIM_COMPILED=1 is not for an editable install: edits would change nothing. Leave out one of both."
            )
        if lacks := missing():
            self.app.abort(NO_COMPILER.format(missing=lacks))
        self.folder = tempfile.TemporaryDirectory(prefix="joint-response-compiled-")
        into = Path(self.folder.name)
        for path in compiled(into):
            build_data["force_include"][str(path)] = path.relative_to(into / "made").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """The wheel is written: what was made for it can go."""
        if self.folder is not None:
            self.folder.cleanup()
