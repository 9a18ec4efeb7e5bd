"""The figures as a page of Markdown."""

from .rivals import LONGEST, MENTIONS, WORDS

HELD_TO = {
    MENTIONS: "mentions, those of aho-corasick with exonym's checks",
    WORDS: "all whole words",
    LONGEST: "the longest whole words",
}


def page(record):
    return "\n\n".join(part for part in (
        head(record), speed(record), targets(record), matches(record), costs(record), languages(record), outs(record),
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

{table(rows)}"""


def targets(record):
    """exonym's speed as a multiple of each, in the same rounds."""
    rows = [["exonym is so many times as fast as", *labels(record)]]
    for rival in record["rivals"]:
        if rival["name"] != "exonym":
            rows.append([rival["name"], *(ratio(size["results"], rival["name"]) for size in record["sizes"])])
    return table(rows)


def matches(record):
    rows = [["matches", "held against", *labels(record)]]
    for rival in record["rivals"]:
        cells = [compared(size["results"][rival["name"]]) for size in record["sizes"]]
        rows.append([rival["name"], HELD_TO[rival["held_to"]], *cells])
    differ = "\n".join(
        f"- {rival['name']} {rival['differs']}."
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
exonym's mentions are, mention by mention, those of the aho-corasick crate with exonym's checks.

{table(rows)}

{differ}

Whole words here are cut by letters, marks, digits and underscores alone. exonym looks further: it refuses a name that an
apostrophe joins to what follows (unless it is an ending, as in Pakistan's), names in accounts and addresses, and parts of dotted names.

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
            f"{language['names']:,}, {language['of_script']:,} of the script",
            *(number(results[name]["mb_per_s"]) for name in names), ratio(results, "daachorse charwise"),
        ])
        counts.append([language["name"], *(against_mentions(results[name], language["truth"]) for name in names)])
    return f"""## Outside English

{table(rows)}

{table(counts)}

The plus or minus is against exonym's mentions. In Chinese every place is an edge of a word, for exonym and for the rule here alike. As above, exonym refuses some whole words;
where letters have marks it also refuses a name whose last letter has a mark that the name has not."""


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
    ours, theirs = results["exonym"]["mb_per_s"], results[name]["mb_per_s"]
    if not ours or not theirs:
        return "–"
    times = ours / theirs
    return f"{times:.2f}" if times < 10 else f"{times:.0f}"


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
    # Some were given less text; their own reference is of that, and the whole text's share of mentions is the same.
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
