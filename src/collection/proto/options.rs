//! Options of fields and messages: `debug_redact = true`, `(pii) = true`, carried as written.

use prost_types::UninterpretedOption;

use super::places::Places;
use crate::collection::Aside;

/// The number of the options of a message, a field; of one option among them.
pub(super) const OF_MESSAGE: i32 = 7;
pub(super) const OF_FIELD: i32 = 8;
const ONE: i32 = 999;

/// The most options of one thing that are carried.
const MOST: usize = 64;

/// The options of something, given its path and the number of its options.
pub(super) fn asides(
    options: &[UninterpretedOption],
    places: &Places,
    path: &[i32],
    number: i32,
) -> Vec<Aside> {
    let mut out = Vec::new();
    for (at, option) in options.iter().enumerate().take(MOST) {
        let Some(span) = i32::try_from(at).ok().and_then(|at| places.inside(path, &[number, ONE, at])) else {
            continue;
        };
        let parts = option.name.iter().map(|part| {
            if part.is_extension { format!("({})", part.name_part) } else { part.name_part.clone() }
        });
        let key = parts.collect::<Vec<_>>().join(".");
        if let Some(aggregate) = &option.aggregate_value {
            match pairs(aggregate) {
                Some(pairs) => out.extend(pairs.into_iter().map(|(inner, value)| Aside {
                    key: format!("{key}.{inner}"),
                    span,
                    values: vec![(value, span)],
                })),
                None => out.push(Aside { key, span, values: vec![(aggregate.clone(), span)] }),
            }
            continue;
        }
        let text = option.string_value.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let number = || {
            let negative = option.negative_int_value.map(|value| value.to_string());
            let positive = option.positive_int_value.map(|value| value.to_string());
            negative.or(positive).or_else(|| option.double_value.map(|value| value.to_string()))
        };
        if let Some(value) = option.identifier_value.clone().or(text).or_else(number) {
            out.push(Aside { key, span, values: vec![(value, span)] });
        }
    }
    out.truncate(MOST);
    out
}

/// `level: HIGH kind: "x y"` as pairs; none where it is more than that.
fn pairs(aggregate: &str) -> Option<Vec<(String, String)>> {
    let mut out = Vec::new();
    let mut rest = aggregate.trim();
    while !rest.is_empty() {
        let (key, after) = rest.split_once(':')?;
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix(['"', '\'']) {
            Some(inner) => inner.split_once(['"', '\''])?,
            None => {
                after.split_once(|c: char| c.is_whitespace() || c == ',' || c == ';').unwrap_or((after, ""))
            }
        };
        let key = key.trim();
        if key.is_empty() || value.contains(['{', '[', '<']) || key.contains(char::is_whitespace) {
            return None;
        }
        out.push((key.to_owned(), value.to_owned()));
        rest = left.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
    }
    Some(out)
}
