"""``talkwright check``: every problem in the files of an assistant, without training."""

from __future__ import annotations

from pathlib import Path

import click

from talkwright.cli.options import json_option, open_project_here, project_options


@click.command()
@project_options
@json_option
@click.option("--fail-on-warnings", is_flag=True, help="Exit with 1 for warnings too.")
def check(
    data: tuple[Path, ...], config: Path | None, domain: Path | None, as_json: bool, fail_on_warnings: bool
) -> None:
    """Look for problems in the files of an assistant."""
    from talkwright.cli.main import EXIT_PROBLEMS
    from talkwright.cli.show import console, show_problems
    from talkwright.training.train import check as check_project

    project = open_project_here(config, domain, data)
    checked = check_project(project)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(checked.problems).decode())
    else:
        out = console()
        show_problems(checked.problems, out)
        if not checked.problems:
            flows = sum(not flow.is_pattern for flow in checked.flows)
            examples = len(project.data.examples)
            size = f"{flows} flows, {len(project.domain.responses)} responses and {examples} examples"
            out.print(f"[green]No problems[/] in {size}.")
    bad = [p for p in checked.problems if p.severity == "error" or fail_on_warnings]
    if bad:
        raise click.exceptions.Exit(EXIT_PROBLEMS)
