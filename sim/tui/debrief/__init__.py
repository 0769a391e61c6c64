"""The pages of the debrief, a module each: what a `Lookback` is asked for, and how it is shown. The screen only turns pages.

A further page is a `Part` in a module of its own and a line in `PARTS` of the screen.
"""
