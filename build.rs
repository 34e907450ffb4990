//! Turns the linter's own data, YAML for the people who correct them, into what the program reads
//! fast at its start: JSON, and for the lexicon, which has thousands of entries, the tables in
//! which they are searched. Notices stay as they are: findings point into them.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on its standard output")]

use std::path::PathBuf;
use std::{env, fs};

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/lexicon/compile.rs"]
mod compile;
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/lexicon/tables.rs"]
mod tables;
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/lexicon/tokens.rs"]
mod tokens;

/// The files whose places no finding points to.
const DATA: &[&str] = &["conventions", "law", "lexicon", "timeline"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for name in DATA {
        let path = format!("policies/{name}.yaml");
        println!("cargo::rerun-if-changed={path}");
        let value = convert(&path).map_err(|error| format!("{path}: {error}"))?;
        let folder = PathBuf::from(env::var("OUT_DIR")?);
        if name == &"lexicon" {
            let tables = compile::compile(&value, None).map_err(|error| format!("{path}: {error}"))?;
            fs::write(folder.join("lexicon.txt"), tables.text.as_bytes())?;
            fs::write(folder.join("lexicon.bin"), &tables.numbers)?;
        } else {
            fs::write(folder.join(format!("{name}.json")), serde_json::to_string(&value)?)?;
        }
    }
    for module in ["compile", "tables", "tokens"] {
        println!("cargo::rerun-if-changed=src/lexicon/{module}.rs");
    }
    Ok(())
}

fn convert(path: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let text = fs::read_to_string(path)?;
    let mut parser = Parser::new_from_str(&text);
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    let mut whole = Value::Null;
    while let Some(next) = parser.next_event() {
        let done = match next?.0 {
            Event::Scalar(value, style, ..) => Some(scalar(&value, style)),
            Event::SequenceStart(..) => {
                open.push((Value::Array(Vec::new()), None));
                None
            }
            Event::MappingStart(..) => {
                open.push((Value::Object(Map::new()), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|(value, _)| value),
            Event::Alias(_) => return Err("aliases are not used in these files".into()),
            _ => None,
        };
        let Some(done) = done else { continue };
        match open.last_mut() {
            None => whole = done,
            Some((Value::Array(items), _)) => items.push(done),
            Some((Value::Object(members), key)) => match key.take() {
                None => *key = Some(done.as_str().map_or_else(|| done.to_string(), str::to_owned)),
                Some(key) => {
                    members.insert(key, done);
                }
            },
            Some(_) => {}
        }
    }
    Ok(whole)
}

fn scalar(value: &str, style: ScalarStyle) -> Value {
    let plain = style == ScalarStyle::Plain;
    match value {
        "" | "~" | "null" if plain => Value::Null,
        "true" if plain => Value::Bool(true),
        "false" if plain => Value::Bool(false),
        _ if plain && value.starts_with(|c: char| c.is_ascii_digit()) => {
            serde_json::from_str(value).map_or_else(|_| Value::from(value), Value::Number)
        }
        _ => Value::from(value),
    }
}
