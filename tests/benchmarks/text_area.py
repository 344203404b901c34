"""A bare TextArea of 100 lines: the minimum cost of a typed letter."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class TextAreaApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea("\n".join(f"line {number} of a hundred" for number in range(100)))


if __name__ == "__main__":
    TextAreaApp().run()
