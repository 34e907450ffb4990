//! What people read, as it is: snapshots of whole reports.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use common::{Folder, run_in};

const NOTICE: &str = r#"notice: dale
title: Dale notice
controller: Dale Council
purposes: [{ id: care, source: section 1 }]
categories:
  - { id: who, kind: ordinary, covers: [name, birth-date] }
  - { id: creed, kind: special, head: religious-or-philosophical-beliefs, source: section 2 }
lawful-bases: { article-6: [e], article-9: [{ condition: h, schedule-1: 2 }] }
recipients: []
retention:
  - { id: all, label: All records of children, keep: birth + P25Y, catch-all: child, source: section 3 }
"#;

const CHILD: &str = r#"-- @gdpr purpose=care lawful-basis=e retention="birth + P30Y" necessity="to greet"
CREATE TABLE child (
  first_name varchar(40), -- @gdpr category=who
  religion varchar(20),
  faith_group varchar(20),
  born_on date -- @gdpr category=who
);
"#;

fn report(more: &[&str], environment: &[(&str, &str)]) -> String {
    let folder = Folder::with(&[("notice.yaml", NOTICE), ("child.sql", CHILD)]);
    let arguments = [&["check", "--notice", "notice.yaml", "--as-of", "2026-06-30"][..], more].concat();
    run_in(folder.path(), &arguments, environment).out
}

