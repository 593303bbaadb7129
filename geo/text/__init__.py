"""Find what an article says: its sentences, the places it names, and who acts in it."""

from geo.text.actors import ActorList
from geo.text.finder import TextFinder
from geo.text.name_scanner import NameScanner

__all__ = ["ActorList", "NameScanner", "TextFinder"]
