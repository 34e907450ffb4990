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

/// Whether a string that is run makes a table that stays, or changes the columns of one.
pub(super) fn makes_a_table(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let word = word.trim_start_matches(|sign: char| !sign.is_alphabetic());
        if word.eq_ignore_ascii_case("alter") {
            if changes_columns(words.clone()) {
                return true;
            }
            continue;
        }
        if !word.eq_ignore_ascii_case("create") {
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
        ahead.next();
        let session =
            ahead.clone().next().is_some_and(|name| name.starts_with('#') || name.starts_with("[#"));
        // A part of another table has the columns of that one.
        let part = ahead.take(8).any(|word| word.eq_ignore_ascii_case("partition"));
        if !passing && !session && !part {
            return true;
        }
    }
    false
}

/// Whether what follows `ALTER` adds, renames or defines columns of a table.
fn changes_columns<'t>(mut words: impl Iterator<Item = &'t str>) -> bool {
    if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("table")) {
        return false;
    }
    let mut words = words.take(10).skip_while(|word| {
        !["add", "rename", "modify", "change", "alter"].iter().any(|action| word.eq_ignore_ascii_case(action))
    });
    let Some(action) = words.next() else { return false };
    // What is put together may break off behind the action.
    let Some(next) = words.next() else { return !action.eq_ignore_ascii_case("alter") };
    let others =
        ["constraint", "primary", "foreign", "unique", "index", "check", "default", "partition", "key", "to"];
    let next = next.trim_end_matches(|sign: char| !sign.is_alphabetic());
    if action.eq_ignore_ascii_case("alter") {
        // `ALTER COLUMN x TYPE y`, and neither a default nor `NOT NULL`.
        return words
            .nth(1)
            .is_some_and(|word| !["set", "drop"].iter().any(|other| word.eq_ignore_ascii_case(other)));
    }
    !others.iter().any(|other| next.eq_ignore_ascii_case(other))
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
