//! The records of a collection as the rules and the inventory see them: each with what it is
//! about, what its fields look like, and what is declared of them.

use rustc_hash::FxHashMap;

use super::file::{Beside, Job};
use crate::collection::{Collection, Layer, Record, RecordKind, Spoken};
use crate::declaration::{Declaration, Mistake, Sidecar, Understood, merge, of_others, understand};
use crate::lexicon::{Context, Evidence};
use crate::rules::{self, FieldView, View};

/// The first record of each name.
type ByName<'c> = FxHashMap<&'c str, &'c Record>;

/// Shows every record, in the order of the file. Gives the mistakes in what is declared.
pub(super) fn each_view(
    job: Job<'_>,
    collection: &Collection,
    beside: &Beside<'_>,
    see: &mut dyn FnMut(&View<'_>),
) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let document: Vec<Understood> = collection
        .spoken
        .iter()
        .chain(beside.sidecar.and_then(Sidecar::of_document))
        .chain(beside.defaults.iter().copied())
        .map(|spoken| understand(spoken, job.terms, &mut mistakes))
        .collect();
    let others = of_others(&collection.asides, Layer::Document, &collection.source, job.terms.law);
    let classified = job.lexicon.classify(&collection.records);
    let mut by_name = ByName::default();
    for record in &collection.records {
        by_name.entry(&record.name).or_insert(record);
    }
    for (record, classified) in collection.records.iter().zip(&classified) {
        let around = (document.as_slice(), others.as_ref());
        view_record(job, (collection, &by_name, record), classified, beside, around, &mut mistakes, see);
    }
    mistakes
}

/// What is declared of the records that a nested record stands in, the nearest first: what it is
/// used for and how long it is kept hold inside it too. What it *is* each record says for itself.
fn enclosing(job: Job<'_>, by_name: &ByName<'_>, record: &Record, beside: &Beside<'_>) -> Vec<Understood> {
    let mut found = Vec::new();
    let mut name = record.name.as_str();
    while record.kind == RecordKind::Object
        && let Some((outer, _)) = name.rsplit_once('.')
    {
        name = outer;
        let spoken = by_name.get(outer).map(|other| other.spoken.iter());
        let of_sidecar = beside.sidecar.map(|sidecar| sidecar.of_record(outer)).unwrap_or_default();
        for spoken in spoken.into_iter().flatten().chain(of_sidecar) {
            // Its mistakes are found where the outer record is checked.
            let mut understood = understand(spoken, job.terms, &mut Vec::new());
            understood.plain.category = None;
            understood.plain.not_personal = None;
            understood.plain.draft = None;
            understood.beside = false;
            found.push(understood);
        }
    }
    found
}

fn view_record(
    job: Job<'_>,
    (collection, by_name, record): (&Collection, &ByName<'_>, &Record),
    (context, evidence): &(Context, Vec<Evidence>),
    beside: &Beside<'_>,
    (document, others): (&[Understood], Option<&Understood>),
    mistakes: &mut Vec<Mistake>,
    see: &mut dyn FnMut(&View<'_>),
) {
    let of_record: Vec<&Spoken> = record
        .spoken
        .iter()
        .chain(beside.sidecar.map(|sidecar| sidecar.of_record(&record.name)).unwrap_or_default())
        .collect();
    let of_record: Vec<Understood> =
        of_record.into_iter().map(|spoken| understand(spoken, job.terms, mistakes)).collect();
    let enclosing = enclosing(job, by_name, record, beside);
    let around: Vec<&Understood> = of_record.iter().chain(&enclosing).chain(document).collect();
    // What other tools' keys say fills what nobody declared, however near they stand.
    let others_of_record = of_others(&record.asides, Layer::Record, &collection.source, job.terms.law);
    let others: Vec<&Understood> = others_of_record.iter().chain(others).collect();
    let record_declaration = merge(&[around.as_slice(), &others].concat(), mistakes);
    let mut declarations: Vec<Option<Declaration>> = Vec::with_capacity(record.fields.len());
    for field in &record.fields {
        let from_sidecar =
            beside.sidecar.map(|sidecar| sidecar.of_field(&record.name, &field.name)).unwrap_or_default();
        let others_of_field = of_others(&field.asides, Layer::Field, &collection.source, job.terms.law);
        if field.spoken.is_empty() && from_sidecar.is_empty() && others_of_field.is_none() {
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
        let others: Vec<&Understood> = others_of_field.iter().chain(others.iter().copied()).collect();
        let nearest_first: Vec<&Understood> =
            [own.as_slice(), inline, of_record.as_slice(), further, &others].concat();
        declarations.push(Some(merge(&nearest_first, mistakes)));
    }
    let fields: Vec<FieldView<'_>> = record
        .fields
        .iter()
        .zip(evidence)
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
    see(&View {
        collection,
        record,
        context,
        fields: &fields,
        declaration: &record_declaration,
        terms: job.terms,
        lexicon: job.lexicon,
        options: job.options,
    });
}
