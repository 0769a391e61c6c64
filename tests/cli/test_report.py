"""`sim report`: each kind on standard output and in a file, what is refused, and what is left alone."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sim.sessions import forget_person, open_store
from sim.sessions.ratings import confirm
from tests.cli.in_process import begun, database, finished, run


def test_each_kind_is_data_on_standard_output() -> None:
    session = finished()
    page = run("report", session, "--html")
    assert page.stdout.startswith("<!DOCTYPE html>\n<html")
    assert page.stderr == ""
    assert run("report", "last", "--md").stdout.startswith("# ")
    found = json.loads(run("report", session, "--json").stdout)
    assert found["provenance"]["session"] == session
    rows = list(csv.DictReader(io.StringIO(run("report", session, "--csv").stdout, newline="")))
    assert {row["session"] for row in rows} == {session}
    assert run("report", session, "--csv", "--table", "decisions").stdout.startswith("session,scenario,decision,")


def test_a_file_is_named_and_its_kind_is_known_by_its_name(tmp_path: Path) -> None:
    session = finished()
    for name, start in (("a.html", "<!DOCTYPE"), ("b.md", "# "), ("c.csv", "\ufeffsession,"), ("d.json", "{")):
        done = run("report", session, "--output", str(tmp_path / name))
        assert done.stdout == ""
        assert done.stderr == f"Written: {tmp_path / name}\n"
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_file_that_is_there_is_replaced_only_with_force(tmp_path: Path) -> None:
    session, place = finished(), tmp_path / "a.md"
    place.write_text("mine")
    refused = run("report", session, "-o", str(place), code=1)
    assert "is there already. Name another file, or replace it with --force." in refused.stderr
    assert place.read_text() == "mine"
    run("report", session, "-o", str(place), "--force")
    assert place.read_text().startswith("# ")


def test_the_full_report_has_everything_open() -> None:
    session = finished()
    short, full = run("report", session, "--html").stdout, run("report", session, "--html", "--full").stdout
    assert "<details>" in short
    assert '<details open="open">' in full
    assert "<details>" not in full
    assert len(run("report", session, "--md").stdout) < len(run("report", session, "--md", "--full").stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file here that is always full")
def test_where_standard_output_takes_no_more_it_says_what_to_do() -> None:
    words = [sys.executable, "-m", "sim", "--db", str(database()), "report", finished(), "--md"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 1
    said = "Error: The report can’t be written to standard output: no space left on device. Write it to a file: --output FILE."
    assert said in done.stderr.decode()


def test_what_is_not_understood_is_said(tmp_path: Path) -> None:
    session = finished()
    for words, said in (
        ((session,), "Say which kind of report: --html, --md, --csv or --json."),
        ((session, "--html", "--md"), "One kind of report at a time: --html or --md."),
        ((session, "--html", "--table", "items"), "--table goes with --csv."),
        ((session, "--csv", "--full"), "--full goes with --html or --md: tables and JSON always have everything."),
        ((session, "--md", "--force"), "--force goes with --output FILE."),
        ((session, "--md", "--output", ""), "this is no path."),
        ((session, "--csv", "--table", "people"), "'people' is not one of"),
        (("nothing", "--md"), "nothing"),
        ((session, "--md", "-o", str(tmp_path / "no" / "such.md")), "there is no such folder. Make it first"),
    ):
        assert said in run("report", *words, code=2).stderr, words


def test_an_unfinished_session_is_reported_as_far_as_it_went() -> None:
    done = run("report", begun(), "--md")
    assert "is not finished: this is the report as far as it went." in done.stderr
    assert "It is not finished" in done.stdout


def test_a_session_of_other_rules_has_no_report() -> None:
    session = finished()
    with closing(sqlite3.connect(database())) as other, other:
        other.execute("update sessions set semantics = 9")
    done = run("report", session, "--html", code=1)
    assert done.stdout == ""
    assert "was played under rules number 9, and this version scores by number 1." in done.stderr


def test_names_and_ratings_come_from_the_store_and_names_only_if_asked_for() -> None:
    session = finished()
    with closing(open_store(database())) as store:
        rated = _rated(store, session)
        person = next(iter(store.session(session).persons.values()))
    plain, named = run("report", session, "--md").stdout, run("report", session, "--md", "--names").stdout
    assert ("Kim Moss" in named) is rated
    for words in ("Kim Moss", person):
        assert words not in plain
    with closing(open_store(database())) as store:
        forget_person(store, "Kim Moss")
    assert "Kim Moss" not in run("report", session, "--md", "--names").stdout


def _rated(store: object, session: str) -> bool:
    """Rate the first objective of the small case, if it has one; did it?"""
    from scoring import score
    from sim.sessions import SessionStore, open_record

    kept: SessionStore = store  # type: ignore[assignment]
    record = open_record(kept, session)
    ratings = score(record.book, record.log, record.packs).ratings
    if ratings:
        confirm(kept, session, ratings, ratings[0].objective, "M", reason="It was late.", by="Kim Moss")
    return bool(ratings)
