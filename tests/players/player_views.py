"""Views and a key made by hand, so that each behaviour of a player can be read off one test."""

from typing import Any

from sim.engine.names import BasisId, ChoiceId, DecisionId, DeskId, FactId, ItemId, RoleId, SceneId, TopicId
from sim.engine.views import ChoiceView, DecisionView, ItemView, KnownFact, MessageView, View, Whereabouts
from sim.players.key import DeskQuestion, FactKey, FormKey, RoleKey

POLICE, CPS, MEDICAL = RoleId("police"), RoleId("cps"), RoleId("medical")
AGREEMENT, CURIOSITY, CONSENT = BasisId("agreement"), BasisId("curiosity"), BasisId("consent")
HOME, KIN = TopicId("home"), TopicId("kin")


def choice(name: str, text: str = "Do it.", *, shut: bool = False, **form: Any) -> ChoiceView:
    items = tuple(ItemView(ItemId(item), words) for item, words in form.pop("items", {}).items())
    return ChoiceView(ChoiceId(name), 1, text, not shut, items, **form)


def decision(*choices: ChoiceView, **changes: Any) -> DecisionView:
    """A decision alone at second 100 with a limit of 60 seconds of which 20 are reading, unless *changes* say otherwise."""
    fields: dict[str, Any] = dict(
        id=DecisionId("kitchen#1"),
        scene=SceneId("kitchen"),
        title="Kitchen",
        text="",
        how="alone",
        mine="decide",
        lead=None,
        deciders=(POLICE,),
        present=(POLICE,),
        children=(),
        opened=100,
        closes=160,
        reading=20,
        choices=choices,
    )
    return DecisionView(**(fields | changes))


def fact(name: str, at: int = 90, **changes: Any) -> KnownFact:
    fields: dict[str, Any] = dict(
        fact=FactId(name), topic=KIN, text="Words.", at=at, seq=at, how="held", source="", told=(), bases=()
    )
    return KnownFact(**(fields | changes))


def question(number: int = 41, frm: RoleId = CPS, topic: TopicId = KIN, at: int = 95, **changes: Any) -> MessageView:
    fields: dict[str, Any] = dict(
        number=number, at=at, frm=frm, to=(POLICE,), kind="asked", topic=topic, texts=("About kin?",), open=True
    )
    return MessageView(**(fields | changes))


def told(number: int, frm: str, to: tuple[RoleId, ...], *facts: str, at: int = 95, **changes: Any) -> MessageView:
    names = tuple(FactId(name) for name in facts)
    fields: dict[str, Any] = dict(number=number, at=at, frm=frm, to=to, kind="told", facts=names, texts=("Words.",))
    return MessageView(**(fields | changes))


def here(*roles: RoleId) -> tuple[Whereabouts, ...]:
    return tuple(Whereabouts(role, "Kitchen", 100, True) for role in roles)


def seen(**changes: Any) -> View:
    """What the police see at second 100, busy and with nothing before them, unless *changes* say otherwise."""
    fields: dict[str, Any] = dict(
        role=POLICE,
        seq=40,
        time=100,
        status="deciding" if changes.get("decision") else "busy",
        place="Kitchen",
        doing="",
        until=None,
        reach=True,
        decision=None,
        known=(),
        messages=(),
        feed=(),
        others=(),
        variables=(),
    )
    return View(**(fields | changes))


def fact_key(needed_by: tuple[RoleId, ...] = (), **changes: Any) -> FactKey:
    fields: dict[str, Any] = dict(topic=KIN, needed_by=needed_by, lawful={}, keep_from=(), volunteers=None, right="")
    return FactKey(**(fields | changes))


KEY = RoleKey(
    role=POLICE,
    ranked={SceneId("kitchen"): (ChoiceId("best"), ChoiceId("second"), ChoiceId("worst"))},
    forms={
        (SceneId("kitchen"), ChoiceId("best")): FormKey(
            order=(ItemId("right"), ItemId("also_right"), ItemId("wrong")),
            right=frozenset({ItemId("right"), ItemId("also_right")}),
        )
    },
    says={(SceneId("kitchen"), ChoiceId("best")): {MEDICAL: frozenset({FactId("wanted_by_medical")})}},
    facts={
        FactId("free"): fact_key(),
        FactId("wanted"): fact_key((CPS,)),
        FactId("wanted_too"): fact_key((CPS,)),
        FactId("wanted_by_medical"): fact_key((MEDICAL,)),
        FactId("volunteered"): fact_key((CPS,), volunteers=300),
        FactId("restricted"): fact_key((CPS,), lawful={CPS: (AGREEMENT,)}),
        FactId("consented"): fact_key((CPS,), lawful={CPS: (CONSENT,), MEDICAL: (CONSENT,)}),
        FactId("nobodys"): fact_key((CPS,), lawful={MEDICAL: (AGREEMENT,)}),
        FactId("kept"): fact_key((CPS,), keep_from=(CPS,)),
        FactId("read_back"): fact_key(right="No contact."),
        FactId("at_the_desk"): fact_key(),
    },
    questions=(DeskQuestion(DeskId("records"), KIN, AGREEMENT, (FactId("at_the_desk"),)),),
    answers_after=60,
    reading={SceneId("kitchen"): 20},
)
"""The key of the police, in a kitchen with three choices and with facts of every kind."""

ASKED_THE_DESK = question(30, POLICE, to=("records",), open=False, at=50)
