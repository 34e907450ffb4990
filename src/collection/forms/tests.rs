#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

use std::path::Path;

use super::super::{Collection, Field, FieldType, RemarkKind, Unread, read};
use crate::text::Source;

fn try_read(text: &str) -> Result<Collection, Unread> {
    read(&Source::new("folder/form.json", text), None, Path::new("."), true)
}

fn form(format: &str, text: &str) -> Collection {
    let collection = try_read(text).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(collection.format, format);
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

fn values(field: &Field) -> Vec<(&str, Option<&str>)> {
    field.allowed.iter().map(|one| (one.value.as_str(), one.label.as_deref())).collect()
}

fn categories(field: &Field) -> Vec<&str> {
    field.spoken.iter().filter_map(|spoken| spoken.root().get_str("category")).collect()
}

#[test]
fn pages_have_components_and_lists() {
    let collection = form(
        "gov-uk-form",
        r#"{"startPage": "/a", "name": "Early help", "x-gdpr": {"subject": "child"},
 "sections": [{"name": "family", "title": "Your family"}],
 "lists": [{"name": "faiths", "items": [{"text": "None", "value": 0, "conditional": {"components": [{"type": "TextField", "name": "why", "title": "Why?"}]}}, {"text": "Other", "value": "o"}]}],
 "pages": [
  {"path": "/a", "title": "About you", "x-gdpr": {"category": "identity"}, "components": [
    {"type": "Html", "content": "<p>Hello</p>"},
    {"type": "TextField", "name": "abCdEf", "title": "First <b>name</b>", "hint": "As on the certificate", "options": {}},
    {"type": "DatePartsField", "name": "dob", "title": "When were you born?", "x-gdpr": {"category": "birth"}}]},
  {"path": "/b", "title": "What is your religion?", "section": "family", "components": [{"type": "RadiosField", "name": "faith", "title": "", "list": "faiths"}]},
  {"path": "/c", "title": "Brothers and sisters", "repeat": {"options": {"name": "siblings"}}, "components": [{"type": "EmailAddressField", "name": "mail", "title": "Contact"}]},
  {"path": "/d", "title": "Summary", "controller": "SummaryPageController"},
  {"path": "/e", "components": [{"type": "TextField"}, {"type": "YesNoField", "title": "Is there a dog?"}]}
 ]}"#,
    );
    assert_eq!(
        paths(&collection),
        [
            "Early help|abCdEf",
            "Early help|dob",
            "Early help|Is there a dog?",
            "Early help.family|faith",
            "Early help.family|why",
            "Early help.siblings|mail"
        ]
    );
    let name = field(&collection, "abCdEf");
    assert_eq!(collection.source.slice(name.span), "\"abCdEf\"");
    assert_eq!(name.title.as_deref(), Some("First name"));
    assert_eq!(name.description.as_deref(), Some("As on the certificate"));
    assert_eq!(categories(name), ["identity"]);
    assert_eq!(categories(field(&collection, "dob")), ["birth", "identity"]);
    assert_eq!(field(&collection, "dob").field_type, FieldType::Date);
    assert_eq!(field(&collection, "faith").title.as_deref(), Some("What is your religion?"));
    assert_eq!(values(field(&collection, "faith")), [("0", Some("None")), ("o", Some("Other"))]);
    assert_eq!(
        field(&collection, "mail").description.as_deref(),
        Some("email address. Brothers and sisters")
    );
    assert_eq!(collection.spoken.len(), 1);
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Unread);
}

