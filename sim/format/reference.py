"""The reference page of the format, made from its definition and from the catalogue of diagnostics.

    python -m sim.format.reference > docs/format.md

A test compares the page with this.
"""

from __future__ import annotations

import re
from importlib import resources
from string import Template

from sim.engine.scenario import ForChild
from sim.format import condition_words, folder, scalars, tree, vocabulary
from sim.format.catalogue import KINDS
from sim.format.diagnostics import listed
from sim.format.effect_fields import EFFECTS
from sim.format.example import SCENARIO
from sim.format.fields import FORMAT, TOP
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

_ACTIVITIES = """\
## Activities

The shared vocabulary: what `does` may name, and conditions with `done.` and `started.`. Arguments are optional. A
notification happens at the moment of choosing, everything else when its time is up. What an activity means for the
children it names stands with it; their day is counted by it. What is not here goes under `activities` in the scenario.
"""

_END = """\
## What the checker says

Codes stay what they are. An error keeps a scenario from being played, a warning does not. Examples are laid over this
small scenario:

"""


def page() -> str:
    """The whole page."""
    parts = [
        _guide(),
        *(_section(record) for record in _records()),
        _ACTIVITIES,
        *_vocabulary(),
        _END,
        f"```yaml\n{SCENARIO}```\n",
    ]
    for kind in KINDS:
        example = f"\n```yaml\n{kind.example.rstrip()}\n```\n" if kind.example else ""
        parts.append(f"### {kind.code} {kind.title}\n\n{kind.severity.capitalize()}.\n{example}")
    return "\n".join(parts)


def _vocabulary() -> list[str]:
    """The activities by the headings of their file."""
    found = []
    known = {str(name): activity for name, activity in vocabulary.shared().items()}
    for block in re.split(r"^ *# --- ", vocabulary.text(), flags=re.MULTILINE)[1:]:
        rows = [f"### {block.partition(' ---')[0]}", "", "| Activity | Means | Arguments |", "|---|---|---|"]
        for name in re.findall(r"^  ([a-z_]+):$", block, re.MULTILINE):
            activity = known[name]
            told = " (a notification)" if activity.notification else ""
            against = f". Against: {', '.join(f'`{each}`' for each in activity.against)}" if activity.against else ""
            meant = f". For a child: {_for_child(activity.for_child)}" if activity.for_child is not None else ""
            rows.append(
                f"| `{name}` | {activity.title}{told}{meant}{against} | {', '.join(f'`{arg}`' for arg in activity.args)} |"
            )
        found.append("\n".join([*rows, ""]))
    return found


def _for_child(meaning: ForChild) -> str:
    """What an activity means for a child, in the words of its fields."""
    said = [name for name in ("asked", "parted", "promise") if getattr(meaning, name)]
    said += [f"step: {meaning.step}"] if meaning.step else []
    said += [f"explains: {', '.join(meaning.explains)}"] if meaning.explains else []
    said += [f"{name}: {how}" for name in ("trusted_adult", "basic_needs") if (how := getattr(meaning, name))]
    return "; ".join(f"`{each}`" for each in said)


def _guide() -> str:
    """The part of the page that is written by hand, with the figures of the code in it."""
    text = resources.files("sim.format").joinpath("guide.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        format=FORMAT,
        mebibytes=folder.LARGEST // 1024**2,
        values=f"{tree.NODES:,}",
        depth=tree.DEPTH,
        files=folder.MOST_FILES,
        name_length=scalars.LONGEST_NAME,
        reserved=listed(sorted(scalars.RESERVED), most=99),
        condition_length=condition_words.LONGEST,
        condition_depth=condition_words.DEEPEST,
    )


def _records() -> list[Record]:
    """The records with a section of their own, each once, as they come up from the top."""
    found: dict[str, Record] = {}
    todo: list[Shape] = [TOP]
    while todo:
        shape = todo.pop(0)
        if isinstance(shape, Record):
            if not _inline(shape):
                if shape.name in found:
                    continue
                if "tells" in shape.by_name:
                    found.setdefault(EFFECTS_SECTION.name, EFFECTS_SECTION)
                found[shape.name] = shape
            todo += [each.shape for each in shape.fields]
            todo += [shape.rest.of] if shape.rest is not None else []
        elif isinstance(shape, Listed | Named):
            todo.append(shape.of)
        elif isinstance(shape, Either):
            todo += [way for way in (shape.scalar, shape.sequence, shape.mapping) if way is not None]
    return list(found.values())


