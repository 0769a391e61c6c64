"""Parts of screens. A widget is handed what it shows and says what was picked; it knows no session."""
