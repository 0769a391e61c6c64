"""OpenSSL is not loaded by any command, and what is reckoned without it is the same."""

import json
import subprocess
import sys
from hashlib import blake2b, sha256
from pathlib import Path

import pytest

from sim.cli import openssl

ROOT = Path(__file__).parent.parent.parent

WITHOUT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sim.cli.openssl import leave_out
end = leave_out()
import asyncio, hashlib
loaded = [name for name in ("_ssl", "_hashlib") if sys.modules.get(name)]
end()
import ssl
print(json.dumps([loaded, hashlib.sha256(b"x").hexdigest(), hashlib.blake2b(b"x").hexdigest(), ssl.OPENSSL_VERSION]))
"""
COMMAND = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sim.cli import main
main(["list"], standalone_mode=False)
print(json.dumps([name for name in ("_ssl", "_hashlib", "ssl") if name in sys.modules]))
"""


def run(program: str) -> list[object]:
    """What *program* prints last, in a fresh interpreter."""
    command = [sys.executable, "-I", "-c", program, str(ROOT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, list)
    return found


def test_asyncio_and_hashlib_do_without_it_and_reckon_the_same_and_whoever_wants_it_later_finds_it() -> None:
    loaded, sha, blake, version = run(WITHOUT)
    assert loaded == []
    assert (sha, blake) == (sha256(b"x").hexdigest(), blake2b(b"x").hexdigest())
    assert "SSL" in str(version)


def test_a_command_leaves_it_out_and_nothing_of_that_stays_behind() -> None:
    assert run(COMMAND) == []


def test_what_is_loaded_already_stays() -> None:
    import ssl

    openssl.leave_out()()
    assert sys.modules["ssl"] is ssl


def test_where_python_has_no_hashes_of_its_own_those_of_openssl_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openssl, "OWN_HASHES", ("_sha3", "_no_such_hash"))
    monkeypatch.delitem(sys.modules, "_hashlib", raising=False)
    end = openssl.leave_out()
    try:
        assert sys.modules.get("_hashlib", "not left out") is not None
    finally:
        end()
