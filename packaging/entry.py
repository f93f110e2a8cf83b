"""The built program's first line: the same command as `raincheck`."""

from ui.cli import main

if __name__ == "__main__":
    main()
