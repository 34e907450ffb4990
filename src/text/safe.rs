//! The one place that makes text safe to print.
//!
//! A schema comes from a pull request, so its names can hold terminal escapes, line breaks and
//! characters that turn the reading direction. They are shown as escapes instead.

use std::borrow::Cow;

/// Text that may be printed on one line of a terminal or a log: control characters (C0, DEL,
/// C1), line and paragraph separators, and characters that change the reading direction or have
/// no width are written as `\u{…}`.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !text.chars().any(hazardous) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if hazardous(character) {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// A text in which each hazardous character, and where only ASCII can be shown each other one, is
/// replaced by one of the same number of bytes, so that places stay true; none where nothing has
/// to be replaced. Line breaks and tabs stay.
pub fn same_length(text: &str, unicode: bool) -> Option<String> {
    let replaced = |character: char| {
        !matches!(character, '\n' | '\r' | '\t')
            && (hazardous(character) || (!unicode && !character.is_ascii()))
    };
    if !text.chars().any(replaced) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if !replaced(character) {
            out.push(character);
        } else if unicode {
            out.push(['?', '\u{b7}', '\u{fffd}', '\u{1d13d}'][character.len_utf8() - 1]);
        } else {
            out.extend(std::iter::repeat_n('?', character.len_utf8()));
        }
    }
    Some(out)
}

/// Whether a character could change what a terminal or a reader sees beyond itself.
pub(super) fn hazardous(character: char) -> bool {
    matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{61c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_untouched() {
        assert!(matches!(printable("ethnicity – Gwynedd"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_safe_text_has_its_places_where_they_were() {
        for unicode in [true, false] {
            let safe = same_length("a\x1b[1m é \u{85} \u{202e} \u{e0001}\n", unicode).unwrap();
            assert_eq!(safe.len(), "a\x1b[1m é \u{85} \u{202e} \u{e0001}\n".len());
            assert!(!safe.trim_end().chars().any(hazardous));
        }
        assert_eq!(same_length("plain\r\n\ttext", false), None);
    }

    #[test]
    fn escapes_line_breaks_and_direction_marks_are_shown() {
        assert_eq!(printable("a\x1b[31m\n\u{202e}b"), "a\\u{1b}[31m\\u{a}\\u{202e}b");
    }
}
