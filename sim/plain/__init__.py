"""Plain mode: a session as lines on standard input and output, for screen readers, pipes and tests.

It is a room beside the screens and stands on the same ground: views come in, commands go out. Every line says by its
first word what it is (`Scene:`, `Choice 1:`, `Told:`); nothing is drawn, moved, coloured or painted again. What is said
is made by pure functions of views and scorecards; only `keyboard`, `speech` and `play` touch the outside.
"""