#[test]
fn pages_can_be_one_question_each() {
    let collection = form(
        "gov-uk-form",
        r#"{"form": {"name": "Blue badge", "pages": [
  {"question_text": "What is your name?", "answer_type": "name"},
  {"question_text": "Do you have a disability?", "hint_text": "Of any kind", "answer_type": "selection", "answer_settings": {"selection_options": [{"name": "Yes"}, {"name": "No"}]}},
  {"question_text": "Tell us more", "answer_type": "text", "answer_settings": {"input_type": "long_text"}}]}}"#,
    );
    assert_eq!(paths(&collection).len(), 3);
    assert_eq!(values(field(&collection, "Do you have a disability?"))[0], ("Yes", Some("Yes")));
    assert_eq!(field(&collection, "Tell us more").field_type, FieldType::LongText);
}

#[test]
fn components_stand_in_components() {
    let collection = form(
        "form-io",
        r#"{"title": "Referral", "display": "wizard", "components": [
  {"type": "panel", "key": "page1", "title": "Child", "x-gdpr": {"category": "identity"}, "components": [
    {"type": "columns", "key": "c", "columns": [{"components": [{"type": "textfield", "key": "surname", "label": "Surname", "input": true}]}, {"components": []}]},
    {"type": "table", "key": "t", "rows": [[{"components": [{"type": "datetime", "key": "dob", "label": "Born"}]}]]},
    {"type": "content", "key": "hello", "html": "<p>Hi</p>"}, {"type": "button", "key": "submit", "label": "Send"}]},
  {"type": "selectboxes", "key": "needs", "label": "Needs", "values": [{"label": "Autism", "value": "asc"}, {"label": "", "value": ""}], "x-gdpr": {"category": "health"}},
  {"type": "select", "key": "sex", "label": "Sex", "data": {"values": [{"label": "Girl", "value": "f"}]}},
  {"type": "datagrid", "key": "siblings", "label": "Siblings", "components": [{"type": "checkbox", "key": "atHome", "label": "Lives at home"}]},
  {"type": "survey", "key": "worries", "questions": [{"label": "How is sleep?", "value": "sleep"}], "values": [{"label": "Bad", "value": "b"}]},
  {"type": "hidden", "key": "caseNumber"}, {"type": "mystery", "key": "odd", "label": "Odd"}
 ]}"#,
    );
    assert_eq!(
        paths(&collection),
        [
            "Referral|surname",
            "Referral|dob",
            "Referral|needs",
            "Referral|sex",
            "Referral|caseNumber",
            "Referral|odd",
            "Referral.siblings|atHome",
            "Referral.worries|sleep"
        ]
    );
    assert_eq!(categories(field(&collection, "surname")), ["identity"]);
    assert_eq!(categories(field(&collection, "needs")), ["health"]);
    assert_eq!(values(field(&collection, "needs")), [("asc", Some("Autism"))]);
    assert_eq!(values(field(&collection, "sex")), [("f", Some("Girl"))]);
    assert_eq!(values(field(&collection, "sleep")), [("b", Some("Bad"))]);
    assert_eq!(field(&collection, "atHome").field_type, FieldType::Boolean);
}

#[test]
fn exports_and_form_js_are_read() {
    let export = form(
        "form-io",
        r#"{"title": "Project", "forms": {"a": {"name": "a", "components": [{"type": "textarea", "key": "notes", "label": "Notes"}]}}, "resources": {"user": {"name": "user", "components": [{"type": "email", "key": "email", "label": "Email"}]}}}"#,
    );
    assert_eq!(paths(&export), ["a|notes", "user|email"]);
    let camunda = form(
        "form-io",
        r#"{"type": "default", "id": "f", "components": [{"type": "text", "text": "Hello"}, {"type": "group", "path": "child", "components": [{"type": "textfield", "key": "nhs", "label": "NHS number"}]}, {"type": "textfield", "key": "x", "label": "X"}]}"#,
    );
    assert_eq!(paths(&camunda), ["form|x", "form.child|nhs"]);
}

