"""Compile which words name the people of a place, or what is theirs: "Russian", "Syrians", "Parisian".

    python scripts/compile_demonyms.py [FOLDER]

FOLDER (or DATELINE_SOURCES, or ../shared/data) holds `geonames/countryInfo.txt.gz` (GeoNames, CC BY 4.0: names and
codes of countries), `geonames/cliff_wikipedia-demonyms.tsv.gz` and `geonames/geonorm_demonyms.csv.gz` (lists of
facts). Regions, states, cities, peoples and what the lists get wrong are written below by hand. Deterministic. Writes
geo/data/demonyms.csv: demonym,place,country,kind,caution.
"""

import csv
import gzip
import io
import os
import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What the lists call a country, where GeoNames calls it otherwise.
COUNTRIES = {
    "åland": "AX", "the bahamas": "BS", "burma": "MM", "burkina fasoa": "BF", "burmab": "MM", "cape verde": "CV",
    "cabo verde": "CV", "côte d'ivoire": "CI", "curaçao": "CW", "czech republic": "CZ",
    "dem. republic of the congo": "CD", "east timor": "TL", "great britain": "GB", "macau": "MO",
    "micronesia, federated states of": "FM", "netherlands": "NL", "northern marianas": "MP", "palestine": "PS",
    "people's republic of china": "CN", "pitcairn island": "PN", "pitcairn islands": "PN", "republic of ireland": "IE",
    "republic of macedonia": "MK", "réunion": "RE", "saint barthélemy": "BL", "saint-pierre and miquelon": "PM",
    "st. helena": "SH", "saint helena, ascension and tristan da cunha": "SH", "st. kitts and nevis": "KN",
    "st. lucia": "LC", "st. vincent and the grenadines": "VC", "surinam": "SR", "swaziland": "SZ",
    "são tomé and príncipe": "ST", "the gambia": "GM", "timor-leste": "TL",
    "united kingdom of great britain and northern ireland": "GB", "united states of america": "US",
    "united states virgin islands": "VI", "vatican city": "VA", "svalbard": "SJ",
}  # fmt: skip
PLACES = {"NL": "Netherlands", "PS": "Palestine", "CZ": "Czech Republic", "TL": "Timor-Leste", "VA": "Vatican City",
          "PN": "Pitcairn Islands", "CC": "Cocos Islands"}  # fmt: skip
# Places of the lists that are no country of GeoNames': place, country
REGIONS = {"abkhazia": ("Abkhazia", "GE"), "south ossetia": ("South Ossetia", "GE"), "england": ("England", "GB"),
           "scotland": ("Scotland", "GB"), "wales": ("Wales", "GB"), "northern ireland": ("Northern Ireland", "GB"),
           "europe": ("Europe", ""), "european union": ("Europe", ""), "zanzibar": ("Zanzibar", "TZ"),
           "somaliland": ("Somaliland", "SO"), "bonaire": ("Bonaire", "BQ"), "saba": ("Saba", "BQ"),
           "sint eustatius": ("Sint Eustatius", "BQ")}  # fmt: skip

# Entries of the lists that are place names, phrases, mistakes or mainly another word.
DROP = re.compile(
    r".* (residents|people|citizens|Dutch|Island|Islands|Territories|h)|(Guambat|Italics?f|Boricuas|Gabonaise)|"
    r"BIOT|UK|U\.S\.|United States|United Kingdom|Congo|Vatican|Jersey|Guernsey|Gibraltar|Greenland|Hong Kong|"
    r"Luxembourg|Liechtenstein|Guadeloupe|Bonaire|Saba|Singapore|New Zealand|"
    r"Sint .*|Jan Mayen|Svalbard|Kiribati|Jersian|"
    r"Cantonese|Italics?|Scotch|Guamba|Letts|Lettish|Israelite|Habesha|Banyarwanda|Barundi|Lao|Laos|Myanma|Myanmars|"
    r"Wallis and Futuna|Emiri|Swati|Saban|Mahorais|none|Sahraw|Southern Irish|Malinese|"
    r"Scotchi|Canucks|Antarctic|Burman|Bamar|Grecians?|Pinoys|Maubere"
)
WRONG = {("Chinese", "MO"), ("Koreans", "KP"), ("Koreans", "KR"), ("British", "IO"), ("French", "TF"),
         ("British", "IE"), ("Irish", "GB"), ("British", "GB-NIR"), ("Magyar", "HU"),
         ("Magyars", "HU"), ("Tahitians", "PF")}  # fmt: skip

