//! How long a record is kept: the expression language of retention periods, the events that they
//! count from, and the comparison of what a system keeps with what a notice allows. It knows
//! neither notices nor schemas.

mod calendar;
mod candidates;
mod cases;
mod compare;
mod decided;
mod events;
mod expression;
mod life;
mod lives;
mod parse;
mod paths;
mod readings;
mod recorded;
mod search;
mod timeline;
mod words;

pub use cases::Undecided;
pub use compare::{Comparison, Verdict};
pub use events::{BoundChange, EventFacts, Offset};
pub use expression::{Event, Expression, Keep, Period, Point, YearEnd};
pub use life::{Day, Life};
pub use parse::{ExpressionError, parse, place_of};
pub use readings::Ruling;
pub use recorded::Recorded;
pub use timeline::Timeline;
pub use words::{age, event_words, length, over_by, over_by_up_to, range, why, words, worst};
