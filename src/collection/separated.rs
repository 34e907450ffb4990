//! The reader of tables of data in separated values: their first row is the schema. Only
//! [`READER`] is called from outside.
//!
//! What stands below may be data of real people. It is looked at to tell headings from data, and
//! the collection's text is the first row alone, so that nothing else can be printed.
//!
//! A file that was named has to be a table with headings. One that was found in a folder counts
//! when it has no rows yet (a template), is a module of a return, or has three headings or more
//! and is no list of codes and no published statistics: lists of words and of translations have two.

use super::headings::{Asked, COMPARED, are_headings, fields};
use super::{Collection, Example, Failure, Reader, Reading, Record, RecordKind};
use crate::document::{Cell, rows, separator};
use crate::text::Source;

/// The reader of tables of data.
pub(super) const READER: Reader = Reader {
    format: "separated-values",
    title: "Tables of data in separated values, by their headings; modules of SSDA903 among them",
    endings: &["csv", "tsv"],
    sign: "a file that ends in .csv or .tsv whose first row is headings, unlike the rows below; these are never shown",
    declarations: "in a sidecar",
    example: Example {
        files: &[
            ("child.csv", b"CHILD,DOB,ASTHMA_PLAN\n"),
            (
                "child.csv.gdpr.yaml",
                b"fields:\n  child.ASTHMA_PLAN:\n    subject: child\n    category: wellbeing\n",
            ),
        ],
        declares: ("child", "ASTHMA_PLAN"),
    },
    read,
};

