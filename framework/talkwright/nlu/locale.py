"""Codes of languages and countries, as configurations write them. Pure."""

from __future__ import annotations


def code_of(locale: str) -> str:
    """The language of a locale: ``de`` of ``de-CH``."""
    return locale.replace("-", "_").partition("_")[0].lower()
