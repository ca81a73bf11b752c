"""The words that views put before a value, in English and in Chinese."""

from __future__ import annotations

from mic25cli.model.fields import label
from mic25cli.view.text import Lang


def field_title(key: str, lang: Lang) -> str:
    """What a field is called before its value."""
    return label(key, chinese=lang == "zh")
