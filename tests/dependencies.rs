//! No derive macro from a dependency in our code, no direct dependency that is a proc macro, no
//! `derive` feature asked for, and nothing that speaks to a network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // Only this platform's packages: the others' are not on this machine, and no test asks a network.
    let version = Command::new(&cargo).arg("-vV").output().expect("cargo runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its host");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn no_derive_feature_is_asked_for_and_no_dependency_is_a_proc_macro() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == "noticelint").unwrap();
    let dependencies = own["dependencies"].as_array().unwrap();
    assert!(dependencies.len() > 10);
    for dependency in dependencies {
        let name = dependency["name"].as_str().unwrap();
        let package = packages.iter().find(|package| package["name"] == name).unwrap();
        let kinds: Vec<&str> = package["targets"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|target| strings(&target["kind"]))
            .collect();
        assert!(!kinds.contains(&"proc-macro"), "{name} is a proc macro");
        let mut asked = strings(&dependency["features"]);
        if dependency["uses_default_features"] == true {
            asked.extend(strings(&package["features"]["default"]));
        }
        assert!(!asked.iter().any(|feature| feature.contains("derive")), "{name} is asked for {asked:?}");
    }
}

#[test]
fn nothing_in_the_tree_speaks_to_a_network() {
    let metadata = metadata();
    let own = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "noticelint")
        .unwrap();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    // The packages that the program itself is built from, development dependencies left out.
    let mut reached = vec![own["id"].as_str().unwrap()];
    let mut at = 0;
    while at < reached.len() {
        let node = nodes.iter().find(|node| node["id"] == reached[at]).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let normal =
                dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
            let id = dependency["pkg"].as_str().unwrap();
            if normal && !reached.contains(&id) {
                reached.push(id);
            }
        }
        at += 1;
    }
    assert!(reached.len() > 30);
    for id in reached {
        for network in
            ["reqwest", "hyper", "ureq", "curl", "tokio", "rustls", "native-tls", "openssl", "isahc"]
        {
            assert!(!id.contains(&format!("#{network}@")) && !id.ends_with(&format!("/{network}")), "{id}");
        }
    }
}

#[test]
fn our_code_derives_only_what_the_standard_library_has() {
    let own = ["Debug", "Clone", "Copy", "Default", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];
    let mut files = 0;
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        files += 1;
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for derived in text.split("derive(").skip(1).filter_map(|rest| rest.split_once(')')) {
            for name in derived.0.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                assert!(own.contains(&name), "{}: derives {name}", entry.path().display());
            }
        }
    }
    assert!(files > 30);
}
