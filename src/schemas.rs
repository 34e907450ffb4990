//! The JSON Schemas of the files that people write: notices, configuration, sidecars and the
//! data beside them. Published in `schemas/` for editors, embedded here for validation.

use serde_json::Value;

/// A schema that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The file's name in `schemas/`.
    pub file: &'static str,
    text: &'static str,
}

impl Schema {
    /// The schema as a value. The embedded text is JSON by the tests.
    pub fn value(self) -> Value {
        serde_json::from_str(self.text).unwrap_or_default()
    }
}

macro_rules! schema {
    ($file:literal) => {
        Schema { file: $file, text: include_str!(concat!("../schemas/", $file)) }
    };
}

/// A notice.
pub const NOTICE: Schema = schema!("notice.schema.json");
/// The law.
pub const LAW: Schema = schema!("law.schema.json");
/// The events.
pub const TIMELINE: Schema = schema!("timeline.schema.json");
/// A declaration: `x-gdpr`, `@gdpr`, an entry of a sidecar.
pub const DECLARATION: Schema = schema!("declaration.schema.json");
/// A sidecar.
pub const SIDECAR: Schema = schema!("sidecar.schema.json");
/// `noticelint.toml`.
pub const CONFIGURATION: Schema = schema!("config.schema.json");
/// The lexicon.
pub const LEXICON: Schema = schema!("lexicon.schema.json");
/// What the keys of other tools say.
pub const CONVENTIONS: Schema = schema!("conventions.schema.json");
/// What is known before the check is switched on.
pub const BASELINE: Schema = schema!("baseline.schema.json");
/// The JSON report.
pub const REPORT: Schema = schema!("report.schema.json");
