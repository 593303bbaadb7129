"""Set the page: its title, its styles, and the sentences that stand in for it where there is nothing to show."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw

from geo.view.inert import inert
from geo.view.saying import say, spoken_language

__all__ = ["BRAND", "component", "set_up", "stand_in"]

BRAND = '<h1 class="dl-brand">Dateline</h1>'
"""The name, at the top left."""

_FRONTEND = Path(__file__).parent / "frontend"
_STYLE = _FRONTEND / "page.css"


def set_up() -> None:
    """Title, width and styles; first in every run."""
    st.set_page_config(page_title="Dateline", page_icon=_icon(), layout="wide", initial_sidebar_state="collapsed")
    st.html(_STYLE)


def component(name: str, *, scripts: Sequence[str] = ()) -> "st.components.v2.types.ComponentRenderer":
    """Register a part of the page that draws itself: `frontend/NAME.js` after what all share, and `NAME.css`.

    Once a process: keep what is returned.
    """
    parts = ("words.js", "making.js", *scripts, f"{name}.js")
    return st.components.v2.component(
        f"dateline_{name}",
        js="".join((_FRONTEND / part).read_text(encoding="utf-8") for part in parts),
        css=(_FRONTEND / f"{name}.css").read_text(encoding="utf-8"),
    )


@cache
def _icon() -> Image.Image:
    """A mark as on the map. Drawn here: Streamlit fetches its named icons from the network for a page's tab."""
    image = Image.new("RGBA", (64, 64))
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 60, 60), fill="#e9c3b8")
    draw.ellipse((14, 14, 50, 50), fill="#a8331b")
    return image


def stand_in(title: str, sentence: str, command: str = "") -> None:
    """A page with one sentence in place of the map, and the command that mends it.

    `title` is in the reader's language; the sentence, an error's own, is in English.
    """
    direction = say("language.direction")
    with st.container(key="standin"):
        st.html(
            f'<h1 lang="{spoken_language()}" dir="{direction}">{inert(title)}</h1><p lang="en">{inert(sentence)}</p>'
        )
        if command:
            st.code(command, language=None, wrap_lines=True)
