"""Fields by themselves: kinds of values, unknown and missing fields, split texts, near matches."""

import pytest

from sim.format import read_files
from sim.format.example import laid_over
from tests.format.written import found_with, reading_with, said, scenario_with


@pytest.mark.parametrize(
    ("part", "code", "word"),
    [
        ("title: [a]\n", "F101", "a text"),
        ("title: {a: b}\n", "F101", "colon or braces"),
        ("roles: [police]\n", "F101", "a mapping"),
        ("scenes: none\n", "F101", "a mapping"),
        ("trains: {a: b}\n", "F101", "a list"),
        ("facts:\n  alone: text\n", "F101", "a fact with its fields"),
        ("review: draft\n", "F101", "a review with its fields"),
        ("bases:\n  agreement: [a]\n", "F101", "a single value or a mapping"),
        ("glossary:\n", "", ""),
        ("roles:\n", "F104", "`roles`"),
        ("kind: ~\n", "F107", "`~`"),
        ("starts: 2026-99-99 10:00\n", "F105", "calendar"),
        ("minutes: 12:30:45\n", "F105", "whole number"),
        ("minutes: 017\n", "", ""),
        ("minutes: 601\n", "F106", "0 to 600"),
        ("minutes: -1\n", "F106", "0 to 600"),
        ("minutes: " + "9" * 5_000 + "\n", "F105", "whole number"),
        ("title: no\n", "", ""),
        ("title: 2026-99-99\n", "", ""),
        ('title: ""\n', "F104", "nothing stands here"),
        ("title: ~\n", "", ""),
        ("glossary: {CPS: no}\n", "", ""),
        ("glossary: {Übergabe: A hand-off.}\n", "", ""),
        ("details: {mother: []}\n", "F110", "at least one entry"),
        ("endings: {}\n", "F110", "one entry"),
        ("links:\n  radio: {between: [police], down: beds == 0}\n", "F110", "2 entries"),
        ("stops:\n  a: {when: beds == 0}\n", "F103", "`question`"),
    ],
)
def test_a_value_of_another_kind_is_one_error(part: str, code: str, word: str) -> None:
    found = [d for d in found_with(part) if d.code not in ("F201", "F408")]
    assert said(found) == ([code] if code else [])
    if found:
        assert word in found[0].message + found[0].hint


def test_what_yaml_would_guess_stays_the_text_it_is() -> None:
    scenario = scenario_with("title: no\n", "minutes: 017\n", "glossary: {on: off, 1: 2}\n")
    assert (scenario.title, scenario.minutes, scenario.glossary) == ("no", 17, {"on": "off", "1": "2"})


@pytest.mark.parametrize(
    ("part", "near"),
    [
        ("tittle: A\n", "`title`"),
        ("content_note: [a]\n", "`content_notes`"),
        ("children:\n  child_a: {name: A, agee: 9}\n", "`age`"),
        ("facts:\n  dog: {topic: home, text: A dog., hold_by: [police]}\n", "`held_by`"),
    ],
)
def test_a_mistyped_field_is_told_once_with_its_near_match(part: str, near: str) -> None:
    """The field that it stands for is not called missing as well."""
    found = [d for d in found_with(part) if d.severity == "error"]
    assert said(found) == ["F102"]
    assert near in found[0].hint


def test_a_field_that_is_like_none_comes_with_those_that_there_are() -> None:
    (found,) = found_with("children:\n  child_a: {name: A, age: 9, zzz: 1}\n")
    assert "`name`, `age`" in found.hint


def test_a_text_split_by_a_comma_is_explained() -> None:
    """`{text: Safe, and the last resort, cite: B-17}` parses without an error."""
    (found,) = found_with("endings:\n  over: {title: Over, text: Safe, and the last resort}\n")
    assert found.code == "F109"
    assert found.hint == "A comma split your text: put it in quotes or on a line of its own."
    assert found.snippet[found.column - 1 :].startswith("and the last resort")


def test_a_text_split_in_an_open_mapping_is_explained_too() -> None:
    found = found_with("details: {mother: [a]}\nglossary: {CPS: Protective services, for children}\n")
    assert said(found) == ["F109"]


def test_a_condition_split_by_a_comma_is_explained() -> None:
    door = (
        "scenes:\n  door:\n    roles: [police]\n    text: The door.\n    choices:\n"
        "      knock: {text: Knock., goto: [{if: knows(police, alone), to: kitchen}, {to: kitchen}]}\n"
    )
    found = found_with(door)
    assert "F301" in said(found)
    assert any("comma" in d.hint for d in found if d.code in ("F102", "F109")) or "F102" in said(found)


def test_a_list_where_one_may_write_the_value_alone() -> None:
    found = [
        d
        for d in found_with("facts:\n  alone: {topic: home, text: A child., held_by: police}\n")
        if d.severity == "error"
    ]
    assert said(found) == ["F101"]
    assert "[police]" in found[0].hint


def test_the_last_case_has_no_condition_and_the_others_have() -> None:
    def door(text: str) -> str:
        return f"scenes:\n  door:\n    roles: [police]\n    text: {text}\n    choices: {{knock: {{text: Knock., goto: kitchen}}}}\n"

    assert said(found_with(door("[{if: distress > 3, text: A.}, {text: B.}]"))) == []
    assert said(found_with(door("[{text: A.}, {text: B.}]"))) == ["F111"]
    assert said(found_with(door("[{if: distress > 3, text: A.}]"))) == ["F111"]
    assert said(found_with(door("[{text: A.}]"))) == []
    assert said(found_with(door("[]"))) == ["F110"]
    assert said(found_with(door("[{if: distress > 3}, {text: B.}]"))) == ["F103"]


