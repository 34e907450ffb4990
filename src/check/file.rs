//! One schema file: what it holds, what is declared of it, and what the rules say.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::counts::Counts;
use super::views::each_view;
use crate::collection::{Collection, Failure, RemarkKind, Spoken, Unread, read};
use crate::declaration::{Mistake, MistakeKind, Sidecar, Terms};
use crate::finding::suppression::{self, Applied, Silenced};
use crate::finding::{Builder, Finding, LabelRole};
use crate::inventory::{self, Row};
use crate::lexicon::Lexicon;
use crate::rules::{self, Check, Options, RULES, Rule};
use crate::text::Source;

/// What every file of a run is checked with.
#[derive(Clone, Copy)]
pub struct Job<'j> {
    /// The folder that references may not leave.
    pub root: &'j Path,
    /// Notice, law and events.
    pub terms: Terms<'j>,
    /// The lexicon.
    pub lexicon: &'j Lexicon,
    /// What the caller asked for.
    pub options: &'j Options,
    /// What is to be done.
    pub task: Task,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Findings.
    Check,
    /// Every field, with what it is taken to hold.
    Inventory,
}

/// What stands beside one schema.
#[derive(Default)]
pub struct Beside<'b> {
    /// Its sidecar.
    pub sidecar: Option<&'b Sidecar>,
    /// Defaults of the configuration, nearest first.
    pub defaults: Vec<&'b Spoken>,
    /// Whether the file was named, so that it has to be a schema.
    pub named: bool,
}

/// What became of a file.
pub enum FileOutcome {
    /// It is a schema and was checked.
    Checked {
        /// Its format.
        format: &'static str,
        /// What was found, sorted.
        findings: Vec<Finding>,
        /// What was silenced.
        silenced: Vec<Silenced>,
        /// What was read.
        counts: Counts,
        /// Files that it refers to.
        references: Vec<PathBuf>,
        /// The events of which it records the day: what it lacks another file of a run may have.
        recorded: BTreeSet<String>,
        /// Every field, where the task asks for them.
        inventory: Vec<Row>,
    },
    /// It is no schema.
    NoSchema(&'static str),
    /// It is a schema, or was named as one, and could not be read.
    Unread(Box<Finding>),
}

/// Checks one file from its text.
pub fn check_source(
    job: Job<'_>,
    source: &Arc<Source>,
    file: Option<&Path>,
    beside: &Beside<'_>,
) -> FileOutcome {
    match read(source, file, job.root, beside.named) {
        Err(Unread::NoSchema(why)) => FileOutcome::NoSchema(why),
        Err(Unread::Failed(failure)) => FileOutcome::Unread(Box::new(unreadable(source, &failure))),
        Ok(collection) => {
            let mut findings = Vec::new();
            let gathered = check_collection(job, &collection, beside, &mut findings);
            let suppressions = suppression::read(&collection, beside.sidecar);
            let applied = suppression::apply(findings, &suppressions, job.options.as_of);
            let Applied { mut findings, silenced } = applied;
            sort(&mut findings);
            FileOutcome::Checked {
                format: collection.format,
                findings,
                silenced,
                counts: gathered.counts,
                references: collection.references,
                recorded: gathered.recorded,
                inventory: gathered.inventory,
            }
        }
    }
}

/// The one order of findings: path, place, rule, message.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(order);
    findings.dedup_by(|a, b| {
        a.rule.id == b.rule.id
            && a.primary.span == b.primary.span
            && a.message == b.message
            && a.primary.source.path() == b.primary.source.path()
    });
}

/// Which of two findings comes first.
pub fn order(a: &Finding, b: &Finding) -> Ordering {
    let key = |finding: &Finding| (finding.primary.span, finding.rule.id);
    let paths = a.primary.source.path().cmp(b.primary.source.path());
    paths.then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
}

/// The finding for a file that could not be read.
pub fn unreadable(source: &Arc<Source>, failure: &Failure) -> Finding {
    let rule: &'static Rule = if failure.limit {
        &rules::reading::limit_reached::RULE
    } else {
        &rules::reading::unreadable_input::RULE
    };
    Builder::new(rule, source, failure.span, failure.message.as_str())
        .fix("Mend the file, or leave it out of the check.")
        .group(rule.id, 0)
        .build()
}

/// What is gathered of one collection beside its findings.
#[derive(Default)]
struct Gathered {
    counts: Counts,
    recorded: BTreeSet<String>,
    inventory: Vec<Row>,
}

fn check_collection(
    job: Job<'_>,
    collection: &Collection,
    beside: &Beside<'_>,
    out: &mut Vec<Finding>,
) -> Gathered {
    let mut gathered = Gathered { counts: Counts::of(collection), ..Gathered::default() };
    remarks(collection, out);
    let mistakes = each_view(job, collection, beside, &mut |view| {
        rules::across::recorded(view, &mut gathered.recorded);
        if job.task == Task::Inventory {
            gathered.inventory.extend(inventory::rows(view));
            return;
        }
        let before = out.len();
        for rule in RULES {
            if let Check::Record(check) = rule.check {
                check(view, out);
            }
        }
        let undeclared = out[before..].iter().filter(|finding| finding.rule.id == rules::UNDECLARED).count();
        gathered.counts.record(view.context, view.fields, undeclared);
    });
    out.retain(|finding| !rules::across::is_settled(finding, &gathered.recorded));
    if job.task == Task::Check {
        out.extend(mistakes.iter().map(mistaken));
    }
    gathered
}

/// What was noticed while reading, as findings.
fn remarks(collection: &Collection, out: &mut Vec<Finding>) {
    for remark in &collection.remarks {
        let (rule, fix): (&'static Rule, &str) = match remark.kind {
            RemarkKind::Unread => (
                &rules::reading::unread_statement::RULE,
                "Mend it, or make sure by hand that it holds nothing the notice does not cover.",
            ),
            RemarkKind::DuplicateKey => {
                (&rules::reading::duplicate_key::RULE, "Remove or rename one of the two.")
            }
            RemarkKind::Limit => (&rules::reading::limit_reached::RULE, "Split the file."),
            RemarkKind::Declaration => (&rules::declaration_mistake::UNKNOWN, "Correct the declaration."),
        };
        let mut builder = Builder::new(rule, &collection.source, remark.span, remark.message.as_str())
            .fix(fix)
            .group(remark.message.as_str(), 0);
        if let Some((span, word)) = &remark.other {
            let place = crate::declaration::Place { source: Arc::clone(&collection.source), span: *span };
            builder = builder.label(LabelRole::Related, &place, word.as_str());
        }
        out.push(builder.build());
    }
}

/// A mistake in a declaration, as a finding.
fn mistaken(mistake: &Mistake) -> Finding {
    let rule: &'static Rule = match mistake.kind {
        MistakeKind::Unknown => &rules::declaration_mistake::UNKNOWN,
        MistakeKind::Conflict => &rules::declaration_mistake::CONFLICT,
    };
    let fix = match mistake.kind {
        MistakeKind::Unknown => "Correct the declaration; what is not understood was not used.",
        MistakeKind::Conflict => "Say it in one place.",
    };
    let mut message = mistake.message.clone();
    if let Some(first) = message.get(..1).map(str::to_uppercase) {
        message.replace_range(..1, &first);
    }
    if !message.ends_with(['.', '?']) {
        message.push('.');
    }
    let kind = message.clone();
    let mut builder =
        Builder::new(rule, &mistake.place.source, mistake.place.span, message).fix(fix).group(kind, 1);
    if let Some(other) = &mistake.other {
        builder = builder.label(LabelRole::Declaration, other, "and here");
    }
    builder.build()
}