/// The modules of the return on children looked after, as the department's guide names them: what
/// each is, and its columns.
const MODULES: &[(&str, &[&str])] = &[
    ("header", &["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB", "UASC"]),
    (
        "episodes",
        &[
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "CIN",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "HOME_POST",
            "PL_POST",
            "URN",
        ],
    ),
    ("reviews", &["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]),
    ("unaccompanied asylum-seeking children", &["CHILD", "SEX", "DOB", "DUC"]),
    (
        "outcomes, health and offending",
        &[
            "CHILD",
            "DOB",
            "SDQ_SCORE",
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
    ),
    ("care leavers", &["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]),
    (
        "adoption",
        &["CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
    ),
    ("placed for adoption", &["CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]),
    ("previous permanence", &["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"]),
    ("missing from care", &["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]),
];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let ending = source.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    if reading.document.is_some() || !matches!(ending.as_str(), "csv" | "tsv") {
        return None;
    }
    // A quotation that is never closed, far below, is none of the headings' business.
    let separator = separator(source);
    let mut first = rows(source, separator, COMPARED + 1).or_else(|_| rows(source, separator, 1)).ok()?;
    if first.is_empty() {
        return None;
    }
    let below = first.split_off(1);
    let head = first.pop()?;
    let module = module(&head);
    let has_data = below.iter().flatten().any(|cell| !cell.text.trim().is_empty());
    let least = if reading.named {
        1
    } else if has_data {
        3
    } else {
        2
    };
    if module.is_none() && !are_headings(&head, &below, Asked { least, unique: !reading.named }) {
        return None;
    }
    if module.is_none() && has_data && !reading.named && (is_code_list(&head) || are_statistics(&head)) {
        return None;
    }
    let end = head.last().map_or(0, |cell| cell.span.range().end);
    let line = source.text()[end..].find(['\n', '\r']).map_or(source.text().len(), |at| end + at);
    let mut collection = Collection::new(reading, READER.format);
    collection.source = Source::new(source.path(), &source.text()[..line]);
    let span = head.first().map(|cell| cell.span).unwrap_or_default();
    let mut record = Record::new(reading.name(), RecordKind::Table, span);
    record.description = module.map(|name| format!("SSDA903, children looked after: {name}"));
    record.fields = fields(&head, |_| None);
    collection.records.push(record);
    Some(Ok(collection))
}

/// What the columns of lists of codes are called.
const OF_CODE_LISTS: &[&str] = &[
    "code",
    "codes",
    "key",
    "value",
    "term",
    "title",
    "name",
    "label",
    "description",
    "definition",
    "meaning",
    "notes",
    "status",
    "deprecated",
    "source",
    "url",
    "uri",
    "language",
    "order",
    "sort order",
    "parent",
    "group",
    "category",
    "id",
    "valid from",
    "valid to",
    "start date",
    "end date",
];

/// Whether the headings are those of published statistics, which count people and record none: the
/// columns that the Department for Education's open data standard asks for.
fn are_statistics(head: &[Cell]) -> bool {
    let has = |wanted: &str| head.iter().any(|cell| cell.text.trim().eq_ignore_ascii_case(wanted));
    has("time_period") && has("geographic_level")
}

/// Whether the headings are those of a list of codes, and of nothing else.
fn is_code_list(head: &[Cell]) -> bool {
    let names: Vec<String> =
        head.iter().map(|cell| cell.text.trim().to_lowercase().replace(['_', '-'], " ")).collect();
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    has(&["code", "codes", "key", "value", "term"])
        && has(&["title", "name", "label", "description", "definition", "meaning"])
        && names.iter().all(|name| name.is_empty() || OF_CODE_LISTS.contains(&name.as_str()))
}

/// The module of the return on children looked after that has these columns.
fn module(head: &[Cell]) -> Option<&'static str> {
    let names: Vec<&str> = head.iter().map(|cell| cell.text.trim()).collect();
    if names.first() != Some(&"CHILD") || names.len() < 4 {
        return None;
    }
    let known = |columns: &[&str]| names.iter().filter(|name| columns.contains(name)).count();
    let best = MODULES.iter().max_by_key(|(name, columns)| (known(columns), std::cmp::Reverse(*name)))?;
    // A year adds a column to a module, or leaves one out.
    (known(best.1) * 4 >= names.len() * 3).then_some(best.0)
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::super::{Unread, read};
    use crate::text::Source;
    use std::path::Path;

    #[test]
    fn headings_are_fields() {
        let text = "\u{feff}\"Child's name\",DOB,\"Religion (if known)\"\r\nAnn Example,01/02/2011,\r\n";
        let collection = collection("exports/visits 2024.csv", text);
        assert_eq!(
            fields(&collection),
            ["visits 2024.Child's name: ", "visits 2024.DOB: ", "visits 2024.Religion (if known): "]
        );
        let religion = field(&collection, "Religion (if known)");
        let place = collection.source.position(religion.span.start);
        assert_eq!((place.line, place.column), (1, 21));
    }

    #[test]
    fn nothing_but_the_headings_is_kept() {
        let text = "child_id,surname\n1,Example\n2,\"never closed\n";
        let collection = collection("a.csv", text);
        assert_eq!(collection.source.text(), "child_id,surname");
        assert!(!format!("{collection:?}").contains("Example"));
    }

    #[test]
    fn modules_of_the_return_are_known() {
        let text = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC,HOME_POST,PL_POST,URN\n1,01/04/2023,S,C2,N1,U1,,,BH12 3AB,BH12 3AB,SC1\n";
        let collection = collection("episodes.csv", text);
        assert_eq!(
            collection.records[0].description.as_deref(),
            Some("SSDA903, children looked after: episodes")
        );
        assert_eq!(collection.records[0].fields.len(), 11);
    }

    #[test]
    fn what_was_found_and_is_no_record_is_none() {
        for text in [
            "key,welsh\nyes,ie\nno,nage\n",
            "code,label\n1,White British\n2,White Irish\n",
            "Code,Title,Description\nWBRI,White British,As recorded\n",
            "time_period,geographic_level,disability_percent\n2024,National,12.5\n",
            "alpha\nbeta\n",
            "Smith,John,London\nJones,Mary,Leeds\n",
            "1,2,3\n4,5,6\n",
            "",
        ] {
            assert!(is_none("list.csv", text), "{text}");
        }
        assert!(!is_none("template.csv", "forename,surname\n"));
        assert!(!is_none("data.csv", "forename,surname,dob\nAnn,Example,2011-02-01\n"));
    }

    #[test]
    fn a_named_file_without_headings_is_no_schema() {
        let source = Source::new("people.csv", "Smith,John,London\nJones,Mary,Leeds\n");
        assert!(matches!(read(&source, None, Path::new("."), true), Err(Unread::NoSchema(_))));
    }
}
