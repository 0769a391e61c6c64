"""Is the wheel whole? Build it, install it where nothing else is, and play the case there.

A step of `make test`, run before pytest: what is tested in the checkout says little about what a person installs. The
source distribution is built first and the wheel from it, so both are known to be whole.

Says nothing and ends with 0 when all is well; otherwise says what was run, what it answered and what was expected.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASE = "night_at_the_duplex"

# Where the folders of the checkout stand in the wheel.
SHIPPED = {"sim": "sim", "scoring": "scoring", "scenarios": "sim/_scenarios"}

# Answers for any decision of the case: the first choice and "continue" in turn, now and then another choice, so that a
# scene in which all must agree is not asked the same for ever. What is left over when the case has ended is not read.
ANSWERS = "\n".join(["1", "", "1", "", "2", "", "1", "", "3", "", "1", "", "4", ""] * 100) + "\n"


class NotWhole(Exception):
    """The wheel lacks something, or does not do what it should."""


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None, answers: str = "", limit: int = 60) -> str:
    """Run *command* in *cwd* for at most *limit* seconds; what it printed, if it ended with 0."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, input=answers, capture_output=True, encoding="utf-8", timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as expired:
        said = expired.stdout.decode(errors="replace") if isinstance(expired.stdout, bytes) else expired.stdout or ""
        raise NotWhole(f"$ {' '.join(words)}\nhad not ended after {limit} s; it last said:\n{said[-2000:]}") from None
    if done.returncode != 0:
        raise NotWhole(
            f"$ {' '.join(words)}\nended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
    return done.stdout


def build(into: Path) -> Path:
    """Build the source distribution, and from it the wheel; the wheel's path."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", into, ROOT, cwd=into, limit=300)
    wheels = list(into.glob("*.whl"))
    if len(wheels) != 1:
        raise NotWhole(f"expected one wheel, and there are {len(wheels)}: {wheels}")
    return wheels[0]


def compare(wheel: Path) -> None:
    """Every file of the shipped folders is in the wheel, and nothing of the rest of the checkout is."""
    there = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    due = {
        f"{place}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, place in SHIPPED.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith((".swp", "~", ".DS_Store"))
    }
    if missing := due - there:
        raise NotWhole(f"the wheel lacks {sorted(missing)}")
    if strange := there - due:
        raise NotWhole(f"the wheel has more than it should: {sorted(strange)}")
    if not any(name.startswith(f"sim/_scenarios/{CASE}/") for name in there):
        raise NotWhole(f"the wheel has no scenario {CASE}")


def install(wheel: Path, into: Path) -> Path:
    """Install *wheel* with its pinned dependencies in a new environment; the folder of its programs."""
    run(sys.executable, "-m", "venv", into, cwd=into.parent, limit=120)
    programs = into / ("Scripts" if os.name == "nt" else "bin")
    options = ["-qq", "--disable-pip-version-check", "-c", ROOT / "constraints.txt"]
    run(programs / "python", "-m", "pip", "install", *options, wheel, cwd=into.parent, limit=600)
    return programs


def play(programs: Path, workshop: Path) -> None:
    """Use the installed command as a person would, with an empty home, from a folder that is not the checkout."""
    home = workshop / "home"
    home.mkdir()
    keep = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    env |= {"HOME": str(home), "USERPROFILE": str(home), "LANG": "C.UTF-8"}
    env |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    sim = programs / "sim"

    said = run(programs / "python", "-c", "import sim; print(sim.__file__)", cwd=workshop, env=env)
    where = Path(said.strip()).parent
    if not where.is_relative_to(programs.parent):
        raise NotWhole(f"sim was imported from {where} and not from the new environment")

    scenarios = json.loads(run(sim, "list", "--json", cwd=workshop, env=env))
    if CASE not in (names := [scenario["name"] for scenario in scenarios]):
        raise NotWhole(f"sim list --json names {names}, and not {CASE}")

    run(sim, "check", where / "_scenarios" / CASE, cwd=workshop, env=env)

    options = ["--role", "police", "--plain", "--mode", "practice", "--pace", "untimed", "--seed", "1"]
    said = run(sim, "play", CASE, *options, cwd=workshop, env=env, answers=ANSWERS)
    if "debrief" not in said.lower():
        raise NotWhole(f"sim play ended with 0 and never came to the debrief; it last said:\n{said[-2000:]}")


def main() -> int:
    """Run all steps; the exit code."""
    with tempfile.TemporaryDirectory(prefix="joint-response-wheel-") as folder:
        workshop = Path(folder)
        try:
            wheel = build(workshop)
            compare(wheel)
            play(install(wheel, workshop / "environment"), workshop)
        except NotWhole as fault:
            print(fault, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
