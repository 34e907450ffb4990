//! Which database a script is written for, judged by its content.

use sqlparser::dialect::{
    Dialect, GenericDialect, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};

/// How much of a file is looked at: schemas come before data.
const LOOKED_AT: usize = 128 * 1024;

/// A family of databases, as far as it matters to how a script is cut and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// SQL Server and Azure SQL.
    Transact,
    /// PostgreSQL and its relatives.
    Postgres,
    /// MySQL and MariaDB.
    MySql,
    /// Nothing telling was found.
    Other,
}

/// What tells a family by its presence, in lower case.
const SIGNS: [(Family, &[&str]); 4] = [
    (
        Family::Transact,
        &[
            "\ngo\r",
            "\ngo\n",
            "[dbo]",
            "nvarchar",
            "identity(",
            "sp_addextendedproperty",
            "datetime2",
            "uniqueidentifier",
            "] [",
            "set ansi_nulls",
            "n'",
            "dbo.",
            "with check add",
        ],
    ),
    (
        Family::Postgres,
        &[
            "postgresql",
            "$$",
            "comment on ",
            "serial",
            "::",
            "jsonb",
            "character varying",
            "bytea",
            "timestamptz",
            " time zone",
            "alter table only",
            "as enum",
            "owner to",
            "nextval(",
        ],
    ),
    (
        Family::MySql,
        &["`", "engine=", "auto_increment", "/*!", "delimiter ", " unsigned", "charset", "mediumtext", "\n#"],
    ),
    // Oracle's own: its routines end with a line that is a slash.
    (
        Family::Other,
        &["varchar2", "\n/\n", "\n/\r", "\nprompt ", "\nrem ", "sysdate", " number(", "dbms_", "\naccept "],
    ),
];

impl Family {
    /// The family with the most signs.
    pub(super) fn of(text: &str) -> Self {
        let mut end = text.len().min(LOOKED_AT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let start = text[..end].to_ascii_lowercase();
        let count = |signs: &[&str]| signs.iter().filter(|sign| start.contains(**sign)).count();
        let mut best = (Self::Other, 0);
        for (family, signs) in SIGNS {
            let found = count(signs);
            if found > best.1 {
                best = (family, found);
            }
        }
        best.0
    }

    /// The grammars to try, most likely first.
    pub(super) fn grammars(self) -> impl Iterator<Item = &'static dyn Dialect> {
        let own: &'static dyn Dialect = match self {
            Self::Transact => &MsSqlDialect {},
            Self::Postgres => &PostgreSqlDialect {},
            Self::MySql => &MySqlDialect {},
            Self::Other => &GenericDialect {},
        };
        let others: [&'static dyn Dialect; 6] = [
            &GenericDialect {},
            &PostgreSqlDialect {},
            &MySqlDialect {},
            &MsSqlDialect {},
            &SQLiteDialect {},
            &OracleDialect {},
        ];
        std::iter::once(own).chain(others.into_iter().filter(move |other| other.dialect() != own.dialect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_content() {
        assert_eq!(
            Family::of("CREATE TABLE [dbo].[a] ([b] [int] IDENTITY(1,1))\r\nGO\r\n"),
            Family::Transact
        );
        assert_eq!(Family::of("CREATE TABLE `a` (`b` int) ENGINE=InnoDB;"), Family::MySql);
        assert_eq!(Family::of("CREATE TABLE a (b jsonb DEFAULT '{}'::jsonb);"), Family::Postgres);
        assert_eq!(Family::of("CREATE TABLE a (b int);"), Family::Other);
        let oracle =
            "COMMENT ON TABLE a IS 'x';\nCREATE TABLE a (b VARCHAR2(5), c NUMBER(1) DEFAULT 0);\n/\n";
        assert_eq!(Family::of(oracle), Family::Other);
    }
}
