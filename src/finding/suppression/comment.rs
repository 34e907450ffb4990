//! `@gdpr-ignore` in comments, whatever the language: the sign and what follows on its line.

use std::sync::Arc;

use super::Suppression;
use super::scope::Scope;
use crate::collection::annotation::{SILENCE, read_pairs, silences};
use crate::collection::{Collection, Layer};
use crate::declaration::Place;
use crate::text::{Source, Span};

/// What can end a comment before its line does.
const ENDS: [&str; 6] = ["*/", "-->", "\"\"\"", "#}", "';", "</"];

pub(super) fn read(collection: &Collection, source: &Arc<Source>) -> Vec<Suppression> {
    let here = |own: &Option<Arc<Source>>| Arc::ptr_eq(collection.file_of(own), source);
    let text = source.text();
    let mut things: Vec<Thing<'_>> = Vec::new();
    let mut signs = silences(text).peekable();
    if signs.peek().is_some() {
        for record in &collection.records {
            if here(&record.source) {
                things.push((record.span.start, &record.name, None));
            }
            let fields = record.fields.iter().filter(|field| here(&field.source));
            things.extend(
                fields.map(|field| (field.span.start, record.name.as_str(), Some(field.name.as_str()))),
            );
        }
        things.sort();
    }
    signs.map(|at| one(source, &things, at)).collect()
}

/// Where a field or a record is named.
type Thing<'c> = (u32, &'c str, Option<&'c str>);

fn one(source: &Arc<Source>, things: &[Thing<'_>], at: usize) -> Suppression {
    let text = source.text();
    let start = at + SILENCE.len();
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    let rest = &text[start..line_end];
    let end = start + ENDS.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let (rules, after) = rules(text, start, end);
    let (pairs, _) = read_pairs(source, Span::new(after, end), Layer::Field);
    let said = |key: &str| {
        let pairs = pairs.as_ref()?;
        pairs.root().get(key)?.scalar().map(|text| text.trim().to_owned())
    };
    let whole = Span::new(at, at + text[at..end].trim_end().len());
    Suppression {
        rules,
        reason: said("reason").filter(|reason| !reason.is_empty()),
        owner: said("owner"),
        until: said("until"),
        unknown: pairs.as_ref().map(|pairs| super::unknown(pairs.root(), &[])).unwrap_or_default(),
        scope: scope(source, things, at),
        place: Place { source: source.clone(), span: whole },
    }
}

/// The names before the first `key=`, and where they end.
fn rules(text: &str, start: usize, end: usize) -> (Vec<(String, Span)>, usize) {
    let mut rules = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..end];
        let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
        let from = at + skipped;
        let word = text[from..end].split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
        if word.is_empty() || word.contains('=') {
            return (rules, from);
        }
        rules.push((word.to_owned(), Span::new(from, from + word.len())));
        at = from + word.len();
    }
}

/// What stands on the line, else what comes next; inside an element of a schema in XML, the element.
fn scope(source: &Source, things: &[Thing<'_>], at: usize) -> Scope {
    let byte = u32::try_from(at).unwrap_or(u32::MAX);
    let line = source.position(byte).line;
    let line_start = u32::try_from(source.lines().start(line as usize - 1)).unwrap_or(u32::MAX);
    let after = things.partition_point(|(start, ..)| *start < byte);
    let of_line = &things[things.partition_point(|(start, ..)| *start < line_start)..after];
    let open = source.text()[..at].rfind('<').map_or("", |open| &source.text()[open..at]);
    let found: &[Thing<'_>] = if !of_line.is_empty() {
        of_line
    } else if open.contains("appinfo") {
        &things[after.saturating_sub(1)..after]
    } else {
        &things[after..things.len().min(after + 1)]
    };
    // A table on one line with its columns: the columns are meant, and the table with them.
    let things = found.iter().map(|(_, record, field)| ((*record).to_owned(), field.map(str::to_owned)));
    Scope::Named { things: things.collect(), line }
}
