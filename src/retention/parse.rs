//! Reading retention expressions. Errors point into the expression and say what was expected.

use std::ops::Range;

use super::{Event, Expression, Keep, Period, Point, YearEnd};

/// How deeply an expression may be nested.
const DEEPEST: usize = 32;
/// How many years the periods of an expression may come to together.
const LONGEST: i32 = 1_000;

/// Why a text is no retention expression, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// The bytes of the text that are wrong.
    pub range: Range<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

/// Reads an expression such as `case-closure + P35Y`,
/// `if(death before birth + P18Y, death + P15Y, birth + P75Y)` or `permanent`.
///
/// # Errors
/// [`ExpressionError`] with the place in `text`.
pub fn parse(text: &str) -> Result<Keep, ExpressionError> {
    if text.trim() == "permanent" {
        return Ok(Keep::Permanent);
    }
    let mut parser = Parser { text, at: 0, depth: 0, years: 0 };
    let expression = parser.expression()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser
            .error(parser.at..text.len(), "the expression should end here, or go on with `+` and a period"));
    }
    Ok(Keep::Until(expression))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// How many whole years the periods so far come to, of several branches in the longest.
    years: i32,
}

impl Parser<'_> {
    fn error(&self, range: Range<usize>, message: impl Into<String>) -> ExpressionError {
        ExpressionError { range, message: message.into() }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes a punctuation mark if it is next.
    fn take(&mut self, mark: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        found
    }

    fn expect(&mut self, mark: char, after: &str) -> Result<(), ExpressionError> {
        if self.take(mark) {
            return Ok(());
        }
        let end = self.at + self.rest().chars().next().map_or(0, char::len_utf8);
        Err(self.error(self.at..end, format!("expected `{mark}` {after}")))
    }

    /// The next word: letters, digits and hyphens.
    fn word(&mut self) -> (Range<usize>, String) {
        self.skip_space();
        let length = self
            .rest()
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(self.rest().len());
        let range = self.at..self.at + length;
        self.at += length;
        (range.clone(), self.text[range].to_owned())
    }

    fn expression(&mut self) -> Result<Expression, ExpressionError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(self.at..self.text.len(), "nested too deeply"));
        }
        let point = self.point()?;
        let mut periods = Vec::new();
        while self.take('+') {
            periods.push(self.period()?);
        }
        self.depth -= 1;
        Ok(Expression { point, periods })
    }

    fn period(&mut self) -> Result<Period, ExpressionError> {
        let (range, word) = self.word();
        let wrong = |message: String| ExpressionError { range: range.clone(), message };
        if word.is_empty() {
            return Err(wrong("expected a period such as `P25Y` after `+`".to_owned()));
        }
        if !word.starts_with('P') {
            let hint = suggest_period(self.text, &range);
            return Err(wrong(format!("`{word}` is no ISO 8601 period{hint}")));
        }
        let period = period(&word).map_err(|error| wrong(error.message))?;
        self.years += period.years + period.months / 12 + period.weeks / 52 + period.days / 365;
        if self.years > LONGEST {
            return Err(wrong(
                "all periods of an expression together are no longer than 1,000 years".to_owned(),
            ));
        }
        Ok(period)
    }

    fn point(&mut self) -> Result<Point, ExpressionError> {
        let (range, word) = self.word();
        if word.is_empty() {
            return Err(self.error(range, "expected an event such as `birth` or `case-closure`"));
        }
        let year = match word.as_str() {
            "end-of-financial-year" => Some(YearEnd::Financial),
            "end-of-academic-year" => Some(YearEnd::Academic),
            "end-of-calendar-year" => Some(YearEnd::Calendar),
            _ => None,
        };
        if let Some(year) = year {
            self.expect('(', "and what the year is the year of")?;
            let inner = self.expression()?;
            self.expect(')', "to close it")?;
            return Ok(Point::EndOf(year, Box::new(inner)));
        }
        match word.as_str() {
            "first" | "last" => {
                self.expect('(', "and an event")?;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(self.error(range, "nested too deeply"));
                }
                let inner = Box::new(self.point()?);
                self.depth -= 1;
                self.expect(')', "to close it")?;
                Ok(if word == "first" { Point::First(inner) } else { Point::Last(inner) })
            }
            "earlier" | "later" => {
                let several = self.list()?;
                if several.len() < 2 {
                    return Err(
                        self.error(range, format!("`{word}` compares two or more, separated by commas"))
                    );
                }
                Ok(if word == "earlier" { Point::Earlier(several) } else { Point::Later(several) })
            }
            "if" => self.condition(),
            "permanent" => Err(self.error(range, "`permanent` stands alone")),
            _ if is_period(&word) => {
                let message = format!(
                    "a period needs an event to count from: write `birth + {}`, for instance",
                    period_of(self.text, &range, &word)
                );
                Err(self.error(range, message))
            }
            _ => self.event(range, word),
        }
    }

    fn event(&mut self, range: Range<usize>, name: String) -> Result<Point, ExpressionError> {
        let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !well_formed {
            let proper = name.to_ascii_lowercase().replace('_', "-");
            let message = format!(
                "`{name}` is no event; events are lower-case words with hyphens, such as `{}`",
                if proper.starts_with(|c: char| c.is_ascii_lowercase()) { &proper } else { "case-closure" }
            );
            return Err(self.error(range, message));
        }
        let mut subject = None;
        if self.take('(') {
            let (range, word) = self.word();
            if word.is_empty() {
                return Err(self.error(range, "expected whose event it is, such as `carer`"));
            }
            subject = Some(word).filter(|subject| subject != "child");
            self.expect(')', "to close it")?;
        }
        Ok(Point::Event(Event { name, subject }))
    }

    fn list(&mut self) -> Result<Vec<Expression>, ExpressionError> {
        self.expect('(', "and the expressions to compare")?;
        let mut several = vec![self.branch()?];
        while self.take(',') {
            several.push(self.branch()?);
        }
        self.expect(')', "or `,` and another expression")?;
        Ok(several)
    }

    /// One of several expressions of which one counts: the longest of them is what is added to.
    fn branch(&mut self) -> Result<Expression, ExpressionError> {
        let before = std::mem::replace(&mut self.years, 0);
        let expression = self.expression();
        self.years = self.years.max(before);
        expression
    }

    fn condition(&mut self) -> Result<Point, ExpressionError> {
        self.expect('(', "and a condition such as `death before birth + P18Y`")?;
        let first = Box::new(self.point()?);
        let (range, word) = self.word();
        if word != "before" {
            return Err(
                self.error(range, "expected `before`: `if(EVENT before EXPRESSION, THEN, OTHERWISE)`")
            );
        }
        let before = Box::new(self.branch()?);
        self.expect(',', "and what counts then")?;
        let then = Box::new(self.branch()?);
        self.expect(',', "and what counts otherwise")?;
        let otherwise = Box::new(self.branch()?);
        self.expect(')', "to close it")?;
        Ok(Point::If { first, before, then, otherwise })
    }
}

