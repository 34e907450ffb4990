#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop at the first fault")]

use std::path::Path;

use super::super::{Collection, Field, FieldType, RecordKind, RemarkKind, Unread, read};
use crate::text::Source;

const OPEN: &str =
    r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x" targetNamespace="urn:x">"#;

fn whole(text: &str) -> Collection {
    let source = Source::new("folder/census.xsd", text);
    read(&source, None, Path::new("."), true).unwrap_or_else(|error| panic!("{error:?}"))
}

fn schema(inner: &str) -> Collection {
    whole(&format!("{OPEN}\n{inner}\n</xs:schema>\n"))
}

fn failure(text: &str) -> super::Failure {
    let source = Source::new("folder/census.xsd", text);
    match read(&source, None, Path::new("."), true) {
        Err(Unread::Failed(failure)) => failure,
        other => panic!("{other:?}"),
    }
}

fn paths(collection: &Collection) -> Vec<String> {
    let of = |record: &crate::collection::Record| {
        record.fields.iter().map(|field| format!("{}.{}", record.name, field.name)).collect::<Vec<_>>()
    };
    collection.records.iter().flat_map(of).collect()
}

fn field<'c>(collection: &'c Collection, record: &str, name: &str) -> &'c Field {
    let record = collection.records.iter().find(|known| known.name == record).unwrap();
    record.fields.iter().find(|field| field.name == name).unwrap()
}

fn users(collection: &Collection, name: &str) -> Vec<String> {
    collection.records.iter().find(|record| record.name == name).unwrap().users.clone()
}

fn said(field: &Field) -> Vec<&str> {
    field.spoken.iter().filter_map(|spoken| spoken.root().get_str("category")).collect()
}

#[test]
fn nested_elements_are_records_with_the_way_to_them() {
    let collection = schema(
        r#"<xs:element name="Message"><xs:complexType><xs:sequence>
  <xs:element name="Child" maxOccurs="unbounded"><xs:complexType>
    <xs:sequence><xs:element name="UPN" type="xs:string"/><xs:element name="Gone" type="xs:string" maxOccurs="0"/></xs:sequence>
    <xs:attribute name="id" type="xs:int"/><xs:attribute name="old" use="prohibited"/>
  </xs:complexType></xs:element>
  <xs:choice><xs:element name="Born" type="xs:date"/><xs:element name="Expected" type="xs:date"/></xs:choice>
</xs:sequence></xs:complexType></xs:element>"#,
    );
    assert_eq!(
        paths(&collection),
        ["Message.Born", "Message.Expected", "Message.Child.UPN", "Message.Child.id"]
    );
    let upn = field(&collection, "Message.Child", "UPN");
    assert_eq!(collection.source.slice(upn.span), "UPN");
    assert_eq!(upn.type_text, "xs:string");
    assert_eq!(field(&collection, "Message", "Born").field_type, FieldType::Date);
    assert!(collection.remarks.is_empty());
}

#[test]
fn a_named_type_is_judged_once_with_its_users() {
    let collection = schema(
        r#"<xs:complexType name="Person"><xs:sequence><xs:element name="Surname" type="xs:string"/><xs:element name="Partner" type="Person"/></xs:sequence></xs:complexType>
<xs:complexType name="Child"><xs:complexContent><xs:extension base="Person"><xs:sequence><xs:element name="Sex" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:complexType name="Short"><xs:complexContent><xs:restriction base="Child"><xs:sequence><xs:element name="Surname" type="xs:string"/><xs:element name="New" type="xs:string"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
<xs:element name="Family"><xs:complexType><xs:sequence><xs:element name="Mother" type="Person"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="Head" type="Person"/>"#,
    );
    assert_eq!(paths(&collection), ["Person.Surname", "Child.Sex", "Short.New"]);
    assert_eq!(users(&collection, "Person"), ["Child", "Family.Mother", "Head", "Person.Partner"]);
    assert!(collection.records.iter().all(|record| record.kind == RecordKind::Definition));
}

