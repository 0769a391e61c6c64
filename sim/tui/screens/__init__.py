"""Whole pages, in the order a person meets them: home, setup, briefing, play, debrief. Each is imported when it is shown."""
