"""What the statements of every room are made of: parameters that come with each call, and constants in the text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, literal_column


def given(name: str) -> BindParameter[Any]:
    """A parameter that comes with each call."""
    return bindparam(name)


def constant(sql: str) -> ColumnElement[Any]:
    """A constant that stands in the text."""
    return literal_column(sql)


ZERO = constant("0")
"""Nought. It also stands for an offset where there is none: SQLite's compiler would bind one of its own."""
