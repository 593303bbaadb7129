"""Read articles from the web: pages, feeds and lists of links."""

from geo.articles.web.archive import Archive, Kept
from geo.articles.web.fetching import USER_AGENT, Fetcher
from geo.articles.web.following import FeedReader
from geo.articles.web.links import read_links
from geo.articles.web.locations import is_link
from geo.articles.web.manners import PoliteFetcher
from geo.articles.web.opml import read_feed_list
from geo.articles.web.pages import PageReader
from geo.articles.web.responses import Fetched, FetchError, Limits, Reach
from geo.articles.web.seen import Seen
from geo.articles.web.stopping import Stop, Stopped

__all__ = [
    "USER_AGENT",
    "Archive",
    "FeedReader",
    "FetchError",
    "Fetched",
    "Fetcher",
    "Kept",
    "Limits",
    "PageReader",
    "PoliteFetcher",
    "Reach",
    "Seen",
    "Stop",
    "Stopped",
    "is_link",
    "read_feed_list",
    "read_links",
]
