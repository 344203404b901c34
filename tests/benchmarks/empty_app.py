"""The smallest Textual program: the minimum cost of any screen."""

from textual.app import App

if __name__ == "__main__":
    App[None]().run()
