"""Channels of a bot's own that were written for Rasa: a class with ``name``, ``from_credentials`` and ``blueprint``.

``importing`` offers the few names of ``rasa`` that such modules import, ``channel`` and ``rest`` are what they get, and
``adapt`` makes channels of ours of them.
"""
