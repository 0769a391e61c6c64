"""Ground: a screen, or a part of one, that shows nothing itself but its colour, and maybe a rule at its side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Painted
else:
    Painted = object
    """For a style sheet a class is what its first base is that is a widget: that must be the other one (`Screen` has the cover's
    layer)."""


class Ground(Painted):
    """To be put before the class it is added to. But for what stands above (a rule, a title) all its lines are alike, so one is
    painted and stands for all.

    Textual paints each of them, and cuts each into the pieces that what lies above leaves of it; it keeps all of that, at 1.3 kB
    a piece. That was 0.6 MB of a play screen. Not for a screen that another one shines through.
    """

    def render_line(self, y: int) -> Strip:
        """A line of its colour."""
        return Strip.blank(self.size.width, self.visual_style.background_style.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What stands above, as far as it is in *crop*, and the line below as often as there are lines."""
        first = min(max(0, self.gutter.top - crop.y) + 1, crop.height)
        lines = super().render_lines(Region(crop.x, crop.y, crop.width, first))
        return lines + lines[-1:] * (crop.height - first)


class Pile(Ground, Vertical):
    """Parts under each other that leave nothing of it to be seen but its colour."""
