"""Compile the lists of given names and surnames from Faker's locales and a list by hand.

    pip install --target build/faker faker
    python scripts/compile_names.py build/faker

Faker (MIT licence) keeps names of some 80 locales. Those in Latin script are taken as they are, those in Cyrillic,
Greek, Georgian and Armenian letters are romanised as newspapers do; what Faker lacks in Latin script (Arabic,
Persian, Chinese, Korean, Vietnamese, South Asian and African names) is written below. Deterministic: same Faker,
same bytes. Writes geo/data/given_names.txt.gz and geo/data/surnames.txt.gz and prints how many names each holds.
"""

import gzip
import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.text.lexicon import fold_word  # noqa: E402

CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёієїґјљњќѓѕџ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch|a|y||e|yu|ya|yo|i|ye|yi|g|j|lj|nj|kj|gj|dz|dzh".replace(
            " ", "|"
        ).split("|"),
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
aarti abbas abd abdalla abdallah abdel abdelaziz abdelfattah abdelhakim abdelkader abdelmadjid abdelmalek abdi abdirahman
abdirashid abdou abdoulaye abdul abdulaziz abdulfattah abdulhamid abdulkadir abdulkarim abdulla abdullah abdullahi
abdulmalik abdulrahman abdurrahman abebe abel abimael abiy abla abou aboubakar abu abubakar adama adamu adel adem adil
adnan afzal agha ahmad ahmadou ahmadu ahmed ahmet aida aisha aishatu akbar akhtar akira akram alaa alassane alhaji ali
aliou alioune aliyu almaz alpha aly amadou amal amar amara ambrose amer amin amina aminata amine aminu amir amit amjad
ammar amr anand anas anil anita anwar aram aref arif arjun arun arvind asad asha ashok ashraf asif asma ataullah atef
atiku atta awad aye ayman aymen ayoub aysel ayse ayub aziz azza baba babajide babatunde badr baha bahar bahram
bakr balaji bandar bao barham barkat basel bashar basheer bashir basim bassam bassem behrouz bekele benazir bereket beyene
bilal bilawal bin bola bongani boubacar boukary brahim burhan burhanuddin chandra chang charan chen cheng chidi chih chin
chinedu chinua choe chol chong chuan chukwuemeka chun chung cyril dae dalal dalia dang daoud dapo dawa dawit dawood deepak
desta dewi dhia diallo dilip dilma dina djibril doan dong dung elhadj elias emad emeka emin emmanuel enas erdal erdogan
eyad ezzat fadel fadi fadia fahad fahd fahmi faisal faiz faiza faizal fakhri farah faraj farhad farhan farid farida farouk
faruk farzana fatemeh fathi fatih fatima fatmata fatou fatoumata fawzi faysal fayez femi feng feroz firas fouad fuad funmi
gaurav gebre geun ghada ghani ghassan gholam girma goodluck gopal gul gulbuddin guo habib habiba hadi hafez hafiz hafsat
hai haider haile hailemariam haji hajo hakan hakeem hakim halima hamad hamdan hamdi hamed hameed hamid hamida hamza hana
hanan hani hansen hao harish haruna hasan hashem hashim hashmat hasina hassan hassane hatem hatice haytham heng hind hisham
ho hoang hong hosam hosni hossam hossein houda hua huan huda hui hung huseyin hussain hussam hussein hwan hyun hyung iain
ibrahim ibrahima idris idriss ikram ilham ilhan ilyas iman imad imran imtiaz inam indira ines intisar iqbal irfan isa isaac
isatou ishaq ismael ismail ismet issa issam issouf iyad iyo jaafar jabbar jaber jabir jacek jafar jagdish jalal jamal jamil
jamila jamshid janaka jasim jassem javad javed jawad jayant jean jee ji jia jian jiang jie jin jing jintao jinping jitendra
joko jong joon ju jun jung kabir kadyrov kagame kailash kamal kamala kamel kamil kamran karim karima karthik kashif kavita
kayode keiko kemal kenji kenta khadija khadijah khaled khalid khalifa khalil khan khanh khin kholoud khurram khurshid kiran
koffi kofi kofo komla kuang kumar kun kwabena kwaku kwame kwang kwasi lahcen lai lakshmi lalit lamin lamine lan latif latifa
layla leila leymah li lian liang lin ling liping liu long lubna luis ma maha mahamadou mahamane mahathir mahdi mahendra
mahinda mahmood mahmoud mahmud mahmut maina majed majid malak malala mamadou mamoun manal mandla manish manmohan mansour
mansur manuchehr maria mariam mariama marwa marwan maryam masood masoud masoumeh masud maung maya maryam mehbooba mehdi
mehmet mei melaku meles mengistu merkel metin mevlut miao milad min minaj ming mirwais mirza mitra mohamad mohamadou
mohamed mohammad mohammadi mohammed mohamoud mohamud mohan mohannad mohd mohsen mohsin moncef mona mostafa moshe moussa
muammar mubarak mudar mufti muhammad muhammadu muhammed muhannad muhsin mukesh mukhtar mulatu mullah mumtaz munir muqtada
murad murat murtaza musa mustafa mustapha muthu muttaqi mutaz myint myo nabeel nabil nabila nadeem nader nadia nadine naeem
naftali nahid najah najat najib najibullah najla najma nam nana narendra nasir nasreen nasrin nasser nasrullah naveed nawaf
nawal nawaz nayef nazanin nazar nazir neelam nelson ngozi ngoc nguyen nhan nidal nikhil nima ning nirmala nisar nitin nizar
nkosazana noor noura nour nouri nuhu nur nurul nuri obiageli odinga olusegun oluwaseun omar omer omran oscar osama osman
ou oumar oumarou ousmane ousseynou pervez pham phuc phuong pir pranab prakash pramod prasad pravin preeti priya qadir qaboos
qais qasem qasim qian qiang qin qing qusay raad rabia rachid radwan rafael rafik rafiq rafsanjani raghad rahim rahman rahul
raila raja rajab rajan rajeev rajendra rajesh rajiv rakesh ram rama ramadan ramesh rami ramin ramzan ramzi rana rania ranil
ranjit rashad rashed rashid rashida ravi rauf raza razak razan rebiya reda rehman ren rida riad riek rima riyad riyadh
robina rohan rohit ruhollah rui rukmini rukhsana saad saadia sabah sabri saddam sadio sadiq sadegh saeb saeed safa safia
sagal sahar sahle said saif sajid sajjad sakineh salah salam salama saleem saleh salem salim salma salman salou salva samah
sameer sameh sami samia samir samira samuel sanaa sandeep sang sanjay sanusi sara sardar sarwar sassou satish satoshi saud
sayed sayeed sedigheh seif selahattin selim seong seung seyed seyni shabana shafiq shah shahbaz shahid shahram shaker shakil
shakir shamim shamsul shao sharif shashi shaukat shehu sheikh shen sher shereen shimon shinzo shirin shiv shoaib shu shukri
si siddharth sidi sidiki sipho siyabonga soe sohail solomon son soo soraya souad souleymane su suad subhash sudhir sufyan
suha suhail suk sukarno sulaiman suleiman suleyman sultan suman sumaya sun sung sunil sunita suresh surya sushma susilo suu
tae tahir taha taiwo taj talal talat tamer tamim tan tang tao tareq tariq taslima tawakkol tayeb tayyip tedros tenzin thabo
thaksin than thandi thanh thein themba thi tien tin ting tong toni truong tsai tuan tun tunde tung turki uday uhuru umar
umaru umer umut usama usha usman uthman vikram vijay vinod vivek wael wafa wahid walid waleed wali wan wang waqar waseem
wassim wei wen win wole won woo xi xia xiang xiao xiaobo xiaoping xin xing xiu xu xue yadav yahia yahya yair yakubu yan yang
yaseen yaser yasin yasir yasmin yasser yasuo yaw yaya yazan yemi yi yilmaz yin ying yingluck yitzhak yo yoav yohannes yong
yoon yoshihide yoshiko yoweri yu yuan yue yukio yun yunus yusuf yusuff yousef yousaf youssef youssou yusra zafar zaid zainab
zakaria zalmay zarqa zayed zeinab zhang zhao zhen zheng zhi zhong zia ziad ziauddin zin zine zohra zoran zoubida zuhair
zulfikar zulfiqar
anders annalena antonis arseniy avigdor benjamin binyamin boyko bronislaw dmitri dmitriy dmitry donald ehud eli ephraim
evgeny evo fyodor gadi gennady geert gideon hillary igor ivo itamar jens jose-maria kyriakos leonid mikheil mykola nikol
oleg oleh olena oleksandr oleksii oleksiy petro radoslaw ramush sergei sergey sergiy serhii serhiy shlomo stepan tzipi
ursula uzi valentyna valery viktor vitali vitaliy vitaly vladimir vladislav volodymyr vyacheslav yaakov yael yair yevgeny
yisrael yitzhak yoav yulia yuli yuri yuriy zbigniew zeev zvi
"""

SURNAMES = """
abacha abadi abbas abbasi abdallah abdel-rahman abdullah abdullahi abe abiola abiy abramovich abubakar achebe acheampong
addo adeyemi adichie afewerki aguinaldo ahluwalia ahmad ahmadi ahmadinejad ahmed ahmedov aidid akhtar akhundzada akintola
akpan akram akufo-addo al-assad alavi albright alemu ali aliev aliyev allawi alvi amini amiri ampofo anand annan ansah ansari
antar aoun appiah aquino arafat araghchi ardern arif aslam assad assoumani asante atatürk attiyah avni awad awan awolowo ayalew
azad azhar aziz azizi babangida badawi baghdadi bahadur bah bakr balewa balogun banda banerjee bangura barak baraka barghouti
barre barzani bashir basu bekele begum ben-gvir bennett berri bhatt bhattarai bhutto biko bin-laden biya boateng bongo boro
bose botha bouteflika bozize buhari butt cao chakraborty chan chandra chang chatterjee chaudhary chaudhry chau chávez chea
chebet chen cheng cheung chi chiang chidambaram chin chinamasa chiu chiwenga cho choi chong chou chow choudhury chow chu chua
chun chung cisse conde conte coulibaly dahal dahlan danjuma dang danquah das davutoglu de-klerk deby dembele deng desai
deshmukh desta devi dhaliwal dhillon dia diallo diarra dieng ding diop diouf dlamini do doan dogan dos-santos doumbia dube
duong durrani duterte dutta ebadi echeverria ehsan el-sisi elbaradei ensour erdogan essebsi eyadema fahmy faki fakhri fang
farah farooq farouk fatah fayyad feng flores fofana fonseka gaddafi galant gandhi ganiyev gantz garang gbagbo gebre
gemayel ghannouchi ghosh gill giri goh gowda gowon goyal guo gupta gurung guterres gyawali habib habre habyarimana hadi
haftar haidari haidar haji hakim hamad hamdok hamid hammami han haniyeh haq haqqani hariri hasan hashemi hashimi hasina
hassan hatoyama he hekmatyar hichilema ho hoang hossain hosseini houthi hu huang hung hussain hussein huynh hwang ibori
ibrahim idris imam iqbal irfan islam ismail issa iyer jaafari jabbar jackson jadhav jaffar jaitley jalali jamal jammeh jang
jatoi jawara jayawardene jayasuriya jebali jeon ji jiang jibril jin jonathan joshi joya jumblatt jung kabbah kabila kaboré
kadirov kadyrov kagame kamal kamara kamau kang kaunda kapoor karimi karimov karman karroubi karzai katumbi kaur kayani
keita kenyatta kerekou kerimov keshavarz khalid khalil khamenei khan khanna khashoggi khatami khatib khatun khattak khoury
khumalo kiai kibaki kiir kikwete kim kimani kipchoge kiplagat kiprop koh koirala konate kone koroma kuchma kufuor kulkarni
kumar kumari kumaratunga kurosawa kuti kwon lahoud lai lam lang lau laurel le lee lei leung li liang lim lin ling liu lo loh
low lu luo luong lumumba ma machar mahama mahamat mahato mahlangu mahmood mahmoud mahmud maina makeba makoni malema malik
maliki malinga mandal mandela mansour mansouri mao marcos marri martelly masood masoud mathur mattis mazumdar mbeki mbabazi
mboya mehsud mehta mei mengesha menon mensah mikati mirza mishra mitra mkhize mnangagwa mobutu modi mohamed mohamud mohammed
moi mokoena momoh mondlane moradi morsi mousavi moussa moyo mubarak mudenda mugabe muhammad mukherjee mukasa muluzi musa
museveni musharraf mussa mutasa mutharika muzorewa mwangi mwinyi nabiullina nagy naidoo naidu naidoo nair najib nam nasheed
nasrallah nasser natarajan nawaz nazarbayev ncube ndayishimiye ndiaye ndlovu nehru nek netanyahu ng ngema ngo nguema nguyen
ni nikolaidis niazi njoroge njenga nkomo nkrumah nkurunziza nkunda noor nujoma nyerere obasanjo obama obi obiang obote
ochieng odhiambo odinga oh ojukwu okafor okeke okello okonjo-iweala okonkwo okoro okoye olmert omar ongeri ong onyango
opoku osei osman otieno otunnu ouattara ouédraogo ouma oumarou ouyahia owusu oyelaran pai pan pandey pandit panahi park parikh
patel pathak patil patnaik pei peng peres pham phan phiri pillai pillay poudel prabhu prabhakaran pradhan prasad puri qaddafi
qasim qian qiu qureshi rabbani rabin radebe rafsanjani rahman rahimi rai raisi rajab rajapaksa rajapakse raman ramanathan
ramaphosa rana rao rashid rathore rawat rawlings raza reddy rehman ren rezaei rhee rizvi rohani rouhani roy ryu saakashvili
sabri sadat sadiq sadr saeed safavi sahni said saied saleh salehi salem salih salim sall salman samad samura sanchez sang
sani sankara sankoh sarkozy sassou-nguesso sato saud savimbi sayeed sayyaf sen seo sesay shah shahid shaikh shalikashvili
shamir sharif sharma sharon sheikh shekau shen shevardnadze shi shikapwasha shin shinawatra shrestha shukla siad siddiqui
sidhu sillah simelane sinha singh siniora sirleaf sirisena sisi sissoko sisulu sithole smuts so sobhuza soe soglo sohn
soleimani son song soro soyinka soyombo srour stephenopoulos su suharto suleiman sultan sultani sun sung suzuki syed tahir
taib taiwo talabani talib tan tang tantawi tariq taraki tambo tao teng teo thakur thakuri thapa than thatcher thein tiwari
to tolbert tong toure tran traore trinh truong tsai tsang tse tshabalala tshisekedi tsvangirai tudjman tutu uddin umar
usman uwais vajpayee vance verma vo vu wade wahab wahid waiguru walia wang wanjiru warsame wei wen wickremesinghe wijaya
wong woo wu xi xiang xie xiong xu xue yadav yahya yan yanayev yang yao yaradua ye yeboah yehoshua yellen yildirim yilmaz yin
yoo yoon youssef yousafzai yu yuan yun yunus yusuf zadari zafar zaidi zaki zaman zardari zarif zarqawi zawahiri zebari
zelaya zeng zerhouni zewde zhang zhao zheng zhong zhou zhu zia ziyad zulu zuma zwane
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


def write(name: str, words: set[str]) -> None:
    path = ROOT / "geo/data" / name
    data = ("\n".join(sorted(words)) + "\n").encode()
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
    print(f"{name}: {len(words)} names, {path.stat().st_size // 1024} kB")


def main() -> None:
    """Compile both lists."""
    given, family = faker_names(Path(sys.argv[1]))
    write("given_names.txt.gz", given | {w for n in GIVEN.split() for w in words_of(n)})
    write("surnames.txt.gz", family | {w for n in SURNAMES.split() for w in words_of(n)})


if __name__ == "__main__":
    main()
