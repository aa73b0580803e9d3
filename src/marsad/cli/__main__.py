"""``python -m marsad.cli``."""

from marsad.cli import main

main()
