use super::super::super::{Aside, Record, Spoken};
use super::*;

/// Declarations as `layer category`.
fn said(spoken: &[Spoken]) -> Vec<String> {
    let category = |spoken: &Spoken| spoken.root().get_str("category").unwrap_or("-").to_owned();
    spoken.iter().map(|spoken| format!("{:?} {}", spoken.layer, category(spoken))).collect()
}

#[track_caller]
fn record<'c>(collection: &'c Collection, name: &str) -> &'c Record {
    collection.records.iter().find(|record| record.name == name).unwrap()
}

#[test]
fn the_root_speaks_for_the_file() {
    let collection = read(&with(r#""a":{}},"x-gdpr":{"category":"c""#));
    assert_eq!(said(&collection.spoken), ["Document c"]);
    assert_eq!(said(&collection.records[0].spoken), Vec::<String>::new());
}

#[test]
fn fields_and_records_carry_their_own() {
    let text = with(
        r#""f":{"x-gdpr":{"category":"f"},"items":{"type":"string","x-gdpr":{"category":"i"}}},"o":{"x-gdpr":{"category":"o"},"properties":{"a":{}}},"l":{"items":{"x-gdpr":{"category":"l"},"properties":{"a":{}}}},"m":{"x-gdpr":{"category":"m"},"additionalProperties":{"properties":{"a":{}}}}"#,
    );
    let collection = read(&text);
    assert_eq!(said(&record(&collection, "referral").fields[0].spoken), ["Field f", "Field i"]);
    assert_eq!(said(&record(&collection, "referral.o").spoken), ["Record o"]);
    assert_eq!(said(&record(&collection, "referral.l").spoken), ["Record l"]);
    assert_eq!(said(&record(&collection, "referral.m.*").spoken), ["Record m"]);
    let place = collection.source.slice(record(&collection, "referral.o").spoken[0].node.span);
    assert_eq!(place, r#"{"category":"o"}"#);
}

#[test]
fn a_branch_speaks_for_its_own_fields() {
    let collection = read(&with(
        r#""a":{}},"oneOf":[{"x-gdpr":{"category":"b"},"properties":{"x":{"x-gdpr":{"category":"f"}}}}],"not":{"#,
    ));
    let record = &collection.records[0];
    assert_eq!(said(&record.spoken), Vec::<String>::new());
    assert_eq!(said(&record.fields[0].spoken), Vec::<String>::new());
    assert_eq!(said(&record.fields[1].spoken), ["Field f", "Record b"]);
}

#[test]
fn beside_a_reference_to_a_scalar_the_use_is_nearest() {
    let collection = read(&with(
        r##""a":{"$ref":"#/$defs/s","x-gdpr":{"category":"use"}}},"$defs":{"s":{"type":"string","x-gdpr":{"category":"definition"}}"##,
    ));
    assert_eq!(said(&collection.records[0].fields[0].spoken), ["Field use", "Field definition"]);
}

const PERSON: &str =
    r##"},"$defs":{"P":{"x-gdpr":{"category":"p"},"properties":{"n":{},"deep":{"properties":{"d":{}}}}}"##;

#[test]
fn a_use_with_a_declaration_is_judged_on_its_own() {
    let text = with(&format!(r##""a":{{"$ref":"#/$defs/P","x-gdpr":{{"category":"use"}}}}{PERSON}"##));
    let collection = read(&text);
    assert_eq!(records(&text), ["record referral.a 2:1", "record referral.a.deep 2:116"]);
    assert_eq!(said(&record(&collection, "referral.a").spoken), ["Record use", "Record p"]);
    assert_eq!(fields(&text), ["referral.a.n any 2:109", "referral.a.deep.d any 2:138"]);
}

#[test]
fn the_definition_is_judged_too_where_someone_uses_it_without() {
    let text = with(&format!(
        r##""a":{{"items":{{"$ref":"#/$defs/P","x-gdpr":{{}}}}}},"b":{{"$ref":"#/$defs/P"}}{PERSON}"##
    ));
    assert_eq!(
        records(&text)
            .iter()
            .map(|line| line.split(' ').skip(1).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>(),
        ["referral.a 2:1", "P 2:83 < referral.b", "referral.a.deep 2:135", "P.deep 2:135"]
    );
}

#[test]
fn a_declaration_around_nothing_but_references_is_for_them() {
    for wrapped in [
        r##""x-gdpr":{"category":"use"},"allOf":[{"$ref":"#/$defs/P"}]"##,
        r##""x-gdpr":{"category":"use"},"items":{"$ref":"#/$defs/P"}"##,
        r##""anyOf":[{"type":"null"},{"$ref":"#/$defs/P"}],"x-gdpr":{"category":"use"}"##,
    ] {
        let collection = read(&with(&format!(r##""a":{{{wrapped}}}{PERSON}"##)));
        assert_eq!(said(&record(&collection, "referral.a").spoken), ["Record use", "Record p"], "{wrapped}");
        assert!(collection.records.iter().all(|record| record.name != "P"));
    }
}

#[test]
fn a_tree_with_declarations_ends() {
    let text = with(
        r##""t":{"$ref":"#/$defs/N","x-gdpr":{}}},"$defs":{"N":{"properties":{"v":{},"kids":{"items":{"$ref":"#/$defs/N","x-gdpr":{}}}}}"##,
    );
    assert_eq!(fields(&text), ["referral.t.v any 2:67"]);
}

#[test]
fn what_is_no_mapping_is_told() {
    assert_eq!(
        remarks(&with(r#""a":{"x-gdpr":"identity"}},"x-gdpr":[],"not":{"#)),
        ["Declaration 2:15", "Declaration 2:37"]
    );
    let text = with(r#""x-gdpr":{"category":"c"},"a":{}"#);
    assert_eq!((remarks(&text), fields(&text).len()), (vec!["Declaration 2:1".to_owned()], 1));
}

#[test]
fn keys_of_other_tools_are_carried_at_their_place() {
    let text = with(
        r##""n":{"type":"string","x-pii":"name","confluent:tags":["PII","HEALTH"]},"p":{"$ref":"#/$defs/plan"},"o":{"x-personal-data":true,"properties":{"i":{"type":"string"}}}}, "x-sensitive":true, "$defs":{"plan":{"type":"string","x-classification":"restricted"}"##,
    );
    let collection = read(&text);
    let shown = |asides: &[Aside]| -> Vec<String> {
        let line = |aside: &Aside| {
            let values: Vec<&str> =
                aside.values.iter().map(|(_, span)| collection.source.slice(*span)).collect();
            format!("{}={}", collection.source.slice(aside.span), values.join(","))
        };
        asides.iter().map(line).collect()
    };
    assert_eq!(shown(&collection.asides), [r#""x-sensitive"=true"#]);
    let fields = &collection.records[0].fields;
    assert_eq!(shown(&fields[0].asides), [r#""x-pii"="name""#, r#""confluent:tags"="PII","HEALTH""#]);
    assert_eq!(shown(&fields[1].asides), [r#""x-classification"="restricted""#]);
    assert_eq!(shown(&collection.records[1].asides), [r#""x-personal-data"=true"#]);
}
