//! What the owners of a schema say of its fields, in one vocabulary whatever the format: inline,
//! in a sidecar, or by default in the configuration. The nearest wins, key by key, and every
//! value remembers where it was said. Calls `collection`, `notice`, `law` and `retention`.

mod conventions;
mod hold;
mod merge;
mod model;
mod pattern;
mod read;
mod retention;
mod sidecar;
mod vocabulary;

pub use conventions::of_others;
pub use merge::merge;
pub use model::{
    Declaration, Hold, Mistake, MistakeKind, Place, PolicyDocument, RecipientSaid, RetentionSaid, Said,
    Understood, Use, Vague,
};
pub use pattern::{Matcher, folded, path_of, pattern_of};
pub use read::{Terms, understand};
pub use sidecar::{Selector, Sidecar};
pub use vocabulary::{KEYS, TECHNIQUES, misspelt};
