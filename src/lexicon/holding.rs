//! What a field is taken to hold: its evidence in the light of its record. The one place where
//! kinds of data are kept apart for the inventory.

use super::context::Context;
use super::evidence::{Clue, Evidence};
use super::load::{ConceptKind, Confidence, Lexicon};

/// What a field is taken to hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding<'h> {
    /// It identifies or says something about a person, in a record about a person.
    pub personal: bool,
    /// It identifies someone by itself: name, address, telephone, email, official number.
    pub direct_identifier: bool,
    /// The head of UK GDPR Article 9 under which it falls.
    pub special: Option<&'h str>,
    /// It says that someone is suspected, accused or convicted of an offence: UK GDPR Article 10.
    pub offence: bool,
    /// Nobody can tell from the schema what people put there.
    pub opaque: bool,
    /// The conclusion that the rest follows from, if there is one.
    pub clue: Option<&'h Clue>,
    /// How sure; none where it is taken to be no personal data for want of any sign.
    pub confidence: Option<Confidence>,
}

impl Lexicon {
    /// What a field is taken to hold. Evidence that is only possible makes nothing special
    /// category data, offence data or an identifier: it is a hint.
    pub fn holding<'h>(&'h self, context: &Context, name: &str, evidence: &'h Evidence) -> Holding<'h> {
        let strongest = evidence.strongest();
        let kind = strongest.map(|clue| self.concept(clue).kind);
        let likely = strongest.is_some_and(|clue| clue.confidence >= Confidence::Likely);
        let identifies = likely && kind == Some(ConceptKind::Identifier);
        let somebody = strongest.is_some_and(|clue| {
            self.concept(clue).id == "name" || self.words.of(name).iter().any(|word| self.is_somebody(word))
        });
        let named = identifies && somebody;
        let personal = match context {
            Context::Person { .. } => !(likely && kind.is_some_and(|kind| !kind.is_personal())),
            Context::Unknown => likely && kind >= Some(ConceptKind::Personal),
            // An organisation has people too: the contact's name stands in the supplier's row.
            // A queue of messages has those to whom they go.
            Context::NotPerson { kind, .. } => match &**kind {
                "organisation" | "product" | "place" => named,
                "log" => {
                    named || identifies && strongest.is_some_and(|clue| self.concept(clue).id == "contact")
                }
                _ => false,
            },
        };
        if !personal {
            return Holding {
                clue: strongest.filter(|_| likely),
                confidence: strongest.map(|clue| clue.confidence).filter(|_| likely),
                ..Holding::default()
            };
        }
        let surely = |kind: ConceptKind| {
            evidence
                .clues()
                .iter()
                .find(|clue| clue.confidence >= Confidence::Likely && self.concept(clue).kind == kind)
        };
        Holding {
            personal,
            direct_identifier: surely(ConceptKind::Identifier).is_some(),
            special: surely(ConceptKind::Special).and_then(|clue| self.concept(clue).head.as_deref()),
            offence: surely(ConceptKind::Offence).is_some(),
            opaque: strongest.is_some_and(|clue| self.concept(clue).kind == ConceptKind::Opaque),
            clue: strongest,
            confidence: Some(strongest.map_or(Confidence::Possible, |clue| clue.confidence)),
        }
    }
}
