"""Lengths: how long it can take to read a scene, whatever it says in this play or that.

Scenes are worded by what has happened and by what somebody has learned. Computers that follow the author's answers take the time
of the longest wording: so their pace tells nobody what they were shown, and it is the same whatever has been said before.
"""

from __future__ import annotations

from sim.engine.book import Book
from sim.engine.names import RoleId, Second
from sim.engine.news import seconds
from sim.engine.scenes import CompiledCases, SceneBook


def longest(book: Book, ready: SceneBook) -> Second:
    """Seconds that *ready* takes whoever of its roles reads most, with all that can be shown there, at its longest."""
    return max([_reading(book, ready, role, most=True) for role in ready.scene.roles])


def shortest(book: Book, ready: SceneBook) -> Second:
    """Seconds that *ready* takes whoever of its roles reads least, with no more than is always shown there, at its shortest."""
    return min([_reading(book, ready, role, most=False) for role in ready.scene.roles])


def _reading(book: Book, ready: SceneBook, role: RoleId, most: bool) -> Second:
    def words(cases: CompiledCases[str]) -> int:
        counts = [book.words(text) for _, text in cases]
        return (max if most else min)(counts, default=0)

    count = words(ready.all_text) + words(ready.own_text.get(role, ()))
    for place, test in ready.also[role]:
        if most or test is None:
            count += book.words(ready.scene.text.also[place].text)
    for choice in ready.order:
        way = ready.ways[choice]
        if most or choice in ready.always:
            count += words(way.text)
            for item, line in way.form.items.items() if way.form is not None else ():
                if most or line.if_ is None:
                    count += words(ready.lines[item])
    return seconds(count)
