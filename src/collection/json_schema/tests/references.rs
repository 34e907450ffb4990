use super::*;

const HEAD: &str = r#"{"$schema":"http://json-schema.org/draft-07/schema#","#;

#[test]
fn definitions_are_records_with_users() {
    let text = format!(
        r##"{HEAD}
"properties":{{"child":{{"$ref":"#/definitions/Person"}},"carers":{{"items":{{"$ref":"#/definitions/Person"}}}}}},
"definitions":{{"Person":{{"properties":{{"name":{{}},"home":{{"properties":{{"street":{{}}}}}}}}}}}}}}"##
    );
    assert_eq!(
        records(&text),
        ["definition Person 3:16 < referral.carers, referral.child", "record Person.home 3:50"]
    );
    assert_eq!(fields(&text), ["Person.name any 3:40", "Person.home.street any 3:72"]);
}

#[test]
fn a_definition_without_users_is_read() {
    assert_eq!(
        fields(&format!(r#"{HEAD}"$defs":{{"A":{{"properties":{{"x":{{}}}}}}}}}}"#)),
        ["A.x any 1:82"]
    );
}

#[test]
fn definitions_are_found_wherever_they_stand() {
    let text = with(r##""a":{"$defs":{"In":{"properties":{"x":{}}}},"$ref":"#/properties/a/$defs/In"}"##);
    assert_eq!(records(&text), ["definition In 2:15 < referral.a"]);
}

#[test]
fn a_scalar_definition_lends_its_type_and_words() {
    let text = format!(
        r##"{HEAD}"properties":{{"sex":{{"$ref":"#/definitions/a","title":"Own"}}}},
"definitions":{{"a":{{"$ref":"#/definitions/b","description":"From a"}},"b":{{"type":"string","enum":["M","F"],"title":"From b"}}}}}}"##
    );
    let collection = read(&text);
    let field = &collection.records[0].fields[0];
    assert_eq!((collection.records.len(), field.type_text.as_str()), (1, "string"));
    assert_eq!((field.title.as_deref(), field.description.as_deref()), (Some("Own"), Some("From a")));
    assert_eq!(allowed(field), ["M", "F"]);
}

#[test]
fn branches_that_refer_to_objects_make_users_and_no_copies() {
    let text = format!(
        r##"{HEAD}"allOf":[{{"$ref":"#/definitions/Base"}},{{"properties":{{"own":{{}}}}}}],"properties":{{"x":{{"anyOf":[{{"$ref":"#/definitions/Base"}},{{"type":"null"}}]}},"y":{{"oneOf":[{{"$ref":"#/definitions/Base"}},{{"type":"string"}}]}}}},
"definitions":{{"Base":{{"properties":{{"b":{{}}}}}}}}}}"##
    );
    assert_eq!(
        records(&text),
        ["record referral 1:1", "definition Base 2:16 < referral, referral.x, referral.y"]
    );
    assert_eq!(fields(&text), ["referral.y string 1:196", "referral.own any 1:108", "Base.b any 2:38"]);
}

#[test]
fn a_name_for_a_definition_passes_its_users_on() {
    let text = format!(
        r##"{HEAD}"properties":{{"a":{{"$ref":"#/definitions/Alias"}}}},
"definitions":{{"Alias":{{"allOf":[{{"$ref":"#/definitions/Real"}}]}},
"Real":{{"properties":{{"x":{{}}}}}}}}}}"##
    );
    assert_eq!(records(&text), ["definition Real 3:1 < Alias, referral.a"]);
}

#[test]
fn references_to_any_place_are_followed() {
    let text = with(
        r##""a":{"properties":{"x":{}}},"b":{"$ref":"#/properties/a"},"c":{"$ref":"#/elsewhere/Some~1Thing%20x"},"s":{"$ref":"#/properties/b/title"}},"elsewhere":{"Some/Thing x":{"properties":{"y":{}}}"##,
    );
    assert_eq!(
        records(&text),
        [
            "record referral 1:1",
            "record referral.a 2:1 < referral.b",
            "definition Some/Thing x 2:167 < referral.c"
        ]
    );
    assert_eq!(remarks(&text), ["Unread 2:114"]);
}

#[test]
fn a_tree_uses_itself() {
    let text = format!(
        r##"{HEAD}"properties":{{"root":{{"$ref":"#/definitions/node"}},"self":{{"$ref":"#"}}}},
"definitions":{{"node":{{"properties":{{"label":{{}},"children":{{"items":{{"$ref":"#/definitions/node"}}}}}}}}}}}}"##
    );
    assert_eq!(records(&text), ["definition node 2:16 < node.children, referral.root"]);
    assert_eq!(remarks(&text).len(), 0);
}

