"""Words: the widget that shows text, and the only one that Textual's `Static` stands behind."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sim.tui.content import Page

NO_WORDS = Page()


class Words(Static):
    """Shows a `Page` or `Content`; strings are refused by type, and `show` does nothing when nothing changed."""

    def __init__(self, words: Page | Content = NO_WORDS, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(words, id=id, classes=classes, markup=False)
        self.words = words

    def show(self, words: Page | Content) -> bool:
        """Show *words* instead; False: they are shown already."""
        if _same(self.words, words):
            return False
        self.words = words
        self.update(words)
        return True


class Scroll(VerticalScroll):
    """Words that may be longer than their place: arrow and page keys move them."""

    def __init__(self, words: Page | Content = NO_WORDS, *, id: str | None = None, classes: str | None = None) -> None:
        self.inner = Words(words)
        super().__init__(self.inner, id=id, classes=classes)

    def show(self, words: Page | Content, *, top: bool = False) -> None:
        """Show *words* instead, from the *top* if asked. After `anchor` it stays at its end until somebody scrolls up."""
        if self.inner.show(words) and top:
            self.scroll_home(animate=False)


def _same(a: Page | Content, b: Page | Content) -> bool:
    if isinstance(a, Content) and isinstance(b, Content):
        return a.is_same(b)
    return a == b if isinstance(a, Page) and isinstance(b, Page) else False
