//! Whether the first row of a table of data is its headings, and the fields that they are.
//!
//! The rows below are data, perhaps of real people: they are compared with the first row, and
//! nothing of them is kept. Where a first row cannot be told from those below it, it may be the
//! data of a person too, and is taken for no headings.

use super::Field;
use crate::document::Cell;

/// The longest heading, in characters: Ofsted's are whole questions.
const LONGEST: usize = 300;

/// How many rows below are compared.
pub(super) const COMPARED: usize = 50;

/// What is asked of the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// How many there are at least.
    pub(super) least: usize,
    /// Whether no two may be the same.
    pub(super) unique: bool,
}

/// Whether a row is the headings of the rows below it.
pub(super) fn are_headings(row: &[Cell], below: &[Vec<Cell>], asked: Asked) -> bool {
    let row = &row[..row.len() - row.iter().rev().take_while(|cell| cell.text.trim().is_empty()).count()];
    // Programs write the numbers of rows into a first column without a heading.
    let skipped = usize::from(row.first().is_some_and(|cell| cell.text.trim().is_empty()));
    let names = &row[skipped..];
    if names.len() < asked.least || !names.iter().all(|cell| is_heading(&cell.text)) {
        return false;
    }
    let mut seen: Vec<String> = names.iter().map(|cell| cell.text.trim().to_lowercase()).collect();
    seen.sort();
    if asked.unique && seen.windows(2).any(|pair| pair[0] == pair[1]) {
        return false;
    }
    let below =
        || below.iter().take(COMPARED).filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
    if below().next().is_none() {
        return true;
    }
    let mut unlike = 0;
    for (at, name) in names.iter().enumerate() {
        let values = || {
            let cells = below().filter_map(|row| row.get(at + skipped));
            cells.map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
        };
        if values().next().is_none() {
            continue;
        }
        if !is_data(name.text.trim()) && values().all(is_data) {
            return true;
        }
        let shape = Shape::of(name.text.trim());
        unlike += usize::from(values().all(|value| Shape::of(value) != shape));
    }
    unlike * 2 >= names.len()
}

/// The headings as fields; `group` gives the heading over several columns that stands above one.
pub(super) fn fields(row: &[Cell], group: impl Fn(usize) -> Option<String>) -> Vec<Field> {
    let filled = row.iter().enumerate().map(|(at, cell)| (at, cell, plain(&cell.text)));
    filled
        .filter(|(.., name)| !name.is_empty())
        .map(|(at, cell, name)| {
            let description = group(at).filter(|group| *group != name);
            Field { description, ..Field::new(name, cell.span) }
        })
        .collect()
}

/// A heading on one line.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == crate::text::LINE_BREAK) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// Whether a cell can be a heading: some text that is no value.
pub(super) fn is_heading(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(char::is_alphabetic)
        && text.chars().nth(LONGEST).is_none()
        && (!is_data(text) || is_numbered(text))
        && !text.contains("://")
        && !text.starts_with(['=', '{', '[', '<'])
}

/// Whether a text is a name with a number, such as `v101` or `q1_2024`, and no number of a person.
fn is_numbered(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && (text.contains('_') || text.len() <= 5)
}

/// Whether a cell holds a value that no heading looks like: a number, a date, a truth value, a
/// postcode or another mix of digits, an address of e-mail.
fn is_data(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "true" | "false" | "yes" | "no" | "y" | "n" | "null" | "none" | "n/a" | "na" | "nan"
    ) {
        return true;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.contains('@') && !text.contains(' ') || digits > letters || is_postcode(text)
}

/// Whether a text is a postcode with its space: `BH12 3AB`.
fn is_postcode(text: &str) -> bool {
    let Some((outward, inward)) = text.split_once(' ') else { return false };
    let capital = |byte: &u8| byte.is_ascii_uppercase();
    (2..=4).contains(&outward.len())
        && outward.as_bytes().first().is_some_and(capital)
        && outward.bytes().any(|byte| byte.is_ascii_digit())
        && matches!(inward.as_bytes(), [digit, first, second] if digit.is_ascii_digit() && capital(first) && capital(second))
}

/// How a text is written.
#[derive(PartialEq, Eq)]
struct Shape {
    lower: bool,
    upper: bool,
    words: bool,
    joined: bool,
    digits: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        Self {
            lower: text.chars().any(char::is_lowercase),
            upper: text.chars().any(char::is_uppercase),
            words: text.contains(' '),
            joined: text.contains('_'),
            digits: text.bytes().any(|byte| byte.is_ascii_digit()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn row(text: &str) -> Vec<Cell> {
        text.split(',').map(|text| Cell { text: text.to_owned(), span: Span::default() }).collect()
    }

    fn are(first: &str, below: &[&str]) -> bool {
        let below: Vec<Vec<Cell>> = below.iter().map(|text| row(text)).collect();
        are_headings(&row(first), &below, Asked { least: 2, unique: true })
    }

    #[test]
    fn headings_are_unlike_the_rows_below() {
        assert!(are("CHILD,SEX,DOB,ETHNIC,UPN", &["51,1,01/02/2011,WBRI,A123456789012"]));
        assert!(are("forename,surname,town", &["Ann,Example,Poole", "Bo,Sample,Christchurch"]));
        assert!(are("Does the child have a plan?,Since when?", &[]));
        assert!(are(",name,date_of_birth", &["0,Ann,2011-02-01"]));
        assert!(are("v101,v102,q1_2024", &["3,12,x"]));
        assert!(are("Name,Notes,", &["Ann,\"\",", ",12,"]));
    }

    #[test]
    fn rows_of_data_are_none() {
        for (first, below) in [
            ("Smith,John,London", vec!["Jones,Mary,Leeds"]),
            ("Smith,John,London", vec!["Jones,Mary Ann,Leeds", "Brown,Bo,York"]),
            ("12,13,14", vec!["1,2,3"]),
            ("Ann,2011-02-01", vec!["Bo,2012-02-01"]),
            ("a@example.org,Ann", vec![]),
            ("name,name", vec!["1,2"]),
            ("name", vec!["1"]),
            ("apple,pear", vec!["plum,fig"]),
            ("BH12 3AB,Poole", vec![]),
            ("A123456789012,01/02/2011", vec!["B123456789012,03/04/2012"]),
        ] {
            assert!(!are(first, &below), "{first}");
        }
    }

    #[test]
    fn a_heading_over_several_describes_them() {
        let group = |at| (at > 0).then(|| "Placement".to_owned());
        let fields = fields(&row("Name,Start⏎date, Placement,"), group);
        let shown: Vec<_> = fields.iter().map(|f| (f.name.as_str(), f.description.as_deref())).collect();
        assert_eq!(shown, [("Name", None), ("Start date", Some("Placement")), ("Placement", None)]);
    }
}
