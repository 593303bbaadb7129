"""Tell a place that is reported from one that only lends its name ("Moscow hinted", "Russian planes").

Literal or associative, after the taxonomy of Gritta, Pilehvar & Collier (2020). A logistic model over a handful of
signs beside the name: a preposition of place before it, a verb of saying or acting after it, a possessive, a noun
that it modifies, what sort of place the name mostly means. Weights: scripts/train_roles.py, on GeoWebNews.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from geo.errors import ModelError
from geo.records import EntityKind, Role
from geo.text.tokens import Token

__all__ = ["SIGNS", "RoleJudge", "shipped_roles", "signs_of"]

_PLACE_BEFORE = frozenset(
    """in at near from to into across around outside inside throughout toward towards through off onto via within
    beyond along reach reached enter entered entering leave left leaving visit visited visiting cross crossed flee fled
    southern northern eastern western central northwest northeast southeast southwest northwestern northeastern
    southeastern southwestern downtown nearby south north east west central rural coastal mainland""".split()
)
_OWNER_BEFORE = frozenset(
    """government president minister ministry king queen premier chancellor people army military republic parliament
    court ambassador embassy senate forces citizens citizen leader leaders authorities police university bank church
    members member representatives officials team state role influence support backing ally allies""".split()
)
_AGAINST = frozenset("against with by between versus vs v for on over about than".split())
_SAYING = frozenset(
    """said says say saying warned warns warn announced announces accused accuses denied denies hinted hints insisted
    insists called calls urged urges demanded demands condemned condemns rejected rejects claimed claims argued argues
    told tells wants want wanted agreed agrees refused refuses vowed vows pledged pledges threatened threatens believes
    believe believed decided decides signed signs imposed imposes backed backs supports supported support opposes
    opposed sees see saw maintains maintain remains seeks sought tries tried plans planned hopes hoped expects expected
    asked asks offered offers launched launches sent sends deployed deploys invaded invades attacked attacks bombed
    beat beats defeated defeats won wins lost loses played plays scored scores faced faces qualified drew hosts hosted
    responded responds reacted considers considered withdrew withdraws joined joins voted votes became accepts accepted
    provided provides supplied supplies sold sells bought buys acts acted retaliated recognised recognized
    recalled expelled summoned banned lifted raised cut halted suspended ended began started stopped will would should
    must can could may might has have had does did needs need""".split()
)
_ACTION_NOUNS = frozenset(
    """government president minister premier chancellor ministry army military forces troops navy police officials
    official authorities leader leaders concerns policy policies interests ally allies foreign defense defence prime
    deputy ambassador embassy parliament senate congress administration sanctions economy central national
    security intelligence support role influence team coach captain side striker goalkeeper midfielder defender
    supreme high chief spokesman spokeswoman decision position relations ties embassy airlines airways
    actions action efforts involvement envoy delegation king queen crown nuclear invasion aggression war
    demands demand claims claim warning threat threats refusal response sovereignty constitution law laws""".split()
)
_PLACE_NOUNS = frozenset(
    """province governorate region state county district city town village capital border borders coast airport suburb
    suburbs countryside area river valley street streets road island islands port north south east west northern
    southern eastern western central side outskirts neighborhood neighbourhood hospital prison market square
    residents resident""".split()
)
SIGNS: tuple[str, ...] = (
    "always",
    "place_before",
    "place_two_before",
    "of_before",
    "owner_of",
    "against_before",
    "addressed",
    "saying_after",
    "possessive",
    "possessive_action",
    "possessive_place",
    "noun_after",
    "action_after",
    "place_noun_after",
    "kind_before",
    "comma_after_and_in",
    "country",
    "country_begins",
    "begins",
    "town",
    "capital_metonym",
    "metonym_acting",
    "and_joined",
    "the_before",
    "hyphen_after",
    "in_organisation",
    "in_facility",
    "dateline",
    "number_after",
    "title_case_after",
)
_NUMBER = {name: i for i, name in enumerate(SIGNS)}
_KIND_BEFORE = frozenset(
    "province town city village state region district county governorate island capital suburb port river".split()
)


class RoleJudge:
    """Judges roles by signs; immutable."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._weights = tuple(weights)

    def literal_chance(self, signs: Sequence[int]) -> float:
        """How likely the mention is literal, 0…1. `signs`: indices into `SIGNS` of those that hold."""
        return 1 / (1 + math.exp(-sum(self._weights[sign] for sign in signs)))

    def role(self, signs: Sequence[int]) -> Role:
        """Literal where that is the likelier."""
        return Role.LITERAL if self.literal_chance(signs) >= 0.5 else Role.ASSOCIATIVE


@cache
def shipped_roles() -> RoleJudge:
    """The judge with the weights in `geo/data/roles.json`."""
    try:
        card = json.loads(files("geo").joinpath("data", "roles.json").read_text(encoding="utf-8"))
        return RoleJudge([float(card["weights"][name]) for name in SIGNS])
    except (OSError, KeyError, ValueError) as cause:
        raise ModelError(f"the weights for roles can't be read ({cause}): install Dateline again") from cause


