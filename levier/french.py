"""The command line speaks French: help pages and messages about what was typed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

# The parent of all "not well formed" errors of typer, which has no public name.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_HELP = "Montrer cette aide."


class Command(TyperCommand):
    """A command whose help is in French."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for param in self.params:
            if getattr(param, "is_flag", False):
                param.metavar = ""  # else the help page says "<bool>"

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option --help with a French explanation."""
        return _in_french(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose help and errors are in French."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option --help with a French explanation."""
        return _in_french(super().get_help_option(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; the nearest names are a hint when there is none."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0], self.list_commands(ctx), n=2)
            hint = f" Commandes proches : {', '.join(near)}." if near else ""
            raise typer.BadParameter(f"Commande inconnue : « {args[0]} ».{hint}", ctx=ctx)
        return super().resolve_command(ctx, args)


def dress() -> None:
    """French titles for the parts of a help page. Called before the first page is printed."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "Arguments"
    rich_utils.OPTIONS_PANEL_TITLE = "Options"
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    rich_utils.DEFAULT_STRING = "[par défaut : {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"


def explain(error: Any) -> str:
    """What is wrong with what was typed, in French."""
    kind = type(error).__name__
    name = _name(error)
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return f"Option inconnue : {error.option_name}." + (f" Options proches : {near}." if near else "")
    if kind == "MissingParameter":
        return f"Il manque {name}."
    if kind == "BadOptionUsage":
        return f"L’option {error.option_name} attend une valeur."
    if kind == "BadParameter":
        return f"{name} : {error.message}" if name else str(error.message)
    if "unexpected extra argument" in str(error.message):
        return f"Argument en trop : {str(error.message).rpartition('(')[2].rstrip(').')}."
    if "Missing command" in str(error.message):
        return "Il manque une commande."
    return str(error.message)


def _name(error: Any) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return ""
    options = [option for option in param.opts if option.startswith("-")]
    return max(options, key=len) if options else str(param.metavar or param.name).upper()


def _in_french(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help, option.metavar = _HELP, ""
    return option
