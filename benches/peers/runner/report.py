"""The figures as a page of Markdown."""

from .rivals import LONGEST, MENTIONS, WORDS

HELD_TO = {
    MENTIONS: "mentions, those of aho-corasick with exonym's checks",
    WORDS: "all whole words",
    LONGEST: "the longest whole words",
}


def page(record):
    return "\n\n".join(part for part in (
        head(record), speed(record), ratios(record), goals(record), matches(record), costs(record), languages(record), outs(record),
    ) if part) + "\n"


def head(record):
    machine, corpus = record["machine"], record["corpus"]
    return f"""# exonym beside its rivals

Written by `benches/peers/run`; what is equal, and to what, says [its README](../peers/README.md). All figures are of one run of
{machine["date"]}: {machine["cpu"]}, one core of {machine["cores"]}, {machine["memory_gb"]} GB, {machine["kernel"]}, load {machine["load_before"]} before it began.
Text: `{corpus["name"]}`, {corpus["texts"]:,} texts, {corpus["bytes"]:,} bytes. Names: {", ".join(f"{size['names']:,}" for size in record["sizes"])}.
Processor time, medians of {record["rounds"]} interleaved rounds. {machine["rustc"]}; Python {machine["python"]}; {machine["java"] or "no Java"}.

![Throughput against the number of names](peers.svg)"""


def speed(record):
    rows = [["MB/s", "called from", "version", *labels(record)]]
    for rival in record["rivals"]:
        rows.append([strong(rival), rival["by"], rival["version"] or "–", *(
            number(size["results"][rival["name"]]["mb_per_s"]) for size in record["sizes"])])
    return f"""## Speed

MB of raw text a second. exonym reads raw text and folds it; every other row is given text and names that exonym's fold has folded.
Checking for whole words is in the time of the rows called from Rust and C; that of others is the tool's alone.
"Trained": daachorse was shown every tenth text beforehand, to lay its automaton out for it.

{table(rows)}"""


def ratios(record):
    """exonym's speed as a multiple of each, in the same rounds."""
    rows = [["exonym is so many times as fast as", *labels(record)]]
    for rival in record["rivals"]:
        if rival["name"] != "exonym":
            rows.append([rival["name"], *(ratio(size["results"], rival["name"]) for size in record["sizes"])])
    return table(rows)


def goals(record):
    """What must be reached, and whether it is."""
    smallest = record["sizes"][0]
    asked = [(f"{smallest['label']} English names", smallest["results"], name, 1.2, 2) for name in ("Hyperscan", "hyperscan (PyPI)")]
    for rival in ("daachorse charwise", "daachorse charwise, trained"):
        asked += [(language["name"], language["results"], rival, 1, 3) for language in record["languages"]]
    rows = [["exonym is to be so many times as fast", "at least", "aim", "is", ""]]
    for label, results, name, least, aim in asked:
        times = quotient(results, name)
        if times:
            verdict = "the aim is reached" if times >= aim else "holds" if times >= least else "**falls short**"
            rows.append([f"{label}, against {name}", str(least), str(aim), f"{times:.2f}", verdict])
    return table(rows) if len(rows) > 1 else ""


def matches(record):
    rows = [["matches", "held against", *labels(record)]]
    for rival in record["rivals"]:
        cells = [compared(size["results"][rival["name"]]) for size in record["sizes"]]
        rows.append([rival["name"], HELD_TO[rival["held_to"]], *cells])
    differ = "\n".join(
        f"- {rival['name']}: {rival['differs']}."
        for rival in record["rivals"]
        if rival["differs"] and any(is_unequal(size["results"][rival["name"]]) for size in record["sizes"])
    )
    truths = [["in the whole text", *labels(record)]]
    for column, label in (
        ("mentions", "exonym's mentions"), ("words", "all whole words"), ("longest", "the longest whole words"),
        ("anywhere", "anywhere, parts of words too"),
    ):
        truths.append([label, *(f"{size['truth'][column]:,}" for size in record["sizes"])])
    truths.append(["whole words that are no mentions", *(
        f"{100 * (size['truth']['words'] / max(size['truth']['mentions'], 1) - 1):.2f} %" for size in record["sizes"])])
    return f"""## Matches

What each found in the text that it was given (slow ones get less of it), `=` where that is exactly what was to be found, else by how much it differs.
Where checking for words is Python's work, all that the tool finds anywhere is held to what daachorse finds there, and whole words are counted in 4 MB.
exonym's mentions are, mention by mention, those of the aho-corasick crate with exonym's checks.

{table(rows)}

{differ}

Whole words here are cut by letters, marks, digits and underscores alone. exonym looks further, at the raw text: it refuses names in addresses
(openai.com/index/south-korea) and accounts, parts of dotted names, and what an apostrophe joins to the next word unless that is an ending (Pakistan's);
it takes names between underscores that stand for emphasis.

{table(truths)}"""