@pytest.mark.parametrize(
    "name", ["Door", "front door", "tür", "1st", "class", "back", "all", "x" * 61, "_door", "door-1", '"a\\e[31mb"']
)
def test_a_name_is_checked_wherever_one_is_made(name: str) -> None:
    found = [d for d in found_with(f"variables:\n  {name}: {{start: 1}}\n") if d.severity == "error"]
    assert said(found) == ["F108"]
    assert "\x1b" not in found[0].message


def test_a_choice_may_not_be_called_form() -> None:
    door = "scenes:\n  door:\n    roles: [police]\n    text: The door.\n    choices: {form: {text: Knock., goto: kitchen}}\n"
    assert said(found_with(door)) == ["F108"]


def test_an_argument_may_be_any_word() -> None:
    assert said(found_with("activities:\n  ring: {title: Rang, args: {to: who, at: where}}\n")) == []


@pytest.mark.parametrize("version", ["2", "99", "9" * 400])
def test_a_later_format_is_refused_and_nothing_else_is_said(version: str) -> None:
    found = found_with(f"format: {version}\n", "kind: story\n")
    assert said(found) == ["F112"]
    assert "newer version of the program" in found[0].hint


@pytest.mark.parametrize("version", ["one", "1.0", "-1", "[1]"])
def test_a_version_that_is_none_is_an_ordinary_error(version: str) -> None:
    found = [d for d in found_with(f"format: {version}\n") if d.severity == "error"]
    assert len(found) == 1


def test_a_scenario_that_is_no_mapping() -> None:
    assert said(list(read_files({"scenario.yaml": "- a\n- b\n"}).diagnostics)) == ["F101"]
    assert said(list(read_files({"scenario.yaml": "just words"}).diagnostics)) == ["F101"]


def test_texts_without_a_scenario() -> None:
    assert said(list(read_files({}).diagnostics)) == ["F001"]


def test_all_errors_of_all_files_come_at_once() -> None:
    reading = reading_with(
        "kind: story\n",
        "minutes: ten\n",
        "milestones:\n  cps_told: cps.knows.allone\n  two: knows(x)\n",
        glossary_yaml="a: [b]\n",
        details_yaml="{mother: {x: y}}\n",
    )
    assert sorted(said(list(reading.diagnostics))) == ["F101", "F101", "F105", "F107", "F201", "F301"]
    assert reading.scenario is None


def test_a_thousand_errors_are_cut_and_no_error_is_crowded_out_by_warnings() -> None:
    marks = "".join(f"  t{n}: a [b] word\n" for n in range(900))
    wrong = "".join(f"  v{n}: {{start: x}}\n" for n in range(400))
    reading = reading_with(f"topics:\n{marks}", f"variables:\n{wrong}")
    assert len(reading.diagnostics) == 300
    assert len(reading.errors) == 300


def test_the_order_is_that_of_files_and_lines() -> None:
    found = found_with("kind: story\n", "minutes: ten\n", glossary_yaml="a: [b]\n")
    assert [(d.file, d.line) for d in found] == sorted((d.file, d.line) for d in found)


def test_positions_point_at_the_value_in_the_file() -> None:
    (found,) = found_with("milestones:\n  cps_told: >-\n    beds > 0 and\n    cps.knows.allone\n")
    assert found.snippet == "    cps.knows.allone"
    assert (found.column, found.length) == (15, 6)
    (found,) = found_with("milestones:\n  cps_told: 'beds > 0 and cps.knows.allone'\n")
    assert found.snippet[found.column - 1 :].startswith("allone")


def test_escapes_and_markup_are_cleaned_and_named() -> None:
    reading = reading_with(
        'summary: "A \\e]0;owned\\a knock [b]here[/b]."\n',
        "title: A\u202eknock [@click=app.quit]press[/]\n",
        "glossary: {CPS: long.md}\n",
        long_md="Not a file here.",
    )
    scenario = reading.scenario
    assert scenario is not None
    assert scenario.summary == "A \ufffd]0;owned\ufffd knock (b)here(/b)."
    assert scenario.title == "A\ufffdknock (@click=app.quit)press(/)"
    assert {d.code for d in reading.diagnostics} == {"F020", "F021"}
    assert all(d.severity == "warning" for d in reading.diagnostics)


def test_prose_files_are_cleaned_and_reported_in_their_own_lines() -> None:
    reading = reading_with("summary: long.md\n", long_md="One.\n\nTwo \x1b[31m <b>bold</b> [/x]\n")
    assert reading.scenario is not None
    assert "\x1b" not in reading.scenario.summary
    assert [(d.code, d.file, d.line) for d in reading.diagnostics] == [
        ("F020", "long.md", 3),
        ("F022", "long.md", 3),
        ("F022", "long.md", 3),
        ("F021", "long.md", 3),
    ]


@pytest.mark.parametrize("text", ["[[/]/]", "[b[b]]", "[/[/]]", "[@a[/]]"])
def test_cleaning_markup_makes_no_new_markup(text: str) -> None:
    scenario = scenario_with(f"summary: 'x {text}'\n")
    from sim.format.prose import _MARKUP

    assert not _MARKUP.search(scenario.summary)


@pytest.mark.parametrize(
    "text", ["See [the act](https://example.org).", "He said [sic] so.", "A < B > C", "1 <https://example.org>", "[1]"]
)
def test_markdown_and_brackets_in_prose_stay(text: str) -> None:
    reading = reading_with(f"summary: '{text}'\n")
    assert reading.diagnostics == ()
    assert reading.scenario is not None
    assert reading.scenario.summary == text


def test_the_pinned_texts_are_the_author_s_and_not_the_cleaned_ones() -> None:
    text = laid_over("summary: a \x1b[31m b\n")
    assert read_files({"scenario.yaml": text}).files == {"scenario.yaml": text}
