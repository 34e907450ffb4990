//! Each file through the house, side by side; then the files they refer to; then what is left
//! over: sidecars without a schema, patterns that match nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::beside::{sidecar_of, sidecar_stem};
use super::files::{Found, can_be_schema, gather, shown};
use super::outcome::{Outcome, Together};
use super::sequence::{self, Script};
use crate::check::{
    Beside, Counts, FileOutcome, Job, check_sequence, check_source, read_sidecar, unmatched, unreadable,
};
use crate::collection::{Failure, Spoken};
use crate::configuration::{Configuration, FILE_NAME};
use crate::declaration::Sidecar;
use crate::difference::Fact;
use crate::finding::suppression::Silenced;
use crate::finding::{Builder, Finding, Severity};
use crate::inventory::Row;
use crate::rules::across::is_settled;
use crate::rules::reading;
use crate::text::{ReadError, Source, Span, read};

/// What a run is asked to do.
pub struct Plan<'p> {
    /// What every file is checked with.
    pub job: Job<'p>,
    /// Files and folders.
    pub paths: &'p [PathBuf],
    /// The configuration.
    pub configuration: Option<&'p Configuration>,
    /// Severities of the command line and of the configuration, the last word last.
    pub severities: &'p [(&'static str, Severity)],
}

/// What came of one file.
enum Came {
    Checked {
        format: &'static str,
        findings: Vec<Finding>,
        silenced: Vec<Silenced>,
        counts: Counts,
        references: Vec<PathBuf>,
        sidecars: Vec<Used>,
        defaults: Vec<usize>,
        recorded: BTreeSet<String>,
        inventory: Vec<Row>,
        facts: Vec<Fact>,
        passed_over: Vec<(Arc<Source>, &'static str)>,
        together: Option<Together>,
    },
    /// It is part of a sequence, of which another file says what was found.
    Part,
    Skipped(&'static str),
    Unread(Finding),
}

/// A sidecar that was used for a schema, with what in it matched nothing there.
struct Used {
    path: PathBuf,
    findings: Vec<Finding>,
    unmatched: Vec<Finding>,
}

/// Runs a plan.
pub fn run(plan: &Plan<'_>) -> Outcome {
    let root = plan.job.root;
    let (files, links, troubles) = gather(plan.paths, root);
    let mut outcome = Outcome::default();
    for (path, why) in troubles {
        outcome.findings.push(trouble(&path, root, &why));
    }
    for link in links {
        outcome.skipped.add("a link, which is not followed", &shown(&link, root));
    }
    let is_sidecar = |file: &Found| sidecar_stem(&file.path).is_some();
    let (sidecars, files): (Vec<Found>, Vec<Found>) = files.into_iter().partition(is_sidecar);
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut batch = files;
    let mut left = Leftovers::default();
    while !batch.is_empty() {
        seen.extend(batch.iter().map(|file| file.path.clone()));
        let units = units(batch);
        let came: Vec<Vec<(Found, Came)>> = units.into_par_iter().map(|unit| came_of(plan, unit)).collect();
        let mut references = BTreeSet::new();
        for (file, came) in came.into_iter().flatten() {
            take(plan, &mut outcome, &mut left, &mut references, &file, came);
        }
        batch = references.difference(&seen).map(|path| Found { path: path.clone(), named: true }).collect();
    }
    for sidecar in sidecars {
        left.orphan(&sidecar, root, &mut outcome.findings);
    }
    left.finish(plan, &mut outcome);
    for path in plan.paths.iter().filter(|path| path.is_dir()) {
        // A schema that could not be read is said already.
        let tried = left.schemas.iter().chain(&left.unread).any(|schema| schema.starts_with(path));
        if !tried {
            outcome.findings.push(trouble(path, root, "there is no schema under it"));
        }
    }
    outcome.finish(plan.severities);
    outcome
}

fn take(
    plan: &Plan<'_>,
    outcome: &mut Outcome,
    left: &mut Leftovers,
    references: &mut BTreeSet<PathBuf>,
    file: &Found,
    came: Came,
) {
    match came {
        Came::Checked {
            format,
            findings,
            silenced,
            counts,
            references: to,
            sidecars,
            defaults,
            recorded,
            inventory,
            facts,
            passed_over,
            together,
        } => {
            outcome.together.extend(together);
            for (source, what) in passed_over {
                outcome.skipped.add(what, source.path());
            }
            outcome.inventory.extend(inventory);
            outcome.facts.extend(facts);
            left.schemas.push(file.path.clone());
            left.defaults.extend(defaults);
            left.recorded.extend(recorded);
            outcome.findings.extend(findings);
            outcome.silenced.extend(silenced);
            outcome.counts.add(&counts);
            *outcome.formats.entry(format).or_default() += 1;
            references.extend(to);
            for used in sidecars {
                outcome.findings.extend(used.findings);
                left.sidecars.entry(used.path).or_default().push(used.unmatched);
            }
        }
        Came::Part => {
            left.schemas.push(file.path.clone());
            *outcome.formats.entry("sql").or_default() += 1;
        }
        Came::Skipped(why) if file.named => {
            let finding = trouble(&file.path, plan.job.root, &format!("it is {why}"));
            outcome.findings.push(finding);
        }
        Came::Skipped(why) => outcome.skipped.add(why, &shown(&file.path, plan.job.root)),
        Came::Unread(finding) => {
            left.unread.push(file.path.clone());
            outcome.findings.push(finding);
        }
    }
}

/// A path that could not be read or listed.
fn trouble(path: &Path, root: &Path, why: &str) -> Finding {
    let source = Source::new(shown(path, root), "");
    let message = format!("`{}` was not checked: {why}.", source.path());
    Builder::new(&reading::unreadable_input::RULE, &source, Span::default(), message)
        .fix("Mend the path, or leave it out.")
        .group(reading::unreadable_input::RULE.id, 0)
        .build()
}

fn one(plan: &Plan<'_>, file: &Found) -> Came {
    if !file.named && !can_be_schema(&file.path) {
        return Came::Skipped("no schema");
    }
    let root = plan.job.root;
    let source = match read(&file.path, &shown(&file.path, root)) {
        Ok(source) => source,
        // Pages and tables of data in older encodings lie everywhere; they are counted, and read once
        // they are UTF-8. A script or a schema that cannot be read is a failure.
        Err(ReadError::NotUtf8(_)) if !file.named && holds_data(&file.path) => {
            return Came::Skipped("not UTF-8, and so not read");
        }
        Err(error) => return Came::Unread(unread(&file.path, root, &error)),
    };
    let mut sidecars: Vec<BesideFile> = beside_of(&file.path, root).into_iter().collect();
    let (defaults, matched) =
        plan.configuration.map(|configuration| configuration.of_file(&file.path)).unwrap_or_default();
    let speaking = sidecars.iter().filter_map(|beside| beside.sidecar.as_ref());
    let beside = Beside { sidecars: speaking.collect(), defaults, named: file.named };
    match check_source(plan.job, &source, Some(&file.path), &beside) {
        FileOutcome::NoSchema(why) => Came::Skipped(why),
        FileOutcome::Unread(finding) => Came::Unread(*finding),
        checked => checked_as(checked, &mut sidecars, matched),
    }
}

/// Whether files of this name are pages or tables of data far more often than schemas.
fn holds_data(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["csv", "tsv", "html", "htm", "xml"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A sidecar as it was read beside a schema.
struct BesideFile {
    path: PathBuf,
    /// None where it could not be read, or speaks of another schema.
    sidecar: Option<Sidecar>,
    findings: Vec<Finding>,
}

/// The sidecar beside a file.
fn beside_of(file: &Path, root: &Path) -> Option<BesideFile> {
    let path = sidecar_of(file)?;
    let mut findings = Vec::new();
    let sidecar = match read(&path, &shown(&path, root)) {
        Ok(text) => {
            let (sidecar, wrong) = read_sidecar(&text);
            findings.extend(wrong);
            sidecar
        }
        Err(error) => {
            findings.push(unread(&path, root, &error));
            None
        }
    };
    if let Some(sidecar) = &sidecar {
        findings.extend(no_such_schema(sidecar, file));
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sidecar = sidecar.filter(|sidecar| sidecar.schema.as_ref().is_none_or(|schema| *schema == name));
    Some(BesideFile { path, sidecar, findings })
}

/// What came of a file, or of several that are one, with what their sidecars leave over.
fn checked_as(checked: FileOutcome, sidecars: &mut Vec<BesideFile>, defaults: Vec<usize>) -> Came {
    match checked {
        FileOutcome::Checked {
            format,
            findings,
            silenced,
            counts,
            references,
            recorded,
            inventory,
            facts,
            passed_over,
        } => {
            let used = std::mem::take(sidecars).into_iter().map(|beside| Used {
                unmatched: beside.sidecar.as_ref().map(unmatched).unwrap_or_default(),
                path: beside.path,
                findings: beside.findings,
            });
            Came::Checked {
                format,
                findings,
                silenced,
                counts,
                references,
                sidecars: used.collect(),
                defaults,
                recorded,
                inventory,
                facts,
                passed_over,
                together: None,
            }
        }
        FileOutcome::NoSchema(why) => Came::Skipped(why),
        FileOutcome::Unread(finding) => Came::Unread(*finding),
    }
}

/// What is read at once.
enum Unit {
    /// A file by itself.
    One(Found),
    /// The scripts of a folder, in the order in which they run, and those that were asked for.
    Sequence(Vec<Script>, Vec<Found>),
}

/// Files by what is read at once: scripts that run one after the other are read together, those
/// that were not asked for too, so that what they come to is known.
fn units(files: Vec<Found>) -> Vec<Unit> {
    let mut folders: BTreeMap<PathBuf, Vec<Found>> = BTreeMap::new();
    let mut units = Vec::new();
    for file in files {
        match sequence::folder_of(&file.path) {
            Some(folder) => folders.entry(folder).or_default().push(file),
            None => units.push(Unit::One(file)),
        }
    }
    for (folder, asked) in folders {
        let scripts = sequence::scripts_of(&folder);
        let of_sequence = |file: &Found| scripts.iter().any(|script| script.path == file.path);
        let (asked, others): (Vec<Found>, Vec<Found>) = asked.into_iter().partition(of_sequence);
        units.extend(others.into_iter().map(Unit::One));
        if !asked.is_empty() {
            units.push(Unit::Sequence(scripts, asked));
        }
    }
    units
}

fn came_of(plan: &Plan<'_>, unit: Unit) -> Vec<(Found, Came)> {
    match unit {
        Unit::One(file) => {
            let came = one(plan, &file);
            vec![(file, came)]
        }
        Unit::Sequence(scripts, asked) => in_order(plan, &scripts, asked),
    }
}

/// The scripts of a folder as one.
fn in_order(plan: &Plan<'_>, scripts: &[Script], asked: Vec<Found>) -> Vec<(Found, Came)> {
    let root = plan.job.root;
    let (mut sources, mut sidecars, mut out) = (Vec::new(), Vec::new(), Vec::new());
    let (mut defaults, mut matched): (Vec<&Spoken>, Vec<usize>) = (Vec::new(), Vec::new());
    let find = |path: &Path| asked.iter().find(|file| file.path == path);
    let forward =
        asked.iter().any(|file| !scripts.iter().any(|script| script.path == file.path && script.goes_back()));
    for script in scripts {
        let file = find(&script.path);
        if script.goes_back() {
            // Named by itself it was asked for, and was not checked.
            let named = file.is_some_and(|file| file.named) && !forward;
            let file = file.map(|file| Found { named, path: file.path.clone() });
            out.extend(file.map(|file| (file, Came::Skipped("a script that undoes a migration"))));
            continue;
        }
        match read(&script.path, &shown(&script.path, root)) {
            Ok(source) => sources.push((script.path.clone(), source)),
            Err(error) => {
                let file = Found { path: script.path.clone(), named: true };
                out.push((file, Came::Unread(unread(&script.path, root, &error))));
                continue;
            }
        }
        sidecars.extend(beside_of(&script.path, root));
        let of_file = plan.configuration.map(|configuration| configuration.of_file(&script.path));
        let (said, places) = of_file.unwrap_or_default();
        let new = said.into_iter().filter(|one| !defaults.iter().any(|known| std::ptr::eq(*known, *one)));
        defaults.extend(new.collect::<Vec<_>>());
        matched.extend(places);
    }
    let speaking = sidecars.iter().filter_map(|beside: &BesideFile| beside.sidecar.as_ref());
    let beside = Beside { sidecars: speaking.collect(), defaults, named: true };
    let wanted: BTreeSet<&str> =
        sources.iter().filter(|(path, _)| find(path).is_some()).map(|(_, source)| source.path()).collect();
    let texts: Vec<Arc<Source>> = sources.iter().map(|(_, source)| Arc::clone(source)).collect();
    let Some((checked, defines)) = check_sequence(plan.job, &texts, &wanted, &beside) else { return out };
    let asked_for =
        sources.iter().zip(defines).filter_map(|((path, _), defines)| Some((find(path)?, defines)));
    let (defining, silent): (Vec<_>, Vec<_>) = asked_for.partition(|(_, defines)| *defines);
    let mut whole = checked_as(checked, &mut sidecars, matched);
    if let Came::Checked { counts, together, .. } = &mut whole {
        counts.schemas = defining.len();
        *together = Some(Together {
            folder: scripts.first().map(|script| shown(script.folder(), root)).unwrap_or_default(),
            scripts: sources.len(),
            asked: defining.len(),
        });
    }
    let mut whole = Some(whole);
    for (file, _) in &defining {
        let came = whole.take().unwrap_or(Came::Part);
        out.push(((*file).clone(), came));
    }
    for (file, _) in silent {
        // A step that defines nothing is in order where others do, though it was named.
        let named = file.named && defining.is_empty();
        out.push((Found { named, ..file.clone() }, Came::Skipped("no schema of a format that is read")));
    }
    out
}

fn unread(path: &Path, root: &Path, error: &ReadError) -> Finding {
    if matches!(error, ReadError::TooLarge(_)) {
        let source = Source::new(shown(path, root), "");
        let message = format!("`{}` was not checked: {error}.", source.path());
        return unreadable(&source, &Failure { span: Span::default(), message, limit: true });
    }
    trouble(path, root, &error.to_string())
}

/// A sidecar that names a schema which is not there.
fn no_such_schema(sidecar: &Sidecar, beside: &Path) -> Option<Finding> {
    let (schema, span) = sidecar.schema.as_ref().zip(sidecar.schema_span)?;
    if beside.with_file_name(schema).is_file() {
        return None;
    }
    let rule = &reading::unmatched_configuration::RULE;
    let message =
        format!("There is no schema `{schema}` beside this sidecar, so what it declares holds for nothing.");
    Some(
        Builder::new(rule, &sidecar.source, span, message.as_str())
            .fix("Mend the name, or remove the key.")
            .group(message, 0)
            .build(),
    )
}

/// What may be left over at the end.
#[derive(Default)]
struct Leftovers {
    schemas: Vec<PathBuf>,
    unread: Vec<PathBuf>,
    sidecars: BTreeMap<PathBuf, Vec<Vec<Finding>>>,
    defaults: BTreeSet<usize>,
    /// The events that some schema records.
    recorded: BTreeSet<String>,
}

impl Leftovers {
    /// A sidecar that was found or named and serves no schema that was read.
    fn orphan(&self, sidecar: &Found, root: &Path, findings: &mut Vec<Finding>) {
        let serves = self.sidecars.contains_key(&sidecar.path)
            || self.schemas.iter().any(|schema| sidecar_of(schema).as_ref() == Some(&sidecar.path));
        if serves {
            return;
        }
        let text = read(&sidecar.path, &shown(&sidecar.path, root))
            .unwrap_or_else(|_| Source::new(shown(&sidecar.path, root), ""));
        let rule = &reading::unmatched_configuration::RULE;
        let stem = sidecar_stem(&sidecar.path).unwrap_or_default();
        let message = format!(
            "This sidecar stands beside no schema that was read: there is no schema `{stem}` in its folder."
        );
        let first_line = Span::new(0, text.text().lines().next().map_or(0, str::len));
        findings.push(
            Builder::new(rule, &text, first_line, message)
                .fix("Rename it after its schema, or remove it.")
                .group(rule.id, 0)
                .build(),
        );
    }

    fn finish(&self, plan: &Plan<'_>, outcome: &mut Outcome) {
        outcome.findings.retain(|finding| !is_settled(finding, &self.recorded));
        // A selector is left over only where it matches nothing in every schema that it serves.
        for unmatched in self.sidecars.values() {
            let Some((first, others)) = unmatched.split_first() else { continue };
            let everywhere = |finding: &&Finding| {
                others.iter().all(|other| other.iter().any(|same| same.primary.span == finding.primary.span))
            };
            outcome.findings.extend(first.iter().filter(everywhere).cloned());
        }
        let Some(configuration) = plan.configuration else { return };
        let whole = plan.paths.iter().any(|path| configuration.folder.starts_with(path));
        if !whole {
            return;
        }
        let rule = &reading::unmatched_configuration::RULE;
        for (at, default) in configuration.defaults.iter().enumerate() {
            if !self.defaults.contains(&at) {
                let message = format!(
                    "No schema is under `{}`, so what `{FILE_NAME}` declares for it holds for nothing.",
                    default.pattern
                );
                let builder = Builder::new(rule, &configuration.source, default.span, message);
                outcome
                    .findings
                    .push(builder.fix("Mend the pattern, or remove the entry.").group(rule.id, 0).build());
            }
        }
    }
}
