"""The colours: five themes, made of the same few names. No other colour may be named anywhere in the screens.

Ground: `background`, `surface` (dialogs), `panel` (bars), `cursor` (the highlighted line). Words: `foreground`, `primary`
(headings), `accent` (keys, what is new), `success`, `error`, `muted` (said beside), `off` (what can't be done now). Lines:
`rule`. A test computes the contrast of every pair that can meet: 4.5 or more, 7 or more where the name says contrast.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    panel: str,
    cursor: str,
    blurred: str,
    foreground: str,
    primary: str,
    accent: str,
    success: str,
    error: str,
    muted: str,
    off: str,
) -> Theme:
    """A theme of these colours and no others."""
    return Theme(
        name=name,
        primary=primary,
        secondary=muted,
        accent=accent,
        warning=accent,
        error=error,
        success=success,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            "muted": muted,
            "off": off,
            "cursor": cursor,
            "cursor-blurred": blurred,
            "rule": f"{primary} 40%",
            "block-cursor-background": cursor,
            "block-cursor-foreground": foreground,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": blurred,
            "block-cursor-blurred-foreground": foreground,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": blurred,
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": cursor,
            "input-selection-foreground": foreground,
            "screen-selection-background": cursor,
            "screen-selection-foreground": foreground,
        },
    )


DARK = _theme(
    "dark",
    dark=True,
    background="#14181d",
    surface="#1b2128",
    panel="#222a33",
    cursor="#223c54",
    blurred="#2a333d",
    foreground="#e4e7eb",
    primary="#8ab4d8",
    accent="#f0c674",
    success="#9fd09f",
    error="#f0a898",
    muted="#a9b3be",
    off="#9ca8b4",
)
"""Dark and quiet."""

LIGHT = _theme(
    "light",
    dark=False,
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    cursor="#cfe0f0",
    blurred="#e0e4e8",
    foreground="#1d232a",
    primary="#1c5580",
    accent="#734600",
    success="#1d622f",
    error="#9a2a1b",
    muted="#47515b",
    off="#58626c",
)
"""Paper."""

DARK_CONTRAST = _theme(
    "dark_contrast",
    dark=True,
    background="#000000",
    surface="#0b0b0b",
    panel="#161616",
    cursor="#00345c",
    blurred="#202020",
    foreground="#ffffff",
    primary="#a8d8ff",
    accent="#ffd866",
    success="#a8f0a8",
    error="#ffb9ad",
    muted="#dbe1e7",
    off="#c3c9cf",
)
"""White on black."""

LIGHT_CONTRAST = _theme(
    "light_contrast",
    dark=False,
    background="#ffffff",
    surface="#f7f7f7",
    panel="#eeeeee",
    cursor="#d3e6f8",
    blurred="#e4e4e4",
    foreground="#000000",
    primary="#00346a",
    accent="#523000",
    success="#0a4519",
    error="#6e0b00",
    muted="#2a3138",
    off="#3a424a",
)
"""Black on white."""

TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "muted": "ansi_default",
        "off": "ansi_default",
        "cursor": "ansi_default",
        "cursor-blurred": "ansi_default",
        "rule": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "bold underline",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-text-style": "underline",
        "block-hover-background": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
    },
)
"""The terminal's own two colours, with bold, underlined and reversed words: of its other colours no contrast can be promised."""

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, DARK_CONTRAST, LIGHT_CONTRAST, TERMINAL)}
"""All of them, by the name that the settings know."""

CALM = DARK
"""The usual one."""
