"""A headless browser, driven over a pipe: Chromium's own protocol, no socket, no driver program and no library.

`found()` is the place of a Chromium, or None. The environment variable `SIM_BROWSER` names another one than the usual.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",  # the tests may run as root, and open pages of our own only
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
HANDING_OVER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 20) for number in sys.argv[1:3]]
for place, end in zip((3, 4), ends):
    os.dup2(end, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""The browser reads what it is asked from descriptor 3 and answers on 4."""

PAPERS = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
"""Inches."""

PATIENCE = 60
"""Seconds that the browser has to answer before the test says that it hangs."""


def found() -> str | None:
    """The browser to test with."""
    named = os.environ.get("SIM_BROWSER")
    return named or next((place for name in NAMES if (place := shutil.which(name))), None)


class Browser:
    """One tab. *console*: what pages wrote there and what the browser complained of; *requests*: addresses
    that it asked for; *answers*: those that it got something from."""

    def __init__(self, process: subprocess.Popen[bytes], to: IO[bytes], frm: IO[bytes]) -> None:
        self._process, self._to, self._from = process, to, frm
        self._count, self._rest = 0, b""
        self.console: list[str] = []
        self.requests: list[str] = []
        self.answers: list[str] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session: str | None = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self._ask(f"{domain}.enable")

    def open(self, path: Path, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        """Show the file *path* in a window of that size, in the light or the dark scheme."""
        self.console.clear()
        self.requests.clear()
        self.answers.clear()
        self.resize(width, height)
        self.prefer(scheme)
        self._loaded = False
        self._ask("Page.navigate", url=path.as_uri())
        while not self._loaded:
            self._read()

    def resize(self, width: int, height: int = 900) -> None:
        """The window's size in CSS pixels."""
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def prefer(self, scheme: str = "light", media: str = "screen") -> None:
        """As if the person preferred *scheme*, or the page were printed."""
        self._ask(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """A key of the keyboard."""
        for kind in ("keyDown", "keyUp"):
            code = {"Tab": 9, "Enter": 13}[key]
            said = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self._ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **said)

    def picture(self, *, whole: bool = False) -> bytes:
        """The window, or the whole page, as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])

    def pdf(self, paper: str = "letter") -> bytes:
        """The page as it prints on US letter paper or A4, from a window as it is usually opened."""
        width, height = PAPERS[paper]
        self._ask("Emulation.clearDeviceMetricsOverride")
        self._ask("Emulation.setEmulatedMedia", media="", features=[])
        return base64.b64decode(
            self._ask(
                "Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=False, printBackground=True
            )["data"]
        )

    def tree(self) -> list[dict[str, Any]]:
        """What a screen reader is given: role and name of everything that is not ignored."""
        nodes = self._ask("Accessibility.getFullAXTree")["nodes"]
        return [
            {"role": node["role"]["value"], "name": node.get("name", {}).get("value", "")}
            for node in nodes
            if not node["ignored"]
        ]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._count += 1
        number = self._count
        message = {"id": number, "method": method, "params": params}
        if getattr(self, "_session", None) is not None:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer)
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], PATIENCE)
            assert ready, f"The browser has not answered for {PATIENCE} s."
            part = os.read(self._from.fileno(), 1 << 20)
            assert part, f"The browser ended with {self._process.poll()}."
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._hear(message.get("method"), message.get("params", {}))
        return message

    def _hear(self, method: str | None, params: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded = True
            case "Runtime.consoleAPICalled":
                self.console.append(f"{params['type']}: {params['args']}")
            case "Runtime.exceptionThrown":
                self.console.append(f"exception: {params['exceptionDetails']}")
            case "Log.entryAdded":
                self.console.append(f"{params['entry']['level']}: {params['entry']['text']}")
            case "Audits.issueAdded":
                self.console.append(f"issue: {params['issue']}")
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Network.responseReceived":
                self.answers.append(params["response"]["url"])


@contextmanager
def browsing(program: str) -> Iterator[Browser]:
    """A browser that knows nothing and nobody, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="browser-") as folder:
        child_in, to = os.pipe()
        frm, child_out = os.pipe()
        words = [program, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={folder}", "about:blank"]
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", HANDING_OVER, str(child_in), str(child_out), *words],
            pass_fds=(child_in, child_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": folder},
            start_new_session=True,
        )
        os.close(child_in)
        os.close(child_out)
        try:
            with open(to, "wb") as writing, open(frm, "rb", buffering=0) as reading:  # type: ignore[assignment]
                yield Browser(process, writing, reading)  # type: ignore[arg-type]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # it has a session of its own, with its helpers in it
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
