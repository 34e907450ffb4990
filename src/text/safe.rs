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
    fn escapes_line_breaks_and_direction_marks_are_shown() {
        assert_eq!(printable("a\x1b[31m\n\u{202e}b"), "a\\u{1b}[31m\\u{a}\\u{202e}b");
    }
}