# place | country | adjectives | people. An adjective ends in "*" where the word often means something else.
CURATED = """
United Kingdom|GB|British|Britons,Brits,Briton
United States|US|American,US,U.S.|Americans
Russia|RU|Russian|Russians
China|CN|Chinese|Chinese
Ireland|IE|Irish|Irish,Irishman,Irishmen,Irishwoman
Netherlands|NL|Dutch|Dutch,Dutchman,Dutchmen
Congo|CD|Congolese|Congolese
Republic of the Congo|CG|Congolese|Congolese
Vatican City|VA|Vatican|
South Korea|KR|South Korean|South Koreans
North Korea|KP|North Korean|North Koreans
Korea||Korean|Koreans
Saudi Arabia|SA|Saudi,Saudi Arabian|Saudis
United Arab Emirates|AE|Emirati|Emiratis
Palestine|PS|Palestinian|Palestinians
Gaza Strip|PS|Gazan|Gazans
West Bank|PS|West Banker|West Bankers
Kosovo|XK|Kosovar,Kosovan|Kosovars,Kosovans
Bosnia and Herzegovina|BA|Bosnian,Bosniak|Bosnians,Bosniaks
Republika Srpska|BA|Bosnian Serb|Bosnian Serbs
Macedonia|MK|Macedonian,North Macedonian|Macedonians
Denmark|DK|Danish|Danes,Dane
Sweden|SE|Swedish|Swedes,Swede
Finland|FI|Finnish|Finns,Finn*
Poland|PL|Polish|Poles*,Pole*
Turkey|TR|Turkish|Turks,Turk
Spain|ES|Spanish|Spaniards,Spaniard
Thailand|TH|Thai|Thais
Laos|LA|Laotian,Lao|Laotians
Slovakia|SK|Slovak,Slovakian|Slovaks,Slovakians
Slovenia|SI|Slovenian,Slovene|Slovenes,Slovenians
Croatia|HR|Croatian,Croat|Croats,Croatians
Serbia|RS|Serbian,Serb|Serbs,Serbians
Argentina|AR|Argentine,Argentinian,Argentinean|Argentines,Argentinians
Philippines|PH|Filipino,Philippine,Filipina|Filipinos,Filipinas
Nepal|NP|Nepalese,Nepali|Nepalis
Taiwan|TW|Taiwanese|Taiwanese
Hong Kong|HK|Hong Konger,Hongkonger|Hong Kongers,Hongkongers
Macao|MO|Macanese|Macanese
Singapore|SG|Singaporean|Singaporeans
New Zealand|NZ|Kiwi*|New Zealanders,New Zealander,Kiwis*
Australia|AU|Australian,Aussie|Australians,Aussies
Myanmar|MM|Burmese,Myanmarese|Burmese
Ivory Coast|CI|Ivorian|Ivorians
Burkina Faso|BF|Burkinabe,Burkinabé,Burkinabè|Burkinabe,Burkinabes
Botswana|BW|Motswana,Botswanan|Batswana,Botswanans
Lesotho|LS|Basotho,Mosotho|Basotho
Niger|NE|Nigerien|Nigeriens
Mali|ML|Malian|Malians
Eswatini|SZ|Swazi|Swazis
Timor-Leste|TL|Timorese,East Timorese|East Timorese
Luxembourg|LU|Luxembourgish,Luxembourger|Luxembourgers
Liechtenstein|LI|Liechtensteiner|Liechtensteiners
Greenland|GL|Greenlandic,Greenlander|Greenlanders
Gibraltar|GI|Gibraltarian|Gibraltarians
Iceland|IS|Icelandic,Icelander|Icelanders
Isle of Man|IM|Manx|Manx
Jersey|JE|Jerseyman|Jerseymen
Guernsey|GG|Guernseyman|Guernseymen
Sudan|SD|Sudanese|Sudanese
South Sudan|SS|South Sudanese|South Sudanese
Dominican Republic|DO|Dominican*|Dominicans*
Dominica|DM|Dominican*|Dominicans*
El Salvador|SV|Salvadoran,Salvadorean,Salvadorian|Salvadorans,Salvadoreans
Ecuador|EC|Ecuadorian,Ecuadorean|Ecuadorians,Ecuadoreans
Trinidad and Tobago|TT|Trinidadian,Tobagonian|Trinidadians,Trinbagonians
Kazakhstan|KZ|Kazakh,Kazakhstani|Kazakhs,Kazakhstanis
Kyrgyzstan|KG|Kyrgyz,Kyrgyzstani|Kyrgyz,Kyrgyzstanis
Tajikistan|TJ|Tajik,Tajikistani|Tajiks
Turkmenistan|TM|Turkmen|Turkmens
Uzbekistan|UZ|Uzbek,Uzbekistani|Uzbeks
Azerbaijan|AZ|Azerbaijani,Azeri|Azerbaijanis,Azeris
Afghanistan|AF|Afghan|Afghans
Bangladesh|BD|Bangladeshi,Bengali|Bangladeshis,Bengalis
Czech Republic|CZ|Czech|Czechs
Ukraine|UA|Ukrainian|Ukrainians
Belarus|BY|Belarusian,Belarussian,Byelorussian|Belarusians,Belarussians
Romania|RO|Romanian,Rumanian|Romanians
Moldova|MD|Moldovan,Moldavian|Moldovans,Moldavians
Montenegro|ME|Montenegrin|Montenegrins
Cyprus|CY|Cypriot,Greek Cypriot|Cypriots,Greek Cypriots
Northern Cyprus|CY|Turkish Cypriot|Turkish Cypriots
Vietnam|VN|Vietnamese|Vietnamese
Somalia|SO|Somali,Somalian|Somalis,Somalians
Georgia|GE|Georgian*|Georgians*
India|IN|Indian*|Indians*
Western Sahara|EH|Sahrawi,Saharawi,Western Saharan|Sahrawis,Saharawis
Transnistria|MD|Transnistrian,Transdniestrian|Transnistrians
Nagorno-Karabakh|AZ|Karabakhi,Karabakh Armenian|Karabakh Armenians
Crimea|UA|Crimean|Crimeans
Galicia|ES|Galician|Galicians
Chechnya|RU|Chechen|Chechens
Dagestan|RU|Dagestani|Dagestanis
Ingushetia|RU|Ingush|Ingush
Tatarstan|RU|Tatar|Tatars
Siberia|RU|Siberian|Siberians
Bashkortostan|RU|Bashkir|Bashkirs
North Ossetia|RU|Ossetian|Ossetians
Caucasus||Caucasian*|
Kurdistan||Kurdish,Kurd|Kurds
Tibet|CN|Tibetan|Tibetans
Xinjiang|CN|Uighur,Uyghur,Uygur|Uighurs,Uyghurs,Uygurs
Inner Mongolia|CN|Inner Mongolian|Inner Mongolians
Guangdong|CN|Cantonese|
Kashmir||Kashmiri|Kashmiris
Punjab||Punjabi|Punjabis
Sindh|PK|Sindhi|Sindhis
Balochistan|PK|Baloch,Baluch,Baluchi|Baloch,Baluchis
Gujarat|IN|Gujarati|Gujaratis
Kerala|IN|Keralite|Keralites
Tamil Nadu|IN|Tamil|Tamils
Bihar|IN|Bihari|Biharis
Assam|IN|Assamese|
Manipur|IN|Manipuri|Manipuris
Goa|IN|Goan|Goans
Nagaland|IN|Naga|Nagas
Sikkim|IN|Sikkimese|
Rajasthan|IN|Rajasthani|Rajasthanis
Maharashtra|IN|Maharashtrian|Maharashtrians
Rakhine|MM|Rakhine,Arakanese,Rohingya|Rohingyas,Rohingya
Kachin|MM|Kachin|Kachins
Shan State|MM|Shan*|
Karen State|MM|Karen*|
Aceh|ID|Acehnese|Acehnese
Bali|ID|Balinese|Balinese
Java|ID|Javanese|Javanese
Sumatra|ID|Sumatran|Sumatrans
Papua|ID|Papuan*|Papuans*
Mindanao|PH|Mindanaoan|
Sarawak|MY|Sarawakian|Sarawakians
Sabah|MY|Sabahan|Sabahans
Bougainville|PG|Bougainvillean|Bougainvilleans
Okinawa|JP|Okinawan|Okinawans
Catalonia|ES|Catalan,Catalonian|Catalans
Basque Country|ES|Basque|Basques
Andalusia|ES|Andalusian|Andalusians
Canary Islands|ES|Canarian|Canarians
Corsica|FR|Corsican|Corsicans
Brittany|FR|Breton|Bretons
Normandy|FR|Norman*|Normans*
Alsace|FR|Alsatian*|Alsatians*
Bavaria|DE|Bavarian|Bavarians
Saxony|DE|Saxon*|Saxons*
Prussia|DE|Prussian|Prussians
Flanders|BE|Flemish|Flemings
Wallonia|BE|Walloon|Walloons
Tyrol|AT|Tyrolean|Tyroleans
Sicily|IT|Sicilian|Sicilians
Sardinia|IT|Sardinian|Sardinians
Tuscany|IT|Tuscan|Tuscans
Lombardy|IT|Lombard*|Lombards*
England|GB|English|English,Englishman,Englishmen,Englishwoman
Scotland|GB|Scottish,Scots,Scot|Scots,Scotsman,Scotsmen
Wales|GB|Welsh|Welsh,Welshman,Welshmen
Northern Ireland|GB|Northern Irish|Northern Irish
Cornwall|GB|Cornish|
Yorkshire|GB|Yorkshireman|Yorkshiremen
Bohemia|CZ|Bohemian*|Bohemians*
Moravia|CZ|Moravian|Moravians
Silesia|PL|Silesian|Silesians
Transylvania|RO|Transylvanian|Transylvanians
Crete|GR|Cretan|Cretans
Lapland|FI|Sami,Lapp|Lapps
Quebec|CA|Quebecois,Québécois,Quebecer|Quebecers,Quebeckers,Quebecois,Québécois
Ontario|CA|Ontarian|Ontarians
Alberta|CA|Albertan|Albertans
British Columbia|CA|British Columbian|British Columbians
Manitoba|CA|Manitoban|Manitobans
Nova Scotia|CA|Nova Scotian|Nova Scotians
Newfoundland|CA|Newfoundlander|Newfoundlanders
Tasmania|AU|Tasmanian|Tasmanians
Queensland|AU|Queenslander|Queenslanders
Victoria|AU|Victorian*|Victorians*
Darfur|SD|Darfuri,Darfurian|Darfuris,Darfurians
Nuba Mountains|SD|Nuba,Nuban|Nubans
Somaliland|SO|Somalilander|Somalilanders
Tigray|ET|Tigrayan,Tigrean|Tigrayans,Tigreans
Oromia|ET|Oromo|Oromos
Amhara|ET|Amhara|Amharas
Zanzibar|TZ|Zanzibari|Zanzibaris
Biafra|NG|Biafran|Biafrans
Katanga|CD|Katangese,Katangan|
Rif|MA|Riffian|Riffians
Nubia||Nubian|Nubians
Patagonia||Patagonian|Patagonians
Amazon||Amazonian|
Andes||Andean|
Alps||Alpine*|
Balkans||Balkan|
Scandinavia||Scandinavian,Nordic|Scandinavians
Baltic States||Baltic|Balts
Iberian Peninsula||Iberian|Iberians
Europe||European|Europeans
Western Europe||Western European,West European|Western Europeans
Eastern Europe||Eastern European,East European|Eastern Europeans
Central Europe||Central European|Central Europeans
Africa||African|Africans
West Africa||West African|West Africans
East Africa||East African|East Africans
North Africa||North African|North Africans
Southern Africa||Southern African|Southern Africans
Sub-Saharan Africa||sub-Saharan African,Sub-Saharan African|
Sahara||Saharan|
Sahel||Sahelian|
Asia||Asian|Asians
Central Asia||Central Asian|Central Asians
Southeast Asia||Southeast Asian,South-East Asian|Southeast Asians
South Asia||South Asian|South Asians
East Asia||East Asian|East Asians
Middle East||Middle Eastern,Mideast|Middle Easterners
Arab World||Arab,Pan-Arab|Arabs
Levant||Levantine|
Maghreb||Maghrebi|Maghrebis
Mesopotamia||Mesopotamian|
North America||North American|North Americans
South America||South American|South Americans
Latin America||Latin American|Latin Americans
Central America||Central American|Central Americans
Caribbean||West Indian|West Indians
Oceania||Oceanian|
Polynesia||Polynesian|Polynesians
Melanesia||Melanesian|Melanesians
Eurasia||Eurasian|
Yugoslavia||Yugoslav,Yugoslavian|Yugoslavs
Soviet Union||Soviet|Soviets
Czechoslovakia||Czechoslovak,Czechoslovakian|Czechoslovaks
Ottoman Empire||Ottoman*|Ottomans*
Alabama|US|Alabamian,Alabaman|Alabamians
Alaska|US|Alaskan|Alaskans
Arizona|US|Arizonan|Arizonans
Arkansas|US|Arkansan|Arkansans
California|US|Californian|Californians
Colorado|US|Coloradan|Coloradans
Connecticut|US|Connecticuter|
Delaware|US|Delawarean|Delawareans
Florida|US|Floridian|Floridians
Georgia|US|Georgian*|Georgians*
Hawaii|US|Hawaiian|Hawaiians
Idaho|US|Idahoan|Idahoans
Illinois|US|Illinoisan|Illinoisans
Indiana|US|Hoosier,Indianan|Hoosiers
Iowa|US|Iowan|Iowans
Kansas|US|Kansan|Kansans
Kentucky|US|Kentuckian|Kentuckians
Louisiana|US|Louisianan,Louisianian|Louisianans
Maine|US|Mainer|Mainers
Maryland|US|Marylander|Marylanders
Massachusetts|US|Bay Stater|Bay Staters
Michigan|US|Michigander,Michiganian|Michiganders
Minnesota|US|Minnesotan|Minnesotans
Mississippi|US|Mississippian|Mississippians
Missouri|US|Missourian|Missourians
Montana|US|Montanan|Montanans
Nebraska|US|Nebraskan|Nebraskans
Nevada|US|Nevadan|Nevadans
New Hampshire|US|New Hampshirite|
New Jersey|US|New Jerseyan|New Jerseyans
New Mexico|US|New Mexican|New Mexicans
New York|US|New Yorker|New Yorkers
North Carolina|US|North Carolinian|North Carolinians
North Dakota|US|North Dakotan|North Dakotans
Ohio|US|Ohioan|Ohioans
Oklahoma|US|Oklahoman|Oklahomans
Oregon|US|Oregonian|Oregonians
Pennsylvania|US|Pennsylvanian|Pennsylvanians
Rhode Island|US|Rhode Islander|Rhode Islanders
South Carolina|US|South Carolinian|South Carolinians
South Dakota|US|South Dakotan|South Dakotans
Tennessee|US|Tennessean|Tennesseans
Texas|US|Texan|Texans
Utah|US|Utahn,Utahan|Utahns
Vermont|US|Vermonter|Vermonters
Virginia|US|Virginian|Virginians
Washington|US|Washingtonian|Washingtonians
West Virginia|US|West Virginian|West Virginians
Wisconsin|US|Wisconsinite|Wisconsinites
Wyoming|US|Wyomingite|Wyomingites
New England|US|New Englander|New Englanders
Puerto Rico|PR|Puerto Rican|Puerto Ricans
London|GB|Londoner|Londoners
Manchester|GB|Mancunian|Mancunians
Liverpool|GB|Liverpudlian,Scouser|Liverpudlians,Scousers
Glasgow|GB|Glaswegian|Glaswegians
Edinburgh|GB|Edinburgher|
Aberdeen|GB|Aberdonian|Aberdonians
Newcastle upon Tyne|GB|Geordie|Geordies
Birmingham|GB|Brummie|Brummies
Belfast|GB|Belfaster|
Oxford|GB|Oxonian|
Dublin|IE|Dubliner|Dubliners
Paris|FR|Parisian|Parisians
Marseille|FR|Marseillais|
Berlin|DE|Berliner*|Berliners
Hamburg|DE|Hamburger*|
Munich|DE|Municher|
Vienna|AT|Viennese|Viennese
Rome|IT|Roman*|Romans*
Milan|IT|Milanese|
Venice|IT|Venetian|Venetians
Florence|IT|Florentine|Florentines
Naples|IT|Neapolitan|Neapolitans
Genoa|IT|Genoese|
Madrid|ES|Madrilenian|Madrilenians
Barcelona|ES|Barcelonan|
Seville|ES|Sevillian|Sevillians
Lisbon|PT|Lisboner,Lisboeta|
Amsterdam|NL|Amsterdammer|Amsterdammers
Copenhagen|DK|Copenhagener|Copenhageners
Stockholm|SE|Stockholmer|Stockholmers
Moscow|RU|Muscovite|Muscovites
Saint Petersburg|RU|Petersburger|Petersburgers
Warsaw|PL|Varsovian|Varsovians
Prague|CZ|Praguer|Praguers
Budapest|HU|Budapester|
Athens|GR|Athenian|Athenians
Sparta|GR|Spartan*|
Thessaloniki|GR|Thessalonian|
Istanbul|TR|Istanbulite|Istanbulites
Sarajevo|BA|Sarajevan|Sarajevans
Belgrade|RS|Belgrader|Belgraders
Jerusalem||Jerusalemite|Jerusalemites
Tel Aviv|IL|Tel Avivian|Tel Avivians
Cairo|EG|Cairene|Cairenes
Alexandria|EG|Alexandrian|Alexandrians
Beirut|LB|Beiruti|Beirutis
Damascus|SY|Damascene|Damascenes
Aleppo|SY|Aleppine|Aleppines
Homs|SY|Homsi|Homsis
Baghdad|IQ|Baghdadi*|Baghdadis*
Basra|IQ|Basrawi|Basrawis
Mosul|IQ|Moslawi,Maslawi|Moslawis
Kabul|AF|Kabuli|Kabulis
Karachi|PK|Karachiite|Karachiites
Lahore|PK|Lahori|Lahoris
Delhi|IN|Delhiite|Delhiites
Mumbai|IN|Mumbaikar|Mumbaikars
Kolkata|IN|Calcuttan,Kolkatan|
Chennai|IN|Chennaiite|Chennaiites
Bangalore|IN|Bangalorean,Bengalurean|Bangaloreans
Beijing|CN|Beijinger|Beijingers
Shanghai|CN|Shanghainese|Shanghainese
Tokyo|JP|Tokyoite|Tokyoites
Seoul|KR|Seoulite|Seoulites
Bangkok|TH|Bangkokian|Bangkokians
Hanoi|VN|Hanoian|Hanoians
Saigon|VN|Saigonese|
Manila|PH|Manileño|Manileños
Jakarta|ID|Jakartan|Jakartans
Sydney|AU|Sydneysider|Sydneysiders
Melbourne|AU|Melburnian,Melbournian|Melburnians
Brisbane|AU|Brisbanite|Brisbanites
Perth|AU|Perthite|Perthites
Adelaide|AU|Adelaidean|Adelaideans
Canberra|AU|Canberran|Canberrans
Auckland|NZ|Aucklander|Aucklanders
Wellington|NZ|Wellingtonian|Wellingtonians
Christchurch|NZ|Cantabrian*|
Toronto|CA|Torontonian|Torontonians
Montreal|CA|Montrealer|Montrealers
Vancouver|CA|Vancouverite|Vancouverites
Calgary|CA|Calgarian|Calgarians
Edmonton|CA|Edmontonian|Edmontonians
Winnipeg|CA|Winnipegger|Winnipeggers
Los Angeles|US|Angeleno,Los Angeleno|Angelenos
San Francisco|US|San Franciscan|San Franciscans
San Diego|US|San Diegan|San Diegans
Chicago|US|Chicagoan|Chicagoans
Boston|US|Bostonian|Bostonians
Philadelphia|US|Philadelphian|Philadelphians
Houston|US|Houstonian|Houstonians
Dallas|US|Dallasite|Dallasites
Seattle|US|Seattleite|Seattleites
New Orleans|US|New Orleanian|New Orleanians
Manhattan|US|Manhattanite|Manhattanites
Brooklyn|US|Brooklynite|Brooklynites
Honolulu|US|Honolulan|
Mexico City|MX|Chilango|Chilangos
Havana|CU|Habanero*|Habaneros*
Buenos Aires|AR|Porteño|Porteños
Rio de Janeiro|BR|Carioca|Cariocas
São Paulo|BR|Paulista,Paulistano|Paulistas,Paulistanos
Lima|PE|Limeño|Limeños
Caracas|VE|Caraqueño|Caraqueños
Santiago|CL|Santiaguino|Santiaguinos
Johannesburg|ZA|Joburger,Johannesburger|Joburgers
Cape Town|ZA|Capetonian|Capetonians
Durban|ZA|Durbanite|Durbanites
Nairobi|KE|Nairobian|Nairobians
Lagos|NG|Lagosian|Lagosians
Accra|GH|Accran|
Harare|ZW|Hararean|
Benghazi|LY|Benghazian|
Tripoli|LY|Tripolitanian,Tripolitan|
Misrata|LY|Misratan|Misratans
Cyrenaica|LY|Cyrenaican|
Fallujah|IQ|Fallujan|
Tahiti|PF|Tahitian|Tahitians
Micronesia|FM|Micronesian|Micronesians
Christmas Island|CX|Christmas Islander|Christmas Islanders
Falkland Islands|FK|Falkland Islander|Falkland Islanders,Falklanders
Cook Islands|CK|Cook Islander|Cook Islanders
Solomon Islands|SB|Solomon Islander|Solomon Islanders
Marshall Islands|MH|Marshallese|Marshall Islanders
Turks and Caicos Islands|TC|Turks and Caicos Islander|Turks and Caicos Islanders
Virgin Islands|VI|Virgin Islander|Virgin Islanders
Kiribati|KI|I-Kiribati,Gilbertese|I-Kiribati
Torres Strait|AU|Torres Strait Islander|Torres Strait Islanders
Chagos Archipelago|IO|Chagossian|Chagossians
"""

