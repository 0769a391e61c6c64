"""Issues: what belongs together is one row of the improvement plan, and nothing is told twice."""

from __future__ import annotations

from dataclasses import replace

from sim.reports import Remark, render
from sim.reports.blocks import bare
from sim.reports.findings import Finding, areas, findings
from sim.reports.issues import NAMED, chosen, issues
from sim.reports.sections.plan import EMPTY, HEARD, MOST
from sim.reports.wording import Wording
from tests.reports.plays import documented, played, rich
from tests.reports.test_html import parsed


def words() -> Wording:
    material = played()
    return Wording(material.book, material.log)


def late(n: int, to: str = "cps", weight: float = 6.0) -> Finding:
    """A fact that came late."""
    return Finding(
        False, "information", "Coordination", f"“Fact {n}” came late.", events=(n,), weight=weight, seats=("police",),
        group=f"{to} police", heading=f"facts did not reach {to} in time", brief=f"“Fact {n}”",
    )  # fmt: skip


def test_facts_that_went_the_same_way_too_late_are_one_row() -> None:
    (one, other) = issues([*(late(n) for n in range(1, 6)), late(9, "medical")], words())
    assert bare(one.what).startswith(
        "5 facts did not reach cps in time: “Fact 1”; “Fact 2”; “Fact 3”; and 2 more. (log 1"
    )
    assert one.seats == ("police",)
    assert bare(other.what).startswith("“Fact 9” came late.")
    assert NAMED == 3


def test_children_on_whom_the_same_weighed_are_named_together() -> None:
    found = [
        Finding(False, "child", "The child’s day", "", group="child", heading=name, brief=brief)
        for name, brief in (
            ("A", "partings, 2 instead of 1"),
            ("B", "partings, 2 instead of 1"),
            ("B", "asked, 3 instead of 0"),
        )
    ]
    (one,) = issues(found, words())
    said = "More than in the model’s play: partings, 2 instead of 1 (A and B); asked, 3 instead of 0 (B)."
    assert bare(one.what) == said


def test_a_rule_that_has_a_row_is_not_told_again_with_an_objective() -> None:
    rule = Finding(False, "rule", "Florida", "Not kept: B-01.", rule="B-01", weight=8.0)
    task = Finding(False, "objective", "Tell them.", "Not done: B-01.", rule="B-01", group="told", weight=9.0)
    other = Finding(False, "objective", "Tell them.", "Not done: read back.", group="told", weight=9.0)
    assert [bare(one.what) for one in issues([task, other, rule], words())] == [
        "Not done: read back.",
        "Not kept: B-01.",
    ]


def test_a_short_plan_has_something_of_each_part_and_the_heaviest() -> None:
    found = issues(
        [*(late(n, f"seat {n}", 90 - n) for n in range(20)), Finding(False, "child", "Day", "More.", weight=1)], words()
    )
    kept = chosen(found, 5)
    assert [one.part for one in kept] == ["information"] * 4 + ["child"]
    assert [one.weight for one in kept] == [90, 89, 88, 87, 1]
    assert chosen(found, 99) == found


def test_every_area_of_a_whole_case_is_in_one_issue_and_the_plan_says_what_it_leaves_out() -> None:
    material = documented()
    spoken = Wording(material.book, material.log)
    found = issues(areas(findings(material, spoken)), spoken)
    assert len(found) < len(areas(findings(material, spoken)))
    plan = next(part for part in parsed(render(material, "html")).all("section") if part.attributes.get("id") == "plan")
    rows = plan.all("tbody")[0].all("tr")
    assert len(rows) == min(MOST, len(found)) + EMPTY
    assert (f"{len(found) - MOST} lighter area" in plan.text) is (len(found) > MOST)


def test_what_the_hot_wash_asks_to_change_is_in_the_plan() -> None:
    many = tuple(Remark("delta", f"Change {n}.") for n in range(HEARD + 2))
    remarks = (Remark("delta", "Say it earlier.", "Telling"), Remark("delta", "Read it back.", "Telling"), *many)
    for mode in ("practice", "workshop"):
        plan = next(
            part
            for part in parsed(render(replace(rich(mode), remarks=remarks), "html")).all("section")  # type: ignore[arg-type]
            if part.attributes.get("id") == "plan"
        )
        rows = [[cell.text for cell in row.all("th", "td")][1:3] for row in plan.all("tbody")[0].all("tr")]
        assert rows[-EMPTY - HEARD] == ["Telling", "Say it earlier.; Read it back."]
        assert rows[-EMPTY - 1] == ["Hot wash", f"Change {HEARD - 2}."]
        assert "3 more changes that the hot wash asks for" in plan.text
