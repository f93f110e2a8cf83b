"""How fast the counter is, measured beside the bare floor of the same machine in the same run: `python -m bench`."""
