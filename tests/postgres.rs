//! The reader of SQL against PostgreSQL itself: a schema is loaded into a server, dumped by the
//! server's own tool, and what is read of the dump is compared with what the server says it holds.
//! Where the server is not installed the test says so and passes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests stop at the first fault, and say what they leave out"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use noticelint::collection::read;

/// What is loaded: what a dump can hold of tables, in as few lines as that takes.
const SCHEMA: &str = include_str!("postgres/schema.sql");

/// A server in a folder of its own, reached by a socket there; stopped and removed at the end.
struct Server {
    programs: PathBuf,
    folder: PathBuf,
    /// Whom it runs as, where the tests run as the superuser, whom the server refuses.
    user: Option<&'static str>,
}

impl Server {
    fn start(programs: PathBuf) -> Self {
        let folder = std::env::temp_dir().join(format!("noticelint-postgres-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let is_root = fs::metadata("/proc/self").is_ok_and(|metadata| owner(&metadata) == 0);
        let user =
            if is_root { Some(if has_user("postgres") { "postgres" } else { "nobody" }) } else { None };
        let server = Self { programs, folder, user };
        if let Some(user) = user {
            assert!(Command::new("chown").arg(user).arg(&server.folder).status().unwrap().success());
        }
        let data = server.folder.join("data");
        let data = data.to_str().unwrap();
        server.run("initdb", &["-D", data, "-A", "trust", "-U", "tests", "-E", "UTF8", "--no-sync"], None);
        let socket = server.folder.to_str().unwrap();
        let options = format!("-k {socket} -c listen_addresses= -c fsync=off");
        let log = server.folder.join("log");
        server.run("pg_ctl", &["-D", data, "-w", "-l", log.to_str().unwrap(), "-o", &options, "start"], None);
        server
    }

    /// Runs a program of the server; gives what it prints.
    fn run(&self, program: &str, arguments: &[&str], input: Option<&Path>) -> String {
        let program = self.programs.join(program);
        let mut command = match self.user {
            None => Command::new(&program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(&program);
                command
            }
        };
        command.args(arguments).current_dir(&self.folder).env("PGHOST", &self.folder).env("PGUSER", "tests");
        command.env("PGDATABASE", "postgres").env("LC_ALL", "C").env_remove("PGPORT").env_remove("PGOPTIONS");
        command.stdin(input.map_or(Stdio::null(), |path| Stdio::from(fs::File::open(path).unwrap())));
        // The server keeps what it inherits: it must not hold on to a pipe.
        let (out, err) = (self.folder.join("out"), self.folder.join("err"));
        command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
        let status = command.status().unwrap();
        assert!(status.success(), "{}: {}", program.display(), fs::read_to_string(&err).unwrap());
        fs::read_to_string(&out).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let program = self.programs.join("pg_ctl");
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        let _ = command.args(["-m", "immediate", "-D"]).arg(data).arg("stop").stdout(Stdio::null()).status();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(unix)]
fn owner(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(metadata)
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    1
}

fn has_user(name: &str) -> bool {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    users.lines().any(|line| line.split(':').next() == Some(name))
}

/// The folder with the programs of the newest server that is installed.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let all = ["initdb", "pg_ctl", "postgres", "psql", "pg_dump"];
    folders.into_iter().find(|folder| all.iter().all(|program| folder.join(program).is_file()))
}

/// Every column of tables and views, but for those that a table has of its parents or that its
/// whole has too; the type as a dump writes it.
const COLUMNS: &str = "\
    SET search_path = ''; SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname, i.column_name,\
    CASE WHEN c.relkind IN ('v', 'm') THEN '' ELSE format_type(a.atttypid, a.atttypmod) END \
    FROM information_schema.columns i JOIN pg_namespace n ON n.nspname = i.table_schema \
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = i.table_name \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = i.column_name \
    WHERE i.table_schema NOT IN ('pg_catalog', 'information_schema') AND NOT c.relispartition AND a.attislocal \
    ORDER BY 1, i.ordinal_position";

/// A type without spaces and quotes.
fn plain(written: &str) -> String {
    written.replace([' ', '"'], "")
}

#[test]
fn what_is_read_of_a_dump_is_what_the_server_holds() {
    let Some(programs) = programs() else {
        println!("PostgreSQL is not installed, so nothing was compared with it.");
        return;
    };
    let server = Server::start(programs);
    let schema = server.folder.join("schema.sql");
    fs::write(&schema, SCHEMA).unwrap();
    server.run("psql", &["-X", "-q", "-v", "ON_ERROR_STOP=1"], Some(&schema));
    let dump = server.folder.join("dump.sql");
    fs::write(&dump, server.run("pg_dump", &["--schema-only"], None)).unwrap();
    let held = server.run("psql", &["-X", "-q", "-A", "-t", "-F", "\t", "-c", COLUMNS], None);

    let source = noticelint::text::read(&dump, "dump.sql").unwrap();
    let collection = read(&source, Some(&dump), &server.folder, true).unwrap();
    assert!(collection.remarks.is_empty(), "{:?}", collection.remarks);
    let mut got = Vec::new();
    for record in &collection.records {
        // The fields of a type that has any are listed like those of a table.
        if record.name.ends_with("_type") {
            continue;
        }
        // The standard's tables of columns leave out views that keep their rows.
        if record.name == "care.kept" {
            let names: Vec<&str> = record.fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(names, ["kind", "youngest"]);
            continue;
        }
        let is_view = record.name.ends_with("_view");
        for (place, field) in record.fields.iter().enumerate() {
            let written = if is_view { "" } else { field.type_text.as_str() };
            got.push((record.name.clone(), place, field.name.clone(), plain(written)));
        }
    }
    got.sort();
    let mut want: Vec<(String, usize, String, String)> = Vec::new();
    for line in held.lines() {
        let [table, column, written] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let place = want.iter().filter(|(other, ..)| other == table).count();
        want.push((table.to_owned(), place, column.to_owned(), plain(written)));
    }
    want.sort();
    assert!(want.len() > 50, "the server holds {} columns", want.len());
    assert_eq!(got, want);
}
