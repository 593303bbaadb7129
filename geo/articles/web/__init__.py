"""Read articles from the web: pages, feeds and lists of links."""

from geo.articles.web.fetching import USER_AGENT, Fetcher
from geo.articles.web.responses import Fetched, FetchError, Limits, Reach

__all__ = ["USER_AGENT", "FetchError", "Fetched", "Fetcher", "Limits", "Reach"]