CAUTIONS = {
    "Georgian": "of the country or of the US state",
    "Georgians": "of the country or of the US state",
    "Dominican": "of either country, or the religious order",
    "Dominicans": "of either country, or the religious order",
    "Congolese": "of either Congo",
    "Guinean": "of Guinea or Guinea-Bissau",
    "Guineans": "of Guinea or Guinea-Bissau",
    "Indian": "also American Indian, Indian Ocean",
    "Indians": "also American Indians",
    "Korean": "of either Korea",
    "Koreans": "of either Korea",
    "Kiwi": "also the fruit and the bird",
    "Kiwis": "also the fruit and the bird",
    "Papuan": "of Papua New Guinea or Indonesia's Papua",
    "Papuans": "of Papua New Guinea or Indonesia's Papua",
    "Baghdadi": "also a surname",
    "Baghdadis": "also a surname",
    "Finn": "also a name",
    "Shan": "also a name",
    "Karen": "also a name",
    "Norman": "also a name",
    "Roman": "also ancient Rome, the church, a name",
    "Romans": "also ancient Rome",
    "Hamburger": "also the food",
    "Berliner": "also the food, a surname",
    "Pole": "also a post, the poles",
    "Poles": "also the earth's poles",
    "Victorian": "also the age",
    "Victorians": "also the age",
    "Alpine": "also any mountains",
    "Caucasian": "also white people",
    "Ottoman": "history",
    "Ottomans": "history",
    "US": "also the country's name",
    "U.S.": "also the country's name",
    "Vatican": "also the place's name",
    "Rohingya": "a people, many of them in Bangladesh",
    "Rohingyas": "a people, many of them in Bangladesh",
    "Arab": "of a people, not a place",
    "Arabs": "of a people, not a place",
    "Tamil": "of a people in India and Sri Lanka, and a language",
    "Tamils": "of a people in India and Sri Lanka",
    "Macedonian": "of North Macedonia or the Greek region",
    "Macedonians": "of North Macedonia or the Greek region",
    "Samoan": "of Samoa or American Samoa",
    "Central African": "of the republic or the region",
    "Central Africans": "of the republic or the region",
    "Irish": "also Northern Irish",
    "Bengali": "of Bangladesh or West Bengal",
    "Bengalis": "of Bangladesh or West Bengal",
    "Galician": "of Spain's or Ukraine's Galicia",
    "Micronesian": "of the country or the region",
}
GENERAL = "also another word"


