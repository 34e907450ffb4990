//! Patterns over `record` and `record.field`: what they take, and the one that takes a given field.

use globset::{GlobBuilder, GlobMatcher};

use crate::collection::Layer;

/// What a pattern takes.
#[derive(Debug)]
pub enum Matcher {
    /// One path, in lower case.
    One(String),
    /// Every path that fits.
    Glob(GlobMatcher),
}

impl Matcher {
    /// `.` separates, `*` stays within a part and `**` does not; upper and lower case are the same.
    ///
    /// # Errors
    /// The glob's own error, where the pattern is none.
    pub fn of(pattern: &str) -> Result<Self, globset::Error> {
        if let Some(path) = one(pattern) {
            return Ok(Self::One(path));
        }
        let glob =
            GlobBuilder::new(&parts(pattern)).literal_separator(true).case_insensitive(true).build()?;
        Ok(Self::Glob(glob.compile_matcher()))
    }

    /// Whether it is a glob that takes a path in [`parts`].
    pub(super) fn is_match(&self, parts: &str) -> bool {
        matches!(self, Self::Glob(glob) if glob.is_match(parts))
    }
}

impl Matcher {
    /// Whether it takes a path of a record or a field.
    pub fn takes(&self, path: &str) -> bool {
        match self {
            Self::One(one) => *one == folded(path),
            Self::Glob(_) => self.is_match(&parts(path)),
        }
    }
}

/// A pattern that takes every field of a record (`child.*`) speaks of the record, not of a field.
pub(super) fn layer_of(pattern: &str, layer: Layer) -> Layer {
    let last = pattern.rsplit('.').next().unwrap_or(pattern);
    let every = !last.is_empty() && last.chars().all(|c| c == '*');
    if layer == Layer::Field && every { Layer::Record } else { layer }
}

/// The characters of a pattern that do not stand for themselves.
const SPECIAL: [char; 7] = ['*', '?', '[', ']', '{', '}', '\\'];

/// The path of a field, as patterns are held against it.
pub fn path_of(record: &str, field: &str) -> String {
    format!("{record}.{field}")
}

/// The pattern that takes one field and, but for others whose path is the same in lower case, no
/// other: what is special in its name stands in brackets.
pub fn pattern_of(record: &str, field: &str) -> String {
    let mut pattern = String::with_capacity(record.len() + field.len() + 1);
    for character in path_of(record, field).chars() {
        if SPECIAL.contains(&character) {
            pattern.extend(['[', character, ']']);
        } else {
            pattern.push(character);
        }
    }
    pattern
}

/// The one path that a pattern takes, in lower case; none where it takes several.
fn one(pattern: &str) -> Option<String> {
    let mut path = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        if !SPECIAL.contains(&character) {
            path.push(character);
            continue;
        }
        let inner = rest.next().filter(|inner| character == '[' && SPECIAL.contains(inner))?;
        path.push(inner);
        rest.next().filter(|end| *end == ']')?;
    }
    Some(folded(&path))
}

/// Upper and lower case are the same, as they are in SQL.
pub fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// Paths of records and fields as a glob takes them: parts between slashes. A slash in a name
/// stands for itself.
pub(super) fn parts(path: &str) -> String {
    path.replace('/', "\u{1}").replace('.', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_one_field_takes_that_field_whatever_its_name() {
        for (record, field) in [
            ("child", "religion"),
            ("dbo.Child", "a*b"),
            ("c", "[x]"),
            ("c", "{a,b}"),
            ("c", "\\?"),
            ("c/d", "e.f"),
        ] {
            let matcher = Matcher::of(&pattern_of(record, field)).unwrap();
            let Matcher::One(path) = matcher else { panic!("{record}.{field}") };
            assert_eq!(path, folded(&path_of(record, field)));
        }
    }
}
