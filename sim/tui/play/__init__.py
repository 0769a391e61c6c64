"""What is said in play, as rows for the screen: the scene, beats, messages, what is known, what has been.

Pure, a view in and pages out, but for `bookmark`, which keeps how far a person has read. `possible` says what can be done now, and
why something cannot be. Screens and widgets show what is made here.
"""
