use std::sync::LazyLock;

use super::*;
use crate::boundary;
use crate::dice::Dice;
use crate::language::{List, shipped};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(&shipped()));

fn find(text: &str) -> Vec<Definition> {
    super::find(text, &PHRASES)
}

fn long_form(text: &str, acronym: Span) -> Option<LongForm> {
    super::long_form(text, acronym, &PHRASES)
}

/// All definitions of a text, as words.
fn defined(text: &str) -> Vec<(&str, &str)> {
    find(text).iter().map(|found| (found.short.of(text), found.long.of(text))).collect()
}

#[test]
fn finds_the_long_form_of_an_acronym() {
    let cases = [
        ("the Balochistan Liberation Army (BLA) said", "BLA", Some("Balochistan Liberation Army")),
        (
            "thrombotic thrombocytopenic purpura (TTP) in",
            "TTP",
            Some("thrombotic thrombocytopenic purpura"),
        ),
        (
            "the TTP (Tactics, Techniques and Procedures) of",
            "TTP",
            Some("Tactics, Techniques and Procedures"),
        ),
        ("he met officials (TTP) there", "TTP", None),
        ("TTP said", "TTP", None),
        ("a biologics license application (“BLA”)", "BLA", Some("biologics license application")),
    ];
    for (text, short, expected) in cases {
        let start = text.find(short).unwrap();
        let found = long_form(text, Span::new(start, start + short.len()));
        assert_eq!(found.map(|found| found.span.of(text)), expected, "{text}");
    }
}

