"""What the first screen and the history offer, as entries to pick: sessions that are kept, cases, folders of one's own."""
