//! Codes of a published list: what a field's allowed values, or the codes that its description
//! lists, say it holds.

use super::compile::SURE;
use super::evidence::{Clue, Reason};
use super::load::{Confidence, Lexicon};
use crate::collection::Field;

/// The most bytes of a description in which codes are looked for.
const MOST_BYTES: usize = 4_096;
/// The most codes of a description.
const MOST_CODES: usize = 200;
/// The most values that a report quotes.
const QUOTED: usize = 3;

/// A value in the forms in which a list can have it: the code and what it stands for.
struct Listed<'f> {
    value: &'f str,
    forms: [Option<&'f str>; 2],
}

/// What the values of a field weigh in one code list.
struct Weighed {
    list: u16,
    weight: u32,
    /// Each with what it weighs.
    values: Vec<(u32, String)>,
}

impl Lexicon {
    /// Codes that are from a list: a code found nowhere else weighs more than one that other lists
    /// have too, which says nothing by itself.
    pub(super) fn values(&self, field: &Field, clues: &mut Vec<Clue>) {
        let mut listed: Vec<Listed<'_>> = Vec::new();
        for allowed in &field.allowed {
            listed.push(Listed {
                value: &allowed.value,
                forms: [Some(&allowed.value), allowed.label.as_deref()],
            });
        }
        if listed.is_empty()
            && let Some(description) = &field.description
        {
            listed = self.codes_in(description);
        }
        let mut all: Vec<Weighed> = Vec::new();
        for Listed { value, forms } in &listed {
            let forms = forms.iter().flatten().map(|form| form.trim().to_lowercase());
            for (list, weight) in forms.flat_map(|form| self.values.get(&form).collect::<Vec<_>>()) {
                match all.iter_mut().find(|known| known.list == list) {
                    Some(known) if known.values.last().is_none_or(|(_, last)| last != value) => {
                        known.values.push((weight, (*value).to_owned()));
                        known.weight += weight;
                    }
                    Some(_) => {}
                    None => {
                        all.push(Weighed { list, weight, values: vec![(weight, (*value).to_owned())] });
                    }
                }
            }
        }
        for Weighed { list, weight, mut values } in all {
            let list = &self.code_lists[usize::from(list)];
            let most = !list.mostly || values.len() * 2 > listed.len();
            // What weighs most is quoted.
            values.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
            if weight < list.at_least || values.first().is_none_or(|(surest, _)| *surest < SURE) || !most {
                continue;
            }
            let values = values.into_iter().take(QUOTED).map(|(_, value)| value).collect();
            clues.push(Clue {
                concept: usize::from(list.concept),
                confidence: Confidence::Likely,
                reason: Reason::Values(values, list.label.clone()),
                head: true,
            });
        }
    }

    /// The codes that a description lists: behind a word that says so (`Values: MM, FF`), or each with
    /// what it stands for (`1 = Christian, 2 = Muslim`).
    fn codes_in<'f>(&self, description: &'f str) -> Vec<Listed<'f>> {
        let end = (0..=MOST_BYTES.min(description.len())).rev().find(|at| description.is_char_boundary(*at));
        let text = &description[..end.unwrap_or_default()];
        let mut listed = Vec::new();
        let mut listing = false;
        let between = |c: char| matches!(c, ',' | ';' | '|' | '\n' | '(' | ')' | '[' | ']' | '/');
        for part in text.split(between) {
            // `Values: MM`, `one of MM`.
            let mut part = part.trim();
            if let Some((before, behind)) = part.split_once([':', '?'])
                && let Some(last) = before.split([' ', '.']).next_back()
                && self.is_listing(last)
            {
                (listing, part) = (true, behind.trim());
            } else if let Some((before, behind)) = part.rsplit_once(" of ")
                && self.is_listing(before.rsplit(' ').next().unwrap_or_default())
            {
                (listing, part) = (true, behind.trim());
            }
            let part = part.trim_end_matches('.').trim_matches(['"', '\'', '`']);
            let pair = part.split_once('=').or_else(|| part.split_once(" - ").filter(|_| listing));
            let pair = pair.or_else(|| part.split_once(':').filter(|_| listing));
            let forms = match pair {
                Some((code, label)) => [Some(last_word(code)), Some(label.trim())],
                None if listing && !part.is_empty() => [Some(part.strip_prefix("or ").unwrap_or(part)), None],
                None => continue,
            };
            listed.push(Listed { value: forms[1].or(forms[0]).unwrap_or_default(), forms });
            if listed.len() == MOST_CODES {
                break;
            }
        }
        listed
    }

    fn is_listing(&self, word: &str) -> bool {
        self.grammar.listing.contains(&super::tokens::singular(&word.to_lowercase()))
    }
}

