//! What a record's declared retention is, which rows of the notice it falls under, and what the
//! comparison says. The retention rules share it and each words one outcome.

use std::borrow::Cow;

use crate::collection::Layer;
use crate::declaration::{RetentionSaid, Said};
use crate::finding::{Builder, LabelRole};
use crate::lexicon::says;
use crate::notice::{Limit, Row, RowPeriod};
use crate::retention::{Comparison, Keep, Ruling, Verdict, words};
use crate::rules::view::{FieldView, View, some_of};
use crate::rules::{Meaning, Rule};

/// How strict a ruling is, and by how much; the strictest of several rows counts.
fn strictness(ruling: &Ruling) -> (u8, i64) {
    // No limit to how long it is over, and none to how long it may be kept.
    let (_, most) = ruling.excess();
    match ruling.verdict() {
        Some(Verdict::Over) => (4, most.unwrap_or(i64::MAX)),
        Some(Verdict::OverForSome) => (3, most.unwrap_or(i64::MAX)),
        None => (2, ruling.each.iter().filter_map(|(_, one)| one.most).max().unwrap_or(0)),
        Some(Verdict::CannotTell) => (1, 0),
        Some(Verdict::Within) => (0, most.unwrap_or(i64::MIN)),
    }
}

/// One declared period of a record, against the strictest row that it falls under.
#[derive(Debug)]
pub(super) struct Judgement<'v> {
    /// What was declared.
    pub said: &'v Said<RetentionSaid>,
    /// The fields it is declared for; at least one.
    pub fields: Vec<&'v FieldView<'v>>,
    /// Whose data they are, in the words of the notice's rows.
    pub subject: &'v str,
    /// What the system does.
    pub system: &'v Keep,
    /// The row.
    pub row: &'v Row,
    /// The other rows that it could fall under, all compared too.
    pub others: Vec<&'v Row>,
    /// What it says.
    pub ruling: Ruling,
}

impl Judgement<'_> {
    /// What all readings say, where they say that the record is kept too long. A row that sets a
    /// shortest period says that of no record.
    pub(super) fn over(&self, verdict: Verdict) -> Option<&Comparison> {
        let agreed = self.ruling.agreed.as_ref()?;
        (agreed.verdict == verdict && self.row.limit != Limit::AtLeast).then_some(agreed)
    }
}

impl Judgement<'_> {
    /// Whether the period is that of the whole record.
    fn is_whole(&self, view: &View<'_>) -> bool {
        self.fields.len() == view.declared().count()
    }

    /// "`help` is", or the fields where others of the record are kept otherwise.
    pub(super) fn what_is(&self, view: &View<'_>) -> String {
        if self.is_whole(view) {
            return format!("`{}` is", view.record.name);
        }
        let names = some_of(self.fields.iter().map(|field| field.field.name.as_str()));
        format!("{names} in `{}` {}", view.record.name, if self.fields.len() == 1 { "is" } else { "are" })
    }
}

/// One declared retention of a record, with the fields it is declared for.
#[derive(Debug)]
pub(super) struct Group<'v> {
    /// What was declared, where it was first.
    pub said: &'v Said<RetentionSaid>,
    /// The fields; at least one.
    pub fields: Vec<&'v FieldView<'v>>,
    /// Whose data they are, in the words of the notice's rows.
    pub subject: &'v str,
}

impl<'v> Group<'v> {
    /// The rows that they fall under.
    pub(super) fn rows(&self, view: &View<'v>) -> Vec<&'v Row> {
        rows(view, self.said.value.class.as_deref(), self.subject, &self.fields)
    }

    /// Whether a retention is this one. Whose the data are chooses among the rows only where no
    /// row is named.
    fn is(&self, said: &RetentionSaid, subject: &str) -> bool {
        let known = &self.said.value;
        known.class == said.class
            && known.keep == said.keep
            && (known.class.is_some() || self.subject == subject)
    }
}

/// Every declared retention of a record.
pub(super) fn groups<'v>(view: &View<'v>) -> Vec<Group<'v>> {
    let mut groups: Vec<Group<'v>> = Vec::new();
    let of_record = subject_of_record(view);
    for field in view.declared() {
        let Some(said) = &field.declaration.retention else { continue };
        let subject = subject_of(field, of_record);
        match groups.iter_mut().find(|known| known.is(&said.value, subject)) {
            Some(known) => known.fields.push(field),
            None => groups.push(Group { said, fields: vec![field], subject }),
        }
    }
    groups
}

