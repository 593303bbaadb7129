"""Know the words that relate something to a named place: "miles south of", "on the outskirts of", "border".

Patterns only, each for the words right before a name (they end at its start) or right after it. `AFTER` stands for the
latter, `LEAD` for what may come between: "the Syrian port city of".
"""

import re

from geo.text.measures import AMOUNT, DIRECTION

__all__ = [
    "AND",
    "AT_BORDER",
    "BETWEEN",
    "BORDER_AFTER",
    "BORDER_OF",
    "BORDER_WITH",
    "BORDER_WITH_ONLY",
    "CLOSE_TO_POWER",
    "COAST_AFTER",
    "COAST_BEFORE",
    "COAST_INSIDE",
    "COAST_LEAD",
    "COMPOUND",
    "DISTANCE",
    "FROM_TO",
    "HYPHEN",
    "KIND",
    "LEAD",
    "NEAR",
    "OFFSET",
    "ON_THE",
    "PART_BEFORE",
    "PART_INSIDE",
    "PART_OF",
    "RIM_AFTER",
    "RIM_OF",
    "ROAD_AFTER",
    "TITLE",
    "TO",
]

KIND = (
    r"(?:city|town|village|hamlet|capital|port|province|governorate|region|district|county|state|island|suburb|"
    r"neighbou?rhood|settlement|resort|municipality|peninsula|air\s?base|base|airport|camp|centre|center|area|valley|"
    r"cities|towns|villages|districts|islands|ports)"
)
_ADJECTIVE = (
    r"(?!(?:(?:north|south|east|west)[a-z-]*|near|outside|around|between|borders?|coasts?|shores?|is|are|was|were|be|the|an?|and|or|but|"
    r"who|that|which|in|on|at|of|off|to|by|with|for|from|as|into|has|have|had)\s)[a-z][a-z-]+"
)
LEAD = re.compile(
    rf"\s(?:(?:the|its|their|his|her)\s+)?(?:[A-Z][\w.-]+(?:['’]s?)?\s+)?(?:(?:{_ADJECTIVE})\s+){{0,3}}"
    rf"(?:{DIRECTION}(?:ern)?\s+)?{KIND}(?:\s+(?:of|called|named)(?:\s+the)?|,)?\s+[\"“‘']?$"
    rf"|\s(?:the\s+)?[A-Z][\w.-]+['’]s?\s+$|\s(?:the\s+(?:{_ADJECTIVE}\s+)?|downtown\s+|central\s+)$"
)
"""What may stand between a phrase and the name: "the Syrian port city of", "Syria's", "the"."""

