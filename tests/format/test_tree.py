"""YAML as a tree: what stands where, the limits, and every failure one diagnostic in plain words."""

import pytest

from sim.format.diagnostics import Diagnostic, Problems
from sim.format.source import Source
from sim.format.tree import DEPTH, NODES, Mapping, Node, Scalar, Sequence, compose


def composed(text: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    problems = Problems()
    tree = compose(Source("a.yaml", text), problems)
    return tree, problems.found()


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in composed(text)[1]]


def test_a_tree_keeps_order_and_places() -> None:
    tree, found = composed("b: 1\na: [x, {y: 'zet'}]\n")
    assert not found
    assert isinstance(tree, Mapping)
    assert list(tree.pairs) == ["b", "a"]
    listed = tree.get("a")
    assert isinstance(listed, Sequence)
    inner = listed.items[1]
    assert isinstance(inner, Mapping)
    last = inner.get("y")
    assert isinstance(last, Scalar)
    assert (last.value, last.plain) == ("zet", False)
    assert (last.place.line, last.place.column, last.place.length) == (2, 12, 5)


def test_places_count_characters_and_not_bytes() -> None:
    tree, _ = composed("é: 👩\nb: {c: ü, d: here}\n")
    assert isinstance(tree, Mapping)
    inner = tree.get("b")
    assert isinstance(inner, Mapping)
    node = inner.get("d")
    assert node is not None
    assert (node.place.line, node.place.column) == (2, 14)


def test_windows_line_ends_and_a_byte_order_mark_change_no_place() -> None:
    tree, found = composed("\ufeffa: 1\r\nb: 2\r\n")
    assert not found
    assert isinstance(tree, Mapping)
    node = tree.get("b")
    assert node is not None
    assert (node.place.line, node.place.column, node.place.snippet) == (2, 4, "b: 2")


def test_scalars_are_text_whatever_they_look_like() -> None:
    tree, _ = composed("a: no\nb: 12:30:45\nc: 017\nd: 2026-99-99\ne: ~\nf: 1e9\n")
    assert isinstance(tree, Mapping)
    values = [node.value for _, node in tree.pairs.values() if isinstance(node, Scalar)]
    assert values == ["no", "12:30:45", "017", "2026-99-99", "~", "1e9"]


def test_an_empty_file_is_no_tree_and_no_error() -> None:
    assert composed("") == (None, ())
    assert composed("# nothing\n") == (None, ())


@pytest.mark.parametrize(("bracket", "code"), [("[", "F012"), ("{a: ", "F012"), ("- ", "F012"), ("? ", "F017")])
def test_a_hundred_thousand_nested_brackets_are_one_diagnostic(bracket: str, code: str) -> None:
    """Composing this with the C loader kills the process."""
    tree, found = composed(bracket * 100_000)
    assert tree is None
    assert [diagnostic.code for diagnostic in found] == [code]
    assert found[0].hint


def test_nesting_up_to_the_limit_is_read() -> None:
    assert codes("[" * DEPTH + "]" * DEPTH) == []
    assert codes("[" * (DEPTH + 1) + "]" * (DEPTH + 1)) == ["F012"]


def test_more_values_than_the_limit_are_one_diagnostic() -> None:
    assert codes("[" + "a," * (NODES - 2) + "]") == []
    assert codes("[" + "a," * (NODES + 10) + "]") == ["F013"]


def test_an_alias_bomb_is_never_unfolded() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert set(codes(bomb)) == {"F015"}


def test_several_documents_are_refused() -> None:
    assert codes("a: 1\n---\nb: 2\n") == ["F011"]


def test_a_key_given_twice_names_the_first() -> None:
    _, found = composed("a: 1\nb: 2\na: 3\n")
    assert [(d.code, d.line, d.column) for d in found] == [("F014", 3, 1)]
    assert "line 1" in found[0].message


@pytest.mark.parametrize("text", ["a: !!python/object/apply:os.system [id]", "a: !x 1", "a: !!str 1", "! a"])
def test_tags_are_refused(text: str) -> None:
    assert codes(text) == ["F016"]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert codes("<<: {a: 1}") == []


@pytest.mark.parametrize("text", ["[a, b]: c", "{a: 1}: c", "? [a]\n: b"])
def test_a_key_must_be_a_word(text: str) -> None:
    assert codes(text) == ["F017"]


@pytest.mark.parametrize(
    ("text", "said", "line", "column"),
    [
        ("a: b: c\n", "second colon", 1, 5),
        ("a:\n\tb: 1\n", "tab", 2, 1),
        ("a: `x`\n", "may not begin with a backtick", 1, 4),
        ("a: @x\n", "may not begin with `@`", 1, 4),
        ("a: **bold**\n", "may not begin with `*`", 1, 5),
        ("a: 'x\nb: 2\n", "never closed", 1, 4),
        ("a: {b: 1\nc: 2\n", "is not closed", 2, 2),
        ("a: [1, 2\n", "is not closed", 2, 1),
        ("a:\n  - x\n b: 1\n", "does not fit", 3, 2),
        ("- a\nb: c\n", "ends a list", 2, 1),
        ("a: b\n c\nd\n", "without a colon", 3, 1),
        ('a: "\\q"\n', "backslash", 1, 5),
        ('a: "\\ud800"\n', "half a character", 1, 7),
        ("a: |\n  x\n y: 1\n", "does not fit", 3, 2),
        ("a: [,]\n", "too much between brackets", 1, 5),
        ("%YAML 9.9\n---\na: 1\n", "", 1, 1),
    ],
)
def test_a_mistake_in_yaml_is_said_in_plain_words(text: str, said: str, line: int, column: int) -> None:
    tree, found = composed(text)
    assert tree is None
    assert [(d.code, d.line, d.column) for d in found] == [("F010", line, column)]
    assert said in found[0].message
    assert found[0].hint


@pytest.mark.parametrize("text", ["a: \x00", "a: \x1b[31m", "a: \ud800", "a: \ufffe", "a: \x85b", "a: \u2028b"])
def test_characters_that_yaml_does_not_take_are_no_error_of_yaml(text: str) -> None:
    """They are replaced, and reported as what they are, before YAML sees them."""
    assert codes(text) == []


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PyYAML that was built without libyaml."""
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader")


@pytest.mark.usefixtures("without_libyaml")
def test_without_the_c_parser_the_tree_is_the_same() -> None:
    text = "b: 1\na: [x, {y: 'zet'}]\nc: |\n  one\n  two\n"
    tree, found = composed(text)
    assert not found
    assert isinstance(tree, Mapping)
    assert list(tree.pairs) == ["b", "a", "c"]
    node = tree.get("c")
    assert isinstance(node, Scalar)
    assert (node.value, node.plain, node.place.line) == ("one\ntwo\n", False, 3)


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize("text", ["[" * 2_000, "{a: " * 2_000, "- " * 2_000])
def test_without_the_c_parser_the_limits_hold_too(text: str) -> None:
    assert codes(text) == ["F012"]
