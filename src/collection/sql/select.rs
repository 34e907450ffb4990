//! Finds `SELECT … INTO name`, which makes a table, while nothing of a query is kept.

use super::dialect::Family;
use super::token::{Token, TokenKind};

/// What starts a statement in which `INTO` makes no table.
const OTHERS: [&str; 10] =
    ["insert", "update", "delete", "merge", "replace", "fetch", "exec", "execute", "collect", "grant"];

/// Where a script is, as far as queries matter.
#[derive(Default)]
pub(super) struct Queries {
    depth: usize,
    /// Whether a `SELECT` started here.
    selecting: bool,
    /// Whether a routine may still go on, in which `INTO` fills variables.
    pub(super) within: bool,
}

impl Queries {
    /// Whether this token is the `INTO` of a query that makes a table.
    pub(super) fn makes(&mut self, text: &str, token: Token, family: Family) -> bool {
        match token.kind {
            TokenKind::Open => self.depth += 1,
            TokenKind::Close => self.depth = self.depth.saturating_sub(1),
            TokenKind::Word if self.depth == 0 => {
                if token.is(text, "into") {
                    // MySQL's `INTO` fills variables and files only.
                    return std::mem::take(&mut self.selecting) && !self.within && family != Family::MySql;
                }
                if token.is(text, "select") {
                    self.selecting = true;
                } else if token.is_any(text, &OTHERS) {
                    self.selecting = false;
                } else if family == Family::Other && token.is_any(text, &["begin", "declare"]) {
                    self.within |= is_block(&text[token.end as usize..]);
                }
            }
            _ => {}
        }
        false
    }

    /// A statement ends.
    pub(super) fn cut(&mut self) {
        (self.depth, self.selecting) = (0, false);
    }
}

/// Whether `BEGIN` or `DECLARE` with this behind it starts a block of PL/SQL, in which `INTO` fills
/// variables: neither a transaction nor SQL Server's variables.
fn is_block(rest: &str) -> bool {
    let rest = rest.trim_start();
    let transaction = rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tran"));
    !transaction && !rest.starts_with(['@', ';'])
}
