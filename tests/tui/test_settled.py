"""What came of a joint decision is said where the next thing stands, to whoever had a part in it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from sim.engine.events import DecisionClosed, Work
from sim.engine.names import ChoiceId, DecisionId, RoleId, SceneId
from sim.engine.views import ChoiceView, DecisionView
from sim.tui.app import Begin
from sim.tui.play.beat import beat
from sim.tui.play.scene import settled
from tests.tui.panes import CPS, NAMES, NURSE, POLICE, view
from tests.tui.stage import CASE, flat, stage

How = Literal["alone", "lead", "together", "each"]


def decision(how: How, mine: Literal["decide", "advise"] = "decide") -> DecisionView:
    """A decision of police with others."""
    all_three = (RoleId(POLICE), RoleId(CPS), RoleId(NURSE))
    choice = ChoiceView(id=ChoiceId("go"), key=1, text="Go *there* now.", open=True)
    return DecisionView(
        id=DecisionId("gate#1"), scene=SceneId("gate"), title="The gate", text="", how=how, mine=mine, lead=RoleId(CPS),
        deciders=all_three, present=all_three, children=(), opened=0, closes=None, reading=0, choices=(choice,),
    )  # fmt: skip


def closed(how: Literal["chosen", "no_answer", "deadlock"], *by: str, outcome: str = "go") -> DecisionClosed:
    """How it ended."""
    roles = tuple(RoleId(role) for role in by)
    work = Work(DecisionId("gate#1"), SceneId("gate"), outcome, roles, 60)
    return DecisionClosed(
        seq=9, at=30, seen_by=roles, decision=work.decision, scene=work.scene, how=how, by=roles, works=(work,)
    )


@pytest.mark.parametrize(
    ("what", "how", "said"),
    [
        (decision("together"), closed("chosen", POLICE, CPS, NURSE), "CPS, Nurse and you agreed: Go there now."),
        (decision("together", "advise"), closed("chosen", CPS, NURSE), "CPS and Nurse agreed: Go there now."),
        (decision("lead", "advise"), closed("chosen", CPS), "CPS decided: Go there now."),
        (decision("lead"), closed("chosen", POLICE), ""),  # the beat says it
        (decision("together"), closed("no_answer", outcome="if_no_answer"), ""),
        (decision("together"), closed("deadlock", outcome="if_deadlock"), ""),
    ],
)
def test_who_settled_it_and_what(what: DecisionView, how: DecisionClosed, said: str) -> None:
    assert " ".join(part.body.plain for part in settled(how, what, NAMES).rows) == said


async def test_what_was_agreed_stands_above_what_comes_next(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin("waiting_after_school", "medical", "practice", "untimed")) as here:
        await here.press("enter")
        for _ in range(30):
            decision = here.play.view.decision
            if decision is not None and decision.scene == "on_one_line":
                break
            await here.press(*(("1", "enter") if decision is not None else ("enter",)))
        assert decision is not None
        mine = decision.choices[0].id
        while (now := here.play.view.decision) is not None and now.id == decision.id:
            mine = next((pick.choice for pick in now.picks if pick.choice and pick.role != here.play.role), mine)
            key = next(choice.key for choice in now.choices if choice.id == mine)
            await here.press(str(key), "enter")
        text = next(choice.text for choice in decision.choices if choice.id == mine)
        seen = flat(here.see())
        assert f"Officer, CPS and you agreed: {text}" in seen
        assert f"You chose: {text}" not in seen


def test_what_another_decided_is_not_called_ones_own_choice_at_a_later_stop() -> None:
    busy = replace(view(), status="busy", doing="Go there now.", until=120)

    def said(own: bool) -> str:
        rows = beat(busy, NAMES, NAMES.face, 0, 0, holding=True, own=own).rows
        return " ".join(part.body.plain for part in rows)

    assert "You are busy until about 21:42. You chose: Go there now." in said(own=True)
    assert "You are busy until about 21:42. Decided: Go there now." in said(own=False)


async def test_who_led_decided_and_not_who_passed_on_advice(tmp_path: Path) -> None:
    async with stage(tmp_path, Begin(CASE, "police", "practice", "untimed")) as here:
        await here.press("enter")
        passing = False
        while not here.play.view.ended and not passing:
            decision = here.play.view.decision
            passing = decision is not None and decision.mine == "advise"
            await here.press(*(("x",) if passing else ("1", "enter") if decision is not None else ("enter",)))
            assert here.play.own != passing
        assert passing
