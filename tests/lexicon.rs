//! Every entry of the lexicon is found by a name made of it, and names that mislead are not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use noticelint::collection::{Allowed, Field, FieldType, Record, RecordKind};
use noticelint::document::{Document, NodeRef, Syntax};
use noticelint::lexicon::Lexicon;
use noticelint::text::{Source, Span};

fn field(name: &str, field_type: FieldType) -> Field {
    Field { field_type, ..Field::new(name, Span::default()) }
}

fn record(name: &str, fields: Vec<Field>) -> Record {
    Record { fields, ..Record::new(name, RecordKind::Table, Span::default()) }
}

fn words(node: Option<NodeRef<'_>>) -> Vec<&str> {
    node.map(NodeRef::one_or_more).unwrap_or_default().into_iter().filter_map(NodeRef::scalar).collect()
}

fn field_type(term: NodeRef<'_>) -> FieldType {
    let (types, not) = (words(term.get("types")), words(term.get("not-types")));
    match types.first().copied() {
        Some("number") => FieldType::Number,
        Some("boolean") => FieldType::Boolean,
        Some("date") => FieldType::Date,
        Some("json") => FieldType::Structure,
        Some("binary") => FieldType::Binary,
        _ if not.contains(&"text") => FieldType::Date,
        _ => FieldType::Text,
    }
}

/// A record in which a term's conditions are met: `child_offence` with `child_id`, so that it is
/// about a person, unless the term asks for nothing.
fn setting(term: NodeRef<'_>) -> String {
    let asks = term.get_str("context").is_some_and(|context| context != "any");
    let records = words(term.get("record"));
    match (records.first(), asks) {
        (Some(word), true) => format!("{word}_child"),
        (Some(word), false) => (*word).to_owned(),
        (None, true) => "child".to_owned(),
        (None, false) => "zzyx".to_owned(),
    }
}

#[test]
fn every_entry_is_found() {
    let text = include_str!("../policies/lexicon.yaml");
    let document = Document::parse(Source::new("lexicon.yaml", text), Syntax::Yaml).unwrap();
    let lexicon = Lexicon::built_in().unwrap();
    let mut missed = Vec::new();
    let mut count = 0;
    for concept in document.root().get("concepts").unwrap().items() {
        let id = concept.get_str("id").unwrap();
        for term in concept.get("terms").unwrap().items() {
            let phrase = term.get("term").unwrap_or(term).scalar().unwrap();
            let name = setting(term);
            let fields = vec![
                field("child_id", FieldType::Number),
                field(&phrase.replace(' ', "_"), field_type(term)),
            ];
            let classified = lexicon.classify(&[record(&name, fields)]);
            let clues = classified[0].1[1].clues();
            count += 1;
            if !clues.iter().any(|clue| lexicon.concept(clue).id == id) {
                let got: Vec<&str> = clues.iter().map(|clue| lexicon.concept(clue).id.as_str()).collect();
                missed.push(format!("{id}: {phrase} (in {name}: {got:?})"));
            }
        }
    }
    assert!(count > 4_000, "{count}");
    assert!(missed.is_empty(), "{} of {count}:\n{}", missed.len(), missed.join("\n"));
}

/// What a field of a record is taken to be, strongest first.
fn concepts(name: &str, of: Field) -> Vec<String> {
    let lexicon = Lexicon::built_in().unwrap();
    let classified = lexicon.classify(&[record(name, vec![field("child_id", FieldType::Number), of])]);
    let clues = classified[0].1[1].clues();
    clues.iter().map(|clue| lexicon.concept(clue).id.clone()).collect()
}

fn with_values(name: &str, values: &[&str]) -> Field {
    let allowed = values.iter().map(|value| Allowed { value: (*value).to_owned(), label: None });
    Field { allowed: allowed.collect(), ..field(name, FieldType::Text) }
}

#[track_caller]
fn is(record: &str, name: &str, concept: &str) {
    let found = concepts(record, field(name, FieldType::Text));
    assert_eq!(found.first().map(String::as_str), Some(concept), "{record}.{name}: {found:?}");
}

#[track_caller]
fn is_not(record: &str, name: &str, concept: &str) {
    let found = concepts(record, field(name, FieldType::Text));
    assert!(!found.iter().any(|one| one == concept), "{record}.{name}: {found:?}");
}

