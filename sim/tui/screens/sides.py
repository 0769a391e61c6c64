"""What a person does beside the scene: tell, ask, answer, read back, note, copy, look words up; from what is under the cursor.

The play screen is built on it. What the cursor stands on is filled in already, so that telling a fact takes three keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from sim.engine.commands import Refused
from sim.tui.content import page, row
from sim.tui.dialogs import saying
from sim.tui.dialogs.saying import Saying
from sim.tui.keymap import shown
from sim.tui.play.conversations import WANTS
from sim.tui.screens.acting import Acting
from sim.tui.widgets.cards import Cards
from sim.tui.widgets.keys import Key
from sim.tui.widgets.known import Known
from sim.tui.widgets.talks import ALL, Subject, Talks

if TYPE_CHECKING:
    from sim.tui.dialogs.note import Written
    from sim.tui.dialogs.steps import Answers

LONG = 40
"""Letters of what was copied, when it is said that it was."""


class Sides(Acting):
    """A seat with the panes of what one knows (`#known`) and of messages (`#feed`)."""

    draft = ""
    """A note that was begun and not kept."""

    @property
    def known(self) -> Known:
        """The pane of what one knows."""
        return self.query_one("#known", Known)

    @property
    def talks(self) -> Talks:
        """The pane of messages."""
        return self.query_one("#feed", Talks)

    @property
    def side(self) -> str:
        """Which of the two has the focus: `known`, `feed`; empty: neither."""
        focused = self.focused
        if not isinstance(focused, Cards):
            return ""
        return "known" if focused is self.known else "feed" if focused is self.talks.cards else ""

    def side_keys(self, pane: str) -> list[Key]:
        """The line of keys while a side pane has the focus; empty: none has. *pane*: where the next pane leads."""
        side = self.side
        if not side or self.view.paused or self.view.ended:
            return []
        keys: list[Key] = []
        if side == "known":
            keys += [Key("play.tell", "tell this", self.off("tell"))]
        else:
            subject = self.talks.subject
            wants = WANTS[subject.wants] if subject is not None else ""
            keys += [Key("cards.take", wants)] if wants else []
            keys += [Key("talks.next"), Key("play.tell", off=self.off("tell"))]
        keys += [
            Key("play.ask", off=self.off("ask")),
            Key("play.answer", off=self.off("answer")),
            Key("play.read_back", off=self.off("read_back")),
            Key("play.note"),
            Key("play.copy"),
        ]
        return [*keys, Key("play.pane", pane), Key("play.pause"), Key("everywhere.support"), Key("everywhere.help")]

    # --- saying

    def saying_of(self, what: str) -> Saying:
        """What is said with the key for *what*, with as much filled in as the cursor stands on."""
        view, names, brief = self.view, self.names, self.brief
        subject = self.talks.subject if self.side == "feed" else None
        message = subject.message if subject is not None else None
        match what:
            case "tell":
                if self.side == "known" and self.known.card is not None:
                    return saying.tell(view, names, brief, facts=(self.known.card.id,))
                if subject is not None and subject.facts:
                    return saying.tell(view, names, brief, facts=subject.facts, to=self._again(subject))
                return saying.tell(view, names, brief)
            case "ask":
                if message is not None and message.kind == "acknowledged" and message.frm == self.role:
                    topic = next((fact.topic for fact in view.known if fact.fact in message.facts), "")
                    return saying.ask(view, names, brief, to=message.to[0], topic=topic)
                if self.side == "feed" and self.talks.partner != ALL:
                    return saying.ask(view, names, brief, to=self.talks.partner)
                return saying.ask(view, names, brief)
            case "answer":
                return saying.answer(view, names, brief, number=message.number if message is not None else None)
            case _:
                return saying.read_back(view, names, brief, number=message.number if message is not None else None)

    def _again(self, subject: Subject) -> tuple[str, ...]:
        """Whom what is under the cursor was told, and did not reach as it was said."""
        message = subject.message
        if message is None or subject.wants != "again":
            return ()
        return (message.frm,) if message.kind == "acknowledged" else message.to

    def action_say(self, what: str) -> None:
        """Open the dialog for telling, asking, answering or reading back."""
        if not self.refuse(what):
            self._put_together(what, self.saying_of(what))

    def _put_together(self, what: str, made: Saying, answers: Answers | None = None) -> None:
        """Ask what is to be said, and send it. *answers*: all that were given before, the last one to be given again."""
        from sim.tui.dialogs.steps import Steps

        async def given(answers: Answers | None) -> None:
            if answers is None:
                self.say("Nothing was sent.")
            elif self.session.view(self.role).paused:  # since the dialog was opened: support, or a window too small
                self._go_on_to_send(what, made, answers)
            else:
                await self._send_said(what, made, answers)

        before, last = (made.given, ()) if answers is None else (answers[:-1], answers[-1])
        self.app.push_screen(Steps(made.title, made.plan, given=before, before=last), given)

    async def _send_said(self, what: str, made: Saying, answers: Answers) -> None:
        if await self.send(made.command(answers), made.done(answers)) and what == "read_back":
            self._say_how_it_arrived(made.done(answers))

    def _go_on_to_send(self, what: str, made: Saying, answers: Answers) -> None:
        """The case is paused: ask whether to go on, so that what was put together is not lost."""
        from sim.tui.dialogs.confirm import Confirm

        async def answered(yes: bool | None) -> None:
            if not yes:
                self._put_together(what, made, answers)
                return
            back = await self.session.resume(self.role)
            if isinstance(back, Refused):
                self.say(back.reason, refused=True)
            else:
                await self._send_said(what, made, answers)

        about = page(row("What you have put together is not sent yet: while the case is paused, nothing is."))
        self.app.push_screen(
            Confirm("The case is paused", about, yes="go on, and send it", no="not yet", final=True), answered
        )

    def _say_how_it_arrived(self, done: str) -> None:
        """Where what was read back is not what was told, say so at once: messages may be out of sight."""
        sent = reversed(self.session.view(self.role).messages)
        mine = next((each for each in sent if each.kind == "acknowledged" and each.frm == self.role), None)
        if mine is not None and mine.right is False:
            again = shown("play.ask", self.app)
            self.say(f"{done} That is not what you were told: {again} asks again.", refused=True)

    async def on_cards_taken(self, message: Cards.Taken) -> None:
        """Enter on a fact tells it; on a message it does what one would want to do with it first."""
        message.stop()
        if self.view.ended:
            await self.run_action("go_on")
            return
        if self.side == "known":
            self.action_say("tell")
            return
        subject = self.talks.subject
        match subject.wants if subject is not None else "":
            case "answer" | "read_back" as what:
                self.action_say(what)
            case "again" | "pass_on":
                self.action_say("tell")
            case "ask_again":
                self.action_say("ask")
            case _:
                self.say(f"Nothing is waiting here: {shown('play.pane', self.app)} leads on.", refused=True)

    def on_cards_pointed(self, message: Cards.Pointed) -> None:
        """The cursor stands on something else: the line of keys says what Enter does with it."""
        message.stop()
        if self.side:
            self.show_keys()

    def show_keys(self) -> None:
        """Show the line of keys anew."""

    def show_pane(self, pane: str) -> None:
        """Make *pane* the one that has the focus."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click into a pane makes it the one that keys go to."""
        side = self.side
        if side:
            self.show_pane(side)

    # --- notes

    def action_note(self) -> None:
        """Write a note: kept apart from the record, read by nobody else."""
        if self.refuse("note"):
            return
        from sim.tui.dialogs.note import Earlier, Note

        decision = self.view.decision
        card = (self.known.card if self.side == "known" else self.talks.cards.card) if self.side else None
        begun = f"On “{card.copy}”:\n" if card is not None and card.copy and not self.draft else ""
        earlier = [Earlier(self.face.hm(note.at), note.text) for note in self.session.notes(self.role)]

        async def written(made: Written | None) -> None:
            if made is None or not made.keep:
                text = made.text if made is not None else ""
                self.draft = "" if text.strip() == begun.strip() else text
                self.say("Nothing was kept; your words wait in the dialog." if self.draft else "")
                return
            answer = await self.session.note(
                self.role, made.text, decision=decision.id if decision is not None else None
            )
            if isinstance(answer, Refused):
                self.draft = made.text
                self.say(answer.reason, refused=True)
            else:
                self.draft = ""
                self.say("Noted.")

        about = decision.title if decision is not None and not self.view.paused else ""
        self.app.push_screen(Note(self.draft or begun, earlier, about), written)

    # --- copying, looking words up

    def to_copy(self) -> tuple[str, str]:
        """What `copy` copies: the words, and what they are."""
        if self.side == "known" and self.known.card is not None:
            return self.known.card.copy, "fact"
        if self.side == "feed" and self.talks.cards.card is not None:
            return self.talks.cards.card.copy, "message"
        decision = self.view.decision
        if decision is None or self.view.ended:
            return "", ""
        choices = [f"{choice.key}. {choice.text}" for choice in decision.choices]
        return "\n\n".join([decision.title, decision.text.strip(), "\n".join(choices)]), "scene"

    def action_copy(self) -> None:
        """Copy what is under the cursor, or the scene, to the terminal's clipboard."""
        words, what = ("", "") if self.view.paused else self.to_copy()
        if not words:
            self.say("There is nothing to copy here.", refused=True)
            return
        self.joint.copy(words)
        first = " ".join(words.split())
        self.say(f"Copied the {what}: {first if len(first) <= LONG else f'{first[: LONG - 1].rstrip()}…'}")

    def action_words(self) -> None:
        """Look up words of the other agencies; those that are before one now stand first."""
        if not self.brief.glossary:
            self.say("This case explains no words.", refused=True)
            return
        from sim.tui.dialogs.words import LookUp
        from sim.tui.play.glossary import at_hand

        self.app.push_screen(LookUp(self.brief.glossary, "" if self.view.paused else at_hand(self.view)))
