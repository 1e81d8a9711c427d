"""The command line: one module per command, and no logic of its own."""

from santedoc.cli.app import app, main

__all__ = ["app", "main"]
