//! Finds the statements that define structure and keeps their tokens; of everything else
//! (data, procedures, grants) nothing is kept but the comments.

use super::dialect::Family;
use super::lexer::{Event, Lexer};
use super::select::Queries;
use super::shortfall;
use super::token::{Comment, Fault, Token, TokenKind};
use super::words::{MAKES, MAKES_OTHER, PROCEDURES, ROUTINES, STARTS_OTHER};
use crate::text::Span;

/// A statement that may define structure.
#[derive(Debug)]
pub(super) struct Statement {
    /// Its tokens, from `CREATE`, `ALTER`, `COMMENT` or the procedure's name on.
    pub(super) tokens: Vec<Token>,
    /// Where the `IF …` around it starts, or else it itself.
    pub(super) outer: u32,
    /// Whether something in it does not end, or it is cut short by a limit.
    pub(super) broken: bool,
    /// Whether it may be part of a routine or a block.
    pub(super) within: bool,
    /// Whether it is sure to be part of a routine.
    pub(super) routine: bool,
    /// Whether a query is part of it, which may go on over lines that start with `SELECT`.
    pub(super) query: bool,
}

/// A script cut into what matters.
pub(super) struct Script {
    pub(super) statements: Vec<Statement>,
    pub(super) comments: Vec<Comment>,
    pub(super) faults: Vec<Fault>,
    /// Strings given to variables that look like statements which define structure.
    pub(super) strings: Vec<Span>,
    /// How many parts were passed over that undo what the rest does.
    pub(super) undone: usize,
    /// Where a limit was met, and on what.
    pub(super) limits: Vec<(Span, &'static str)>,
}

/// More tokens than this are not kept: a schema of a thousand tables has a quarter of them.
const MOST_TOKENS: usize = 2_000_000;

/// More strings that define structure than this are not listed.
const MOST_STRINGS: usize = 10_000;

/// Cuts a script. Where a string does not end, everything after it is inside out; then the script
/// is cut again, with distrust of strings that run into the start of another statement.
pub(super) fn cut(text: &str, family: Family) -> Script {
    run(Lexer::new(text, family, false)).or_else(|| run(Lexer::new(text, family, true))).unwrap_or(Script {
        statements: Vec::new(),
        comments: Vec::new(),
        faults: Vec::new(),
        strings: Vec::new(),
        undone: 0,
        limits: Vec::new(),
    })
}

fn run(mut lexer: Lexer<'_>) -> Option<Script> {
    let mut cutter = Cutter::new(lexer.text, lexer.family);
    while let Some(event) = lexer.next() {
        match event {
            Event::Token(token) => {
                cutter.take(token);
                if cutter.is_block(token) {
                    read_block(&mut lexer, &mut cutter, token);
                }
            }
            Event::Cut { batch } => {
                cutter.cut(batch);
                // SQL*Plus ends a routine or a block with this line.
                if lexer.text[..lexer.at].ends_with('/') {
                    cutter.queries.leave();
                }
            }
            Event::Broken if !lexer.wary => return None,
            Event::Broken => cutter.broken(),
        }
    }
    let beyond = cutter.beyond.map(|span| (span, "definitions"));
    let limits = beyond.into_iter().chain(lexer.beyond.map(|span| (span, "comments"))).collect();
    let (statements, strings) = cutter.end();
    Some(Script {
        statements,
        comments: lexer.comments,
        faults: lexer.faults,
        strings,
        undone: lexer.undone,
        limits,
    })
}

/// Reads the body of PostgreSQL's `DO $$ … $$`, which runs with the script.
fn read_block(lexer: &mut Lexer<'_>, cutter: &mut Cutter<'_>, token: Token) {
    let body = token.content(lexer.text);
    let mut inner = Lexer::new(&lexer.text[..body.end as usize], lexer.family, true);
    (inner.at, inner.line) = (body.start as usize, token.line);
    let mut within = Cutter::new(inner.text, lexer.family);
    within.queries.in_block();
    while let Some(event) = inner.next() {
        match event {
            Event::Token(token) => within.take(token),
            Event::Cut { batch } => within.cut(batch),
            Event::Broken => within.broken(),
        }
    }
    let (statements, strings) = within.end();
    cutter.kept += statements.iter().map(|statement| statement.tokens.len()).sum::<usize>();
    cutter.statements.extend(statements);
    cutter.strings.extend(strings);
    lexer.take_comments(inner);
}

/// Whether `TABLE` is one of the next two words: `CREATE … TABLE` with words not known here.
fn names_a_table(rest: &str) -> bool {
    rest.split_whitespace().take(2).any(|word| word.eq_ignore_ascii_case("table"))
}

/// Whether `VIEW` comes before any other thing that can be made: MySQL says who made it first.
fn names_a_view(rest: &str) -> bool {
    let made = |word: &&str| {
        ["view", "procedure", "function", "trigger", "event"]
            .iter()
            .any(|made| word.eq_ignore_ascii_case(made))
    };
    rest.split_whitespace().take(16).find(made).is_some_and(|word| word.eq_ignore_ascii_case("view"))
}

struct Cutter<'t> {
    text: &'t str,
    family: Family,
    statements: Vec<Statement>,
    strings: Vec<Span>,
    current: Option<Statement>,
    depth: usize,
    /// A word that starts a statement if the next one fits.
    pending: Option<Token>,
    previous: Option<Token>,
    /// The one before that.
    earlier: Option<Token>,
    /// Where the statement around the next one starts: an `IF`, or the first token after a cut.
    outer: Option<Token>,
    /// How many statements and strings there were when a routine started.
    routine: Option<(usize, usize)>,
    batches: bool,
    queries: Queries,
    kept: usize,
    /// The first token beyond those that are kept.
    beyond: Option<Span>,
}