#[test]
fn anchors_and_ids_are_found() {
    let text = format!(
        r##"{HEAD}"$id":"https://example.org/s/referral.json","properties":{{"a":{{"$ref":"#anchor"}},"b":{{"$ref":"https://example.org/s/referral.json#/$defs/A"}},"c":{{"$ref":"inner.json#/$defs/T"}},"d":{{"$dynamicRef":"#anchor"}},"e":{{"$ref":"#old"}}}},
"$defs":{{"A":{{"$anchor":"anchor","properties":{{"x":{{}}}}}},
"inner":{{"$id":"inner.json","$defs":{{"T":{{"properties":{{"t":{{"$ref":"#/$defs/U"}}}}}},"U":{{"type":"boolean"}}}}}},
"old":{{"id":"#old","type":"number"}}}}}}"##
    );
    assert_eq!(remarks(&text).len(), 0);
    assert_eq!(
        records(&text),
        [
            "record referral 1:1",
            "definition A 2:10 < referral.a, referral.b, referral.d",
            "definition T 3:38 < referral.c"
        ]
    );
    assert_eq!(fields(&text)[0], "referral.e number 1:260");
    assert_eq!(fields(&text)[2], "T.t boolean 3:57");
}

#[test]
fn ids_that_were_never_meant_as_bases_do_no_harm() {
    let text = with(
        r##""a":{"$id":"/properties/a","properties":{"b":{"$id":"#/properties/b","$ref":"#/$defs/B"}}}},"$defs":{"B":{"type":"string"}"##,
    );
    assert_eq!(fields(&text), ["referral.a.b string 2:42"]);
    assert_eq!(remarks(&text).len(), 0);
}

#[test]
fn what_cannot_be_found_is_told_at_the_reference() {
    for reference in ["#/nowhere", "https://example.org/x.json", "#none", "other.json", "/x", "urn:a:b"] {
        let text = with(&format!(r#""a":{{"$ref":"{reference}"}}"#));
        assert_eq!(remarks(&text), ["Unread 2:13"], "{reference}");
        assert_eq!(fields(&text), ["referral.a any 2:1"]);
    }
    assert_eq!(remarks(&with(r#""a":{"$ref":7}"#)), ["Unread 2:13"]);
}

#[test]
fn circles_of_references_are_told_once() {
    let text = format!(
        r##"{HEAD}"properties":{{"p":{{"$ref":"#/definitions/b"}},"q":{{"$ref":"#/definitions/a"}},"r":{{"$ref":"#/definitions/self"}}}},
"definitions":{{"a":{{"$ref":"#/definitions/b"}},
"b":{{"$ref":"#/definitions/a"}},"self":{{"$ref":"#/definitions/self"}}}}}}"##
    );
    assert_eq!(remarks(&text), ["Unread 2:28", "Unread 3:47"]);
    assert_eq!(fields(&text).len(), 3);
}

#[test]
fn branches_in_a_circle_end() {
    let text = format!(
        r##"{HEAD}"properties":{{"p":{{"$ref":"#/definitions/a"}}}},"definitions":{{"a":{{"allOf":[{{"$ref":"#/definitions/b"}}]}},"b":{{"anyOf":[{{"$ref":"#/definitions/a"}},{{"type":"string"}}]}},
"c":{{"allOf":[{{"$ref":"#/definitions/d"}}]}},"d":{{"allOf":[{{"$ref":"#/definitions/c"}},{{"properties":{{"x":{{}}}}}}]}}}}}}"##
    );
    assert_eq!(fields(&text), ["referral.p string 1:68", "d.x any 2:100"]);
}

#[test]
fn a_value_that_is_a_schema_is_a_structure() {
    let text = with(r#""a":{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#);
    assert_eq!((fields(&text), remarks(&text).len()), (vec!["referral.a object 2:1".to_owned()], 0));
}

#[test]
fn a_definition_of_alternatives_is_a_user_and_passes_none_on() {
    let text = format!(
        r##"{HEAD}"properties":{{"a":{{"$ref":"#/definitions/Any"}},"b":{{"$ref":"#/elsewhere"}}}},"elsewhere":{{"oneOf":[{{"$ref":"#/definitions/Two"}},{{"$ref":"#/unlisted/Three"}}]}},"unlisted":{{
"Three":{{"properties":{{"x":{{}}}}}}}},"definitions":{{"Any":{{"oneOf":[{{"$ref":"#/definitions/One"}},{{"$ref":"#/definitions/Two"}}]}},
"One":{{"properties":{{"x":{{}}}}}},
"Two":{{"properties":{{"x":{{}}}}}}}}}}"##
    );
    assert_eq!(
        records(&text),
        [
            "definition Three 2:9 < referral.b",
            "definition One 3:1 < Any",
            "definition Two 4:1 < Any, referral.b"
        ]
    );
}

#[test]
fn an_object_of_objects_only_is_walked_once() {
    let text = with(
        r##""a":{"properties":{"deep":{"properties":{"x":{"$ref":"#/$defs/P"}}}}},"b":{"$ref":"#/properties/a/properties/deep"}},"$defs":{"P":{"properties":{"n":{}}}"##,
    );
    assert_eq!(records(&text), ["definition P 2:127 < referral.a.deep.x"]);
}