#[test]
#[rustfmt::skip]
fn finds_definitions() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        // News.
        ("the Tehreek-e-Taliban Pakistan (TTP) said", &[("TTP", "Tehreek-e-Taliban Pakistan")]),
        ("in Khyber Pakhtunkhwa (KP), police", &[("KP", "Khyber Pakhtunkhwa")]),
        ("the Partiya Karkerên Kurdistanê (PKK) was", &[("PKK", "Partiya Karkerên Kurdistanê")]),
        ("the Inter-Services Public Relations (ISPR) said", &[("ISPR", "Inter-Services Public Relations")]),
        ("the Economic Community of West African States (ECOWAS)", &[("ECOWAS", "Economic Community of West African States")]),
        ("of the Organization for Economic Co-operation and\nDevelopment (OECD)", &[("OECD", "Organization for Economic Co-operation and\nDevelopment")]),
        ("the European Community's (EC) plan", &[("EC", "European Community")]),
        ("<Brierley Investments Ltd> (BIL) said", &[("BIL", "Brierley Investments Ltd")]),
        ("United Nations Educational, Scientific and Cultural Organisation (Unesco)", &[("Unesco", "United Nations Educational, Scientific and Cultural Organisation")]),
        ("| **United States**<br>(USA) |", &[("USA", "United States")]),
        // Both orders, lists, what stands before a short form.
        ("the BLA (Balochistan Liberation Army, a separatist group)", &[("BLA", "Balochistan Liberation Army")]),
        ("Hamas (Harakat al-Muqawama al-Islamiyya)", &[("Hamas", "Harakat al-Muqawama al-Islamiyya")]),
        ("Kurdistan Workers' Party (Partiya Karkerên Kurdistanê, PKK)", &[("PKK", "Partiya Karkerên Kurdistanê")]),
        ("Kurdistan Workers' Party (PKK; Partiya Karkerên Kurdistanê)", &[("PKK", "Partiya Karkerên Kurdistanê")]),
        ("Balochistan Liberation Army (BLA; banned)", &[("BLA", "Balochistan Liberation Army")]),
        ("Balochistan Liberation Army [BLA]", &[("BLA", "Balochistan Liberation Army")]),
        ("Balochistan Liberation Army (hereinafter BLA)", &[("BLA", "Balochistan Liberation Army")]),
        ("“Balochistan Liberation Army” (the “BLA”)", &[("BLA", "Balochistan Liberation Army")]),
        ("the TTP (short for Tehreek-e-Taliban Pakistan)", &[("TTP", "Tehreek-e-Taliban Pakistan")]),
        ("(vestibulo-ocular reflex (VOR))", &[("VOR", "vestibulo-ocular reflex")]),
        ("Kurdistan Democratic Party (Iran) (KDPI, banned)", &[("KDPI", "Kurdistan Democratic Party (Iran)")]),
        ("odds ratio (OR = 1.5), confidence interval (CI 2-3)", &[("OR", "odds ratio"), ("CI", "confidence interval")]),
        ("the BLA (BLA: Balochistan Liberation Army)", &[("BLA", "Balochistan Liberation Army")]),
        ("poly (ADP-ribose) polymerase (PARP)", &[("PARP", "poly (ADP-ribose) polymerase")]),
        ("sexual abuse material (opens elsewhere) (SAM)", &[("SAM", "sexual abuse material")]),
        // The order of another language.
        ("the Armed Islamic Group (GIA)", &[("GIA", "Armed Islamic Group")]),
        ("the North Atlantic Treaty Organization (OTAN)", &[("OTAN", "North Atlantic Treaty Organization")]),
        ("from Alliance Community (CA)", &[]),
        // Phrases.
        ("TTP stands for Tehreek-e-Taliban Pakistan and is", &[("TTP", "Tehreek-e-Taliban Pakistan")]),
        ("The TTP, short for Tehreek-e-Taliban Pakistan, is", &[("TTP", "Tehreek-e-Taliban Pakistan")]),
        ("the Balochistan Liberation Army, or BLA, is", &[("BLA", "Balochistan Liberation Army")]),
        ("the Balochistan Liberation Army, abbreviated BLA, is", &[("BLA", "Balochistan Liberation Army")]),
        ("the Balochistan Liberation Army, also known as “BLA”, is", &[("BLA", "Balochistan Liberation Army")]),
        ("by ship, or BLA says by air", &[]),
        ("die Christlich Demokratische Union, kurz CDU, ist", &[("CDU", "Christlich Demokratische Union")]),
        ("CDU steht für Christlich Demokratische Union und", &[("CDU", "Christlich Demokratische Union")]),
        ("die Christlich Demokratische Union (kurz „CDU“)", &[("CDU", "Christlich Demokratische Union")]),
        ("les Forces armées révolutionnaires de Colombie, ou FARC, ont", &[("FARC", "Forces armées révolutionnaires de Colombie")]),
        ("l'Organisation mondiale de la santé (ci-après OMS)", &[("OMS", "Organisation mondiale de la santé")]),
        ("Министерство внутренних дел, сокращённо МВД, и", &[("МВД", "Министерство внутренних дел")]),
        ("МВД расшифровывается как Министерство внутренних дел", &[("МВД", "Министерство внутренних дел")]),
        ("Министерство внутренних дел (далее МВД)", &[("МВД", "Министерство внутренних дел")]),
        ("Cumhuriyet Halk Partisi, kısaca CHP, dedi", &[("CHP", "Cumhuriyet Halk Partisi")]),
        ("Cumhuriyet Halk Partisi (bundan sonra CHP)", &[("CHP", "Cumhuriyet Halk Partisi")]),
        // Plurals, digits, Greek letters, hyphens, locants.
        ("personal computers (PCs)", &[("PCs", "personal computers")]),
        ("tumour necrosis factor alpha (TNF-α)", &[("TNF-α", "tumour necrosis factor alpha")]),
        ("interleukin 2 (IL-2) and three-dimensional (3D)", &[("IL-2", "interleukin 2"), ("3D", "three-dimensional")]),
        ("in anti-human immunodeficiency virus (HIV)", &[("HIV", "human immunodeficiency virus")]),
        ("of 1,2-dimethylhydrazine (DMH)", &[("DMH", "1,2-dimethylhydrazine")]),
        ("adenosine 5'-O-(3-thio)triphosphate (ATP)", &[("ATP", "adenosine 5'-O-(3-thio)triphosphate")]),
        ("of Helicobacter pylori (H. pylori)", &[("H. pylori", "Helicobacter pylori")]),
        ("clozapine(CLP) and epinephrine (E)", &[("CLP", "clozapine"), ("E", "epinephrine")]),
        ("scavengers of hydroxyl radicals (HR)", &[("HR", "hydroxyl radicals")]),
        // Other languages and scripts.
        ("Министерство внутренних дел (МВД)", &[("МВД", "Министерство внутренних дел")]),
        ("Cumhuriyet Halk Partisi (CHP)", &[("CHP", "Cumhuriyet Halk Partisi")]),
        ("İnsan Hakları Derneği (İHD)", &[("İHD", "İnsan Hakları Derneği")]),
        ("l'Organisation du traité de l'Atlantique nord (OTAN)", &[("OTAN", "Organisation du traité de l'Atlantique nord")]),
        ("حركة المقاومة الإسلامية (حماس)", &[("حماس", "حركة المقاومة الإسلامية")]),
        ("据世界卫生组织（世卫组织）表示", &[("世卫组织", "世界卫生组织")]),
        ("표는 전국민주노동조합총연맹(민주노총)은", &[("민주노총", "전국민주노동조합총연맹")]),
        ("United Nations（UN）", &[("UN", "United Nations")]),
        // No definitions.
        ("as shown (see Fig. 2) by agencies (AP), (Reuters) and others", &[]),
        ("WASHINGTON (CNN) -- The president", &[]),
        ("ABBOTTABAD, Pakistan (AP) — Police", &[]),
        ("ABBOTTABAD, Pakistan (AP) said", &[("AP", "ABBOTTABAD, Pakistan")]),
        ("higher (p < 0.05) in patients (n = 20) than before (May 5, 2020)", &[]),
        ("their allies (the US) and word(s), (re)construct and f(x)", &[]),
        ("John Smith (R-TX) and Dave Dodd (D) of Indianapolis (IL)", &[]),
        ("dimethyl-[DMP] and diethyl-[DEP] phthalate", &[]),
        ("She (she said) met Code (Codeforces)", &[]),
        ("lines (C-HC-4, C-HC-20) and let formData (formAction) be", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(defined(text), *expected, "{text}");
    }
}

