"""The recording in the documentation: a play from the first screen to the debrief, to be shown anywhere, that gives nobody away."""

from __future__ import annotations

import getpass
import re
import socket
from xml.etree import ElementTree

from tests.tui.cast import parsed, stills
from tests.tui.film import BLOCKS, film
from tests.tui.recording import ABOUT, CAST, FILM, SIZE, STEPS, STILL

KEPT = CAST.read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def test_it_takes_about_a_minute_and_leads_from_the_first_screen_to_the_debrief() -> None:
    cast = parsed(KEPT)
    assert cast.text() == KEPT
    assert cast.size == SIZE
    assert 40 <= cast.seconds <= 75
    times = [event.time for event in cast.events]
    assert times == sorted(times)
    assert sum(event.kind == "i" for event in cast.events) == len(STEPS)
    seen = [still.text() for still in stills(cast)]
    assert "New here?" in seen[0]
    for words in ("What did you understand?", "Whom do you tell?", "later", "The picks differ", "▸1 Overview"):
        assert any(words in text for text in seen), words
    assert "▸3 Who knew what when" in seen[-1]
    assert "□ start" in seen[-1]


def test_it_names_no_machine_and_no_person() -> None:
    said = [KEPT, FILM.read_text(encoding="utf-8")]
    for text in said:
        assert not re.search(r"/(?:tmp|home|root|Users|usr|var)\b", text)
        for name in {socket.gethostname(), getpass.getuser()} - {"root", "user", "runner", "localhost"}:
            assert not re.search(rf"\b{re.escape(name)}\b", text)
    assert "\\u001b]" not in KEPT.replace(
        "\\u001b]22;default", ""
    )  # no title, no clipboard; that one is the pointer's shape


def test_the_moving_picture_is_made_of_it() -> None:
    assert film(parsed(KEPT), ABOUT, STILL) == FILM.read_text(encoding="utf-8")


def test_the_moving_picture_runs_nothing_and_fetches_nothing() -> None:
    text = FILM.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "title", "desc", "style", "defs", "g", "text", "rect", "use"}
    attributes = {(name, value) for element in root.iter() for name, value in element.attrib.items()}
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert all(value.startswith("#r") for name, value in attributes if name == "href")
    assert "url(" not in text
    assert "@import" not in text
    assert text.count("http") == 1
    assert len(text.encode()) < 400_000


def test_the_moving_picture_stands_still_for_whoever_wants_that() -> None:
    text = FILM.read_text(encoding="utf-8")
    assert "@media (prefers-reduced-motion:reduce){#film{animation:none}}" in text
    moved = re.search(r'<g id="film" transform="translate\(-(\d+) 0\)">', text)
    assert moved is not None  # what is shown then, and by a viewer that knows no animations
    frames = ElementTree.fromstring(text).find(f"{SVG}g")
    assert frames is not None
    assert int(moved[1]) > 0


def test_bars_are_drawn_and_not_written() -> None:
    """Blocks as letters have gaps between them wherever the viewer's font is lower than a line."""
    words = [
        element.text or "" for element in ElementTree.fromstring(FILM.read_text(encoding="utf-8")).iter(f"{SVG}text")
    ]
    assert words
    assert [text for text in words if set(text) & set(BLOCKS)] == []
    assert any("█" in still.text() for still in stills(parsed(KEPT)))
