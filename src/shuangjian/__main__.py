"""``python -m shuangjian`` is the command."""

from .cli import main

main()
