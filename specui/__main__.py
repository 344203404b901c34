"""`python -m specui`, the same as the `specui` command."""

from specui.cli import main

if __name__ == "__main__":
    main()
