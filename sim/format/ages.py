"""Ages: how old a child of a case is, as people say it. One wording for the app, plain mode and reports."""

MONTHS_TO_TWO = 24
"""Below two years months say more than a fraction of a year."""


def aged(years: float) -> str:
    """An age as people say it: `9 years old`, `1 year old`, `18 months old`, `less than a month old`."""
    months = round(12 * years)
    if months < 1:
        return "less than a month old"
    if months >= MONTHS_TO_TWO or months == 12:
        return _of(int(months / 12), "year")
    return _of(months, "month")


def _of(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'} old"
