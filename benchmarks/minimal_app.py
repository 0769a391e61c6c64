"""The floor: about the least that a Textual app can be. It shows a line and counts keys."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One widget."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def compose(self) -> ComposeResult:
        yield Static("The least of apps is ready")

    def on_key(self) -> None:
        """Count."""
        self.count += 1
        self.query_one(Static).update(f"{self.count} keys")


if __name__ == "__main__":
    Minimal().run()
