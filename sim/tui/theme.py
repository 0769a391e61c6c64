"""The colours. Every pair of text and ground here has a contrast of 4.5 or more; a test computes it."""

from textual.theme import Theme

CALM = Theme(
    name="calm",
    primary="#8ab4d8",
    secondary="#a3adb8",
    accent="#f0c674",
    warning="#f0c674",
    error="#f0a898",
    success="#9fd09f",
    foreground="#e4e7eb",
    background="#14181d",
    surface="#1b2128",
    panel="#222a33",
    dark=True,
    variables={
        "muted": "#a9b3be",
        "off": "#8d98a5",
        "cursor": "#26415a",
        "cursor-blurred": "#2a333d",
        "block-cursor-background": "#26415a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2a333d",
        "block-cursor-blurred-foreground": "#e4e7eb",
        "block-cursor-blurred-text-style": "none",
    },
)
"""Dark and quiet. `muted` is for what is said beside, `off` for what can't be done now."""
