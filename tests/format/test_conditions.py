"""The language of conditions: a closed list of words, places in its errors, and never anything run."""

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.conditions import (
    And,
    At,
    Beside,
    Chance,
    Compare,
    Count,
    Happened,
    Not,
    Number,
    Or,
    Since,
    Time,
    Tree,
    Variable,
)
from sim.engine.names import MarkId, RoleId, SceneId, VariableId
from sim.format import conditions
from sim.format.condition_words import Fault
from sim.format.conditions import Parsed
from sim.format.declared import Names
from sim.format.diagnostics import Problems
from sim.format.shapes import Noun

WORDS: dict[Noun, list[str]] = {
    "role": ["police", "cps"],
    "child": ["child_a"],
    "fact": ["aunt", "dog"],
    "topic": ["relatives"],
    "activity": ["welfare_check", "call"],
    "milestone": ["told_cps"],
    "scene": ["huddle", "door"],
    "variable": ["distress", "beds"],
}


def names() -> Names:
    made = Names({noun: dict.fromkeys(words) for noun, words in WORDS.items()})
    made.choices = {"huddle": dict.fromkeys(["go", "stay"]), "door": {"form": None}}
    made.items = {"door": dict.fromkeys(["line_a", "line_b"])}
    return made


def parsed(text: str) -> Parsed:
    return conditions.parse(text, names(), Problems().near)


def tree(text: str) -> Tree:
    result = parsed(text)
    assert result.condition is not None, result.faults
    return result.condition.tree


def fault(text: str) -> Fault:
    result = parsed(text)
    assert result.condition is None
    assert len(result.faults) == 1, result.faults
    return result.faults[0]


DONE = Happened(MarkId("done.welfare_check"))
BEDS, NOUGHT = Variable(VariableId("beds")), Number(0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("police.knows.aunt", Happened(MarkId("police.knows.aunt"))),
        ("cps.told.relatives", Happened(MarkId("cps.told.relatives"))),
        ("cps.asked.relatives", Happened(MarkId("cps.asked.relatives"))),
        ("cps.answered.dog", Happened(MarkId("cps.answered.dog"))),
        ("cps.acknowledged.dog", Happened(MarkId("cps.acknowledged.dog"))),
        ("done.welfare_check", DONE),
        ("started.call", Happened(MarkId("started.call"))),
        ("reached.told_cps", Happened(MarkId("reached.told_cps"))),
        ("chosen.huddle.go", Happened(MarkId("chosen.huddle.go"))),
        ("chosen.door.form", Happened(MarkId("chosen.door.form"))),
        ("picked.door.line_a", Happened(MarkId("picked.door.line_a"))),
        ("police.at.huddle", At(RoleId("police"), SceneId("huddle"))),
        ("police.beside.cps", Beside(RoleId("police"), "cps")),
        ("police.beside.child_a", Beside(RoleId("police"), "child_a")),
        ("beds", BEDS),
        ("not beds", Not(BEDS)),
        ("beds > 0", Compare(BEDS, ">", NOUGHT)),
        ("0 < beds", Compare(BEDS, ">", NOUGHT)),
        ("beds == -2.5", Compare(BEDS, "==", Number(-2.5))),
        ("beds == true", Compare(BEDS, "==", Number(1))),
        ("beds != distress", Compare(BEDS, "!=", Variable(VariableId("distress")))),
        ("beds >= 5m", Compare(BEDS, ">=", Number(300))),
        ("time >= 1h30m", Compare(Time(), ">=", Number(5400))),
        ("20m <= time", Compare(Time(), ">=", Number(1200))),
        ("chance.phone < 0.3", Compare(Chance("phone"), "<", Number(0.3))),
        ("since.welfare_check >= 30m", Compare(Since(MarkId("done.welfare_check")), ">=", Number(1800))),
        ("since_first.told_cps < 24h", Compare(Since(MarkId("reached.told_cps"), first=True), "<", Number(86_400))),
        ("since.police.knows.aunt < 45s", Compare(Since(MarkId("police.knows.aunt")), "<", Number(45))),
        ("since.started.call < 45s", Compare(Since(MarkId("started.call")), "<", Number(45))),
        ("count.chosen.huddle.stay > 1", Compare(Count(MarkId("chosen.huddle.stay")), ">", Number(1))),
        ("count.call == 2", Compare(Count(MarkId("done.call")), "==", Number(2))),
        ("done.welfare_check and beds > 0", And((DONE, Compare(BEDS, ">", NOUGHT)))),
        ("done.welfare_check or not beds", Or((DONE, Not(BEDS)))),
        ("(done.welfare_check or beds) and beds", And((Or((DONE, BEDS)), BEDS))),
        ("done.welfare_check or beds and beds", Or((DONE, And((BEDS, BEDS))))),
        ("  done.welfare_check\n   and\tbeds ", And((DONE, BEDS))),
    ],
)
def test_a_condition_is_read(text: str, expected: Tree) -> None:
    assert tree(text) == expected


