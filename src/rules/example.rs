//! The examples that document a rule. They run as tests, under an invented notice.

/// Files that show a rule at work: names and texts. The first is the schema.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// File names and their texts.
    pub files: &'static [(&'static str, &'static str)],
}

impl Example {
    /// Several files.
    pub const fn files(files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files }
    }
}

/// The notice that all examples are checked against: an invented council's.
pub const EXAMPLE_NOTICE: &str = include_str!("example-notice.yaml");