#[test]
fn codes_of_the_returns_mean_what_the_returns_say() {
    // CIN in the episodes of SSDA903 is a code for the category of need.
    is("episodes", "CIN", "category-of-need");
    // REFU among the codes for ethnicity is a refusal, and no refugee.
    let ethnic = concepts("child", with_values("ETHNIC", &["WBRI", "WIRI", "REFU", "NOBT"]));
    assert!(
        ethnic.contains(&"racial-or-ethnic-origin".to_owned()) && !ethnic.contains(&"immigration".to_owned())
    );
    // LS is a legal status; the J codes among its values are youth justice.
    is("episodes", "LS", "legal-status-code");
    assert_eq!(concepts("episodes", with_values("LS", &["C1", "J1", "J2"]))[0], "criminal-offence");
    // DEC, REC, RNE and DUC are about an episode.
    for name in ["DEC", "REC", "RNE"] {
        is("episodes", name, "looked-after");
    }
    is("uasc", "DUC", "immigration");
    // MM and FF reveal the adopters' orientation; SEX alone does not.
    assert_eq!(concepts("ad1", with_values("SEX_ADOPTR", &["MM", "FF"]))[0], "sex-life-or-orientation");
    is_not("child", "SEX", "sex-life-or-orientation");
    // The baby of a looked-after mother is another person.
    let lexicon = Lexicon::built_in().unwrap();
    assert_eq!(&*lexicon.person_in("MC_DOB").unwrap().0.subject, "mothers-child");
}

#[test]
fn the_same_letters_mean_different_things() {
    // A school's or a provider's number is no hospital number.
    is_not("school", "URN", "official-number");
    // Speech and language therapy, and the salt of a hash.
    is("child", "SALT_input", "health");
    is_not("child", "sha256_salt", "health");
    // The Community Health Index of Scotland, and a child health information service.
    is("child", "CHI_number", "official-number");
    is_not("child", "CHIS_code", "official-number");
    // Disability codes are no postcode, consent, comment, Act or season.
    let disability =
        concepts("child", with_values("DISAB", &["NONE", "MOB", "PC", "CON", "COMM", "AUT", "BEH", "DDA"]));
    assert_eq!(disability[0], "health");
    // A personal education plan, and a politically exposed person.
    is("child", "PEP_date", "plan");
    is_not("child", "PEP_date", "political-opinions");
    // Free school meals, and a finite state machine.
    is("pupil", "FSM", "education");
    is_not("pupil", "fsm_state", "official-number");
    // A published admission number is nobody's card.
    is_not("school", "PAN", "financial");
    is_not("admission", "PAN", "financial");
    // National Insurance, and Northern Ireland.
    is("employee", "NI_number", "official-number");
    is_not("region", "NI", "official-number");
    // Types of special educational need.
    for code in ["HI", "VI", "MSI", "PD"] {
        let found = concepts("sen_need", with_values("type", &["SPLD", "MLD", "SEMH", code]));
        assert_eq!(found[0], "special-need-type", "{code}");
    }
    // Early help, home education, education, health and care; and environmental health.
    is_not("premises", "EH_officer", "health");
    is("child", "EHE_start_date", "education");
    is("child", "EHC_plan", "special-needs");
    is_not("child", "SSD_path", "health");
    // Deceased people are outside the regulation, and their dates are personal data of a record all the same.
    is("person", "PersonDeathDate", "death");
}

#[test]
fn words_count_and_letters_inside_them_do_not() {
    for (name, concept) in [
        ("essex_area", "gender"),
        ("sussex_office", "gender"),
        ("middlesex_area", "gender"),
        ("trace_id", "racial-or-ethnic-origin"),
        ("terrace_number", "racial-or-ethnic-origin"),
        ("agency_code", "gender"),
        ("general_ledger", "gender"),
        ("third_party", "political-opinions"),
        ("union_query", "trade-union-membership"),
        ("biography", "biometric"),
        ("surcharge", "criminal-offence"),
        ("sort_order", "criminal-offence"),
        ("sentence_count", "criminal-offence"),
        ("belief_network", "religious-or-philosophical-beliefs"),
        ("case_sensitive", "criminal-offence"),
        ("conviction_score", "criminal-offence"),
    ] {
        is_not("settings", name, concept);
    }
}

#[test]
fn three_dates_of_closure_are_three_events() {
    // The closure of a case, the end of a plan and the end of an episode are told apart.
    is("cin_details", "CINclosureDate", "referral");
    is("child_protection_plan", "CPPendDate", "child-protection");
    is("episodes", "DEC", "looked-after");
}