OFFSET = re.compile(
    rf"(?:{AMOUNT}[\s,]*)?(?:{DIRECTION}\s?/\s?)?(?:(?:just|due|further|farther|slightly|immediately)\s+)?"
    rf"(?:\bto\s+the\s+|(?<!\bthe\s))(?<![\w/-])(?P<direction>{DIRECTION})(?:ward|wards)?\s+(?P<of>of|from)\s*$",
    re.IGNORECASE,
)
DISTANCE = re.compile(rf"{AMOUNT}\s+(?:from|of|off|outside(?:\s+of)?)\s*$", re.IGNORECASE)
NEAR = re.compile(
    r"(?:\b(?:just|right|somewhere|located|situated)\s+)?\b(?P<word>near(?:\s+to)?|close\s+to|(?<!\bfrom\s)outside|just\s+outside\s+of|not\s+far\s+from|"
    r"in\s+the\s+vicinity\s+of|(?:in\s+and|areas?|villages?|towns?|hills?|mountains|positions|fighting|clashes|countryside|"
    r"farmland|farms|land|desert|forests?|waters)\s+around)\s*$",
    re.IGNORECASE,
)
CLOSE_TO_POWER = re.compile(
    r"\b(?:sources?|officials?|figures?|people|someone|groups?|militias?|media|newspapers?|polit\w+|business\w+|ties?|"
    r"ally|allies|relations?|remains?|grew|grown|historically)\s+(?:who\s+(?:is|are|was|were)\s+)?(?:very\s+|so\s+|too\s+)?$",
    re.IGNORECASE,
)
PART_BEFORE = re.compile(
    rf"(?<![\w-])(?P<direction>(?:far\s+)?{DIRECTION}(?:ern)?|(?:far\s+)?{DIRECTION.upper()}(?:ERN)?|"
    rf"(?:North|South|East|West)(?:[ -]?(?:[Ee]ast|[Ww]est))?ern|central|CENTRAL)[\s-]$"
)
PART_INSIDE = re.compile(
    rf"(?P<direction>(?i:{DIRECTION}(?:ern)?)|central|CENTRAL)(?:\s+of(?:\s+the)?)?[\s-]+(?=[A-Z])"
)
COAST_INSIDE = re.compile(
    rf"(?:(?P<direction>{DIRECTION}(?:ern)?)[\s-]+)?(?:coast|shores?|coastline)\s+of\s+(?:the\s+)?(?=[A-Z])",
    re.IGNORECASE,
)
TITLE = re.compile(r"((?:North|South|East|West)(?:[ -]?(?:[Ee]ast|[Ww]est))?)(?:ern)?\s+(?=[A-Z])")
PART_OF = re.compile(
    rf"(?<!\bto\s)\b(?P<the>the\s+)?(?:far\s+|rural\s+)?(?P<direction>{DIRECTION}(?P<ern>ern)?)"
    r"(?P<part>\s+(?:parts?|regions|areas|reaches|end|tip|half|corner|edge|side|(?:country)?side))?\s+of\s*$",
    re.IGNORECASE,
)
_RIM = r"(?:outskirts|suburbs|fringes|environs|periphery|countryside|hinterland|edges?)"
RIM_OF = re.compile(
    rf"(?:\b(?:the|its)\s+)?(?:\b(?P<direction>{DIRECTION}(?:ern)?)[-\s]+)?(?:\b(?:rural|rebel-held|besieged|poor|outer)\s+)?"
    rf"\b(?P<rim>{_RIM}|suburb)\s+of\s*$",
    re.IGNORECASE,
)
RIM_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:(?P<direction>{DIRECTION}(?:ern)?)\s+)?(?:rural\s+)?(?:outer\s+)?"
    r"(?:outskirts|suburbs|environs|countryside|hinterland)\b(?!\s+(?:of|town|city|village)\b)",
    re.IGNORECASE,
)
COAST_BEFORE = re.compile(
    rf"(?:{AMOUNT}\s+)?\b(?:off|along|on|near|from)\s+(?:of\s+)?(?:the\s+)?(?:(?P<direction>{DIRECTION}(?:ern)?)\s+)?"
    r"(?:coasts?|shores?|coastline)\s+of\s*$",
    re.IGNORECASE,
)
COAST_LEAD = re.compile(
    rf"(?:{AMOUNT}\s+)?\b(?:off|along|on|near)\s+(?:of\s+)?(?:the\s+)?(?:(?P<direction>{DIRECTION}(?:ern)?)\s+)?$",
    re.IGNORECASE,
)
COAST_AFTER = re.compile(
    rf"(?:['’]s?)?(?:\s+(?:\w+\s+)?(?P<direction>{DIRECTION}(?:ern)?))?\s+(?:coast|coastline|shores?)\b(?!\s+(?:guards?|of)\b)",
    re.IGNORECASE,
)
_BORDER_WORD = r"(?:borders?|frontiers?)"
_NOT_THE_LINE = (
    r"(?!\s*[-–]?\s*(?:guards?|police|control|controls|policy|policies|security|patrols?|agents?|officials?|officers?|forces?|"
    r"disputes?|tensions?|crisis|issue|issues|talks|wall|agreement|deal|dispute|closures?|authorities|protection|trade|"
    r"states?|town\s+of|city\s+of|village\s+of|province\s+of|incident|management|relations|service|conflict|war)\b)"
)
BORDER_AFTER = re.compile(
    rf"(?:['’]s?)?\s+(?:(?:{DIRECTION}(?:ern)?|land|common|shared|long|mountainous|desert)\s+){{0,2}}{_BORDER_WORD}\b{_NOT_THE_LINE}",
    re.IGNORECASE,
)
BORDER_WITH = re.compile(r"\s+(?:with|to)\s+(?:neighbou?ring\s+)?(?:the\s+)?$", re.IGNORECASE)
BORDER_WITH_ONLY = re.compile(
    rf"\b(?:the|its|their)\s+(?:[a-z]+\s+)?{_BORDER_WORD}\s+(?:with|to)\s+(?:neighbou?ring\s+)?$"
)
BORDER_OF = re.compile(rf"\b{_BORDER_WORD}\s+(?:between|of|separating|dividing)\s*$", re.IGNORECASE)
AT_BORDER = re.compile(
    rf"(?:(?:{AMOUNT}\s+)?(?:(?P<direction>{DIRECTION})\s+(?:of|from)|from|of)|\b(?:just\s+)?(?:near|at|on|along|across|"
    r"close\s+to|over|inside|around|next\s+to|astride|up\s+to|reached|crossed|crossing))\s+"
    r"(?:the\s+|its\s+|their\s+)?(?:entire\s+|long\s+|side\s+of\s+the\s+)?$",
    re.IGNORECASE,
)
AND = re.compile(r",?\s+and\s+(?:neighbou?ring\s+)?(?:the\s+)?$", re.IGNORECASE)
HYPHEN = re.compile(r"\s?[-–—/]\s?$")
_ROAD = r"(?:roads?|highways?|motorways?|route|railway|railroad|rail\s+line|corridor|line|border|crossing|checkpoint)"
BETWEEN = re.compile(
    rf"(?:\b(?P<cue>(?:on|along|near|at|off|blocked|cut|closed)\s+(?:the\s+|a\s+)?(?:\w+\s+){{0,2}}{_ROAD}(?:\s+that\s+runs?)?|"
    r"somewhere|halfway|midway|half-way|at\s+a\s+(?:point|spot)|located|situated|lies|lying|stretch|area|region|territory|desert|mountains|waters|"
    r"travell?ing|driving|sailing|flying)\s+)?\b(?:in\s+)?between\s*$",
    re.IGNORECASE,
)
FROM_TO = re.compile(
    rf"\b(?:on|along|near|off)\s+(?:the\s+|a\s+)?(?:\w+\s+){{0,2}}{_ROAD}\s+(?:leading\s+|running\s+)?(?:from|linking|connecting|joining)\s*$",
    re.IGNORECASE,
)
TO = re.compile(r",?\s+(?:to|and|with)\s+(?:the\s+)?$", re.IGNORECASE)
ROAD_AFTER = re.compile(r"\s+(?:roads?|highway|motorway|railway|railroad)\b", re.IGNORECASE)
ON_THE = re.compile(r"\b(?:on|along|near|off)\s+the\s+(?:\w+\s+)?$", re.IGNORECASE)
COMPOUND = re.compile(
    r"['’]|[-–]\w|\s+(?!(?:[A-Z][a-z]+day|January|February|March|April|June|July|August|September|October|November|December)\b)"
    r"[A-Z][a-z]|\s+(?:airport|station|embassy|hotel|hospital|university|school|court|prison|police|stadium|bridge|"
    r"mosque|church|cathedral|port|harbou?r|suburb|neighbou?rhood|office|headquarters|courthouse|town\s+hall|city\s+hall|"
    r"city\s+cent(?:er|re)|zoo|park|museum|market|factory|plant|home|house|restaurant|bar|club|nightclub|mall|street|"
    r"square|gate|gates|government|regime|time|officials?|consulate|barracks|parliament|apartment|residence|airbase|base|"
    r"coasts?|coastline|shores?|borders?|front)\b"
    rf"|\s+{KIND}\s+(?:of|called|named)\b"
)
"""What makes a name part of a longer one, or of another: "outside Manchester Crown Court", "the west London suburb of
Acton"."""
