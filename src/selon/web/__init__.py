"""The web pages of a record: what they show, and the server that shows it."""
