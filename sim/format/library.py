"""The library: the scenarios that are shipped with the program, and how a name or a path finds one."""

from __future__ import annotations

from pathlib import Path

from sim.format.errors import FormatError
from sim.format.folder import MAIN

_ROOM = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder of shipped scenarios: inside the package when it is installed, beside it in a checkout."""
    installed = _ROOM / "_scenarios"
    return installed if installed.is_dir() else _ROOM.parent / "scenarios"


def packs_folder() -> Path:
    """The folder of shipped protocol packs: it stands beside this package, in a checkout and when it is installed."""
    return _ROOM.parent / "scoring" / "protocols"


def shipped() -> dict[str, Path]:
    """The shipped scenarios by name, in alphabetical order."""
    try:
        entries = sorted(folder().iterdir())
    except OSError:
        return {}
    return {entry.name: entry for entry in entries if (entry / MAIN).is_file()}


def locate(name_or_path: str | Path) -> Path:
    """The path of a scenario: of a shipped one by its name, else the path itself.

    A path wins over a name only if it looks like one (`./night`, `night/`, `night.yaml`). Raises `FormatError`
    with a near match if there is neither.
    """
    asked = str(name_or_path)
    names = shipped()
    if asked in names:
        return names[asked]
    path = Path(asked)
    astray = False
    try:
        # Names with a null character are not there either.
        if asked and path.exists():
            return path
        astray = path.is_symlink()
    except (OSError, ValueError):
        pass
    if astray:
        said = f"{asked} is a link that leads to nothing, or in a circle."
        raise FormatError("no_such_scenario", said, place=asked, hint="Mend the link, or give the folder itself.")
    import difflib

    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.6)
    if near:
        hint = f"Did you mean `{near[0]}`?"
    else:
        hint = "Give the folder of a scenario, or one of these: " + ", ".join(names) + "." if names else ""
    raise FormatError("no_such_scenario", f"There is no scenario `{asked}`.", place=asked, hint=hint)
