//! The data that comes with the program, and the JSON Schemas that describe what people write.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::path::{Path, PathBuf};

use noticelint::document::{Document, Syntax, validate, validate_schema};
use noticelint::schemas;
use noticelint::text::Source;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn document(path: &str) -> Document {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let syntax = Syntax::of_path(path).unwrap();
    Document::parse(Source::new(path, text), syntax).unwrap()
}

#[test]
fn the_data_are_valid_against_their_schemas() {
    for (path, schema) in [
        ("policies/bcp-childrens-services.yaml", schemas::NOTICE),
        ("policies/law.yaml", schemas::LAW),
        ("policies/timeline.yaml", schemas::TIMELINE),
        ("policies/lexicon.yaml", schemas::LEXICON),
        ("policies/conventions.yaml", schemas::CONVENTIONS),
        ("tests/notices/northmoor-family-services.yaml", schemas::NOTICE),
    ] {
        assert_eq!(validate(&document(path), &schema.value()), [], "{path}");
    }
}

#[test]
fn every_schema_is_a_schema_and_describes_each_key() {
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("schemas")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("schemas/{}", path.file_name().unwrap().to_string_lossy());
        let document = document(&name);
        assert_eq!(validate_schema(&document), [], "{name}");
        let root = document.root();
        assert!(root.get_str("title").is_some() && root.get_str("description").is_some(), "{name}");
        for (key, value) in root.get("properties").unwrap().members() {
            assert!(
                value.get("description").is_some()
                    || value.get("$ref").is_some()
                    || value.get("const").is_some()
                    || key.text == "tool",
                "{name}: {}",
                key.text
            );
        }
        count += 1;
    }
    assert_eq!(count, 10);
}

#[test]
fn validate_says_what_is_wrong_at_its_line() {
    let folder = common::Folder::with(&[
        ("law.yaml", "law: united-kingdom\narticle-6: []\n"),
        (
            "a.schema.json",
            "{\n \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n \"type\": \"objekt\"\n}",
        ),
        (
            "good.schema.json",
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"type\": \"object\"}",
        ),
        ("child.gdpr.yaml", "fields:\n  child.name: { categorie: x }\n"),
        ("odd.gdpr.yaml", "felds: {}\n"),
        ("noticelint.toml", "fail-on = \"never\"\n"),
        ("other.yaml", "a: 1\n"),
    ]);
    let ran = folder.run(&["validate", "a.schema.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("a.schema.json:3:10"), "{}", ran.out);
    assert_eq!(folder.run(&["validate", "good.schema.json"]).code, 0);
    assert_eq!(folder.run(&["validate", "law.yaml"]).code, 1);
    let ran = folder.run(&["validate", "odd.gdpr.yaml"]);
    assert!(ran.code == 1 && ran.out.contains("did you mean `fields`?"), "{}", ran.out);
    let ran = folder.run(&["validate", "noticelint.toml"]);
    assert!(ran.code == 1 && ran.out.contains("noticelint.toml:1:11"), "{}", ran.out);
    let ran = folder.run(&["validate", "child.gdpr.yaml"]);
    assert!(
        ran.code == 1
            && ran.out.contains("child.gdpr.yaml:2:17")
            && ran.out.contains("did you mean `category`?"),
        "{}",
        ran.out
    );
    assert_eq!(folder.run(&["validate", "other.yaml"]).code, 2);
    assert_eq!(folder.run(&["validate", "gone.yaml"]).code, 2);
}

#[test]
fn explain_rules_and_notice_speak() {
    let folder = common::Folder::with(&[]);
    let rules = folder.run(&["rules"]);
    assert_eq!(rules.code, 0);
    for rule in noticelint::rules::RULES {
        assert!(rules.out.contains(rule.id));
        let page = folder.run(&["explain", rule.id]);
        assert!(
            page.code == 0 && page.out.contains(rule.source) && page.out.contains("Put right"),
            "{}",
            rule.id
        );
    }
    let unknown = folder.run(&["explain", "retention-ower"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `retention-over`?"), "{}", unknown.err);
    let notice = folder.run(&["notice", "show"]);
    assert_eq!(notice.code, 0);
    assert!(notice.out.contains("ambiguous, \"10 years\""), "{}", notice.out);
}

/// The form of a notice serves any council: nothing in the code names a clause of the first one.
#[test]
fn the_code_names_no_clause_of_the_shipped_notice() {
    let text = std::fs::read_to_string(root().join("policies/bcp-childrens-services.yaml")).unwrap();
    let document = Document::parse(Source::new("notice.yaml", text), Syntax::Yaml).unwrap();
    let law = document_ids(&self::document("policies/law.yaml"));
    let lexicon = document_ids(&self::document("policies/lexicon.yaml"));
    let timeline = document_ids(&self::document("policies/timeline.yaml"));
    let mut kinds = Vec::new();
    for list in ["commitments", "consent", "sharing"] {
        kinds.extend(
            document
                .root()
                .get(list)
                .unwrap()
                .items()
                .filter_map(|entry| entry.get_str("kind").map(str::to_owned)),
        );
    }
    let mut checked = 0;
    let code = code();
    for list in
        ["purposes", "categories", "recipients", "retention", "commitments", "consent", "sharing", "statutes"]
    {
        for entry in document.root().get(list).unwrap().items() {
            let id = entry.get_str("id").unwrap();
            // Ids that are also words of the law, of the lexicon or of the vocabulary are everybody's.
            let everybodys =
                law.iter().chain(&lexicon).chain(&timeline).chain(&kinds).any(|known| known == id)
                    || !id.contains('-');
            if everybodys {
                continue;
            }
            checked += 1;
            for (path, text) in &code {
                assert!(
                    !text.contains(&format!("\"{id}\"")) && !text.contains(&format!("={id} ")),
                    "{} names {id}",
                    path.display()
                );
            }
        }
    }
    assert!(checked > 80, "{checked}");
}

fn document_ids(document: &Document) -> Vec<String> {
    fn walk(node: noticelint::document::NodeRef<'_>, ids: &mut Vec<String>) {
        ids.extend(node.get_str("id").map(str::to_owned));
        ids.extend(node.get_str("name").map(str::to_owned));
        node.members().for_each(|(_, value)| walk(value, ids));
        node.items().for_each(|item| walk(item, ids));
    }
    let mut ids = Vec::new();
    walk(document.root(), &mut ids);
    ids
}

fn code() -> Vec<(PathBuf, String)> {
    walkdir::WalkDir::new(root().join("src"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs" || ending == "yaml"))
        // The list of built-in notices has to name them.
        .filter(|entry| !entry.path().ends_with(Path::new("notice/load.rs")))
        .map(|entry| (entry.path().to_path_buf(), std::fs::read_to_string(entry.path()).unwrap()))
        .collect()
}
