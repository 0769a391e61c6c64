"""The oracles' environment: made beside the checkout's own, or named by ORACLES_PYTHON.

python tests/oracles/environment.py            makes it, and writes verdicts.tsv anew
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parent.parent / ".venv" / "oracles"
REQUIREMENTS = HERE / "requirements.txt"
TABLE = HERE / "verdicts.tsv"


def interpreter() -> Path:
    """The Python that has the oracles, installed if it was not there; raises `CalledProcessError` if that can't be done."""
    named = os.environ.get("ORACLES_PYTHON")
    if named:
        return Path(named)
    python = PLACE / "bin" / "python"
    ready = PLACE / ".ready"
    if not ready.exists() or ready.read_text() != REQUIREMENTS.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", PLACE], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", REQUIREMENTS], check=True)
        ready.write_text(REQUIREMENTS.read_text())
    return python


def asked() -> str:
    """The table as the oracles say it now."""
    return subprocess.run(
        [interpreter(), HERE / "ask.py"], check=True, capture_output=True, text=True, env={**os.environ, "TERM": "dumb"}
    ).stdout


if __name__ == "__main__":
    TABLE.write_text(asked())
    print(f"{TABLE}: {len(TABLE.read_text().splitlines())} lines")
