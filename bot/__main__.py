"""`python -m bot` is `svar`."""

from bot.cli import main

if __name__ == "__main__":
    main()
