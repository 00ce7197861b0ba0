"""Talkwright: assistants from plain files, fast and light, that speak Rasa at the seams."""

__version__ = "0.1.0"
