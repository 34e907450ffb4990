#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

use std::path::Path;

use super::super::{Collection, Field, FieldType, RemarkKind, Unread, read};
use crate::text::Source;

fn try_read(name: &str, text: &str) -> Result<Collection, Unread> {
    read(&Source::new(name, text), None, Path::new("."), true)
}

fn json(text: &str) -> Collection {
    let collection = try_read("folder/form.json", text).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(collection.format, "fhir");
    collection
}

fn xml(inner: &str) -> Collection {
    let text = format!("<?xml version=\"1.0\"?>\r\n{inner}\r\n");
    try_read("folder/form.xml", &text).unwrap_or_else(|error| panic!("{error:?}"))
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

#[test]
fn items_are_questions_and_groups_are_records() {
    let collection = json(
        r##"{"resourceType": "Questionnaire", "name": "EarlyHelp", "title": "Early help", "item": [
  {"linkId": "1", "type": "display", "text": "Please read this"},
  {"linkId": "about-child", "type": "group", "text": "About the child", "item": [
    {"linkId": "2.1", "type": "date", "text": "When was the child born?"},
    {"linkId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "type": "text", "text": "Worries"},
    {"linkId": "q7", "type": "string"},
    {"linkId": "4", "type": "group", "item": [{"linkId": "faith", "type": "choice", "text": "Religion",
      "code": [{"code": "1", "display": "Religious affiliation"}],
      "item": [{"linkId": "faith-other", "type": "string", "text": "Which other?"}, {"linkId": "h", "type": "display", "text": "You need not say"}]}]}
  ]},
  {"linkId": "photo", "type": "attachment", "definition": "http://x/StructureDefinition/Patient#Patient.photo"}
]}"##,
    );
    assert_eq!(
        paths(&collection),
        [
            "EarlyHelp|photo",
            "EarlyHelp.about-child|When was the child born?",
            "EarlyHelp.about-child|Worries",
            "EarlyHelp.about-child|q7",
            "EarlyHelp.about-child|faith",
            "EarlyHelp.about-child|faith-other",
        ]
    );
    assert_eq!(collection.source.slice(field(&collection, "faith").span), "\"faith\"");
    assert_eq!(field(&collection, "faith").title.as_deref(), Some("Religion"));
    assert_eq!(
        field(&collection, "faith").description.as_deref(),
        Some("Religious affiliation. You need not say")
    );
    assert_eq!(field(&collection, "Worries").field_type, FieldType::LongText);
    assert_eq!(field(&collection, "When was the child born?").field_type, FieldType::Date);
    assert_eq!(field(&collection, "photo").field_type, FieldType::Binary);
    assert_eq!(field(&collection, "photo").description.as_deref(), Some("fills in Patient.photo"));
    assert_eq!(collection.records[1].description.as_deref(), Some("About the child"));
}

#[test]
fn answers_come_from_options_and_contained_value_sets() {
    let collection = json(
        r##"{"resourceType": "Questionnaire", "contained": [
  {"resourceType": "CodeSystem", "id": "c", "url": "urn:codes", "concept": [{"code": "A", "display": "Asian", "concept": [{"code": "A1"}]}]},
  {"resourceType": "ValueSet", "id": "e", "compose": {"include": [{"system": "urn:codes"}, {"system": "urn:other", "concept": [{"code": "Z", "display": "Not said"}]}]}},
  {"resourceType": "ValueSet", "id": "loop", "url": "urn:loop", "compose": {"include": [{"valueSet": ["urn:loop"]}]}}],
 "item": [
  {"linkId": "ethnicity", "type": "choice", "answerValueSet": "#e"},
  {"linkId": "loops", "type": "choice", "answerValueSet": "#loop"},
  {"linkId": "language", "type": "choice", "answerValueSet": "http://x.org/ValueSet/HumanLanguage|1.0"},
  {"linkId": "old", "type": "choice", "options": {"reference": "#e"}, "option": [{"valueCoding": {"code": "O"}}]},
  {"linkId": "meals", "type": "choice", "answerOption": [{"valueString": "Free"}, {"valueInteger": 3}, {"valueCoding": {"display": "None"}}]}
]}"##,
    );
    let e = [("A", Some("Asian")), ("A1", None), ("Z", Some("Not said"))];
    assert_eq!(values(field(&collection, "ethnicity")), e);
    assert!(field(&collection, "loops").allowed.is_empty());
    assert_eq!(field(&collection, "language").description.as_deref(), Some("values from HumanLanguage"));
    assert_eq!(values(field(&collection, "old")).len(), 4);
    assert_eq!(values(field(&collection, "meals")), [("Free", None), ("3", None), ("None", Some("None"))]);
    assert_eq!(collection.records[0].name, "form");
}

