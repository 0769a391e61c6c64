"""Protocol packs: reads their files, with the same diagnostics as scenarios, and finds those that are shipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from sim.engine import protocols as p
from sim.engine.names import ActivityId
from sim.engine.scenario import Review
from sim.format import catalogue, parts, vocabulary
from sim.format.declared import Names
from sim.format.diagnostics import Diagnostic, Problems, did_you_mean, drawn, listed
from sim.format.errors import FormatError
from sim.format.folder import PacksFolder
from sim.format.library import packs_folder
from sim.format.pack_fields import PACK
from sim.format.phrases import plain_number
from sim.format.prose import Prosaist, report_controls
from sim.format.reader import Entry, Reader
from sim.format.source import Place, Source
from sim.format.tree import Mapping, Node, Scalar, Sequence, compose

NUMBER = re.compile(r"[A-Z]{1,4}-[0-9]{1,3}[a-z]?")
"""What a rule's number looks like: B-06, B-06t."""


class PackReading(msgspec.Struct, frozen=True):
    """What came of reading packs: those without errors by name, and what is wrong with any."""

    packs: dict[str, p.Pack]
    diagnostics: tuple[Diagnostic, ...]


@cache
def shipped() -> dict[str, p.Pack]:
    """The shipped packs by name, in the order of their files. Raises `FormatError`, with the first error, if one is wrong."""
    reading = read_packs(_texts(packs_folder()))
    if reading.diagnostics:
        message = "The protocol packs of this program can't be read."
        raise FormatError("packs", message, place=str(packs_folder()), hint=drawn(reading.diagnostics[0]))
    return reading.packs


def with_local(local: Path) -> PackReading:
    """The shipped packs and those in the folder *local*: a local pack stands in the place of a shipped one of its name.

    Its files are read as carefully as those of a scenario. One that cannot be used is named in the diagnostics and left out.
    """
    problems = Problems()
    shelf = PacksFolder(local)
    own = read_all(shelf.packs(), lambda name: shelf.text(name, Place(name), problems), _words(), problems)
    packs = {**shipped(), **own.packs}
    for pack in overlapping(packs, own, problems):
        packs.pop(pack)
    return PackReading(packs, problems.found())


def _texts(place: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(place.glob("*.yaml"))}


def read_packs(texts: dict[str, str]) -> PackReading:
    """Read packs from the texts of their files, by file name. No rule's number may stand in two of them."""
    problems = Problems()
    own = read_own(texts, _words(), problems)
    return PackReading(own.packs, problems.found())


class Own(msgspec.Struct, frozen=True):
    """Packs as they were just read. *places*: pack and number of a rule (or "": the pack itself) -> where it is written.

    *whole*: all of them could be read; else a name that is not here may stand in one that could not.
    """

    packs: dict[str, p.Pack]
    places: dict[tuple[str, str], Place]
    whole: bool


def read_all(names: Iterable[str], text: Callable[[str], str | None], known: Names, problems: Problems) -> Own:
    """Read packs from the files called *names*. *text* gives one's text; None, and a diagnostic, if it can't be had."""
    texts: dict[str, str] = {}
    whole = True
    for name in names:
        if name.endswith(".yml"):
            message = f"`{name}` is not read: a pack ends in .yaml."
            problems.add(catalogue.STRAY_FILE, Source(name, "").whole(), message, "Rename it.")
        elif (found := text(name)) is not None:
            texts[name] = found
        else:
            whole = False
    own = read_own(texts, known, problems)
    return own if whole else msgspec.structs.replace(own, whole=False)


def overlapping(used: dict[str, p.Pack], own: Own, problems: Problems, *, also: str = "") -> list[str]:
    """Report each rule of a pack of *own* whose number is that of a rule of another pack of *used*; the packs in which it is.

    A pack of one's own that has the name of a shipped one stands in its place: that is how its numbers can be had. *also*:
    what is to be said of the other pack.
    """
    first: dict[str, str] = {
        name: pack.name for pack in used.values() if pack.name not in own.packs for name in pack.rules
    }
    twice: dict[str, None] = {}
    for pack in used.values():
        for number in pack.rules if pack.name in own.packs else ():
            other = first.setdefault(number, pack.name)
            if other != pack.name:
                message = f"There is a rule `{number}` in the pack `{other}` already{also}."
                hint = f"Give this one another number, or call the pack `{other}` to have it in the place of that one."
                problems.add(catalogue.RULE_TWICE, own.places[pack.name, number], message, hint)
                twice[pack.name] = None
    return list(twice)


