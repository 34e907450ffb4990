//! What a field is likely to hold: names into tokens, tokens into evidence, by the entries of
//! `policies/lexicon.yaml`. Evidence has a confidence and its reasons, and never overrides a
//! declaration. Calls `collection` and `document`; rules ask it.

mod affixes;
mod asked;
mod classify;
mod compile;
mod context;
mod described;
mod evidence;
mod field;
mod grammar;
mod holding;
mod layers;
mod links;
mod listed;
mod load;
mod lost;
mod memory;
mod naming;
mod people;
mod revise;
mod shapes;
mod signs;
mod spelling;
mod tables;
#[cfg(test)]
mod testing;
mod tokens;
mod topic;
mod user;
mod whose;
mod words;

pub use context::{Context, Subject};
pub use evidence::{Clue, Evidence, Quote, Reason};
pub use holding::Holding;
pub use load::{Concept, ConceptKind, Confidence, Lexicon};
pub use people::{FieldPerson, Protected};
pub(crate) use tokens::Tokens;
pub use tokens::says;
pub use user::LexiconError;
