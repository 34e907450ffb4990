//! The reader of SQL scripts: tables, their columns, and what comments and descriptions say of
//! them. Only [`READER`] is called from outside.
//!
//! `lexer` passes over the script once, `statement` keeps the few statements that define
//! structure, `table`, `element` and `note` read these, `elsewhere` says what they do not list, `margin` finds out what each comment
//! belongs to, `build` puts it together. Everything is linear in the size of the script, and
//! whatever cannot be read costs no more than itself.

mod build;
mod check;
mod cursor;
mod data_type;
mod dialect;
mod element;
mod elsewhere;
mod lexer;
mod lexer_lines;
mod lexer_words;
mod margin;
mod mark;
mod note;
mod options;
mod output;
mod prose;
mod query;
mod records;
mod rename;
mod select;
mod shortfall;
mod shown;
mod statement;
mod table;
mod template;
mod token;
mod types;
mod words;

use super::{Collection, Example, Failure, Reader, Reading};
pub(super) use data_type::field_type_of;
use dialect::Family;

/// The reader of SQL scripts.
pub(super) const READER: Reader = Reader {
    format: "sql",
    title: "SQL data definition (PostgreSQL, SQL Server, MySQL, MariaDB, Oracle, SQLite)",
    endings: &["sql", "ddl", "psql", "pgsql", "mysql", "tsql"],
    sign: "`CREATE TABLE` or another statement that defines structure, in a file that ends in .sql or .ddl or has no ending",
    declarations: "`-- @gdpr key=value` on the line of a column, or above it or its table; a comment of the database (`COMMENT ON`, an extended property); a sidecar",
    example: Example {
        files: &[(
            "tables.sql",
            b"CREATE TABLE child (\n  id integer PRIMARY KEY,\n  asthma_plan text -- @gdpr subject=child category=wellbeing\n);\n",
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    if reading.document.is_some() || !(named(source.path()) || shows(source.path(), source.text())) {
        return None;
    }
    let family = Family::of(source.text());
    let script = statement::cut(source.text(), family);
    let built = build::build(source, family, script);
    // A file of nothing but data is no collection, unless what could not be read may be more.
    if built.defines.iter().all(|defines| !defines) && built.remarks.is_empty() {
        return None;
    }
    Some(Ok(Collection {
        spoken: built.spoken,
        records: built.records,
        remarks: built.remarks,
        ..Collection::new(reading, READER.format)
    }))
}

fn ending(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map(|(_, ending)| ending)
}

fn named(path: &str) -> bool {
    ending(path).is_some_and(|ending| READER.endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a file without an ending has a line that starts with `CREATE TABLE`.
fn shows(path: &str, text: &str) -> bool {
    let creates = |line: &str| {
        let mut words = line.trim_start_matches('\u{feff}').split_whitespace();
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("create"))
            && words.next().is_some_and(|word| word.eq_ignore_ascii_case("table"))
    };
    ending(path).is_none() && text.lines().any(creates)
}

#[cfg(test)]
mod tests;
