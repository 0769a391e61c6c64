"""Guide: `docs/plain.md`, made of the words that plain mode understands and of the words that stand before its lines.

python -m sim.plain.guide > docs/plain.md
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.plain.prefixes import PREFIXES
from sim.plain.verbs import HERE, VERBS

HEAD = """\
# Plain mode

The same play as lines of text: for screen readers, small terminals, pipes, and whoever prefers to type. Nothing is drawn,
moved or said over. This page is made by `python -m sim.plain.guide`; at any prompt `help` says what can be done there.

```sh
sim play --plain                          # what can be resumed, played and looked back on, by number
sim play night_at_the_duplex --plain      # one case
sim resume ID --plain                     # go on with a session
sim debrief ID --plain                    # look back on one, page by page
sim report ID --output report.html        # the same as a page to file or print (also .md, .csv, .json)
```

- **Each line makes sense alone**, and begins with a word that says what it is. The words are listed below.
- **A number picks a choice out, and an empty line takes it**, so that one wrong digit under time pressure decides nothing.
  Pressing Enter also stops the voice: nobody has to listen to the end. `choose 2` takes a choice at once, and `confirm off` makes
  every number do so. Lines from a file or a pipe are taken at once.
- **Every question can be left** with an empty line or `cancel`; then nothing was sent. In the middle of a question you can
  still ask what you know, who is there, what the time is.
- **Longer limits, or none, before a case begins:** `by ear` (three times as long), `more time` and `no timer` at the prompt before
  play, or once for all cases `sim settings set factor 3` and `sim settings set untimed yes`. Nobody sees it, and no score depends
  on it. Who listens needs it: limits are made for reading with the eyes, and messages that come in take speaking time too.
- **Time limits** are said as a decision opens, before its text, at one minute and at ten seconds, and whenever you type `time`.
  A screen reader that is still reading says the later ones late: `time` asks for it now, and `pause` stops the clock. What you have
  begun to type is still there when something is said in between; `quiet on` keeps what comes in until you have typed a line.
- **What was said can be heard again**: `again`, `repeat`, `back`, `history 40`. Such lines begin with *Earlier*.
- **One person plays, and the computer plays the others.** Several people at one laptop, each with a seat of their own, are there in
  the app only (`w` on the briefing): line by line nothing that was said can be covered, and the next person could read it back in
  the terminal or hear it again from the screen reader. A workshop (`--mode workshop`) works here too, as one seat that a group
  plays together.
- A bell can be set for limits and messages (`bell` in the settings), and pace, more time and what you are not shown, too.
"""


def guide() -> Iterator[str]:
    """The page, line by line."""
    yield from HEAD.splitlines()
    yield from ("", "## What can be typed", "", "| word | what it does | the same | in one line |", "|---|---|---|---|")
    for verb in VERBS:
        also = ", ".join(f"`{word}`" for word in verb.also)
        yield f"| `{verb.name}` | {verb.does} | {also} | {verb.example} |"
    yield from ("", "In short, by where you are:", "")
    yield from (f"- {words}" for words in HERE.values())
    yield from ("", "## What lines begin with", "", "| word | such a line says |", "|---|---|")
    yield from (f"| {word} | {meaning} |" for word, meaning in PREFIXES.items())


if __name__ == "__main__":
    for line in guide():
        print(line)