#[test]
fn a_profile_has_the_elements_that_it_changes() {
    let collection = json(
        r#"{"resourceType": "StructureDefinition", "name": "ServiceUser", "type": "Patient", "kind": "resource",
 "snapshot": {"element": [{"path": "Patient.animal"}]},
 "differential": {"element": [
  {"id": "Patient", "path": "Patient"},
  {"id": "Patient.extension", "path": "Patient.extension", "slicing": {}},
  {"id": "Patient.extension:ethnicCategory", "path": "Patient.extension", "sliceName": "ethnicCategory", "type": [{"code": "Extension", "profile": ["http://x/Ext"]}]},
  {"id": "Patient.identifier:nhsNumber", "path": "Patient.identifier", "sliceName": "nhsNumber", "short": "NHS number", "type": [{"code": "Identifier"}]},
  {"id": "Patient.identifier:nhsNumber.system", "path": "Patient.identifier.system", "fixedUri": "https://x"},
  {"id": "Patient.birthDate", "path": "Patient.birthDate", "type": [{"code": "date"}], "definition": "When they were born"},
  {"id": "Patient.contact", "path": "Patient.contact", "type": [{"code": "BackboneElement"}]},
  {"id": "Patient.contact.name", "path": "Patient.contact.name", "type": [{"code": "HumanName"}]},
  {"id": "Patient.photo", "path": "Patient.photo", "max": "0"},
  {"id": "Patient.photo.url", "path": "Patient.photo.url"},
  {"id": "Patient.managingOrganization", "path": "Patient.managingOrganization", "type": [{"code": "Reference", "targetProfile": ["http://x/StructureDefinition/School"]}]},
  {"path": "Patient.gender", "binding": {"strength": "required", "valueSet": "http://x/ValueSet/gender"}},
  {"id": "Patient.multipleBirth.extension:order", "path": "Patient.multipleBirth.extension", "sliceName": "order"},
  {"short": "no path"}
 ]}}"#,
    );
    assert_eq!(
        paths(&collection),
        [
            "ServiceUser|ethnicCategory",
            "ServiceUser|identifier:nhsNumber",
            "ServiceUser|birthDate",
            "ServiceUser|managingOrganization",
            "ServiceUser|gender",
            "ServiceUser|multipleBirth",
            "ServiceUser.identifier:nhsNumber|system",
            "ServiceUser.contact|name",
            "ServiceUser.multipleBirth|order",
        ]
    );
    assert_eq!(collection.records[0].description.as_deref(), Some("a profile of Patient"));
    assert_eq!(field(&collection, "birthDate").field_type, FieldType::Date);
    assert_eq!(field(&collection, "birthDate").type_text, "date");
    assert_eq!(field(&collection, "identifier:nhsNumber").title.as_deref(), Some("NHS number"));
    assert_eq!(values(field(&collection, "system")), [("https://x", None)]);
    assert_eq!(field(&collection, "managingOrganization").refers_to.as_deref(), Some("School"));
    assert_eq!(field(&collection, "gender").description.as_deref(), Some("values from gender"));
    assert_eq!(collection.remarks.len(), 1);
    assert_eq!(collection.remarks[0].kind, RemarkKind::Unread);
}

#[test]
fn the_value_of_an_extension_has_its_name() {
    let collection = json(
        r#"{"resourceType": "StructureDefinition", "id": "ext", "title": "Religious affiliation", "type": "Extension", "differential": {"element": [
  {"id": "Extension.url", "path": "Extension.url", "fixedUri": "urn:x"},
  {"id": "Extension.extension:interpreter", "path": "Extension.extension", "sliceName": "interpreter"},
  {"id": "Extension.extension:interpreter.value[x]", "path": "Extension.extension.value[x]", "type": [{"code": "boolean"}]},
  {"id": "Extension.valueCodeableConcept", "path": "Extension.valueCodeableConcept", "type": [{"code": "CodeableConcept"}]}]}}"#,
    );
    assert_eq!(paths(&collection), ["ext|valueCodeableConcept", "ext.extension:interpreter|value[x]"]);
    assert_eq!(field(&collection, "valueCodeableConcept").title.as_deref(), Some("Religious affiliation"));
    assert_eq!(field(&collection, "value[x]").title.as_deref(), Some("interpreter"));
}