def open_text(path: Path) -> io.StringIO:
    """A gzipped file's lines, normalised."""
    return io.StringIO(unicodedata.normalize("NFC", gzip.decompress(path.read_bytes()).decode("utf-8-sig")))


def countries(folder: Path) -> dict[str, tuple[str, str]]:
    """Return place and country by the lower-cased name that a list may use."""
    found = dict(REGIONS)
    names: dict[str, str] = {}
    for line in open_text(folder / "geonames/countryInfo.txt.gz"):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if cells[0] not in {"CS", "AN"}:
            names[cells[0]] = PLACES.get(cells[0], cells[4].strip())
            found.setdefault(cells[4].strip().lower(), (names[cells[0]], cells[0]))
            found.setdefault(names[cells[0]].lower(), (names[cells[0]], cells[0]))
    found.update({name: (names[code], code) for name, code in COUNTRIES.items()})
    return found


def cliff(folder: Path) -> list[tuple[str, list[str], list[str]]]:
    """Country, adjectives and people, row by row."""
    rows = []
    for line in open_text(folder / "geonames/cliff_wikipedia-demonyms.tsv.gz"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) >= 3 and not cells[1].startswith("See "):
            rows.append((cells[0], split(cells[1]), split(cells[2])))
    return rows


def split(cell: str) -> list[str]:
    """Split a cell of the list, without its notes: "Dominicand" (a footnote letter) is left to the hand-made list."""
    cell = re.sub(r"\(.*?\)|\[.*?\]|\"", "", cell)
    return [w.strip() for w in re.split(r"[,;/]", cell) if w.strip()]


