//! Text as a YAML scalar that reads back as the same string.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::printable;

/// What YAML, in this version or an older one, does not read as a string.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text as a scalar on one line: plain where that is safe in every YAML, else quoted.
pub fn scalar(text: &str) -> String {
    let first = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if first && text.chars().all(plain) && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return text.to_owned();
    }
    let shows = matches!(printable(text), Cow::Borrowed(_));
    if shows && !text.contains(['\u{fffe}', '\u{ffff}']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            ' '..='~' => out.push(character),
            '\0'..='\u{ff}' => _ = write!(out, "\\x{:02x}", u32::from(character)),
            '\u{100}'..='\u{ffff}' => _ = write!(out, "\\u{:04x}", u32::from(character)),
            _ => _ = write!(out, "\\U{:08x}", u32::from(character)),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Document, Syntax};
    use crate::text::Source;

    /// A key and a value as they are read back.
    fn read_back(text: &str) -> (String, String) {
        let yaml = format!("fields:\n  {}:\n    category: {}\n", scalar(text), scalar(text));
        let document = Document::parse(Source::new("a.yaml", yaml.as_str()), Syntax::Yaml)
            .unwrap_or_else(|error| panic!("{error:?}: {yaml:?}"));
        let (key, value) = document.root().get("fields").unwrap().members().next().unwrap();
        (key.text.to_owned(), value.get_str("category").unwrap_or_else(|| panic!("{yaml:?}")).to_owned())
    }

    #[test]
    fn plain_where_it_is_safe() {
        assert_eq!(scalar("dbo.DIM_PERSON.Religion-2"), "dbo.DIM_PERSON.Religion-2");
        assert_eq!(scalar("a b"), "'a b'");
        assert_eq!(scalar("it's"), "'it''s'");
        assert_eq!(scalar("no"), "'no'");
        assert_eq!(scalar("1.5"), "'1.5'");
        assert_eq!(scalar("a\nb\u{202e}\u{e0001}"), r#""a\x0ab\u202e\U000e0001""#);
    }

    #[test]
    fn odd_texts_read_back() {
        for text in [
            "", " ", "~", "<< ", "- a", "? a", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a", "`a", "|",
            ">", "[a]", "{a}", "a,b", "0x1f", "1e3", ".inf", "---", "...", "a:", "\"a\"", "\\", "\t", "é",
            "\u{85}", "\u{feff}", "😀",
        ] {
            assert_eq!(read_back(text), (text.to_owned(), text.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in "\\PC{0,12}|[ -~]{0,12}|(?s).{0,8}") {
            // As a key it takes in another mapping, quoted or not; a pattern has a dot.
            prop_assume!(text != "<<");
            prop_assert_eq!(read_back(&text), (text.clone(), text.clone()));
        }
    }
}
