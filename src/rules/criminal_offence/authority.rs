//! What allows criminal offence data to be used, and whom such data are about.

use crate::declaration::Use;
use crate::lexicon::{Clue, Confidence};
use crate::notice::CategoryKind;
use crate::rules::legal_words::ARTICLE_10;
use crate::rules::view::{FieldView, View};

/// The lexicon's word for data about somebody to whom something was done, or who saw it.
const VICTIM: &str = "victim-or-witness";

/// The word for an Article 10 authority that says nothing by itself: it stands for a paragraph,
/// which is then to be named.
const BY_SCHEDULE_1: &str = "schedule-1";

/// Whether criminal offence data have something to rest on in one use: a law that gives official
/// authority, or a paragraph of Schedule 1. Whether a council may use that paragraph is another
/// rule's business.
pub(super) fn has_authority(view: &View<'_>, field: &FieldView<'_>, of: &Use) -> bool {
    let named = field.declaration.offence_authority.as_ref().is_some_and(|said| said.value != BY_SCHEDULE_1);
    let paragraphs = of.schedule_1.iter().filter_map(|said| view.law().numbered(said.value));
    named || paragraphs.into_iter().any(|paragraph| paragraph.is_for(ARTICLE_10))
}

/// Whether a field is declared to be criminal offence data about somebody other than a victim or a
/// witness, who have no part in Article 10.
pub(super) fn is_about_an_offender(view: &View<'_>, field: &FieldView<'_>) -> bool {
    field.kind() == Some(CategoryKind::Offence) && !subject_is_victim(view, field)
}

/// Whether a field is declared to be about a victim or a witness. The lexicon knows their names.
pub(super) fn subject_is_victim(view: &View<'_>, field: &FieldView<'_>) -> bool {
    let subject = field.declaration.subject.as_ref();
    subject.is_some_and(|said| {
        view.lexicon.of_name(&said.value).iter().any(|(concept, _, _)| concept.id == VICTIM)
    })
}

/// What makes a field look like data about a victim or a witness.
pub(super) fn looks_like_a_victims<'v>(view: &View<'_>, field: &FieldView<'v>) -> Option<&'v Clue> {
    let clues = field.evidence.clues().iter();
    clues
        .filter(|clue| clue.confidence >= Confidence::Likely)
        .find(|clue| view.lexicon.concept(clue).id == VICTIM)
}
