//! One schema file: what it holds, what is declared of it, and what the rules say.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::counts::Counts;
use super::views::each_view;
use crate::collection::{Collection, Failure, RemarkKind, Spoken, Unread, read, read_sequence};
use crate::declaration::{Mistake, MistakeKind, Sidecar, Terms};
use crate::finding::suppression::{self, Applied, Silenced};
use crate::finding::{Builder, Finding, LabelRole};
use crate::inventory::{self, Row};
use crate::lexicon::Lexicon;
use crate::rules::{self, Check, FieldView, Options, RULES, Rule, View};
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
    /// Its sidecar; those of all files, where several are read as one.
    pub sidecars: Vec<&'b Sidecar>,
    /// Defaults of the configuration, nearest first.
    pub defaults: Vec<&'b Spoken>,
    /// Whether the file was named, so that it has to be a schema.
    pub named: bool,
}

impl<'b> Beside<'b> {
    /// What the sidecars say of a record, most specific pattern first.
    pub(super) fn of_record(&self, record: &str) -> Vec<&'b Spoken> {
        self.sidecars.iter().flat_map(|sidecar| sidecar.of_record(record)).collect()
    }

    /// What the sidecars say of a field, most specific pattern first.
    pub(super) fn of_field(&self, record: &str, field: &str) -> Vec<&'b Spoken> {
        self.sidecars.iter().flat_map(|sidecar| sidecar.of_field(record, field)).collect()
    }
}

/// What became of a file.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, taken apart at once")]
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
        /// Parts that are never read, by what they are, with the file that each is in.
        passed_over: Vec<(Arc<Source>, &'static str)>,
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
        Ok(collection) => checked(job, collection, beside, &|_| true),
    }
}

/// Checks files that are read one after the other as one, and gives what is in those that were
/// asked for. Each file is given back with whether it defines anything.
pub fn check_sequence(
    job: Job<'_>,
    sources: &[Arc<Source>],
    asked: &BTreeSet<&str>,
    beside: &Beside<'_>,
) -> Option<(FileOutcome, Vec<bool>)> {
    let (collection, defines) = read_sequence(sources)?;
    Some((checked(job, collection, beside, &|source| asked.contains(source.path())), defines))
}

fn checked(
    job: Job<'_>,
    collection: Collection,
    beside: &Beside<'_>,
    asked: &dyn Fn(&Source) -> bool,
) -> FileOutcome {
    let mut findings = Vec::new();
    let gathered = check_collection(job, &collection, beside, asked, &mut findings);
    let suppressions = suppression::read(&collection, &beside.sidecars);
    let Applied { mut findings, mut silenced } =
        suppression::apply(findings, &suppressions, job.options.as_of);
    // What stands beside the files, in a sidecar or the configuration, was asked for too.
    let inside = |source: &Arc<Source>| {
        Arc::ptr_eq(source, &collection.source)
            || collection.further.iter().any(|other| Arc::ptr_eq(source, other))
    };
    let here = |finding: &Finding| asked(&finding.primary.source) || !inside(&finding.primary.source);
    findings.retain(here);
    silenced.retain(|silenced| here(&silenced.finding));
    sort(&mut findings);
    FileOutcome::Checked {
        format: collection.format,
        findings,
        silenced,
        counts: gathered.counts,
        references: collection.references,
        recorded: gathered.recorded,
        inventory: gathered.inventory,
        passed_over: collection.passed_over,
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
    asked: &dyn Fn(&Source) -> bool,
    out: &mut Vec<Finding>,
) -> Gathered {
    let counts = Counts::of(collection, &|source| asked(collection.file_of(source)));
    let mut gathered = Gathered { counts, ..Gathered::default() };
    remarks(collection, out);
    let mistakes = each_view(job, collection, beside, &mut |view| {
        rules::across::recorded(view, &mut gathered.recorded);
        if job.task == Task::Inventory {
            gathered.inventory.extend(inventory::rows(view).into_iter().filter(|row| asked(&row.source)));
            return;
        }
        let before = out.len();
        for rule in RULES {
            if let Check::Record(check) = rule.check {
                check(view, out);
            }
        }
        let found = out.split_off(before);
        let here = |finding: &&Finding| asked(&finding.primary.source);
        let undeclared =
            found.iter().filter(here).filter(|finding| finding.rule.id == rules::UNDECLARED).count();
        let fields = view.fields.iter().filter(|field| asked(collection.file_of(&field.field.source)));
        gathered.counts.record(view.context, fields, undeclared);
        let judged = Judged::of(view);
        out.extend(found.into_iter().filter(|finding| judged.here(finding)));
    });
    out.retain(|finding| !rules::across::is_settled(finding, &gathered.recorded));
    if job.task == Task::Check {
        out.extend(mistakes.iter().map(mistaken));
    }
    gathered
}

/// Which findings on a view are made at the view: what it only shows is judged where it stands.
struct Judged<'v> {
    /// The fields that are only shown, with whether they have a name of their own here.
    drawn: FxHashMap<&'v str, bool>,
    all: bool,
}

impl<'v> Judged<'v> {
    fn of(view: &View<'v>) -> Self {
        let named = |field: &'v FieldView<'v>| {
            let other = field
                .field
                .shows
                .as_ref()
                .is_none_or(|(_, name)| !name.eq_ignore_ascii_case(&field.field.name));
            (field.field.name.as_str(), other)
        };
        let drawn: FxHashMap<&str, bool> =
            view.fields.iter().filter(|field| field.drawn).map(named).collect();
        let all = !view.fields.is_empty() && view.fields.iter().all(|field| field.drawn);
        Self { drawn, all }
    }

    fn here(&self, finding: &Finding) -> bool {
        match &finding.field {
            None => !self.all,
            // A name of its own makes an undeclared column look like other data.
            Some(field) => match self.drawn.get(field.as_str()) {
                Some(named) => *named && finding.rule.id == rules::UNDECLARED,
                None => true,
            },
        }
    }
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
        let source = collection.file_of(&remark.source);
        let mut builder = Builder::new(rule, source, remark.span, remark.message.as_str())
            .fix(fix)
            .group(remark.message.as_str(), 0);
        if let Some((span, word)) = &remark.other {
            let place = crate::declaration::Place { source: Arc::clone(source), span: *span };
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
