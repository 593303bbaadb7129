"""Tell whether "Russian" or "Russia's" speaks of the state, by what it goes with: a minister or a missile, not a meal.

Nouns that states own or do make it the state; families, companies, artists and highlands do not, and neither does a
match that a nation's team plays.
"""

from itertools import pairwise

from geo.text.aliases import Words
from geo.text.lexicon import TITLES, demonyms

__all__ = ["is_sport", "speaks_for_state"]

_OF_STATES = frozenset(
    "government governments governmental official officials authorities authority leader leaders leadership regime "
    "rulers ruler rule administration cabinet ministry ministries minister ministers parliament parliamentary "
    "lawmakers lawmaker legislators legislature mps senate congress presidency presidential president presidents "
    "king queen monarchy throne crown premier chancellor spokesman spokeswoman spokesperson state states federal "
    "national foreign defence defense interior security intelligence diplomatic diplomacy diplomat diplomats "
    "embassy embassies consulate ambassador ambassadors envoy envoys delegation delegations negotiators negotiator "
    "mediation mediators mission missions representative representatives counterpart counterparts army navy "
    "military militaries troops troop soldier soldiers forces force commander commanders generals officers officer "
    "marines paratroopers guards guard conscripts personnel command plane planes jet jets warplane warplanes "
    "aircraft fighter bomber bombers helicopter helicopters drone drones missile missiles rocket rockets artillery "
    "tank tanks warship warships naval fleet frigate destroyer submarine submarines carrier weapons weapon arms "
    "munitions shells bomb bombs nuclear spy spies agents agent satellite satellites strike strikes airstrike "
    "airstrikes raid raids attack attacks offensive operation operations invasion aggression shelling bombardment "
    "bombing incursion occupation annexation blockade intervention war deployment buildup drills exercises fire "
    "advance retreat withdrawal policy policies position stance sanctions tariffs tariff law laws legislation court "
    "courts judge judges prosecutors prosecutor police judiciary constitution elections election vote referendum "
    "budget treasury reserves debt taxpayers aid assistance support backing help pressure influence interests "
    "interest involvement presence role efforts effort intentions intention ambitions ambition plan plans proposal "
    "proposals demand demands decision decisions move moves claim claims statement announcement threat threats "
    "warning warnings refusal denial response propaganda hackers partner partners partnership ally allies alliance "
    "relations ties deal deals agreement accord talks side crackdown citizenship sovereignty visa visas ban bid "
    "customs immigration coastguard investments investment backed led sponsored funded brokered supported "
    "controlled occupied run supplied trained".split()
)
"""Nouns (and what follows a hyphen) of which a state is the owner or the doer."""
_BETWEEN = frozenset("of in on at to from for with by who that which is was are were said has have had but as".split())
_SAYING = frozenset("said say says have are were want wanted will would did do had deny denied".split())
_SPORT = frozenset(
    "match matches cup goal goals goalkeeper goalkeepers striker defender defenders midfielder midfielders forward "
    "forwards squad squads team teams qualifier qualifiers qualifying tournament championship championships league "
    "kick-off kickoff halftime penalty innings wicket wickets batsman bowler cricket football soccer rugby hockey "
    "basketball tennis olympics olympic medal medals coach coaches roster fixture fixtures semifinal semi-final final "
    "finals quarterfinal friendly friendlies stadium scored player players play-off playoff fifa".split()
)
_WINDOW = 14


def speaks_for_state(words: Words, first: int, last: int) -> bool:
    """Whether the noun that words `first` to `last` ("Russian", "Russia" before "'s") go with is a state's.

    A nationality that stands alone ("the Chinese said") does too.
    """
    ahead = last + 1
    if words.keys[ahead : ahead + 1] in (["'s"], ["s"]):
        ahead += 1
    for i in range(ahead, min(ahead + 4, len(words.keys))):
        key, surface = words.keys[i], words.surfaces[i]
        if key in _OF_STATES or key in TITLES:
            return True
        if key == "and" or key in demonyms():
            continue
        if key in _BETWEEN or not surface[0].isalnum():
            break
    alone = words.keys[first - 1 : first] == ["the"]
    return alone and words.keys[last + 1 : last + 2] != [] and words.keys[last + 1] in _SAYING


def is_sport(words: Words, first: int) -> bool:
    """Whether the words around speak of a match: two words of sport, or one and a score."""
    around = words.keys[max(0, first - _WINDOW) : first + _WINDOW]
    found = _SPORT.intersection(around)
    if len(found) != 1:
        return bool(found)
    return any(a.isdigit() and b.isdigit() and len(a) < 3 and len(b) < 3 for a, b in pairwise(around))