#[test]
fn groups_are_definitions() {
    let collection = schema(
        r#"<xs:group name="Names"><xs:sequence><xs:element name="Forename" type="xs:string"/></xs:sequence></xs:group>
<xs:attributeGroup name="Keys"><xs:attribute name="upn" type="xs:string"/></xs:attributeGroup>
<xs:element name="Child"><xs:complexType><xs:sequence><xs:group ref="Names"/></xs:sequence><xs:attributeGroup ref="Keys"/></xs:complexType></xs:element>"#,
    );
    assert_eq!(paths(&collection), ["Names.Forename", "Keys.upn"]);
    assert_eq!(users(&collection, "Names"), ["Child"]);
    assert_eq!(users(&collection, "Keys"), ["Child"]);
}

#[test]
fn a_global_element_is_a_field_once() {
    let collection = schema(
        r#"<xs:element name="Surname" type="xs:string"/><xs:element name="Note" type="xs:string"/><xs:element name="Alone" type="xs:string"/>
<xs:element name="Address"><xs:complexType><xs:sequence><xs:element name="Postcode" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
<xs:complexType name="A"><xs:sequence><xs:element ref="Surname"/><xs:element ref="Note"/><xs:element ref="Address"/></xs:sequence></xs:complexType>
<xs:complexType name="B"><xs:sequence><xs:element ref="Note"/></xs:sequence><xs:attribute ref="xml:lang"/></xs:complexType>"#,
    );
    assert_eq!(paths(&collection), ["census.Note", "census.Alone", "Address.Postcode", "A.Surname"]);
    assert_eq!(users(&collection, "Address"), ["A.Address"]);
    assert!(collection.remarks.is_empty(), "{:?}", collection.remarks);
}

#[test]
fn types_are_followed_to_what_they_hold() {
    let collection = schema(
        r#"<xs:simpleType name="Code"><xs:annotation><xs:documentation>How a child   communicates</xs:documentation></xs:annotation><xs:restriction base="xs:string">
<xs:enumeration value="S"><xs:annotation><xs:documentation>Signs</xs:documentation></xs:annotation></xs:enumeration><xs:enumeration value="N"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Fewer"><xs:restriction base="Code"><xs:enumeration value="S"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Long"><xs:restriction base="xs:string"><xs:maxLength value="4000"/></xs:restriction></xs:simpleType>
<xs:simpleType name="Day"><xs:restriction base="xs:date"/></xs:simpleType>
<xs:complexType name="Money"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" type="Code"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="Text" mixed="true"><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType>
<xs:element name="R"><xs:complexType><xs:sequence>
<xs:element name="a" type="Fewer"/><xs:element name="b" type="Long"/><xs:element name="c"><xs:simpleType><xs:list itemType="Day"/></xs:simpleType></xs:element>
<xs:element name="d"><xs:simpleType><xs:union memberTypes="Code Fewer"/></xs:simpleType></xs:element><xs:element name="e" type="Money"/>
<xs:element name="f" type="Text"/><xs:element name="g" type="xs:anyType"/><xs:element name="h" type="xs:base64Binary"/><xs:element name="i"/>
<xs:element name="j"><xs:complexType/></xs:element><xs:element name="k" type="xs:string" fixed="GB"/>
</xs:sequence></xs:complexType></xs:element>"#,
    );
    let of = |name| field(&collection, "R", name);
    let a = of("a");
    assert_eq!(a.allowed.len(), 1);
    assert_eq!(a.allowed[0].label.as_deref(), Some("Signs"));
    assert_eq!(a.description.as_deref(), Some("How a child communicates"));
    assert_eq!(a.type_text, "Fewer");
    assert_eq!(of("b").field_type, FieldType::LongText);
    assert_eq!((of("c").field_type, of("c").type_text.as_str()), (FieldType::Date, "list of Day"));
    assert_eq!((of("d").allowed.len(), of("d").type_text.as_str()), (3, "Code Fewer"));
    assert_eq!(of("e").field_type, FieldType::Number);
    assert_eq!(of("f").field_type, FieldType::LongText);
    assert_eq!(of("g").field_type, FieldType::Structure);
    assert_eq!(of("h").field_type, FieldType::Binary);
    assert_eq!(of("i").field_type, FieldType::Unknown);
    assert_eq!(of("j").field_type, FieldType::Boolean);
    assert_eq!(of("k").allowed[0].value, "GB");
    assert_eq!(field(&collection, "Money", "currency").allowed.len(), 2);
    assert_eq!(field(&collection, "Text", "xs:any").field_type, FieldType::Structure);
}

