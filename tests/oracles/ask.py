"""Ask pm4py and Declare4Py about every trace, and print the table of their verdicts.

Run by the interpreter of the oracles' environment (see `environment.py`), with nothing of this project but `traces.py`.

Each line is: oracle, template, n, window, verdicts (see `traces.packed`). Left out is what the oracles get wrong, measured
against the formulae on all 1,093 traces: pm4py's `nonsuccession` and `nonchainsuccession` (it takes the opposite of succession),
and Declare4Py's Succession, Alternate and Chain Succession, Co-Existence, Not Co-Existence, Not Succession and Not Chain
Succession, which are not implemented there. Declare4Py can't be asked about the empty trace; pm4py knows no windows.
"""

import contextlib
import io
import platform
import sys
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from traces import WINDOWS, Word, packed, timed, untimed

PM4PY = {
    "existence": "existence",
    "absence": "absence",
    "exactly": "exactly_one",
    "init": "init",
    "responded_existence": "responded_existence",
    "coexistence": "coexistence",
    "not_coexistence": "noncoexistence",
    "response": "response",
    "precedence": "precedence",
    "succession": "succession",
    "alternate_response": "altresponse",
    "alternate_precedence": "altprecedence",
    "alternate_succession": "altsuccession",
    "chain_response": "chainresponse",
    "chain_precedence": "chainprecedence",
    "chain_succession": "chainsuccession",
}
UNARY = ("existence", "absence", "exactly", "init", "end")
DECLARE4PY = {
    "existence": "Existence",
    "absence": "Absence",
    "exactly": "Exactly",
    "init": "Init",
    "end": "End",
    "choice": "Choice",
    "exclusive_choice": "Exclusive Choice",
    "responded_existence": "Responded Existence",
    "response": "Response",
    "alternate_response": "Alternate Response",
    "chain_response": "Chain Response",
    "precedence": "Precedence",
    "alternate_precedence": "Alternate Precedence",
    "chain_precedence": "Chain Precedence",
    "not_coexistence": "Not Responded Existence",
    "not_succession": "Not Response",
    "not_succession by its target": "Not Precedence",
    "not_chain_succession": "Not Chain Response",
    "not_chain_succession by its target": "Not Chain Precedence",
}
"""Not Responded Existence, Not Response and Not Chain Response are the same constraints under their other names, and Not
Precedence and Not Chain Precedence the same again, seen from B."""
COUNTED = ("existence", "absence", "exactly")
UNWINDOWED = ("init", "end", "exclusive_choice")


def of_pm4py(template: str, words: list[Word]) -> list[bool]:
    """pm4py's verdicts on *words*."""
    from pm4py.algo.conformance.declare.variants import classic

    target = "a" if template in UNARY else ("a", "b")
    model = {PM4PY[template]: {target: {"support": 1, "confidence": 1}}}
    return [one["is_fit"] for one in classic.apply_list([[name for name, _ in word] for word in words], model)]


def of_declare4py(template: str, n: int, window: tuple[int, int] | None, words: list[Word]) -> list[bool]:
    """Declare4Py's verdicts on *words*, none of them empty."""
    from Declare4Py.ProcessModels.DeclareModel import DeclareModel
    from Declare4Py.Utils.Declare.Checkers import ConstraintChecker
    from Declare4Py.Utils.Declare.TraceStates import TraceState

    number = str(n) if template in COUNTED else ""
    time = f"{window[0]},{window[1]},s" if window else ""
    rest = f"[a] | |{time}" if template in UNARY else f"[a, b] | | |{time}"
    model = DeclareModel().parse_from_string(
        f"activity a\nactivity b\nactivity c\n{DECLARE4PY[template]}{number}{rest}\n"
    )
    begin = datetime(2026, 1, 1)
    found = []
    for word in words:
        events = [
            {"concept:name": name, "time:timestamp": begin + timedelta(seconds=at), "number": str(place)}
            for place, (name, at) in enumerate(word)
        ]
        (result,) = ConstraintChecker().check_trace_conformance(events, model, True)
        found.append(result.state == TraceState.SATISFIED)
    return found


def table() -> list[str]:
    """The table, a line each."""
    whole, clocked = untimed(), timed()
    lines = [f"pm4py\t{template}\t1\t-\t{packed(of_pm4py(template, whole))}" for template in PM4PY]
    for template in DECLARE4PY:
        for n in (1, 2, 3) if template in COUNTED else (1,):
            said = packed(of_declare4py(template, n, None, whole[1:]))
            lines.append(f"declare4py\t{template}\t{n}\t-\t{said}")
            for window in () if template in UNWINDOWED else WINDOWS:
                said = packed(of_declare4py(template, n, window, clocked))
                lines.append(f"declare4py\t{template}\t{n}\t{window[0]}..{window[1]}\t{said}")
    return lines


def main() -> None:
    """Print the table under a header that says where it is from."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        lines = table()
    print(
        "# What pm4py and Declare4Py say of the traces in traces.py: made by ask.py, and compared by tests/oracles/test_oracles.py."
    )
    print(f"# pm4py {version('pm4py')}, declare4py {version('declare4py')}, Python {platform.python_version()}")
    print("# Columns: oracle, template, n, window in seconds, verdicts in hexadecimal (1: it holds).")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
