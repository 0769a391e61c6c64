"""Text that tries to steer a terminal, to hide, or to be taken for markup: the twelve of the threat model."""

ESCAPES = (
    "\x1b]0;pwned title\x07",  # OSC 0: window title
    "\x1b]52;c;cHduZWQ=\x07",  # OSC 52: clipboard
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",  # OSC 8: hyperlink
    "\x1b[2J\x1b[31mred",  # CSI: clear, colour
    "\x9b31mC1 CSI \x9d0;title\x9c",  # the same in C1 bytes
    "abc\u202edcba\u202c \u2066x\u2069",  # bidirectional overrides
    "zero\u200bwidth\u2060joiner\ufeff",  # what cannot be seen
)
MARKUP = ("[/foo]", "[/]", "[b]x[/i]", "[a b c]", "[@click=app.secret]press me[/]")
PAYLOADS = ESCAPES + tuple(f"before {markup} after" for markup in MARKUP)

RAW = (
    "]0;pwned",
    "]52;c;",
    "]8;;https://evil",
    "[31mred",
    "\x9b",
    "\x9d",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2060",
    "\ufeff",
)
"""What must not reach a terminal, as it would stand in the bytes: the first four after an ESC."""
