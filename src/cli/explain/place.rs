//! The fields at a place of a schema.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::super::annotate::sidecar_for;
use super::super::output::{complain, look, print};
use super::super::setup::{Place, Ready};
use super::super::{FAILED, SUCCESS};
use crate::check::Task;
use crate::inventory::Row;
use crate::report::explanation;
use crate::rules::Options;
use crate::run::shown;

/// A place as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    file: PathBuf,
    line: u32,
    column: Option<u32>,
}

impl Asked {
    /// From `FILE:LINE` or `FILE:LINE:COLUMN`; the file's own name may have colons.
    pub(super) fn of(text: &str) -> Option<Self> {
        let cut = |text: &str| {
            let (rest, number) = text.rsplit_once(':')?;
            let number: u32 = number.parse().ok().filter(|number| *number > 0)?;
            (!rest.is_empty()).then(|| (rest.to_owned(), number))
        };
        let (rest, last) = cut(text)?;
        match cut(&rest) {
            // `a:3` can be a file too.
            Some((file, line)) if !Path::new(&rest).is_file() => {
                Some(Self { file: file.into(), line, column: Some(last) })
            }
            _ => Some(Self { file: rest.into(), line: last, column: None }),
        }
    }

    /// The fields whose name stands at the place: on its line, and where a column is given, the one
    /// there or before it.
    fn rows<'r>(&self, rows: &[&'r Row]) -> Vec<&'r Row> {
        let on_line = rows.iter().copied().filter(|row| start(row).0 == self.line);
        let Some(column) = self.column else { return on_line.collect() };
        let on_line: Vec<&Row> = on_line.collect();
        let before = on_line.iter().copied().filter(|row| start(row).1 <= column);
        before.max_by_key(|row| start(row).1).or(on_line.first().copied()).into_iter().collect()
    }
}

/// The line and the column at which a field's name starts.
fn start(row: &Row) -> (u32, u32) {
    let position = row.source.position(row.span.start);
    (position.line, position.column)
}

pub(super) fn run(asked: &Asked, matches: &ArgMatches) -> u8 {
    let named = matches.get_one::<String>("notice").map(String::as_str);
    let config = matches.get_one::<PathBuf>("config").map(PathBuf::as_path);
    let Some(place) = Place::find() else { return FAILED };
    let Some(ready) = Ready::over(place, vec![asked.file.clone()], named, config) else { return FAILED };
    let Some(file) = ready.paths.first().filter(|file| !file.is_dir()) else {
        complain(&format!("{} is a folder; name one schema and a line of it", asked.file.display()));
        return FAILED;
    };
    let name = shown(file, &ready.place.root);
    let outcome = ready.run(Task::Inventory, &Options { as_of: jiff::civil::Date::MIN, strict: false }, &[]);
    let of_file: Vec<&Row> = outcome.inventory.iter().filter(|row| row.source.path() == name).collect();
    let rows = asked.rows(&of_file);
    if rows.is_empty() {
        for finding in outcome.findings.iter().filter(|finding| finding.primary.source.path() == name) {
            let line = finding.primary.source.position(finding.primary.span.start).line;
            complain(&format!("{name}:{line}: {}", finding.message));
        }
        let nearest = of_file.iter().min_by_key(|row| start(row).0.abs_diff(asked.line));
        complain(&match nearest {
            Some(row) => format!(
                "no field stands at {name}:{}; the nearest is `{}.{}` at {name}:{}",
                asked.line,
                row.record,
                row.field,
                start(row).0
            ),
            None => format!("no field stands at {name}:{}; none was read there", asked.line),
        });
        return FAILED;
    }
    let sidecar =
        sidecar_for(file).map_or_else(|| "its sidecar".to_owned(), |path| shown(&path, &ready.place.root));
    print(&explanation::fields(&rows, &sidecar, look()), SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Option<(String, u32, Option<u32>)> {
        Asked::of(text).map(|asked| (asked.file.to_string_lossy().into_owned(), asked.line, asked.column))
    }

    #[test]
    fn a_place_is_cut_from_its_end() {
        assert_eq!(asked("a.sql:3"), Some(("a.sql".to_owned(), 3, None)));
        assert_eq!(asked("a.sql:3:7"), Some(("a.sql".to_owned(), 3, Some(7))));
        assert_eq!(asked("C:\\db\\a.sql:3"), Some(("C:\\db\\a.sql".to_owned(), 3, None)));
        assert_eq!(asked("C:\\db\\a.sql:3:7"), Some(("C:\\db\\a.sql".to_owned(), 3, Some(7))));
        for none in ["a.sql", "undeclared-field", "C:\\db\\a.sql", "a.sql:0", ":3", "a.sql:", "a.sql:x"] {
            assert_eq!(asked(none), None, "{none}");
        }
    }
}
