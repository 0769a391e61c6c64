"""The settings: all of them on one page, each changed where it stands and kept at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.screen import Screen

from sim.settings import FIELDS, Field, Settings, place
from sim.tui.content import line, page, plain, row
from sim.tui.dialogs.value import Press, Value, Word
from sim.tui.doable import Doable, run
from sim.tui.keymap import ACTS, BY_ID, PLACES, Act, all_shown, bindings
from sim.tui.keynames import face
from sim.tui.names import listed, readable
from sim.tui.ownkeys import clash, keeps
from sim.tui.widgets.keys import Key, Keys
from sim.tui.widgets.picks import Pick, Picks
from sim.tui.widgets.words import Words

if TYPE_CHECKING:
    from sim.tui.everywhere import Everywhere

ANOTHER = "another tag"
FEW = "This terminal has sixteen colours or fewer: its own two are shown, whatever is set."
NONE = "NO_COLOR is set: the terminal’s own two colours are shown, whatever is set here."
GUEST = "How this screen looks and sounds. All else belongs to whose laptop it is, and is not shown here."
NAME = 18
"""Cells for the name of a setting."""


class SettingsScreen(Screen[None]):
    """Every setting with its value; Enter changes one. A guest at somebody's laptop sees those that are about the screen."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("settings")

    @property
    def joint(self) -> Everywhere:
        """The app, which has the settings."""
        return cast("Everywhere", self.app)

    def compose(self) -> ComposeResult:
        self.guest = self.joint.guest
        self.fields = [field for field in FIELDS if field.screen or not self.guest]
        yield Words(id="heading")
        yield Picks(id="picks")
        yield Words(id="about")
        yield Words(id="status")
        yield Keys(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Keys).offer(
            [
                Key("↑↓", "move"),
                Key("list.take", "change it"),
                Key("settings.usual"),
                Key("everywhere.help"),
                Key("settings.close"),
            ]
        )
        self._show()
        self.query_one(Picks).focus()
        self.query_one(Picks).at_once = True
        self.say(
            ("" if self.guest else self.joint.trouble_with_settings())
            or (NONE if self.joint.no_color else FEW if self.joint.few_colours else "")
        )

    def _show(self) -> None:
        about = GUEST if self.guest else f"Kept in {_from_home(place())}, where each is explained too."
        self.query_one("#heading", Words).show(page(row(plain("Settings", "title")), row(plain(about, "muted"))))
        self.query_one(Picks).offer([_line(field, self.joint.settings) for field in self.fields], ready=True)

    def say(self, words: str) -> None:
        """A line above the keys."""
        self.query_one("#status", Words).show(plain(words, "new"))

    def on_option_list_option_highlighted(self, event: Picks.OptionHighlighted) -> None:
        """Say what the highlighted setting is about."""
        field = self.fields[event.option_index]
        others = [f"{_shown(field, value)}: {about}" for value, about in field.values.items()]
        self.query_one("#about", Words).show(
            page(row(field.about), *[row(plain(each, "muted"), "– ") for each in others])
        )

    def on_picks_committed(self, message: Picks.Committed) -> None:
        """Change the setting that is highlighted."""
        message.stop()
        field = next(field for field in FIELDS if field.name == message.ids[0])
        self.say("")
        {"one": self._ask_value, "words": self._ask_words, "list": self._ask_list, "keys": self._ask_keys}[field.kind](
            field
        )

    def on_picks_hesitated(self, message: Picks.Hesitated) -> None:
        message.stop()

    # --- one of its values

    def _ask_value(self, field: Field) -> None:
        values = {str(n): value for n, value in enumerate(field.values)}
        picks = [
            Pick(id, page(row(f"{_shown(field, value)}: {field.values[value]}")), "", int(id) + 1)
            for id, value in values.items()
        ]
        present = next(id for id, value in values.items() if value == getattr(self.joint.settings, field.name))

        def look(id: str) -> None:
            self.joint.apply(self.joint.settings.having(field.name, values[id]))

        def picked(ids: tuple[str, ...] | None) -> None:
            if ids is None:
                self.joint.apply(self.joint.settings)
            else:
                self._keep(field.name, values[ids[0]])

        look_at = look if field.name in ("theme", "symbols") else None
        self.app.push_screen(Value(field.title, field.about, picks, present=present, look=look_at), picked)

    # --- words, and lists of them

    def _ask_words(self, field: Field) -> None:
        def written(words: str | None) -> None:
            if words is not None:
                self._keep(field.name, words)

        self.app.push_screen(Word(field.title, field.about, getattr(self.joint.settings, field.name)), written)

    def _ask_list(self, field: Field) -> None:
        present: tuple[str, ...] = getattr(self.joint.settings, field.name)
        tags = sorted({*present, *content_tags()})
        picks = [Pick(tag, page(row(readable(tag))), tag) for tag in tags]
        picks.append(Pick(ANOTHER, page(row(plain("another one, by its tag", "muted")))))

        def named(tag: str | None, rest: tuple[str, ...] = ()) -> None:
            words = (tag or "").strip().replace(" ", "_").lower()
            self._keep(field.name, (*rest, words) if words else rest)

        def ticked(ids: tuple[str, ...] | None) -> None:
            if ids is None:
                return
            chosen = tuple(id for id in ids if id != ANOTHER)
            if ANOTHER in ids:
                self.app.push_screen(
                    Word(field.title, "The tag, as the case's author wrote it."), partial(named, rest=chosen)
                )
            else:
                self._keep(field.name, chosen)

        self.app.push_screen(Value(field.title, field.about, picks, several=True, ticked=present), ticked)

    # --- keys

    def _ask_keys(self, field: Field) -> None:
        """The list of acts, to search; one that is taken is given a key, and the list comes back."""
        from sim.tui.screens.find import Find

        own = self.joint.settings.keys
        entries = [_act(act, self.joint, partial(self._ask_key, field, act)) for act in ACTS]
        if own:
            all_usual: Callable[[], object] = partial(self._keep, field.name, {})
            entries.insert(0, Doable("usual", "", "All keys as usual.", all_usual, also="reset default"))
        self.app.push_screen(Find("Which key do you want to change?", entries, verb="change it"), run)

    def _ask_key(self, field: Field, act: Act) -> None:
        own = dict(self.joint.settings.keys)

        def refuse(key: str) -> str:
            other = clash(act.id, key, own)
            if other is None:
                return ""
            return f"{face(key)} is taken already: {PLACES[other.place]}, {other.says} Press another."

        def pressed(key: str | None) -> None:
            if key is not None:
                keys = {id: each for id, each in own.items() if id != act.id}
                if key and key != act.keys:
                    keys[act.id] = key
                self._keep(field.name, keys)
            self._ask_keys(field)

        about = f"{PLACES[act.place]}: {act.says} Now: {all_shown(act.id, self.app)}. Usually: {all_shown(act.id)}."
        self.app.push_screen(Press("A key of your own", about, refuse), pressed)

    # --- keeping

    def _keep(self, name: str, value: Any) -> None:
        """Take a value, keep it, and say if it can't be kept; a broken file is put aside only if that is wanted."""
        settings = self.joint.settings.having(name, value)
        if not self.joint.found.broken:
            self.say(self.joint.change(settings) or "Changed, and kept.")
            return
        from sim.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.say(self.joint.change(settings, anew=True) or "Changed, and kept in a new file.")
            else:
                self.say(self.joint.change(settings))

        about = page(
            row(str(self.joint.found.problems[0])),
            row(f"A new file can be written. The old one stays beside it, as {place().name}.bak.", gap=1),
        )
        self.app.push_screen(
            Confirm(
                "The file of settings can't be understood", about, yes="write a new one", no="leave it, change for now"
            ),
            answered,
        )

    def on_everywhere_changed(self) -> None:
        """The settings are others now, perhaps not by this screen."""
        self._show()

    def action_usual(self) -> None:
        """The highlighted setting as usual."""
        at = self.query_one(Picks).highlighted
        if at is not None:
            self._keep(self.fields[at].name, self.fields[at].default)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def _from_home(path: Path) -> str:
    """*path* as people say it: `~` for one's own folder."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):  # it is elsewhere; there is no such folder
        return str(path)


def _shown(field: Field, value: Any) -> str:
    """A value as a person says it."""
    if field.kind == "keys":
        own = [f"{BY_ID[act].does}: {face(key.split(',')[0])}" for act, key in value.items() if act in BY_ID]
        return listed(own) if own else "as usual"
    return field.said(value)


def _line(field: Field, settings: Settings) -> Pick:
    """A setting as a line of the page."""
    value = getattr(settings, field.name)
    about = field.values[value] if field.values else ""
    said = line(plain(_shown(field, value), "strong"), plain(f"  {about}" if about else "", "muted"))
    return Pick(field.name, page(row(said, f"{field.title.ljust(NAME)}")), field.title)


def _act(act: Act, app: Everywhere, go: Callable[[], object]) -> Doable:
    """An act as a line of the list of keys."""
    off = "These keys stay as they are." if keeps(act) else ""
    return Doable(act.id, all_shown(act.id, app), f"{PLACES[act.place]}: {act.says}", go, off, f"{act.does} {act.id}")


def content_tags() -> set[str]:
    """The tags of the cases that come with the program."""
    from sim.format import open_scenario, shipped

    found: set[str] = set()
    for path in shipped().values():
        scenario = open_scenario(path).scenario
        if scenario is not None:
            for scene in scenario.scenes.values():
                found |= set(scene.content)
    return found
