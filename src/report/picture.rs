//! A small time line of one imagined child: an event a line, with its date, the child's age and
//! its place between the first day and the last. Readable in black and white and in ASCII.

use jiff::civil::Date;

use super::snippet::Look;
use crate::retention::{Life, age};

/// The widest that the line of time is drawn.
const WIDEST: usize = 40;
/// And the narrowest.
const NARROWEST: usize = 12;

/// One line of the picture.
struct Line {
    label: String,
    date: Date,
    /// From which day on it is drawn through, and with what.
    through: Option<(Date, char)>,
    mark: char,
}

/// Draws a life; `limit` says what the limit is. Every line is indented by two and ends in a line break.
pub fn picture(life: &Life, limit: &str, look: Look) -> String {
    let marks = if look.unicode {
        ['●', '┤', '▶', '━', '┄', '│']
    } else {
        ['o', ']', '>', '=', '.', '|']
    };
    let [event, end, kept, over, short, axis] = marks;
    let line = |label: &str, date, through, mark| Line { label: label.to_owned(), date, through, mark };
    let mut lines: Vec<Line> = life.days.iter().map(|day| line(&day.event, day.date, None, event)).collect();
    let excess = life.excess() > 0;
    let of_limit = line(limit, life.limit, (!excess).then_some((life.system, short)), end);
    let of_system = line("the system ends", life.system, excess.then_some((life.limit, over)), kept);
    lines.extend([of_limit, of_system]);
    lines.sort_by_key(|line| line.date);
    let (Some(first), Some(last)) = (lines.first().map(|line| line.date), lines.last().map(|line| line.date))
    else {
        return String::new();
    };
    let ages: Vec<String> = lines.iter().map(|line| in_life(life.birth(), line.date)).collect();
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let label_width = widest(&mut lines.iter().map(|line| line.label.chars().count()));
    let age_width = widest(&mut ages.iter().map(|age| age.chars().count()));
    // Two before the label, between the columns and before the axis; ten for the date.
    let taken = 2 + label_width + 2 + 10 + 2 + age_width + 2 + 1;
    let width = look.width.saturating_sub(taken + 1).clamp(NARROWEST, WIDEST);
    let place = |date: Date| place(first, last, date, width);
    let mut out = String::new();
    for (line, age) in lines.iter().zip(&ages) {
        let from = line.through.map_or(place(line.date), |(from, _)| place(from));
        let mut time: String = " ".repeat(from);
        if let Some((_, through)) = line.through {
            time.extend(std::iter::repeat_n(through, place(line.date) - from));
        }
        time.push(line.mark);
        let drawn = format!("  {:label_width$}  {}  {age:age_width$}  {axis}{time}", line.label, line.date);
        out.push_str(look.text(drawn.trim_end()).as_ref());
        out.push('\n');
    }
    out
}

/// The column of a day between the first and the last.
fn place(first: Date, last: Date, date: Date, width: usize) -> usize {
    let days = |to: Date| first.until(to).map_or(0, |span| i64::from(span.get_days()));
    let column = days(date) * (width as i64 - 1) / days(last).max(1);
    usize::try_from(column).unwrap_or(0)
}

fn in_life(birth: Option<Date>, date: Date) -> String {
    match birth {
        Some(birth) if date > birth => format!("age {}", age(birth, date)),
        Some(birth) if date < birth => "unborn".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retention::{Timeline, parse};

    fn drawn(system: &str, limit: &str, look: Look) -> String {
        let keep = |written: &str| parse(written).unwrap();
        let timeline = Timeline::built_in().unwrap();
        let compared = timeline.compare(&keep(system), &keep(limit), &[]);
        picture(&compared.worst.unwrap(), "the notice ends", look)
    }

    const PLAIN: Look = Look { width: 80, colour: false, unicode: false };

    #[test]
    fn the_worst_case_is_drawn_in_ascii() {
        insta::assert_snapshot!(drawn("case-closure + P30Y", "birth + P25Y", PLAIN), @r"
        birth            2009-03-01          |o
        case-closure     2034-03-01  age 25  |                 o
        the notice ends  2034-03-01  age 25  |                 ]
        the system ends  2064-03-01  age 55  |                 =====================>
        ");
        insta::assert_snapshot!(drawn("birth + P60Y", "case-closure + P35Y", Look { unicode: true, ..PLAIN }), @r"
        case-closure     2008-02-29  unborn  │●
        birth            2008-12-19          │●
        the notice ends  2043-02-28  age 34  │                     ┤
        the system ends  2068-12-19  age 60  │                     ━━━━━━━━━━━━━━━━━▶
        ");
    }

    #[test]
    fn long_names_stay_within_80_columns() {
        let picture =
            drawn("registration-end(childminder) + P8Y", "registration-end(childminder) + P7Y", PLAIN);
        assert!(picture.lines().all(|line| line.chars().count() <= 80), "{picture}");
    }
}
