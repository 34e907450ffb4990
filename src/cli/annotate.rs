//! `noticelint annotate PATH…`

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{ArgMatches, Command};

use super::output::{complain, complain_at_length, look, print};
use super::setup::{Place, Ready, arguments};
use super::{FAILED, FOUND, SUCCESS};
use crate::annotate::{Drafts, drafts, extend, new_sidecar};
use crate::check::Task;
use crate::declaration::Sidecar;
use crate::document::{Document, Problem, Syntax};
use crate::finding::Severity;
use crate::inventory::Row;
use crate::report::{Problems, many};
use crate::rules::{Options, reading};
use crate::run::{Outcome, new_sidecar_of, own_sidecar_of, shown, sidecar_of};
use crate::text::{Source, read, write_whole};

pub(super) fn command() -> Command {
    let [path, notice, config] = arguments("The schemas, or folders of schemas, to draft declarations for");
    Command::new("annotate")
        .about("Draft the sidecar of a schema that nobody may edit")
        .long_about(
            "Writes NAME.gdpr.yaml beside each schema, with an entry for every personal field that nobody has \
             declared: the category it is taken for, and whose data it is, where that is known. Each is marked \
             `draft: true` until somebody has checked it. Run again, it keeps all that people wrote and adds \
             only what is new.\n\n\
             Exit code: 0 done, 1 a part of a schema could not be read, 2 a file could not be read or written.",
        )
        .after_help("Examples:\n  noticelint annotate db/schema.sql\n  noticelint annotate warehouse")
        .args([path.num_args(1..).required(true), notice, config])
}

pub(super) fn run(matches: &ArgMatches) -> u8 {
    let Some(ready) = Ready::of(matches) else { return FAILED };
    let outcome = ready.run(Task::Inventory, &Options { as_of: jiff::civil::Date::MIN, strict: false }, &[]);
    let (work, further) = by_sidecar(&ready, &outcome);
    let mut code = complain_of(&outcome, &work, &ready.place);
    for path in further {
        complain(&format!("{path} is referred to and was not annotated; name it to draft its sidecar"));
    }
    let mut out = String::new();
    for (path, rows) in &work {
        match one(path, &shown(path, &ready.place.root), rows) {
            Ok(said) => out.push_str(&said),
            Err(fault) => {
                fault.complain();
                code = FAILED;
            }
        }
    }
    print(&out, code)
}

/// The fields by the sidecar that they belong in.
type Work<'r> = BTreeMap<PathBuf, Vec<&'r Row>>;

/// Sorts the fields of the schemas under the given paths by their sidecars; gives the schemas
/// beyond them, which others refer to.
fn by_sidecar<'r>(ready: &Ready, outcome: &'r Outcome) -> (Work<'r>, Vec<&'r str>) {
    let mut work = Work::new();
    let mut further = Vec::new();
    for rows in outcome.inventory.chunk_by(|a, b| a.source.path() == b.source.path()) {
        let name = rows[0].source.path();
        let schema = ready.place.root.join(name);
        if !ready.paths.iter().any(|path| schema.starts_with(path)) {
            further.push(name);
        } else if let Some(sidecar) = sidecar_for(&schema) {
            work.entry(sidecar).or_default().extend(rows);
        } else {
            complain(&format!(
                "{name} was not annotated: its name is no text that a sidecar's name can repeat"
            ));
        }
    }
    (work, further)
}

/// The sidecar of a schema: the one that serves it, else where it belongs.
pub(super) fn sidecar_for(schema: &Path) -> Option<PathBuf> {
    let Some(known) = sidecar_of(schema) else { return new_sidecar_of(schema) };
    let name = schema.file_name()?.to_str()?;
    let serves_another = read(&known, "")
        .ok()
        .and_then(|source| Document::parse(source, Syntax::Yaml).ok())
        .is_some_and(|document| document.root().get_str("schema").is_some_and(|schema| schema != name));
    if serves_another { own_sidecar_of(schema) } else { Some(known) }
}

