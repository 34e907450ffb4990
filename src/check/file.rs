//! One schema file: what it holds, what is declared of it, and what the rules say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::counts::Counts;
use crate::collection::{Collection, Failure, Layer, Record, RecordKind, RemarkKind, Spoken, Unread, read};
use crate::declaration::{Declaration, Mistake, MistakeKind, Sidecar, Terms, Understood, merge, understand};
use crate::finding::{Builder, Finding, LabelRole};
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
        /// What was read.
        counts: Counts,
        /// Files that it refers to.
        references: Vec<PathBuf>,
        /// The events of which it records the day: what it lacks another file of a run may have.
        recorded: BTreeSet<String>,
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
            let (counts, recorded) = check_collection(job, &collection, beside, &mut findings);
            sort(&mut findings);
            FileOutcome::Checked {
                format: collection.format,
                findings,
                counts,
                references: collection.references,
                recorded,
            }
        }
    }
}

/// The one order of findings: path, place, rule, message.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.primary.span, finding.rule.id);
        a.primary
            .source
            .path()
            .cmp(b.primary.source.path())
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.message.cmp(&b.message))
    });
    findings.dedup_by(|a, b| {
        a.rule.id == b.rule.id
            && a.primary.span == b.primary.span
            && a.message == b.message
            && a.primary.source.path() == b.primary.source.path()
    });
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

fn check_collection(
    job: Job<'_>,
    collection: &Collection,
    beside: &Beside<'_>,
    out: &mut Vec<Finding>,
) -> (Counts, BTreeSet<String>) {
    let mut counts = Counts::of(collection);
    let mut recorded = BTreeSet::new();
    remarks(collection, out);
    let mut mistakes = Vec::new();
    let document: Vec<Understood> = collection
        .spoken
        .iter()
        .chain(beside.sidecar.and_then(Sidecar::of_document))
        .chain(beside.defaults.iter().copied())
        .map(|spoken| understand(spoken, job.terms, &mut mistakes))
        .collect();
    for record in &collection.records {
        check_record(
            job,
            collection,
            record,
            beside,
            &document,
            &mut mistakes,
            &mut counts,
            &mut recorded,
            out,
        );
    }
    out.retain(|finding| !rules::across::is_settled(finding, &recorded));
    for mistake in mistakes {
        out.push(mistaken(&mistake));
    }
    (counts, recorded)
}

/// What is declared of the records that a nested record stands in, the nearest first: what it is
/// used for and how long it is kept hold inside it too. What it *is* each record says for itself.
fn enclosing(job: Job<'_>, collection: &Collection, record: &Record, beside: &Beside<'_>) -> Vec<Understood> {
    let mut found = Vec::new();
    let mut name = record.name.as_str();
    while record.kind == RecordKind::Object
        && let Some((outer, _)) = name.rsplit_once('.')
    {
        name = outer;
        let spoken =
            collection.records.iter().find(|other| other.name == outer).map(|other| other.spoken.iter());
        let of_sidecar = beside.sidecar.map(|sidecar| sidecar.of_record(outer)).unwrap_or_default();
        for spoken in spoken.into_iter().flatten().chain(of_sidecar) {
            // Its mistakes are found where the outer record is checked.
            let mut understood = understand(spoken, job.terms, &mut Vec::new());
            understood.plain.category = None;
            understood.plain.not_personal = None;
            understood.beside = false;
            found.push(understood);
        }
    }
    found
}

#[expect(clippy::too_many_arguments, reason = "one call, from the function above")]
fn check_record(
    job: Job<'_>,
    collection: &Collection,
    record: &Record,
    beside: &Beside<'_>,
    document: &[Understood],
    mistakes: &mut Vec<Mistake>,
    counts: &mut Counts,
    recorded: &mut BTreeSet<String>,
    out: &mut Vec<Finding>,
) {
    let (context, evidence) = job.lexicon.classify(record);
    let of_record: Vec<&Spoken> = record
        .spoken
        .iter()
        .chain(beside.sidecar.map(|sidecar| sidecar.of_record(&record.name)).unwrap_or_default())
        .collect();
    let of_record: Vec<Understood> =
        of_record.into_iter().map(|spoken| understand(spoken, job.terms, mistakes)).collect();
    let enclosing = enclosing(job, collection, record, beside);
    let around: Vec<&Understood> = of_record.iter().chain(&enclosing).chain(document).collect();
    let record_declaration = merge(&around, mistakes);
    let mut declarations: Vec<Option<Declaration>> = Vec::with_capacity(record.fields.len());
    for field in &record.fields {
        let from_sidecar =
            beside.sidecar.map(|sidecar| sidecar.of_field(&record.name, &field.name)).unwrap_or_default();
        if field.spoken.is_empty() && from_sidecar.is_empty() {
            declarations.push(None);
            continue;
        }
        let own: Vec<Understood> = field
            .spoken
            .iter()
            .chain(from_sidecar)
            .map(|spoken| understand(spoken, job.terms, mistakes))
            .collect();
        // A sidecar's `record.*` speaks of the record, after what the schema itself says of it.
        let (own, of_record): (Vec<&Understood>, Vec<&Understood>) = own
            .iter()
            .partition(|understood| !(understood.beside && understood.layer == Some(Layer::Record)));
        let (inline, further) = around.split_at(record.spoken.len());
        let nearest_first: Vec<&Understood> =
            [own.as_slice(), inline, of_record.as_slice(), further].concat();
        declarations.push(Some(merge(&nearest_first, mistakes)));
    }
    let fields: Vec<FieldView<'_>> = record
        .fields
        .iter()
        .zip(&evidence)
        .zip(&declarations)
        .map(|((field, evidence), own)| {
            let declaration = own.as_ref().unwrap_or(&record_declaration);
            FieldView {
                field,
                evidence,
                declaration,
                meaning: rules::meaning(declaration, evidence, job.terms, job.lexicon),
            }
        })
        .collect();
    let view = View {
        collection,
        record,
        context: &context,
        fields: &fields,
        declaration: &record_declaration,
        terms: job.terms,
        lexicon: job.lexicon,
        options: job.options,
    };
    rules::across::recorded(&view, recorded);
    let before = out.len();
    for rule in RULES {
        if let Check::Record(check) = rule.check {
            check(&view, out);
        }
    }
    let undeclared = out[before..].iter().filter(|finding| finding.rule.id == rules::UNDECLARED).count();
    counts.record(&context, &fields, undeclared);
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
