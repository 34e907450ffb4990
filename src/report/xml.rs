//! Elements of XML, for the reports that are XML.

use std::fmt::Write as _;

use crate::text::printable;

/// The first line of a document.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The start of an element, left open for its content or its end: `<name a="b"`.
pub(super) fn open(out: &mut String, depth: usize, name: &str, attributes: &[(&str, &str)]) {
    let _ = write!(out, "{:width$}<{name}", "", width = depth * 2);
    for (key, value) in attributes {
        let _ = write!(out, " {key}=\"{}\"", text(value));
    }
}

/// Text for content or an attribute. What XML 1.0 cannot hold is written as an escape.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in printable(value).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.extend(character.escape_unicode()),
            other => out.push(other),
        }
    }
    out
}
