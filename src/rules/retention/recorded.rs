//! Which events the fields of a record record, and whose: the days from which retention periods
//! can be counted.

use std::collections::BTreeSet;

use super::dates::{can_be_date, said_by};
use crate::collection::{Field, Layer};
use crate::lexicon::Context;
use crate::retention::Event;
use crate::rules::view::{FieldView, View};

/// Stands for whom it is about in a record of no particular person.
const ANYBODY: &str = "*";

/// Whether a field of this record records an event.
pub(super) fn records(view: &View<'_>, event: &Event) -> bool {
    let wanted = key(&event.name, event.subject.as_deref());
    let subject = subject_of(view);
    view.fields.iter().any(|field| {
        // A complaint's own `closed_on` may well be what the period of its record means by closure.
        let is_recorded = |record| events_of(view, record, field.field).contains(&event.name.as_str());
        if !is_recorded(name_of(view)) && !is_recorded("") {
            return false;
        }
        // A date in the record itself is taken for the child's where nothing names another person.
        match named(view, field).or_else(|| event.subject.as_ref().and(subject)) {
            Some(whose) if is_of_a_life(&event.name) => key(&event.name, Some(whose)) == wanted,
            _ => true,
        }
    })
}

/// Everything that a record holds the days of, as keys for a whole run. Lookups, logs and
/// organisations do not count: when a code was added says nothing about a case.
pub(crate) fn all(view: &View<'_>, into: &mut BTreeSet<String>) {
    if matches!(view.context, Context::NotPerson { .. }) {
        return;
    }
    for field in view.fields {
        for event in events_of(view, name_of(view), field.field) {
            let whose = named(view, field).or_else(|| subject_of(view));
            if whose.is_none() && is_of_a_life(event) {
                into.insert(key(event, Some(ANYBODY)));
            }
            into.insert(key(event, whose));
        }
    }
}

/// Whether a run has an event of a key.
pub(super) fn has(recorded: &BTreeSet<String>, wanted: &str) -> bool {
    let of_anybody = || wanted.split_once('(').map(|(event, _)| format!("{event}({ANYBODY})"));
    recorded.contains(wanted) || of_anybody().is_some_and(|key| recorded.contains(&key))
}

/// An event as a key: with the person where that matters and it is not the child.
pub(super) fn key(event: &str, whose: Option<&str>) -> String {
    match whose {
        _ if !is_of_a_life(event) => event.to_owned(),
        None | Some("child" | "young-person") => event.to_owned(),
        Some("worker") => format!("{event}(professional)"),
        Some(whose) => format!("{event}({whose})"),
    }
}

/// A life has one birth and one death; what belongs to a case is the case's, whoever is named.
fn is_of_a_life(event: &str) -> bool {
    matches!(event, "birth" | "death")
}

/// Of whom a field's declaration or name speaks, where either does.
fn named<'v>(view: &View<'v>, field: &FieldView<'v>) -> Option<&'v str> {
    let said = field.declaration.subject.as_ref().filter(|said| said.layer == Layer::Field);
    said.map(|said| said.value.as_str())
        .filter(|subject| !matches!(*subject, "other" | "person"))
        .or_else(|| view.lexicon.person_in(&field.field.name).map(|(person, ..)| &*person.subject))
}

/// Whose record it is, where it is said or its name says.
fn subject_of<'v>(view: &View<'v>) -> Option<&'v str> {
    let declared = view.declaration.subject.as_ref().map(|said| said.value.as_str());
    declared.or(view.context.subject()).filter(|subject| !matches!(*subject, "other" | "person"))
}

/// The record's own name, without those around it.
fn name_of<'v>(view: &View<'v>) -> &'v str {
    view.record.name.rsplit('.').next().unwrap_or_default()
}

/// The events of which a field records the day, in a record of a name.
fn events_of<'v>(view: &View<'v>, record: &str, field: &Field) -> Vec<&'v str> {
    if !can_be_date(field) {
        return Vec::new();
    }
    let mut found = said_by(view.terms.timeline, record, &field.name, field.field_type);
    if let Some(title) = &field.title {
        found.extend(said_by(view.terms.timeline, "", title, field.field_type));
    }
    found
}
