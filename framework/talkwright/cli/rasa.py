"""Rasa's words on the command line that are none of Talkwright's: what they come to here, or what to do instead.

Tables, and the kind of command that reads them. A flag of Rasa's is a hidden option: taken with a note, or refused.
docs/commands.md repeats the tables, and a test holds both together. Knows none of the commands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import click

ALIASES = {
    "data validate": "check",
    "data validate stories": "check",
    "interactive core": "interactive",
    "run actions": "actions",
    "shell nlu": "parse",
    "train core": "train",
    "train nlu": "train",
}
"""Rasa's words for commands that have others here."""

INSTEAD = {
    "x": "Write real conversations as tests with `talkwright record ID`.",
}
"""What to do instead of a command that is not there."""

NEEDLESS = {"telemetry": "There is no telemetry: Talkwright sends nothing about you or your bot to anybody."}
"""Commands that have nothing to do here, and what they say. Scripts that run them go on."""

RENAMED = {
    name: dict.fromkeys(("-u", "--nlu", "-s", "--stories"), "--data") for name in ("train", "interactive", "visualize")
}
"""By command, flags that have another name here."""


class Flag(NamedTuple):
    """A flag of Rasa's as it is written: ``-r --runs N``, ``--finetune [MODEL]``; and what is said of it."""

    written: str
    says: str
    refused: bool = False


_LOG = Flag("--logging-config-file FILE", "-v, --debug and --quiet say how much is logged.", refused=True)
_MODEL = "Fetch the model first, and name its file with --model."
_NO_DOOR = "The shell opens no port."
_AS_TOLD = "Stories are learnt as they are told: they are not glued together."
_DRAWN = "`talkwright visualize` draws the stories."
_FILES = "The files of the bot are the data."
_FOUND_ANYWAY = "Contradictions are looked for over the whole of each story."
_NO_EPOCHS = "How long is trained is no setting."
_PIPE = "The log goes to standard error: pipe it to `logger`."
_SEPARATELY = "Compare configurations with `talkwright test nlu -c ONE.yml OTHER.yml`."

_SYSLOG = ("--use-syslog", "--syslog-address HOST", "--syslog-port PORT", "--syslog-protocol NAME")
_JWT = ("--jwt-secret SECRET", "--jwt-method NAME", "--jwt-private-key KEY")
_TLS = ("--ssl-certificate FILE", "--ssl-keyfile FILE", "--ssl-ca-file FILE", "--ssl-password WORD")
_DOORS = ("-p --port PORT", "-i --interface HOST", "--cors ORIGIN", "-t --auth-token WORD", "--enable-api")
_CHANNELS = ("--credentials FILE", "--connector NAME")
_SERVER = (
    Flag("--log-file FILE", "The log goes to standard error: write `2> FILE` after the command.", refused=True),
    *(Flag(each, _PIPE, refused=True) for each in _SYSLOG),
    Flag("--remote-storage KIND", _MODEL, refused=True),
    Flag("--request-timeout S", "How long a request may take is fixed."),
    Flag("--response-timeout S", "Actions have a time limit, answers have none."),
)

FLAGS: dict[str, tuple[Flag, ...]] = {
    "train": (
        Flag("--augmentation N", _AS_TOLD),
        Flag("--debug-plots", _DRAWN),
        Flag("--endpoints FILE", "Training asks no service."),
        Flag("--epoch-fraction N", _NO_EPOCHS),
        Flag("--num-threads N", "As many are used as help."),
        Flag("--persist-nlu-data", _FILES),
        Flag("--skip-validation", "Files are always checked: what is wrong could not run."),
        Flag("--validation-max-history N", _FOUND_ANYWAY),
    ),
    "interactive": (
        Flag("--augmentation N", _AS_TOLD),
        Flag("--debug-plots", _DRAWN),
        Flag("--epoch-fraction N", _NO_EPOCHS),
        Flag("--finetune [MODEL]", "Train with `talkwright train --finetune` before."),
        Flag("--persist-nlu-data", _FILES),
        Flag("-p --port PORT", "No port is opened."),
        Flag("--skip-visualization", _DRAWN),
    ),
    "actions": (Flag("--ssl-ca-file FILE", "Callers are asked for no certificate.", refused=True),),
    "shell": (*_SERVER, *(Flag(each, _NO_DOOR) for each in (*_DOORS, *_CHANNELS, *_TLS, *_JWT))),
    "check": (Flag("--max-history N", _FOUND_ANYWAY),),
    "test": (
        Flag("--e2e", "Words are always tested where a story has some."),
        Flag("--end-to-end", "Words are always tested where a story has some."),
        Flag("-p --percentages N", _SEPARATELY, refused=True),
        Flag("-r --runs N", _SEPARATELY, refused=True),
        Flag("--url URL", "Fetch the stories first, and name their file.", refused=True),
    ),
}
"""By command, flags that mean nothing here. ``--logging-config-file`` is one of every command."""


class Command(click.Command):
    """A command that knows Rasa's flags, too, and takes several values after a flag that may be repeated."""

    def __init__(self, name: str, **settings: Any) -> None:
        super().__init__(name, **settings)
        own = {each for param in self.params for each in param.opts}
        self.params += [_option(flag) for flag in (*FLAGS.get(name, ()), _LOG)]
        self.params += [option for option in _log_options() if not own.intersection(option.opts)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        names = RENAMED.get(self.name or "", {})
        options = (param for param in self.params if isinstance(param, click.Option) and param.multiple)
        return super().parse_args(
            ctx, spread([names.get(arg, arg) for arg in args], {n for o in options for n in o.opts})
        )


def spread(args: Sequence[str], repeated: Collection[str]) -> list[str]:
    """``--data a b`` as ``--data a --data b``, for the flags that may be repeated."""
    out: list[str] = []
    flag = None
    for place, arg in enumerate(args):
        if arg == "--":
            return [*out, *args[place:]]
        if arg.startswith("-"):
            flag = arg if arg in repeated else None
        elif flag is not None and out[-1] != flag:
            out.append(flag)
        out.append(arg)
    return out


def _option(flag: Flag) -> click.Option:
    names = [word for word in flag.written.split() if word.startswith("-")]
    value = flag.written.split()[-1]
    kind: dict[str, Any] = {"is_flag": value in names}
    if value.startswith("["):
        kind["flag_value"] = ""

    def tell(ctx: click.Context, param: click.Parameter, given: object) -> None:
        if given is None or given is False or ctx.resilient_parsing:
            return
        if flag.refused:
            raise click.UsageError(f"{names[-1]} does not exist here. {flag.says}", ctx)
        click.echo(f"{names[-1]} does nothing here. {flag.says}", err=True)

    return click.Option(names, hidden=True, expose_value=False, callback=tell, **kind)


def _log_options() -> list[click.Option]:
    """Rasa's ``-v``, ``-vv``, ``--debug`` and ``--quiet``, for commands that have none of their own."""

    def option(*names: str, levels: Sequence[str]) -> click.Option:
        def set_level(ctx: click.Context, param: click.Parameter, given: int) -> None:
            if given and not ctx.resilient_parsing:
                from talkwright import log

                log.configure(levels[min(given, len(levels)) - 1], faults="full")

        kind: dict[str, Any] = {"count": True} if len(levels) > 1 else {"is_flag": True}
        return click.Option(names, hidden=True, expose_value=False, callback=set_level, **kind)

    return [
        option("-v", "--verbose", levels=("info", "debug")),
        option("--debug", levels=("debug",)),
        option("--quiet", levels=("error",)),
    ]
