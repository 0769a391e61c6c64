"""Sections: the parts of the report, a module each. Material and its wording in, blocks out."""
