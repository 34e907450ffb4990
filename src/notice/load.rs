//! Finding a notice by its id or its path, and reading it whole or not at all.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::decode::decode;
use super::model::Notice;
use crate::document::{Document, Problem, Syntax, validate};
use crate::law::Law;
use crate::retention::Timeline;
use crate::schemas;
use crate::text::Source;

/// The notices that come with the program: id, path in the repository, text. The first is used
/// when nothing is configured.
const BUILT_IN: &[(&str, &str, &str)] = &[(
    "bcp-childrens-services",
    "noticelint:policies/bcp-childrens-services.yaml",
    include_str!("../../policies/bcp-childrens-services.yaml"),
)];

/// What a notice is read against.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// The law, for the names of bases and conditions.
    pub law: &'s Law,
    /// The events that periods may count from.
    pub timeline: &'s Timeline,
}

/// Why a notice cannot be used.
#[derive(Debug)]
pub enum LoadError {
    /// There is neither a built-in notice nor a file of that name.
    Unknown {
        /// What was asked for.
        wanted: String,
        /// The ids that are built in.
        built_in: Vec<String>,
    },
    /// The file is there and cannot be read as text.
    Unreadable {
        /// Its path as given.
        path: String,
        /// Why.
        why: String,
    },
    /// The file is not a valid notice: what is wrong, at its places.
    Invalid {
        /// The file.
        source: Arc<Source>,
        /// At least one problem.
        problems: Vec<Problem>,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { wanted, built_in } => write!(
                f,
                "there is no notice `{wanted}`: no file of that name, and built in are only {}",
                built_in.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
            ),
            Self::Unreadable { path, why } => write!(f, "the notice {path} cannot be read: {why}"),
            Self::Invalid { source, problems } => {
                write!(f, "the notice {} is not valid: {} problem(s)", source.path(), problems.len())
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// Loads a notice: a built-in one by its id, any other by its path from `base`, printed relative
/// to `root`. With `None` the first built-in one. A file is validated against `notice.schema.json` first.
///
/// # Errors
/// [`LoadError`] that says what to do.
pub fn load(
    wanted: Option<&str>,
    base: &Path,
    root: &Path,
    setting: Setting<'_>,
) -> Result<Notice, LoadError> {
    let built_in = match wanted {
        None => BUILT_IN.first(),
        Some(id) => BUILT_IN.iter().find(|(known, ..)| *known == id),
    };
    if let Some((_, path, text)) = built_in {
        return read(Source::new(*path, *text), true, setting);
    }
    let wanted = wanted.unwrap_or_default();
    let path = base.join(wanted);
    if std::fs::symlink_metadata(&path).is_err() {
        let built_in = BUILT_IN.iter().map(|(id, ..)| (*id).to_owned()).collect();
        return Err(LoadError::Unknown { wanted: wanted.to_owned(), built_in });
    }
    let unreadable = |why: String| LoadError::Unreadable { path: wanted.to_owned(), why };
    let path = path.canonicalize().unwrap_or(path);
    let shown = path
        .strip_prefix(root)
        .map_or_else(|_| wanted.to_owned(), |path| path.to_string_lossy().into_owned());
    let source =
        crate::text::read(&path, &shown.replace('\\', "/")).map_err(|error| unreadable(error.to_string()))?;
    read(source, false, setting)
}

/// Reads a notice from its text; what comes with the program is valid by the tests.
///
/// # Errors
/// [`LoadError::Invalid`] with every problem and its place.
pub fn read(source: Arc<Source>, built_in: bool, setting: Setting<'_>) -> Result<Notice, LoadError> {
    let invalid = |problems| LoadError::Invalid { source: Arc::clone(&source), problems };
    let document = Document::parse(Arc::clone(&source), Syntax::Yaml).map_err(|error| {
        invalid(vec![Problem::new(error.span, format!("not well-formed YAML: {}", error.message))])
    })?;
    if !built_in {
        let problems = validate(&document, &schemas::NOTICE.value());
        if !problems.is_empty() {
            return Err(invalid(problems));
        }
    }
    decode(&document, built_in, setting.law, setting.timeline).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(run: impl FnOnce(Setting<'_>) -> T) -> T {
        let law = Law::built_in().unwrap();
        let timeline = Timeline::built_in().unwrap();
        run(Setting { law: &law, timeline: &timeline })
    }

    fn problems(yaml: &str) -> Vec<(u32, String)> {
        let source = Source::new("n.yaml", yaml);
        match with(|setting| read(source.clone(), false, setting)) {
            Err(LoadError::Invalid { problems, .. }) => {
                problems.into_iter().map(|p| (source.position(p.span.start).line, p.message)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    const SMALL: &str = "notice: small\ntitle: Small\ncontroller: A council\npurposes: [{ id: care }]\ncategories: [{ id: names, kind: ordinary }]\nlawful-bases: { article-6: [e] }\nrecipients: []\nretention:\n";

    #[test]
    fn every_built_in_notice_is_valid() {
        for (id, path, text) in BUILT_IN {
            let notice = with(|setting| read(Source::new(*path, *text), false, setting)).unwrap();
            assert_eq!(notice.id, *id);
            assert!(notice.purposes.iter().all(|purpose| purpose.clause.place.is_some()));
        }
    }

    #[test]
    fn a_broken_period_is_pointed_at() {
        let found = problems(&format!("{SMALL}  - {{ id: all, keep: birth + 25 years }}\n"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 9);
        assert!(found[0].1.contains("`P25Y`"), "{found:?}");
    }

    #[test]
    fn an_unknown_event_and_an_unknown_category_are_named() {
        let found =
            problems(&format!("{SMALL}  - {{ id: all, keep: case-close + P1Y, categories: [name] }}\n"));
        assert!(found[0].1.contains("case-closure"), "{found:?}");
        assert!(found[1].1.contains("did you mean `names`"), "{found:?}");
    }

    #[test]
    fn an_unknown_id_lists_what_is_there() {
        let error =
            with(|setting| load(Some("nowhere"), Path::new("."), Path::new("."), setting)).unwrap_err();
        assert!(error.to_string().contains("`bcp-childrens-services`"));
    }
}