def main() -> None:
    """Compile the list and say how long it is."""
    default = os.environ.get("DATELINE_SOURCES") or str(ROOT.parent / "shared/data")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    place_of = countries(folder)
    listed = [(n, [a], [p]) for n, a, p in csv.reader(open_text(folder / "geonames/geonorm_demonyms.csv.gz"))]
    rows: dict[tuple[str, str, str], set[str]] = {}
    notes: dict[str, str] = {}
    by_hand = set()

    def add(word: str, place: str, country: str, kind: str) -> None:
        marked = word.endswith("*")
        word = word.rstrip("*")
        if marked and not CAUTIONS.get(word):
            notes[word] = GENERAL
        rows.setdefault((word, place, country), set()).add(kind)

    for line in CURATED.strip().splitlines():
        place, country, adjectives, people = line.split("|")
        for kind, words in (("adjective", adjectives), ("people", people)):
            for word in filter(None, words.split(",")):
                by_hand.add((word.rstrip("*"), country))
                add(word, place, country, kind)
    footnote = re.compile(r".*(and|an|n|k|ni)s?[a-z]$")
    hand_words = {w for w, _ in by_hand}
    for name, adjectives, people in cliff(folder) + listed:
        found = place_of.get(name.lower())
        if found is None:
            continue
        for kind, words in (("adjective", adjectives), ("people", people)):
            for word in words:
                bad = not word[:1].isupper() or DROP.fullmatch(word) or (word, found[1]) in WRONG or "singular" in word
                stray = footnote.fullmatch(word) and (
                    word[:-1] in hand_words or word.endswith(("nsg", "nsd", "nse", "ng", "nd", "ne"))
                )
                if not bad and not stray and (word, found[1]) not in by_hand and (found[1] or word not in hand_words):
                    add(word, *found, kind)
    path = ROOT / "geo/data/demonyms.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["demonym", "place", "country", "kind", "caution"])
        for (word, place, country), kinds in sorted(rows.items(), key=lambda item: item[0][0]):  # likeliest first
            kind = "both" if len(kinds) > 1 else next(iter(kinds))
            writer.writerow(
                [
                    word,
                    place,
                    country,
                    kind,
                    CAUTIONS.get(word) or notes.get(word, "also the place's name" if word == place else ""),
                ]
            )
    print(f"{path.name}: {len(rows)} rows, {len({w for w, _, _ in rows})} words")


if __name__ == "__main__":
    main()
