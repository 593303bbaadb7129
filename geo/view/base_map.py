"""Make the map that stands still: Leaflet from this machine, the built-in base map, the buttons.

It is the same for every reader of a language and every run. streamlit-folium keys its frame by the script of this
map, so anything that changes goes through `marks.feature_group` instead. Addresses are relative to the component's
frame.
"""

import folium
from branca.element import MacroElement
from folium.template import Template

__all__ = ["base_map"]

_STATIC = "../../app/static"


def base_map(version: str, *, language: str = "en", names: str = "", carto: str = "") -> folium.Map:
    """A map without tiles, which Dateline's script draws on; `version` carries addresses past old caches.

    `language` is what its buttons say ("fr"), `names` what places are called on it, "" for the browser's language.
    `carto` is the key for CARTO's tiles; without one they are not offered.
    """
    built = _OfflineMap(
        location=[25.0, 15.0],
        zoom_start=2,
        tiles=None,
        min_zoom=1,
        max_zoom=18,
        zoom_control=False,
        world_copy_jump=True,
    )
    built.default_js = [
        ("leaflet", f"{_STATIC}/leaflet/leaflet.js?v={version}"),
        ("words", f"{_STATIC}/words-{language}.js?v={version}"),
        ("dateline", f"{_STATIC}/dateline.js?v={version}"),
    ]
    built.add_child(_Start(version, names, carto))
    return built


class _OfflineMap(folium.Map):
    """Folium's map with nothing asked of the network: no content delivery network, no jQuery, no icon fonts."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own attribute)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _Start(MacroElement):
    """Hands the map to Dateline's script."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "dateline.start({{ this._parent.get_name() }}, '{{ this.folder }}', '{{ this.version }}',"
        " '{{ this.names }}', '{{ this.carto }}');\n"
        "{% endmacro %}"
    )

    def __init__(self, version: str, names: str, carto: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.folder = _STATIC
        self.version = version
        self.names = names
        self.carto = carto
