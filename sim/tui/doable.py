"""What can be done now: the acts of the screen that is open, with their keys and why one can't be, and how each is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec

from sim.settings import FIELDS, Field
from sim.tui.keymap import ACTS, BY_ID, all_shown

if TYPE_CHECKING:
    from sim.tui.everywhere import Everywhere


@runtime_checkable
class SaysWhyNot(Protocol):
    """A screen on which some acts can't be done at times."""

    def why_not(self, act: str) -> str:
        """Why the act of this name can't be done now, for a person; empty: it can."""


class Doable(msgspec.Struct, frozen=True):
    """Something that can be done: its keys, a sentence, why it can't be now (*off*), how it is done.

    *also*: other words under which it is found.
    """

    id: str
    key: str
    says: str
    go: Callable[[], Awaitable[object] | object]
    off: str = ""
    also: str = ""


async def run(chosen: Doable | None) -> None:
    """Do it; None: nothing was chosen."""
    if chosen is not None:
        done = chosen.go()
        if isinstance(done, Awaitable):
            await done


def here(app: Everywhere) -> list[Doable]:
    """What the screen that is open offers, then what can be done everywhere; what can't be now among it."""
    screen = app.screen
    off = screen.why_not if isinstance(screen, SaysWhyNot) else _never
    found: dict[str, Doable] = {}
    for active in screen.active_bindings.values():
        act = BY_ID.get(active.binding.id or "")
        if act is not None and act.listed and act.id not in found:
            go = partial(app.run_action, active.binding.action, active.node)
            found[act.id] = Doable(act.id, all_shown(act.id, app), act.says, go, off(act.id), f"{act.does} {act.also}")
    for act in ACTS:  # a dialog that is open keeps the app's own from being seen
        if act.place == "everywhere" and act.id not in found:
            found[act.id] = Doable(
                act.id,
                all_shown(act.id, app),
                act.says,
                partial(app.run_action, act.action),
                off(act.id),
                f"{act.does} {act.also}",
            )
    found.pop("everywhere.help", None)
    order = {act.id: place for place, act in enumerate(ACTS)}
    return sorted(found.values(), key=lambda each: (each.id.startswith("everywhere."), order[each.id]))


def _never(act: str) -> str:
    return ""


def everything(app: Everywhere) -> list[Doable]:
    """All that can be done now: what the screen offers, what can be done everywhere, and each value of each setting."""
    mine = [each for each in here(app) if not each.off and each.id != "everywhere.palette"]
    return [*mine, *pages(app), *settings(app)]


def pages(app: Everywhere) -> list[Doable]:
    """Pages to read."""
    from sim.tui.screens.help import Help, all_keys, how_play_works

    def read_how() -> None:
        app.push_screen(Help(how_play_works()))

    def read_keys() -> None:
        app.push_screen(Help(all_keys(app)))

    return [
        Doable("page.how", "", "How play works, on one page.", read_how, also="help rules"),
        Doable("page.keys", "", "All keys, on one page.", read_keys, also="help shortcuts bindings keyboard"),
    ]


def settings(app: Everywhere) -> list[Doable]:
    """Each value that a setting could have instead of its present one; for a guest, of those of the screen."""
    found = []
    for field in FIELDS:
        if app.guest and not field.screen:
            continue
        for value, about in field.values.items():
            if value != getattr(app.settings, field.name):

                def change(field: Field = field, value: object = value) -> None:
                    done = f"{field.title}: {field.said(value)}. Kept for the next time, too."
                    app.say(app.change(app.settings.having(field.name, value)) or done)

                id = f"set.{field.name}.{value}"
                found.append(
                    Doable(
                        id,
                        "",
                        f"{field.title}: {field.said(value)} ({about}).",
                        change,
                        also=f"{field.name} {value} setting",
                    )
                )
    return found
