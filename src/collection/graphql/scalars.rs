//! What scalars can hold: the five of GraphQL itself, and others by what they are called.

use crate::collection::FieldType;

/// The type of a scalar that is defined here, or by GraphQL; `known` says that a name is one of a
/// scalar though none of the names below.
pub(super) fn of_scalar(name: &str, known: bool) -> Option<FieldType> {
    Some(match name {
        "String" | "ID" => FieldType::Text,
        "Int" | "Float" => FieldType::Number,
        "Boolean" => FieldType::Boolean,
        _ => match by_name(name) {
            None if known => FieldType::Text,
            found => found?,
        },
    })
}

/// Names that are in use for scalars everywhere. Libraries provide these without a definition in
/// the schema.
fn by_name(name: &str) -> Option<FieldType> {
    let lower = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    Some(match lower.as_str() {
        "date" | "datetime" | "time" | "timestamp" | "localdate" | "localtime" | "localdatetime"
        | "instant" | "offsetdatetime" | "zoneddatetime" | "timestamptz" | "awsdate" | "awsdatetime"
        | "awstime" | "awstimestamp" | "isodate" | "isodatetime" => FieldType::Date,
        "json" | "jsonobject" | "jsonb" | "awsjson" | "object" | "map" | "any" | "hash" => {
            FieldType::Structure
        }
        "upload" | "byte" | "bytes" | "base64" | "binary" | "bytea" => FieldType::Binary,
        "long" | "bigint" | "short" | "decimal" | "bigdecimal" | "numeric" | "double" | "nonnegativeint"
        | "positiveint" | "unsignedint" | "smallint" => FieldType::Number,
        "uuid" | "guid" | "url" | "uri" | "email" | "emailaddress" | "phonenumber" | "awsemail"
        | "awsphone" | "awsurl" | "postalcode" | "html" | "markdown" => FieldType::Text,
        _ if ends(&["datetime", "timestamp"]) => FieldType::Date,
        _ => return None,
    })
}