def test_a_condition_keeps_what_the_author_wrote() -> None:
    result = parsed("beds > 0\n  and   done.call")
    assert result.condition is not None
    assert result.condition.source == "beds > 0 and done.call"


@pytest.mark.parametrize(
    ("text", "at", "length", "said"),
    [
        ("knows(cps, aunt)", 0, 5, "call nothing"),
        ("beds > 0 and police.knows.aunt()", 13, 17, "call nothing"),
        ("__import__", 0, 10, "no variable"),
        ("beds = 0", 5, 1, "not a comparison"),
        ("beds >= 1 && beds", 10, 2, "not a word"),
        ("beds || beds", 5, 2, "not a word"),
        ("!beds", 0, 1, "not a word"),
        ("beds ≥ 1", 5, 1, "not a word"),
        ("beds > 1, beds", 8, 1, "no commas"),
        ("beds == 'x'", 8, 1, "no quotes"),
        ("beds[0]", 4, 1, "no `[`"),
        ("beds > {1}", 7, 1, "no `{`"),
        ("beds + 1 > 2", 5, 1, "do not calculate"),
        ("9**9**9**9 > beds", 1, 2, "do not calculate"),
        ("beds > 12x", 7, 3, "neither a number nor a duration"),
        ("beds > 1e9", 7, 3, "neither a number nor a duration"),
        ("time > 30m5m", 7, 5, "not a duration"),
        ("beds > " + "9" * 300, 7, 300, "not a number"),
        ("beds AND beds", 5, 3, "written small"),
        ("beds == True", 8, 4, "written small"),
        ("beds if beds else beds", 5, 2, "not a word"),
        ("lambda", 0, 6, "not a word"),
        ("beds is none", 5, 2, "not a word"),
        ("police.knows.not", 0, 16, "can't be a name"),
        ("beds beds", 5, 4, "Something is missing"),
        ("beds > 0 beds", 9, 4, "Something is missing"),
        ("beds >", 5, 1, "goes wrong"),
        ("and beds", 0, 3, "goes wrong"),
        ("beds and", 5, 3, "goes wrong"),
        ("(beds", 0, 1, "not closed"),
        ("beds)", 4, 1, "never opened"),
        ("()", 0, 1, "not a word"),
        ("", 0, 1, "empty"),
        ("beds . x", 5, 1, "point"),
        ("1 < beds < 3", 11, 1, "Two comparisons"),
        ("3", 0, 1, "number alone"),
        ("time", 0, 4, "alone says nothing"),
        ("since.call", 0, 10, "alone says nothing"),
        ("count.call", 0, 10, "alone says nothing"),
        ("chance.phone", 0, 12, "alone says nothing"),
        ("true", 0, 4, "alone says nothing"),
        ("police", 0, 6, "alone says nothing"),
        ("done.call == 1", 0, 9, "can't be compared"),
        ("police.at.huddle > 1", 0, 16, "can't be compared"),
        ("(beds > 1) > 1", 1, 1, "can be compared"),
        ("1 > 2", 0, 1, "a number with a number"),
        ("time > beds", 7, 4, "duration only"),
        ("beds > time", 0, 4, "duration only"),
        ("since.call > time", 13, 4, "duration only"),
        ("count.call > 5m", 13, 2, "not a time"),
        ("time.x", 0, 6, "more than it should"),
        ("chance", 0, 6, "less than it should"),
        ("done", 0, 4, "less than it should"),
        ("done.a.b", 0, 8, "more than it should"),
        ("police.knows", 0, 12, "less than it should"),
        ("since", 0, 5, "needs a name"),
        ("since.police.at.huddle > 5m", 6, 16, "is a state"),
        ("police.sees.aunt", 7, 4, "nothing that a role"),
        ("chance.Phone < 0.5", 0, 12, "can't be a name"),
    ],
)
def test_a_mistake_is_one_fault_with_its_place(text: str, at: int, length: int, said: str) -> None:
    found = fault(text)
    assert said in found.message
    assert (found.at, found.length) == (at, length)
    assert found.hint


