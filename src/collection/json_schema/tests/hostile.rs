//! What a pull request may hold: nothing here may panic, hang or fill the stack.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::super::super::RemarkKind;
use super::*;

/// Far more than any of these needs, far less than anything quadratic.
const SOON: Duration = Duration::from_secs(20);

#[track_caller]
fn soon(text: &str) -> Collection {
    let start = Instant::now();
    let collection = read(text);
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    collection
}

fn is_limited(collection: &Collection) -> bool {
    collection.remarks.iter().any(|remark| remark.kind == RemarkKind::Limit)
}

fn joined(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

#[test]
fn a_long_chain_of_references_is_followed_to_its_end() {
    let links = joined(10_000, |n| format!(r##""d{n}":{{"$ref":"#/$defs/d{}"}}"##, n + 1));
    let end = r#""d10000":{"type":"boolean"}"#;
    let collection = soon(&with(&format!(r##""a":{{"$ref":"#/$defs/d0"}}}},"$defs":{{{links},{end}"##)));
    assert_eq!(collection.records[0].fields[0].type_text, "boolean");
}

#[test]
fn a_long_chain_of_branches_is_told_or_followed() {
    let links = joined(10_000, |n| format!(r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{}"}}]}}"##, n + 1));
    for end in [r#""d10000":{"type":"boolean"}"#, r#""d10000":{"properties":{"x":{}}}"#] {
        let text = with(&format!(r##""a":{{"$ref":"#/$defs/d0"}}}},"$defs":{{{links},{end}"##));
        assert!(!soon(&text).records.is_empty());
    }
}

#[test]
fn a_hundred_thousand_properties_are_linear() {
    let properties = joined(100_000, |n| format!(r##""p{n}":{{"$ref":"#/$defs/d{n}"}}"##));
    let definitions = joined(100_000, |n| format!(r#""d{n}":{{"type":"string"}}"#));
    let collection = soon(&with(&format!(r##"{properties}}},"$defs":{{{definitions}"##)));
    assert_eq!(collection.records[0].fields.len(), 100_000);
}

#[test]
fn a_hundred_thousand_users_and_definitions_are_linear() {
    let properties = joined(100_000, |n| format!(r##""p{n}":{{"$ref":"#/$defs/d{n}"}}"##));
    let definitions = joined(100_000, |n| format!(r#""d{n}":{{"properties":{{"x":{{}}}}}}"#));
    let collection = soon(&with(&format!(r##"{properties}}},"$defs":{{{definitions}"##)));
    assert_eq!(collection.records.len(), 100_000);
    assert!(collection.records.iter().all(|record| record.users.len() == 1));
}

#[test]
fn copies_of_copies_meet_a_limit() {
    let two = |n| {
        format!(
            r##""d{n}":{{"properties":{{"a":{{"$ref":"#/$defs/d{0}","x-gdpr":{{}}}},"b":{{"$ref":"#/$defs/d{0}","x-gdpr":{{}}}}}}}}"##,
            n + 1
        )
    };
    let links = joined(60, two);
    let text = with(&format!(
        r##""r":{{"$ref":"#/$defs/d0"}}}},"$defs":{{{links},"d60":{{"properties":{{"x":{{}}}}}}"##
    ));
    let collection = soon(&text);
    assert!(is_limited(&collection));
}

#[test]
fn what_a_definition_lends_has_a_limit() {
    let values = joined(10_000, |n| format!(r#""v{n}""#));
    let users = joined(10_000, |n| format!(r##""p{n}":{{"$ref":"#/$defs/e"}}"##));
    let text = with(&format!(r##"{users}}},"$defs":{{"e":{{"enum":[{values}]}}"##));
    let collection = soon(&text);
    assert_eq!(collection.records[0].fields.len(), 10_000);
    assert_eq!(collection.remarks.len(), 1);
}

#[test]
fn depth_meets_a_limit_at_its_place() {
    let mut text = String::from("$schema: http://json-schema.org/draft-07/schema#\nproperties:\n");
    text += "  a0: &a0 {type: string}\n";
    for n in 1..300 {
        // Aliases are the only way to nest deeper than the parsers go.
        writeln!(text, "  a{n}: &a{n} {{properties: {{x: *a{}}}}}", n - 1).unwrap();
    }
    let collection = soon(&text);
    assert!(is_limited(&collection));
}

#[test]
fn the_deepest_nesting_that_can_be_parsed_is_survived() {
    // Of the two that the parser lets nest deepest, more levels than are read.
    for (open, close, depth, limited) in [
        ("{\"items\":", "}", 240, true),
        ("{\"additionalProperties\":", "}", 240, true),
        ("{\"allOf\":[", "]}", 120, false),
        ("{\"properties\":{\"x\":", "}}", 120, false),
    ] {
        let text = with(&format!(r#""a":{}{{}}{}"#, open.repeat(depth), close.repeat(depth)));
        assert_eq!(is_limited(&soon(&text)), limited, "{open}");
    }
}

#[test]
fn long_names_around_many_records_have_a_limit() {
    let name = "n".repeat(100_000);
    let inner = joined(10_000, |n| format!(r#""p{n}":{{"properties":{{"x":{{}}}}}}"#));
    let collection = soon(&with(&format!(r#""{name}":{{"properties":{{{inner}}}}}"#)));
    assert_eq!(collection.remarks.len(), 1);
}

const SAMPLE: &str = r##"{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://e.org/a.json","x-gdpr":{"category":"c"},
"properties":{"child":{"$ref":"#/$defs/Person","x-gdpr":{"purpose":"p"}},"tags":{"type":"array","items":{"enum":["a",1,null],"enumNames":["A"]}},
"either":{"oneOf":[{"const":"x","title":"X"},{"$ref":"#/$defs/Person"},{"type":["string","null"],"format":"date"}]},"map":{"additionalProperties":{"properties":{"k":false}}},
"deep":{"if":{"properties":{"a":{"const":1}}},"then":{"properties":{"b":{"$ref":"#anchor"}}},"patternProperties":{"^x":{"items":[{"$ref":"other.json#/x"}]}}}},
"allOf":[{"$ref":"#/definitions/Base"},{"x-gdpr":{"category":"d"},"properties":{"own":{"maxLength":5000}}}],"definitions":{"Base":{"id":"base","allOf":[{"$ref":"#"}],"properties":{"z":{"$ref":"base"}}}},
"$defs":{"Person":{"x-gdpr":{},"properties":{"name":{"$ref":"#/$defs/text"},"kids":{"items":{"$ref":"#/$defs/Person"}}}},"text":{"$anchor":"anchor","type":"string","contentMediaType":"text/plain"}}}"##;

/// A generator that is the same on every machine: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }
}

#[test]
fn the_sample_is_read_whole() {
    assert_eq!(read(SAMPLE).records.iter().map(|record| record.fields.len()).sum::<usize>(), 8);
}

#[test]
fn every_beginning_of_a_schema_is_survived() {
    for end in 0..SAMPLE.len() {
        let _ = read_as("a.json", &SAMPLE[..end]);
        let _ = read_as("a.yaml", &SAMPLE[..end]);
    }
}

#[test]
fn pieces_swapped_at_random_are_survived() {
    // Words, so that most results are still JSON and only mean something else.
    let words: Vec<&str> = SAMPLE.split_inclusive(['"', ',', ':', '{', '}', '[', ']']).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for _ in 0..4_000 {
        let mut mutated = words.clone();
        for _ in 0..=random.below(3) {
            let (one, other) = (random.below(words.len()), random.below(words.len()));
            mutated[one] = words[other];
        }
        read += usize::from(read_as("a.json", &mutated.concat()).is_ok());
    }
    assert!(read > 100, "only {read} were still schemas");
}

#[test]
fn keywords_with_the_values_of_others_are_survived() {
    let keywords: Vec<&str> = SAMPLE.split('"').skip(1).step_by(2).collect();
    let mut random = Random(7);
    for _ in 0..2_000 {
        let mut schema = String::from(r#"{"$schema":"http://json-schema.org/schema""#);
        for _ in 0..12 {
            let key = keywords[random.below(keywords.len())];
            let other = keywords[random.below(keywords.len())];
            let reference = ["#", "#/properties", "#/$defs/x", "#/items", "a.json"][random.below(5)];
            let values = [
                "true".to_owned(),
                "7".to_owned(),
                format!(r#""{other}""#),
                format!(r#"{{"$ref":"{reference}","{other}":{{"x":{{"properties":{{"a":{{}}}}}}}}}}"#),
                format!(r#"[{{"{other}":{{}}}},"x",{{"$ref":"{reference}"}}]"#),
                format!(
                    r#"{{"x":{{"$ref":"{reference}","x-gdpr":{{}}}},"y":{{"{other}":[{{"const":1}}]}}}}"#
                ),
            ];
            write!(schema, r#","{key}":{}"#, values[random.below(values.len())]).unwrap();
        }
        schema.push('}');
        read(&schema);
    }
}