/// Says what could not be read; gives the exit code so far. Sidecars that cannot be read are
/// complained of where they would be written.
fn complain_of(outcome: &Outcome, work: &Work<'_>, place: &Place) -> u8 {
    let unread = [reading::unreadable_input::RULE.id, reading::limit_reached::RULE.id];
    let mut code = if outcome.exit_code(Severity::Error) == FAILED { FAILED } else { SUCCESS };
    for finding in &outcome.findings {
        let source = &finding.primary.source;
        if unread.contains(&finding.rule.id) && work.contains_key(&place.root.join(source.path())) {
            continue;
        }
        if finding.rule.id == reading::unread_statement::RULE.id {
            code = code.max(FOUND);
        }
        let line = source.position(finding.primary.span.start).line;
        complain(&format!("{}:{line}: {}", source.path(), finding.message));
    }
    code
}

/// Why a sidecar was not written.
enum Fault {
    /// Something in it stands in the way.
    Written(Arc<Source>, Vec<Problem>),
    /// It could not be read or written.
    File(String),
}

impl Fault {
    fn complain(&self) {
        match self {
            Self::File(why) => complain(why),
            Self::Written(source, problems) => {
                complain(&format!("{} was not written: entries cannot be added to it", source.path()));
                complain_at_length(&Problems { source, problems }.write(look()));
            }
        }
    }
}

/// Drafts one sidecar; gives what to say of it.
fn one(path: &Path, name: &str, rows: &[&Row]) -> Result<String, Fault> {
    let before = if path.symlink_metadata().is_ok() { Some(existing(path, name)?) } else { None };
    let sidecar = before.as_ref().map(|(_, sidecar)| sidecar);
    let drafts = drafts(rows, sidecar);
    let kept = sidecar.map_or(0, Sidecar::field_entries);
    if drafts.entries.is_empty() {
        return Ok(summary(name, "nothing to add", kept, &drafts));
    }
    let text = match &before {
        None => new_sidecar(&drafts.entries),
        Some((document, _)) => extend(document, &drafts.entries)
            .map_err(|problem| Fault::Written(Arc::clone(&document.source), vec![problem]))?,
    };
    write_whole(path, &text).map_err(|error| Fault::File(format!("{name} was not written: {error}")))?;
    let added = format!("{} added", many(drafts.entries.len(), "draft"));
    Ok(format!("wrote {}", summary(name, &added, kept, &drafts)))
}

/// A sidecar that is there already, whole.
fn existing(path: &Path, name: &str) -> Result<(Document, Sidecar), Fault> {
    let file = |why: &str| Fault::File(format!("{name} was not written: {why}"));
    if path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(file("it is a link, which is not followed"));
    }
    let source = read(path, name).map_err(|error| file(&error.to_string()))?;
    if std::fs::read(path).is_ok_and(|bytes| bytes != source.text().as_bytes()) {
        return Err(file("it is not UTF-8; save it as UTF-8"));
    }
    let document = Document::parse(Arc::clone(&source), Syntax::Yaml).map_err(|error| {
        Fault::Written(
            Arc::clone(&source),
            vec![Problem::new(error.span, format!("not well-formed YAML: {}", error.message))],
        )
    })?;
    let sidecar = Sidecar::decode(&document).map_err(|problems| Fault::Written(source, problems))?;
    Ok((document, sidecar))
}

/// What was done, and what is left to people.
fn summary(name: &str, done: &str, kept: usize, drafts: &Drafts) -> String {
    let look = look();
    let mut out = format!("{}: {done}, {kept} kept", look.text(name));
    if drafts.nameless > 0 {
        let is = if drafts.nameless == 1 { "is" } else { "are" };
        let fields = many(drafts.nameless, "personal field");
        let _ = write!(out, "; {fields} without a category {is} left to you");
    }
    out.push('\n');
    if !drafts.stuck.is_empty() {
        let _ =
            writeln!(out, "  {} left to you for other reasons:", many(drafts.stuck.len(), "personal field"));
    }
    for stuck in &drafts.stuck {
        let _ = writeln!(out, "    {}: {}", look.text(&stuck.path), stuck.why);
    }
    out
}
