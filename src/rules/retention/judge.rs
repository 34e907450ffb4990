//! What a record's declared retention is, which rows of the notice it falls under, and what the
//! comparison says. The retention rules share it and each words one outcome.

use super::words::{allowance, words};
use crate::collection::Layer;
use crate::declaration::{RetentionSaid, Said};
use crate::finding::{Builder, LabelRole};
use crate::notice::{Row, RowPeriod};
use crate::retention::{Comparison, Keep, Verdict, compare};
use crate::rules::view::{FieldView, View, some_of};
use crate::rules::{Meaning, Rule};

/// What a row of the notice says of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ruling {
    /// One verdict, under every reading.
    One(Comparison),
    /// The row can be read in several ways, and the verdict depends on which.
    Depends(Vec<(Keep, Comparison)>),
}

impl Ruling {
    /// How strict it is, and by how much; the strictest of several rows counts.
    fn strictness(&self) -> (u8, i64) {
        match self {
            Self::One(comparison) => match comparison.verdict {
                // No limit to how long it is over, and none to how long it may be kept.
                Verdict::Over => (4, comparison.most.unwrap_or(i64::MAX)),
                Verdict::OverForSome => (3, comparison.most.unwrap_or(i64::MAX)),
                Verdict::CannotTell => (1, 0),
                Verdict::Within => (0, comparison.most.unwrap_or(i64::MIN)),
            },
            Self::Depends(each) => (2, each.iter().filter_map(|(_, one)| one.most).max().unwrap_or(0)),
        }
    }
}

/// One declared period of a record, against the strictest row that it falls under.
#[derive(Debug)]
pub(super) struct Judgement<'v> {
    /// What was declared.
    pub said: &'v Said<RetentionSaid>,
    /// The fields it is declared for; at least one.
    pub fields: Vec<&'v FieldView<'v>>,
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
    let rulings = others.iter().map(|row| ruling(system, row)).enumerate();
    // Of rows as strict as each other, the first in the notice.
    let (at, ruling) =
        rulings.reduce(|best, next| if next.1.strictness() > best.1.strictness() { next } else { best })?;
    let row = others.remove(at);
    Some(Judgement { said: group.said, fields: group.fields, system, row, others, ruling })
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
        return covering;
    }
    if subject != CHILD {
        let named: Vec<&Row> = of_subject().filter(|row| row.subject.is_some()).collect();
        if !named.is_empty() {
            return named;
        }
    }
    // Whoever is no child is an adult, where the schedule speaks of adults as such.
    let grown = subject != CHILD && !["sibling", "mothers-child"].contains(&subject);
    let takes = |of: &str| in_rows(of) == subject || (grown && of == "adult");
    notice.retention.iter().filter(|row| row.catch_all.as_deref().is_some_and(takes)).collect()
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

fn ruling(system: &Keep, row: &Row) -> Ruling {
    match &row.period {
        RowPeriod::Keep(limit) | RowPeriod::Adopted(limit) => Ruling::One(compare(system, limit)),
        RowPeriod::Criteria => {
            Ruling::One(Comparison { verdict: Verdict::CannotTell, least: None, most: None })
        }
        RowPeriod::Readings(readings) => {
            let each: Vec<(Keep, Comparison)> =
                readings.iter().map(|reading| (reading.clone(), compare(system, reading))).collect();
            merged(&each).map_or(Ruling::Depends(each), Ruling::One)
        }
    }
}

/// The one verdict of several readings that agree, with the least and the most of them all.
fn merged(each: &[(Keep, Comparison)]) -> Option<Comparison> {
    let ((_, first), others) = each.split_first()?;
    others.iter().try_fold(*first, |known, (_, next)| {
        let both = |choose: fn(i64, i64) -> i64, one: Option<i64>, other: Option<i64>| {
            one.zip(other).map(|(one, other)| choose(one, other))
        };
        (known.verdict == next.verdict).then(|| Comparison {
            verdict: known.verdict,
            least: both(i64::min, known.least, next.least),
            // Under a reading without end there is nothing to be over: the others say how near it is.
            most: if known.verdict == Verdict::Within {
                known.most.max(next.most)
            } else {
                both(i64::max, known.most, next.most)
            },
        })
    })
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

/// Every period that a row may mean.
pub(super) fn limits(row: &Row) -> &[Keep] {
    match &row.period {
        RowPeriod::Keep(keep) | RowPeriod::Adopted(keep) => std::slice::from_ref(keep),
        RowPeriod::Readings(readings) => readings,
        RowPeriod::Criteria => &[],
    }
}
