#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

use std::path::Path;

use super::super::{Collection, Field, FieldType, RemarkKind, Unread, read};
use crate::text::Source;

fn try_read(text: &str) -> Result<Collection, Unread> {
    read(&Source::new("folder/apply.html", text), None, Path::new("."), true)
}

fn page(text: &str) -> Collection {
    let collection = try_read(text).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(collection.format, "html-form");
    collection
}

fn paths(collection: &Collection) -> Vec<String> {
    let of = |record: &crate::collection::Record| {
        record.fields.iter().map(|field| format!("{}|{}", record.name, field.name)).collect::<Vec<_>>()
    };
    collection.records.iter().flat_map(of).collect()
}

fn field<'c>(collection: &'c Collection, name: &str) -> &'c Field {
    collection.records.iter().flat_map(|record| &record.fields).find(|field| field.name == name).unwrap()
}

fn title<'c>(collection: &'c Collection, name: &str) -> Option<&'c str> {
    field(collection, name).title.as_deref()
}

fn values(field: &Field) -> Vec<(&str, Option<&str>)> {
    field.allowed.iter().map(|one| (one.value.as_str(), one.label.as_deref())).collect()
}

#[test]
fn controls_have_labels_of_every_kind() {
    let collection = page(
        "\u{feff}<!DOCTYPE html>\r\n<title>Éarly help</title><body><form id='child'>\r\n\
<label for=a>First <b>name</b></label><input id=a name='forename' autocomplete='section-x given-name'>\r\n\
<label>Surname <input name=\"surname\"></label><input name=c aria-label='NHS number'>\r\n\
<table><tr><td>Date of birth:</td><td><input type=date name=dob></td></tr></table>\r\n\
<input name=e placeholder='Faith'><textarea name=notes></textarea>\r\n\
<input type=hidden name=csrf_token value=x><input type=hidden name=case_id><input type=submit name=go><input type=file name=photo>\r\n\
<div id=f-hint class='govuk-hint'>On your <b>badge</b></div><input name=f type=number aria-describedby='f-hint'>\r\n\
</form></body>",
    );
    assert_eq!(
        paths(&collection),
        [
            "child|forename",
            "child|surname",
            "child|c",
            "child|dob",
            "child|e",
            "child|notes",
            "child|case_id",
            "child|photo",
            "child|f"
        ]
    );
    assert_eq!(title(&collection, "forename"), Some("First name"));
    assert_eq!(
        field(&collection, "forename").description.as_deref(),
        Some("first name (autocomplete: given-name)")
    );
    assert_eq!(title(&collection, "surname"), Some("Surname"));
    assert_eq!(title(&collection, "c"), Some("NHS number"));
    assert_eq!(title(&collection, "dob"), Some("Date of birth:"));
    assert_eq!(title(&collection, "e"), Some("Faith"));
    assert_eq!(field(&collection, "f").description.as_deref(), Some("On your badge"));
    assert_eq!(field(&collection, "dob").field_type, FieldType::Date);
    assert_eq!(field(&collection, "notes").field_type, FieldType::LongText);
    assert_eq!(field(&collection, "photo").field_type, FieldType::Binary);
    for name in ["forename", "surname", "c", "photo"] {
        assert_eq!(collection.source.slice(field(&collection, name).span), name);
    }
    assert_eq!(collection.source.position(field(&collection, "photo").span.start).line, 7);
    assert_eq!(collection.records[0].description.as_deref(), Some("Éarly help"));
}

