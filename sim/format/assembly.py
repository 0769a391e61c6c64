"""Assembly: one tree out of the files of a scenario. Any top-level key may have a file of its own."""

from __future__ import annotations

from pathlib import PurePosixPath

from sim.format import catalogue
from sim.format.diagnostics import Problems, did_you_mean
from sim.format.fields import TOP
from sim.format.source import Source
from sim.format.tree import Mapping, Node, Scalar


def belongs(name: str) -> bool:
    """True if the YAML file *name* is a part of a scenario."""
    path = PurePosixPath(name)
    return path.suffix == ".yaml" and (str(path.parent) == "scenes" or name == f"{path.stem}.yaml" in _FILES)


_FILES = {f"{name}.yaml" for name in TOP.by_name}


def strays(names: list[str], problems: Problems) -> None:
    """Report files that were probably meant to be parts: a mistyped name is not silently left out."""
    for name in names:
        path = PurePosixPath(name)
        if belongs(name):
            continue
        source = Source(name, "")
        if path.suffix == ".yml" and (path.stem in TOP.by_name or path.stem == "scenario" or "/" in name):
            message = f"`{name}` is not read: a part of a scenario ends in .yaml."
            problems.add(catalogue.STRAY_FILE, source.whole(), message, "Rename it.")
        elif near := problems.near(path.stem, TOP.by_name):
            message = f"`{name}` is not read: no part of a scenario is called `{path.stem}`."
            problems.add(catalogue.STRAY_FILE, source.whole(), message, did_you_mean(f"{near}.yaml"))


def assembled(main: Mapping, parts: list[tuple[str, Node]], problems: Problems) -> Mapping:
    """*main* with the trees of *parts* (name of the file, tree) under their keys."""
    for name, whole in parts:
        path = PurePosixPath(name)
        tree = _unwrapped(whole, path, problems)
        if str(path.parent) == "scenes":
            _add_scenes(main, tree, problems)
            continue
        present = main.pairs.get(path.stem)
        key = Scalar(tree.source, 0, 0, path.stem)
        if present is None:
            if isinstance(tree, Mapping):
                tree.key = key
            main.pairs[path.stem] = (key, tree)
            continue
        problems.add(
            catalogue.PART_TWICE,
            present[0].place,
            f"`{path.stem}` is given here and in `{name}`.",
            "Keep one of them.",
        )
    return main


def _unwrapped(tree: Node, path: PurePosixPath, problems: Problems) -> Node:
    """*tree*, or what stands in it under the name of the part that its file is already: `facts:` in `facts.yaml`."""
    part = "scenes" if str(path.parent) == "scenes" else path.stem
    if not isinstance(tree, Mapping) or list(tree.pairs) != [part]:
        return tree
    key, inner = tree.pairs[part]
    if not isinstance(inner, Mapping):
        return tree
    where = "a file in `scenes/`" if part == "scenes" and path.stem != "scenes" else f"`{path.name}`"
    problems.add(
        catalogue.PART_TWICE,
        key.place,
        f"`{part}:` is said twice: {where} holds what stands under it.",
        "Take this line out, and begin the lines below it further left.",
    )
    return inner


def _add_scenes(main: Mapping, tree: Node, problems: Problems) -> None:
    if not isinstance(tree, Mapping):
        problems.add(
            catalogue.WRONG_FORM,
            tree.place,
            "A file in `scenes/` holds scenes by name.",
            "Begin it with the name of a scene and a colon.",
        )
        return
    present = main.get("scenes")
    if not isinstance(present, Mapping):
        if present is None:
            key = Scalar(tree.source, 0, 0, "scenes")
            main.pairs["scenes"] = (key, Mapping(tree.source, 0, 0, dict(tree.pairs), key))
        return
    for name, (key, scene) in tree.pairs.items():
        first = present.pairs.get(name)
        if first is None:
            present.pairs[name] = (key, scene)
            continue
        where = first[0].place
        problems.add(
            catalogue.PART_TWICE,
            key.place,
            f"The scene `{name}` is given here and in `{where.file}` on line {where.line}.",
            "Keep one of them, or rename one.",
        )
