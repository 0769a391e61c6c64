"""What is laid over a screen: each can be filled in by keyboard alone, and Esc closes it with nothing done."""
