"""People to talk to: what may be shown, what is said of it, and what somebody's own file may hold."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from sim.support import Contact, Support, place, support
from sim.support.contacts import FILE, contact, shipped
from sim.support.own import LARGEST, MOST, read

TODAY = date(2026, 11, 21)


def words(page: Support) -> str:
    """All that stands on the page."""
    contacts = [each for section in page.sections for each in section.contacts]
    said = [f"{each.name} {each.reached()} {each.about()}" for each in contacts]
    return "\n".join([*(f"{section.title} {section.about}" for section in page.sections), *said, page.last])


# --- what comes with the program


def test_every_line_that_comes_with_the_program_is_whole() -> None:
    """An entry that `contact` refuses would be left out without a word."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["contact"]
    assert len(shipped()) == len(entries)
    assert len({each.name for each in shipped()}) == len(entries)


def test_what_is_shown_was_seen_somewhere_at_some_time() -> None:
    for each in shipped():
        if each.verified:
            assert each.source, each.name
            assert each.checked_on, each.name
            assert each.serves, each.name
            assert each.region, each.name


def test_what_nobody_has_verified_is_shown_to_nobody(tmp_path: Path) -> None:
    hidden = [each for each in shipped() if each.confidence == "M"]
    assert hidden
    said = words(support(tmp_path / "none.toml"))
    for each in hidden:
        assert each.name not in said
        assert not each.number or each.number not in said


def test_each_contact_says_when_it_was_checked_and_what_is_second_hand(tmp_path: Path) -> None:
    page = support(tmp_path / "none.toml")
    for section in page.sections:
        for each in section.contacts:
            assert each.checked(TODAY).startswith("Checked in November 2026")
            assert ("secondary source" in each.checked(TODAY)) == (each.confidence == "V2")


def test_nobody_is_named_two_numbers_for_an_emergency(tmp_path: Path) -> None:
    """The local number is a word, because the program can't know where it runs."""
    first = support(tmp_path / "none.toml").sections[0]
    assert "your local emergency number" in first.about
    assert not any(sign.isdigit() for sign in first.about)


@pytest.mark.parametrize(
    ("today", "stale"), [(date(2026, 12, 1), False), (date(2027, 11, 1), False), (date(2027, 11, 2), True)]
)
def test_what_was_checked_more_than_a_year_ago_says_so(today: date, stale: bool) -> None:
    one = Contact(name="One", number="1", checked_on="2026-11", confidence="V1")
    assert one.stale(today) == stale
    assert ("more than a year ago" in one.checked(today)) == stale


def test_who_comes_for_their_own_sake_finds_that_first(tmp_path: Path) -> None:
    usual, own = support(tmp_path / "none"), support(tmp_path / "none", you_first=True)
    assert own.sections[0].title == "For you"
    assert set(own.sections) == set(usual.sections)


# --- one's own file


def own(folder: Path, text: str) -> Path:
    path = folder / "support.toml"
    path.write_text(text, encoding="utf-8")
    return path


OWN = """
emergency = "112"

[[contact]]
name = "Peer support"
number = "555 0100"
for = "everybody who works here"
hours = "day and night"
checked_on = "2026-11-03"

[[contact]]
name = "County hotline"
url = "example.org/report"
section = "child"
"""


def test_ones_own_lines_stand_where_they_belong(tmp_path: Path) -> None:
    page = support(own(tmp_path, OWN))
    danger, child, _, agency = page.sections
    assert "call 112." in danger.about
    assert child.contacts[0].name == "County hotline"  # before those that come with the program
    assert [each.name for each in agency.contacts] == ["Peer support"]
    assert agency.contacts[0].about() == "For everybody who works here · day and night"
    assert agency.contacts[0].checked(TODAY) == "Checked in November 2026."
    assert page.problems == ()


def test_without_a_file_the_page_says_where_it_would_be(tmp_path: Path) -> None:
    page = support(tmp_path / "support.toml")
    assert str(tmp_path / "support.toml") in page.sections[3].about
    assert page.problems == ()


def test_the_usual_file_stands_beside_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOINT_RESPONSE_SETTINGS", str(tmp_path / "mine.toml"))
    assert place() == tmp_path / "support.toml"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('name = "x', 1, "Words stand in quotes"),
        ('[[contact]]\nnumber = "1"', 1, "needs a name"),
        ('\n[[contact]]\nname = "A"', 2, "needs a number or a url"),
        ('[[contact]]\nname = "A"\nnumber = 5', 1, "one line of words in quotes"),
        ('[[contact]]\nname = "A"\nnumber = "1"\nnubmer = "2"', 1, "no 'nubmer'"),
        ('[[contact]]\nname = "A"\nnumber = "1"\nsection = "us"', 1, "one of child, you, agency"),
        ('[[contact]]\nname = "A"\nnumber = "1"\nchecked_on = "last week"', 1, "a year and a month"),
        ('[[contact]]\nname = "A"\nnumber = "1"\nconfidence = "V1"', 1, "no 'confidence'"),
        ("emergency = 112", 1, "in quotes"),
        ('[contact]\nname = "A"', 1, "two brackets"),
        ('phone = "1"', 1, "no 'phone'"),
        ("contact = [1]", 0, "[[contact]]"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line_and_what_would_be_right(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    found = read(own(tmp_path, text))
    assert len(found.problems) == 1
    assert found.problems[0].line == line
    assert words in found.problems[0].what
    assert support(own(tmp_path, text)).problems == found.problems


def test_what_is_wrong_in_one_contact_does_not_cost_another(tmp_path: Path) -> None:
    found = read(own(tmp_path, OWN + '\n[[contact]]\nname = "No number"\n'))
    assert [each.name for each in found.contacts] == ["Peer support", "County hotline"]
    assert [problem.line for problem in found.problems] == [16]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"#" * (LARGEST + 1), b"x = " + b"[" * 5_000])
def test_a_file_that_is_none_of_ours_is_a_sentence_and_never_a_crash(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "support.toml"
    path.write_bytes(data)
    assert len(read(path).problems) == 1


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    assert len(read(tmp_path).problems) == 1


def test_no_more_are_shown_than_a_page_can_hold(tmp_path: Path) -> None:
    found = read(own(tmp_path, '[[contact]]\nname = "A"\nnumber = "1"\n' * (MOST + 1)))
    assert len(found.contacts) == MOST
    assert "first 40" in found.problems[0].what


def test_an_entry_that_is_no_table_is_refused() -> None:
    assert contact("x") == "A contact is written as [[contact]], with its lines below."
