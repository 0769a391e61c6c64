"""Cases as they are named on the command line: opened, or refused with the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.errors import Failed, Misunderstood, unknown

if TYPE_CHECKING:
    from sim.engine.names import RoleId
    from sim.engine.seats import Mode, Pace
    from sim.format import Reading


def opened(name: str) -> Reading:
    """The case called *name*, or at that path; raises if there is none, or if it has errors (with the first of them)."""
    from sim.format import locate, open_scenario

    reading = open_scenario(locate(name))
    if reading.scenario is None:
        errors = reading.errors
        first = errors[0]
        place = f"{first.file}:{first.line}:{first.column}: " if first.line else ""
        raise Failed(
            f"{name} cannot be played: it has {len(errors)} {'error' if len(errors) == 1 else 'errors'}. "
            f"The first: {place}{first.message} All of them: sim check {name}"
        )
    return reading


def role_of(reading: Reading, word: str) -> RoleId:
    """The role that *word* names in the case; raises with the roles that there are."""
    assert reading.scenario is not None
    for role in reading.scenario.roles:
        if role == word.lower():
            return role
    unknown("role", word, reading.scenario.roles)


def tags_of(reading: Reading, words: tuple[str, ...]) -> tuple[str, ...]:
    """The content tags that *words* name, of scenes that the case can replace; raises with the tags that there are."""
    assert reading.scenario is not None
    there = {
        tag.replace("_", " ").casefold(): tag
        for scene in reading.scenario.scenes.values()
        if scene.instead
        for tag in scene.content
    }
    if not there:
        raise Misunderstood(
            "Nothing in this case can be left out: it has no scene with another one to be shown instead."
        )
    found = []
    for word in words:
        tag = there.get(word.replace("_", " ").casefold())
        if tag is None:
            unknown("tag", word, there)
        found.append(tag)
    return tuple(dict.fromkeys(found))


def check_pace(mode: Mode | None, pace: Pace | None) -> None:
    """Raise, with what there is, if *pace* does not go with *mode*."""
    from sim.sessions import PACES

    usual = mode or "practice"
    if pace is not None and pace not in PACES[usual]:
        raise Misunderstood(f"{usual} is not played at {pace} pace: it is played {' or '.join(PACES[usual])}.")