/// Every declared period of a record with its judgement; those that fall under no row are left out.
pub(super) fn judgements<'v>(view: &View<'v>) -> Vec<Judgement<'v>> {
    groups(view).into_iter().filter_map(|group| judgement(view, group)).collect()
}

fn judgement<'v>(view: &View<'v>, group: Group<'v>) -> Option<Judgement<'v>> {
    let system = group.said.value.keep.as_ref()?;
    let mut others = group.rows(view);
    let rule = |row: &&Row| view.terms.timeline.rule(system, &row.longest(), &row.bounds);
    let rulings = others.iter().map(rule).enumerate();
    // Of rows as strict as each other, the first in the notice.
    let (at, ruling) =
        rulings.reduce(|best, next| if strictness(&next.1) > strictness(&best.1) { next } else { best })?;
    let row = others.remove(at);
    let Group { said, fields, subject } = group;
    Some(Judgement { said, fields, subject, system, row, others, ruling })
}

/// The rows that some fields fall under: the one they name, else those for their subject that
/// cover their categories; for anyone but the child else those for that subject, whatever they
/// cover; else the one that takes everything about that subject.
pub(super) fn rows<'v>(
    view: &View<'v>,
    class: Option<&str>,
    subject: &str,
    fields: &[&FieldView<'v>],
) -> Vec<&'v Row> {
    let notice = view.notice();
    if let Some(class) = class {
        return notice.row(class).into_iter().collect();
    }
    let covers = |row: &Row| {
        fields.iter().any(|field| match field.meaning {
            Meaning::Category { clause: Some(category), .. } => row.categories.contains(&category.clause.id),
            _ => false,
        })
    };
    let of_subject = || notice.retention.iter().filter(|row| subject_of_row(row) == subject);
    let covering: Vec<&Row> = of_subject().filter(|row| covers(row)).collect();
    if !covering.is_empty() {
        return without_those_that_yield(covering);
    }
    if subject != CHILD {
        let named: Vec<&Row> = of_subject().filter(|row| row.subject.is_some()).collect();
        if !named.is_empty() {
            return named;
        }
    }
    // Before the row for everything else goes the one that the record's name speaks of.
    let named: Vec<&Row> =
        of_subject().filter(|row| row.catch_all.is_none() && names_row(&view.record.name, row)).collect();
    if !named.is_empty() {
        return without_those_that_yield(named);
    }
    // Whoever is no child is an adult, where the schedule speaks of adults as such.
    let grown = subject != CHILD && !["sibling", "mothers-child"].contains(&subject);
    let takes = |of: &str| in_rows(of) == subject || (grown && of == "adult");
    notice.retention.iter().filter(|row| row.catch_all.as_deref().is_some_and(takes)).collect()
}

/// Whether a record's name has two words of a row's id, one after the other, or all of it.
fn names_row(record: &str, row: &Row) -> bool {
    let words: Vec<&str> = row.clause.id.split('-').collect();
    let joins = |word: &&str| ["and", "of", "or", "the", "for", "no", "all", "other"].contains(word);
    let pair = |pair: &[&str]| !pair.iter().any(joins) && says(record, &pair.join(" "));
    says(record, &words.join(" ")) || words.windows(2).any(pair)
}

/// Without the rows that give way to another of them. One that depends on the person goes first
/// only for some, so the others stay beside it.
fn without_those_that_yield(rows: Vec<&Row>) -> Vec<&Row> {
    let first = |row: &Row| {
        rows.iter().any(|other| {
            let named = |ids: &[String]| ids.contains(&other.clause.id);
            other.when.is_none() && (named(&row.yields_to) || named(&row.unless))
        })
    };
    let staying: Vec<&Row> = rows.iter().copied().filter(|row| !first(row)).collect();
    // Rows that all give way to each other say nothing of which goes first.
    if staying.is_empty() { rows } else { staying }
}

/// The subject of a schedule's rows that name none.
pub(super) const CHILD: &str = "child";

/// Whom a row is for.
fn subject_of_row(row: &Row) -> &str {
    row.subject.as_deref().or(row.catch_all.as_deref()).map_or(CHILD, in_rows)
}