/// The last word of what stands before an equals sign: the code itself.
fn last_word(text: &str) -> &str {
    text.trim().rsplit(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::super::testing::table;
    use crate::collection::Allowed;

    /// The entry that a column without a telling name has by its values or by its description.
    fn said(values: &[&str], description: &str) -> String {
        let lexicon = Lexicon::built_in().unwrap();
        let mut child = table("child", &["surname", "udf_3"]);
        child.fields[1].allowed =
            values.iter().map(|value| Allowed { value: (*value).to_owned(), label: None }).collect();
        child.fields[1].description = (!description.is_empty()).then(|| description.to_owned());
        let classified = lexicon.classify(std::slice::from_ref(&child));
        lexicon.likely(&classified[0].1[1]).map(|(concept, _)| concept.id.clone()).unwrap_or_default()
    }

    #[test]
    fn two_codes_that_no_other_list_has_are_enough() {
        for (values, entry) in [
            (&["WBRI", "REFU"][..], ""),
            (&["WBRI", "APKN"], "racial-or-ethnic-origin"),
            (&["WBRI", "REFU", "NOBT"], "racial-or-ethnic-origin"),
            (&["SPLD", "MLD"], "special-need-type"),
            (&["HI", "VI", "MSI"], "special-need-type"),
            (&["MOB", "HAND"], "health"),
            (&["MM", "FF", "MF"], "sex-life-or-orientation"),
            (&["C1", "C2", "V2", "J1"], "criminal-offence"),
            (&["C1", "C2", "V2", "V4"], "legal-status-code"),
            (&["NEG", "PHY", "SAB"], "abuse-category"),
        ] {
            assert_eq!(said(values, ""), entry, "{values:?}");
        }
    }

    #[test]
    fn codes_of_other_lists_are_none_of_these() {
        for values in [
            &["HI", "VI", "EN"][..],
            &["HI", "PA", "MS", "VI", "PR"],
            &["N4"],
            &["E1", "N4", "W1"],
            &["M", "F", "MF"],
            &["F1", "J1", "H1B"],
            &["HH", "MM", "SS", "FF"],
            &["POS", "NEG"],
            &["LAB", "CON", "LD"],
            &["PHY", "CHE", "BIO"],
            &["B", "C1", "D1", "BE"],
            &["4A", "4B", "5A", "6A"],
            &["BOTH", "MOTH", "FATH"],
            &["TEL", "MOB", "EMAIL", "POST"],
            &["XS", "S", "M", "L", "XL"],
        ] {
            assert_eq!(said(values, ""), "", "{values:?}");
        }
    }

    #[test]
    fn a_description_can_list_the_codes() {
        for (description, entry) in [
            ("Values: MM, FF", "sex-life-or-orientation"),
            ("Codes: 1 = Christian, 2 = Muslim, 3 = Sikh", "religious-or-philosophical-beliefs"),
            ("As it was said (1=Halal; 2=Kosher)", "diet"),
            ("One of WBRI | WIRT | NOBT", "racial-or-ethnic-origin"),
            ("1 = Open, 2 = Closed", ""),
            ("Size in mm, ff", ""),
        ] {
            assert_eq!(said(&[], description), entry, "{description}");
        }
    }
}
