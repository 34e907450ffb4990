//! Everything known about one record, as a rule sees it.

use jiff::civil::Date;

use crate::collection::{Collection, Field, Layer, Notation, READERS, Record};
use crate::declaration::{Declaration, Place, Terms, Use, misspelt};
use crate::finding::{Builder, Finding};
use crate::law::Law;
use crate::lexicon::{Concept, ConceptKind, Confidence, Context, Evidence, Lexicon};
use crate::notice::{Category, CategoryKind, Notice};
use crate::rules::Rule;

/// What the caller asked for.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day on which dates are judged.
    pub as_of: Date,
    /// Whether every undeclared field of a record that may be about a person is an error.
    pub strict: bool,
}

/// What a declared category means.
#[derive(Debug)]
pub enum Meaning<'v> {
    /// Nothing is declared.
    Undeclared,
    /// What is declared is inherited, and the evidence is too grave for an inherited word.
    Uncovered(&'v str),
    /// It is declared to be no personal data.
    NotPersonal,
    /// A category; of the notice, where the notice has it.
    Category {
        /// What the law calls it.
        kind: CategoryKind,
        /// For special category data: the head of Article 9, where it is known.
        head: Option<&'v str>,
        /// The clause of the notice.
        clause: Option<&'v Category>,
        /// As written.
        written: &'v str,
    },
    /// A slip of the pen: the word that was probably meant.
    Misspelt(&'v str),
}

/// A field with what is known about it.
#[derive(Debug)]
pub struct FieldView<'v> {
    /// The field.
    pub field: &'v Field,
    /// What it is likely to hold.
    pub evidence: &'v Evidence,
    /// What is declared of it.
    pub declaration: &'v Declaration,
    /// What its declared category means.
    pub meaning: Meaning<'v>,
    /// Whether it only shows a field of another record, where everything is said and judged.
    pub drawn: bool,
}

impl FieldView<'_> {
    /// Whether it is declared as personal data of a known kind.
    pub fn is_declared_personal(&self) -> bool {
        matches!(self.meaning, Meaning::Category { .. })
    }

    /// The kind of its declared category.
    pub fn kind(&self) -> Option<CategoryKind> {
        match self.meaning {
            Meaning::Category { kind, .. } => Some(kind),
            _ => None,
        }
    }

    /// The head of Article 9 of its declared category.
    pub fn head(&self) -> Option<&str> {
        match self.meaning {
            Meaning::Category { head, .. } => head,
            _ => None,
        }
    }
}

/// What stands for the use of a field that declares none.
static NO_USE: Use = Use {
    purpose: None,
    lawful_basis: Vec::new(),
    condition: Vec::new(),
    schedule_1: Vec::new(),
    recipients: Vec::new(),
    misunderstood: Vec::new(),
};

/// One use of a record: a purpose, with every field that is used for it.
#[derive(Debug)]
pub struct UseView<'v> {
    /// The purpose, where one is declared.
    pub purpose: Option<&'v str>,
    /// The fields, each with what it declares for this purpose. At least one.
    pub fields: Vec<(&'v FieldView<'v>, &'v Use)>,
}

impl UseView<'_> {
    /// "for `x`", or nothing where no purpose is declared.
    pub fn words(&self) -> String {
        self.purpose.map_or_else(String::new, |purpose| format!(" for `{purpose}`"))
    }
}

/// Everything known about one record.
pub struct View<'v> {
    /// The collection it is in.
    pub collection: &'v Collection,
    /// The record.
    pub record: &'v Record,
    /// What it is about.
    pub context: &'v Context,
    /// Its fields, in the order of the file.
    pub fields: &'v [FieldView<'v>],
    /// What is declared of the record as a whole.
    pub declaration: &'v Declaration,
    /// Notice, law and events.
    pub terms: Terms<'v>,
    /// The lexicon.
    pub lexicon: &'v Lexicon,
    /// What the caller asked for.
    pub options: &'v Options,
}

