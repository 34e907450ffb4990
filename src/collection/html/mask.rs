//! Placeholders of templates: `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>`, `<?php … ?>`. They may
//! hold quotes and angle brackets, which would end the tag around them.

/// Stands for each byte of a placeholder; no page has it in its text.
pub(super) const FILLER: char = '\u{1}';

/// How each kind of placeholder starts and ends.
const KINDS: [(&str, &str); 6] =
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<%", "%>"), ("<?", "?>"), ("[%", "%]")];

/// A text of the same length in which placeholders are filled.
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // An end that is not there is looked for only once.
    let mut missing = [false; KINDS.len()];
    while let Some(at) = rest.find(['{', '<', '[']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let kind = KINDS.iter().position(|(start, _)| rest.starts_with(start)).filter(|kind| !missing[*kind]);
        let length = kind.and_then(|kind| {
            let (start, end) = KINDS[kind];
            let found = rest[start.len()..].find(end).map(|inner| start.len() + inner + end.len());
            missing[kind] = found.is_none();
            found
        });
        match length {
            Some(length) => {
                for byte in rest[..length].bytes() {
                    out.push(if matches!(byte, b'\n' | b'\r') { byte as char } else { FILLER });
                }
                rest = &rest[length..];
            }
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text in one line, without placeholders.
pub(super) fn plain(text: &str) -> String {
    text.replace(FILLER, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_keep_their_length() {
        let text = "<a b=\"<%= c(\"é>\") %>\" {{ d }}>{% if a < b %}x{ {[% y %]{{ open";
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.replace(FILLER, ""), "<a b=\"\" >x{ {{{ open");
        assert_eq!(plain(&masked[..8]), "<a b=\"");
        let open = "{{".repeat(100_000);
        assert_eq!(mask(&open), open);
    }
}
