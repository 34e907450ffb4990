//! Broken schemas of every format: cut short, with bytes that changed, doubled and nested. Whatever
//! they are, they are read, refused or skipped; nothing panics and nothing takes long.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use noticelint::collection::read;
use noticelint::text::Source;

/// How many broken forms of each schema.
const FORMS: u64 = 48;

/// What closes, opens or escapes in one language or another.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "`",
    "<",
    ">",
    "</",
    "-->",
    "/*",
    "*/",
    "--",
    "#",
    "\\",
    "\\u",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\r\n",
    ";",
    "GO\n",
    "$ref",
    "&a",
    "*a",
    "<<",
    "!!",
    "@gdpr",
    "@gdpr-ignore",
    "é",
    "😀",
    ",,,",
    ":::",
    "%",
    "9999999999999999999999",
    "-1",
    "null",
    "true",
];

/// Every schema of the conformance folder, the sidecars of the lists left out.
fn schemas() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut files = Vec::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_none_or(|ending| ending != "fields") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The same numbers on every machine (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// One broken form of a text.
fn broken(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match numbers.below(5) {
        0 => bytes.truncate(numbers.below(bytes.len())),
        1 => {
            for _ in 0..=numbers.below(8) {
                let at = numbers.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(numbers.below(256)).unwrap();
                }
            }
        }
        2 => {
            let at = numbers.below(bytes.len());
            let piece = PIECES[numbers.below(PIECES.len())].repeat(1 + numbers.below(40));
            bytes.splice(at..at, piece.bytes());
        }
        3 => {
            let (from, length) = (numbers.below(bytes.len()), numbers.below(200));
            let part: Vec<u8> = bytes.iter().skip(from).take(length).copied().collect();
            let at = numbers.below(bytes.len());
            bytes.splice(at..at, part);
        }
        _ => {
            let (from, length) = (numbers.below(bytes.len()), numbers.below(60));
            let to = (from + length).min(bytes.len());
            bytes.drain(from..to);
        }
    }
    bytes
}

#[test]
fn no_broken_schema_stops_the_reader() {
    for schema in schemas() {
        let whole = fs::read(&schema).unwrap();
        let name = schema.file_name().unwrap().to_string_lossy().into_owned();
        let mut numbers = Numbers(name.bytes().map(u64::from).sum());
        for form in 0..FORMS {
            let bytes = broken(&whole, &mut numbers);
            let Ok(source) = Source::from_bytes(name.as_str(), bytes) else { continue };
            let start = Instant::now();
            for named in [true, false] {
                if let Ok(collection) = read(&source, None, Path::new("."), named) {
                    hold(&collection.source, &collection);
                }
            }
            let took = start.elapsed();
            assert!(took < Duration::from_secs(5), "form {form} of {name} took {took:?}");
        }
    }
}

/// Every place of a collection is one of its text.
fn hold(source: &Arc<Source>, collection: &noticelint::collection::Collection) {
    for record in &collection.records {
        for span in [record.span].into_iter().chain(record.fields.iter().map(|field| field.span)) {
            assert!(source.text().get(span.range()).is_some(), "{}: {span:?}", record.name);
        }
    }
    for remark in &collection.remarks {
        assert!(source.text().get(remark.span.range()).is_some(), "{}", remark.message);
    }
}