def signs_of(
    tokens: Sequence[Token],
    first: int,
    last: int,
    *,
    sentence_first: int,
    sort: int,
    host: EntityKind | None = None,
    metonym: bool = False,
) -> list[int]:
    """The signs that hold for the mention from token `first` to token `last`.

    `sentence_first`: the token that begins its sentence; `sort`: what the name mostly means (1 country, 2 admin-1, 3
    admin-2, 4–8 town, else other: see `hits.py`); `host`: the sort of name that it stands inside, if any; `metonym`:
    whether the actor list knows the name as a government's.
    """
    around = _Around(tokens, first, last, sentence_first)
    held = ["always", *_before(around), *_after(around)]
    if around.word in {",", "("} and around.before in _PLACE_BEFORE:
        held.append("comma_after_and_in")
    if first == sentence_first:
        held.append("begins")
        surface = tokens[last].surface
        if around.word in _DASHES and surface.isupper() and len(surface) > 2:
            held.append("dateline")
    if sort == 1:
        held.append("country")
        if first == sentence_first:
            held.append("country_begins")
    elif 4 <= sort <= 8:
        held.append("town")
    if metonym:
        held.append("capital_metonym")
        if "saying_after" in held or "addressed" in held or "possessive" in held:
            held.append("metonym_acting")
    if host is EntityKind.ORGANISATION:
        held.append("in_organisation")
    elif host is EntityKind.FACILITY:
        held.append("in_facility")
    return [_NUMBER[name] for name in held]


class _Around:
    """The words beside a mention, in lower case; "" beyond the sentence's beginning and the text's end."""

    def __init__(self, tokens: Sequence[Token], first: int, last: int, sentence_first: int) -> None:
        earlier = [tokens[i].surface.lower() for i in range(max(sentence_first, first - 3), first)]
        self.joins = first - 2 >= sentence_first and tokens[first - 2].surface[0].isupper()
        self.the = bool(earlier) and earlier[-1] == "the"
        if self.the:
            earlier.pop()
        self.before = earlier[-1] if earlier else ""
        self.before2 = earlier[-2] if len(earlier) > 1 else ""
        later = tokens[last + 1 : last + 5]
        if later and later[0].surface.lower() in _SKIPPED:
            later = later[1:]
        self.next = later[0] if later else None
        self.touches = self.next is not None and self.next.start == tokens[last].end
        self.word, self.word2, self.word3 = ([t.surface.lower() for t in later[:3]] + ["", "", ""])[:3]


def _before(around: _Around) -> list[str]:
    held = ["the_before"] if around.the else []
    before, before2 = around.before, around.before2
    if before in _PLACE_BEFORE:
        held.append("place_before")
    elif before2 in _PLACE_BEFORE:
        held.append("place_two_before")
    if before == "of":
        owned, kind = before2 in _OWNER_BEFORE, before2 in _KIND_BEFORE
        held.append("owner_of" if owned else "kind_before" if kind else "of_before")
    elif before in _KIND_BEFORE:
        held.append("kind_before")
    elif before in _AGAINST:
        held.append("against_before")
    elif before in _ADDRESSING:
        held.append("addressed")
    elif before in {"and", "or", ","} and around.joins:
        held.append("and_joined")
    return held


def _after(around: _Around) -> list[str]:
    word = around.word
    if word in _POSSESSIVES and around.touches:
        owned = {around.word2, around.word3}
        action = ["possessive_action"] if owned & _ACTION_NOUNS else []
        return ["possessive", *action, *(["possessive_place"] if owned & _PLACE_NOUNS else [])]
    if word in _SAYING and around.before not in _PLACE_BEFORE:
        return ["saying_after"]
    if word in _PLACE_NOUNS:
        return ["place_noun_after"]
    if word in _ACTION_NOUNS:
        return ["action_after"]
    if word == "-":
        return ["hyphen_after"]
    if around.next is not None and word.isalpha():
        if around.next.surface[0].isupper():
            return ["title_case_after"]
        return [] if word in _FUNCTION else ["noun_after"]
    return ["number_after"] if word[:1].isdigit() else []


_ADDRESSING = frozenset(
    """warned warns warn told tells accused accuses urged urges pressed presses asked asks condemned condemns blamed
    blames criticised criticized praised backed backs supported supports opposed defied angered alarmed irritated
    embarrassed pressured pressed thanked assured reminded informed helped arming arm armed sanctioned persuaded
    convinced criticising criticizing blaming accusing backing supporting pressing urging warning""".split()
)
_SKIPPED = frozenset(
    "also still now then later repeatedly recently never already often always meanwhile reportedly apparently".split()
)
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_DASHES = frozenset({"(", "—", "–", "-", ","})
_FUNCTION = frozenset(
    """and or but in on at by for from with to of as if when while after before since because that which who whom whose
    where is was are were be been a an the this these those it its their his her last this on during than then so not
    also still yet later earlier today yesterday""".split()
)