impl<'t> Cutter<'t> {
    fn new(text: &'t str, family: Family) -> Self {
        Self {
            text,
            family,
            statements: Vec::new(),
            strings: Vec::new(),
            current: None,
            depth: 0,
            pending: None,
            previous: None,
            earlier: None,
            outer: None,
            routine: None,
            batches: false,
            queries: Queries::default(),
            kept: 0,
            beyond: None,
        }
    }

    fn take(&mut self, token: Token) {
        if self.outer.is_none() || (token.first && token.is(self.text, "if")) {
            self.outer = Some(token);
        }
        let makes = self.queries.makes(self.text, token, self.family);
        if let Some(pending) = self.pending.take() {
            if self.starts(pending, token) {
                return;
            }
            self.push(pending);
        }
        // Without `EXEC` a procedure runs only at the start of a batch, where no word comes before it.
        if makes {
            let query = self.queries.take();
            self.begin(query.first().copied().unwrap_or(token));
            query.into_iter().skip(1).for_each(|token| self.push(token));
            self.push(token);
        } else if token.first && token.is_any(self.text, &PROCEDURES) {
            self.begin(token);
        } else if token.kind == TokenKind::Word && self.may_start(token) {
            self.pending = Some(token);
        } else {
            self.push(token);
        }
        if token.kind == TokenKind::String {
            self.watch_string(token);
        }
        self.earlier = self.previous.replace(token);
    }

    /// Whether this is the body of a block that runs with the script.
    fn is_block(&self, token: Token) -> bool {
        token.kind == TokenKind::String
            && self.current.is_none()
            && token.of(self.text).starts_with('$')
            && self.outer.is_some_and(|outer| outer.is(self.text, "do"))
    }

    /// Notes a string that is given to a variable, to be run later, and defines structure.
    fn watch_string(&mut self, token: Token) {
        let text = self.text;
        let variable = self.earlier.is_some_and(|earlier| earlier.of(text).starts_with('@'));
        let given = self.previous.is_some_and(|previous| previous.of(text) == "=")
            && (variable || self.current.is_none())
            && !self
                .current
                .as_ref()
                .is_some_and(|current| current.tokens[0].is_any(text, &["exec", "execute"]))
            && !self.queries.within;
        if given
            && self.strings.len() < MOST_STRINGS
            && shortfall::makes_a_table(&text[token.content(text).range()])
        {
            self.strings.push(token.span());
        }
    }

    /// Whether this word starts a statement, given the right one after it.
    fn may_start(&mut self, token: Token) -> bool {
        let text = self.text;
        let after = |words: &[&str]| self.previous.is_some_and(|token| token.is_any(text, words));
        match self.text.as_bytes()[token.start as usize].to_ascii_lowercase() {
            b'c' | b'a' if token.is_any(text, &["create", "alter"]) => !after(&["grant", "deny", "revoke"]),
            b'c' => token.is(text, "comment"),
            b'a' | b's' if token.is_any(text, &["add", "security"]) => token.first && self.depth == 0,
            b'd' if token.is(text, "drop") => self.depth == 0 && !after(&["grant", "deny", "revoke"]),
            b'r' if token.is(text, "rename") => self.previous.is_none(),
            b'e' if token.is_any(text, &["exec", "execute"]) => self.depth == 0 || token.first,
            _ if token.first && self.depth == 0 && token.is_any(text, &STARTS_OTHER) => {
                // MySQL's query behind a table's list belongs to it.
                let goes_on = token.is(text, "select")
                    && (self.family == Family::MySql
                        || (self.current.is_some() && after(&["as"]))
                        || self.current.as_ref().is_some_and(|current| current.query));
                if !goes_on && !after(&["on"]) {
                    self.finish();
                }
                false
            }
            b'i' if token.first && token.is(text, "insert") => {
                self.finish();
                false
            }
            _ => false,
        }
    }

