//! The inventory: every field read, with what it is taken to hold and what is declared of it. The
//! record of processing that UK GDPR Article 30 asks for starts here. Made from the same views
//! that the rules see; `cli` prints it.

use std::sync::Arc;

use crate::collection::{Field, Spoken};
use crate::declaration::{Declaration, Place, Said};
use crate::lexicon::{Clue, Concept, ConceptKind, Confidence, Context};
use crate::notice::CategoryKind;
use crate::rules::{FieldView, Meaning, View};
use crate::text::{Source, Span};

/// One field.
#[derive(Debug, Clone)]
pub struct Row {
    /// The file it is in.
    pub source: Arc<Source>,
    /// Where its name stands.
    pub span: Span,
    /// Its record, verbatim.
    pub record: String,
    /// Its name, verbatim.
    pub field: String,
    /// Its type as written.
    pub type_text: String,
    /// Whose data it is, in the words of a declaration; empty where nothing says.
    pub subject: String,
    /// It is personal data.
    pub personal: bool,
    /// It identifies someone by itself.
    pub direct_identifier: bool,
    /// The category: as declared, else the notice's for what it looks like, else the lexicon's word.
    /// Empty where it could only possibly be what the law protects or what identifies somebody, so
    /// that it never says more than the flags beside it.
    pub category: String,
    /// The head of Article 9, where it falls under one.
    pub special_category: Option<String>,
    /// It falls under Article 10.
    pub criminal_offence: bool,
    /// Nobody can tell from the schema what people put there.
    pub opaque: bool,
    /// `certain`, `likely` or `possible`; empty where there is no sign of anything.
    pub confidence: &'static str,
    /// Why, in words.
    pub evidence: String,
    /// Somebody declared what it is, on the field or for all fields of its record or file.
    pub declared: bool,
    /// What is said of it, nearest first: keys of a declaration, and where each is said.
    pub said: Vec<(&'static str, Place)>,
    /// The schema itself says on the field what it is, whether or not that is understood.
    pub answered: bool,
    /// The same in more words, for `explain`.
    pub reasons: Reasons,
}

/// How a conclusion came about.
#[derive(Debug, Clone, Default)]
pub struct Reasons {
    /// The words of the name.
    pub words: String,
    /// What the record is taken to be, and why.
    pub context: String,
    /// Every conclusion, strongest first: the entry, its label, why, how sure.
    pub clues: Vec<Conclusion>,
    /// What its words could stand for as well, and why they are not taken so here.
    pub lost: Vec<Lost>,
    /// The category of the notice that would take it.
    pub notice_category: Option<String>,
}

/// One conclusion.
#[derive(Debug, Clone)]
pub struct Conclusion {
    /// The entry of the lexicon.
    pub entry: String,
    /// What it stands for.
    pub label: String,
    /// Why.
    pub why: String,
    /// How sure.
    pub confidence: &'static str,
}

/// A conclusion that was not drawn.
#[derive(Debug, Clone)]
pub struct Lost {
    /// The entry of the lexicon.
    pub entry: String,
    /// What it stands for.
    pub label: String,
    /// Why it counts for nothing here.
    pub why: String,
}

/// The fields of a record.
pub fn rows(view: &View<'_>) -> Vec<Row> {
    view.fields.iter().map(|field| row(view, field)).collect()
}

fn row(view: &View<'_>, of: &FieldView<'_>) -> Row {
    let field: &Field = of.field;
    let holding = view.lexicon.holding(view.context, &field.name, of.evidence);
    let declared = !matches!(of.meaning, Meaning::Undeclared | Meaning::Uncovered(_) | Meaning::Misspelt(_));
    let not_personal = matches!(of.meaning, Meaning::NotPersonal);
    let kind = of.kind();
    let concept = holding.clue.map(|clue| view.lexicon.concept(clue));
    let notice_category = holding
        .clue
        .zip(concept)
        .filter(|_| holding.personal)
        .and_then(|(clue, concept)| view.category_for(concept, clue.reason.phrase()));
    let category = match &of.meaning {
        Meaning::Category { written, .. } => (*written).to_owned(),
        Meaning::NotPersonal => String::new(),
        // A hint at what the flags do not say is no category.
        _ if holding.clue.zip(concept).is_some_and(|(clue, concept)| {
            clue.confidence == Confidence::Possible && concept.kind >= ConceptKind::Identifier
        }) =>
        {
            String::new()
        }
        _ => notice_category.map_or_else(
            || {
                let personal =
                    concept.filter(|concept| holding.personal && concept.kind != ConceptKind::Opaque);
                personal.map_or(String::new(), |concept| concept.id.clone())
            },
            |category| category.clause.id.clone(),
        ),
    };
    let special = match kind {
        Some(CategoryKind::Special) => of.head().or(holding.special).map(str::to_owned),
        Some(_) => None,
        None => holding.special.filter(|_| !not_personal).map(str::to_owned),
    };
    Row {
        source: Arc::clone(view.collection.file_of(&field.source)),
        span: field.span,
        record: view.record.name.clone(),
        field: field.name.clone(),
        type_text: field.type_text.clone(),
        subject: if not_personal {
            String::new()
        } else {
            subject(view, of, holding.personal || kind.is_some())
        },
        personal: (holding.personal || kind.is_some()) && !not_personal,
        direct_identifier: holding.direct_identifier && !not_personal,
        category,
        special_category: special,
        criminal_offence: match kind {
            Some(kind) => kind == CategoryKind::Offence,
            None => holding.offence && !not_personal,
        },
        opaque: holding.opaque,
        confidence: if declared {
            "certain"
        } else {
            holding.confidence.map_or("", |confidence| confidence.word())
        },
        evidence: because(view, of, holding.personal),
        declared,
        said: said(of.declaration),
        answered: field.spoken.iter().any(answers),
        reasons: reasons(view, of, notice_category.map(|category| category.clause.id.clone())),
    }
}

/// Whether a declaration says what a field is.
pub fn answers(spoken: &Spoken) -> bool {
    ["category", "not-personal"].iter().any(|key| spoken.root().get(key).is_some())
}

/// Everything that is said of a field.
fn said(of: &Declaration) -> Vec<(&'static str, Place)> {
    fn each<'s, T>(
        key: &'static str,
        said: impl IntoIterator<Item = &'s Said<T>>,
    ) -> Vec<(&'static str, Place)>
    where
        T: 's,
    {
        said.into_iter().map(|said| (key, said.place.clone())).collect()
    }
    let uses = of.uses.iter().flat_map(|one| {
        [
            each("purpose", &one.purpose),
            each("lawful-basis", &one.lawful_basis),
            each("condition", &one.condition),
            each("schedule-1", &one.schedule_1),
            each("recipients", &one.recipients),
        ]
    });
    let what = [
        each("category", &of.category),
        each("not-personal", &of.not_personal),
        each("subject", &of.subject),
        each("technique", &of.technique),
        each("draft", &of.draft),
    ];
    let rest = [
        each("retention", &of.retention),
        each("hold", &of.hold),
        each("offence-authority", &of.offence_authority),
        each("policy-document", &of.policy_document),
        each("dpia", &of.dpia),
        each("source", &of.source),
        each("necessity", &of.necessity),
        each("agreement", &of.agreement),
    ];
    what.into_iter().chain(uses).chain(rest).flatten().collect()
}

/// Whose data a field is: as declared, else the person in its name, else the record's.
fn subject(view: &View<'_>, of: &FieldView<'_>, personal: bool) -> String {
    if let Some(said) = &of.declaration.subject {
        return said.value.clone();
    }
    if !personal {
        return String::new();
    }
    let in_name = view.lexicon.person_in(&of.field.name).map(|(person, ..)| person.subject.to_string());
    // That it is somebody's does not say whose.
    let of_record = || view.context.subject().filter(|subject| *subject != "other").map(str::to_owned);
    in_name.or_else(of_record).unwrap_or_default()
}

/// Why the field is taken to be what it is, in a few words.
fn because(view: &View<'_>, of: &FieldView<'_>, personal: bool) -> String {
    match (of.evidence.strongest(), view.context) {
        // What would be health data of a person's is none in a list.
        (Some(clue), Context::NotPerson { kind, because })
            if !personal && view.lexicon.concept(clue).kind.is_personal() =>
        {
            format!("in a record of another kind ({kind}): {because}")
        }
        (Some(clue), _) => format!("{}: {}", label(view.lexicon.concept(clue)), clue.reason.words()),
        (None, Context::Person { because, .. }) => format!("in a record about a person: {because}"),
        (None, Context::NotPerson { kind, because }) => {
            format!("in a record of another kind ({kind}): {because}")
        }
        (None, Context::Unknown) => String::new(),
    }
}

/// What an entry stands for, and for a hint what it may reveal.
fn label(concept: &Concept) -> String {
    match concept.may_reveal() {
        Some(what) => format!("{}, which may reveal {what}", concept.label),
        None => concept.label.clone(),
    }
}

fn reasons(view: &View<'_>, of: &FieldView<'_>, notice_category: Option<String>) -> Reasons {
    let context = match view.context {
        Context::Person { subject: Some(subject), because } => {
            format!("about a person ({subject}): {because}")
        }
        Context::Person { subject: None, because } => format!("about a person: {because}"),
        Context::NotPerson { kind, because } => format!("not about a person ({kind}): {because}"),
        Context::Unknown => "nothing says whether it is about a person".to_owned(),
    };
    let conclusion = |clue: &Clue| {
        let concept = view.lexicon.concept(clue);
        Conclusion {
            entry: concept.id.clone(),
            label: label(concept),
            why: clue.reason.words(),
            confidence: clue.confidence.word(),
        }
    };
    Reasons {
        words: view.lexicon.words_of(&of.field.name),
        context,
        clues: of.evidence.clues().iter().map(conclusion).collect(),
        lost: lost(view, of),
        notice_category,
    }
}

/// What the words of the name could stand for as well.
fn lost(view: &View<'_>, of: &FieldView<'_>) -> Vec<Lost> {
    let lost = view.lexicon.lost(&of.field.name, of.evidence);
    let said = lost.into_iter().map(|(concept, phrase, longer)| Lost {
        entry: concept.id.clone(),
        label: concept.label.clone(),
        why: match longer {
            Some((by, longer)) => format!("`{phrase}` is a part of `{longer}` (entry `{}`)", by.id),
            None => format!("`{phrase}` does not count beside these words, in this record or with this type"),
        },
    });
    said.collect()
}