/// A subject in the words of the rows. Data of "a person" count as a child's, as the schedule of
/// a children's service does.
fn in_rows(subject: &str) -> &str {
    match subject {
        "young-person" | "other" | "person" => CHILD,
        subject => subject,
    }
}

/// Whose retention a field falls under. With a period of its own it is its own subject's; the
/// period of a child's record holds for the professional's name in it too.
fn subject_of<'v>(field: &FieldView<'v>, of_record: &'v str) -> &'v str {
    let own = field.declaration.retention.as_ref().is_some_and(|said| said.layer == Layer::Field);
    let declared = own.then_some(field.declaration.subject.as_ref()).flatten();
    declared.map_or(of_record, |said| in_rows(&said.value))
}

/// Whose record it is. Several fields that are all about one person say so before the record's
/// name does; one field about a professional does not make the record a professional's.
pub(super) fn subject_of_record<'v>(view: &View<'v>) -> &'v str {
    let mut subjects =
        view.declared().map(|field| field.declaration.subject.as_ref().map(|said| said.value.as_str()));
    let first = subjects.next().flatten();
    let several = view.declared().nth(1).is_some();
    let shared = first.filter(|_| subjects.all(|other| other == first));
    let declared = view.declaration.subject.as_ref().map(|said| said.value.as_str());
    let named = view.context.subject().filter(|named| !matches!(*named, "other" | "person"));
    let found = shared.filter(|_| several).or(declared).or(named).or(shared);
    found.map_or(CHILD, in_rows)
}

/// What every finding about too long a period ends with: a linter sees no hold and no claim.
pub(super) const BEFORE_DESTROYING: &str = "Check holds, claims and precedence before destroying anything.";

/// A finding about a judgement, at the record, with what the system does and what the notice says.
pub(super) fn finding(
    view: &View<'_>,
    rule: &'static Rule,
    judged: &Judgement<'_>,
    message: String,
) -> Builder {
    let builder = match judged.fields.first() {
        Some(first) if !judged.is_whole(view) => view.at_field(rule, first, message),
        _ => view.at_record(rule, message),
    };
    let builder = builder
        .group(judged.row.clause.id.as_str(), 3)
        .label(LabelRole::Declaration, &judged.said.place, "what the system does")
        .clause(&view.notice().source, &judged.row.clause, "what the notice says");
    let hold = judged.fields.first().and_then(|first| first.declaration.hold.as_ref());
    let builder = match hold.or(view.declaration.hold.as_ref()) {
        Some(hold) => builder.label(
            LabelRole::Declaration,
            &hold.place,
            "a hold: nothing is destroyed until it is lifted, and the period is no longer for it",
        ),
        None => builder,
    };
    judged.others.iter().fold(builder, |builder, row| {
        builder.clause(&view.notice().source, &row.clause, "another row that could take it")
    })
}

/// "`help` is kept 10 years after case closure; the notice allows 6 years after case closure
/// (Family help files, the strictest of 2 rows)."
pub(super) fn opening(view: &View<'_>, judged: &Judgement<'_>) -> String {
    let of = match judged.others.len() {
        0 => String::new(),
        others => format!(", the strictest of {} rows", others + 1),
    };
    format!(
        "{} kept {}; the notice allows {} ({}{of}).",
        judged.what_is(view),
        words(judged.system),
        allowance(judged.row),
        judged.row.clause.label,
    )
}

/// What a row allows, in words.
pub(super) fn allowance(row: &Row) -> Cow<'_, str> {
    let written = || row.as_written.as_ref().map_or_else(String::new, |written| format!(" (“{written}”)"));
    match &row.period {
        RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => words(keep).into(),
        RowPeriod::Readings(readings) => {
            let each: Vec<String> = readings.iter().map(words).collect();
            format!("{}{}", each.join(", or "), written()).into()
        }
        RowPeriod::Criteria => format!("what its criteria say{}", written()).into(),
    }
}

/// How an excess comes about where the row can be read in several ways.
pub(super) fn by_reading(ruling: &Ruling) -> &'static str {
    let mut figures = ruling.each.iter().map(|(_, comparison)| (comparison.least, comparison.most));
    let first = figures.next();
    match ruling.each.len() {
        0 | 1 => "",
        _ if figures.all(|figure| Some(figure) == first) => " under every reading",
        _ => ", depending on how the notice is read",
    }
}
