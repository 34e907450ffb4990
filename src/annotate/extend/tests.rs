use proptest::prelude::*;

use super::*;

fn draft(pattern: &str) -> Draft {
    Draft {
        pattern: pattern.to_owned(),
        category: "faith".to_owned(),
        subject: Some("child".to_owned()),
        why: "religion or belief: `relig` in its name".to_owned(),
    }
}

fn document(text: &str) -> Document {
    Document::parse(Source::new("a.gdpr.yaml", text), Syntax::Yaml).unwrap()
}

fn extended(text: &str) -> Result<String, String> {
    extend(&document(text), &[draft("child.religion")]).map_err(|problem| problem.message)
}

const ADDED: &str = "  # religion or belief: `relig` in its name\n  child.religion:\n    category: faith\n    subject: child\n    draft: true\n";

#[test]
fn a_new_sidecar_says_what_it_is() {
    insta::assert_snapshot!(new_sidecar(&[draft("child.religion"), draft("child.a[*]")]), @r"
    # Drafted by `noticelint annotate` from names, types and values. Nobody has confirmed it:
    # check each entry, correct it, and remove its `draft`.
    fields:
      # religion or belief: `relig` in its name
      child.religion:
        category: faith
        subject: child
        draft: true
      # religion or belief: `relig` in its name
      'child.a[*]':
        category: faith
        subject: child
        draft: true
    ");
    let read = document(&new_sidecar(&[draft("child.religion")]));
    assert_eq!(read.root().to_value(), expected(document("").root(), &[draft("child.religion")]));
}

#[test]
fn entries_stand_at_the_end_of_fields_and_the_rest_stays() {
    for (before, after) in [
        ("fields:\n  a.b: { category: x }\n", ""),
        ("# head\nfields: # ours\n  a.b: # why\n    category: x\n\n  # about the next\n", ""),
        ("fields:\n  a.b: { category: x }\n", "\n# records below\nrecords:\n  a: { purpose: p }\n"),
        ("records:\n  a: { purpose: p }\nfields:\n  '*.b':\n    necessity: |\n      why\n", "\n\n"),
        ("\u{feff}fields:\n  a.b: {}\n", "document: {}\n"),
        ("---\nfields:\n  a.b: {}\n", "...\n"),
    ] {
        assert_eq!(
            extended(&format!("{before}{after}")).as_deref(),
            Ok(&*format!("{before}{ADDED}{after}")),
            "{before:?}"
        );
    }
}

#[test]
fn indentation_and_line_ends_are_those_of_the_file() {
    let wide: String = ADDED.lines().map(|line| format!("  {line}\n")).collect();
    assert_eq!(extended("fields:\n    a.b: {}\n").unwrap(), format!("fields:\n    a.b: {{}}\n{wide}"));
    let windows = ADDED.replace('\n', "\r\n");
    assert_eq!(extended("fields:\r\n  a.b: {}\r\n").unwrap(), format!("fields:\r\n  a.b: {{}}\r\n{windows}"));
    assert_eq!(extended("fields:\n  a.b: {}").unwrap(), format!("fields:\n  a.b: {{}}\n{ADDED}"));
}

#[test]
fn blank_lines_that_belong_to_a_text_stay_in_it() {
    let text = "fields:\n  a.b:\n    necessity: |+\n      why\n\n\nrecords: {}\n";
    let read = document(&extended(text).unwrap());
    let fields = read.root().get("fields").unwrap();
    assert_eq!(fields.get("a.b").unwrap().get_str("necessity"), Some("why\n\n\n"));
    assert_eq!(fields.members().count(), 2);
}

#[test]
fn fields_are_added_where_there_are_none() {
    for (before, after) in [
        ("", "fields:\n"),
        ("# nothing yet\n", "# nothing yet\nfields:\n"),
        ("document: { dpia: x }", "document: { dpia: x }\nfields:\n"),
        ("fields:\n", "fields:\n"),
        ("fields: # ours", "fields: # ours\n"),
        ("fields: {} # ours\n", "fields: # ours\n"),
        ("fields: ~\n", "fields:\n"),
    ] {
        assert_eq!(extended(before).as_deref(), Ok(&*format!("{after}{ADDED}")), "{before:?}");
    }
    assert_eq!(extended("fields:\nrecords: {}\n").unwrap(), format!("fields:\n{ADDED}records: {{}}\n"));
}

#[test]
fn what_cannot_be_extended_safely_is_refused() {
    for (text, why) in [
        ("fields: { a.b: { category: x } }\n", "flow style"),
        ("fields: {\n  a.b: { category: x }\n}\n", "flow style"),
        ("{ fields: { a.b: {} } }\n", "flow style"),
        ("document: &d { dpia: x }\nfields: *d\n", "written elsewhere"),
        ("fields: []\n", "needs a mapping"),
        ("[a]\n", "is a mapping with the keys"),
        ("a: 1\n---\nb: 2\n", "second document"),
        ("a: 1\n...\n", "safely"),
        ("? fields\n: a.b: {}\n", "safely"),
        ("fields:\n  child.religion: { necessity: x }\n", "safely"),
    ] {
        let message = extended(text).expect_err(text);
        assert!(message.contains(why), "{text:?}: {message}");
    }
}

proptest! {
    /// Sidecars put together from parts that people write: what was there is there, in order.
    #[test]
    fn what_people_wrote_is_kept(parts in prop::collection::vec(0_usize..PARTS.len(), 0..6), end in any::<bool>()) {
        let mut seen = std::collections::BTreeSet::new();
        let mut text: String = parts.iter().filter(|part| seen.insert(**part)).map(|part| PARTS[*part]).collect();
        if end {
            text.truncate(text.trim_end().len());
        }
        let Ok(before) = Document::parse(Source::new("a.gdpr.yaml", text.as_str()), Syntax::Yaml) else { return Ok(()) };
        let new = extend(&before, &[draft("child.religion"), draft("c.'x: y' #")]);
        let new = new.map_err(|problem| TestCaseError::fail(format!("{text:?}: {}", problem.message)))?;
        // Without what was added, it is what it was.
        let mut rest = text.as_str();
        for line in new.split_inclusive('\n') {
            rest = rest.strip_prefix(line).or_else(|| rest.strip_prefix(line.trim_end_matches('\n')).filter(|rest| rest.is_empty())).unwrap_or(rest);
        }
        prop_assert_eq!(rest, "");
    }
}

const PARTS: &[&str] = &[
    "# a remark\n\n",
    "document:\n  dpia: DPIA 12\n\n",
    "fields:\n  a.b: { category: x } # said\n  # more to come\n\n  \"c.*d\":\n    not-personal: |\n      a text\n\n      of two parts\n",
    "records:\n  a: { purpose: [p, q] }\n# and so on\n",
    "schema: a.sql\n",
    "\n\n",
];
