"""The installed command in a real terminal: played from the first screen to the debrief, and fed with hostile text."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import yaml

from sim.sessions import default_path, open_store
from sim.sessions.ratings import confirmations
from tests.tui.payloads import MARKUP, PAYLOADS, RAW
from tests.tui.stage import CASE
from tests.tui.terminal import AFTER_ESC, Terminal, installed

ENTER, ESC, RIGHT, END, F1 = "\r", "\x1b", "\x1b[C", "\x1b[F", "\x1bOP"
PASTED = f"\x1b[200~{' '.join(PAYLOADS)}\x1b[201~"
"""All payloads as a terminal sends what is pasted."""


def test_a_person_plays_from_the_first_screen_to_the_debrief(home: Path) -> None:
    with Terminal(installed(), home) as terminal:
        seen = terminal.wait_for("Play Night at the duplex")
        assert "draft" in seen
        terminal.press(ENTER)
        terminal.wait_for("Which role do you play?")
        terminal.press("1", ENTER)
        terminal.wait_for("Enter begin")
        terminal.press("p")
        terminal.wait_for("At which pace?")
        terminal.press("3", ENTER)
        terminal.wait_for("Untimed")
        enter_until(terminal, "t tell")
        for step in range(60):
            seen = terminal.settle()
            if "Enter debrief" in seen:
                break
            if "Enter go on" in seen:
                terminal.press(ENTER)
            else:
                terminal.press(str(step % 4 + 1), ENTER)  # not always the same: some decisions must be agreed upon
        enter_until(terminal, "Who knew what when")
        terminal.wait_for("Coordination")
        for part, words in (
            ("2", "▸2 Decisions"),
            ("3", "▸3 Who knew what when"),
            ("4", "▸4 Messages"),
            ("5", "▸5 Protocol"),
            ("8", "▸8 Notes"),
        ):
            terminal.press(part)
            terminal.wait_for(words)
        terminal.press("q")
        terminal.wait_for("Debrief Waiting after school")
        terminal.press("q")
        terminal.end()
        assert terminal.status == 0


def enter_until(terminal: Terminal, words: str) -> str:
    """Press Enter until *words* are seen: what has only just come on the screen takes no key."""
    while words not in " ".join(terminal.settle().split()):
        terminal.press(ENTER)
    return terminal.see()


def hostile(folder: Path) -> Path:
    """The small case with a payload in every text that a person may see. The reader replaces some of it, and some comes through."""
    case = yaml.safe_load((Path(CASE) / "scenario.yaml").read_text(encoding="utf-8"))
    payloads = iter(PAYLOADS * 100)

    def poison(value: object, key: str = "", parent: str = "") -> object:
        if isinstance(value, dict):
            return {name: poison(each, name, key) for name, each in value.items()}
        if isinstance(value, list):
            return [poison(each, key, parent) for each in value]
        if isinstance(value, str) and (key in WORDS or parent in MAPS_OF_WORDS):
            return f"{value} {next(payloads)}"
        return value

    case["objectives"] = {"telling": {"text": "Tell them early.", "achieved": "police.told.alone"}}
    poisoned = poison(case)
    assert isinstance(poisoned, dict)
    poisoned["starts"] = "2026-03-04 21:40"
    path = folder / "hostile"
    path.mkdir()
    (path / "scenario.yaml").write_text(yaml.safe_dump(poisoned, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_between_two_seats_the_terminal_is_sent_nothing_of_either(home: Path, tmp_path: Path) -> None:
    database = tmp_path / "sessions.db"
    begin = ["--db", str(database), "play", CASE, "--role", "police", "--pace", "untimed"]
    police = (
        "television",
        "dispatch",
        "flashlight",
        "no earlier calls",
        "Two small children are alone",
        "my own thought",
    )
    cps = ("on-call phone", "Get in the car", "on call tonight", "An aunt ten minutes away", "her own thought")

    def lower() -> None:
        """Enter before the curtain, again where it had only just come up."""
        terminal.settle()
        while "Hand the laptop" in terminal.see():
            terminal.press(ENTER)
            terminal.settle()  # at least a moment: an Enter in the very moment in which it comes up is not taken

    def sent_since(at: int) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.bytes[at:].decode("utf-8", "replace"))

    with Terminal([*installed(), *begin], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press("w", "1", ENTER)
        terminal.wait_for("Who plays Investigator?")
        terminal.press("Ann", ENTER)
        terminal.wait_for("Enter ready, hand over")
        enter_until(terminal, "Hand the laptop to:")
        lower()
        terminal.wait_for("You are on call tonight.")
        enter_until(terminal, "Hand the laptop to:")
        lower()
        terminal.wait_for("Above the shop")
        for thought in ("my own thought", "her own thought"):
            terminal.press("n")
            terminal.wait_for("kept apart from the record")
            terminal.press(thought, ENTER)
            terminal.wait_for("Noted.")
            terminal.press("i", "i", "y")
            terminal.wait_for("Copied the fact")
            terminal.press("i")
            mine, hidden = (police, cps) if "my" in thought else (cps, police)
            terminal.wait_for(mine[0])
            terminal.settle()
            at = len(terminal.bytes)
            terminal.press("h")
            terminal.wait_for("Hand the laptop to:")
            seen = terminal.settle()
            assert not any(words in seen for words in (*police, *cps))
            found = [(words, sent_since(at)) for words in (*police, *cps) if words in sent_since(at)]
            assert not found
            lower()
            seen = terminal.wait_for(hidden[0])
            assert [words for words in mine if words in sent_since(at)] == []
            assert hidden[0] in seen
        sent = terminal.bytes.decode("utf-8", "replace")
        assert not re.search(r"\x1b\][012];", sent)  # no title of the window is set at all
        terminal.press("q", ENTER)
        terminal.wait_for("Resume")
        terminal.press("q")
        terminal.end()
        assert terminal.status == 0


WORDS = {"title", "summary", "brief", "text", "says", "right", "near", "content_notes", "cite"}
"""Fields of the format that hold words."""

MAPS_OF_WORDS = {"topics", "bases", "glossary", "message", "text"}
"""Fields whose entries do."""


def test_hostile_text_reaches_the_terminal_as_text_or_not_at_all(home: Path, tmp_path: Path) -> None:
    path = hostile(tmp_path)
    database = default_path()  # another one would be named on the first screen, which has more to show here than lines
    with Terminal([*installed(), "play", str(path), "--role", "police"], home) as terminal:

        def walk(*keys: str) -> str:
            for key in keys:
                terminal.press(key)
                if key == ESC:
                    terminal.settle(AFTER_ESC)
            return terminal.settle()

        terminal.wait_for("Enter begin")
        walk("p", "3", ENTER, END, ENTER)
        terminal.wait_for("t tell")
        for keys in ("1", "t", ENTER, ESC, "a", "3", ENTER, ESC, "b", "s", ESC, "i", "i", "i", "?", END, ESC, "p", "p"):
            walk(keys)
        walk("n")
        terminal.wait_for("kept apart from the record")
        walk(PASTED, ENTER)
        terminal.wait_for("Noted.")
        for step in range(60):
            seen = terminal.see()
            if "Enter debrief" in seen:
                break
            if "[ ]" in seen or "  1  " in seen:
                walk("1", ENTER)
            else:
                walk(ENTER)
            if step < 2:
                walk("k", ESC)
        seen = enter_until(terminal, "Overview")
        for keys in ("2", ENTER, RIGHT, END, RIGHT, END, RIGHT, ESC, "3", "v", END, "4", END, "5"):
            walk(keys)
        walk("7", ENTER, "1", ENTER)
        terminal.wait_for("A reason")
        walk(PASTED, ENTER)
        terminal.wait_for("A name, or nothing")
        walk(PASTED, ENTER)
        terminal.wait_for("Given instead", "Confirmed by")
        walk("0", "a")
        enter_until(terminal, "Your words, without your name")
        walk(PASTED, ENTER)
        terminal.wait_for("You have kept")
        walk(ESC)
        terminal.wait_for("1 person has written")
        walk(ESC)
        terminal.wait_for("1 plus")
        walk("9", ENTER, "3")
        compared = ("What it earned", "compare from")  # the page, or where it was closed again by one Enter too many
        for asked, words in (("what is otherwise?", ("Who plays on", *compared)), ("Who plays on", compared)):
            while asked in " ".join(terminal.settle().split()):
                terminal.press(ENTER)
            terminal.wait_for(*words)
        if compared[0] in terminal.settle():
            walk("v", END, ESC)
        walk("q")
        terminal.wait_for("Night at the duplex")  # the cases are read when somebody comes back
        # What stands in the database is text of somebody else's too.
        with sqlite3.connect(database) as connection:
            connection.execute("update sessions set title = ?", (" ".join(PAYLOADS),))
        connection.close()
        walk("h", END, "v", ESC, "?", ESC)
        for markup in MARKUP:
            terminal.wait_for(markup)  # as it stands
        walk(END, ENTER, ESC)
        walk("q")
        terminal.end()
        assert terminal.status == 0
    nothing_raw(terminal.bytes)
    store = open_store(database)
    (row,) = store.sessions()
    typed = [note.text for note in store.notes(row.id)] + [card.text for card in store.cards(row.id)]
    typed += [words for given in confirmations(store, row.id, names=True) for words in (given.reason, given.by)]
    assert len(typed) == 4
    assert not any(raw in text for text in typed for raw in ("\x1b", "\x9b", "\u202e", "\u200b"))
    store.close()


def test_hostile_names_and_contacts_reach_the_terminal_as_text_or_not_at_all(home: Path, tmp_path: Path) -> None:
    """What is typed at the curtain, and what stands in the file of one's own contacts."""
    own = home / ".config" / "joint-response" / "support.toml"
    own.parent.mkdir(parents=True)
    words = json.dumps(" ".join(PAYLOADS))  # a string of JSON with escapes is one of TOML, too
    contact = "".join(f"{field} = {words}\n" for field in ("name", "number", "for", "hours"))
    own.write_text(f'emergency = {words}\n\n[[contact]]\n{contact}checked_on = "2026-11"\n', encoding="utf-8")
    begin = ["--db", str(tmp_path / "sessions.db"), "play", CASE, "--role", "police", "--pace", "untimed"]
    with Terminal([*installed(), *begin], home) as terminal:
        terminal.wait_for("Enter begin")
        terminal.press(F1)
        terminal.wait_for("In danger now")
        terminal.press(END)
        terminal.settle()
        terminal.press(ESC)
        terminal.settle(AFTER_ESC)
        terminal.press("w", "1", ENTER)
        terminal.wait_for("Who plays Investigator?")
        terminal.press(PASTED, ENTER)
        terminal.wait_for("Enter ready, hand over")
        assert "pwned title" in enter_until(terminal, "Hand the laptop to:")
        terminal.press("q")
        terminal.wait_for("Nothing has begun")
        terminal.settle()
        terminal.press(ENTER)
        terminal.wait_for("in a folder of your own")
        terminal.press("q")
        terminal.end()
        assert terminal.status == 0
    nothing_raw(terminal.bytes)


def nothing_raw(sent_bytes: bytes) -> None:
    """No payload was sent to the terminal as what it is."""
    sent = sent_bytes.decode("utf-8", "replace").replace("\x1b]52;c;\x07", "")  # the curtain empties the clipboard
    for raw in RAW:
        at = sent.find(f"\x1b{raw}") if raw.startswith(("]", "[31")) else sent.find(raw)
        assert at < 0, f"{raw!r} reached the terminal: {sent[max(0, at - 80) : at + 80]!r}"
    assert not re.search(r"\x1b\]\d+;[^\x07\x1b]*(pwned|evil)", sent)