#[test]
fn elements_stand_in_pages_and_panels() {
    let collection = form(
        "survey-js",
        r#"{"title": {"default": "Frühe", "en": "Early help"}, "pages": [{"name": "p1", "x-gdpr": {"subject": "child"}, "elements": [
  {"type": "html", "name": "hello", "html": "x"},
  {"type": "text", "name": "dob", "inputType": "date", "title": "Date of birth"},
  {"type": "panel", "name": "p", "x-gdpr": {"category": "health"}, "elements": [{"type": "radiogroup", "name": "asthma", "choices": ["Yes", {"value": "n", "text": {"en": "No"}}]}]},
  {"type": "paneldynamic", "name": "carers", "templateElements": [{"type": "comment", "name": "story"}]},
  {"type": "matrixdynamic", "name": "schools", "choices": ["a"], "columns": [{"name": "school", "cellType": "text"}, {"name": "kind"}]},
  {"type": "matrix", "name": "feel", "columns": ["bad"], "rows": [{"value": "home", "text": "At home"}, "school"]},
  {"type": "multipletext", "name": "contact", "items": [{"name": "email", "inputType": "email"}]},
  {"type": "signaturepad", "name": "sign"}]}]}"#,
    );
    assert_eq!(
        paths(&collection),
        [
            "Early help|dob",
            "Early help|asthma",
            "Early help|sign",
            "Early help.carers|story",
            "Early help.schools|school",
            "Early help.schools|kind",
            "Early help.feel|home",
            "Early help.feel|school",
            "Early help.contact|email",
        ]
    );
    assert_eq!(field(&collection, "dob").type_text, "text (date)");
    assert_eq!(field(&collection, "dob").field_type, FieldType::Date);
    assert_eq!(values(field(&collection, "asthma")), [("Yes", None), ("n", Some("No"))]);
    assert_eq!(field(&collection, "asthma").spoken.len(), 2);
    assert_eq!(values(field(&collection, "kind")), [("a", None)]);
    assert_eq!(field(&collection, "home").title.as_deref(), Some("At home"));
}

#[test]
fn what_is_no_form_is_none() {
    for text in [
        r#"{"components": [{"type": "library", "name": "serde", "version": "1"}]}"#,
        r#"{"components": {"schemas": {}}}"#,
        r#"{"pages": [{"path": "/a", "title": "A"}]}"#,
        r#"{"pages": [{"name": "a", "elements": [{"type": "Feature", "name": "b"}]}]}"#,
        r#"{"elements": [{"name": "x", "type": "scenario"}, {"name": "y", "type": "text"}]}"#,
        r#"{"name": "package", "forms": ["a"], "type": "module"}"#,
        r#"{"form": {"title": "Form"}, "pages": {"home": "Home"}}"#,
        r#"{"questions": ["What?"], "steps": [{"run": "make"}]}"#,
    ] {
        assert!(matches!(try_read(text), Err(Unread::NoSchema(_))), "{text}");
    }
}

#[test]
fn a_declaration_that_is_no_mapping_is_said() {
    let collection =
        form("survey-js", r#"{"elements": [{"type": "text", "name": "a", "x-gdpr": "health"}]}"#);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Declaration);
}

#[test]
fn many_questions_with_one_list_take_little_time() {
    let items: Vec<String> = (0..3_000).map(|n| format!("\"v{n}\"")).collect();
    let parts: Vec<String> = (0..100_000)
        .map(|n| {
            format!("{{\"type\": \"SelectField\", \"name\": \"f{n}\", \"title\": \"F\", \"list\": \"l\"}}")
        })
        .collect();
    let text = format!(
        "{{\"lists\": [{{\"name\": \"l\", \"items\": [{}]}}], \"pages\": [{{\"path\": \"/a\", \"components\": [{}]}}]}}",
        items.join(","),
        parts.join(",")
    );
    let started = std::time::Instant::now();
    let collection = form("gov-uk-form", &text);
    assert_eq!(collection.records[0].fields.len(), 100_000);
    assert!(collection.remarks.iter().any(|remark| remark.kind == RemarkKind::Limit));
    assert!(started.elapsed().as_secs() < 20);
}
