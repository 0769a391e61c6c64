"""Every act that has a key, in one table: its name, its usual keys, what it does in a word and in a sentence.

Screens take their bindings from here (`BINDINGS = bindings("play")`), the line of keys its words (`shown`), and so do the list
that `?` opens, the palette, the settings and the documentation. A person's own keys are given by the act's name, in the
settings. To add a key: one `Act` in the group of its screen, and an `action_...` method there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from sim.tui.keynames import face, faces

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType


class Act(NamedTuple):
    """Something that a key does.

    *id*: its name, `place.word`. *keys*: Textual's names, with commas. *action*: as Textual writes it; `{key}` in it is
    replaced by each key, and such an act keeps its keys. *does*: a word or two, for the line of keys. *says*: a sentence, for
    lists. *priority*: before the widget that has the focus. *fixed*: it keeps its keys. *listed*: worth a line in the list of `?`.
    *also*: other words under which it is found there.
    """

    id: str
    keys: str
    action: str
    does: str
    says: str
    priority: bool = False
    fixed: bool = False
    listed: bool = True
    also: str = ""

    @property
    def place(self) -> str:
        """The screen, or the part of screens, that it belongs to."""
        return self.id.partition(".")[0]


DIGITS = "1,2,3,4,5,6,7,8,9"

PLACES: dict[str, str] = {
    "everywhere": "Everywhere",
    "home": "First screen",
    "history": "History",
    "briefing": "Briefing",
    "curtain": "Handing the laptop over",
    "over": "The end of a shared case",
    "play": "Play",
    "debrief": "Debrief",
    "overview": "Debrief: the overview",
    "items": "What a score is made of",
    "chart": "Who knew what when",
    "passing": "Debrief: messages",
    "compared": "What if: two plays compared",
    "branching": "What if: while the computer plays on",
    "wash": "Hot wash",
    "handing": "Hot wash: handing the laptop on",
    "washing": "Hot wash: writing",
    "review": "A decision looked back on",
    "critical": "A case that was stopped",
    "faults": "A case with errors",
    "settings": "Settings",
    "value": "A setting",
    "list": "Lists",
    "rows": "Lists, up and down",
    "choices": "Choices in play, up and down",
    "cards": "Lists that are read",
    "talks": "Messages",
    "steps": "Dialogs of several questions",
    "confirm": "Questions",
    "note": "Writing a note",
    "words": "Words of the other agencies",
    "path": "Naming a case of your own",
    "reading": "Pages to read",
    "arrivals": "What came in",
    "transcript": "What has been on screen",
    "find": "Lists to search",
    "finder": "Typing what to find",
    "jump": "Jumping",
}
"""Where acts belong, and its name on the screen."""

ACTS: tuple[Act, ...] = (
    # Everywhere: done by the app, whatever is open.
    Act("everywhere.help", "question_mark", "app.what", "help", "See what can be done here, and do it.", priority=True),
    Act(
        "everywhere.support",
        "f1",
        "app.support",
        "support",
        "See people to talk to, and where to report.",
        priority=True,
        also="upset worried",
    ),
    Act("everywhere.palette", "ctrl+p", "app.palette", "do", "Do anything: type what, and press Enter.", priority=True),
    Act("everywhere.jump", "ctrl+o", "app.jump", "jump", "Jump to a part of the screen by a letter.", priority=True),
    Act(
        "everywhere.copy",
        "ctrl+y",
        "app.copy_words",
        "copy",
        "Copy what stands in this part of the screen.",
    ),
    Act(
        "everywhere.settings", "f2", "app.settings", "settings", "Change colours, keys, pace and so on.", priority=True
    ),
    Act(
        "everywhere.close",
        "ctrl+q",
        "app.quit",
        "close",
        "Close the program; what you did is kept.",
        priority=True,
        also="stop quit exit",
    ),
    # The first screen.
    Act(
        "home.find",
        "slash",
        "find",
        "find",
        "Find a case or a session by title, role, aim or kind: type, and the list follows.",
    ),
    Act("home.more", "i", "more", "more about it", "Read all about the highlighted line."),
    Act("home.history", "h", "history", "history", "Look at finished sessions, and at scores over time."),
    Act(
        "home.remove",
        "delete,x",
        "remove",
        "remove",
        "Remove the highlighted session, after a question; or a case of your own from the list.",
    ),
    Act("home.quit", "q,escape", "quit", "close", "Close the program."),
    # History.
    Act("history.words", "v", "words", "in words", "Show the charts in words, and back."),
    Act("history.remove", "delete,x", "remove", "remove", "Remove the highlighted session, after a question."),
    Act("history.home", "escape,q,h", "home", "first screen", "Go to the first screen."),
    # Typing what to find.
    Act("finder.down", "down", "leave('down')", "to the list", "Go from the line to the list below it."),
    Act("finder.close", "escape", "leave('closed')", "show all", "Find nothing more; show all again."),
    # The briefing.
    Act("briefing.begin", "enter", "begin(True)", "begin", "Begin the case."),
    Act("briefing.back", "escape,q", "begin(False)", "back, nothing begins", "Go back; nothing begins."),
    Act("briefing.how", "h", "how", "how play works", "Read how play works, on one page."),
    Act("briefing.mode", "m", "set('mode')", "mode", "Choose how to play: coach, practice or workshop."),
    Act("briefing.pace", "p", "set('pace')", "pace", "Choose the pace."),
    Act("briefing.time", "t", "set('time')", "more time", "Take more time, or no timer; nobody sees it."),
    Act("briefing.avoid", "x", "set('avoid')", "leave out", "Choose what you do not want to be shown; nobody sees it."),
    Act("briefing.who", "w", "set('who')", "who plays", "Let others at this laptop play, too."),
    # Between two seats at one laptop, and when a case that was played so is over.
    Act("curtain.lower", "enter", "lower", "it is me", "Begin your turn, if it is you who is named."),
    Act("curtain.other", "o", "other", "somebody else", "Let somebody else sit down first."),
    Act("curtain.pause", "p", "pause", "pause", "Pause, and go on."),
    Act("curtain.leave", "escape,q", "leave", "leave", "Leave for now; the first screen offers to resume."),
    Act("over.home", "escape,q", "home", "first screen", "Go to the first screen."),
    # Play.
    Act("play.go_on", "enter", "go_on", "go on", "Go on, where there is nothing to decide."),
    Act("play.tell", "t", "say('tell')", "tell", "Tell: pass on what you know."),
    Act("play.ask", "a", "say('ask')", "ask", "Ask a colleague or a desk about a topic."),
    Act("play.answer", "r", "say('answer')", "answer", "Answer a question that was put to you."),
    Act(
        "play.read_back",
        "k",
        "say('read_back')",
        "read back",
        "Read back what you were told, so that the teller hears what arrived.",
    ),
    Act("play.note", "n", "note", "note", "Write a note: a thought of your own, kept apart from the record."),
    Act("play.copy", "y", "copy", "copy", "Copy what is under the cursor, or the scene."),
    Act("play.words", "l", "words", "look up", "Look up words of the other agencies."),
    Act("play.pass", "x", "pass", "pass", "Pass: give no advice where another decides."),
    Act("play.wait", "w", "wait", "wait", "Wait until something comes in, though a decision is open (untimed)."),
    Act(
        "play.pane", "i,tab", "pane", "next pane", "Go to the next pane: scene, messages, what you know.", priority=True
    ),
    Act("play.news", "v", "news", "read what is new", "Read what came in while you decide, one after the other."),
    Act("play.transcript", "u", "transcript", "earlier", "Scroll back: all that has been on screen, and your notes."),
    Act("play.brief", "g", "brief", "brief", "Read your brief again, and words of the other agencies."),
    Act("play.look_back", "f", "look_back", "look back", "Look back at your last decision (coach and practice)."),
    Act(
        "play.rewind",
        "b",
        "rewind",
        "back to a decision",
        "Go back to an earlier decision, in a new session (coach and practice).",
    ),
    Act("play.hand_over", "h", "hand_over", "hand over", "Hand over: let another person at this laptop play."),
    Act("play.pause", "p", "pause", "pause", "Pause, and go on.", also="stop break"),
    Act("play.step_out", "s", "step_out", "step out", "Step out: leave the case, at no cost.", also="stop quit upset"),
    Act("play.end", "e", "end", "end", "End the case here, and look back on it.", also="stop finish"),
    Act(
        "play.leave",
        "q",
        "leave",
        "leave",
        "Leave for now; the first screen offers to resume.",
        also="stop quit exit home",
    ),
    Act(
        "play.hint",
        "escape",
        "hint",
        "hint read",
        "Put a hint away that you have read; or go back to the scene.",
        listed=False,
    ),
    Act("play.page_down", "pagedown", "scroll(1)", "read on", "Scroll down a page.", priority=True, listed=False),
    Act("play.page_up", "pageup", "scroll(-1)", "read back up", "Scroll up a page.", priority=True, listed=False),
    Act("play.digit", DIGITS, "digit({key})", "highlight", "Highlight the choice with this number.", listed=False),
    # The debrief.
    Act("debrief.part", f"{DIGITS},0", "part({key})", "parts", "Show this part.", priority=True, listed=False),
    Act("debrief.next", "tab", "turn(1)", "next part", "Go to the next part.", priority=True),
    Act("debrief.previous", "shift+tab", "turn(-1)", "part before", "Go to the part before.", priority=True),
    Act(
        "debrief.right",
        "right",
        "sideways(1)",
        "on",
        "Go on in time; where there is no chart, to the next part.",
        priority=True,
    ),
    Act("debrief.left", "left", "sideways(-1)", "back", "Go back in time; or to the part before.", priority=True),
    Act("debrief.words", "v", "words", "in words", "Show a chart in words, and back."),
    Act(
        "debrief.rewind",
        "b",
        "rewind",
        "back to a decision",
        "Go back to an earlier decision, in a new session (coach and practice).",
    ),
    Act(
        "debrief.what_if",
        "f",
        "what_if",
        "what if",
        "See how it might have gone on from the decision that is pointed at.",
        also="fork branch model",
    ),
    Act("debrief.reveal", "o", "reveal", "your points", "Show your own points, in a workshop; and hide them again."),
    Act("debrief.seats", "w", "seats", "whose seat", "Choose whose seat to look back from (several at one laptop)."),
    Act(
        "debrief.report",
        "p",
        "report",
        "save a report",
        "Save a report of this play: a page to print, text, a table or data.",
        also="html pdf export after-action improvement plan markdown csv json file",
    ),
    Act("debrief.home", "q,escape", "home", "first screen", "Go to the first screen; or back to the history."),
    # The overview, and what a score is made of.
    Act("overview.items", "enter", "items", "details", "See what a score is made of, thing by thing."),
    Act("items.close", "escape,q", "close", "close", "Close; back to the overview."),
    Act("items.previous", "left", "turn(-1)", "score before", "Look at the score before.", priority=True),
    Act("items.next", "right", "turn(1)", "next score", "Look at the next score.", priority=True),
    # Who knew what when.
    Act("chart.up", "up,k", "fact(-1)", "fact before", "Go to the fact before.", listed=False),
    Act("chart.down", "down,j", "fact(1)", "next fact", "Go to the next fact.", listed=False),
    Act("chart.page_up", "pageup", "page(-1)", "facts before", "Go up a page of facts.", listed=False),
    Act("chart.page_down", "pagedown", "page(1)", "more facts", "Go down a page of facts.", listed=False),
    Act("chart.closer", "plus,equals_sign", "zoom(True)", "closer", "Look closer: less time, drawn larger."),
    Act("chart.farther", "minus", "zoom(False)", "farther", "Look from farther away: more time at once."),
    Act("chart.after", "full_stop", "mark(1)", "what came next", "Go to what happened next to this fact."),
    Act("chart.before", "comma", "mark(-1)", "what came before", "Go to what happened to this fact before."),
    Act(
        "chart.later", "greater_than_sign,shift+right", "screenful(1)", "later", "Go on by as much time as is in sight."
    ),
    Act(
        "chart.earlier",
        "less_than_sign,shift+left",
        "screenful(-1)",
        "earlier",
        "Go back by as much time as is in sight.",
    ),
    Act("chart.first", "home", "edge(False)", "beginning", "Go to the beginning of the case.", listed=False),
    Act("chart.last", "end", "edge(True)", "end", "Go to the end of the case.", listed=False),
    # Messages, looked back on.
    Act("passing.next", "right_square_bracket", "list(1)", "next list", "Go to the next list on this page."),
    Act("passing.before", "left_square_bracket", "list(-1)", "list before", "Go to the list before."),
    # What if.
    Act("compared.all", "v", "all", "also what is alike", "Show also what is alike in both; and back."),
    Act("compared.close", "escape,q,enter", "close", "close", "Close this page."),
    Act("branching.close", "escape", "close", "call it off", "Call it off; what you have played stays as it is."),
    # The hot wash.
    Act("wash.write", "a", "write", "write", "Write, one after the other, without names."),
    Act("wash.rename", "r", "rename", "rename group", "Give the group of the highlighted card another name."),
    Act("wash.remove", "delete,x", "remove", "delete", "Delete the highlighted card, after a question."),
    Act("handing.write", "enter", "write", "I write", "Begin to write, if it is you who sits here."),
    Act("handing.done", "escape,q", "done", "all have written", "Close the curtain: everybody has written."),
    Act("washing.keep", "enter", "keep", "keep it", "Keep what is written as a card.", priority=True),
    Act("washing.kind", "tab", "kind", "plus or delta", "Change between plus and delta.", priority=True),
    Act("washing.break", "ctrl+j", "break", "new line", "Begin a new line.", priority=True),
    Act("washing.done", "escape", "done", "hand on", "Hand the laptop on to the next person."),
    # A decision that is looked back on: after it (coach), or out of the debrief.
    Act("review.close", "enter,escape,q", "close", "close", "Close this page."),
    Act("review.previous", "left", "turn(-1)", "the one before", "Look at the decision before.", priority=True),
    Act("review.next", "right", "turn(1)", "the next one", "Look at the next decision.", priority=True),
    # A critical error has stopped the case (coach and practice).
    Act("critical.back", "b", "back", "go back to before it", "Go back to before it, in a new session."),
    Act("critical.on", "enter,escape", "on", "go on", "Go on from here; what happened stays."),
    # A case that can't be played.
    Act("faults.close", "escape,enter,q", "close", "back", "Go back."),
    # Lists, wherever they stand.
    Act("list.take", "enter", "commit", "take it", "Take the highlighted line.", listed=False),
    Act("list.tick", "space", "tick", "tick", "Tick the highlighted line, where several can be.", listed=False),
    Act("list.digit", DIGITS, "digit({key})", "highlight", "Highlight the line with this number.", listed=False),
    # Up and down: with j and k, too, where these letters are free. In play k reads back.
    Act("rows.up", "up,k", "cursor_up", "up", "Go one line up.", listed=False),
    Act("rows.down", "down,j", "cursor_down", "down", "Go one line down.", listed=False),
    Act("choices.up", "up", "cursor_up", "up", "Go one choice up.", listed=False),
    Act("choices.down", "down", "cursor_down", "down", "Go one choice down.", listed=False),
    # What one knows, and messages.
    Act("cards.up", "up", "move(-1)", "up", "Go one up.", listed=False),
    Act("cards.down", "down", "move(1)", "down", "Go one down.", listed=False),
    Act("cards.first", "home", "edge(-1)", "first", "Go to the first.", listed=False),
    Act("cards.last", "end", "edge(1)", "last", "Go to the last.", listed=False),
    Act("cards.take", "enter", "take", "take it", "Do what this line offers: tell, answer, read back.", listed=False),
    Act("talks.next", "right", "partner(1)", "next person", "Show the messages with the next person."),
    Act("talks.before", "left", "partner(-1)", "person before", "Show the messages with the person before."),
    # Dialogs.
    Act("steps.close", "escape", "close", "close", "Close; nothing is done.", also="stop cancel"),
    Act("steps.back", "backspace,left", "back", "one step back", "Go one question back."),
    Act("confirm.yes", "enter", "answer(True)", "yes", "Answer yes."),
    Act("confirm.no", "escape", "answer(False)", "no", "Answer no."),
    Act("note.keep", "enter", "keep", "keep it", "Keep the note.", priority=True),
    Act("note.break", "ctrl+j", "break", "new line", "Begin a new line.", priority=True),
    Act("note.edit", "ctrl+e", "edit", "your editor", "Write in an editor of your own (settings).", priority=True),
    Act("note.close", "escape", "close", "close, kept as a draft", "Close; the words wait here for the next time."),
    Act("path.close", "escape", "close", "close", "Close."),
    # What came in while a decision stood open, one after the other.
    Act("arrivals.next", "enter,right,space", "next", "next", "Read the next one.", priority=True),
    Act("arrivals.previous", "left,backspace", "previous", "the one before", "Read the one before.", priority=True),
    Act("arrivals.close", "escape,q,v", "close", "close, the others wait", "Close; what was not read waits."),
    # What has been on screen.
    Act("transcript.close", "escape,q,u", "close", "back to play", "Close, back to play; or end the search."),
    Act("transcript.find", "slash", "find", "search", "Search in all that has been on screen."),
    Act("transcript.scene_before", "left_square_bracket", "scene(-1)", "scene before", "Go to the scene before."),
    Act("transcript.scene_after", "right_square_bracket", "scene(1)", "next scene", "Go to the next scene."),
    Act("words.close", "escape", "close", "close", "Close."),
    Act("words.down", "down", "move(1)", "down", "Go one down.", priority=True, listed=False),
    Act("words.up", "up", "move(-1)", "up", "Go one up.", priority=True, listed=False),
    Act("words.copy", "enter", "copy", "copy it", "Copy the word under the cursor with its meaning.", priority=True),
    Act("reading.close", "escape,enter,q,g", "close", "close", "Close this page."),
    # Lists to search: of what can be done, of keys.
    Act("find.take", "enter", "take", "do it", "Do what is highlighted.", listed=False),
    Act("find.up", "up,ctrl+k", "move(-1)", "up", "Move the highlight up.", priority=True, listed=False),
    Act("find.down", "down,ctrl+j,ctrl+n", "move(1)", "down", "Move it down.", priority=True, listed=False),
    Act("find.page_up", "pageup", "page(-1)", "page up", "Move the highlight a page up.", priority=True, listed=False),
    Act("find.page_down", "pagedown", "page(1)", "page down", "Move it a page down.", priority=True, listed=False),
    Act("find.close", "escape", "close", "close", "Close; nothing is done."),
    # The settings, and choosing a value in them.
    Act(
        "settings.usual", "backspace,delete", "usual", "as usual", "Set the highlighted setting back to what is usual."
    ),
    Act("settings.close", "escape,q", "close", "back", "Go back; what you have changed holds."),
    Act("value.close", "escape", "close", "close, nothing changes", "Close; nothing changes."),
    # Jumping.
    Act("jump.close", "escape", "close", "close", "Close; you stay where you are."),
)
"""All acts, by place, in the order of the lists."""

BY_ID: Mapping[str, Act] = {act.id: act for act in ACTS}
"""The same by name."""


def of(place: str) -> Iterator[Act]:
    """The acts of a place."""
    return (act for act in ACTS if act.place == place)


def bindings(place: str) -> list[BindingType]:
    """What a screen of that place takes as its `BINDINGS`."""
    assert place in PLACES, place
    return [binding for act in of(place) for binding in _bound(act)]


def _bound(act: Act) -> Iterator[Binding]:
    from textual.binding import Binding

    if "{key}" in act.action:
        for key in act.keys.split(","):
            yield Binding(key, act.action.format(key=key), act.does, show=False, priority=act.priority)
    else:
        yield Binding(act.keys, act.action, act.does, show=False, priority=act.priority, id=act.id)


# --- what stands on the keys


@runtime_checkable
class Keyed(Protocol):
    """An app that knows its person's keys: act -> keys."""

    keys: Mapping[str, str]


def keys_of(id: str, app: object = None) -> str:
    """The keys of an act, as Textual names them: the person's own, or the usual ones."""
    own = app.keys if isinstance(app, Keyed) else {}
    return own.get(id, BY_ID[id].keys)


def shown(id: str, app: object = None) -> str:
    """The first key of an act as it stands on the keyboard, for the line of keys and for words: `t`, `?`, `Ctrl+P`."""
    return face(keys_of(id, app).split(",")[0])


def all_shown(id: str, app: object = None) -> str:
    """All keys of an act: `i or Tab`, `1 to 9`."""
    return faces(keys_of(id, app))


def words(acts: Iterable[Act], app: object = None) -> list[tuple[str, str]]:
    """Keys and sentence of acts, for tables."""
    return [(all_shown(act.id, app), act.says) for act in acts]
