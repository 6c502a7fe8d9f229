"""The command line. Each module holds the commands of one job; they are added to the app as they are imported."""

from selon.cli import asking, intake, judging, reading
from selon.cli.app import app, main

__all__ = ["app", "asking", "intake", "judging", "main", "reading"]
