//! Finds `SELECT … INTO name`, which makes a table; of other queries nothing is kept.

use super::dialect::Family;
use super::token::{Token, TokenKind};

/// What starts a statement in which `INTO` makes no table.
const OTHERS: [&str; 10] =
    ["insert", "update", "delete", "merge", "replace", "fetch", "exec", "execute", "collect", "grant"];

/// The list of a query that is longer than this is not kept whole.
const LONGEST: usize = 20_000;

/// Where a script is, as far as queries matter.
#[derive(Default)]
pub(super) struct Queries {
    depth: usize,
    /// Whether a `SELECT` started here.
    selecting: bool,
    /// Its tokens so far, as long as it may make a table.
    list: Vec<Token>,
    /// Whether a routine may still go on, in which `INTO` fills variables.
    pub(super) within: bool,
    /// Whether it is sure that a routine goes on.
    pub(super) routine: bool,
    /// Whether this is the body of a block, in which `INTO` fills variables to the end.
    block: bool,
}

impl Queries {
    /// Whether this token is the `INTO` of a query that makes a table.
    pub(super) fn makes(&mut self, text: &str, token: Token, family: Family) -> bool {
        let makes = self.decides(text, token, family);
        if self.selecting && self.list.len() < LONGEST {
            self.list.push(token);
        }
        makes
    }

    /// The query that makes a table, up to `INTO`.
    pub(super) fn take(&mut self) -> Vec<Token> {
        let list = std::mem::take(&mut self.list);
        if list.len() < LONGEST { list } else { Vec::new() }
    }

    fn decides(&mut self, text: &str, token: Token, family: Family) -> bool {
        match token.kind {
            TokenKind::Open => self.depth += 1,
            TokenKind::Close => self.depth = self.depth.saturating_sub(1),
            TokenKind::Word if self.depth == 0 => {
                if token.is(text, "into") {
                    // MySQL's `INTO` fills variables and files only.
                    return std::mem::take(&mut self.selecting)
                        && !self.within
                        && !self.block
                        && family != Family::MySql;
                }
                if token.is(text, "select") {
                    self.selecting = true;
                    self.list.clear();
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

    /// This is the body of a block.
    pub(super) fn in_block(&mut self) {
        self.block = true;
    }

    /// A routine or a block has ended.
    pub(super) fn leave(&mut self) {
        (self.within, self.routine) = (false, false);
    }

    /// A statement ends.
    pub(super) fn cut(&mut self) {
        (self.depth, self.selecting) = (0, false);
        self.list.clear();
    }
}

/// Whether `BEGIN` or `DECLARE` with this behind it starts a block of PL/SQL, in which `INTO` fills
/// variables: neither a transaction nor SQL Server's variables.
fn is_block(rest: &str) -> bool {
    let rest = rest.trim_start();
    let transaction = rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tran"));
    !transaction && !rest.starts_with(['@', ';'])
}
