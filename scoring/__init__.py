"""events -> evidence -> scores. Pure."""
