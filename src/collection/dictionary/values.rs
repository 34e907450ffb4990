//! The values that a field may take, as dictionaries write them: `M|F`, `1 = yes; 2 = no`,
//! `1, yes | 2, no`.

use crate::collection::Allowed;

/// The most values that are kept of one cell.
const MOST: usize = 2_000;

/// Takes a cell apart. A cell that lists nothing (`any date`) gives one value, which is that of no list.
pub(super) fn read(text: &str) -> Vec<Allowed> {
    let text = text.trim().trim_start_matches(['[', '{', '(']).trim_end_matches([']', '}', ')']);
    let separator = ['|', '\n', ';'].into_iter().find(|separator| text.contains(*separator)).unwrap_or(',');
    text.split(separator)
        .map(|part| part.trim().trim_matches(['"', '\'', '`']))
        .filter(|part| !part.is_empty())
        .take(MOST)
        .map(|part| one(part, separator))
        .collect()
}

/// A value with its label, where one stands behind it.
fn one(part: &str, separator: char) -> Allowed {
    let mut marks = vec![" = ", "=", " - ", ": "];
    if separator == '|' {
        marks.push(", ");
    }
    let split = marks.iter().find_map(|mark| part.split_once(mark));
    match split {
        Some((value, label)) if !value.trim().is_empty() && !label.trim().is_empty() => {
            Allowed { value: value.trim().to_owned(), label: Some(label.trim().to_owned()) }
        }
        _ => Allowed { value: part.to_owned(), label: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart_as_people_write_them() {
        let pairs = |text| -> Vec<(String, Option<String>)> {
            read(text).into_iter().map(|allowed| (allowed.value, allowed.label)).collect()
        };
        let plain = |value: &str| (value.to_owned(), None);
        let named = |value: &str, label: &str| (value.to_owned(), Some(label.to_owned()));
        assert_eq!(pairs("M|F| U"), [plain("M"), plain("F"), plain("U")]);
        assert_eq!(pairs("1, Yes | 2, No"), [named("1", "Yes"), named("2", "No")]);
        assert_eq!(
            pairs("J1 = remand; V2 - short break"),
            [named("J1", "remand"), named("V2", "short break")]
        );
        assert_eq!(pairs("['MM', 'FF']"), [plain("MM"), plain("FF")]);
        assert_eq!(pairs(""), []);
    }
}
