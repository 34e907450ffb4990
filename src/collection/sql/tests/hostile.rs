use super::*;

fn on_small_stack(text: String) -> Option<Collection> {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    thread.spawn(move || maybe("a.sql", &text)).unwrap().join().expect("no overflow")
}

#[test]
fn deep_and_long_expressions_end_cleanly() {
    let deep = "(".repeat(100_000);
    let long = "a = 1 OR ".repeat(100_000);
    let close = ")".repeat(100_000);
    for text in [
        format!("CREATE TABLE t (a int, b int CHECK ({deep}1{close}), c int)"),
        format!("CREATE TABLE t (a int, b int CHECK ({long} a = 2), c int)"),
        format!("CREATE TABLE t (a int, b int CHECK ({} a = 2), c int)", "a = 1 OR ".repeat(370)),
        format!("CREATE TABLE t (a int, b int CHECK ({} 1), c int)", "NOT ".repeat(1_400)),
        format!("CREATE TABLE t (a int, b int weird {} 1, c int)", "[1]".repeat(100_000)),
        format!("CREATE TABLE t (a int, b int weird a = [1,2]{}, c int)", " || [1,2]".repeat(100_000)),
        format!("CREATE TABLE t (a int, b int{}, c int)", "[]".repeat(100_000)),
        format!("CREATE TABLE t (a int, b int DEFAULT 1{}, c int)", "::int".repeat(100_000)),
        format!("CREATE TABLE t (a int, b {}int{} weird, c int)", "array<".repeat(1_000), ">".repeat(1_000)),
    ] {
        let collection = on_small_stack(text).unwrap();
        assert_eq!(names(&collection.records[0]), ["a", "b", "c"]);
    }
    assert!(on_small_stack(format!("CREATE TABLE t {deep}")).is_some());
}

#[test]
fn what_does_not_end_costs_up_to_the_next_statement() {
    let text = "CREATE TABLE a (x int, y varchar(5) DEFAULT 'oh, z int);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (w varchar(5) DEFAULT 'fine');\n/* CREATE TABLE d (x int)\n";
    let collection = collection(text);
    assert_eq!(records(&collection), ["a", "b"]);
    assert_eq!(names(&collection.records[0]), ["x", "y"]);
    assert_eq!(remarks(&collection), ["Unread@1:45 'oh, z int);", "Unread@4:1 /* CREATE TABLE d (x int)"]);
}

#[test]
fn copied_data_without_an_end_hides_nothing() {
    let text = "COPY a FROM stdin;\nCREATE TABLE b (c int);";
    assert_eq!(records(&collection(text)), ["b"]);
}

#[test]
fn any_part_of_a_script_is_read_without_panic() {
    let sample = concat!(
        "\u{feff}-- é @gdpr a=1\n\nCREATE TYPE s AS ENUM ('a','é');\nCREATE TABLE [dbo].[é] (\n [a] nvarchar(5) CHECK (a IN ('x','y')), -- é @gdpr b={c: 'd'}\n",
        " b int DEFAULT (1) REFERENCES x.y (z), /* é */ `c` enum('a') COMMENT 'é @gdpr q=''r''', PRIMARY KEY (a)) ON [PRIMARY];\nGO\n",
        "ALTER TABLE é ADD d $$ é $$, DROP COLUMN a, RENAME COLUMN b TO \"é\";\nCOMMENT ON COLUMN é.a IS E'é\\'';\nEXEC sp_addextendedproperty @name=N'gdpr', @value=N'a=b',",
        " @level1type='TABLE', @level1name='é';\nDELIMITER //\nCREATE TABLE {{ x }}.y (z int)//\nDELIMITER ;\nCOPY a FROM stdin;\né\n\\.\n:setvar a\n/*!50001 CREATE TABLE z (a int) */;\n",
    );
    for family in [
        "",
        "\n-- `engine= auto_increment unsigned charset mediumtext\n",
        "\n-- nvarchar identity( datetime2 uniqueidentifier dbo.\n",
        "\n-- jsonb bytea :: $$ timestamptz postgresql\n",
    ] {
        for (at, _) in sample.char_indices() {
            maybe("a.sql", &format!("{}{family}", &sample[..at]));
            maybe("a.sql", &format!("{}{family}", &sample[at..]));
        }
    }
}

#[test]
fn more_than_is_read_is_said() {
    let collection =
        collection(&format!("CREATE TABLE t (a int{});\nCREATE TABLE u (b int);", ",".repeat(2_000_100)));
    assert_eq!((records(&collection), collection.records[0].fields.len()), (vec!["t"], 1));
    // A limit cuts a statement short; that its parenthesis stays open is no news.
    assert!(remarks(&collection)[..].iter().all(|remark| remark.starts_with("Limit@1:")));
    assert_eq!(remarks(&collection).len(), 1);
}

#[test]
fn large_scripts_take_linear_time() {
    let timed = |count: usize| {
        let mut text = String::new();
        for at in 0..count {
            text.push_str(&format!("-- Of {at}\nCREATE TABLE t{at} (a int, -- x\n b varchar(5) CHECK (b IN ('x')));\nCOMMENT ON COLUMN t{at}.a IS 'y';\n/* c */ /* d */ "));
        }
        text.push_str(&"/* */ [ { $ : ".repeat(count));
        let start = std::time::Instant::now();
        assert_eq!(collection(&text).records.len(), count);
        start.elapsed()
    };
    // A machine under load may be slow once, not three times in the same way.
    let linear = (0..3).any(|_| {
        let (small, large) = (timed(500), timed(4_000));
        large < small * 24
    });
    assert!(linear, "eight times as much takes far more than eight times as long");
}
