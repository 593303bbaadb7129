"""Answer "where is …?" from the gazetteer, as a geopy geocoder, with an online one behind it where that is wanted."""

from geo.geocoder.cache import CachedAnswer, GeocodeCache
from geo.geocoder.chain import ChainGeocoder
from geo.geocoder.filling import OnlineFiller, fill_unplaced
from geo.geocoder.locations import FIELDS
from geo.geocoder.offline import GazetteerGeocoder, PlaceIndex
from geo.geocoder.online import OnlineGeocoder, open_online

__all__ = [
    "FIELDS",
    "CachedAnswer",
    "ChainGeocoder",
    "GazetteerGeocoder",
    "GeocodeCache",
    "OnlineFiller",
    "OnlineGeocoder",
    "PlaceIndex",
    "fill_unplaced",
    "open_online",
]
