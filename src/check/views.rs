//! The records of a collection as the rules and the inventory see them: each with what it is
//! about, what its fields look like, and what is declared of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::{Beside, Job};
use crate::collection::{Collection, Field, Layer, Record, RecordKind, Spoken};
use crate::declaration::{Declaration, Mistake, Understood, merge, of_others, understand};
use crate::lexicon::{Context, Evidence};
use crate::rules::{self, FieldView, View};

/// The first record of each name.
type ByName<'c> = FxHashMap<&'c str, &'c Record>;

/// A record and a field.
type Path<'c> = (&'c str, &'c str);

/// What is declared of the fields that views show, to be carried to these.
#[derive(Default)]
struct Shown<'c> {
    wanted: FxHashSet<Path<'c>>,
    declared: FxHashMap<Path<'c>, Vec<Understood>>,
}

impl<'c> Shown<'c> {
    fn of(collection: &'c Collection) -> Self {
        let fields = collection.records.iter().flat_map(|record| &record.fields);
        let wanted =
            fields.filter_map(|field| field.shows.as_ref()).map(|(record, field)| (&**record, &**field));
        Self { wanted: wanted.collect(), declared: FxHashMap::default() }
    }

    /// What is declared of the field that one shows.
    fn by(&self, field: &'c Field) -> Option<&[Understood]> {
        let (record, field) = field.shows.as_ref()?;
        self.declared.get(&(&**record, &**field)).map(Vec::as_slice)
    }
}

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
        .chain(beside.sidecars.iter().filter_map(|sidecar| sidecar.of_document()))
        .chain(beside.defaults.iter().copied())
        .map(|spoken| understand(spoken, job.terms, &mut mistakes))
        .collect();
    let others = of_others(&collection.asides, Layer::Document, &collection.source, job.terms.law);
    let classified = job.lexicon.classify(&collection.records);
    let mut by_name = ByName::default();
    for record in &collection.records {
        by_name.entry(&record.name).or_insert(record);
    }
    let mut shown = Shown::of(collection);
    for (record, classified) in collection.records.iter().zip(&classified) {
        let around = (document.as_slice(), others.as_ref());
        let of = (collection, &by_name, record);
        view_record(job, of, classified, beside, around, &mut shown, &mut mistakes, see);
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
        let of_sidecar = beside.of_record(outer);
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

#[expect(clippy::too_many_arguments, reason = "what is around a record comes from many places")]
fn view_record<'c>(
    job: Job<'_>,
    (collection, by_name, record): (&'c Collection, &ByName<'_>, &'c Record),
    (context, evidence): &(Context, Vec<Evidence>),
    beside: &Beside<'_>,
    (document, others): (&[Understood], Option<&Understood>),
    shown: &mut Shown<'c>,
    mistakes: &mut Vec<Mistake>,
    see: &mut dyn FnMut(&View<'_>),
) {
    let of_record: Vec<&Spoken> = record.spoken.iter().chain(beside.of_record(&record.name)).collect();
    let of_record: Vec<Understood> =
        of_record.into_iter().map(|spoken| understand(spoken, job.terms, mistakes)).collect();
    let enclosing = enclosing(job, by_name, record, beside);
    let around: Vec<&Understood> = of_record.iter().chain(&enclosing).chain(document).collect();
    // What other tools' keys say fills what nobody declared, however near they stand.
    let others_of_record =
        of_others(&record.asides, Layer::Record, collection.file_of(&record.source), job.terms.law);
    let others: Vec<&Understood> = others_of_record.iter().chain(others).collect();
    let record_declaration = merge(&[around.as_slice(), &others].concat(), mistakes);
    let of_sidecar = of_record.len() - record.spoken.len();
    let mut declarations: Vec<Option<Declaration>> = Vec::with_capacity(record.fields.len());
    let mut drawn = Vec::with_capacity(record.fields.len());
    for field in &record.fields {
        let from_sidecar = beside.of_field(&record.name, &field.name);
        let file = collection.file_of(&field.source);
        let others_of_field = of_others(&field.asides, Layer::Field, file, job.terms.law);
        let silent = field.spoken.is_empty() && from_sidecar.is_empty() && others_of_field.is_none();
        drawn.push(silent && field.shows.is_some() && of_record.is_empty());
        let path: Path<'c> = (&record.name, &field.name);
        let source = shown.by(field);
        if silent && source.is_none() {
            if shown.wanted.contains(&path) {
                shown.declared.insert(path, around.iter().chain(&others).map(|one| (*one).clone()).collect());
            }
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
        let mut nearest_first: Vec<&Understood> =
            [own.as_slice(), inline, of_record.as_slice(), further, &others].concat();
        if let Some(source) = source {
            // The view's own words, then those of the field that it shows.
            let own_words = own.len() + inline.len() + of_record.len() + of_sidecar;
            nearest_first.truncate(own_words);
            nearest_first.extend(source);
        }
        // Where two places disagree about a field that is only shown here is said there.
        let said = if source.is_some() { &mut Vec::new() } else { &mut *mistakes };
        declarations.push(Some(merge(&nearest_first, said)));
        if shown.wanted.contains(&path) {
            let declared = nearest_first.into_iter().cloned().collect();
            shown.declared.insert(path, declared);
        }
    }
    let fields: Vec<FieldView<'_>> = record
        .fields
        .iter()
        .zip(evidence)
        .zip(declarations.iter().zip(drawn))
        .map(|((field, evidence), (own, drawn))| {
            let declaration = own.as_ref().unwrap_or(&record_declaration);
            FieldView {
                field,
                evidence,
                declaration,
                drawn,
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
