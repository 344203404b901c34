"""The smallest Textual program: what any screen costs at least."""

from textual.app import App

if __name__ == "__main__":
    App[None]().run()
