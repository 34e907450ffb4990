//! How long a whole check takes beside the time that one thread needs to read and parse the same
//! files into `serde_json::Value`. Run with `cargo bench --bench throughput`.
//!
//! The corpus is made on the spot: 1,000 JSON Schemas of 50 properties, about 8 MB, half of the
//! properties declared.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use noticelint::check::{Job, Task};
use noticelint::declaration::Terms;
use noticelint::law::Law;
use noticelint::lexicon::Lexicon;
use noticelint::notice::{Setting, load};
use noticelint::retention::Timeline;
use noticelint::rules::Options;
use noticelint::run::{Plan, run};

const SCHEMAS: usize = 1_000;
const PROPERTIES: usize = 50;
const ROUNDS: usize = 7;

/// Names that a system would use; numbers keep them apart.
const NAMES: &[&str] = &[
    "first_name",
    "religion",
    "date_of_birth",
    "school_name",
    "case_status",
    "ethnicity",
    "address_line",
    "created_at",
    "allocated_worker",
    "notes",
    "visit_date",
    "disability",
    "telephone",
    "outcome_code",
    "plan_review",
];

fn schema(number: usize) -> String {
    let mut text = format!(
        "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"Child record {number}\",\n  \"type\": \"object\",\n  \"properties\": {{\n"
    );
    for property in 0..PROPERTIES {
        let name = NAMES[(number * 7 + property) % NAMES.len()];
        let declared = if property % 2 == 0 {
            ",\n      \"x-gdpr\": { \"category\": \"identity-and-contact\", \"purpose\": \"statistics\" }"
        } else {
            ""
        };
        let comma = if property + 1 < PROPERTIES { "," } else { "" };
        let _ = writeln!(
            text,
            "    \"{name}_{property}\": {{\n      \"type\": \"string\",\n      \"description\": \"What the worker wrote down on the day\"{declared}\n    }}{comma}"
        );
    }
    text.push_str("  }\n}\n");
    text
}

fn corpus(folder: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(folder).expect("a temporary folder can be made");
    (0..SCHEMAS)
        .map(|number| {
            let path = folder.join(format!("child{number}.schema.json"));
            fs::write(&path, schema(number)).expect("a temporary file can be written");
            path
        })
        .collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let folder = std::env::temp_dir().join(format!("noticelint-bench-{}", std::process::id()));
    let files = corpus(&folder);
    let bytes: u64 =
        files.iter().filter_map(|file| fs::metadata(file).ok()).map(|metadata| metadata.len()).sum();
    let law = Law::built_in().expect("the law is valid");
    let timeline = Timeline::built_in().expect("the events are valid");
    let lexicon = Lexicon::built_in().expect("the lexicon is valid");
    let notice = load(None, &folder, &folder, Setting { law: &law, timeline: &timeline })
        .expect("the notice is valid");
    let options = Options { as_of: jiff::civil::date(2026, 1, 1), strict: false };
    let terms = Terms { notice: &notice, law: &law, timeline: &timeline };
    let job = Job { root: &folder, terms, lexicon: &lexicon, options: &options, task: Task::Check };
    let paths = [folder.clone()];
    let plan = Plan { job, paths: &paths, configuration: None, severities: &[] };
    let (mut checks, mut floors, mut findings) = (Vec::new(), Vec::new(), 0);
    for _ in 0..=ROUNDS {
        let start = Instant::now();
        let outcome = run(&plan);
        // Every finding with its line and column.
        let lines: u64 = outcome
            .findings
            .iter()
            .map(|finding| u64::from(finding.primary.source.position(finding.primary.span.start).line))
            .sum();
        checks.push(start.elapsed());
        findings = outcome.findings.len();
        assert!(lines > 0);
        let start = Instant::now();
        let values: usize = files
            .iter()
            .filter_map(|file| serde_json::from_slice::<serde_json::Value>(&fs::read(file).ok()?).ok())
            .filter(serde_json::Value::is_object)
            .count();
        floors.push(start.elapsed());
        assert_eq!(values, SCHEMAS);
    }
    // The first round warms up.
    let (check, floor) = (median(checks.split_off(1)), median(floors.split_off(1)));
    println!(
        "{SCHEMAS} schemas of {PROPERTIES} properties, {:.1} MB, {findings} findings",
        bytes as f64 / 1e6
    );
    println!("whole check              {:>8.1} ms (median of {ROUNDS})", check.as_secs_f64() * 1e3);
    println!("one thread into Value    {:>8.1} ms (median of {ROUNDS})", floor.as_secs_f64() * 1e3);
    println!("ratio                    {:>8.2}", check.as_secs_f64() / floor.as_secs_f64());
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let _ = Lexicon::built_in();
    }
    println!("loading the lexicon      {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3 / ROUNDS as f64);
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let _ = load(None, &folder, &folder, Setting { law: &law, timeline: &timeline });
    }
    println!("loading the notice       {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3 / ROUNDS as f64);
    let _ = fs::remove_dir_all(&folder);
}
