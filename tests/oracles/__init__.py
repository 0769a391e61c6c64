"""Independent checkers of DECLARE constraints, run in an environment of their own, and the table of their verdicts."""