def _inline(record: Record) -> bool:
    """True for records that are said in the line of their field: cases, and mappings that only may have an `at`."""
    return record.name.endswith(" case") or all(each.name == "at" for each in record.fields)


EFFECTS_SECTION = Record(
    "effects",
    "What happens at the start and at the end of a choice, a form or an outcome. What injects bring about has one moment,"
    " and no `at`; what they teach stands under `teaches`.",
    EFFECTS,
)


def _section(record: Record) -> str:
    lines = [f"### {_titled(record)}", "", record.meaning, ""]
    lines += ["| Field | Value | Meaning | If left out | Example |", "|---|---|---|---|---|"]
    effects = {each.name for each in EFFECTS} & set(record.by_name)
    if record is not EFFECTS_SECTION and len(effects) > 2:
        lines += [_row(each) for each in record.fields if each.name not in effects]
        said = ", ".join(f"`{each.name}`" for each in record.fields if each.name in effects)
        lines.append(f"| {said} | see [effects](#effects) | What it brings about. | nothing | |")
    else:
        lines += [_row(each) for each in record.fields]
    if record.rest is not None:
        lines.append(f"| *{_key(record.rest.key)}* | {_said(record.rest.of)} | For this {_key(record.rest.key)}. | | |")
    return "\n".join([*lines, ""])


def _row(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    cells = (name, _said(field.shape), field.meaning, field.default, f"`{field.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _titled(record: Record) -> str:
    return record.name[:1].upper() + record.name[1:]


def _link(record: Record) -> str:
    return f"[{record.name}](#{record.name.replace(' ', '-')})"


def _said(shape: Shape) -> str:
    """A shape in words."""
    match shape:
        case Line():
            return "text"
        case Prose():
            return "prose"
        case Word(options):
            return " or ".join(f"`{option}`" for option in options)
        case Numeral():
            return _number(shape)
        case Truth():
            return "`true` or `false`"
        case Duration():
            return "duration"
        case Moment():
            return "date and time"
        case Day():
            return "date"
        case Pick():
            return "`any`, `at_most N`, `at_least N`, `exactly N` or `N to M`"
        case Expression():
            return "[condition](#conditions)"
        case New(noun):
            return "name of a protocol pack" if noun == "pack" else "name"
        case Ref(nouns, extra):
            return " or ".join([*nouns, *(f"`{word}`" for word in extra)])
        case Listed(of, cases=True):
            return "cases" if isinstance(of, Record) else f"cases of {_said(of)}"
        case Listed(Ref(nouns, ())):
            return f"list of {' or '.join(_PLURALS.get(noun, f'{noun}s') for noun in nouns)}"
        case Listed(Line()):
            return "list of texts"
        case Listed(Either(Ref(nouns), None, Record() as one)):
            return f"list of {_PLURALS.get(nouns[0], nouns[0])}, or of such {_said(one)}"
        case Listed(of):
            return f"list of {_said(of)}"
        case Named(key, of):
            return f"by {_key(key)}: {_said(of)}"
        case Either(None, Listed(Record() as one), Record() as other) if one is other:
            return f"{_said(one)}; or a list of such"
        case Either(None, Listed(Either(Ref(nouns), None, Record() as one)), Record() as other) if one is other:
            return f"list of {nouns[0]}s; or {_said(one)}; or a list of both"
        case Record():
            return _record_said(shape)
        case Either(scalar, sequence, mapping):
            return ", or ".join(dict.fromkeys(_said(way) for way in (scalar, sequence, mapping) if way is not None))
    raise AssertionError(shape)


def _record_said(record: Record) -> str:
    if not _inline(record) or record.rest is None:
        return _link(record)
    said = f"by {_key(record.rest.key)}: {_said(record.rest.of)}"
    return f"{said} (and `at`: `start` or `end`)" if record.fields else said


_PLURALS = {"activity": "activities", "basis": "grounds", "child": "children"}


def _number(shape: Numeral) -> str:
    words = "whole number" if shape.whole else "number"
    if shape.least is not None:
        words += f" from {shape.least:g}"
    if shape.most is not None:
        words += f" to {shape.most:g}"
    return f"{words}, `true` or `false`" if shape.truth else words


def _key(key: New | Ref) -> str:
    if isinstance(key, Ref):
        return " or ".join([*key.nouns, *(f"`{word}`" for word in key.extra)])
    return "term" if key.noun == "term" else "name"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
