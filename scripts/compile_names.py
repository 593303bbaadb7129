"""Compile the lists of given names and surnames from Faker's locales, the list of actors, and by hand.

    pip install --target build/faker faker
    python scripts/compile_names.py build/faker

Faker (MIT licence) keeps names of some 80 locales. Those in Latin script are taken as they are, those in Cyrillic,
Greek, Georgian and Armenian letters are romanised as newspapers do; what Faker lacks in Latin script (Arabic,
Persian, Chinese, Korean, Vietnamese, South Asian and African names) is written below. Deterministic: same Faker,
same bytes. Writes geo/data/given_names.txt.gz and geo/data/surnames.txt.gz and prints how many names each holds.
"""

import csv
import gzip
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.text.lexicon import TITLES, fold_word  # noqa: E402

CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёієїґјљњќѓѕџ",
        [
            *"a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch".split(),
            "a",
            "y",
            "",
            *"e yu ya yo i ye yi g j lj nj kj gj dz dzh".split(),
        ],
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f".split(),
        strict=True,
    )
)

GIVEN = """
aarti abbas abd abdalla abdallah abdel abdelaziz abdelfattah abdelhakim abdelkader abdelmadjid abdelmalek abdi
abdirahman abdirashid abdou abdoulaye abdul abdulaziz abdulfattah abdulhamid abdulkadir abdulkarim abdulla abdullah
abdullahi abdulmalik abdulrahman abdurrahman abebe abel abimael abiy abla abou aboubakar abu abubakar adama adamu adel
adem adil adnan afzal agha ahmad ahmadou ahmadu ahmed ahmet aida aisha aishatu akbar akhtar akira akram alaa alassane
alhaji ali aliou alioune aliyu almaz alpha aly amadou amal amar amara ambrose amer amin amina aminata amine aminu amir
amit amjad ammar amr anand anas anders anil anita annalena antonis anwar aram aref arif arjun arseniy arun arvind asad
asha ashok ashraf asif asma ataullah atef atiku atta avigdor awad aye ayman aymen ayoub ayse aysel ayub aziz azza baba
babajide babatunde badr baha bahar bahram bakr balaji bandar bao barham barkat basel bashar basheer bashir basim
bassam bassem behrouz bekele benazir benjamin bereket beyene bilal bilawal bin binyamin bola bongani boubacar boukary
boyko brahim bronislaw burhan burhanuddin chandra chang charan chen cheng chidi chih chin chinedu chinua choe chol
chong chuan chukwuemeka chun chung cyril dae dalal dalia dang daoud dapo dawa dawit dawood deepak desta dewi dhia
diallo dilip dilma dina djibril dmitri dmitriy dmitry doan donald dong dung ehud elhadj eli elias emad emeka emin
emmanuel enas ephraim erdal erdogan evgeny evo eyad ezzat fadel fadi fadia fahad fahd fahmi faisal faiz faiza faizal
fakhri farah faraj farhad farhan farid farida farouk faruk farzana fatemeh fathi fatih fatima fatmata fatou fatoumata
fawzi fayez faysal femi feng feroz firas fouad fuad funmi fyodor gadi gaurav gebre geert gennady geun ghada ghani
ghassan gholam gideon girma goodluck gopal gul gulbuddin guo habib habiba hadi hafez hafiz hafsat hai haider haile
hailemariam haji hajo hakan hakeem hakim halima hamad hamdan hamdi hamed hameed hamid hamida hamza hana hanan hani
hansen hao harish haruna hasan hashem hashim hashmat hasina hassan hassane hatem hatice haytham heng hillary hind
hisham ho hoang hong hosam hosni hossam hossein houda hua huan huda hui hung huseyin hussain hussam hussein hwan hyun
hyung iain ibrahim ibrahima idris idriss igor ikram ilham ilhan ilyas imad iman imran imtiaz inam indira ines intisar
iqbal irfan isa isaac isatou ishaq ismael ismail ismet issa issam issouf itamar ivo iyad iyo jaafar jabbar jaber jabir
jacek jafar jagdish jalal jamal jamil jamila jamshid janaka jasim jassem javad javed jawad jayant jean jee jens ji jia
jian jiang jie jin jing jinping jintao jitendra joko jong joon jose-maria ju jun jung kabir kadyrov kagame kailash
kamal kamala kamel kamil kamran karim karima karthik kashif kavita kayode keiko kemal kenji kenta khadija khadijah
khaled khalid khalifa khalil khan khanh khin kholoud khurram khurshid kiran koffi kofi kofo komla kuang kumar kun
kwabena kwaku kwame kwang kwasi kyriakos lahcen lai lakshmi lalit lamin lamine lan latif latifa layla leila leonid
leymah li lian liang lin ling liping liu long lubna luis ma maha mahamadou mahamane mahathir mahdi mahendra mahinda
mahmood mahmoud mahmud mahmut maina majed majid malak malala mamadou mamoun manal mandla manish manmohan mansour
mansur manuchehr maria mariam mariama marwa marwan maryam masood masoud masoumeh masud maung maya mehbooba mehdi
mehmet mei melaku meles mengistu merkel metin mevlut miao mikheil milad min minaj ming mirwais mirza mitra mohamad
mohamadou mohamed mohammad mohammadi mohammed mohamoud mohamud mohan mohannad mohd mohsen mohsin mona moncef moshe
mostafa moussa muammar mubarak mudar mufti muhammad muhammadu muhammed muhannad muhsin mukesh mukhtar mulatu mullah
mumtaz munir muqtada murad murat murtaza musa mustafa mustapha mutaz muthu muttaqi myint mykola myo nabeel nabil
nabila nadeem nader nadia nadine naeem naftali nahid najah najat najib najibullah najla najma nam nana narendra nasir
nasreen nasrin nasrullah nasser naveed nawaf nawal nawaz nayef nazanin nazar nazir neelam nelson ngoc ngozi nguyen
nhan nidal nikhil nikol nima ning nirmala nisar nitin nizar nkosazana noor nour noura nouri nuhu nur nuri nurul
obiageli odinga oleg oleh oleksandr oleksii oleksiy olena olusegun oluwaseun omar omer omran osama oscar osman ou
oumar oumarou ousmane ousseynou pervez petro pham phuc phuong pir prakash pramod pranab prasad pravin preeti priya
qaboos qadir qais qasem qasim qian qiang qin qing qusay raad rabia rachid radoslaw radwan rafael rafik rafiq
rafsanjani raghad rahim rahman rahul raila raja rajab rajan rajeev rajendra rajesh rajiv rakesh ram rama ramadan
ramesh rami ramin ramush ramzan ramzi rana rania ranil ranjit rashad rashed rashid rashida rauf ravi raza razak razan
rebiya reda rehman ren riad rida riek rima riyad riyadh robina rohan rohit ruhollah rui rukhsana rukmini saad saadia
sabah sabri saddam sadegh sadio sadiq saeb saeed safa safia sagal sahar sahle said saif sajid sajjad sakineh salah
salam salama saleem saleh salem salim salma salman salou salva samah sameer sameh sami samia samir samira samuel sanaa
sandeep sang sanjay sanusi sara sardar sarwar sassou satish satoshi saud sayed sayeed sedigheh seif selahattin selim
seong sergei sergey sergiy serhii serhiy seung seyed seyni shabana shafiq shah shahbaz shahid shahram shaker shakil
shakir shamim shamsul shao sharif shashi shaukat shehu sheikh shen sher shereen shimon shinzo shirin shiv shlomo
shoaib shu shukri si siddharth sidi sidiki sipho siyabonga soe sohail solomon son soo soraya souad souleymane stepan
su suad subhash sudhir sufyan suha suhail suk sukarno sulaiman suleiman suleyman sultan suman sumaya sun sung sunil
sunita suresh surya sushma susilo suu tae taha tahir taiwo taj talal talat tamer tamim tan tang tao tareq tariq
taslima tawakkol tayeb tayyip tedros tenzin thabo thaksin than thandi thanh thein themba thi tien tin ting tong toni
truong tsai tuan tun tunde tung turki tzipi uday uhuru umar umaru umer umut ursula usama usha usman uthman uzi
valentyna valery vijay vikram viktor vinod vitali vitaliy vitaly vivek vladimir vladislav volodymyr vyacheslav wael
wafa wahid waleed wali walid wan wang waqar waseem wassim wei wen win wole won woo xi xia xiang xiao xiaobo xiaoping
xin xing xiu xu xue yaakov yadav yael yahia yahya yair yakubu yan yang yaseen yaser yasin yasir yasmin yasser yasuo
yaw yaya yazan yemi yevgeny yi yilmaz yin ying yingluck yisrael yitzhak yo yoav yohannes yong yoon yoshihide yoshiko
yousaf yousef youssef youssou yoweri yu yuan yue yukio yuli yulia yun yunus yuri yuriy yusra yusuf yusuff zafar zaid
zainab zakaria zalmay zarqa zayed zbigniew zeev zeinab zhang zhao zhen zheng zhi zhong zia ziad ziauddin zin zine
zohra zoran zoubida zuhair zulfikar zulfiqar zvi
"""