@pytest.mark.parametrize(
    ("text", "at", "hint"),
    [
        ("police.knows.aunty", 13, "`aunt`"),
        ("done.welfare_chek", 5, "`welfare_check`"),
        ("reached.told_cpss", 8, "`told_cps`"),
        ("polise.knows.aunt", 0, "`police`"),
        ("police.at.hudle", 10, "`huddle`"),
        ("police.beside.child_b", 14, "`child_a`"),
        ("chosen.huddle.sty", 14, "`stay`"),
        ("picked.door.line_c", 12, "`line_"),
        ("picked.huddle.go", 14, "It has none."),
        ("distres > 3", 0, "`distress`"),
        ("since.welfare_chek > 5m", 6, "`welfare_check`"),
        ("since.polise.knows.aunt > 5m", 6, "`police`"),
        ("welfare_check", 0, "write `done.welfare_check`"),
        ("told_cps and beds", 0, "write `reached.told_cps`"),
        ("police.at.aunt", 10, "`aunt` is a fact"),
    ],
)
def test_an_unknown_name_comes_with_a_near_one(text: str, at: int, hint: str) -> None:
    found = fault(text)
    assert found.kind.code == "F201"
    assert found.at == at
    assert hint in found.hint


def test_all_unknown_names_of_a_condition_are_reported_at_once() -> None:
    result = parsed("police.knows.x and done.y or reached.z")
    assert [found.at for found in result.faults] == [13, 24, 37]


def test_names_are_not_complained_of_while_a_file_is_missing() -> None:
    made = names()
    made.complete = False
    assert conditions.parse("police.knows.elsewhere and beds", made).condition is not None


@pytest.mark.parametrize(
    "text", ["not since.call > 5m", "not (beds and since.call > 5m)", "beds and not (since.call > 5m or beds)"]
)
def test_not_before_since_is_refused(text: str) -> None:
    """Rule 4: while it has not happened every comparison is false, and `not` would make it true."""
    found = fault(text)
    assert found.kind.code == "F303"
    assert text[found.at :].startswith("not")
    assert "not done.call" in found.hint


def test_not_beside_since_is_fine() -> None:
    assert tree("since.call > 5m and not beds")


def test_a_number_for_a_time_is_seconds_and_a_warning() -> None:
    result = parsed("time > 30")
    assert result.condition is not None
    assert result.condition.tree == Compare(Time(), ">", Number(30))
    assert [found.kind.code for found in result.faults] == ["F304"]


def test_a_number_keeps_its_column_where_its_seconds_are_longer() -> None:
    """`24h` is 86400: five columns for three. What follows must still be reported at its own column."""
    assert fault("time > 24h and done.x").at == 20


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3_000 + "beds" + ")" * 3_000,
        "(" * 21 + "beds" + ")" * 21,
        "not " * 100 + "beds",
        "not (" * 15 + "beds" + ")" * 15,
        "beds and (" * 40 + "beds" + ")" * 40,
        "beds or " * 100 + "beds",
        "x" * 5_000,
        "9" * 5_000,
    ],
)
def test_what_is_too_long_or_too_deep_is_one_fault(text: str) -> None:
    assert fault(text).kind.code == "F302"


def test_depth_up_to_the_limit_is_read() -> None:
    assert tree("(" * 20 + "beds" + ")" * 20) == BEDS
    assert tree("not " * 19 + "beds")


def test_nothing_is_ever_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **kwargs: object) -> object:
        raise AssertionError("a condition was evaluated")

    for name in ("eval", "exec", "compile"):
        monkeypatch.setattr(f"builtins.{name}", never)
    monkeypatch.setattr(ast, "literal_eval", never)
    # ast.parse itself compiles to a tree; only that is let through.
    monkeypatch.setattr(ast, "parse", lambda text, mode: PARSE(text, mode))
    assert parsed("beds > 0 and police.knows.aunt").condition is not None
    assert parsed("__import__('os').system('id')").condition is None


def _parse(text: str, mode: str) -> ast.AST:
    return COMPILE(text, "<condition>", mode, ast.PyCF_ONLY_AST)


COMPILE, PARSE = compile, _parse

ALPHABET = [
    *(
        "police",
        "cps",
        "huddle",
        "aunt",
        "beds",
        "time",
        "done",
        "since",
        "count",
        "chance",
        "call",
        "not",
        "and",
        "or",
    ),
    *(
        ".",
        " ",
        "(",
        ")",
        "<",
        ">=",
        "==",
        "=",
        "30m",
        "5",
        "-1",
        "0.5",
        "24h",
        ",",
        "[",
        "'",
        "lambda",
        "é",
        "\x1b",
        "\n",
    ),
]


@given(st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join) | st.text(max_size=80))
def test_any_text_is_a_condition_or_faults_in_its_place(text: str) -> None:
    limit = sys.getrecursionlimit()
    result = parsed(text)
    assert (result.condition is None) == any(found.kind.severity == "error" for found in result.faults)
    for found in result.faults:
        assert 0 <= found.at <= len(text)
        assert found.message
    assert sys.getrecursionlimit() == limit
