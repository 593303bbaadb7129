"""Know the words that organisations' names are made of: what they are, what they do, and what may be left out."""

__all__ = [
    "ARMED",
    "FIGHTING",
    "HEADS",
    "HOSTS",
    "LEGAL",
    "MINISTRIES",
    "NO_ACTORS",
    "SMALL",
    "UNITS",
    "WORLDWIDE",
]

LEGAL = frozenset(
    "inc ltd limited llc llp lp plc corp corporation co company gmbh ag sa nv bv spa srl oy ab as asa pjsc ojsc jsc "
    "oao ooo pao pty pte pvt bhd sdn kk holdings holding group".split()
)
"""Last words of a company's name that may be left out."""
SMALL = frozenset("of for the and in on at to de del la le les des du d y e & und fur von van al et".split())
HEADS = frozenset(
    "ministry department office agency authority commission committee council court tribunal parliament congress "
    "senate assembly cabinet government party union federation association organisation organization bank university "
    "college school institute academy centre center hospital police army navy force forces guard service company "
    "corporation club league foundation trust society board bureau directorate secretariat administration observatory "
    "movement front alliance coalition network group opposition house chamber treasury church diocese corps command "
    "brigade mission fund team".split()
)
"""Words that say what an organisation is, not which."""
UNITS = frozenset("school department faculty institute centre center branch division section unit committee".split())
MINISTRIES = frozenset("ministry ministries department".split())
ARMED = frozenset(
    "militia militias brigade brigades battalion battalions rebels guerrillas insurgents mujahideen mujahedeen "
    "mujahidin fedayeen".split()
)
FIGHTING = frozenset("liberation resistance revolutionary".split())
HOSTS = frozenset("army front forces movement".split())
NO_ACTORS = frozenset(
    "act bill law code treaty convention agreement accord protocol charter declaration initiative programme program "
    "project plan scheme campaign award awards prize cup championship championships olympics festival summit index "
    "ranking rankings report survey highway".split()
)
"""Words that make a name that of a law, a plan or an event."""
WORLDWIDE = frozenset("international world global united inter-american pan-african european african asian".split())