SURNAMES = """
abacha abadi abbas abbasi abdallah abdel-rahman abdullah abdullahi abe abiola abiy abramovich abubakar acheampong
achebe addo adeyemi adichie afewerki aguinaldo ahluwalia ahmad ahmadi ahmadinejad ahmed ahmedov aidid akhtar
akhundzada akintola akpan akram akufo-addo al-assad alavi albright alemu ali aliev aliyev allawi alvi amini amiri
ampofo anand annan ansah ansari antar aoun appiah aquino arafat araghchi ardern arif asante aslam assad assoumani
atatürk attiyah avni awad awan awolowo ayalew azad azhar aziz azizi babangida badawi baghdadi bah bahadur bakr balewa
balogun banda banerjee bangura barak baraka barghouti barre barzani bashir basu beckham begum bekele ben-gvir bennett
berri bhatt bhattarai bhutto biko bin-laden biya boateng bongo boro bose botha bouteflika bozize buhari butt cao
chakraborty chan chandra chang chatterjee chau chaudhary chaudhry chea chebet chen cheng cheung chi chiang chidambaram
chin chinamasa chiu chiwenga cho choi chong chou choudhury chow chu chua chun chung chávez cisse conde conte coulibaly
dahal dahlan dang danjuma danquah das davutoglu de-klerk deby dembele deng desai deshmukh desta devi dhaliwal dhillon
dia diallo diarra dieng ding diop diouf djokovic dlamini do doan dogan dos-santos doumbia dube duong durrani duterte
dutta ebadi echeverria ehsan el-sisi elbaradei ensour erdogan essebsi eyadema fahmy fakhri faki fang farah farooq
farouk fatah fayyad federer feng flores fofana fonseka gaddafi galant gandhi ganiyev gantz garang gbagbo gebre gemayel
ghannouchi ghosh gill giri goh gowda gowon goyal guardiola guo gupta gurung guterres gyawali habib habre habyarimana
hadi haftar haidar haidari haji hakim hamad hamdok hamid hammami han haniyeh haq haqqani hariri hasan hashemi hashimi
hasina hassan hatoyama hawking he hekmatyar hichilema hilton ho hoang hossain hosseini houthi hu huang hung hussain
hussein huynh hwang ibori ibrahim idris imam iqbal irfan islam ismail issa iyer jaafari jabbar jackson jadhav jaffar
jaitley jalali jamal jammeh jang jatoi jawara jayasuriya jayawardene jebali jeon ji jiang jibril jin jonathan joshi
joya jumblatt jung kabbah kabila kaboré kadirov kadyrov kagame kamal kamara kamau kang kapoor karimi karimov karman
karroubi karzai katumbi kaunda kaur kayani keita kenyatta kerekou kerimov keshavarz khalid khalil khamenei khan khanna
khashoggi khatami khatib khattak khatun khoury khumalo kiai kibaki kiir kikwete kim kimani kipchoge kiplagat kiprop
klopp koh koirala konate kone koroma kuchma kufuor kulkarni kumar kumaratunga kumari kurosawa kuti kwon lahoud lai lam
lang lau laurel le lee lei leung li liang lim lin ling liu lo loh low lu lumumba luo luong ma machar mahama mahamat
mahato mahlangu mahmood mahmoud mahmud maina makeba makoni malema malik maliki malinga mandal mandela mansour mansouri
mao marcos marri martelly masood masoud mathur mattis mazumdar mbabazi mbeki mboya mehsud mehta mei mengesha menon
mensah mikati mirza mishra mitra mkhize mnangagwa mobutu modi mohamed mohammed mohamud moi mokoena momoh mondlane
moradi morsi mourinho mousavi moussa moyo mubarak mudenda mugabe muhammad mukasa mukherjee muluzi musa museveni
musharraf mussa mutasa mutharika muzorewa mwangi mwinyi nabiullina nadal nagy naidoo naidu nair najib nam nasheed
nasrallah nasser natarajan nawaz nazarbayev ncube ndayishimiye ndiaye ndlovu nehru nek netanyahu ng ngema ngo nguema
nguyen ni niazi nikolaidis njenga njoroge nkomo nkrumah nkunda nkurunziza noor nujoma nyerere obama obasanjo obi
obiang obote ochieng odhiambo odinga oh ojukwu okafor okeke okello okonjo-iweala okonkwo okoro okoye olmert omar ong
ongeri onyango opoku osborne osei osman otieno otunnu ouattara ouma oumarou ouyahia ouédraogo owusu oyelaran pai pan
panahi pandey pandit parikh park patel pathak patil patnaik pei peng peres pham phan phiri pillai pillay poudel
prabhakaran prabhu pradhan prasad puri qaddafi qasim qian qiu qureshi rabbani rabin radebe rafsanjani rahimi rahman
rai raisi rajab rajapaksa rajapakse raman ramanathan ramaphosa rana rao rashid rathore rawat rawlings raza reddy
rehman ren rezaei rhee rizvi rohani rouhani rowling roy ryu saakashvili sabri sadat sadiq sadr saeed safavi sahni said
saied saleh salehi salem salih salim sall salman samad samura sanchez sang sani sankara sankoh sarkozy sassou-nguesso
sato saud savimbi sayeed sayyaf sen seo sesay shah shahid shaikh shalikashvili shamir sharif sharma sharon sheikh
shekau shen shevardnadze shi shikapwasha shin shinawatra shrestha shukla siad siddiqui sidhu sillah simelane sinclair
singh sinha siniora sirisena sirleaf sisi sissoko sisulu sithole smuts so sobhuza soe soglo sohn soleimani son song
soro soyinka soyombo srour stephenopoulos su suharto suleiman sultan sultani sun sung suzuki syed tahir taib taiwo
talabani talib tambo tan tang tantawi tao taraki tariq teng teo thakur thakuri than thapa thatcher thein tiwari to
tolbert tong toure tran traore trinh truong tsai tsang tse tshabalala tshisekedi tsvangirai tudjman tutu uddin umar
usman uwais vajpayee vance verma vo vu wade wahab wahid waiguru walia wang wanjiru warsame wei wen wenger whitaker
wickremesinghe wijaya wong woo wu xi xiang xie xiong xu xue yadav yahya yan yanayev yang yao yaradua ye yeboah
yehoshua yellen yildirim yilmaz yin yoo yoon yousafzai youssef yu yuan yun yunus yusuf zadari zafar zaidi zaki zaman
zardari zarif zarqawi zawahiri zebari zelaya zeng zerhouni zewde zhang zhao zheng zhong zhou zhu zia ziyad zulu zuma
zwane
"""

