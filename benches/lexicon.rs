//! How long the lexicon takes to be ready, and how many fields it reads in a second: names that it
//! has never met, and the names of an estate, where most stand in many tables. Run with
//! `cargo bench --bench lexicon`.
//!
//! The estate is made on the spot: 400 collections of 20 tables of 25 columns, 200,000 fields with
//! 3,000 names. All of it runs on one thread.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::time::{Duration, Instant};

use noticelint::collection::{Field, FieldType, Record, RecordKind};
use noticelint::lexicon::Lexicon;
use noticelint::text::Span;

const COLLECTIONS: usize = 400;
const TABLES: usize = 20;
const COLUMNS: usize = 25;
const NAMES: usize = 3_000;
const NEW: usize = 20_000;
const ROUNDS: usize = 7;

/// Words of which names are made; some the lexicon knows, some nobody does.
const WORDS: &[&str] = &[
    "first",
    "date",
    "birth",
    "religion",
    "plan",
    "school",
    "contact",
    "status",
    "flag",
    "code",
    "type",
    "visit",
    "note",
    "child",
    "parent",
    "address",
    "offence",
    "health",
    "result",
    "court",
    "telephone",
    "order",
    "worker",
    "case",
    "start",
    "end",
    "outcome",
    "reason",
    "gizmo",
    "amt",
    "zyx",
    "casenote",
    "updated",
    "by",
    "nm",
    "ethnic",
    "unit",
    "batch",
    "price",
    "total",
];

const RECORDS: &[&str] = &[
    "child",
    "referral",
    "placement",
    "product",
    "invoice_line",
    "lookup_status",
    "address",
    "worker",
    "hearing",
    "audit_log",
    "gizmo",
    "allergy",
    "contact",
    "visit",
    "plan_review",
    "school",
    "tbl_batch",
    "message",
    "payment",
    "case_note",
];

const TYPES: &[(FieldType, &str)] = &[
    (FieldType::Text, "varchar(50)"),
    (FieldType::Number, "integer"),
    (FieldType::Date, "date"),
    (FieldType::Boolean, "boolean"),
    (FieldType::LongText, "text"),
];

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap_or(0)
    }

    fn name(&mut self) -> String {
        let words: Vec<&str> = (0..2 + self.below(2)).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join("_")
    }
}

fn field(name: &str, (field_type, type_text): (FieldType, &str)) -> Field {
    Field { field_type, type_text: type_text.to_owned(), ..Field::new(name, Span::default()) }
}

fn record(name: String, fields: Vec<Field>) -> Record {
    Record { fields, ..Record::new(name, RecordKind::Table, Span::default()) }
}

fn estate() -> Vec<Vec<Record>> {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    // A name has one type nearly everywhere.
    let names: Vec<(String, (FieldType, &'static str))> =
        (0..NAMES).map(|_| (chance.name(), TYPES[chance.below(TYPES.len())])).collect();
    let mut table = |number: usize| {
        let one = |(name, of): &(String, (FieldType, &'static str))| field(name, *of);
        let fields = (0..COLUMNS).map(|_| one(&names[chance.below(NAMES)])).collect();
        record(format!("{}_{number}", RECORDS[number % RECORDS.len()]), fields)
    };
    (0..COLLECTIONS).map(|_| (0..TABLES).map(&mut table).collect()).collect()
}

fn new_names() -> Vec<Vec<Record>> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut table = |number: usize| {
        let fields = (0..COLUMNS).map(|column| {
            // Letters keep them apart, so that nothing is met twice.
            let letters = [number / 26 % 26, number % 26, column].map(|at| char::from(b'a' + at as u8));
            field(&format!("{}_{}", chance.name(), String::from_iter(letters)), TYPES[column % TYPES.len()])
        });
        record(format!("{}_{number}", RECORDS[number % RECORDS.len()]), fields.collect())
    };
    (0..NEW / COLUMNS / TABLES)
        .map(|collection| (0..TABLES).map(|at| table(collection * TABLES + at)).collect())
        .collect()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

fn classify(lexicon: &Lexicon, collections: &[Vec<Record>]) -> Duration {
    let start = Instant::now();
    let mut clues = 0;
    for records in collections {
        let read = lexicon.classify(records);
        clues +=
            read.iter().flat_map(|(_, fields)| fields).map(|evidence| evidence.clues().len()).sum::<usize>();
    }
    assert!(clues > 0);
    start.elapsed()
}

fn report(what: &str, seconds: f64, fields: usize) {
    let (each, rate) = (seconds * 1e6 / fields as f64, fields as f64 / seconds);
    println!("{what:24} {each:>8.3} µs a field, {rate:>12.0} a second (median of {ROUNDS})");
}

fn main() {
    let load = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let lexicon = Lexicon::built_in().expect("the lexicon is valid");
        assert!(lexicon.concept_named("health").is_some());
        start.elapsed()
    });
    println!("loading                  {:>8.3} ms (median of {ROUNDS})", median(load.collect()) * 1e3);
    let new = new_names();
    let count =
        |collections: &[Vec<Record>]| collections.iter().flatten().map(|record| record.fields.len()).sum();
    let unmet = (0..ROUNDS).map(|_| {
        // Nothing is remembered from the round before.
        classify(&Lexicon::built_in().expect("the lexicon is valid"), &new)
    });
    report("names never met", median(unmet.collect()), count(&new));
    let estate = estate();
    let whole = (0..ROUNDS).map(|_| classify(&Lexicon::built_in().expect("the lexicon is valid"), &estate));
    report("an estate", median(whole.collect()), count(&estate));
    let table = |columns: usize| {
        let fields = (0..columns).map(|at| field(&format!("visit_note_{at}"), TYPES[at % TYPES.len()]));
        vec![vec![record("child".to_owned(), fields.collect())]]
    };
    for columns in [5_000, 20_000] {
        let wide = table(columns);
        let times = (0..ROUNDS).map(|_| classify(&Lexicon::built_in().expect("the lexicon is valid"), &wide));
        report(&format!("one table of {columns}"), median(times.collect()), columns);
    }
}