#[test]
fn narrow_and_plain() {
    insta::assert_snapshot!(report(&[], &[("COLUMNS", "60")]), @r#"
error[undeclared-field]

  x `child.religion` has no declaration. It looks like
  | religion or belief (special category data): `religion`
  | in its name.
   ,-[child.sql:4:3]
 4 |   religion varchar(20),
   :   ^^^^|^^^
   :       `-- religion or belief
   `----
  = the notice's category for this (section 2)
   ,-[notice.yaml:7:11]
 7 |   - { id: creed, kind: special, head: religious-or-philosophical-beliefs, source: section 2 }
   :           ^^^^^
   `----
  why: UK GDPR Article 5(2): the controller must be able to
       show what it collects and why.
  fix: Declare it, `-- @gdpr category=creed` with its
       `purpose`, or say `not-personal` with a reason.

  1 more finding like it:
    child.sql:5:3 child.faith_group

error[retention-over]

  x `child` is kept 30 years after birth; the notice
  | allows 25 years after birth (All records of children).
  | Every record is over, by 5 years.
   ,-[child.sql:2:14]
 1 | -- @gdpr purpose=care lawful-basis=e retention="birth + P30Y" necessity="to greet"
   :                                                ^^^^^^^|^^^^^^
   :                                                       `-- what the system does
 2 | CREATE TABLE child (
   :              ^^^^^
   `----
  = what the notice says (section 3)
    ,-[notice.yaml:11:54]
 11 |   - { id: all, label: All records of children, keep: birth + P25Y, catch-all: child, source: section 3 }
    :                                                      ^^^^^^^^^^^^
    `----
  birth            2010-03-01          |o
  the notice ends  2035-03-01  age 25  |              ]
  the system ends  2040-03-01  age 30  |              ====>
  why: UK GDPR Article 5(1)(e): no longer than is necessary,
       and no longer than the notice promises.
  fix: Shorten what the system does, or name another row if
       this is the wrong one. Check holds, claims and
       precedence before destroying anything.

Notice   Dale notice, Dale Council (dale, notice.yaml)
Read     1 schema (1 sql), 1 record, 4 fields
Fields   2 declared, 2 undeclared
Skipped  1 file, a notice (1 .yaml)
Found    3 errors
"#);
}

#[test]
fn unicode() {
    insta::assert_snapshot!(report(&[], &[("LANG", "en_GB.UTF-8")]), @r#"
error[undeclared-field]

  × `child.religion` has no declaration. It looks like religion or belief (special category data):
  │ `religion` in its name.
   ╭─[child.sql:4:3]
 4 │   religion varchar(20),
   ·   ────┬───
   ·       ╰── religion or belief
   ╰────
  = the notice's category for this (section 2)
   ╭─[notice.yaml:7:11]
 7 │   - { id: creed, kind: special, head: religious-or-philosophical-beliefs, source: section 2 }
   ·           ─────
   ╰────
  why: UK GDPR Article 5(2): the controller must be able to show what it collects and why.
  fix: Declare it, `-- @gdpr category=creed` with its `purpose`, or say `not-personal` with a
       reason.

  1 more finding like it:
    child.sql:5:3 child.faith_group

error[retention-over]

  × `child` is kept 30 years after birth; the notice allows 25 years after birth (All records of
  │ children). Every record is over, by 5 years.
   ╭─[child.sql:2:14]
 1 │ -- @gdpr purpose=care lawful-basis=e retention="birth + P30Y" necessity="to greet"
   ·                                                ───────┬──────
   ·                                                       ╰── what the system does
 2 │ CREATE TABLE child (
   ·              ─────
   ╰────
  = what the notice says (section 3)
    ╭─[notice.yaml:11:54]
 11 │   - { id: all, label: All records of children, keep: birth + P25Y, catch-all: child, source: section 3 }
    ·                                                      ────────────
    ╰────
  birth            2010-03-01          │●
  the notice ends  2035-03-01  age 25  │                                ┤
  the system ends  2040-03-01  age 30  │                                ━━━━━━━▶
  why: UK GDPR Article 5(1)(e): no longer than is necessary, and no longer than the notice promises.
  fix: Shorten what the system does, or name another row if this is the wrong one. Check holds,
       claims and precedence before destroying anything.

Notice   Dale notice, Dale Council (dale, notice.yaml)
Read     1 schema (1 sql), 1 record, 4 fields
Fields   2 declared, 2 undeclared
Skipped  1 file, a notice (1 .yaml)
Found    3 errors
"#);
}

#[test]
fn everything_whole() {
    insta::assert_snapshot!(report(&["--all"], &[("COLUMNS", "80")]), @r#"
error[retention-over]

  x `child` is kept 30 years after birth; the notice allows 25 years after
  | birth (All records of children). Every record is over, by 5 years.
   ,-[child.sql:2:14]
 1 | -- @gdpr purpose=care lawful-basis=e retention="birth + P30Y" necessity="to greet"
   :                                                ^^^^^^^|^^^^^^
   :                                                       `-- what the system does
 2 | CREATE TABLE child (
   :              ^^^^^
   `----
  = what the notice says (section 3)
    ,-[notice.yaml:11:54]
 11 |   - { id: all, label: All records of children, keep: birth + P25Y, catch-all: child, source: section 3 }
    :                                                      ^^^^^^^^^^^^
    `----
  birth            2010-03-01          |o
  the notice ends  2035-03-01  age 25  |                               ]
  the system ends  2040-03-01  age 30  |                               =======>
  why: UK GDPR Article 5(1)(e): no longer than is necessary, and no longer than
       the notice promises.
  fix: Shorten what the system does, or name another row if this is the wrong
       one. Check holds, claims and precedence before destroying anything.

error[undeclared-field]

  x `child.religion` has no declaration. It looks like religion or belief
  | (special category data): `religion` in its name.
   ,-[child.sql:4:3]
 4 |   religion varchar(20),
   :   ^^^^|^^^
   :       `-- religion or belief
   `----
  = the notice's category for this (section 2)
   ,-[notice.yaml:7:11]
 7 |   - { id: creed, kind: special, head: religious-or-philosophical-beliefs, source: section 2 }
   :           ^^^^^
   `----
  why: UK GDPR Article 5(2): the controller must be able to show what it
       collects and why.
  fix: Declare it, `-- @gdpr category=creed` with its `purpose`, or say
       `not-personal` with a reason.

error[undeclared-field]

  x `child.faith_group` has no declaration. It looks like religion or belief
  | (special category data): `faith_group` in its name.
   ,-[child.sql:5:3]
 5 |   faith_group varchar(20),
   :   ^^^^^|^^^^^
   :        `-- religion or belief
   `----
  = the notice's category for this (section 2)
   ,-[notice.yaml:7:11]
 7 |   - { id: creed, kind: special, head: religious-or-philosophical-beliefs, source: section 2 }
   :           ^^^^^
   `----
  why: UK GDPR Article 5(2): the controller must be able to show what it
       collects and why.
  fix: Declare it, `-- @gdpr category=creed` with its `purpose`, or say
       `not-personal` with a reason.

Notice   Dale notice, Dale Council (dale, notice.yaml)
Read     1 schema (1 sql), 1 record, 4 fields
Fields   2 declared, 2 undeclared
Skipped  1 file, a notice (1 .yaml)
Found    3 errors
"#);
}
