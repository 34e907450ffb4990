//! The words by which statements, changes and options are told apart.

/// What may follow `CREATE` where a table or a type is made.
#[rustfmt::skip]
pub(super) const MAKES: [&str; 24] = [
    "table", "type", "domain", "or", "global", "local", "temp", "temporary", "unlogged", "foreign",
    "external", "transient", "volatile", "multiset", "hybrid", "set", "materialized", "view", "recursive",
    "secure", "force", "noforce", "editionable", "noneditionable",
];

/// What may follow `CREATE` or `ALTER` where something else is made.
#[rustfmt::skip]
pub(super) const MAKES_OTHER: [&str; 22] = [
    "index", "unique", "clustered", "nonclustered", "proc", "procedure", "function", "trigger",
    "schema", "sequence", "database", "role", "user", "extension", "statistics", "synonym",
    "definer", "event", "rule", "policy", "package", "login",
];

/// What makes a routine, in which tables are made for its own use.
#[rustfmt::skip]
pub(super) const ROUTINES: [&str; 4] = [
    "proc", "procedure", "function", "trigger",
];

/// Procedures of SQL Server that describe or rename columns.
pub(super) const PROCEDURES: [&str; 3] = ["sp_addextendedproperty", "sp_updateextendedproperty", "sp_rename"];

/// What starts a statement on a new line outside parentheses. `SET` and `DROP` are not here: an
/// `ALTER TABLE` may go on with them.
#[rustfmt::skip]
pub(super) const STARTS_OTHER: [&str; 11] = [
    "insert", "update", "delete", "select", "merge", "print", "declare", "grant", "truncate", "return",
    "use",
];

/// Words before `TABLE` in `CREATE … TABLE`.
#[rustfmt::skip]
pub(super) const BEFORE: [&str; 13] = [
    "or", "replace", "alter", "global", "local", "unlogged", "foreign", "external", "transient", "volatile",
    "multiset", "hybrid", "set",
];

/// What stands after a table's name where its columns are not written here.
#[rustfmt::skip]
pub(super) const ELSEWHERE: [&str; 13] = [
    "as", "like", "partition", "of", "clone", "copy", "shallow", "deep", "select", "using", "inherits",
    "with", "engine",
];

/// Words before the name of a table whose columns are copied.
pub(super) const COPIES: [&str; 7] = ["like", "partition", "of", "clone", "copy", "shallow", "deep"];

/// How a method of an object type starts, among its columns.
#[rustfmt::skip]
pub(super) const METHODS: [&str; 9] = [
    "member", "static", "constructor", "map", "order", "overriding", "final", "instantiable", "not",
];

/// Words with which a statement of its own starts on a new line, among the changes of a table.
#[rustfmt::skip]
pub(super) const NEXT_STATEMENT: [&str; 23] = [
    "set", "exec", "execute", "if", "begin", "end", "else", "go", "drop", "while", "commit", "rollback",
    "open", "close", "deny", "revoke", "raiserror", "throw", "dbcc", "enable", "disable", "fetch",
    "waitfor",
];

/// What starts an action of `ALTER TABLE` that neither adds nor drops a column.
#[rustfmt::skip]
pub(super) const OTHER_ACTIONS: [&str; 19] = [
    "alter", "enable", "disable", "set", "validate", "owner", "detach", "convert",
    "force", "order", "with", "inherit", "no", "replica", "cluster", "split", "switch", "rebuild",
    "default",
];

/// Words that stand for themselves.
#[rustfmt::skip]
pub(super) const ALONE: [&str; 97] = [
    "not", "null", "primary", "key", "unique", "distinct", "nulls", "clustered", "nonclustered",
    "auto_increment", "autoincrement", "identity", "rowguidcol", "sparse", "hidden", "invisible", "visible",
    "persisted", "stored", "virtual", "generated", "always", "by", "row", "start", "end", "for",
    "replication", "first", "enable", "disable", "enabled", "disabled", "validate", "novalidate", "rely",
    "norely", "deferrable", "initially", "deferred", "immediate", "enforced", "inherit", "no", "action",
    "cascade", "restrict", "match", "full", "simple", "partial", "asc", "desc", "binary", "ascii",
    "unicode", "check", "compressed", "without", "system", "versioning", "serial", "using",
    "transaction_id", "sequence_number", "conflict", "ignore", "fail", "abort", "rollback", "replace",
    "include", "excluding", "distkey", "sortkey", "logged", "sensitive", "foreign", "hash", "columnstore",
    "noorder", "order", "nocycle", "cycle", "nocache", "nominvalue", "nomaxvalue", "keep", "nokeep", "scale",
    "noscale", "extend", "noextend", "filestream", "options", "codec", "unindexed",
];

/// Words after which one name, number or string stands, dotted or with arguments in parentheses.
#[rustfmt::skip]
pub(super) const WITH_ONE: [&str; 18] = [
    "constraint", "collate", "references", "default", "encode", "after", "comment", "charset", "storage",
    "compression", "column_format", "srid", "engine_attribute", "filegroup", "minvalue", "maxvalue", "cache",
    "ccsid",
];
