//! The reader of SQL scripts: tables, their columns, and what comments and descriptions say of
//! them. Only [`READER`] is called from outside.
//!
//! `lexer` passes over the script once, `statement` keeps the few statements that define
//! structure, `table`, `element` and `note` read these, `elsewhere` says what they do not list, `margin` finds out what each comment
//! belongs to, `build` puts it together; `query`, `output` and `shown` know what views show. Everything is linear in the size of the script, and
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
mod undone;
mod words;

use std::sync::Arc;

use super::{Collection, Example, Failure, Reader, Reading};
use crate::text::Source;
pub(super) use data_type::field_type_of;
use dialect::Family;
use statement::Script;

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
    let (family, script) = cut(source);
    let passed_over = passed_over(source, &script);
    let built = build::build(source, family, script);
    // A file of nothing but data is no collection, unless what could not be read may be more.
    if built.defines.iter().all(|defines| !defines) && built.remarks.is_empty() {
        return None;
    }
    Some(Ok(Collection {
        spoken: built.spoken,
        records: built.records,
        remarks: built.remarks,
        passed_over,
        ..Collection::new(reading, READER.format)
    }))
}

fn cut(source: &Source) -> (Family, Script) {
    let family = Family::of(source.text());
    (family, statement::cut(source.text(), family))
}

/// The parts of a script that undo what the rest of it does.
fn passed_over(source: &Arc<Source>, script: &Script) -> Vec<(Arc<Source>, &'static str)> {
    let part = || (Arc::clone(source), "only the part that undoes a migration");
    std::iter::repeat_with(part).take(script.undone).collect()
}

/// Reads scripts that run one after the other, such as the migrations of one folder, as what they
/// come to in the end: a column that was dropped again is none, one that was renamed has its last
/// name, and every table is whole, whichever scripts made it. Each thing stands in the script that
/// defined it last. Beside the collection: whether each script defines anything.
pub(crate) fn read_sequence(sources: &[Arc<Source>]) -> Option<(Collection, Vec<bool>)> {
    let first = sources.first()?;
    let mut passed = Vec::new();
    let scripts = sources.iter().map(|source| {
        let (family, script) = cut(source);
        passed.extend(passed_over(source, &script));
        (Arc::clone(source), family, script)
    });
    let built = build::build_all(scripts.collect())?;
    let reading =
        Reading { source: first, document: None, file: None, root: std::path::Path::new("."), named: false };
    let remarked = |source: &Arc<Source>| {
        built
            .remarks
            .iter()
            .any(|remark| remark.source.as_ref().is_some_and(|other| Arc::ptr_eq(other, source)))
    };
    let defines = sources.iter().zip(&built.defines).map(|(source, defines)| *defines || remarked(source));
    let defines = defines.collect();
    let collection = Collection {
        spoken: built.spoken,
        records: built.records,
        remarks: built.remarks,
        passed_over: passed,
        further: sources[1..].to_vec(),
        ..Collection::new(&reading, READER.format)
    };
    Some((collection, defines))
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
