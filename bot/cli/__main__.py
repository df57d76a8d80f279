"""`python -m bot.cli`: the command without its script. Never here: anything else."""

from bot.cli import main

main()