#[test]
fn declarations_stand_in_appinfo() {
    let collection = schema(
        r#"<xs:annotation><xs:appinfo>@gdpr subject=child</xs:appinfo></xs:annotation>
<xs:simpleType name="Faith"><xs:annotation><xs:appinfo>@gdpr category=religion</xs:appinfo></xs:annotation><xs:restriction base="xs:string"/></xs:simpleType>
<xs:element name="Child"><xs:annotation><xs:appinfo>@gdpr category=identity</xs:appinfo></xs:annotation><xs:complexType><xs:sequence>
<xs:element name="a" type="Faith"/><xs:element name="b" type="xs:string"><xs:annotation><xs:documentation>What is written</xs:documentation><xs:appinfo>@gdpr
  category=wellbeing</xs:appinfo></xs:annotation></xs:element></xs:sequence></xs:complexType></xs:element>"#,
    );
    assert_eq!(collection.spoken.len(), 1);
    assert_eq!(collection.records[0].spoken[0].root().get_str("category"), Some("identity"));
    assert_eq!(said(field(&collection, "Child", "a")), ["religion"]);
    assert_eq!(said(field(&collection, "Child", "b")), ["wellbeing"]);
    assert_eq!(field(&collection, "Child", "b").description.as_deref(), Some("What is written"));
}

#[test]
fn a_declared_use_is_judged_by_itself() {
    let collection = schema(
        r#"<xs:complexType name="Base"><xs:sequence><xs:element name="Town" type="xs:string"/></xs:sequence></xs:complexType>
<xs:complexType name="Address"><xs:complexContent><xs:extension base="Base"><xs:sequence><xs:element name="Postcode" type="xs:string"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:element name="Child"><xs:complexType><xs:sequence><xs:element name="Home" type="Address"><xs:annotation><xs:appinfo>@gdpr category=address</xs:appinfo></xs:annotation></xs:element></xs:sequence></xs:complexType></xs:element>"#,
    );
    assert_eq!(paths(&collection), ["Base.Town", "Child.Home.Town", "Child.Home.Postcode"]);
    let home = collection.records.iter().find(|record| record.name == "Child.Home").unwrap();
    assert_eq!(home.spoken.len(), 1);
}

#[test]
fn what_declares_nothing_is_said() {
    let collection = schema(
        r#"<!-- @gdpr category=wellbeing --><xs:element name="a" type="xs:string"><xs:annotation><xs:documentation>x @gdpr category=wellbeing</xs:documentation><xs:appinfo>@gdpr words</xs:appinfo></xs:annotation></xs:element>"#,
    );
    let kinds: Vec<_> = collection.remarks.iter().map(|remark| remark.kind).collect();
    assert_eq!(kinds, [RemarkKind::Declaration; 3]);
    assert_eq!(field(&collection, "census", "a").description.as_deref(), Some("x"));
}

#[test]
fn what_cannot_be_read_is_said_at_its_place() {
    let collection = schema(
        r#"<xs:include schemaLocation="other.xsd"/><xs:import namespace="urn:y" schemaLocation="https://example.org/y.xsd"/>
<xs:element name="R"><xs:complexType><xs:sequence xmlns:y="urn:y"><xs:element name="a" type="Missing"/><xs:element name="b" type="Missing"/><xs:element ref="y:Gone"/></xs:sequence></xs:complexType></xs:element>"#,
    );
    let places: Vec<_> =
        collection.remarks.iter().map(|remark| collection.source.slice(remark.span)).collect();
    assert_eq!(places, ["other.xsd", "Missing", "y:Gone"]);
    assert_eq!(paths(&collection), ["R.a", "R.b", "R.Gone"]);
}

