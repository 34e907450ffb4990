//! How long a record is kept: the expression language of retention periods, and the comparison
//! of what a system keeps with what a notice allows. Pure: it knows neither notices nor schemas.

mod compare;
mod expression;
mod parse;
mod timeline;

pub use compare::{Comparison, Verdict, compare};
pub use expression::{Event, Expression, Keep, Period, Point, YearEnd};
pub use parse::{ExpressionError, parse};
pub use timeline::Timeline;
