"""The page of keys in the documentation, made from the one table of acts: `python -m sim.tui.keypage > docs/keys.md`."""

from __future__ import annotations

from sim.tui.keymap import ACTS, PLACES
from sim.tui.keynames import faces

HEAD = """\
# Keys

Made from the program's own table by `python -m sim.tui.keypage > docs/keys.md`. These are the keys as they come; your own are set
with F2, or in the settings file under `[keys]` by the name in the last column (`sim settings keys` prints yours). In the
program `?` lists what can be done where you are, and does it.

Keys pressed faster than a screen opens wait for it, in order (`t 1 Enter 1 Enter` tells the newest fact to the first role). What
has to be weighed is never taken by a key pressed before it could be seen: a decision, a ground, a read-back, the curtain between
seats, ending a case, and the page that says what a case touches. It takes one more Enter.
"""


def page() -> str:
    """The page, a table for each place."""
    lines = [HEAD]
    for place, title in PLACES.items():
        acts = [act for act in ACTS if act.place == place]
        if not acts:
            continue
        lines += [f"## {title}", "", "| key | | name |", "|---|---|---|"]
        lines += [f"| {_cell(faces(act.keys))} | {act.says} | `{act.id}` |" for act in acts]
        lines.append("")
    return "\n".join(lines)


def _cell(keys: str) -> str:
    return keys.replace("|", "\\|")


if __name__ == "__main__":
    print(page(), end="")
