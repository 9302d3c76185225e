"""The README names every command and every make target a newcomer needs, and no other."""

import re
import shlex
from pathlib import PurePath

import click

from portal.cli import main
from portal.config import ROOT, SETTINGS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_every_command_named_exists():
    named = set(re.findall(r"^    portal ([a-z]+)", README, re.MULTILINE))
    assert named == set(main.commands)


def test_every_command_has_help():
    for name, command in main.commands.items():
        assert command.help, name


def test_make_targets_named_in_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^    |`)make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_pictures_and_folders_named_in_the_readme_are_there():
    for path in re.findall(r'(?:src="|\]\()([\w./-]+)', README):
        assert (ROOT / path).exists(), path


def test_every_setting_says_what_it_means():
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)


def test_no_command_of_the_server_set_up_lacks_an_argument():
    """What stands after ``as`` in deploy/README.md is typed as it stands."""
    text = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    typed = re.findall(r"(?:^ {7}|`)as ([a-z][^`\n]*)", text, re.MULTILINE)
    assert len(typed) >= 5
    for line in typed:
        command: click.Command = main
        words = shlex.split(line, comments=True)
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        there = [_like_on_the_server(word) for word in words]
        assert command.make_context(command.name, there).command is command, line


def _like_on_the_server(word: str) -> str:
    """The files and folders of the server are not here: others of their kind."""
    if not word.startswith("/"):
        return word
    return str(ROOT / "README.md" if PurePath(word).suffix else ROOT)