#[test]
fn choices_are_one_field() {
    let collection = page(
        "<form name=needs><fieldset><legend>Does the child have a disability?</legend>\
<input type=radio name=dis id=y value=Y><label for=y>Yes</label><label><input type=radio name=dis value=N> No</label></fieldset>\
<fieldset><legend>Needs</legend><label><input type=checkbox name='need[]' value=asc>Autism</label><label><input type=checkbox name='need[]' value=hear>Hearing</label>\
<label><input type=checkbox name=agree value=1>I agree</label></fieldset>\
<label for=s>Sex</label><select id=s name=sex><option value=''>Choose<option value=f>Girl<option>Boy</option></select></form>",
    );
    assert_eq!(paths(&collection), ["needs|dis", "needs|need[]", "needs|agree", "needs|sex"]);
    assert_eq!(title(&collection, "dis"), Some("Does the child have a disability?"));
    assert_eq!(values(field(&collection, "dis")), [("Y", Some("Yes")), ("N", Some("No"))]);
    assert_eq!(values(field(&collection, "need[]")).len(), 2);
    assert_eq!(field(&collection, "agree").field_type, FieldType::Boolean);
    assert_eq!(title(&collection, "agree"), Some("I agree"));
    assert_eq!(values(field(&collection, "sex")), [("f", Some("Girl")), ("Boy", Some("Boy"))]);
    assert_eq!(title(&collection, "sex"), Some("Sex"));
}

#[test]
fn templates_keep_their_places() {
    let collection = page(
        "{% extends \"base\" %}<form action=\"<%= url(\"a>b\") %>\" id=\"{{ id }}\"><h2>Apply</h2>\n\
<% if a < b %><input value=\"<%= h(\"x\") %>\" name=\"child[<%= i %>][surname]\" {{ attributes }}><% end %>\n\
<label>{{ label }}</label><input name=\"{{ field.name }}\" aria-label=\"Faith\"><input name=\"<?php echo $n ?>\">\n\
<input formControlName=\"dob\"></form>",
    );
    assert_eq!(paths(&collection), ["Apply|child[<%= i %>][surname]", "Apply|Faith", "Apply|dob"]);
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Unread);
    assert_eq!(collection.source.position(collection.remarks[0].span.start).line, 3);
}

#[test]
fn comments_above_declare() {
    let collection = page(
        "<!-- @gdpr subject=child --><form id=f>\n<!-- @gdpr category=wellbeing -->\n<label for=a>A</label><input id=a name=a><input name=b>\n\
<!-- @gdpr category=late --></form>",
    );
    assert_eq!(collection.records[0].spoken[0].root().get_str("subject"), Some("child"));
    assert_eq!(field(&collection, "a").spoken[0].root().get_str("category"), Some("wellbeing"));
    assert!(field(&collection, "b").spoken.is_empty());
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Declaration);
}

#[test]
fn several_forms_are_several_records() {
    let collection = page(
        "<body><input name=stray aria-label=x><form><legend>x</legend><h1>Child</h1><input name=a></form><form><fieldset><legend>One</legend><input name=b></fieldset><fieldset><legend>Two</legend><input></fieldset></form><form id=c><input name=d></form><input form=c name=e></body>",
    );
    assert_eq!(paths(&collection), ["Child|a", "apply|b", "c|d", "c|e"]);
}

#[test]
fn parts_of_pages_count_where_their_controls_have_labels() {
    assert_eq!(
        paths(&page("<label>Surname <input name=surname></label><input name=bare>")),
        ["apply|surname"]
    );
    for text in [
        "<!DOCTYPE html><body><label>Search <input name=q></label></body>",
        "<form role=search><input name=q></form><form><input type=search name=s></form>",
        "<form><button>Go</button><input type=submit></form>",
        "<p>No form here</p><script>'<form><input name=a></form>'</script>",
        "<form>{{ form.as_p }}</form>",
        "<input name=bare>",
        "plain text",
    ] {
        assert!(matches!(try_read(text), Err(Unread::NoSchema(_))), "{text}");
    }
}

#[test]
fn hostile_pages_take_little_time() {
    let many: String =
        (0..100_000).map(|n| format!("<label for=i{n}>L</label><input id=i{n} name=f{n}>\n")).collect();
    let started = std::time::Instant::now();
    assert_eq!(page(&format!("<form>{many}</form>")).records[0].fields.len(), 100_000);
    let open =
        "<form><fieldset><legend><h1><label><div class=hint id=x><select name=a><option>".repeat(20_000);
    assert!(!page(&open).records.is_empty());
    assert!(try_read(&"<form <input name=\"".repeat(50_000)).is_err());
    assert!(started.elapsed().as_secs() < 30);
}