SKIP = frozenset("the of de la el van von den der da di du dos das the and".split())


def romanised(name: str) -> list[str]:
    """Return the name in Latin letters, in the spellings that newspapers use, or nothing."""
    low = name.lower()
    first = next((c for c in low if c.isalpha()), "")
    for table, endings in (
        (CYRILLIC, (("iy", "y"), ("yy", "y"), ("aya", "aya"), ("ey", "ei"), ("iya", "ia"))),
        (GREEK, (("oy", "ou"), ("ai", "e"), ("ei", "i"), ("gg", "ng"))),
        (GEORGIAN, ()),
        (ARMENIAN, ()),
    ):
        folded = fold_word(low) if table is GREEK else low
        if first in table or (table is GREEK and folded[:1] in GREEK):
            plain = "".join(table.get(c, c) for c in folded)
            usual = plain
            for old, new in endings:
                usual = usual.replace(old, new)
            return [plain, usual]
    return [name]


def usable(word: str) -> bool:
    """Whether a folded word may stand in a list."""
    return word.isascii() and len(word) > 1 and word.replace("'", "").isalpha() and word not in SKIP


def words_of(name: str) -> set[str]:
    """Split a name into folded words that may stand in the list: "de la Cruz" gives "cruz"."""
    found: set[str] = set()
    for spelling in romanised(name):
        for word in spelling.replace("-", " ").split():
            folded = fold_word(word.strip(".,'’"))
            if usable(folded):
                found.add(folded)
    return found


