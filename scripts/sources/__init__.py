"""Read the public data that Dateline's own data files are compiled from.

Nothing in `geo/` imports this: it runs when data files are rebuilt, never when
news is read. What each source is and what its licence asks: geo/data/SOURCES.md
"""
