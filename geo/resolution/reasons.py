"""Say in a sentence why a place was chosen, for a reader who may doubt it."""

from collections.abc import Sequence

from geo.records import Place, PlaceKind
from geo.resolution.scoring import FEATURES

__all__ = ["explain"]

_INDEX = {name: i for i, name in enumerate(FEATURES)}


def explain(
    features: Sequence[float],
    *,
    place: Place,
    choices: int,
    kind_word: str = "",
    container: Place | None = None,
    demonym: str = "",
    part: str = "",
    respelt: str = "",
    home: str = "",
) -> str:
    """The reasons that weighed most, as one sentence.

    `features`: the chosen place's row of the feature table, by column; `choices`: how many places were weighed;
    `container`: the place that the text says it lies in; `part`: the part of the name that was looked up, where that is
    not all of it; `respelt`: the article's spelling where the gazetteer has another; `home`: where the publisher mostly
    reports from.
    """

    def value(name: str) -> float:
        return features[_INDEX[name]]

    parts: list[str] = []
    if demonym:
        parts.append(f"“{demonym}” is said of {place.name}")
    if container is not None and value("inside_comma"):
        parts.append(f"the text places it in {container.name}")
    elif container is not None and (value("inside_possessive") or value("inside_loosely")):
        parts.append(f"the text speaks of it as part of {container.name}")
    if kind_word and value("kind_announced"):
        parts.append(
            f"the text calls it a {kind_word}" if kind_word[0] not in "aeio" else f"the text calls it an {kind_word}"
        )
    if respelt:
        parts.append(f"it is spelt “{respelt}” in the article")
    if part:
        parts.append(f"only “{part}” of the name is known")
    if choices == 1:
        parts.append("" if demonym else "it is the only place of this name that fits")
    elif not parts or len(parts) < 2:
        if value("country_named") > 0.2 and place.kind is not PlaceKind.COUNTRY:
            parts.append("the article names the country that it lies in")
        elif value("admin1_votes") > 0.7 and place.kind not in {PlaceKind.COUNTRY, PlaceKind.ADMIN1}:
            parts.append(f"other places in the article lie in {place.admin1 or 'the same region'}")
        elif value("near_100") > 0.4:
            parts.append("other places in the article are near it")
        elif value("holds_others") > 0.4:
            parts.append("other places in the article lie in it")
        elif value("country_votes") > 0.7 and place.kind is not PlaceKind.COUNTRY:
            parts.append("other places in the article lie in the same country")
        if home and (value("paper_admin1") > 0.3 or value("paper_near") > 0.3):
            parts.append(f"the publisher reports mostly from {home}")
        if value("first"):
            parts.append(f"it is the best known of {choices} places of this name" if choices > 1 else "")
    parts = [part for part in parts if part]
    if not parts:
        parts = [f"it fits best among {choices} places of this name"]
    sentence = ", and ".join(parts[:3]) if len(parts) < 3 else f"{parts[0]}, {parts[1]}, and {parts[2]}"
    return sentence[0].upper() + sentence[1:] + "."
