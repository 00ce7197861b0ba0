"""The components that come with Talkwright, one a file. ``nlu.registry`` is their table."""
