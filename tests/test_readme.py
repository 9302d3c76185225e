"""The README names every command and every make target a newcomer needs, and no other."""

import re

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
