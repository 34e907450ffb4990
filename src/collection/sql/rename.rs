//! SQL Server's way to rename a column (`EXEC sp_rename 'table.column', 'name', 'COLUMN'`) or a
//! table (`EXEC sp_rename 'table', 'name'`).

use super::cursor::{Cursor, Name};
use super::elsewhere::{Elsewhere, Origin};
use super::note;
use super::table::{Change, Made};
use super::token::{Token, TokenKind};

/// The parameters of the procedure, in their order.
const PARAMETERS: [&str; 3] = ["@objname", "@newname", "@objtype"];

/// Reads a statement as a rename, if it is one.
pub(super) fn read<'t>(text: &'t str, tokens: &'t [Token]) -> Option<Made<'t>> {
    let mut cursor = Cursor::new(text, tokens);
    cursor.eat_any(&["exec", "execute"]);
    if !cursor.name()?.last().eq_ignore_ascii_case("sp_rename") {
        return None;
    }
    let call = &tokens[..cursor.at];
    let [object, new, kind] = note::arguments(cursor, &PARAMETERS);
    let string = |token: Option<Token>| token.filter(|token| token.kind == TokenKind::String);
    let kind =
        kind.map(|kind| if kind.kind == TokenKind::String { kind.value(text) } else { kind.name(text) });
    if kind.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("object")) {
        let (object, new) = string(object).zip(string(new))?;
        let from = Name { parts: parts(&object.value(text)), span: object.content(text) };
        let to = Name { parts: vec![new.value(text)], span: new.content(text) };
        return Some(Made::Renamed(vec![(from, to)]));
    }
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("column")) {
        return None;
    }
    let renamed = string(object).zip(string(new)).and_then(|(object, new)| {
        let mut parts = parts(&object.value(text));
        let from = parts.pop().filter(|_| !parts.is_empty())?;
        let to = new.value(text);
        let change = Change::Rename { from, to, span: new.content(text), tokens };
        Some(Made::Changes(Name { parts, span: object.content(text) }, vec![change]))
    });
    let place = super::cursor::span_of(call).unwrap_or_default();
    Some(renamed.unwrap_or_else(|| Made::Elsewhere(Elsewhere::new(place, Origin::Rename))))
}

/// The parts of a dotted name in a string, without brackets and quotes.
fn parts(written: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut close = None;
    let mut signs = written.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            _ if close == Some(sign) => {
                if signs.next_if_eq(&sign).is_some() {
                    part.push(sign);
                } else {
                    close = None;
                }
            }
            _ if close.is_some() => part.push(sign),
            '[' if part.is_empty() => close = Some(']'),
            '"' if part.is_empty() => close = Some('"'),
            '.' => parts.push(std::mem::take(&mut part)),
            _ => part.push(sign),
        }
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_strings_are_cut_at_their_dots() {
        assert_eq!(parts("dbo.[a.b].\"c]\"\"d\""), ["dbo", "a.b", "c]\"d"]);
        assert_eq!(parts("[t]]x].[y]"), ["t]x", "y"]);
    }
}
