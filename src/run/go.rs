//! Each file through the house, side by side; then the files they refer to; then what is left
//! over: sidecars without a schema, patterns that match nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::beside::{sidecar_of, sidecar_stem};
use super::files::{Found, can_be_schema, gather, shown};
use super::outcome::Outcome;
use crate::check::{Beside, Counts, FileOutcome, Job, check_source, read_sidecar, unmatched, unreadable};
use crate::collection::Failure;
use crate::configuration::{Configuration, FILE_NAME};
use crate::declaration::Sidecar;
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
        sidecar: Option<Used>,
        defaults: Vec<usize>,
        recorded: BTreeSet<String>,
        inventory: Vec<Row>,
    },
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
        let came: Vec<Came> = batch.par_iter().map(|file| one(plan, file)).collect();
        let mut references = BTreeSet::new();
        for (file, came) in batch.iter().zip(came) {
            take(plan, &mut outcome, &mut left, &mut references, file, came);
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
            sidecar,
            defaults,
            recorded,
            inventory,
        } => {
            outcome.inventory.extend(inventory);
            left.schemas.push(file.path.clone());
            left.defaults.extend(defaults);
            left.recorded.extend(recorded);
            outcome.findings.extend(findings);
            outcome.silenced.extend(silenced);
            outcome.counts.add(&counts);
            *outcome.formats.entry(format).or_default() += 1;
            references.extend(to);
            if let Some(used) = sidecar {
                outcome.findings.extend(used.findings);
                left.sidecars.entry(used.path).or_default().push(used.unmatched);
            }
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
        Err(error) => return Came::Unread(unread(&file.path, root, &error)),
    };
    let sidecar_file = sidecar_of(&file.path);
    let mut findings = Vec::new();
    let sidecar = sidecar_file.as_ref().and_then(|path| match read(path, &shown(path, root)) {
        Ok(text) => {
            let (sidecar, wrong) = read_sidecar(&text);
            findings.extend(wrong);
            sidecar
        }
        Err(error) => {
            findings.push(unread(path, root, &error));
            None
        }
    });
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if let Some(sidecar) = &sidecar {
        findings.extend(no_such_schema(sidecar, &file.path));
    }
    let sidecar = sidecar.filter(|sidecar| sidecar.schema.as_ref().is_none_or(|schema| *schema == name));
    let (defaults, matched) =
        plan.configuration.map(|configuration| configuration.of_file(&file.path)).unwrap_or_default();
    let beside = Beside { sidecar: sidecar.as_ref(), defaults, named: file.named };
    match check_source(plan.job, &source, Some(&file.path), &beside) {
        FileOutcome::Checked {
            format,
            findings: found,
            silenced,
            counts,
            references,
            recorded,
            inventory,
        } => {
            let unmatched = sidecar.as_ref().map(unmatched).unwrap_or_default();
            let used = sidecar_file.map(|path| Used { path, findings, unmatched });
            Came::Checked {
                format,
                findings: found,
                silenced,
                counts,
                references,
                sidecar: used,
                defaults: matched,
                recorded,
                inventory,
            }
        }
        FileOutcome::NoSchema(why) => Came::Skipped(why),
        FileOutcome::Unread(finding) => Came::Unread(*finding),
    }
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
