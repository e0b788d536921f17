from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from levier.exits import Exit

_ROOT = Path(__file__).parents[2]


def test_every_command_and_option_is_documented() -> None:
    """docs/commands.md is what the program says of itself; write it anew with docs/make_commands.py."""
    spec = importlib.util.spec_from_file_location("make_commands", _ROOT / "docs" / "make_commands.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (_ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == script.page()


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (\d+) \| ([A-Z_]+) \|", readme, re.MULTILINE)
    assert {(int(code), name) for code, name in table} == {(exit.value, exit.name) for exit in Exit}


def test_the_readme_names_only_commands_and_files_that_exist() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    commands = (_ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in re.findall(r"^    levier ((?:export |taxonomy |review )?[a-z]+)", readme, re.MULTILINE):
        assert f"## levier {command}\n" in commands
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (_ROOT / link).exists(), link


def test_every_setting_is_in_the_example_file() -> None:
    from levier.settings import Settings

    example = (_ROOT / ".env.example").read_text(encoding="utf-8")
    assert all(f"LEVIER_{name.upper()}=" in example for name in Settings.model_fields)
