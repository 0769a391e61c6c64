"""What can be done wherever one is: settings, the list of what can be done, the bell, copying, writing in another editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from textual import events
from textual.app import SuspendNotSupported
from textual.await_complete import AwaitComplete
from textual.filter import LineFilter, Monochrome
from textual.message import Message
from textual.screen import Screen

from sim.format.cleaning import clean
from sim.settings import Found, Problem, Settings, SettingsError, load, place, save
from sim.settings.fields import Theme
from sim.tui.content import page
from sim.tui.doable import everything, here, pages, run
from sim.tui.inturn import InTurn, Typed
from sim.tui.keymap import bindings, shown
from sim.tui.leftovers import let_go
from sim.tui.ownkeys import problems, understood
from sim.tui.symbols import Ascii
from sim.tui.theme import THEMES
from sim.tui.widgets.cover import Cover, enough
from sim.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from sim.tui.editing import Editor


@runtime_checkable
class SaysLine(Protocol):
    """A screen with a line for what was done, or why not."""

    def say(self, words: str) -> None:
        """Show *words* on it."""


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that is handed every key before anything can happen on it."""

    def take_key(self, event: events.Key) -> None:
        """A key was pressed."""


class Everywhere(InTurn):
    """The app as far as it is the same on every screen. *settings*: None for those of the file."""

    CSS_PATH = "app.tcss"
    TITLE = "Joint Response"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings("everywhere")

    class Changed(Message):
        """The settings are others now; every screen that is open hears of it."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        found = load() if settings is None else Found(settings)
        self.settings = found.settings
        self.found = found
        self.keys: Mapping[str, str] = {}
        self.database = ""  # what has to be typed after a command to reach the same store
        self.ascii = Ascii(enabled=False)
        self.small = False  # the terminal is too small for the screens
        self.away = False  # the screens stand aside for another program
        self.editor: Editor | None = None  # which is this one
        self.broken_off = False  # it was ended as the program was
        for theme in THEMES.values():
            self.register_theme(theme)
        self.apply(self.settings)

    @property
    def few_colours(self) -> bool:
        """Whether the terminal has sixteen colours, or fewer; or its person wants none (NO_COLOR)."""
        if self.no_color:
            return True
        return self.is_running and not self.is_headless and self.console.color_system in ("standard", "windows")

    # --- settings

    @property
    def guest(self) -> bool:
        """Whether somebody else sits here, or may, than whose settings these are."""
        return False

    def apply(self, settings: Settings) -> None:
        """Do as *settings* say, without keeping them: for now, or to look at."""
        self.theme = shows(settings.theme, self.few_colours)
        self.animation_level = "none" if settings.motion == "reduced" else "full"
        if self.ascii.enabled != (settings.symbols == "ascii"):
            self.ascii.enabled = settings.symbols == "ascii"
            self.refresh_css(animate=False)
        keys, _ = understood(settings.keys)
        if keys != self.keys:
            self.keys = keys
            self.set_keymap(dict(keys))
            for screen in self.screen_stack if self.is_running else ():
                for line in screen.query(Keys):
                    line.relay()

    def change(self, settings: Settings, *, anew: bool = False) -> str:
        """Take other settings, at once, and keep them in the file; why they could not be kept, or nothing.

        *anew*: a file that can't be understood is put aside for a new one.
        """
        self.settings = settings
        self.apply(settings)
        for screen in self.screen_stack:
            screen.post_message(self.Changed())
        try:
            save(settings, anew=anew)
        except SettingsError as error:
            return str(error)
        self.found = load()
        return ""

    def problems(self) -> list[Problem]:
        """What is wrong in the file of settings, keys that can't be among it."""
        return problems(self.found)

    def trouble_with_settings(self) -> str:
        """The first thing that is wrong in the file of settings, for a line on the first screen; empty: nothing is."""
        found = self.problems()
        if not found:
            return ""
        more = f" And {len(found) - 1} more: see sim settings check." if len(found) > 1 else ""
        return f"Settings ({place()}): {found[0]}{more}"

    # --- drawing

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal: Textual's filters, and ours for ASCII.

        Of the terminal's own two colours nothing is to be taken: made grey they would both be black.
        """
        found = super().get_line_filters()
        if self.theme == "terminal":
            found = [each for each in found if not isinstance(each, Monochrome)]
        return [*found, self.ascii] if self.ascii.enabled else found

    async def on_resize(self, event: events.Resize) -> None:
        """Another size: too small is said over everything, until it is large enough again."""
        self.small = not enough(*event.size)
        if self.small:
            await self.stand_still()
        self.cover(self.screen)

    async def stand_still(self) -> None:
        """Nothing that can be missed may happen behind the cover; what that takes is known where a case is played."""

    def cover(self, screen: Screen[object]) -> None:
        """Cover *screen* where the terminal is too small for it, or take the cover off."""
        there = screen.query(Cover)
        if not self.small:
            there.remove()
        elif not there:
            screen.mount(Cover(self.instead(), self.kept()))

    def instead(self) -> str:
        """What can be typed to go on at any size."""
        return f"sim list, then sim play NAME --plain{self.database}"

    def kept(self) -> str:
        """What becomes of what the cover lies over."""
        return "All is kept as it is, and comes back by itself."

    async def on_event(self, event: events.Event) -> None:
        """While the terminal is too small nothing is pressed by accident: only closing the program works."""
        if not isinstance(event, events.MouseEvent) or event.is_forwarded or not self.small:
            await super().on_event(event)

    async def hand_on(self, event: Typed) -> None:
        """A key's turn has come: nothing is pressed by accident in a terminal that is too small, and some screens take all."""
        closing = isinstance(event, events.Key) and event.key in ("ctrl+c", "ctrl+q")
        if self.small and not closing:
            return
        if isinstance(event, events.Key) and self.screen_stack and isinstance(self.screen, TakesKeys):
            self.screen.take_key(event)
        else:
            await super().hand_on(event)

    # --- doing

    def action_what(self) -> None:
        """What can be done here, to search and to do."""
        from sim.tui.screens.find import Find

        if isinstance(self.screen, Find):
            self.screen.dismiss()
        else:
            self.push_screen(Find("What can be done here", [*here(self), *pages(self)]), run)

    def action_palette(self) -> None:
        """Everything that can be done now, to search and to do."""
        from sim.tui.screens.find import Find

        if isinstance(self.screen, Find):
            self.screen.dismiss()
        else:
            self.push_screen(Find("Do anything", everything(self)), run)

    def action_jump(self) -> None:
        """A letter on every part of the screen, to go there."""
        from sim.tui.screens.jump import Jump, go, parts

        if isinstance(self.screen, Jump):
            self.screen.dismiss(None)
        elif targets := parts(self.screen):
            self.push_screen(Jump(targets), go)

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away, and once it is gone let go of what was painted of it: up to 0.7 MB."""
        popped = super().pop_screen()
        self.call_next(let_go)  # waits for it
        return popped

    def action_settings(self) -> None:
        """The settings."""
        from sim.tui.screens.settings import SettingsScreen

        if isinstance(self.screen, SettingsScreen):
            self.screen.dismiss()
        elif not any(isinstance(screen, SettingsScreen) for screen in self.screen_stack):
            self.push_screen(SettingsScreen())

    def action_copy_words(self) -> None:
        """Copy the part of the screen that has the focus, or else all of it."""
        from sim.tui.copying import words_of

        words = words_of(self.screen)
        self.copy(words)
        lines = len(words.splitlines())
        self.say(f"Copied: {lines} {'line' if lines == 1 else 'lines'}, if this terminal lets programs copy.")

    def action_help_quit(self) -> None:
        """Ctrl+C is for copying; here it says what closes the program."""
        self.say(f"{shown('everywhere.close', self)} closes the program; what you did is kept.")

    def say(self, words: str) -> None:
        """A line on the screen that is open; where there is none for it, a page."""
        if not words:
            return
        if isinstance(self.screen, SaysLine):
            self.screen.say(words)
        else:
            from sim.tui.screens.help import Help

            self.push_screen(Help(page(words)))

    def copy(self, text: str) -> None:
        """Give *text* to the terminal for its clipboard (OSC 52), cleaned; some terminals refuse, and none says so."""
        self.copy_to_clipboard(clean(text))

    def ring(self, what: Literal["limit", "messages"]) -> None:
        """Ring the terminal's bell, if the person wants to hear of that."""
        if self.settings.bell in (what, "messages"):
            self.bell()

    def end_editor(self) -> None:
        """End the editor that is open: the program is to end, and it would wait for it."""
        if self.editor is not None:
            self.broken_off = True
            self.editor.end()

    def edit(self, text: str) -> str:
        """*text* as somebody has written it on in an editor of their own, while the screens stand aside.

        Raises `NoEditor`, whose words say why it can't be.
        """
        from sim.tui.editing import Editor, NoEditor, command, edited

        words = command(self.settings.editor)
        failed: Exception | None = None
        self.editor = Editor()
        try:
            with self.suspend():  # nothing may be raised in there: the screens would not come back
                self.away = True
                try:
                    text = edited(text, words, self.editor.run)
                except Exception as error:
                    failed = error
        except SuspendNotSupported:
            raise NoEditor("Here no other program can be opened.") from None
        finally:
            self.away, self.editor = False, None
        if failed is not None:
            raise failed
        return text


def shows(theme: Theme, few: bool) -> Theme:
    """The theme that is shown: of *few* colours only the terminal's own two can be relied on."""
    return "terminal" if few else theme
