"""The JSON Schema takes what the reader takes, and refuses what one would wish an editor to mark."""

from pathlib import Path
from typing import Any

import pytest

from sim.format import read, shipped
from sim.format.assembly import assembled, belongs
from sim.format.diagnostics import Problems
from sim.format.example import SCENARIO, laid_over
from sim.format.fields import TOP
from sim.format.schema import schema
from sim.format.source import Source
from sim.format.tree import Mapping, Node, Scalar, Sequence, compose
from tests.format.written import NIGHT, SMALL

jsonschema = pytest.importorskip("jsonschema")

FOLDERS = {"duplex_small": SMALL, "night": NIGHT, **shipped()}


def plain(node: Node) -> Any:
    """*node* as an editor's YAML 1.2 sees it: numbers and booleans are no text."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, (_, value) in node.pairs.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.plain and node.value in ("true", "false"):
        return node.value == "true"
    if not node.plain:
        return node.value
    for kind in (int, float):
        try:
            return kind(node.value)
        except ValueError:
            continue
    return None if node.value in ("", "~", "null") else node.value


def composed(text: str) -> Any:
    tree = compose(Source("scenario.yaml", text), Problems())
    assert tree is not None
    return plain(tree)


@pytest.fixture(scope="module")
def validator() -> Any:
    written = schema()
    jsonschema.Draft202012Validator.check_schema(written)
    return jsonschema.Draft202012Validator(written)


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS.keys())
def test_whole_scenarios_are_valid(folder: Path, validator: Any) -> None:
    problems, texts = Problems(), read(folder).files
    trees = {name: compose(Source(name, text), problems) for name, text in texts.items() if name.endswith(".yaml")}
    main = trees.pop("scenario.yaml")
    assert isinstance(main, Mapping)
    parts = [(name, tree) for name, tree in sorted(trees.items()) if tree is not None and belongs(name)]
    assert [error.message for error in validator.iter_errors(plain(assembled(main, parts, problems)))] == []


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS.keys())
def test_each_file_is_valid_by_its_own_schema(folder: Path) -> None:
    written = schema()
    for name, text in read(folder).files.items():
        if not name.endswith(".yaml"):
            continue
        part = "scenes" if name.startswith("scenes/") else name.removesuffix(".yaml")
        reference = {"$ref": f"#/$defs/file_{part}"} if part != "scenario" else {}
        own = {**written, **reference} if not reference else {"$defs": written["$defs"], **reference}
        errors = list(jsonschema.Draft202012Validator(own).iter_errors(composed(text)))
        assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    "part",
    [
        "tittle: A knock\n",
        "kind: story\n",
        "minutes: ten\n",
        "format: one\n",
        "starts: tomorrow\n",
        "trains: telling\n",
        "children:\n  child_a: {name: A}\n",
        "children:\n  Child A: {name: A, age: 3}\n",
        "variables:\n  beds: {visible: maybe}\n",
        "scenes:\n  door: {roles: [police], text: A., think: 30, choices: {a: {text: A., goto: door}}}\n",
        "scenes:\n  door: {roles: [], text: A., choices: {a: {text: A., goto: door}}}\n",
        "scenes:\n  door: {roles: [police], text: A., choices: {a: {text: A., gotoo: door}}}\n",
        "scenes:\n  door: {roles: [police], text: A., choices: {a: {text: A., credit: {protocol: 2}, goto: door}}}\n",
        "scenes:\n  door: {roles: [police], text: A., form: {pick: some, items: {a: {text: A.}}, goto: door}}\n",
    ],
)
def test_mistakes_of_form_are_marked(part: str, validator: Any) -> None:
    assert validator.is_valid(composed(SCENARIO))
    assert not validator.is_valid(composed(laid_over(part)))


def test_every_field_is_described_for_the_editor() -> None:
    for each in TOP.fields:
        described = schema()["properties"][each.name]["description"]
        assert each.meaning in described
        assert each.example in described


def test_every_reference_leads_somewhere() -> None:
    written = schema()
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if "$ref" in part:
                found.append(part["$ref"].removeprefix("#/$defs/"))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(written)
    assert found
    assert set(found) <= set(written["$defs"])