def faker_names(folder: Path) -> tuple[set[str], set[str]]:
    """Read every locale's given names and surnames from the folder that holds the package `faker`."""
    sys.path.insert(0, str(folder))
    given: set[str] = set()
    family: set[str] = set()
    for locale in sorted(p.name for p in (folder / "faker/providers/person").iterdir() if (p / "__init__.py").exists()):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if not isinstance(names, dict | list | tuple) or "pairs" in attribute or "language" in attribute:
                continue
            if "first" in attribute and "name" in attribute:
                # Iceland's register of all allowed names is long and mostly unused
                given.update(w for n in names if locale != "is_IS" or len(str(n)) < 8 for w in words_of(str(n)))
            elif "last" in attribute and "name" in attribute and "suffix" not in attribute:
                family.update(w for n in names for w in words_of(str(n)))
    return given, family


def listed_names() -> tuple[set[str], set[str]]:
    """Read the first and last words of the names of the people in geo/data/actors.csv."""
    given: set[str] = set()
    family: set[str] = set()
    with (ROOT / "geo/data/actors.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = [n for n in (row["name"], *row["aliases"].split("|")) if " " in n and not n.startswith("~")]
            western = row["kind"] == "person" and row["country"] not in {"CN", "HK", "KP", "KR", "TW", "VN"}
            for name in names if western else ():
                words = [w for w in name.split() if fold_word(w) not in TITLES and w.strip(".").isalpha()]
                if len(words) > 1 and len(words) == len(name.split()) and len(words[-1]) > 3:
                    given |= words_of(words[0])
                    family |= words_of(words[-1])
    return given, family


def write(name: str, words: set[str]) -> None:
    """Write one list, and say how long it is."""
    path = ROOT / "geo/data" / name
    data = ("\n".join(sorted(words)) + "\n").encode()
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
    print(f"{name}: {len(words)} names, {path.stat().st_size // 1024} kB")


def main() -> None:
    """Compile both lists."""
    given, family = faker_names(Path(sys.argv[1]))
    listed_given, listed_family = listed_names()
    write("given_names.txt.gz", given | listed_given | {w for n in GIVEN.split() for w in words_of(n)})
    write("surnames.txt.gz", family | listed_family | {w for n in SURNAMES.split() for w in words_of(n)})


if __name__ == "__main__":
    main()
