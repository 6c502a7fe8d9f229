"""The command line. Each module holds the commands of one job; they are added to the app as they are imported."""

from selon.cli import reading, checking, intake, importing, asking, questions, speaking  # isort: skip  # as --help lists them
from selon.cli import judging, exporting, batching, serving, users, assisting  # isort: skip
from selon.cli.app import app, main

__all__ = [
    "app",
    "asking",
    "assisting",
    "batching",
    "checking",
    "exporting",
    "importing",
    "intake",
    "judging",
    "main",
    "questions",
    "reading",
    "serving",
    "speaking",
    "users",
]
