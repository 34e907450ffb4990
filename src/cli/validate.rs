//! `noticelint validate`: files that people write for this tool, against their JSON Schemas, and
//! JSON Schemas against their meta-schema.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::output::{complain, look, print};
use super::setup::{Known, Place, notice};
use super::{FAILED, FOUND, SUCCESS};
use crate::collection::Spoken;
use crate::configuration::{self, ConfigurationError, FILE_NAME};
use crate::declaration::{Sidecar, Terms, understand};
use crate::document::{Document, Problem, Syntax, validate, validate_schema};
use crate::lexicon::{Lexicon, LexiconError};
use crate::notice::{LoadError, read};
use crate::report::{Look, Problems};
use crate::run::shown;
use crate::schemas::{self, Schema};
use crate::text::Source;

pub(super) fn command() -> Command {
    Command::new("validate")
        .about("Validate notices, sidecars, configuration and JSON Schemas, each problem at its line")
        .long_about(
            "Validates each file against the schema of what it is: a notice, the law, the events or a lexicon by its \
             first key, a sidecar or a configuration by its name, a JSON Schema against the meta-schema that it names.\n\n\
             Exit code: 0 all valid, 1 problems, 2 a file that cannot be read or that is none of these.",
        )
        .after_help("Examples:\n  noticelint validate policies/our-notice.yaml\n  noticelint validate noticelint.toml schemas/*.schema.json")
        .arg(Arg::new("path").value_name("FILE").num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help("Files to validate"))
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(place) = Place::find() else { return FAILED };
    // Declarations are understood under the notice that a check would use here.
    let configured = configuration::find(&place.here, &place.root)
        .and_then(|path| configuration::load(&path, &shown(&path, &place.root)).ok());
    let Some(known) = Known::load(configured.as_ref()) else { return FAILED };
    let Some(notice) = notice(&place, None, configured.as_ref(), &known) else { return FAILED };
    let timeline = known.timeline(&notice, configured.as_ref());
    let terms = Terms { notice: &notice, law: &known.law, timeline: &timeline };
    let look = look();
    let mut out = String::new();
    let mut code = SUCCESS;
    for path in matches.get_many::<PathBuf>("path").into_iter().flatten() {
        let path = place.absolute(path);
        let name = shown(&path, &place.root);
        match one(&path, &name, &known, terms) {
            Err(why) => {
                complain(&format!("{name} was not validated: {why}"));
                code = FAILED;
            }
            Ok((what, source, problems)) => {
                report(&mut out, &name, what, &source, &problems, look);
                code = code.max(if problems.is_empty() { SUCCESS } else { FOUND });
            }
        }
    }
    print(&out, code)
}

fn report(out: &mut String, name: &str, what: &str, source: &Arc<Source>, problems: &[Problem], look: Look) {
    let name = look.text(name);
    if problems.is_empty() {
        out.push_str(&format!("{name}: valid {what}\n"));
    } else {
        out.push_str(&Problems { source, problems }.write(look));
        out.push_str(&format!(
            "{name}: not a valid {what}, {} problem{}\n",
            problems.len(),
            if problems.len() == 1 { "" } else { "s" }
        ));
    }
}

/// What in declarations is not understood.
fn misunderstood<'s>(spoken: impl Iterator<Item = &'s Spoken>, terms: Terms<'_>) -> Vec<Problem> {
    let mut mistakes = Vec::new();
    for spoken in spoken {
        understand(spoken, terms, &mut mistakes);
    }
    mistakes.into_iter().map(|mistake| Problem::new(mistake.place.span, mistake.message)).collect()
}

/// What a file is, and what is wrong with it.
fn one(
    path: &Path,
    name: &str,
    known: &Known,
    terms: Terms<'_>,
) -> Result<(&'static str, Arc<Source>, Vec<Problem>), String> {
    let source = crate::text::read(path, name).map_err(|error| error.to_string())?;
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if file == FILE_NAME || file.ends_with(".toml") {
        let problems =
            match configuration::decode(Arc::clone(&source), path.parent().unwrap_or(path).to_path_buf()) {
                Err(ConfigurationError::Invalid { problems, .. }) => problems,
                Err(ConfigurationError::Unreadable { why, .. }) => return Err(why),
                Ok(configuration) => misunderstood(configuration.spoken(), terms),
            };
        return Ok(("configuration", source, problems));
    }
    let syntax = Syntax::of_path(name).unwrap_or(Syntax::Yaml);
    let document = match Document::parse(Arc::clone(&source), syntax) {
        Ok(document) => document,
        Err(error) => {
            let problem =
                Problem::new(error.span, format!("not well-formed {}: {}", syntax.name(), error.message));
            return Ok(("file", source, vec![problem]));
        }
    };
    let root = document.root();
    if file.ends_with(".gdpr.yaml") || file.ends_with(".gdpr.yml") {
        let mut problems = validate(&document, &schemas::SIDECAR.value());
        match Sidecar::decode(&document) {
            Ok(sidecar) => problems.extend(misunderstood(sidecar.spoken(), terms)),
            Err(wrong) => problems.extend(wrong),
        }
        if let Some(span) = document.further {
            problems.push(Problem::new(span, "a second document starts here, and only the first is read"));
        }
        problems.sort_by_key(|problem| problem.span);
        problems.dedup_by_key(|problem| problem.span);
        return Ok(("sidecar", source, problems));
    }
    if root.get("notice").is_some() {
        let problems = match read(Arc::clone(&source), false, known.setting()) {
            Err(LoadError::Invalid { problems, .. }) => problems,
            _ => Vec::new(),
        };
        return Ok(("notice", source, problems));
    }
    if root.get("lexicon").is_some() {
        let problems = match Lexicon::read(Arc::clone(&source)) {
            Err(LexiconError::Invalid { problems, .. }) => problems,
            _ => Vec::new(),
        };
        return Ok(("lexicon", source, problems));
    }
    let data: [(&str, &'static str, Schema); 3] = [
        ("law", "law", schemas::LAW),
        ("timeline", "timeline", schemas::TIMELINE),
        ("conventions", "conventions", schemas::CONVENTIONS),
    ];
    if let Some((_, what, schema)) = data.iter().find(|(key, ..)| root.get_str(key).is_some()) {
        return Ok((what, source, validate(&document, &schema.value())));
    }
    if root.get("$schema").is_some()
        || root.get("properties").is_some()
        || root.get("$defs").is_some()
        || root.get("definitions").is_some()
    {
        return Ok(("JSON Schema", source, validate_schema(&document)));
    }
    Err("it is none of the files that are validated: a notice, a sidecar, a configuration, a JSON Schema, or data of the linter".to_owned())
}
