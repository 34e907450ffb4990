use super::*;

fn all(text: &str) -> (Vec<String>, Vec<String>) {
    let source = Source::new("a.sql", text);
    let (spoken, remarks) = read_all(&source, Span::new(0, text.len()), Layer::Field);
    let spoken = spoken.iter().map(|one| one.root().to_value().to_string()).collect();
    let remarks =
        remarks.iter().map(|remark| format!("{}: {}", source.slice(remark.span), remark.message)).collect();
    (spoken, remarks)
}

fn value(text: &str) -> String {
    let (spoken, remarks) = all(text);
    assert!(remarks.is_empty(), "{remarks:?}");
    spoken.join(" ")
}

fn remark(text: &str) -> String {
    all(text).1.join(" | ")
}

#[test]
fn pairs_lists_booleans_and_numbers() {
    assert_eq!(
        value("ethnic group @gdpr category=ethnicity recipients=police,dfe schedule-1=18,8 dpia=true n=7"),
        r#"{"category":"ethnicity","dpia":true,"n":7,"recipients":["police","dfe"],"schedule-1":[18,8]}"#
    );
    assert_eq!(value("@GDPR a=x"), r#"{"a":"x"}"#);
    assert_eq!(value("@gdpr a=x, b=007"), r#"{"a":"x","b":"007"}"#);
    assert_eq!(value("@gdpr a=police, dfe b=1"), r#"{"a":["police","dfe"],"b":1}"#);
}

#[test]
fn bare_values_keep_parentheses() {
    assert_eq!(
        value("@gdpr a=9(2)(g) b=birth(carer) c=first(a,b)"),
        r#"{"a":"9(2)(g)","b":"birth(carer)","c":"first(a,b)"}"#
    );
}

#[test]
fn quoted_values_keep_spaces() {
    assert_eq!(
        value(r#"@gdpr not-personal="a staff, code" b='it''s'"#),
        r#"{"b":"it's","not-personal":"a staff, code"}"#
    );
    assert_eq!(value("@gdpr a='' b=1"), r#"{"a":"","b":1}"#);
}

#[test]
fn quotes_doubled_by_sql_are_quotes() {
    assert_eq!(value("@gdpr not-personal=''a staff code'' b=1"), r#"{"b":1,"not-personal":"a staff code"}"#);
    assert_eq!(value(r#"@gdpr a="the child''s" b=child''s"#), r#"{"a":"the child's","b":"child's"}"#);
    assert_eq!(value("@gdpr a={b: ''c d'', e: ''f''}"), r#"{"a":{"b":"c d","e":"f"}}"#);
}

#[test]
fn dotted_keys_nest_and_flow_values_are_yaml() {
    assert_eq!(
        value(r#"@gdpr retention.class=plan retention.keep="case-closure + P35Y""#),
        r#"{"retention":{"class":"plan","keep":"case-closure + P35Y"}}"#
    );
    assert_eq!(
        value(r#"@gdpr retention={class: plan, keep: "x } y"} r=[a, b]"#),
        r#"{"r":["a","b"],"retention":{"class":"plan","keep":"x } y"}}"#
    );
}

#[test]
fn places_are_those_of_the_source() {
    let text = "-- é @gdpr retention.keep='a b' list=x,yz flow={k: v}";
    let source = Source::new("a.sql", text);
    let (spoken, _) = read_all(&source, Span::new(3, text.len()), Layer::Field);
    let spoken = &spoken[0];
    let root = spoken.root();
    let slice = |span: Span| source.slice(span).to_owned();
    assert_eq!(slice(root.span()), &text[6..]);
    let (key, retention) = root.member("retention").unwrap();
    assert_eq!(slice(key.span), "retention");
    let (key, keep) = retention.member("keep").unwrap();
    assert_eq!((slice(key.span), slice(keep.span())), ("keep".to_owned(), "'a b'".to_owned()));
    let items: Vec<_> = root.get("list").unwrap().items().map(|item| slice(item.span())).collect();
    assert_eq!(items, ["x", "yz"]);
    let (key, inner) = root.get("flow").unwrap().member("k").unwrap();
    assert_eq!((slice(key.span), slice(inner.span())), ("k".to_owned(), "v".to_owned()));
}

#[test]
fn block_comments_may_break_lines_with_stars() {
    assert_eq!(value("\n * Name\n * @gdpr a=1\n *   b=2\n "), r#"{"a":1,"b":2}"#);
    assert_eq!(value("@gdpr a=1\n @gdpr a=2"), r#"{"a":1} {"a":2}"#);
}

#[test]
fn what_is_no_pair_is_said_once() {
    let said = remark("@gdpr purpose xyz a=1 more");
    assert!(said.starts_with("purpose: `purpose` is no `key=value`"), "{said}");
    assert!(!said.contains('|'));
    assert!(remark("@gdpr").starts_with("@gdpr: `@gdpr` says nothing"));
    assert!(remark("@gdpr a= b=1").contains("no value"));
    assert!(remark("@gdpr a=\"b").contains("does not end"));
    assert!(remark("@gdpr a={b").contains("not closed"));
    assert!(remark("@gdpr a={b: [}]}").contains("YAML"));
    assert!(remark("@gdpr a=1 a=2").contains("twice"));
    assert!(remark("@gdpr a.b.c.d.e=1").contains("parts"));
}

#[test]
fn other_words_are_no_declaration() {
    assert!(!declares("mail me@gdpr.example, @gdpr-ignore rule, @gdprs"));
    assert!(declares("(@gdpr a=1)"));
    assert_eq!(prose("Name of the child @gdpr-ignore x"), "Name of the child ");
}

#[test]
fn several_purposes_become_uses() {
    let text = "@gdpr purpose=a lawful-basis=e subject=child\n@gdpr purpose=b recipients=x,y\n@gdpr dpia=z";
    let source = Source::new("a.sql", text);
    let (spoken, _) = read_all(&source, Span::new(0, text.len()), Layer::Field);
    let joined = join_uses(spoken);
    assert_eq!(joined.len(), 2);
    assert_eq!(
        joined[0].root().to_value().to_string(),
        r#"{"subject":"child","uses":[{"lawful-basis":"e","purpose":"a"},{"purpose":"b","recipients":["x","y"]}]}"#
    );
}

#[test]
fn cut_short_anywhere_it_does_not_panic() {
    let text = "é @gdpr a=''x y'' b={c: ''d'', e: [1, 'f']} g=\"h\" i.j=k,l, m='é' @gdpr n=é";
    for (end, _) in text.char_indices() {
        all(&text[..end]);
    }
}
