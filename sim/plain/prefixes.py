"""Prefixes: the word before each line, which says what the line is. The one list of them, for speech, help and the docs."""

from __future__ import annotations

import re

from scoring.sharing import HEADS

PREFIXES: dict[str, str] = {
    # before play
    "Library": "what can be played, resumed and looked back on here",
    "Option": "one answer to a question, under its number",
    "Question": "something is asked; an empty line or cancel leaves it",
    "Setup": "how the case will be played: mode, pace, more time, what is left out",
    "Begin": "how to begin",
    "Case": "what the case is about",
    "Content": "what the case touches",
    "Role": "your role, or another one and where you last saw it",
    "Brief": "what your role knows before the case begins",
    "Others": "the other roles",
    "Desks": "the desks that can be asked",
    "Desk": "a desk, and what it can be asked about",
    "Children": "the children of the case, by a letter",
    "Session": "the name under which this play is kept",
    # the scene
    "Clock": "the time of day in the case",
    "Scene": "the title of what is before you",
    "Training": "this is a rehearsal, and nobody is called",
    "Text": "what you see and hear",
    "Present": "who is with you",
    "How": "how a joint decision is made",
    "Choice": "something you can decide, under its number",
    "Form": "a form, and how many of its lines can be ticked",
    "Line": "a line of a form, under its number",
    "Pick": "what somebody picked or advised, or the choice that you are about to take",
    "Picks": "who has picked and who has not",
    "Time left": "until the limit of your decision",
    "Limit": "whether a decision has a limit",
    # what comes
    "Doing": "what you are busy with, and until when",
    "Decided": "that nothing was decided, and why",
    "Told": "facts went from one seat to others",
    "Asked": "a question went out or came in",
    "Answer": "an answer without facts",
    "Read back": "somebody said back what they heard",
    "Fact": "a fact that you know, under its number",
    "Inject": "something happens",
    "Outcome": "what came of it when nobody chose",
    "Call": "you are called somewhere",
    "Joined": "somebody has come to the scene",
    "Left": "somebody has gone, or you have left the case",
    "Connection": "a line is down, or is back",
    "Stop": "a question for everybody, while time stands still",
    "State": "a number or a sign that all can see",
    "Where": "where you are",
    "Waiting": "you wait for others",
    "Hold": "time stands still until you go on",
    "Wait": "what letting time pass has brought",
    "Ending": "how the case ended",
    "Hint": "in the tutorial: what to type now",
    "Stopped": "in coach and practice mode: something happened that nothing makes good, and how to go on",
    "Feedback": "in coach mode: what your decision was worth",
    "Duty": "in coach mode: what a rule still wants of you, and how long there is left for it",
    # what you ask for
    "Know": "how much you know",
    "Messages": "how many messages there are",
    "Open questions to you": "which messages wait for an answer",
    "Not read back yet": "which messages you can read back",
    "To put right": "which read-backs went wrong",
    "Word": "a word of the other agencies, and what it means",
    "Words": "about the list of words",
    "Ground": "a ground that can be stated, under its number",
    "Grounds": "where a ground is needed",
    "Note": "a note of yours, or what to bear in mind",
    "Notes": "how many notes you have",
    "Support": "people to talk to",
    "Earlier": "said before; history repeats it",
    "History": "about what was said before",
    "Help": "how something is done here",
    # what you do
    "Ticked": "which lines of the form are ticked",
    "No": "not done, and why",
    "Cancelled": "a question was left: nothing was sent or changed",
    "Confirm": "whether a number alone takes a choice",
    "Quiet": "whether what comes in waits until you have typed",
    "Paused": "play stands still and the scene is covered",
    "Resumed": "play goes on",
    "Trouble": "something on this machine keeps play from going on",
    "Rewound": "you are back at an earlier decision, in a new session",
    "Stepped out": "the computer has your seat",
    "You stay": "you have not stepped out",
    "The case goes on": "it was not ended",
    "Kept": "where this session can be found again",
    # looking back
    "Debrief": "which play this is about, and how it ended",
    "Page": "a page of the debrief, or what page this is",
    "Score": "one dimension of your score",
    "Team score": "one dimension of the team's score",
    "Items": "how many things a score is made of",
    "Item": "one of these things, under its number: what it is, its points, and when",
    "Not tested": "something that this play could not judge, and why",
    "Meaning": "what a score says and what it does not",
    "Decisions": "how many decisions you had a part in",
    "Decision": "one of your decisions, under its number",
    "Then": "the scene as you saw it when you decided",
    "Knew then": "what you knew when you decided",
    "Chosen": "what was decided",
    "Earned": "points of that decision",
    "Why": "the reason, with its source",
    "Other": "a choice that was not taken, and what it would have meant",
    "Others knew": "what another role knew when you decided, and you did not",
    "Lost": "where points went: when, by whose act, how many, and to whom they are charged",
    "Critical": "something that nothing else can make good, and when it became certain",
    "Protocol": "how the rules of the protocol packs came out, in numbers",
    "Rule": "one rule, under its number: what came of it, its pack, how heavy it is, whom it binds",
    "Evidence": "a line of the log that a verdict or a rating rests on",
    "Child": "a child's day in a sentence, beside the model answer's",
    "Counted": "one thing that weighs on that child, and how often it happened",
    "Ratings": "how many objectives the case states",
    "Rating": "an objective, under its number, and what the program proposes for it",
    "Given": "what a person gave for that objective",
    "What if": "another way that the play might have gone, and what differs",
    "Hot wash": "first thoughts after the case, without names",
    "Plus": "a card of the hot wash: what went well",
    "Delta": "a card of the hot wash: what should be otherwise",
    "Group": "the group that the following cards are in",
    "Workshop": "how a workshop is looked back on",
    "Who knew what when": "the facts, in the order in which they became known",
    "Knew": "who came to know a fact, when and how",
    "Known to nobody": "a fact that nobody found out",
    "Sharing": "how you passed things on, in numbers",
    "Between the others": "how the others passed things on, in numbers",
    "In time": "a fact that reached who needed it in time",
    "Late": "a fact that came too late",
    "Not told": "a fact that was not told to who needed it",
    "Told to nobody": "a fact that was told to nobody",
    "Out of reach": "a fact that nobody could have passed on",
    "Told too late": "one of your tellings that came too late",
    "Told without need": "one of your tellings that nobody needed",
    "Told without a lawful ground": "one of your tellings that the stated ground does not carry",
    "Told where it should be kept from": "one of your tellings to somebody who should not have it",
    "Not answered": "a question without an answer",
    "Team sharing": "the same of the whole team",
    **HEADS,
    "Not asked": "somebody knew, and you did not ask",
    "End of the debrief": "that was all of it",
}
"""Every word or group of words that a line can begin with -> what such a line is."""


def prefix(line: str) -> str:
    """Which of `PREFIXES` stands before *line*; empty: none of them."""
    found = [word for word in PREFIXES if line.startswith(word)]
    for word in sorted(found, key=len, reverse=True):
        rest = line[len(word) :]
        if re.match(r"(?: \d+|(?: [a-z]\w*)+)?(?: of \d+)?(?:, [^:]*)?(?::(?: |$)|\.$)", rest):
            return word
    return ""


def listed() -> list[str]:
    """The words before lines, a line each, for help."""
    return [f"Help: {word}: {meaning}." for word, meaning in PREFIXES.items()]