def costs(record):
    rows = [["seconds to build · peak memory in MB", *labels(record)]]
    for rival in record["rivals"]:
        rows.append([rival["name"], *(cost(size["results"][rival["name"]]) for size in record["sizes"])])
    return f"""## Building

From the list of names, and for exonym from its dictionary. The memory is that of the process, with all texts in it.

{table(rows)}"""


def languages(record):
    if not record["languages"]:
        return ""
    names = list(record["languages"][0]["results"])
    rows = [["MB/s", "text", "names", *names, "exonym ÷ daachorse charwise"]]
    counts = [["found", *names]]
    for language in record["languages"]:
        results = language["results"]
        times = f", {language['times']} times over" if language["times"] > 1 else ""
        rows.append([
            language["name"], f"{language['file']}, {language['text_bytes'] / 1e6:.1f} MB{times}",
            f"{language['names']:,}, {min(100, 100 * language['of_script'] // language['names'])} % with its letters",
            *(number(results[name]["mb_per_s"]) for name in names), ratio(results, "daachorse charwise"),
        ])
        counts.append([language["name"], *(against_mentions(results[name], language["truth"]) for name in names)])
    return f"""## Outside English

{table(rows)}

{table(counts)}

The plus or minus is against exonym's mentions, which are those of the aho-corasick crate with exonym's checks, one by one; where they differ, they do as above.
The rule for whole words takes every place in Chinese for the edge of a word, as exonym does. Names with letters of the script (in Turkish, of its own) come first, others fill up."""


def outs(record):
    lines = [
        f"- {label}, {name}: {result['out']}"
        for label, results in [(size["label"], size["results"]) for size in record["sizes"]]
        + [(language["name"], language["results"]) for language in record["languages"]]
        for name, result in results.items()
        if result["out"]
    ]
    return "## Not measured\n\n" + "\n".join(lines) if lines else ""


def labels(record):
    return [size["label"] for size in record["sizes"]]


def strong(rival):
    return f"**{rival['name']}**" if rival["name"] == "exonym" else rival["name"]


def number(speed):
    if speed is None:
        return "–"
    return f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}" if speed >= 1 else f"{speed:.2f}"


def ratio(results, name):
    times = quotient(results, name)
    return "–" if times is None else f"{times:.2f}" if times < 10 else f"{times:.0f}"


def quotient(results, name):
    """exonym's speed by that of another, where both were measured."""
    ours, theirs = (results.get(one, {}).get("mb_per_s") for one in ("exonym", name))
    return ours / theirs if ours and theirs else None


def is_unequal(result):
    return result["mb_per_s"] is not None and result["found"] != result["reference"]


def compared(result):
    if result["mb_per_s"] is None or result["found"] is None:
        return "–"
    if result["found"] == result["reference"]:
        return f"= {result['found']:,}"
    return f"{result['found']:,} ({percent(result['found'], result['reference'])})"


def against_mentions(result, truth):
    if result["mb_per_s"] is None:
        return "–"
    if is_unequal(result):
        return f"{result['found']:,}, to be {result['reference']:,}"
    if result["held_to"] == MENTIONS:
        return f"{result['found']:,}"
    return f"{result['found']:,} ({percent(truth[result['held_to']], truth['mentions'])})"


def percent(found, reference):
    return f"{100 * (found / reference - 1):+.2f} %" if reference else "–"


def cost(result):
    if result["mb_per_s"] is None:
        return "–"
    return f"{result['build_s']:.2f} · {result['memory_mb']:,.0f}"


def table(rows):
    first, *others = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|---|" + "--:|" * (len(rows[0]) - 1)
    return "\n".join([first, rule, *others])
