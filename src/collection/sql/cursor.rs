//! Walking over the tokens of one statement.

use super::template;
use super::token::{Token, TokenKind};
use crate::text::Span;

/// A name of one or more parts, as written.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The parts without quotes.
    pub(super) parts: Vec<String>,
    /// The whole dotted name.
    pub(super) span: Span,
}

impl Name {
    /// The name of a record: at most schema and table, without the schemas that say nothing.
    pub(super) fn record(&self) -> String {
        let from = self.parts.len().saturating_sub(2);
        let parts = &self.parts[from..];
        match parts {
            [schema, table] if !says_nothing(schema) => format!("{schema}.{table}"),
            _ => self.last().to_owned(),
        }
    }

    /// The last part.
    pub(super) fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }
}

/// The default schemas, and schemas that a template or a script variable puts in.
fn says_nothing(schema: &str) -> bool {
    schema.is_empty()
        || schema.eq_ignore_ascii_case("dbo")
        || schema.eq_ignore_ascii_case("public")
        || schema.starts_with(['$', '{', '@', ':', '<', '%', '&'])
        || schema.starts_with("#{")
}

/// A place among tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        Self { text, tokens, at: 0 }
    }

    /// The token here.
    pub(super) fn here(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The token here, passed over.
    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.here()?;
        self.at += 1;
        Some(token)
    }

    /// The tokens from here on.
    pub(super) fn rest(&self) -> &'t [Token] {
        &self.tokens[self.at.min(self.tokens.len())..]
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.here().is_some_and(|token| token.is(self.text, word))
    }

    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        self.here().is_some_and(|token| token.is_any(self.text, words))
    }

    pub(super) fn is_kind(&self, kind: TokenKind) -> bool {
        self.here().is_some_and(|token| token.kind == kind)
    }

    /// Passes over a word, if it is here.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let here = self.is(word);
        self.at += usize::from(here);
        here
    }

    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        let here = self.is_any(words);
        self.at += usize::from(here);
        here
    }

    /// Passes over `IF NOT EXISTS` and `IF EXISTS`.
    pub(super) fn eat_if_exists(&mut self) {
        if self.is("if")
            && self.tokens.get(self.at + 1).is_some_and(|t| t.is_any(self.text, &["not", "exists"]))
        {
            self.at += 1;
            self.eat("not");
            self.eat("exists");
        }
    }

    /// A dotted name; `database..table` has an empty part.
    pub(super) fn name(&mut self) -> Option<Name> {
        let first = self.here()?;
        let (mut parts, mut span) = if first.is_name() && first.of(self.text) != "#" {
            self.at += 1;
            (vec![first.name(self.text)], first.span())
        } else {
            let (part, span) = template::part(self)?;
            (vec![part], span)
        };
        while self.is_kind(TokenKind::Period) {
            let mut ahead = *self;
            while ahead.is_kind(TokenKind::Period) {
                ahead.at += 1;
            }
            let Some(part) = ahead.here().filter(|token| token.is_name()) else { break };
            parts.extend(std::iter::repeat_n(String::new(), ahead.at - self.at - 1));
            parts.push(part.name(self.text));
            span = span.to(part.span());
            self.at = ahead.at + 1;
        }
        Some(Name { parts, span })
    }

    /// A dotted name, or one in the quotes of a string, as SQLite takes it.
    pub(super) fn table_name(&mut self) -> Option<Name> {
        match self.here().filter(|token| token.kind == TokenKind::String) {
            Some(token) if token.of(self.text).starts_with('\'') => {
                self.at += 1;
                Some(Name { parts: vec![token.value(self.text)], span: token.span() })
            }
            _ => self.name(),
        }
    }

    /// The tokens inside the parentheses that open here, passed over with both parentheses; to
    /// the end where they do not close.
    pub(super) fn group(&mut self) -> Option<Group<'t>> {
        let open = self.here().filter(|token| token.kind == TokenKind::Open)?;
        let inner = self.at + 1;
        let mut depth = 0usize;
        for (offset, token) in self.tokens[self.at..].iter().enumerate() {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let end = self.at + offset;
                self.at = end + 1;
                return Some(Group { open, inner: &self.tokens[inner..end], close: Some(*token) });
            }
        }
        self.at = self.tokens.len();
        Some(Group { open, inner: &self.tokens[inner..], close: None })
    }
}

/// What stands in parentheses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'t> {
    pub(super) open: Token,
    pub(super) inner: &'t [Token],
    pub(super) close: Option<Token>,
}

/// Tokens cut at the commas that stand in no parentheses.
pub(super) fn at_commas(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    let mut depth = 0i32;
    tokens.split(move |token| {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            _ => {}
        }
        depth <= 0 && token.kind == TokenKind::Comma
    })
}

/// The range from the first of some tokens to the last.
pub(super) fn span_of(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span().to(tokens.last()?.span()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::sql::{dialect::Family, statement};

    fn name(text: &str) -> (String, String) {
        let text = format!("CREATE TABLE {text} (a int)");
        let script = statement::cut(&text, Family::Other);
        let mut cursor = Cursor::new(&text, &script.statements[0].tokens[2..]);
        let name = cursor.name().unwrap();
        (name.record(), text[name.span.range()].to_owned())
    }

    #[test]
    fn names_lose_quotes_databases_and_default_schemas() {
        assert_eq!(name("HDM.[Child_Social].\"DIM PERSON\"").0, "Child_Social.DIM PERSON");
        assert_eq!(name("[dbo].[A]]b]"), ("A]b".to_owned(), "[dbo].[A]]b]".to_owned()));
        assert_eq!(name("public.person").0, "person");
        assert_eq!(name("HDM..person").0, "person");
        assert_eq!(name("$(schema).person").0, "person");
        assert_eq!(name("{{ schema }}.person"), ("person".to_owned(), "{{ schema }}.person".to_owned()));
        assert_eq!(name("{{ prefix }}_person").0, "{{ prefix }}_person");
    }

    #[test]
    fn what_a_template_puts_in_is_a_part_of_a_name() {
        for schema in [
            "@schema",
            "$(schema)",
            "${schema}",
            ":schema",
            ":\"schema\"",
            "[%s]",
            "%s",
            "<schema>",
            "{schema}",
            "%(schema)s",
            "%schema%",
            "@extschema@",
            "$schema",
            "<%= schema %>",
            "&schema.",
            "&&schema.",
            "#{schema}",
            "{{{schema}}}",
        ] {
            assert_eq!(name(&format!("{schema}.person")).0, "person", "{schema}");
        }
        assert_eq!(name("{prefix}person").0, "{prefix}person");
        assert_eq!(name("<prefix>_person").0, "<prefix>_person");
    }
}
