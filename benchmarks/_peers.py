"""Open what the pipeline is compared with; a peer that is not installed is left out, and said so.

They are asked for less than the pipeline does: names only, without places, roles or actors. `pip install -e '.[bench]'`
"""

import re
from collections.abc import Callable

from geo.gazetteer import Gazetteer, fold
from geo.records import Article

__all__ = ["PEERS", "Missing"]

Find = Callable[[Article], object]
CAPITALISED = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*")
_LABELS = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME "
    "WORK_OF_ART"
).split()


class Missing(Exception):
    """A peer that is not installed; the message says what is."""


def names_only(gazetteer: Gazetteer) -> Find:
    """Runs of capitalised words looked up among the gazetteer's names."""
    names = {gazetteer.name(name_id) for name_id in range(gazetteer.name_total)}

    def find(article: Article) -> list[str]:
        found = []
        for match in CAPITALISED.finditer(article.text):
            words = match.group().split(" ")
            for size in range(len(words), 0, -1):
                if fold(" ".join(words[:size])) in names:
                    found.append(" ".join(words[:size]))
                    break
        return found

    return find


def flashgeotext(_: Gazetteer) -> Find:
    """flashgeotext with its own list of towns and countries: matching only."""
    try:
        from flashgeotext.geotext import GeoText
    except ImportError as cause:
        raise Missing("flashgeotext is not installed (pip install -e '.[bench]')") from cause
    geotext = GeoText()
    return lambda article: geotext.extract(input_text=article.text, span_info=True)


def spacy_untrained(_: Gazetteer) -> Find:
    """A spaCy pipeline of the shape that its small English model has for names, with random weights.

    Trained models are no packages of the index, so that none is at hand; untrained, the same shape takes about the
    same time, and finds nothing of use. Only what finds names is in it: no tagger, parser or lemmatiser.
    """
    try:
        import spacy
        from spacy.util import fix_random_seed
    except ImportError as cause:
        raise Missing("spaCy is not installed (pip install -e '.[bench]')") from cause
    fix_random_seed(7)
    nlp = spacy.blank("en")
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in _LABELS:
        ner.add_label(label)
    nlp.initialize()
    return lambda article: nlp(article.text).ents


PEERS: dict[str, Callable[[Gazetteer], Find]] = {
    "names only": names_only,
    "flashgeotext": flashgeotext,
    "spaCy, shape of its small model, untrained": spacy_untrained,
}
"""Name → how to open it; opening raises `Missing` where it is not installed."""
