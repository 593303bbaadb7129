"""Ask what is reported where, when and by whom: filters in, counts, tables and reports out."""

from geo.query.counting import Totals
from geo.query.crossing import Crossing
from geo.query.filtering import COUNTRY
from geo.query.frames import BY_ACTOR, BY_DAY, BY_FOCUS, BY_PLACE, BY_SOURCE, TABLE
from geo.query.ordering import Order
from geo.query.reports import Reports

__all__ = [
    "BY_ACTOR",
    "BY_DAY",
    "BY_FOCUS",
    "BY_PLACE",
    "BY_SOURCE",
    "COUNTRY",
    "TABLE",
    "Crossing",
    "Order",
    "Reports",
    "Totals",
]