#[test]
fn circles_end() {
    let collection = schema(
        r#"<xs:simpleType name="A"><xs:restriction base="B"/></xs:simpleType><xs:simpleType name="B"><xs:restriction base="A"/></xs:simpleType>
<xs:simpleType name="U"><xs:union memberTypes="U A"/></xs:simpleType>
<xs:complexType name="T"><xs:complexContent><xs:extension base="V"/></xs:complexContent></xs:complexType>
<xs:complexType name="V"><xs:complexContent><xs:restriction base="T"><xs:sequence><xs:element name="x" type="U"/><xs:group ref="G"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
<xs:group name="G"><xs:sequence><xs:group ref="G"/><xs:element name="y" type="A" substitutionGroup="z"/></xs:sequence></xs:group>
<xs:element name="z" substitutionGroup="w"/><xs:element name="w" substitutionGroup="z"/>"#,
    );
    assert_eq!(paths(&collection).len(), 3);
}

#[test]
fn broken_and_forbidden_texts_have_a_place() {
    let broken = failure(&format!("{OPEN}\n<xs:element name='a'>\n"));
    assert!(broken.message.contains("not well-formed XML"), "{}", broken.message);
    let typed = failure(&format!("<!DOCTYPE xs:schema>\n{OPEN}</xs:schema>"));
    assert!(typed.message.contains("document type"), "{}", typed.message);
    assert!(failure(&format!("{OPEN}{}", "<xs:sequence>".repeat(20_000))).message.len() > 20);
}

#[test]
fn other_documents_are_none() {
    for text in ["<schema xmlns='urn:other'/>", "<a xmlns='http://www.w3.org/2001/XMLSchema'/>", "schema", ""]
    {
        let source = Source::new("folder/census.xsd", text);
        assert!(matches!(read(&source, None, Path::new("."), true), Err(Unread::NoSchema(_))), "{text}");
    }
}

#[test]
fn marks_carriage_returns_and_odd_names_are_read() {
    let text = format!(
        "\u{feff}<?xml version=\"1.0\"?>\r\n{OPEN}\r\nstray\r\n<xs:element name=\"Child's name [1]\" type='xs:string'/>s\r\n</xs:schema>"
    );
    let collection = whole(&text);
    assert_eq!(paths(&collection), ["census.Child's name [1]"]);
    assert_eq!(collection.source.position(collection.records[0].fields[0].span.start).line, 4);
}

#[test]
fn many_fields_take_little_time() {
    let fields: String =
        (0..100_000).map(|n| format!("<xs:element name='f{n}' type='T{}'/>\n", n % 1000)).collect();
    let types: String = (0..1000)
        .map(|n| format!("<xs:simpleType name='T{n}'><xs:restriction base='T{}'/></xs:simpleType>\n", n + 1))
        .collect();
    let text =
        format!("<xs:complexType name='C'><xs:sequence>{fields}</xs:sequence></xs:complexType>{types}");
    let started = std::time::Instant::now();
    assert_eq!(schema(&text).records[0].fields.len(), 100_000);
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn neighbours_are_opened_for_what_they_define() {
    let folder = std::env::temp_dir().join(format!("noticelint-xsd-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("in")).unwrap();
    let common = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:simpleType name="YesNo"><xs:restriction base="xs:string"><xs:enumeration value="Y"/></xs:restriction></xs:simpleType>
<xs:complexType name="Name"><xs:sequence><xs:element name="Surname" type="xs:string"/></xs:sequence></xs:complexType></xs:schema>"#;
    std::fs::write(folder.join("in/common types.xsd"), common).unwrap();
    let text = format!(
        "{OPEN}<xs:redefine schemaLocation='in/common%20types.xsd'><xs:complexType name='Name'><xs:complexContent><xs:extension base='Name'><xs:sequence><xs:element name='Title' type='xs:string'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType></xs:redefine><xs:include schemaLocation='../out.xsd'/>\n<xs:element name='R'><xs:complexType><xs:sequence><xs:element name='a' type='YesNo'/><xs:element name='b' type='Name'/></xs:sequence></xs:complexType></xs:element></xs:schema>"
    );
    let file = folder.join("census.xsd");
    std::fs::write(&file, &text).unwrap();
    let source = Source::new("census.xsd", text);
    let collection = read(&source, Some(&file), &folder, true).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(paths(&collection), ["Name.Title", "R.a"]);
    assert_eq!(field(&collection, "R", "a").allowed[0].value, "Y");
    assert_eq!(collection.references, [folder.join("in/common types.xsd")]);
    assert_eq!(collection.remarks.len(), 1);
    assert!(collection.remarks[0].message.contains("outside"), "{}", collection.remarks[0].message);
}
