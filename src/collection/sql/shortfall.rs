//! What the lexer could not pass over, said as remarks.

use super::statement::Script;
use crate::collection::{Remark, RemarkKind};

/// A remark for whatever does not end and for every limit that was met.
pub(super) fn remarks(script: &Script) -> Vec<Remark> {
    let faults = script.faults.iter().map(|fault| {
        let message = format!(
            "This {} does not end. What stands between here and the next statement was not checked.",
            fault.what
        );
        Remark::new(RemarkKind::Unread, fault.span, message)
    });
    let limits = script.limits.iter().map(|(span, what)| {
        let message = format!(
            "There are more {what} in this file than are read. What follows was not checked; split the file."
        );
        Remark::new(RemarkKind::Limit, *span, message)
    });
    faults.chain(limits).collect()
}

/// More remarks than this help nobody.
const MOST_REMARKS: usize = 10_000;

/// Leaves out the remarks beyond a limit, and says so in one.
pub(super) fn cap(remarks: &mut Vec<Remark>) {
    if remarks.len() > MOST_REMARKS {
        let span = remarks[MOST_REMARKS].span;
        remarks.truncate(MOST_REMARKS);
        let message =
            "There is more to remark on in this file than is listed. What follows may not have been read.";
        remarks.push(Remark::new(RemarkKind::Limit, span, message));
    }
}

/// Whether a string that is run makes a table that stays.
pub(super) fn makes_a_table(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if !word.trim_start_matches(|sign: char| !sign.is_alphabetic()).eq_ignore_ascii_case("create") {
            continue;
        }
        let Some(before) = words.clone().take(3).position(|word| word.eq_ignore_ascii_case("table")) else {
            continue;
        };
        let mut ahead = words.clone();
        let passing = ahead
            .by_ref()
            .take(before)
            .any(|word| ["temp", "temporary"].iter().any(|temp| word.eq_ignore_ascii_case(temp)));
        if !passing && !ahead.nth(1).is_some_and(|name| name.starts_with('#') || name.starts_with("[#")) {
            return true;
        }
    }
    false
}

/// Whether `CREATE TABLE` stands anywhere in a script, even in strings.
pub(super) fn names_a_table(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let creates = word.len() >= 6 && word.as_bytes()[word.len() - 6..].eq_ignore_ascii_case(b"create");
        if creates && words.clone().take(3).any(|word| word.eq_ignore_ascii_case("table")) {
            return true;
        }
    }
    false
}
