//! References to other files, in a folder made for the test.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("noticelint-json-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("root/common")).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    /// Reads `root/referral.json` with these properties; the root is `root`.
    fn read(&self, properties: &str) -> Collection {
        let text = with(properties);
        self.write("root/referral.json", &text);
        let (file, root) = (self.0.join("root/referral.json"), self.0.join("root"));
        read_any(&Source::new("referral.json", text), Some(&file), &root, true).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn kinds(collection: &Collection) -> Vec<String> {
    collection
        .remarks
        .iter()
        .map(|remark| format!("{:?} {}", remark.kind, at(collection, remark.span.start)))
        .collect()
}

#[test]
fn scalars_come_over_with_their_declaration_and_its_source() {
    let folder = Folder::new();
    folder.write("root/common/types.yaml", "nhs:\n  type: string\n  description: NHS number\n  x-gdpr: {category: identity}\nmore: {$ref: '#/nhs'}\n");
    let collection = folder.read(r#""n":{"$ref":"common/types.yaml#/more","x-gdpr":{"category":"near"}}"#);
    let field = &collection.records[0].fields[0];
    assert_eq!((field.type_text.as_str(), field.description.as_deref()), ("string", Some("NHS number")));
    assert_eq!(field.spoken[0].source.path(), "referral.json");
    assert_eq!(field.spoken[1].source.path(), "common/types.yaml");
    assert_eq!(field.spoken[1].root().get_str("category"), Some("identity"));
    assert!(collection.references.is_empty() && collection.remarks.is_empty());
}

#[test]
fn objects_elsewhere_are_named_and_not_copied() {
    let folder = Folder::new();
    folder
        .write("root/common/person.json", r#"{"properties":{"n":{}},"$defs":{"A":{"properties":{"x":{}}}}}"#);
    let collection = folder.read(
        r##""a":{"$ref":"common/person.json"},"b":{"$ref":"./common/../common/person.json#/$defs/A"},"c":{"$ref":"referral.json#/properties/d"},"d":{"type":"string"}"##,
    );
    assert_eq!(collection.references, [folder.0.join("root/common/person.json")]);
    let names: Vec<&str> = collection.records[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!((names, kinds(&collection)), (vec!["c", "d"], vec![]));
    assert_eq!(collection.records[0].fields[0].type_text, "string");
}

#[test]
fn a_declaration_beside_an_object_elsewhere_is_told() {
    let folder = Folder::new();
    folder.write("root/person.json", r#"{"properties":{"n":{}}}"#);
    let collection = folder.read(r#""a":{"$ref":"person.json","x-gdpr":{}}"#);
    assert_eq!(kinds(&collection), ["Declaration 2:36"]);
    assert_eq!(collection.references.len(), 1);
}

#[test]
fn what_cannot_be_read_elsewhere_is_told_here() {
    let folder = Folder::new();
    folder.write("outside.json", r#"{"type":"string"}"#);
    folder.write("root/bad.json", "{");
    folder.write("root/list.json", "[]");
    folder.write("root/text.md", "x");
    folder.write("root/broken.json", r#"{"$ref":"missing.json"}"#);
    fs::create_dir(folder.0.join("root/folder.json")).unwrap();
    for reference in [
        "../outside.json",
        "bad.json",
        "list.json",
        "text.md",
        "broken.json",
        "folder.json",
        "%2e%2e/outside.json",
        "a%ff.json",
    ] {
        let collection = folder.read(&format!(r#""a":{{"$ref":"{reference}"}}"#));
        assert_eq!(kinds(&collection), ["Unread 2:13"], "{reference}");
    }
}

#[cfg(unix)]
#[test]
fn links_may_not_lead_outside() {
    let folder = Folder::new();
    folder.write("outside.json", r#"{"type":"string"}"#);
    folder.write("root/inside.json", r#"{"type":"string"}"#);
    std::os::unix::fs::symlink(folder.0.join("outside.json"), folder.0.join("root/link.json")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("root/inside.json"), folder.0.join("root/near.json")).unwrap();
    assert_eq!(kinds(&folder.read(r#""a":{"$ref":"link.json"}"#)), ["Unread 2:13"]);
    assert_eq!(kinds(&folder.read(r#""a":{"$ref":"near.json"}"#)).len(), 0);
}

#[test]
fn an_address_of_the_same_site_is_a_neighbour_that_says_so() {
    let folder = Folder::new();
    let site = "https://example.org/schemas";
    folder.write("root/common/nhs.json", &format!(r#"{{"$id":"{site}/common/nhs.json","type":"number"}}"#));
    let collection = folder.read(&format!(
        r#""a":{{"$ref":"{site}/common/nhs.json"}},"b":{{"$ref":"common/nhs.json"}}}},"$id":"{site}/referral.json","not":{{"#
    ));
    assert_eq!(kinds(&collection).len(), 0);
    assert!(collection.records[0].fields.iter().all(|field| field.type_text == "number"));
}

#[test]
fn an_id_of_a_file_next_door_is_found() {
    let folder = Folder::new();
    folder.write("root/parts.yaml", "$id: urn:parts\n$defs: {n: {type: number}, o: {properties: {x: {}}}}\n");
    folder.write("root/mentions.json", r#"{"$comment":"urn:parts"}"#);
    let collection = folder.read(
        r#""a":{"$ref":"urn:parts#/$defs/n"},"b":{"$ref":"urn:parts#/$defs/o"},"c":{"$ref":"urn:none"}"#,
    );
    assert_eq!(kinds(&collection), ["Unread 2:81"]);
    assert_eq!(collection.records[0].fields[0].type_text, "number");
    assert_eq!(collection.references, [folder.0.join("root/parts.yaml")]);
}

#[test]
fn files_that_refer_to_each_other_end() {
    let folder = Folder::new();
    folder.write("root/a.json", r#"{"$ref":"b.json"}"#);
    folder.write("root/b.json", r#"{"$ref":"a.json"}"#);
    assert_eq!(kinds(&folder.read(r#""a":{"$ref":"a.json"}"#)), ["Unread 2:13"]);
}
