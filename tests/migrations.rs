//! Migrations: the scripts of a folder are read as one, and each finding stands where the column
//! was last defined.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

mod common;

use common::Folder;

const SCRIPTS: [(&str, &str); 6] = [
    (
        "db/V1__child.sql",
        "-- @gdpr subject=child\nCREATE TABLE child (id int PRIMARY KEY, surname text, nickname text, f1 int);\nCREATE TABLE scratch (religion text);\n",
    ),
    (
        "db/V2__more.sql",
        "ALTER TABLE child ADD COLUMN religion text;\nALTER TABLE child RENAME COLUMN f1 TO ethnicity_code;\n",
    ),
    (
        "db/V10__last.sql",
        "ALTER TABLE child DROP COLUMN nickname;\nDROP TABLE scratch;\nALTER TABLE child RENAME TO young_person;\n",
    ),
    ("db/V3__data.sql", "INSERT INTO child VALUES (1);\n"),
    ("db/U2__more.sql", "ALTER TABLE child ADD COLUMN faith text;\n"),
    ("db/R__views.sql", "CREATE OR REPLACE VIEW kid AS SELECT surname, religion AS x FROM young_person;\n"),
];

/// `path:line record.field` of what is undeclared.
fn undeclared(report: &serde_json::Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let show = |finding: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
        format!(
            "{}:{} {}.{}",
            text(&finding["location"]["path"]),
            finding["location"]["start"]["line"],
            text(&finding["record"]),
            text(&finding["field"])
        )
    };
    findings.filter(|finding| finding["rule"] == "undeclared-field").map(show).collect()
}

#[test]
fn a_folder_of_migrations_is_what_it_comes_to() {
    let folder = Folder::with(&SCRIPTS);
    let (report, code) = folder.report(&["db"]);
    assert_eq!(code, 1);
    assert_eq!(
        undeclared(&report),
        [
            "db/R__views.sql:1 kid.x",
            "db/V1__child.sql:2 young_person.id",
            "db/V1__child.sql:2 young_person.surname",
            "db/V2__more.sql:1 young_person.religion",
            "db/V2__more.sql:2 young_person.ethnicity_code",
        ]
    );
    let summary = &report["summary"];
    assert_eq!(summary["sequences"], serde_json::json!([{ "folder": "db", "scripts": 5, "reported": 4 }]));
    assert_eq!((&summary["schemas"], &summary["formats"]["sql"]), (&4.into(), &4.into()));
    assert_eq!(summary["skipped"]["a script that undoes a migration"][".sql"], 1);
    assert_eq!(summary["skipped"]["no schema of a format that is read"][".sql"], 1);
}

#[test]
fn one_script_is_read_with_the_others_and_reported_alone() {
    let folder = Folder::with(&SCRIPTS);
    let (report, code) = folder.report(&["db/V2__more.sql"]);
    assert_eq!(code, 1);
    assert_eq!(
        undeclared(&report),
        ["db/V2__more.sql:1 young_person.religion", "db/V2__more.sql:2 young_person.ethnicity_code"]
    );
    assert_eq!(report["summary"]["fields"], 2);
    let told = folder.run(&["check", "db/V2__more.sql"]).out;
    assert!(
        told.contains(
            "5 scripts of db, read as one in the order of their numbers; reported is what stands in 1"
        ),
        "{told}"
    );
    // A step that only takes away is in order; one that goes back is not read, and that is said.
    assert_eq!(folder.report(&["db/V10__last.sql"]).1, 0);
    assert_eq!(folder.report(&["db/V10__last.sql", "db/U2__more.sql"]).1, 0);
    assert_eq!(folder.report(&["db/U2__more.sql"]).1, 2);
}

#[test]
fn sidecars_and_silencings_hold_for_the_whole_sequence() {
    let mut files = SCRIPTS.to_vec();
    files.push((
        "db/V1__child.gdpr.yaml",
        "fields:\n  young_person.surname: { category: identity-and-contact, purpose: protect-from-abuse-and-harm }\n",
    ));
    files.push((
        "db/V4__quiet.sql",
        "ALTER TABLE child ADD health_notes text; -- @gdpr-ignore undeclared-field reason=\"in review\"\n",
    ));
    let folder = Folder::with(&files);
    let (report, _) = folder.report(&["db"]);
    let left = undeclared(&report);
    assert!(!left.iter().any(|one| one.contains("surname") || one.contains("health_notes")), "{left:?}");
    assert_eq!(report["summary"]["silenced"], 1);
}

#[test]
fn numbered_folders_and_marked_parts_are_migrations_too() {
    let folder = Folder::with(&[
        (
            "prisma/migrations/20240101000000_a/migration.sql",
            "CREATE TABLE \"Child\" (\"id\" TEXT, \"religion\" TEXT);\n",
        ),
        (
            "prisma/migrations/20240202000000_b/migration.sql",
            "ALTER TABLE \"Child\" DROP COLUMN \"religion\";\n",
        ),
        (
            "dbmate/20240101_a.sql",
            "-- migrate:up\nCREATE TABLE parent (surname text);\n-- migrate:down\nDROP TABLE parent;\n",
        ),
        (
            "dbmate/20240102_b.sql",
            "-- migrate:up\nALTER TABLE parent ADD faith text;\n-- migrate:down\nALTER TABLE parent ADD old text;\n",
        ),
    ]);
    let ran = folder.run(&["inventory", "--format", "json", "."]);
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let fields: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["surname", "faith", "id"]);
    let (report, _) = folder.report(&["."]);
    assert_eq!(report["summary"]["skipped"]["only the part that undoes a migration"][".sql"], 2);
}
