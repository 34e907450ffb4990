//! What a retention expression is made of.
//!
//! Equality ignores places: two expressions are equal when they say the same.

use std::fmt;

/// Until when something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Keep {
    /// For ever.
    Permanent,
    /// Until a point in time.
    Until(Expression),
}

impl Keep {
    /// Every event named in it, with repetitions, left to right.
    pub fn events(&self) -> Vec<&Event> {
        let mut events = Vec::new();
        if let Self::Until(expression) = self {
            expression.point.events(&mut events);
        }
        events
    }
}

/// A point in time and the periods added to it, left to right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Expression {
    /// Where counting starts.
    pub point: Point,
    /// ISO 8601 periods, added one after the other.
    pub periods: Vec<Period>,
}

/// Something that happens in a life, and in whose.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// Its id: `birth`, `case-closure`.
    pub name: String,
    /// Whose it is, when not the child's.
    pub subject: Option<String>,
}

impl Event {
    /// Whether it is the birth of the child.
    pub fn is_birth(&self) -> bool {
        self.subject.is_none() && self.name == "birth"
    }
}

/// A year's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearEnd {
    /// The 31 March on or after.
    Financial,
    /// The 31 August on or after.
    Academic,
    /// The 31 December on or after.
    Calendar,
}

impl YearEnd {
    /// Its name in the language.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Financial => "end-of-financial-year",
            Self::Academic => "end-of-academic-year",
            Self::Calendar => "end-of-calendar-year",
        }
    }
}

/// A point in time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Point {
    /// An event.
    Event(Event),
    /// The first of several, over the people or cases of one record.
    First(Box<Point>),
    /// The last of several.
    Last(Box<Point>),
    /// The earliest of two or more; what never happens is left out.
    Earlier(Vec<Expression>),
    /// The latest of two or more; what never happens is left out.
    Later(Vec<Expression>),
    /// The end of the year that holds a point.
    EndOf(YearEnd, Box<Expression>),
    /// One expression or another, by what came first. What never happens is not before.
    If {
        /// What must come first …
        first: Box<Point>,
        /// … before this …
        before: Box<Expression>,
        /// … for this to count …
        then: Box<Expression>,
        /// … and otherwise this.
        otherwise: Box<Expression>,
    },
}

impl Point {
    /// Every event named in it, with repetitions, left to right.
    pub fn events<'e>(&'e self, into: &mut Vec<&'e Event>) {
        match self {
            Self::Event(event) => into.push(event),
            Self::First(point) | Self::Last(point) => point.events(into),
            Self::Earlier(several) | Self::Later(several) => {
                several.iter().for_each(|expression| expression.point.events(into));
            }
            Self::EndOf(_, expression) => expression.point.events(into),
            Self::If { first, before, then, otherwise } => {
                first.events(into);
                for expression in [before, then, otherwise] {
                    expression.point.events(into);
                }
            }
        }
    }
}

/// A length of time in calendar units, none negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    /// Years.
    pub years: i32,
    /// Months.
    pub months: i32,
    /// Weeks.
    pub weeks: i32,
    /// Days.
    pub days: i32,
}

impl Period {
    /// Reads an ISO 8601 period in years, months, weeks and days.
    ///
    /// # Errors
    /// [`ExpressionError`](super::ExpressionError) with the place in the text.
    pub fn read(written: &str) -> Result<Self, super::ExpressionError> {
        super::parse::period(written)
    }

    /// The period for the calendar library.
    pub fn span(self) -> jiff::Span {
        jiff::Span::new().years(self.years).months(self.months).weeks(self.weeks).days(self.days)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut said = false;
        for (count, unit) in [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')] {
            if count != 0 {
                write!(f, "{count}{unit}")?;
                said = true;
            }
        }
        if said { Ok(()) } else { f.write_str("0D") }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permanent => f.write_str("permanent"),
            Self::Until(expression) => expression.fmt(f),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.point.fmt(f)?;
        self.periods.iter().try_for_each(|period| write!(f, " + {period}"))
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subject {
            None => f.write_str(&self.name),
            Some(subject) => write!(f, "{}({subject})", self.name),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, word: &str, several: &[Expression]| {
            write!(f, "{word}(")?;
            for (at, expression) in several.iter().enumerate() {
                if at > 0 {
                    f.write_str(", ")?;
                }
                expression.fmt(f)?;
            }
            f.write_str(")")
        };
        match self {
            Self::Event(event) => event.fmt(f),
            Self::First(point) => write!(f, "first({point})"),
            Self::Last(point) => write!(f, "last({point})"),
            Self::Earlier(several) => list(f, "earlier", several),
            Self::Later(several) => list(f, "later", several),
            Self::EndOf(year, expression) => write!(f, "{}({expression})", year.keyword()),
            Self::If { first, before, then, otherwise } => {
                write!(f, "if({first} before {before}, {then}, {otherwise})")
            }
        }
    }
}
