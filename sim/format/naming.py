"""Checks of names and of single parts: names used for two things, arguments of activities, numbers that fit."""

from __future__ import annotations

from sim.engine.names import ActivityId
from sim.format import catalogue
from sim.format.diagnostics import did_you_mean, listed
from sim.format.inspection import Inspection, Path
from sim.format.shapes import Noun
from sim.format.tree import Mapping, Node, Scalar, Sequence
from sim.format.vocabulary import shared

# Names that stand at the same place in a condition or a list, so that one can't be told from the other.
_TOGETHER: tuple[tuple[Noun, ...], ...] = (
    ("role", "desk", "child"),
    ("role", "variable"),
    ("fact", "topic"),
    ("milestone", "activity"),
    ("scene", "ending"),
)
_ABOUT_CHILDREN = ("child", "children")


def check(inspection: Inspection) -> None:
    """All checks of this room."""
    _two_things(inspection)
    _topics(inspection)
    for path in _effects(inspection):
        _arguments(inspection, path)
    _explanations(inspection)
    _variables(inspection)
    _review(inspection)


def _two_things(i: Inspection) -> None:
    for nouns in _TOGETHER:
        made: dict[str, tuple[Noun, Scalar]] = {}
        for noun in nouns:
            for name, key in i.names.of(noun).items():
                if key is None or not key.value:
                    continue
                first = made.setdefault(name, (noun, key))
                if first[0] != noun:
                    where = first[1].place
                    i.problems.add(
                        catalogue.TWO_THINGS,
                        key.place,
                        f"`{name}` is a {noun} here and a {first[0]} in {where.file} on line {where.line}.",
                        "Give one of them another name.",
                    )
    ours = {name for name, key in i.names.of("activity").items() if key is None}
    for name in ours & set(i.scenario.vocabulary) & set(i.names.of("milestone")):
        hint = "Give the milestone another name."
        i.report(catalogue.TWO_THINGS, ("milestones", name), f"`{name}` is an activity of the vocabulary too.", hint)
    for name in i.names.local_again:
        message = f"`{name}` is an activity of the shared vocabulary."
        i.report(catalogue.TWO_THINGS, ("activities", name), message, "Use that one, or take another name.")


def _topics(i: Inspection) -> None:
    """A topic is made by being used, so that a mistyped one would be a new one without a word."""
    titled = i.node(("topics",))
    if not isinstance(titled, Mapping):
        return
    for name, key in i.names.of("topic").items():
        near = i.problems.near(name, titled.pairs, likeness=0.8) if name not in titled.pairs else ""
        if key is not None and near:
            message = f"The topic `{name}` is not among `topics`."
            hint = f"Did you mean `{near}`? If not, give it a title there."
            i.problems.add(catalogue.NEW_TOPIC, key.place, message, hint)


def _effects(i: Inspection) -> list[Path]:
    """The paths of everything that may have `does`."""
    paths: list[Path] = [("injects", name) for name in i.scenario.injects]
    for scene, _, _ in i.scenes():
        paths += [way.path for way in i.ways(scene)]
    return paths


def _arguments(i: Inspection, path: Path) -> None:
    does = i.node((*path, "does"))
    for line in does.items if isinstance(does, Sequence) else ():
        for name, (_, arguments) in line.pairs.items() if isinstance(line, Mapping) else ():
            known = i.names.arguments.get(name)
            if known is None or not isinstance(arguments, Mapping):
                continue
            for argument, (key, value) in arguments.pairs.items():
                if argument not in known:
                    message = f"`{name}` has no argument `{argument}`."
                    hint = did_you_mean(
                        i.problems.near(argument, known), f"It has {listed(known)}." if known else "It has none."
                    )
                    i.problems.add(catalogue.UNKNOWN_NAME, key.place, message, hint)
                elif argument in _ABOUT_CHILDREN:
                    _children(i, value)


def _children(i: Inspection, value: Node) -> None:
    """Protocols follow single children by this argument: a mistyped one would be lost without a word."""
    for child in value.items if isinstance(value, Sequence) else [value]:
        if isinstance(child, Scalar) and not i.names.has(child.value, "child"):
            known = i.names.of("child")
            hint = did_you_mean(i.problems.near(child.value, known), f"The scenario has {listed(known)}.")
            i.problems.add(catalogue.UNKNOWN_NAME, child.place, f"There is no child called `{child.value}`.", hint)


def _explanations(i: Inspection) -> None:
    """What an activity explains is a step of some activity, or what one of its arguments says: a mistyped one explains nothing."""
    own = i.node(("activities",))
    names = [name for name in own.pairs if name in i.scenario.vocabulary] if isinstance(own, Mapping) else []
    if not names:
        return
    words = {**shared(), **i.scenario.vocabulary}
    steps = {word.for_child.step for word in words.values() if word.for_child is not None} - {""}
    for name in names:
        meaning = i.scenario.vocabulary[ActivityId(name)].for_child
        known = sorted(steps | set(i.names.arguments.get(name, ())))
        for number, word in enumerate(meaning.explains if meaning is not None else ()):
            if word not in known:
                message = f"`{word}` is no argument of `{name}`, and no step of any activity."
                hint = did_you_mean(i.problems.near(word, known), f"It can be one of {listed(known)}.")
                i.report(catalogue.UNKNOWN_NAME, ("activities", name, "for_child", "explains", number), message, hint)


def _variables(i: Inspection) -> None:
    for name, variable in i.scenario.variables.items():
        path: Path = ("variables", name)
        if not all(i.sound((*path, limit)) for limit in ("start", "min", "max")):
            continue
        if variable.least is not None and variable.most is not None and variable.least > variable.most:
            i.report(catalogue.OUT_OF_RANGE, (*path, "min"), "`min` is larger than `max`.", "Exchange them.")
        elif (variable.least is not None and variable.start < variable.least) or (
            variable.most is not None and variable.start > variable.most
        ):
            hint = "Choose a start between `min` and `max`; without one it is 0."
            i.report(catalogue.OUT_OF_RANGE, (*path, "start"), f"`{name}` starts outside its limits.", hint)


def _review(i: Inspection) -> None:
    review = i.scenario.review
    if review.state != "signed" or not i.sound(("review",)):
        return
    for name in ("by", "on", "expires"):
        if not getattr(review, name):
            message = f"A signed scenario says `{name}`."
            i.report(catalogue.MISSING_FIELD, ("review",), message, "Say who signed, when, and until when it holds.")
    if review.on and review.expires and review.expires <= review.on:
        i.report(catalogue.OUT_OF_RANGE, ("review", "expires"), "The review expires before it was signed.", "")
