//! What each column of a data dictionary says, by its heading.

use crate::collection::FieldType;
use crate::document::Cell;

/// What a column of a data dictionary says of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The database or schema that the record is in.
    Schema,
    /// The record.
    Record,
    /// The field's name.
    Field,
    /// Its type.
    Type,
    /// What a form shows.
    Title,
    /// What it means.
    Description,
    /// How long its text may be.
    Length,
    /// The values that it may take.
    Values,
    /// The record that it refers to.
    RefersTo,
}

/// The headings in use, in words: those of `INFORMATION_SCHEMA.COLUMNS`, of REDCap, and of the
/// dictionaries that public bodies publish. The first that stands in a file has the role.
const HEADINGS: &[(Role, &[&str])] = &[
    (Role::Schema, &["table schema", "schema", "schema name", "owner"]),
    (
        Role::Record,
        &[
            "table",
            "table name",
            "record",
            "record name",
            "entity",
            "entity name",
            "object",
            "object name",
            "form name",
            "form",
            "dataset",
            "data set",
            "file name",
            "file",
            "model",
            "class",
            "sheet",
            "sheet name",
            "worksheet",
            "message",
            "element group",
            "parent",
        ],
    ),
    (
        Role::Field,
        &[
            "column",
            "column name",
            "field",
            "field name",
            "variable field name",
            "variable",
            "variable name",
            "attribute",
            "attribute name",
            "property",
            "property name",
            "element",
            "element name",
            "data item",
            "data item name",
            "data element",
            "data element name",
            "item",
            "item name",
            "question name",
            "header",
            "name",
        ],
    ),
    (
        Role::Type,
        &[
            "data type",
            "datatype",
            "column type",
            "field type",
            "type",
            "type name",
            "udt name",
            "format",
            "data format",
        ],
    ),
    (
        Role::Length,
        &[
            "character maximum length",
            "maximum length",
            "max length",
            "length",
            "size",
            "field length",
            "column length",
        ],
    ),
    (Role::Title, &["field label", "label", "title", "question", "question text", "display name", "caption"]),
    (
        Role::Description,
        &[
            "description",
            "column description",
            "field description",
            "data item description",
            "definition",
            "column comment",
            "comment",
            "comments",
            "remarks",
            "meaning",
            "notes",
            "guidance",
        ],
    ),
    (
        Role::Values,
        &[
            "values",
            "allowed values",
            "permitted values",
            "permissible values",
            "valid values",
            "value set",
            "codes",
            "code list",
            "codeset",
            "code set",
            "options",
            "choices",
            "choices calculations or slider labels",
            "enum",
            "enumeration",
        ],
    ),
    (
        Role::RefersTo,
        &[
            "references",
            "refers to",
            "foreign key",
            "fk",
            "foreign key table",
            "referenced table",
            "fk table",
        ],
    ),
];

/// The columns of a dictionary, or nothing where the headings are not those of one: it has to name
/// fields, and to say of them what record they are in or what they are.
pub(super) fn roles(headings: &[Cell]) -> Option<Vec<(Role, usize)>> {
    let words: Vec<String> = headings.iter().map(|cell| plain(&cell.text)).collect();
    let bare_words: Vec<String> = headings.iter().map(|cell| plain(core(&cell.text))).collect();
    let mut roles = Vec::new();
    for (role, names) in HEADINGS {
        let stands =
            |words: &[String]| names.iter().find_map(|name| words.iter().position(|word| word == name));
        let at = stands(&words).or_else(|| stands(&bare_words));
        if let Some(at) = at.filter(|at| !roles.iter().any(|(_, taken)| taken == at)) {
            roles.push((*role, at));
        }
    }
    let has = |wanted: Role| roles.iter().any(|(role, _)| *role == wanted);
    let tells = has(Role::Type) || has(Role::Title) || has(Role::Description);
    let field = roles.iter().find(|(role, _)| *role == Role::Field)?;
    // A list with a name and a description can be a list of anything; a record or a type makes it one of fields.
    let bare = matches!(bare_words[field.1].as_str(), "name" | "item" | "header");
    let enough =
        if bare { has(Role::Type) || has(Role::Record) && tells } else { has(Role::Record) || tells };
    enough.then_some(roles)
}

