"""Set the page: its title, its styles, and the sentences that stand in for it where there is nothing to show."""

from functools import cache
from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw

from geo.view.inert import inert
from geo.view.saying import say, spoken_language

__all__ = ["BRAND", "set_up", "stand_in"]

BRAND = '<h1 class="dl-brand">Dateline</h1>'
"""The name, at the top left."""

_STYLE = Path(__file__).parent / "frontend" / "page.css"


def set_up() -> None:
    """Title, width and styles; first in every run."""
    st.set_page_config(page_title="Dateline", page_icon=_icon(), layout="wide", initial_sidebar_state="collapsed")
    st.html(_STYLE)


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
