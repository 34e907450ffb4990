//! Which Schedule 1 paragraph stands beside which Article 9(2) condition, and where none does.

use crate::declaration::Use;
use crate::law::{Paragraph, Provision};
use crate::notice::CategoryKind;
use crate::rules::view::{FieldView, View};

/// What is wrong with a condition that needs a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault<'v> {
    /// No paragraph stands beside it.
    Missing {
        /// The point of Article 9(2).
        condition: &'v str,
    },
    /// The Act does not let the paragraph stand beside it.
    WrongPart {
        /// The point of Article 9(2).
        condition: &'v str,
        /// The paragraph.
        paragraph: u32,
    },
    /// The Act lets it, and its subject is another.
    OtherSubject {
        /// The point of Article 9(2).
        condition: &'v str,
        /// The paragraph.
        paragraph: u32,
    },
}

/// What is wrong with the conditions of one field in one use. A paragraph that fits another of
/// them is not held against this one: it is then merely missing here.
pub(super) fn faults<'v>(view: &View<'v>, field: &FieldView<'_>, of: &'v Use) -> Vec<Fault<'v>> {
    if field.kind() != Some(CategoryKind::Special) || of.misunderstood("schedule-1") {
        return Vec::new();
    }
    let law = view.law();
    let conditions: Vec<&Provision> =
        of.condition.iter().filter_map(|said| law.condition(&said.value)).collect();
    let paragraphs: Vec<&Paragraph> =
        of.schedule_1.iter().filter_map(|said| law.numbered(said.value)).collect();
    let stray = paragraphs
        .iter()
        .find(|paragraph| !conditions.iter().any(|condition| paragraph.may_stand_beside(condition)));
    let fault = |condition: &&'v Provision| {
        let fitting: Vec<&Paragraph> =
            paragraphs.iter().copied().filter(|paragraph| paragraph.may_stand_beside(condition)).collect();
        let condition: &'v str = &condition.id;
        match (fitting.first(), stray) {
            _ if fitting.iter().any(|paragraph| paragraph.is_for(condition)) => None,
            (Some(paragraph), _) => Some(Fault::OtherSubject { condition, paragraph: paragraph.number }),
            (None, Some(stray)) => Some(Fault::WrongPart { condition, paragraph: stray.number }),
            (None, None) => Some(Fault::Missing { condition }),
        }
    };
    conditions.iter().filter(|condition| condition.needs_schedule_1).filter_map(fault).collect()
}
