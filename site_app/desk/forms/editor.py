"""django-markdownx's field and widget, with its script replaced by ours.

Its own script traps the Tab key, shows any reply as preview and lets late replies overwrite newer
ones, so only the Python side of the package and its two address settings are kept.
"""

from typing import Any

from django import forms
from markdownx.widgets import MarkdownxWidget


class EditorWidget(MarkdownxWidget):  # type: ignore[misc]
    """A text area that our script turns into an editor; without script it is a plain text area."""

    template_name = "django/forms/widgets/textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"spellcheck": "true", "data-editor": "", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        # A module: it waits for the page, and brings the modules it stands on.
        script = forms.Script("desk/editor/main.js", type="module")
        return forms.Media(js=[script], css={"all": ["desk/editor.css"]})  # type: ignore[list-item]  # 5.2 takes it