impl<'v> View<'v> {
    /// The notice.
    pub fn notice(&self) -> &'v Notice {
        self.terms.notice
    }

    /// The law.
    pub fn law(&self) -> &'v Law {
        self.terms.law
    }

    /// `record.field`.
    pub fn path(&self, field: &FieldView<'_>) -> String {
        format!("{}.{}", self.record.name, field.field.name)
    }

    /// A finding at a field.
    pub fn at_field(
        &self,
        rule: &'static Rule,
        field: &FieldView<'_>,
        message: impl Into<String>,
    ) -> Builder {
        Builder::new(rule, self.collection.file_of(&field.field.source), field.field.span, message)
            .about(&self.record.name, Some(&field.field.name))
            .group(rule.id, self.harm(field))
    }

    /// A finding at the record's name.
    pub fn at_record(&self, rule: &'static Rule, message: impl Into<String>) -> Builder {
        let harm = self
            .fields
            .iter()
            .filter(|field| field.is_declared_personal())
            .map(|field| self.harm(field))
            .max();
        Builder::new(rule, self.collection.file_of(&self.record.source), self.record.span, message)
            .about(&self.record.name, None)
            .group(rule.id, harm.unwrap_or(0))
    }

    /// A key and its value as a declaration in this format writes them.
    pub fn written(&self, key: &str, value: &str) -> String {
        let reader = READERS.iter().find(|reader| reader.format == self.collection.format);
        let notation = reader.map_or(Notation::Sidecar, |reader| reader.notation);
        let written = format!("`{}`", notation.write(self.collection.source.path(), key, value));
        if notation == Notation::Sidecar { written + " in its sidecar" } else { written }
    }

    /// The place of a clause of the notice, for a label.
    pub fn notice_place(&self, span: crate::text::Span) -> Place {
        Place { source: self.notice().source.clone(), span }
    }

    /// How much harm is possible through a field: 3 special category or offence data, 2 direct
    /// identifiers, 1 other.
    pub fn harm(&self, field: &FieldView<'_>) -> u8 {
        if field.kind().is_some_and(|kind| kind != CategoryKind::Ordinary) {
            return 3;
        }
        match self.lexicon.likely(field.evidence).map(|(concept, _)| concept.kind) {
            Some(ConceptKind::Special | ConceptKind::Offence) => 3,
            Some(ConceptKind::Identifier) => 2,
            _ => 1,
        }
    }

    /// The fields that are declared to be personal data.
    pub fn declared(&self) -> impl Iterator<Item = &'v FieldView<'v>> {
        self.fields.iter().filter(|field| field.is_declared_personal())
    }

    /// The uses of the record, by purpose, in the order in which they are first declared. A field
    /// that declares no use stands under no purpose, with nothing said.
    pub fn uses(&self) -> Vec<UseView<'v>> {
        let mut uses: Vec<UseView<'v>> = Vec::new();
        for field in self.declared() {
            let silent = field.declaration.uses.is_empty().then_some(&NO_USE);
            for one in field.declaration.uses.iter().chain(silent) {
                let purpose = one.purpose.as_ref().map(|said| said.value.as_str());
                match uses.iter_mut().find(|known| known.purpose == purpose) {
                    Some(known) => known.fields.push((field, one)),
                    None => uses.push(UseView { purpose, fields: vec![(field, one)] }),
                }
            }
        }
        uses
    }

    /// Whether a purpose looks at many people as a whole, by the notice or by its words.
    pub fn is_about_population(&self, purpose: &str) -> bool {
        use crate::notice::About;
        match self.notice().purpose(purpose) {
            Some(known) if known.about.is_some() => known.about == Some(About::Population),
            Some(known) => self.lexicon.is_about_population(&format!("{purpose} {}", known.clause.label)),
            None => self.lexicon.is_about_population(purpose),
        }
    }

    /// The category of the notice that data of a concept, found through a phrase, would belong to.
    pub fn category_for(&self, concept: &Concept, phrase: &str) -> Option<&'v Category> {
        category_for(self.notice(), concept, phrase)
    }
}

fn category_for<'n>(notice: &'n Notice, concept: &Concept, phrase: &str) -> Option<&'n Category> {
    let categories = &notice.categories;
    match concept.kind {
        ConceptKind::Special => {
            // Several categories can share a head; the one named most like the data is meant.
            let near = |category: &Category| {
                let words = format!("{} {} {}", concept.id, concept.label, phrase).to_lowercase();
                let same =
                    category.clause.id == concept.id || Some(&category.clause.id) == concept.head.as_ref();
                let said = category.clause.id.split('-').filter(|word| words.contains(*word)).count();
                (said * 100 / category.clause.id.split('-').count().max(1), same)
            };
            let of_head = categories.iter().filter(|category| category.head == concept.head);
            of_head.rev().max_by_key(|category| near(category))
        }
        ConceptKind::Offence => categories.iter().find(|category| category.kind == CategoryKind::Offence),
        _ => categories.iter().find(|category| category.covers.contains(&concept.id)),
    }
}

