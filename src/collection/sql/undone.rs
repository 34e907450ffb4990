//! Parts of a migration that take back what the rest of it does. Tools mark them in comments; they
//! run only when somebody goes back, so they say nothing about what is collected.

/// Which way a part of a migration goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It makes.
    Up,
    /// It takes back.
    Down,
}

/// What the comments say with which tools mark the parts (dbmate, goose, sql-migrate, rambler,
/// node-pg-migrate, MyBatis, Play), in lower case.
const MARKS: [(&str, Way); 14] = [
    ("migrate:up", Way::Up),
    ("migrate:down", Way::Down),
    ("+goose up", Way::Up),
    ("+goose down", Way::Down),
    ("+migrate up", Way::Up),
    ("+migrate down", Way::Down),
    ("rambler up", Way::Up),
    ("rambler down", Way::Down),
    ("up migration", Way::Up),
    ("down migration", Way::Down),
    ("//@undo", Way::Down),
    ("@undo", Way::Down),
    ("!ups", Way::Up),
    ("!downs", Way::Down),
];

/// The way that a comment's text opens.
pub(super) fn way(comment: &str) -> Option<Way> {
    let text = comment.trim_start_matches(['-', ' ', '\t']);
    MARKS.into_iter().find(|(mark, _)| begins(text, mark)).map(|(_, way)| way)
}

fn begins(text: &str, mark: &str) -> bool {
    let Some(start) = text.as_bytes().get(..mark.len()) else { return false };
    let ends = text.as_bytes().get(mark.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    ends && start.eq_ignore_ascii_case(mark.as_bytes())
}

/// How far the part goes that starts here: to the line that opens the other way, or to the end.
pub(super) fn length(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let comment = line.trim_start().trim_start_matches(['#', ' ']).strip_prefix("--");
        if comment.and_then(way) == Some(Way::Up) {
            return at;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_open_a_way() {
        assert_eq!(way(" migrate:down transaction:false"), Some(Way::Down));
        assert_eq!(way(" +goose Up"), Some(Way::Up));
        assert_eq!(way("- !Downs"), Some(Way::Down));
        assert_eq!(way(" Down Migration"), Some(Way::Down));
        for none in [
            " go down migration path",
            " up migrations of birds",
            " +goose StatementBegin",
            "",
            " migrate:downs",
        ] {
            assert_eq!(way(none), None, "{none}");
        }
        assert_eq!(length("a\n-- migrate:up\nb"), 2);
        assert_eq!(length("a\nb"), 3);
    }
}