#[test]
fn initials_spell_out() {
    let cases = [
        ("Association of South East Asian Nations (ASEAN)", true),
        ("İnsan Hakları Derneği (İHD)", true),
        ("Tactics, Techniques and Procedures (TTP)", true),
        ("diazepam (DAP)", false),
        ("personal computers (PCs)", false),
    ];
    for (text, expected) in cases {
        assert_eq!(find(text)[0].is_spelled_out, expected, "{text}");
    }
}

/// Texts of pieces that are brackets, blanks, commas and letters of many scripts.
#[test]
fn any_text_has_definitions_at_character_boundaries() {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "(", ")", "[", "]", "（", "）", "((", "))", " ", "  ", "\n", "\n\n", "\u{a0}", "\u{3000}", ", ", ",", "; ", "、", "，", "。", ". ", "-",
        "- ", "–", "'", "’s", "“", "”", "\"", "«", "A", "B", "BLA", "PCs", "TNF-α", "IL-2", "3D", "e", "x", "s", "İ", "ß", "é", "e\u{301}",
        "\u{301}", "ﷺ", "ال", "والعمل", "حماس", "世", "卫", "世界", "민주", "총", "カ", "が", "ﾞ", "𝔸", "🇹🇷", "\u{200b}", "\u{200d}", "\u{ad}", "ﬁ", "Ǆ",
        "alpha", "Balochistan ", "Liberation ", "Army ", "of ", "the ", "human", "lower", "McDo", "C57BL/6", "1,2-", "N-", "or ", ", or ",
        " stands for ", ", short for ", ", also known as ", ", abbreviated ", "hereinafter ", "short for ", "=", "_", "<", ">", "*",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    const DEFINITIONS: &[&str] = &[
        "Balochistan Liberation Army (BLA",
        "BLA (Balochistan Liberation Army",
        "BLA stands for Balochistan Liberation Army",
        " personal computers [PCs]",
        "世界卫生组织（世卫组织）",
    ];
    let setting = |name: &str, other: u64| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(other)
    };
    let (seed, cases) = (setting("EXONYM_SEED", 1), setting("EXONYM_CASES", 4_000));
    let mut dice = Dice::new(seed);
    let mut text = String::new();
    let mut count = 0_u64;
    for case in 0..cases {
        text.clear();
        for _ in 0..=dice.below(30) {
            let piece = if dice.percent(8) { dice.pick(DEFINITIONS) } else { dice.pick(PIECES) };
            text.push_str(piece);
        }
        let mut before = 0;
        for found in find(&text) {
            let Definition { short, long, is_spelled_out, cost } = found;
            let context = format!("seed {seed}, case {case}: {text:?}");
            assert!(!short.of(&text).is_empty() && !long.of(&text).is_empty(), "{context}");
            assert!(!short.overlaps(long) && short.start >= before, "{context}");
            let asked = long_form(&text, short);
            assert_eq!(asked, Some(LongForm { span: long, is_spelled_out, cost }), "{context}");
            before = short.start;
            count += 1;
        }
        // Wherever an acronym is said to stand.
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (one, other) = (dice.below(boundaries.len()), dice.below(boundaries.len()));
        let acronym = Span::new(boundaries[one.min(other)], boundaries[one.max(other)]);
        if let Some(long) = long_form(&text, acronym) {
            assert!(!long.span.of(&text).is_empty());
        }
    }
    assert!(count > cases / 20, "{count} definitions in {cases} texts");
}

