//! `noticelint.toml`: which notice, which words of the council's own, which severities, what holds by default for which files.
//! Found from the current folder upwards, as far as the root. Calls `document`, `collection`
//! (for what is declared), `retention` (for events) and `rules` (for their names).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use crate::collection::{Layer, Spoken};
use crate::document::{Document, Kind, NodeRef, Problem, Syntax, did_you_mean, validate};
use crate::finding::Severity;
use crate::retention::{BoundChange, EventFacts, Timeline};
use crate::rules::{self, RULES};
use crate::schemas;
use crate::text::{Source, Span};

/// The name of the file.
pub const FILE_NAME: &str = "noticelint.toml";

/// What is declared for the files that a pattern matches.
#[derive(Debug)]
pub struct PathDefault {
    /// The pattern as written.
    pub pattern: String,
    /// Where it stands.
    pub span: Span,
    matcher: GlobMatcher,
    entry: usize,
}

/// A configuration that was read.
#[derive(Debug)]
pub struct Configuration {
    /// Its text.
    pub source: Arc<Source>,
    /// The folder it is in; its paths are relative to it.
    pub folder: PathBuf,
    /// The notice it names.
    pub notice: Option<String>,
    /// The lexicon that it puts on top of the built-in one.
    pub lexicon: Option<String>,
    /// The least severity that fails the check.
    pub fail_on: Option<Severity>,
    /// Severities by rule.
    pub severities: Vec<(&'static str, Severity)>,
    /// Patterns over paths.
    pub defaults: Vec<PathDefault>,
    /// Events of the council's own.
    pub events: Vec<EventFacts>,
    /// Bounds of events that are others here.
    pub bounds: Vec<BoundChange>,
    declarations: Vec<Spoken>,
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub enum ConfigurationError {
    /// The file cannot be read.
    Unreadable {
        /// Its path as given.
        path: String,
        /// Why.
        why: String,
    },
    /// It is not valid: what is wrong, at its places.
    Invalid {
        /// The file.
        source: Arc<Source>,
        /// At least one problem.
        problems: Vec<Problem>,
    },
}

/// The nearest configuration from a folder upwards, not beyond `root`.
pub fn find(from: &Path, root: &Path) -> Option<PathBuf> {
    from.ancestors()
        .take_while(|folder| folder.starts_with(root))
        .map(|folder| folder.join(FILE_NAME))
        // A link that leads nowhere, or a folder of that name, is an error and no reason to go on.
        .find(|path| std::fs::symlink_metadata(path).is_ok())
}

/// Reads a configuration; `shown` is the path to print.
///
/// # Errors
/// [`ConfigurationError`] with every problem at its place.
pub fn load(path: &Path, shown: &str) -> Result<Configuration, ConfigurationError> {
    let unreadable = |why: String| ConfigurationError::Unreadable { path: shown.to_owned(), why };
    let source = crate::text::read(path, shown).map_err(|error| unreadable(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
    decode(source, folder)
}

/// Reads a configuration from its text.
///
/// # Errors
/// [`ConfigurationError::Invalid`] with every problem at its place.
pub fn decode(source: Arc<Source>, folder: PathBuf) -> Result<Configuration, ConfigurationError> {
    let invalid = |problems| ConfigurationError::Invalid { source: Arc::clone(&source), problems };
    let document = Document::parse(Arc::clone(&source), Syntax::Toml).map_err(|error| {
        invalid(vec![Problem::new(error.span, format!("not well-formed TOML: {}", error.message))])
    })?;
    let mut problems = validate(&document, &schemas::CONFIGURATION.value());
    let root = document.root();
    let mut severities = Vec::new();
    for (key, value) in root.get("severity").into_iter().flat_map(NodeRef::members) {
        match (rules::find(key.text), value.as_str().and_then(Severity::of)) {
            (None, _) => problems.push(Problem::new(key.span, unknown_rule(key.text))),
            (Some(rule), Some(severity)) => severities.push((rule.id, severity)),
            (Some(_), None) => {}
        }
    }
    let mut defaults = Vec::new();
    let mut declarations = Vec::new();
    for (entry, node) in root.get("defaults").into_iter().flat_map(NodeRef::items).enumerate() {
        for pattern in node.get("path").map(NodeRef::one_or_more).unwrap_or_default() {
            let written = pattern.as_str().unwrap_or_default();
            match GlobBuilder::new(written).literal_separator(true).build() {
                Ok(glob) => defaults.push(PathDefault {
                    pattern: written.to_owned(),
                    span: pattern.span(),
                    matcher: glob.compile_matcher(),
                    entry,
                }),
                Err(error) => problems.push(Problem::new(
                    pattern.span(),
                    format!("`{written}` is no pattern: {}", error.kind()),
                )),
            }
        }
        let mut node = node.node().clone();
        if let Kind::Object(members) = &mut node.kind {
            members.retain(|member| member.key.of(source.text()) != "path");
        }
        declarations.push(Spoken {
            layer: Layer::Configuration,
            beside: false,
            source: Arc::clone(&source),
            node,
        });
    }
    let mut events = Vec::new();
    for node in root.get("events").into_iter().flat_map(NodeRef::items) {
        EventFacts::read(node).map_or_else(|problem| problems.push(problem), |event| events.push(event));
    }
    let mut bounds = Vec::new();
    for (key, node) in root.get("bounds").into_iter().flat_map(NodeRef::members) {
        BoundChange::read(key.text, node)
            .map_or_else(|problem| problems.push(problem), |change| bounds.push(change));
    }
    problems.extend(faults(root, &events, &bounds));
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.span);
        return Err(invalid(problems));
    }
    Ok(Configuration {
        folder,
        notice: root.get_str("notice").map(str::to_owned),
        lexicon: root.get_str("lexicon").map(str::to_owned),
        fail_on: root.get_str("fail-on").and_then(Severity::of),
        severities,
        defaults,
        events,
        bounds,
        declarations,
        source,
    })
}

/// Bounds of events that nobody knows, that have none or that leave no day.
fn faults(root: NodeRef<'_>, events: &[EventFacts], bounds: &[BoundChange]) -> Vec<Problem> {
    if events.is_empty() && bounds.is_empty() {
        return Vec::new();
    }
    let Ok(known) = Timeline::built_in() else { return Vec::new() };
    let known = known.with(events, &[]);
    let mut problems = Vec::new();
    let nodes = root.get("events").into_iter().flat_map(NodeRef::items);
    for id in nodes.filter_map(|node| node.get("id")).filter(|id| id.scalar() == Some("birth")) {
        problems
            .push(Problem::new(id.span(), "the birth is what all other events are counted from".to_owned()));
    }
    let keys = root.get("bounds").into_iter().flat_map(NodeRef::members).map(|(key, _)| key);
    for key in keys {
        let Some(change) = bounds.iter().find(|change| change.event.to_string() == key.text) else {
            continue;
        };
        let unknown = || {
            let near = did_you_mean(&change.event.name, known.events());
            format!("no event `{}` is known{near}", change.event.name)
        };
        let wrong = if known.knows(&change.event.name) { known.fault(change) } else { Some(unknown()) };
        problems.extend(wrong.map(|message| Problem::new(key.span, message)));
    }
    problems
}

/// "no rule `x`", with the nearest that there is.
pub fn unknown_rule(id: &str) -> String {
    format!("there is no rule `{id}`{}", did_you_mean(id, RULES.iter().map(|rule| rule.id)))
}

impl Configuration {
    /// Everything that it declares.
    pub fn spoken(&self) -> impl Iterator<Item = &Spoken> {
        self.declarations.iter()
    }

    /// What holds by default for a file, the last entry of the configuration first; and which of
    /// the patterns matched.
    pub fn of_file(&self, file: &Path) -> (Vec<&Spoken>, Vec<usize>) {
        let Ok(relative) = file.strip_prefix(&self.folder) else { return (Vec::new(), Vec::new()) };
        let matched: Vec<usize> =
            (0..self.defaults.len()).filter(|&at| self.defaults[at].matcher.is_match(relative)).collect();
        let mut entries: Vec<usize> = matched.iter().map(|&at| self.defaults[at].entry).collect();
        entries.dedup();
        (entries.into_iter().rev().map(|entry| &self.declarations[entry]).collect(), matched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(toml: &str) -> Vec<(u32, String)> {
        let source = Source::new(FILE_NAME, toml);
        match decode(source.clone(), PathBuf::from("/x")) {
            Err(ConfigurationError::Invalid { problems, .. }) => {
                problems.into_iter().map(|p| (source.position(p.span.start).line, p.message)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn unknown_keys_rules_and_values_are_pointed_at() {
        assert!(problems("notise = \"a\"\n")[0].1.contains("did you mean `notice`"));
        assert_eq!(
            problems("[severity]\nundeclared-feild = \"note\"\n")[0],
            (2, "there is no rule `undeclared-feild`; did you mean `undeclared-field`?".to_owned())
        );
        assert_eq!(problems("\nfail-on = \"eror\"\n")[0].0, 2);
        assert!(problems("fail-on = \n")[0].1.contains("TOML"));
    }

    #[test]
    fn the_last_default_that_matches_is_the_nearest() {
        let text = "[[defaults]]\npath = \"**\"\npurpose = \"a\"\n[[defaults]]\npath = [\"old/**\", \"older/*.sql\"]\npurpose = \"b\"\n";
        let configuration = decode(Source::new(FILE_NAME, text), PathBuf::from("/x")).unwrap();
        let (spoken, matched) = configuration.of_file(Path::new("/x/old/a.sql"));
        assert_eq!(matched, [0, 1]);
        assert_eq!(spoken[0].root().get_str("purpose"), Some("b"));
        assert_eq!(configuration.of_file(Path::new("/y/a.sql")).0.len(), 0);
    }
}