/// Where an event stands in an expression that was read: the bytes of its name.
pub fn place_of(text: &str, event: &str) -> Range<usize> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let stands = |at: usize| !text[..at].ends_with(part) && !text[at + event.len()..].starts_with(part);
    let at = text.match_indices(event).map(|(at, _)| at).find(|at| stands(*at));
    at.map_or(0..text.len(), |at| at..at + event.len())
}

/// Reads one ISO 8601 period in years, months, weeks and days.
pub(super) fn period(word: &str) -> Result<Period, ExpressionError> {
    let wrong = |message: String| ExpressionError { range: 0..word.len(), message };
    let span: jiff::Span = word.parse().map_err(|_| {
        wrong(format!("`{word}` is no ISO 8601 period; write years, months, weeks and days like `P1Y6M2W3D`"))
    })?;
    if word.contains('T') {
        return Err(wrong(format!("`{word}` has hours or smaller; retention is counted in whole days")));
    }
    let period = Period {
        years: i32::from(span.get_years()),
        months: span.get_months(),
        weeks: span.get_weeks(),
        days: span.get_days(),
    };
    let long = period.years > LONGEST
        || period.months > LONGEST * 12
        || period.weeks > LONGEST * 52
        || period.days > LONGEST * 366;
    if span.is_negative() || long {
        return Err(wrong(format!("`{word}` is not between nothing and 1,000 years")));
    }
    Ok(period)
}

fn is_period(word: &str) -> bool {
    word.starts_with('P') && word[1..].starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// A length of time as the language writes it, from what people write: `P25Y` for "25 years".
fn period_of(text: &str, range: &Range<usize>, word: &str) -> String {
    if word.starts_with('P') {
        return word.to_owned();
    }
    let rest = text[range.start..].trim();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let unit = rest[digits.len()..].trim_start().chars().next().map(|c| c.to_ascii_uppercase());
    match unit {
        Some(unit @ ('Y' | 'M' | 'W' | 'D')) => format!("P{digits}{unit}"),
        _ => format!("P{digits}Y"),
    }
}

/// "; did you mean `P25Y`?" where a number stands, else how a period is written.
fn suggest_period(text: &str, range: &Range<usize>) -> String {
    let rest = text[range.start..].trim();
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        format!("; did you mean `{}`?", period_of(text, range, ""))
    } else {
        "; write `P25Y` for 25 years".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) {
        assert_eq!(parse(text).unwrap().to_string(), text);
    }

    fn message(text: &str) -> (Range<usize>, String) {
        let error = parse(text).unwrap_err();
        (error.range, error.message)
    }

    #[test]
    fn what_councils_publish_can_be_said() {
        for text in [
            "permanent",
            "case-closure + P35Y",
            "birth + P18Y + P3Y",
            "last(last-contact) + P35Y",
            "later(retirement(worker), allegation + P10Y)",
            "if(death before birth + P18Y, death + P15Y, birth + P75Y)",
            "end-of-financial-year(payment) + P6Y",
            "superseded",
            "birth(carer) + P1Y6M2W3D",
        ] {
            round_trip(text);
        }
    }

    #[test]
    fn mistakes_are_pointed_at() {
        assert_eq!(message("birth + 25 years").0, 8..10);
        assert!(message("birth + 25 years").1.contains("`P25Y`"));
        assert!(message("P25Y").1.contains("birth + P25Y"));
        assert!(message("birth + PT5H").1.contains("whole days"));
        assert_eq!(message("earlier(birth)").0, 0..7);
        assert!(message("if(death, birth, birth)").1.contains("before"));
        assert!(message("Case_Closure + P1Y").1.contains("`case-closure`"));
        assert!(message("birth + P25Y extra").1.contains("end here"));
        assert!(parse("").is_err() && parse("birth +").is_err() && parse("birth + P").is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "end-of-financial-year(".repeat(10_000);
        assert!(message(&deep).1.contains("deeply"));
        assert!(message(&"first(".repeat(10_000)).1.contains("deeply"));
    }

    #[test]
    fn the_child_is_the_subject_when_none_is_named() {
        assert_eq!(parse("birth(child) + P1Y"), parse("birth + P1Y"));
    }
}
