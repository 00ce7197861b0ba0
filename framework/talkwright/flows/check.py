"""What is wrong with flows, all at once. Knows the bot's domain, runs nothing.

The checks stand in ``flows/checks``, a file for each thing they look at.
"""

from __future__ import annotations

from collections.abc import Sequence

from talkwright.errors import Problems
from talkwright.flows.checks import branches, exits, names, properties, targets, ways
from talkwright.flows.checks.names import BUILT_IN_ACTIONS
from talkwright.flows.checks.subject import Subject
from talkwright.flows.flow import Flow
from talkwright.project.domain import Domain

__all__ = ["BUILT_IN_ACTIONS", "CHECKS", "check_flows"]

CHECKS = (
    *properties.CHECKS,
    *names.CHECKS,
    *exits.CHECKS,
    *targets.CHECKS,
    *ways.CHECKS,
    *branches.CHECKS,
)


def check_flows(flows: Sequence[Flow], domain: Domain, problems: Problems) -> None:
    """Report what is wrong with ``flows`` (the built-in patterns among them) in ``domain``."""
    subject = Subject(tuple(flows), domain)
    for check in CHECKS:
        check(subject, problems)
