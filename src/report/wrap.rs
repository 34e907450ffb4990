//! Plain text, wrapped at word boundaries.

/// Appends a text, wrapped to a width: the head before its first line, as many spaces before the
/// others.
pub fn wrap(head: &str, text: &str, width: usize, out: &mut String) {
    let indent = head.chars().count();
    let mut column = indent;
    out.push_str(head);
    for (at, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_unless_a_word_is() {
        let mut out = String::new();
        wrap("why: ", "one two three four", 14, &mut out);
        assert_eq!(out, "why: one two\n     three\n     four\n");
    }
}
