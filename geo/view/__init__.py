"""Show: the page, the map, the excerpts, and the link that brings them back.

Everything that knows Streamlit, Folium or HTML, and nothing else does. The pure
parts (link, highlight, clustering, framing, inert, marks) are tested without a browser.
"""

__all__: list[str] = []