    /// Looks at a word that may start a statement together with the one after it.
    fn starts(&mut self, first: Token, second: Token) -> bool {
        let text = self.text;
        let begins = if first.is(text, "create") {
            second.is_any(text, &MAKES)
                || (second.kind == TokenKind::Word
                    && !second.is_any(text, &MAKES_OTHER)
                    && names_a_table(&text[second.end as usize..]))
                || (second.is_any(text, &["algorithm", "definer", "sql"])
                    && names_a_view(&text[second.end as usize..]))
        } else if first.is(text, "alter") {
            second.is_any(text, &["table", "foreign", "type", "view"])
        } else if first.is(text, "comment") {
            second.is(text, "on")
        } else if first.is(text, "security") {
            second.is(text, "label")
        } else if first.is(text, "add") {
            second.is(text, "sensitivity")
        } else if first.is(text, "drop") {
            second.is_any(text, &["table", "view", "materialized"])
        } else if first.is(text, "rename") {
            second.is_name()
        } else {
            second.is_name()
                || second.kind == TokenKind::Open
                || (second.kind == TokenKind::String && first.is(text, "execute"))
        };
        if begins {
            self.begin(first);
            self.push(second);
            self.previous = Some(second);
            if second.is(text, "or") {
                // `CREATE OR ALTER PROCEDURE`, `CREATE OR REPLACE TRIGGER`.
                self.watch_routine(second);
            }
            return true;
        }
        if first.is_any(text, &["create", "alter"]) && second.is_any(text, &MAKES_OTHER) {
            self.finish();
            if second.is_any(text, &ROUTINES) {
                self.enter_routine();
            }
        }
        false
    }

    /// `CREATE OR …` is a routine where one of the next two words says so.
    fn watch_routine(&mut self, or: Token) {
        let rest = &self.text[or.end as usize..];
        if rest
            .split_whitespace()
            .take(2)
            .any(|word| ROUTINES.iter().any(|routine| word.eq_ignore_ascii_case(routine)))
        {
            self.enter_routine();
        }
    }

    fn enter_routine(&mut self) {
        self.routine.get_or_insert((self.statements.len(), self.strings.len()));
        (self.queries.within, self.queries.routine) = (true, true);
    }

    fn begin(&mut self, first: Token) {
        self.finish();
        let wrapped = self.outer.is_some_and(|outer| outer.is(self.text, "if"));
        let outer = self.outer.filter(|_| wrapped).unwrap_or(first).start;
        self.outer = Some(first);
        self.current = Some(Statement {
            tokens: Vec::new(),
            outer,
            broken: false,
            within: self.queries.within,
            routine: self.queries.routine,
            query: false,
        });
        self.push(first);
    }

    fn push(&mut self, token: Token) {
        let Some(current) = &mut self.current else { return };
        if self.kept == MOST_TOKENS {
            self.beyond.get_or_insert(token.span());
            current.broken = true;
            return;
        }
        self.kept += 1;
        match token.kind {
            TokenKind::Open => self.depth += 1,
            TokenKind::Close => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth == 0
            && current.tokens.first().is_some_and(|first| first.is_any(self.text, &["create", "alter"]))
        {
            current.query |= token.is(self.text, "view")
                || (token.is_any(self.text, &["select", "with"])
                    && current.tokens.last().is_some_and(|last| last.is(self.text, "as")));
        }
        current.tokens.push(token);
    }

    fn finish(&mut self) {
        self.depth = 0;
        self.statements.extend(self.current.take());
    }

    fn cut(&mut self, batch: bool) {
        if let Some(pending) = self.pending.take() {
            self.push(pending);
        }
        self.finish();
        self.queries.cut();
        self.outer = None;
        self.previous = None;
        // PostgreSQL writes the body of a routine as a string.
        if batch || self.family == Family::Postgres {
            self.queries.leave();
        }
        if batch {
            self.batches = true;
            self.leave_routine();
        } else if self.family != Family::Transact {
            self.routine = None;
        }
    }

    /// A routine goes on to the end of its batch, semicolons or not; what it makes is its own.
    fn leave_routine(&mut self) {
        if let Some((statements, strings)) = self.routine.take() {
            self.statements.truncate(statements);
            self.strings.truncate(strings);
        }
    }

    fn broken(&mut self) {
        if let Some(current) = &mut self.current {
            current.broken = true;
        }
        self.cut(false);
    }

    fn end(mut self) -> (Vec<Statement>, Vec<Span>) {
        self.cut(false);
        // Without a single `GO` this is no script for SQL Server's tools, and `;` ends a routine.
        if self.batches {
            self.leave_routine();
        }
        (self.statements, self.strings)
    }
}
