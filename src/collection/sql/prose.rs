//! The ordinary text of comments: what a person wrote to describe something.

use crate::collection::annotation;

/// How a comment starts that a tool wrote, in lower case.
const TOOLS: [&str; 9] = [
    "metadata={",
    "metadata = {",
    "name: ",
    "table structure for",
    "dumping data for",
    "object:",
    "type: ",
    "temporary table structure",
    "indexes for table",
];

/// The text of a comment in one line; empty where it describes nothing: a rule, the note of a
/// tool, a definition that was commented out.
pub(super) fn of_comment(text: &str) -> String {
    let text = annotation::prose(text);
    let mut out = String::new();
    for line in text.lines() {
        let line = line.trim().trim_matches(['-', '*', '=', '#', '/', '+']).trim();
        if line.bytes().all(|byte| byte.is_ascii_punctuation() || byte == b' ') {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    let lower: String = out.chars().take(30).collect::<String>().to_ascii_lowercase();
    let by_tool = TOOLS.iter().any(|start| lower.starts_with(start));
    if by_tool || out.ends_with([',', ';']) { String::new() } else { out }
}

/// Adds to a description, with a space between.
pub(super) fn append(description: &mut Option<String>, more: &str) {
    if more.is_empty() {
        return;
    }
    match description {
        Some(text) => {
            text.push(' ');
            text.push_str(more);
        }
        None => *description = Some(more.to_owned()),
    }
}

/// A description with another text before it.
pub(super) fn joined(text: &str, description: Option<String>) -> Option<String> {
    let mut out = None;
    append(&mut out, text);
    append(&mut out, description.as_deref().unwrap_or(""));
    out
}

/// The ordinary text of a string in one line.
pub(super) fn of_string(text: &str) -> String {
    let text = annotation::prose(text).replace("''", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_wrote_describes() {
        assert_eq!(of_comment(" Name of the child @gdpr a=1"), "Name of the child");
        assert_eq!(of_comment("\n * One\n * two.\n *********"), "One two.");
        assert_eq!(of_comment(" metadata={\"item_ref\":\"A\"}"), "");
        assert_eq!(of_comment("---------------"), "");
        assert_eq!(of_comment(" old_name varchar(20),"), "");
        assert_eq!(of_comment("***** Object:  Table [dbo].[A]    Script Date: 1 ******"), "");
    }
}
