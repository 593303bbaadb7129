"""What a name means to a reader who is told nothing else, and what a word beside it changes."""

import pytest

from geo.gazetteer import Gazetteer
from geo.pipeline import Pipeline
from geo.records import Article
from geo.text import ActorList

# A sentence, then the places that must be found in it: a part of the name and, where it matters, the country.
SENTENCES = """
The meeting was held in Athens.|Athens,GR
A fire broke out in New York on Monday.|New York City
The exhibition opened in London, New York and Tokyo.|London,GB;New York City;Tokyo
He was born in Paris.|Paris,FR
Police in Birmingham arrested two men.|Birmingham,GB
Protesters gathered in Tripoli.|Tripoli,LY
Protesters gathered in Beirut and Tripoli.|Beirut;Tripoli,LB
She moved to Georgia, where the Tbilisi government fell.|Georgia,GE
Students at Cambridge protested.|Cambridge,GB
The army shelled Idlib.|Idlib,SY
A quake struck near San Jose, Costa Rica.|San José,CR
A quake struck near San Jose, California.|San Jose,US
An earthquake shook Santiago.|Santiago,CL
A court in Moscow heard the case.|Moscow,RU
He lives in Moscow, Idaho.|Moscow,US
The storm moved over Victoria, British Columbia.|Victoria,CA
The storm moved over Victoria and New South Wales.|Victoria,AU
Fighting was reported in Hama and Homs.|Hama;Homs
A bomb exploded in Mogadishu.|Mogadishu
The ferry left Naples for Capri.|Naples,IT
The ferry left Naples, Florida.|Naples,US
Rain fell in Perth.|Perth,AU
Two people died in Manchester.|Manchester,GB
Two people died in Manchester, New Hampshire.|Manchester,US
The president visited Washington.|Washington
Wildfires spread across Washington state.|Washington,US
Bread prices rose in Alexandria.|Alexandria,EG
Bread prices rose in Alexandria, Virginia.|Alexandria,US
Clashes erupted in Kabul and Kandahar.|Kabul;Kandahar
Troops entered Kyiv.|Kyiv
Troops entered Kharkiv and Odesa.|Kharkiv;Odesa
A train derailed near Lyon.|Lyon,FR
The mayor of Vancouver resigned.|Vancouver,CA
The mayor of Portland resigned.|Portland,US
The match was played in Melbourne.|Melbourne,AU
The match was played in Kingston, Jamaica.|Kingston,JM
A ship sank in the Gulf of Aden off Yemen.|Gulf of Aden;Yemen
Refugees crossed into Jordan from Syria.|Jordan;Syria
Floods hit Punjab in Pakistan.|Punjab,PK;Pakistan
Farmers in Punjab and Haryana protested.|Punjab,IN
Workers in Hyderabad went on strike.|Hyderabad,IN
Workers in Karachi and Hyderabad went on strike.|Karachi;Hyderabad,PK
A plane crashed in Granada.|Granada,ES
A volcano erupted near Leon, Nicaragua.|León,NI
They met in Dublin.|Dublin,IE
They met in Geneva.|Geneva,CH
They met in Rome.|Rome,IT
They met in Berlin.|Berlin,DE
They met in Cairo.|Cairo,EG
They met in Delhi.|Delhi,IN
They met in Lagos.|Lagos,NG
They met in Havana.|Havana,CU
They met in Lima.|Lima,PE
They met in Vienna.|Vienna,AT
They met in Madrid.|Madrid,ES
They met in Warsaw.|Warsaw,PL
They met in Bogota.|Bogotá,CO
They met in Singapore.|Singapore
They met in Panama City.|Panam
They met in Mexico City.|Mexico City
They met in Kuwait City.|Kuwait
They met in Quebec City.|Qu
They met in Luxembourg.|Luxembourg
They met in Hamilton, Ontario.|Hamilton,CA
They met in Hamilton and Auckland.|Hamilton,NZ
They met in Nice.|Nice,FR
He flew to Washington on Tuesday.|Washington,US
Talks were held in Washington and Beijing.|Washington;Beijing
Israeli jets struck the Golan near Quneitra.|Golan Heights
A meeting in Washington, Brussels and Geneva.|Brussels;Geneva
Fighting spread in Darfur.|Darfur
Thousands fled Kashmir.|Kashmir
The storm hit Seattle, Washington.|Seattle;Washington,US
"""


@pytest.fixture(scope="module")
def pipeline(real_gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(real_gazetteer, ActorList.load())


@pytest.mark.parametrize("line", [line for line in SENTENCES.splitlines() if line])
def test_a_well_known_name_means_what_readers_expect(pipeline: Pipeline, line: str) -> None:
    text, _, expected = line.partition("|")
    placed = [t.place for t in pipeline.parse(Article("a", text)).toponyms if t.place is not None]
    for wanted in expected.split(";"):
        name, _, country = wanted.partition(",")
        fits = [p for p in placed if name.casefold() in p.name.casefold() and (not country or p.country == country)]
        assert fits, f"{wanted} is not among {[(p.name, p.country) for p in placed]}"


@pytest.mark.parametrize("name", ["Kabul", "Beirut", "Tokyo", "New York", "Kandahar", "Idlib", "Hama"])
def test_a_town_is_meant_before_the_province_of_its_name(pipeline: Pipeline, name: str) -> None:
    placed = [t.place for t in pipeline.parse(Article("a", f"A bomb exploded in {name} on Friday.")).toponyms]
    assert [place.kind for place in placed if place is not None] == ["town"]