/// Words beside phrases are found as by looking at each place for the longest phrase that stands there.
#[test]
fn words_beside_phrases_are_found() {
    let languages = shipped();
    let all = |list| languages.iter().flat_map(move |language| language.list(list));
    let phrases = |list| {
        all(list).map(|it| if it.starts_with(',') { format!("{it} ") } else { format!(" {it} ") })
    };
    let before: Vec<_> = phrases(List::StandsFor).collect();
    let or = all(List::Or).map(|or| format!(", {or} "));
    let after: Vec<_> = phrases(List::Abbreviated).chain(or).collect();
    let either: Vec<_> = before.iter().chain(&after).collect();
    let articles: Vec<_> = all(List::Article).collect();
    let quotes = boundary::is_quotation_mark;
    let ends = |c: char| c.is_whitespace() || quotes(c);

    let word_before = |text: &str| {
        let words = text.trim_end_matches(quotes);
        words.rsplit(|c| ends(c) || c == '(').next().map(str::to_owned)
    };
    let word_after = |text: &str| {
        let words = text.trim_start_matches(quotes);
        let words = match words.split_once(' ') {
            Some((first, rest)) if articles.iter().any(|it| *it == first) => rest,
            _ => words,
        };
        let words = words.trim_start_matches(quotes);
        let word = words.split(|c| ends(c) || ",;):?!".contains(c)).next();
        word.map(|word| word.trim_end_matches('.').to_owned())
    };
    let mut dice = Dice::new(1);
    let mut count = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..=dice.below(8) {
            text.push_str(match dice.below(3) {
                0 => either[dice.below(either.len())],
                1 => dice.pick(&["BLA", "the ", "die ", "“", "İHD", "Army", "."]),
                _ => dice.pick(&[" ", ", ", ",", "(", "or", "known", "stands for", "é"]),
            });
        }
        let mut found = Vec::new();
        PHRASES.find(&text, |short| found.push(short.of(&text).to_owned()));
        let mut expected = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let here =
                either.iter().filter(|phrase| text.as_bytes()[at..].starts_with(phrase.as_bytes()));
            let Some(phrase) = here.max_by_key(|phrase| phrase.len()) else {
                at += 1;
                continue;
            };
            let end = at + phrase.len();
            let word = if before.contains(phrase) {
                word_before(&text[..at])
            } else {
                word_after(&text[end..])
            };
            expected.extend(word.filter(|word| !word.is_empty()));
            at = end;
        }
        count += found.len();
        assert_eq!(found, expected, "{text:?}");
    }
    assert!(count > 5_000, "{count} words beside phrases");
}

/// The corpus of Sohn and others (2008), half of it: exact pairs, white space folded.
#[test]
fn finds_nine_in_ten_of_a_corpus() {
    use std::collections::BTreeSet;

    use std::path::{Path, PathBuf};

    let shared = std::env::var_os("EXONYM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(lines) = std::fs::read_to_string(shared.join("data/gold/acro-med1250.jsonl")) else {
        eprintln!("skipped: no data in {}", shared.display());
        return;
    };
    let folded = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for line in lines.lines() {
        let document: serde_json::Value = serde_json::from_str(line).expect("gold is JSON");
        let word = |value: &serde_json::Value| folded(value.as_str().expect("gold has words"));
        let text = document["text"].as_str().expect("gold has a text");
        let pairs = document["pairs"].as_array().expect("gold has pairs").iter();
        let gold: BTreeSet<_> = pairs.map(|pair| (word(&pair["sf"]), word(&pair["lf"]))).collect();
        let pairs = defined(text).into_iter();
        let own: BTreeSet<_> = pairs.map(|(short, long)| (folded(short), folded(long))).collect();
        right += gold.intersection(&own).count();
        found += own.len();
        wanted += gold.len();
    }
    #[allow(clippy::cast_precision_loss, reason = "hundreds")]
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    let (precision, recall) = (share(right, found), share(right, wanted));
    let f1 = 2.0 * precision * recall / (precision + recall);
    eprintln!("definitions: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}");
    assert!(f1 >= 0.9, "F1 {f1:.4}");
}
