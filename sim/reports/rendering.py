"""Rendering: a report in one of its kinds. Each kind's module is imported when it is asked for."""

from __future__ import annotations

from typing import Literal, get_args

from sim.reports.material import Material

Kind = Literal["html", "md", "csv", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def render(material: Material, kind: Kind, table: str = "items", *, full: bool = False) -> str:
    """The report of *material* as text. *table*: which one, for CSV (`sim.reports.tables.NAMES`). *full*: a page in which all
    evidence is open, a text in which it is not left out; tables and objects always have everything.

    Raises `ValueError` for a table that there is not, or that a workshop does not have.
    """
    if kind == "json":
        from sim.reports import data

        return data.text(material)
    if kind == "csv":
        from sim.reports import tables

        if table not in tables.NAMES:
            raise ValueError(f"There is no table {table!r}: there is {', '.join(tables.NAMES)}.")
        return tables.table(material, table)
    from sim.reports.composition import compose

    if kind == "html":
        from sim.reports import html

        return html.page(compose(material, full=full))
    from sim.reports import markdown

    return markdown.text(compose(material, full=full))
