"""``python -m portal``: the ``portal`` command."""

from portal.cli import main

main(prog_name="portal")
