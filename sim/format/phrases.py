"""Phrases of the reader's messages: values, counts and shapes as they are said to a person."""

from __future__ import annotations

from sim.format.cleaning import clean
from sim.format.diagnostics import listed
from sim.format.shapes import Either, Listed, Record, Ref


def short(text: str) -> str:
    """*text* on one line, cut to what can be said in a sentence."""
    text = " ".join(clean(text).split())
    return text if len(text) <= 60 else text[:57] + "..."


def plain_number(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:g}"


def many(count: int) -> str:
    """How many entries, in words."""
    return {0: "no entries", 1: "one entry"}.get(count, f"{count} entries")


def bounds(shape: Listed) -> str:
    """How many entries a list has, in a sentence."""
    if shape.most is None:
        return f"It has at least {many(shape.least)}."
    if shape.least == shape.most:
        return f"It has {many(shape.least)}."
    return f"It has from {shape.least} to {many(shape.most)}."


def with_article(noun: str) -> str:
    """A noun with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def one_of(shape: Ref) -> str:
    """The nouns that a name may be of, in words."""
    words = " or ".join(with_article(noun) for noun in shape.nouns)
    return f"{words} (or {listed(shape.extra)})" if shape.extra else words


def fields_of(shape: Record) -> str:
    """A record by its first fields."""
    first = [each.name for each in shape.fields if each.required] or [each.name for each in shape.fields][:3]
    if not first and shape.rest is not None:
        return "a mapping (`name: ...`)"
    return f"{with_article(shape.name)} with its fields ({listed(first)} ...)"


def ways(shape: Either) -> str:
    """The ways in which a value may be written."""
    ways = []
    if shape.scalar is not None:
        ways.append("a single value")
    if shape.sequence is not None:
        ways.append("a list")
    if shape.mapping is not None:
        ways.append("a mapping")
    return " or ".join(ways)
