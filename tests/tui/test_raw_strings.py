"""No string reaches a widget without having gone through `sim.tui.content`: checked in the source of the screens.

The types do most of it (`Words.show` takes no string). This looks at what types can't see: who builds `Content`, who uses a
widget of Textual's that reads markup, and what titles are made of. In tests a finding is a failure, so CI keeps it so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim.tui

ROOT = Path(sim.tui.__file__).parent

WIDGETS = {
    "Static": {"widgets/words.py"},
    "OptionList": {"widgets/picks.py"},
    "Input": {"widgets/writing.py"},
    "TextArea": {"widgets/writing.py"},
}
"""Textual's widgets that may be used, and the module that wraps each."""

MAKERS = {"content.py"}
"""Where `Content` is built and styled."""

TITLES = {
    "title",
    "sub_title",
    "border_title",
    "border_subtitle",
    "tooltip",
    "placeholder",
    "label",
    "TITLE",
    "SUB_TITLE",
}
CALLS = {
    "notify",
    "bell_text",
    "set_title",
    "from_markup",
    "from_rich_text",
    "from_text",
    "panic",
    "render_str",
    "set_options_text",
}
UPDATES = {"update", "add_option", "add_options", "write"}
LITERAL_ONLY = {"notify"}


def findings(source: str, name: str) -> Iterator[str]:
    """What is wrong in the module *name*, a line each."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        line = f"{name}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "textual":
                for alias in names:
                    if module == "textual.widgets" and name not in WIDGETS.get(alias.name, set()):
                        yield f"{line} uses Textual's {alias.name}: show text with Words or Picks"
                    if module == "textual.content" and alias.name != "Content" and name not in MAKERS:
                        yield f"{line} takes {alias.name} from textual.content"
            case ast.ImportFrom(module=str(module)) | ast.Import(names=[ast.alias(name=module)]) if (
                module.split(".")[0] == "rich" and module != "rich.cells"  # which measures, and shows nothing
            ):
                if name != "trouble.py":
                    yield f"{line} uses Rich, which reads markup"
            case ast.Call(func=ast.Name(id="Content")) if name not in MAKERS and name not in ("widgets/words.py",):
                yield f"{line} builds Content by hand: use plain, line or prose"
            case ast.Call(func=ast.Attribute(attr=str(attr)), args=args) if attr in CALLS:
                if attr not in LITERAL_ONLY or not all(_literal(arg) for arg in args):
                    yield f"{line} calls {attr}"
            case ast.Call(func=ast.Attribute(attr=str(attr)), args=[first, *_]) if attr in UPDATES:
                if _stringy(first):
                    yield f"{line} hands a string to {attr}"
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Attribute) and target.attr in TITLES and not _safe_title(value):
                        yield f"{line} makes {target.attr} of something that is neither a literal nor plain()"
            case ast.keyword(arg="markup", value=ast.Constant(value=True)):
                yield f"{line} turns markup on"
            case ast.keyword(arg=str(arg), value=value) if arg in TITLES and not _safe_title(value):
                yield f"{line} makes {arg} of something that is neither a literal nor plain()"
            case _:
                pass


def _literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (not isinstance(node.value, str) or "[" not in node.value)


def _safe_title(node: ast.expr) -> bool:
    return _literal(node) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "plain"
    )


def _stringy(node: ast.expr) -> bool:
    """Whether an expression is a string for sure: a literal, an f-string, or either of them put together or called upon."""
    match node:
        case ast.JoinedStr() | ast.Constant(value=str()):
            return True
        case ast.BinOp(left=left, right=right):
            return _stringy(left) or _stringy(right)
        case ast.Call(func=ast.Name(id="str")):
            return True
        case ast.Call(func=ast.Attribute(value=value)):
            return _stringy(value)
        case ast.IfExp(body=body, orelse=orelse):
            return _stringy(body) or _stringy(orelse)
        case _:
            return False


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_raw_string_reaches_a_widget(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert list(findings(path.read_text(encoding="utf-8"), name)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from textual.widgets import Static",
        "from textual.widgets import Label, Button",
        "from textual.widgets import Markdown",
        "from textual.content import Span",
        "from rich.text import Text",
        "import rich",
        "Content(text)",
        "Content.from_markup(text)",
        "self.notify(f'hello {name}')",
        "self.notify(text)",
        "app.notify('[b]x')",
        "widget.update(f'{a}')",
        "widget.update('a' + name)",
        "widget.update('%s' % name)",
        "widget.update('{}'.format(name))",
        "widget.update(str(view))",
        "widget.border_title = name",
        "self.sub_title = f'{name}'",
        "Thing(tooltip=name)",
        "Thing(markup=True)",
    ],
)
def test_the_check_bites(source: str) -> None:
    assert list(findings(source, "screens/some.py"))


@pytest.mark.parametrize(
    "source",
    [
        "self.query_one(Words).show(plain(name))",
        "widget.border_title = 'Messages'",
        "widget.border_title = plain(name)",
        "self.update(words)",
    ],
)
def test_the_check_lets_through_what_is_right(source: str) -> None:
    assert not list(findings(source, "screens/some.py"))
