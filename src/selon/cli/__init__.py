"""The command line. Each module holds the commands of one job; they are added to the app as they are imported."""

from selon.cli import reading, intake, asking, judging, exporting  # isort: skip  # the order in which --help lists them
from selon.cli.app import app, main

__all__ = ["app", "asking", "exporting", "intake", "judging", "main", "reading"]
