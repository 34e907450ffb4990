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
