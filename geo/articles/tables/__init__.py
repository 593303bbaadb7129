"""Read articles from tables: CSV, TSV, Excel, Parquet and JSON, whatever their columns are called."""

from geo.articles.tables.asking import asking
from geo.articles.tables.mapping import ROLES, Mapping, read_columns
from geo.articles.tables.reading import TABLE_FORMATS

__all__ = ["ROLES", "TABLE_FORMATS", "Mapping", "asking", "read_columns"]
