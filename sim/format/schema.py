"""The JSON Schema (draft 2020-12) of scenario files, made from the definition of the format.

Editors complete and check by it while one types. It says what a single file can say about itself; names,
conditions and what lies between scenes are the checker's.
"""

from __future__ import annotations

from typing import Any

from sim.format import condition_words, scalars
from sim.format.fields import TOP
from sim.format.shapes import (
    Day,
    Duration,
    Either,
    Expression,
    Field,
    Line,
    Listed,
    Moment,
    Named,
    New,
    Numeral,
    Pick,
    Prose,
    Record,
    Ref,
    Shape,
    Truth,
    Word,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"^[a-z][a-z0-9_]{{0,{scalars.LONGEST_NAME - 1}}}$"
# A text may look like a number to an editor's YAML; the reader takes it as the text it is.
_TEXT = ["string", "number", "boolean"]

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema of `scenario.yaml`; of every part that may have a file of its own, `$defs` has a `file_PART`."""
    writer = _Writer()
    top = writer.record(TOP)
    # The other fields may stand in files of their own.
    top["required"] = ["format", "scenario"]
    for each in TOP.fields:
        writer.defs[f"file_{each.name}"] = writer.field(each)
    return {
        "$schema": DIALECT,
        "title": "Scenario of Joint Response",
        **top,
        "$defs": dict(sorted(writer.defs.items())),
    }


class _Writer:
    """Writes shapes as schemas; each record once, under `$defs`."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}
        self._names: dict[int, str] = {}
        self._kept: list[Record] = []

    def shape(self, shape: Shape) -> Schema:
        """The schema of any shape."""
        if isinstance(shape, Record):
            return {"$ref": f"#/$defs/{self._name(shape)}"}
        if isinstance(shape, Either):
            ways = [way for way in (shape.scalar, shape.sequence, shape.mapping) if way is not None]
            written = [self.shape(way) for way in ways]
            return written[0] if len(written) == 1 else {"anyOf": written}
        if isinstance(shape, Listed):
            return _without_none(
                {
                    "type": "array",
                    "items": self.shape(shape.of),
                    "minItems": shape.least or None,
                    "maxItems": shape.most,
                }
            )
        if isinstance(shape, Named):
            return _without_none(
                {
                    "type": "object",
                    "propertyNames": self._keys(shape.key),
                    "additionalProperties": self.shape(shape.of),
                    "minProperties": shape.least or None,
                    "maxProperties": shape.most,
                }
            )
        return _single(shape)

    def record(self, record: Record) -> Schema:
        """The schema of a record, in place."""
        others: Schema | bool = False
        written: Schema = {"description": record.meaning, "type": "object"}
        if record.fields:
            written["properties"] = {each.name: self.field(each) for each in record.fields}
        if record.rest is not None:
            others = self.shape(record.rest.of)
            written["propertyNames"] = {"pattern": NAME}
        written["additionalProperties"] = others
        required = [each.name for each in record.fields if each.required]
        if required:
            written["required"] = required
        return written

    def field(self, field: Field) -> Schema:
        """The schema of a field, with its meaning for the editor to show."""
        meaning = f"{field.meaning} For example: {field.example}"
        if field.default:
            meaning += f" (If left out: {field.default}.)"
        return {"description": meaning, **self.shape(field.shape)}

    def _name(self, record: Record) -> str:
        known = self._names.get(id(record))
        if known is not None:
            return known
        base = record.name.replace(" ", "_")
        name = next(n for n in (base, *(f"{base}_{i}" for i in range(2, 50))) if n not in self.defs)
        self._names[id(record)] = name
        self._kept.append(record)  # an id is only good as long as its object lives
        self.defs[name] = {}
        self.defs[name] = self.record(record)
        return name

    @staticmethod
    def _keys(key: New | Ref) -> Schema:
        if isinstance(key, New) and key.noun == "term":
            return {"minLength": 1}
        return {"pattern": NAME}


def _single(shape: Shape) -> Schema:
    """The schema of a single value."""
    match shape:
        case Line() | Prose():
            return {"type": _TEXT}
        case Word(options):
            return {"enum": list(options)}
        case Numeral(least, most, whole, truth):
            kind: Any = "integer" if whole else "number"
            return _without_none({"type": [kind, "boolean"] if truth else kind, "minimum": least, "maximum": most})
        case Truth():
            return {"type": "boolean"}
        case Duration():
            return {"type": "string", "pattern": r"^([0-9]{1,6}(wd|[smhd]))+$"}
        case Moment():
            return {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}$"}
        case Day():
            return {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case Pick():
            return {
                "type": "string",
                "pattern": r"^(any|(at_most|at_least|exactly) [0-9]{1,2}|[0-9]{1,2} to [0-9]{1,2})$",
            }
        case Expression():
            return {"type": "string", "minLength": 1, "maxLength": condition_words.LONGEST}
        case New(noun):
            return {"type": "string", "minLength": 1} if noun == "term" else {"type": "string", "pattern": NAME}
        case Ref():
            return {"type": "string", "pattern": NAME}
    raise AssertionError(shape)


def _without_none(written: Schema) -> Schema:
    return {key: value for key, value in written.items() if value is not None}
