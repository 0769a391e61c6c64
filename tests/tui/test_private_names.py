"""No class of the screens takes a private name that Textual uses itself: it has many, and they change without notice."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator

import sim.tui


def classes() -> Iterator[type]:
    """All classes of the screens that stand on one of Textual's."""
    for found in pkgutil.walk_packages(sim.tui.__path__, "sim.tui."):
        module = importlib.import_module(found.name)
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and any(
                base.__module__.startswith("textual.") for base in cls.__mro__
            ):
                yield cls


def private_names(cls: type) -> set[str]:
    """The private names that the source of *cls* defines or sets on itself."""
    names = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(cls)))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                names.add(name)
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def test_no_private_name_of_textual_is_taken() -> None:
    seen = 0
    for cls in classes():
        seen += 1
        bases = [base for base in cls.__mro__ if base.__module__.startswith("textual.")]
        text = "".join(inspect.getsource(inspect.getmodule(base) or base) for base in bases)
        taken = {name for name in private_names(cls) if any(hasattr(base, name) for base in bases)}
        taken |= {name for name in private_names(cls) if f"self.{name} " in text or f"self.{name}:" in text}
        assert not taken, f"{cls.__qualname__} takes {taken}"
    assert seen > 10