def read_own(texts: dict[str, str], names: Names, problems: Problems) -> Own:
    """Read packs from the texts of their files, which can speak of the activities in *names*; adds to *problems*."""
    found: dict[str, p.Pack] = {}
    places: dict[tuple[str, str], Place] = {}
    seen: dict[str, str] = {}
    whole = True
    for file, text in texts.items():
        before = problems.errors
        reading = _Pack(file, text, names, problems, seen)
        pack = reading.read()
        if pack is None or problems.errors > before:
            whole = False
            continue
        if pack.name in found:
            place, where = reading.places[""], places[pack.name, ""].file
            message = f"There is a pack `{pack.name}` in {where} already."
            problems.add(catalogue.RULE_TWICE, place, message, "Give this one another name.")
        found[pack.name] = pack
        places |= {(pack.name, number): place for number, place in reading.places.items()}
    return Own(found, places, whole)


def _words() -> Names:
    words = vocabulary.shared()
    return Names({"activity": dict.fromkeys(words)}, arguments={name: tuple(one.args) for name, one in words.items()})


class _Pack:
    """The reading of one file. *seen*: number of a rule -> the file that it stands in."""

    def __init__(self, file: str, text: str, known: Names, problems: Problems, seen: dict[str, str]) -> None:
        self.source = Source(file, text)
        self.problems = problems
        self.seen = seen
        self.places: dict[str, Place] = {}
        activities = known.of("activity")
        self.names = Names(
            {"activity": {**activities, **dict.fromkeys(p.MESSAGES)}},
            arguments={
                **{name: (*known.arguments.get(name, ()), "by") for name in activities},
                **dict.fromkeys(p.MESSAGES, ("about", "recipient", "basis", "by")),
            },
        )

    def read(self) -> p.Pack | None:
        """The pack; None if it is not even a mapping."""
        report_controls(self.source, self.problems)
        before = self.problems.errors
        tree = compose(self.source, self.problems)
        if tree is None:
            if self.problems.errors == before:
                message = "This file is empty."
                self.problems.add(catalogue.EMPTY_FILE, self.source.whole(), message, "Write into it, or delete it.")
            return None
        if not isinstance(tree, Mapping):
            message = "A pack is a mapping: lines of `name: value`, as `pack: florida`."
            self.problems.add(catalogue.WRONG_FORM, self.source.whole(), message)
            return None
        reader = Reader(self.names, self.problems, Prosaist(self.problems, lambda name, place: None))
        entry = reader.read(tree, PACK)
        if not isinstance(entry, Entry):
            return None
        named = tree.pairs.get("pack")
        self.places[""] = named[1].place if named is not None else self.source.whole()
        nodes = tree.get("rules")
        places = nodes.pairs if isinstance(nodes, Mapping) else {}
        rules = {
            name: rule
            for name, one in (entry.get("rules") or {}).items()
            if (rule := self._rule(name, one, entry, *places[name])) is not None
        }
        return p.Pack(
            name=entry.get("pack", ""),
            title=entry.get("title", ""),
            jurisdiction=entry.get("jurisdiction", ""),
            rules=rules,
            state=entry.get("state", "ready"),
            about=entry.get("about", ""),
        )

    def _rule(self, name: str, entry: Any, pack: Entry, key: Scalar, node: Node) -> p.Rule | None:
        if not isinstance(entry, Entry):
            return None
        if not NUMBER.fullmatch(name):
            self.problems.add(
                catalogue.BAD_NAME, key.place, f"`{name}` is no number of a rule.", "Write it as B-06 or B-06t."
            )
        if name in self.seen:
            message = f"There is a rule `{name}` in {self.seen[name]} already."
            self.problems.add(catalogue.RULE_TWICE, key.place, message, "Give this one another number.")
        self.seen.setdefault(name, self.source.name)
        self.places[name] = key.place
        first, last = entry.get("effective_from", ""), entry.get("effective_to", "")
        if first and last and last < first:
            message = f"`{name}` ends on {last}, before it begins on {first}."
            self.problems.add(catalogue.NEVER_HOLDS, key.place, message, "Put the days right.")
        written = entry.get("constraint")
        constraint = self._constraint(written, node) if isinstance(written, Entry) else None
        review = entry.get("review")
        return p.Rule(
            id=name,
            statement=entry.get("statement", ""),
            constraint=constraint,
            roles=tuple(entry.get("roles", ())),
            severity=entry.get("severity", "minor"),
            kind=entry.get("kind", "local"),
            rationale=entry.get("rationale", ""),
            source=entry.get("source", ""),
            jurisdiction=entry.get("jurisdiction") or pack.get("jurisdiction", ""),
            confidence=entry.get("confidence", "M"),
            effective_from=first,
            effective_to=last,
            limit=entry.get("limit", "source"),
            note=entry.get("note", ""),
            review=parts.review(review) if isinstance(review, Entry) else Review(),
        )

    def _constraint(self, entry: Entry, rule: Node) -> p.Constraint:
        constraint = p.Constraint(
            template=entry.get("template", "existence"),
            a=self._matches(entry.get("a")),
            b=self._matches(entry.get("b")),
            n=entry.get("n", 1),
            window=p.Window(entry.get("least", 0), entry.get("most")),
            per=entry.get("per"),
            given=self._matches(entry.get("given")),
        )
        self._arguments(entry.node)
        if "template" in entry.values and "a" in entry.values and not self._broken(entry.node):
            for fault in p.faults(constraint):
                self.problems.add(
                    catalogue.NOT_A_RULE, entry.node.place, fault, "docs/conformance.md says what each needs."
                )
        return constraint

    def _broken(self, node: Node) -> bool:
        """Has an error in it been reported already? Then what is missing may be what could not be read."""
        return any(
            spot.file == node.source.name and node.index <= spot.index < node.end for spot in self.problems.spots
        )

    def _matches(self, value: Any) -> tuple[p.Match, ...]:
        return tuple(self._match(one) for one in parts.lines(value))

    def _match(self, value: Any) -> p.Match:
        if not isinstance(value, Entry):
            return p.Match(ActivityId(value))
        guards = tuple(
            guard for argument, said in (value.get("where") or {}).items() for guard in _guards(argument, said)
        )
        return p.Match(
            ActivityId(value.get("activity", "")),
            guards,
            tuple(_interval(one) for one in parts.lines(value.get("during"))),
            tuple(_interval(one) for one in parts.lines(value.get("outside"))),
            value.get("phase", "done"),
        )

    def _arguments(self, node: Node) -> None:
        """Report arguments that their activity does not have: such a guard would never hold, without a word."""
        if isinstance(node, Sequence):
            for one in node.items:
                self._arguments(one)
        if not isinstance(node, Mapping):
            return
        activity, where = node.get("activity"), node.get("where")
        if isinstance(activity, Scalar) and isinstance(where, Mapping):
            known = self.names.arguments.get(activity.value)
            for argument, (key, _) in where.pairs.items() if known is not None else ():
                if known is not None and argument not in known:
                    message = f"`{activity.value}` has no argument `{argument}`."
                    hint = did_you_mean(self.problems.near(argument, known), f"It has {listed(known)}.")
                    self.problems.add(catalogue.UNKNOWN_NAME, key.place, message, hint)
        for _, value in node.pairs.values():
            self._arguments(value)


def _guards(argument: str, said: Any) -> Iterable[p.Guard]:
    if not isinstance(said, Entry):
        yield p.Guard(argument, "is", _values(said))
        return
    if (none := said.get("not")) is not None:
        yield p.Guard(argument, "is_not", _values(none))
    if (least := said.get("at_least")) is not None:
        yield p.Guard(argument, "at_least", (plain_number(least),))
    if (most := said.get("at_most")) is not None:
        yield p.Guard(argument, "at_most", (plain_number(most),))


def _values(said: Any) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, list) else (said,)


def _interval(entry: Entry) -> p.Interval:
    return p.Interval(
        tuple(p.Match(ActivityId(one)) for one in parts.lines(entry.get("opens"))),
        tuple(p.Match(ActivityId(one)) for one in parts.lines(entry.get("closes"))),
    )