/// What a declared category means under a notice, and whether an inherited one covers the field.
pub(crate) fn meaning<'v>(
    declaration: &'v Declaration,
    evidence: &Evidence,
    terms: Terms<'v>,
    lexicon: &'v Lexicon,
) -> Meaning<'v> {
    let inherited = declaration.layer().is_some_and(|layer| layer != Layer::Field);
    let grave = lexicon.likely(evidence).is_some_and(|(concept, _)| concept.kind >= ConceptKind::Identifier);
    if inherited && grave {
        let written = declaration.category.as_ref().map_or("not-personal", |said| said.value.as_str());
        return Meaning::Uncovered(written);
    }
    if declaration.not_personal.is_some() {
        return Meaning::NotPersonal;
    }
    let Some(said) = &declaration.category else { return Meaning::Undeclared };
    let written = said.value.as_str();
    let notice = terms.notice;
    if declaration.by_convention {
        return by_convention(written, terms, lexicon);
    }
    if let Some(category) = notice.category(written) {
        return Meaning::Category {
            kind: category.kind,
            head: category.head.as_deref(),
            clause: Some(category),
            written,
        };
    }
    if let Some(head) = terms.law.head(written) {
        let clause = notice.categories_of_head(&head.id).next();
        return Meaning::Category { kind: CategoryKind::Special, head: Some(&head.id), clause, written };
    }
    if matches!(written, "criminal-offence" | "criminal-offence-data" | "offence") {
        let clause = notice.categories.iter().find(|category| category.kind == CategoryKind::Offence);
        return Meaning::Category { kind: CategoryKind::Offence, head: None, clause, written };
    }
    let known = notice
        .categories
        .iter()
        .map(|category| category.clause.id.as_str())
        .chain(terms.law.heads.iter().map(|head| head.id.as_str()));
    if let Some(meant) = misspelt(written, known) {
        return Meaning::Misspelt(meant);
    }
    // A word that the notice does not have must not make graver data ordinary: what the word says
    // counts, and else what the field looks like.
    let grave = |concept: &&Concept| concept.kind.category_kind() != CategoryKind::Ordinary;
    let concept = lexicon
        .concept_named(written)
        .or_else(|| lexicon.of_name(written).into_iter().map(|(concept, ..)| concept).find(grave))
        .filter(grave)
        .or_else(|| lexicon.likely(evidence).map(|(concept, _)| concept));
    let kind = concept.map_or(CategoryKind::Ordinary, |concept| concept.kind.category_kind());
    let head = concept.filter(|_| kind == CategoryKind::Special).and_then(|concept| concept.head.as_deref());
    Meaning::Category { kind, head, clause: None, written }
}

/// What another tool's word for a kind of data means under the notice.
fn by_convention<'v>(written: &'v str, terms: Terms<'v>, lexicon: &Lexicon) -> Meaning<'v> {
    let named = lexicon.concept_named(written);
    let concept = named.or_else(|| lexicon.of_name(written).into_iter().map(|(concept, ..)| concept).next());
    let Some(concept) = concept.filter(|concept| concept.kind.is_personal()) else {
        return Meaning::Undeclared;
    };
    let clause = category_for(terms.notice, concept, written);
    let kind = clause.map_or(concept.kind.category_kind(), |category| category.kind);
    let head = match clause {
        Some(category) => category.head.as_deref(),
        None => concept.head.as_ref().and_then(|head| terms.law.head(head)).map(|head| head.id.as_str()),
    };
    let written = clause.map_or(written, |category| &category.clause.id);
    Meaning::Category { kind, head, clause, written }
}

/// Pushes each finding of an iterator.
pub(crate) fn push_all(out: &mut Vec<Finding>, builders: impl IntoIterator<Item = Builder>) {
    out.extend(builders.into_iter().map(Builder::build));
}

/// A list of names for messages: "`a`, `b` and 3 more".
pub(crate) fn some_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = if names.len() > 4 { 3 } else { names.len() };
    let mut words = names[..shown].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > shown {
        words.push_str(&format!(" and {} more", names.len() - shown));
    }
    words
}

/// The confidence for a finding that rests on evidence.
pub(crate) fn confidence(evidence: &Evidence) -> Confidence {
    evidence.strongest().map_or(Confidence::Possible, |clue| clue.confidence)
}