#[test]
fn xml_says_the_same_and_has_comments() {
    let collection = xml(r##"<!-- @gdpr purpose=early-help --><Questionnaire xmlns="http://hl7.org/fhir">
  <!-- @gdpr subject=child -->
  <contained><ValueSet><id value="v"/><compose><include><concept><code value="Y"/><display value="Yes"/></concept></include></compose></ValueSet></contained>
  <name value="Form"/>
  <!-- @gdpr category=wellbeing --> <!-- nothing -->
  <item><linkId value="asthma"/><text value="Asthma?"/><type value="choice"/><answerValueSet value="#v"/></item>
  <item><linkId value="other"/><!-- @gdpr category=late --><type value="string"/></item>
</Questionnaire>"##);
    assert_eq!(paths(&collection), ["Form|asthma", "Form|other"]);
    let asthma = field(&collection, "asthma");
    assert_eq!(collection.source.slice(asthma.span), "asthma");
    assert_eq!(collection.source.position(asthma.span.start).line, 7);
    assert_eq!(asthma.spoken[0].root().get_str("category"), Some("wellbeing"));
    assert_eq!(values(asthma), [("Y", Some("Yes"))]);
    assert_eq!(collection.records[0].spoken.len(), 2);
    assert_eq!(collection.remarks.len(), 1);
    assert!(collection.remarks[0].message.contains("declares nothing"));
}

#[test]
fn a_bundle_has_several() {
    let collection = json(
        r#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Questionnaire", "name": "A", "item": [{"linkId": "faith", "type": "choice", "answerValueSet": "urn:v"}]}},
 {"resource": {"resourceType": "ValueSet", "url": "urn:v", "expansion": {"contains": [{"code": "1"}]}}}, {"resource": {"resourceType": "Patient", "name": [{"family": "x"}]}},
 {"resource": {"resourceType": "Questionnaire", "name": "B", "item": [{"linkId": "surname", "type": "string"}]}}]}"#,
    );
    assert_eq!(paths(&collection), ["A|faith", "B|surname"]);
    assert_eq!(values(field(&collection, "faith")), [("1", None)]);
}

#[test]
fn what_is_no_schema_or_broken_is_said() {
    for text in [
        r#"{"resourceType": "Patient", "birthDate": "2020-01-01"}"#,
        r#"{"resourceType": "Bundle", "entry": []}"#,
        r#"{"resourceType": 3}"#,
    ] {
        assert!(matches!(try_read("a.json", text), Err(Unread::NoSchema(_))), "{text}");
    }
    for text in [
        "<Patient xmlns='http://hl7.org/fhir'/>",
        "<Questionnaire/>",
        "<project xmlns='http://hl7.org/fhir'/>",
    ] {
        assert!(matches!(try_read("a.xml", text), Err(Unread::NoSchema(_))), "{text}");
    }
    let Err(Unread::Failed(failure)) = try_read("a.xml", "<Questionnaire xmlns='http://hl7.org/fhir'><item>")
    else {
        panic!("no failure");
    };
    assert!(failure.message.contains("not well-formed XML"));
    let old = json(r#"{"resourceType": "Questionnaire", "group": {"question": []}}"#);
    assert_eq!(old.remarks[0].kind, RemarkKind::Unread);
    let keys = json(r#"{"resourceType": "Questionnaire", "item": [{"linkId": "surname", "x-gdpr": {}}]}"#);
    assert_eq!(keys.remarks[0].kind, RemarkKind::Declaration);
}

#[test]
fn depth_and_number_are_met() {
    let deep = format!(
        "{{\"resourceType\": \"Questionnaire\", \"item\": {}{{\"linkId\": \"last\"}}{}}}",
        "[{\"linkId\": \"inner\", \"item\": ".repeat(140),
        "}]".repeat(140)
    );
    let collection = json(&deep);
    assert!(collection.remarks.iter().any(|remark| remark.kind == RemarkKind::Limit));
    let items: Vec<String> =
        (0..100_000).map(|n| format!("{{\"linkId\": \"field{n}\", \"type\": \"string\"}}")).collect();
    let text = format!("{{\"resourceType\": \"Questionnaire\", \"item\": [{}]}}", items.join(","));
    let elements: Vec<String> =
        (0..100_000).map(|n| format!("{{\"path\": \"Patient.part{n}.field{n}\"}}")).collect();
    let structure = format!(
        "{{\"resourceType\": \"StructureDefinition\", \"differential\": {{\"element\": [{}]}}}}",
        elements.join(",")
    );
    let started = std::time::Instant::now();
    assert_eq!(json(&text).records[0].fields.len(), 100_000);
    assert_eq!(json(&structure).records.len(), 100_000);
    assert!(started.elapsed().as_secs() < 20);
}
