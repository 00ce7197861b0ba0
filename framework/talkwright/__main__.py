"""``python -m talkwright`` is the command ``talkwright``."""

from talkwright.cli.main import main

main()
