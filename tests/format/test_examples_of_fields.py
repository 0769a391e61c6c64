"""Every example in the definition of the format is one: it reads as what its field expects."""

import pytest

from sim.format.declared import Names
from sim.format.diagnostics import Problems, drawn
from sim.format.fields import TOP, VOCABULARY
from sim.format.pack_fields import PACK
from sim.format.prose import Prosaist
from sim.format.reader import Reader
from sim.format.shapes import Either, Field, Listed, Named, Record, Shape
from sim.format.source import Source
from sim.format.tree import Mapping, compose


def fields(shape: Shape, found: dict[int, tuple[str, Field]], seen: set[int]) -> dict[int, tuple[str, Field]]:
    """Every field of the format, each once, with the record that it belongs to."""
    if isinstance(shape, Either):
        for way in (shape.scalar, shape.sequence, shape.mapping):
            if way is not None:
                fields(way, found, seen)
    elif isinstance(shape, Listed | Named):
        fields(shape.of, found, seen)
    elif isinstance(shape, Record) and id(shape) not in seen:
        seen.add(id(shape))
        for each in shape.fields:
            found[id(each)] = (shape.name, each)
            fields(each.shape, found, seen)
        if shape.rest is not None:
            fields(shape.rest.of, found, seen)
    return found


FOUND = [field for top in (TOP, VOCABULARY, PACK) for field in fields(top, {}, set()).values()]
FIELDS = {f"{record} {field.name} {number}": field for number, (record, field) in enumerate(FOUND)}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_an_example_is_read_as_its_field_expects(field: Field) -> None:
    if "..." in field.example:
        pytest.skip("an abridged example")
    problems = Problems()
    tree = compose(Source("example.yaml", f"{field.name}: {field.example}"), problems)
    assert isinstance(tree, Mapping), [drawn(d) for d in problems.found()]
    node = tree.get(field.name)
    assert node is not None
    # No names are known here; whatever else is wrong counts.
    names = Names(complete=False)
    Reader(names, problems, Prosaist(problems, lambda name, place: Source(name, "Words."), {"mother"})).read(
        node, field.shape
    )
    wrong = [drawn(d) for d in problems.found() if d.code not in ("F201", "F103")]
    assert wrong == []


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_a_meaning_is_a_sentence(field: Field) -> None:
    assert field.meaning.endswith(".")
    assert field.meaning[0].isupper() or field.meaning[0] == "`" or field.meaning.split()[0] == "draft"
