"""The stages of reading: a folder or a set of texts -> a scenario and what is wrong with it.

The stages, each of which goes on after errors: texts (`folder`), trees (`tree`), one tree of all files
(`assembly`), names (`declared`), values (`reader`), the scenario (`builder`), and the checks that look at
all of it.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from pathlib import Path

from sim.engine.protocols import Pack
from sim.engine.scenario import Scenario
from sim.format import catalogue, vocabulary
from sim.format.assembly import assembled, belongs, strays
from sim.format.bindings import Own, bind
from sim.format.builder import build
from sim.format.checks import check
from sim.format.declared import Names, declared
from sim.format.diagnostics import Problems
from sim.format.fields import FORMAT, TOP
from sim.format.folder import Folder, Shelf, Texts
from sim.format.inspection import Inspection
from sim.format.packs import read_all
from sim.format.prose import Prosaist, report_controls
from sim.format.reader import Entry, Reader
from sim.format.reading import Reading, digest_of
from sim.format.source import Place, Source
from sim.format.tree import Mapping, Node, Scalar, compose


def read(path: Path | str) -> Reading:
    """Read the scenario at *path*, its folder or its file.

    Raises `FormatError` only if there is nothing at *path*; everything else is a diagnostic.
    """
    return read_shelf(Folder.at(Path(path)))


def read_files(files: AbstractMapping[str, str]) -> Reading:
    """Read a scenario from texts, as `Reading.files` has them: the same result, without a folder."""
    return read_shelf(Texts(files))


def read_shelf(shelf: Shelf) -> Reading:
    """Read the scenario whose texts *shelf* gives."""
    problems = Problems()
    library = _Library(shelf, problems)
    scenario, packs = _scenario(library, problems)
    found = problems.found()
    if any(diagnostic.is_error for diagnostic in found):
        scenario, packs = None, ()
    return Reading(scenario, found, library.texts, digest_of(library.texts), packs)


class _Library:
    """The files in use: each is read once, and its text kept for the record."""

    def __init__(self, shelf: Shelf, problems: Problems) -> None:
        self.shelf = shelf
        self.problems = problems
        self.texts: dict[str, str] = {}

    def source(self, name: str, place: Place) -> Source | None:
        """The file *name*, wanted at *place*."""
        if name not in self.texts:
            text = self.shelf.text(name, place, self.problems)
            if text is None:
                return None
            self.texts[name] = text
            source = Source(name, text)
            report_controls(source, self.problems)
            return source
        return Source(name, self.texts[name])

    def tree(self, name: str) -> Node | None:
        """The tree of a YAML file; None, and a diagnostic, if there is none."""
        source = self.source(name, Place(name))
        if source is None:
            return None
        before = self.problems.errors
        tree = compose(source, self.problems)
        if tree is None and self.problems.errors == before:
            self.problems.add(
                catalogue.EMPTY_FILE, source.whole(), "This file is empty.", "Write into it, or delete it."
            )
        return tree


def _scenario(library: _Library, problems: Problems) -> tuple[Scenario | None, tuple[Pack, ...]]:
    """All stages; what comes out is only a scenario if no errors were found."""
    complete = True
    parts: list[tuple[str, Node]] = []
    main = library.tree(library.shelf.main)
    others = library.shelf.parts() if main is not None or library.texts else []
    strays(others, problems)
    for name in filter(belongs, others):
        tree = library.tree(name)
        if tree is None:
            complete = False
        else:
            parts.append((name, tree))
    if main is not None and not isinstance(main, Mapping):
        message = "A scenario is a mapping: lines of `name: value`, as `title: Night at the duplex`."
        problems.add(catalogue.WRONG_FORM, main.place, message)
        return None, ()
    if main is None:
        complete = False
        main = Mapping(Source(library.shelf.main, ""), 0)
    top = assembled(main, parts, problems)
    if not _readable_version(top, problems):
        return None, ()
    shared = vocabulary.shared()
    names = declared(top, {name: tuple(activity.args) for name, activity in shared.items()})
    names.complete = complete
    reader = Reader(names, problems, Prosaist(problems, library.source, names.of("detail")))
    entry = reader.read(top, TOP)
    if not isinstance(entry, Entry) or not complete:
        return None, ()
    scenario = build(entry, shared, (condition for condition, _ in reader.conditions))
    inspection = Inspection(scenario, top, names, problems, reader.conditions)
    check(inspection)
    return scenario, bind(inspection, own_packs(library, names, problems))


def own_packs(library: _Library, names: Names, problems: Problems) -> Own:
    """The packs in `protocols/` beside the scenario, read under the same limits as all else."""

    def text(name: str) -> str | None:
        return library.texts[name] if library.source(name, Place(name)) is not None else None

    return read_all(library.shelf.packs(), text, names, problems)


def _readable_version(top: Mapping, problems: Problems) -> bool:
    """False if the scenario says that it is of a later format; then nothing else in it means anything to us."""
    node = top.get("format")
    if not isinstance(node, Scalar) or not node.value.isdecimal() or node.value == str(FORMAT):
        return True
    problems.add(
        catalogue.FORMAT_VERSION,
        node.place,
        f"This scenario is of format {node.value[:12]}, and this program reads format {FORMAT}.",
        "Use a newer version of the program, or ask who wrote the scenario.",
    )
    return False
