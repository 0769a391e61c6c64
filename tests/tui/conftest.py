"""What the tests of the screens share: compiled cases, and read style sheets; each is found by its contents and nothing else."""

import gc
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token

LONG = 0.04
"""Seconds of the processor that looking for garbage may take; after a sweep it is 2 to 20 ms."""


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that lasts as long as the run: reading a case's text costs each test 80 ms otherwise."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def shared_cache(home: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take it, in a home that is this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled))


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """The app tidies up while a brief is read, and goes through all that was kept since the first test, up to 0.3 s each time.
    After a test in which that took long, what stays is put where it is not looked through again."""
    began, took = 0.0, 0.0

    def noted(phase: str, about: dict[str, int]) -> None:
        nonlocal began, took
        if phase == "start":
            began = process_time()
        elif about["generation"] == 2:
            took = max(took, process_time() - began)

    gc.callbacks.append(noted)
    yield
    gc.callbacks.remove(noted)
    if took > LONG:
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def style_sheets() -> Iterator[None]:
    """Read each style sheet once for all apps of the run. Textual has every app read them, and read all of them again for each
    screen that brings one of its own when it is opened for the first time."""
    themes: dict[object, dict[str, list[Token]]] = {}
    sheets: dict[object, list[RuleSet]] = {}

    def colours(variables: dict[str, str]) -> dict[str, list[Token]]:
        key = tuple(variables.items())
        if key not in themes:
            themes[key] = tokenize_values(variables)
        return themes[key]

    def read(scope: str, css: str, read_from: object, **how: Any) -> list[RuleSet]:
        theme = how["variable_tokens"]  # always one of those above, which are all kept: one object, one set of colours
        key = (scope, css, read_from, id(theme), how["is_default_rules"], how["tie_breaker"])
        if key not in sheets:
            sheets[key] = list(parse(scope, css, read_from, **how))
        return sheets[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "tokenize_values", colours)
        patch.setattr(stylesheet, "parse", read)
        yield
