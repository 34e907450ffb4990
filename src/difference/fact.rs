//! What a state of the schemas knows of one field.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::declaration::Use;
use crate::inventory::{self, Row};
use crate::retention::Keep;
use crate::rules::View;
use crate::text::{Source, Span};

/// What is known of one field.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The file it is in.
    pub source: Arc<Source>,
    /// Where its name stands.
    pub span: Span,
    /// Its record.
    pub record: String,
    /// Its name.
    pub field: String,
    /// Its type as written.
    pub type_text: String,
    /// The values it may take, sorted; empty where the schema lists none.
    pub allowed: BTreeSet<String>,
    /// What the data are, in words: the category of the notice, else what they look like.
    pub what: String,
    /// The category by its id.
    pub category: String,
    /// Whose data they are; empty where nothing says.
    pub subject: String,
    /// They are personal data.
    pub personal: bool,
    /// They fall under Article 9.
    pub special: bool,
    /// They fall under Article 10.
    pub offence: bool,
    /// They identify someone by themselves.
    pub identifier: bool,
    /// Somebody declared what they are.
    pub declared: bool,
    /// Why they are no personal data, where that is declared.
    pub not_personal: Option<String>,
    /// What they are used for.
    pub purposes: BTreeSet<String>,
    /// Who is told.
    pub recipients: BTreeSet<String>,
    /// What each use rests on: points of Articles 6 and 9 and paragraphs of Schedule 1.
    pub grounds: BTreeSet<String>,
    /// How long they are kept.
    pub keep: Option<Keep>,
    /// What is done to say less.
    pub technique: Option<String>,
}

impl Fact {
    /// `record.field`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.record, self.field)
    }

    /// How grave the data are: 3 special category or offence data, 2 direct identifiers, 1 other
    /// personal data, 0 anything else.
    pub fn weight(&self) -> u8 {
        match (self.special || self.offence, self.identifier, self.personal) {
            (true, ..) => 3,
            (_, true, _) => 2,
            (.., true) => 1,
            _ => 0,
        }
    }

    /// What the law calls them, for a sentence; nothing for ordinary data.
    pub fn law(&self) -> &'static str {
        match (self.special, self.offence) {
            (true, _) => " (special category data)",
            (_, true) => " (criminal offence data)",
            _ => "",
        }
    }
}

/// The fields of a record.
pub fn facts(view: &View<'_>) -> Vec<Fact> {
    let rows = inventory::rows(view);
    view.fields
        .iter()
        .zip(rows)
        .map(|(of, row)| {
            let uses = &of.declaration.uses;
            let keep = of.declaration.retention.as_ref();
            let not_personal = of.declaration.not_personal.as_ref().filter(|_| !row.personal);
            Fact {
                span: of.field.span,
                type_text: of.field.type_text.clone(),
                allowed: of.field.allowed.iter().map(|allowed| allowed.value.clone()).collect(),
                what: what(view, &row),
                personal: row.personal,
                special: row.special_category.is_some(),
                offence: row.criminal_offence,
                identifier: row.direct_identifier,
                declared: row.declared,
                not_personal: not_personal.map(|said| said.value.clone()),
                purposes: uses
                    .iter()
                    .filter_map(|one| one.purpose.as_ref())
                    .map(|said| said.value.clone())
                    .collect(),
                recipients: uses
                    .iter()
                    .flat_map(|one| &one.recipients)
                    .map(|said| said.value.id.clone())
                    .collect(),
                grounds: uses.iter().flat_map(grounds).collect(),
                keep: keep.and_then(|said| said.value.keep.clone()),
                technique: of.declaration.technique.as_ref().map(|said| said.value.clone()),
                source: row.source,
                record: row.record,
                field: row.field,
                category: row.category,
                subject: row.subject,
            }
        })
        .collect()
}

/// What the data are: the label of their category, else of what they look like.
fn what(view: &View<'_>, row: &Row) -> String {
    if let Some(category) = view.notice().category(&row.category) {
        return category.clause.label.clone();
    }
    let label = row.reasons.clues.first().map(|clue| clue.label.clone());
    label.filter(|_| row.personal).unwrap_or_else(|| row.category.replace('-', " "))
}

fn grounds(one: &Use) -> Vec<String> {
    let bases = one.lawful_basis.iter().map(|said| format!("Article 6(1)({})", said.value));
    let conditions = one.condition.iter().map(|said| format!("Article 9(2)({})", said.value));
    let paragraphs = one.schedule_1.iter().map(|said| format!("Schedule 1 paragraph {}", said.value));
    bases.chain(conditions).chain(paragraphs).collect()
}