/// How many rows may stand above the headings: a title, who published it, when.
const MOST_ABOVE: usize = 10;

/// The row of the headings and what they say: the first row that is one, with nothing above it but
/// rows of one or two cells.
pub(super) fn find(rows: &[Vec<Cell>]) -> Option<(usize, Vec<(Role, usize)>)> {
    for (at, row) in rows.iter().take(MOST_ABOVE + 1).enumerate() {
        if let Some(roles) = roles(row) {
            return (!is_bare(&roles) || tells_types(&rows[at + 1..], &roles)).then_some((at, roles));
        }
        if row.iter().filter(|cell| !cell.text.trim().is_empty()).count() > 2 {
            return None;
        }
    }
    None
}

/// The rows of a file that [`find`] looks at.
pub(super) const MOST_LOOKED_AT: usize = MOST_ABOVE + 40;

/// Whether nothing but a name and a type is said: any list of things has those.
fn is_bare(roles: &[(Role, usize)]) -> bool {
    roles.iter().all(|(role, _)| matches!(role, Role::Field | Role::Type))
}

/// Whether at least half of the types are types of fields. Of headings alone nobody knows.
fn tells_types(rows: &[Vec<Cell>], roles: &[(Role, usize)]) -> bool {
    let Some((_, at)) = roles.iter().find(|(role, _)| *role == Role::Type) else { return false };
    let said = rows.iter().filter_map(|row| row.get(*at)).map(|cell| cell.text.trim());
    let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
    let known = said.iter().filter(|text| super::field_type(text) != FieldType::Unknown).count();
    known > 0 && known * 2 >= said.len()
}

/// A heading without its number and without what is said of it in brackets: `1. Type (SQL)`.
fn core(heading: &str) -> &str {
    let numbered = heading.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let heading = if numbered.len() < heading.trim_start().len() { numbered } else { heading };
    let end = heading.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '[' | '{')).map(|(at, _)| at);
    end.map_or(heading, |end| &heading[..end])
}

/// A heading as words in lower case: `Variable / Field Name`, `COLUMN_NAME`, `dataType`.
fn plain(heading: &str) -> String {
    let mut words = String::with_capacity(heading.len() + 4);
    let mut lower = false;
    for character in heading.chars() {
        if !character.is_alphanumeric() {
            lower = false;
        } else if lower && character.is_uppercase() {
            words.push(' ');
        }
        if character.is_alphanumeric() {
            lower = character.is_lowercase();
            words.extend(character.to_lowercase());
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn read(headings: &str) -> Option<Vec<Role>> {
        let cells: Vec<Cell> =
            headings.split(',').map(|text| Cell { text: text.to_owned(), span: Span::default() }).collect();
        let mut roles = roles(&cells)?;
        roles.sort_by_key(|(_, at)| *at);
        Some(roles.into_iter().map(|(role, _)| role).collect())
    }

    #[test]
    fn the_usual_headings_are_known() {
        use Role::*;
        assert_eq!(read("table,column,type,description"), Some(vec![Record, Field, Type, Description]));
        assert_eq!(
            read("TABLE_CATALOG,TABLE_SCHEMA,TABLE_NAME,COLUMN_NAME,ORDINAL_POSITION,IS_NULLABLE,DATA_TYPE"),
            Some(vec![Schema, Record, Field, Type])
        );
        assert_eq!(
            read("Variable / Field Name,Form Name,Section Header,Field Type,Field Label"),
            Some(vec![Field, Record, Type, Title])
        );
        assert_eq!(read("Data item,Definition,Permitted values"), Some(vec![Field, Description, Values]));
        assert_eq!(read("name,type"), Some(vec![Field, Type]));
    }

    #[test]
    fn numbers_stars_and_brackets_are_no_part_of_a_heading() {
        use Role::*;
        assert_eq!(
            read("1. Table,2. Column*,Type (SQL),Length [characters],Description†"),
            Some(vec![Record, Field, Type, Length, Description])
        );
        assert_eq!(read("(A) Something,(B) Else"), None);
    }

    #[test]
    fn a_list_of_something_else_is_none() {
        for headings in
            ["name,description", "name,address,postcode", "item,quantity", "UPN,DOB", "", "column"]
        {
            assert_eq!(read(headings), None, "{headings}");
        }
    }
}
