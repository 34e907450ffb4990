//! The inventory as JSON: a list of objects with the names of the columns.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{COLUMNS, Value, values};
use crate::inventory::Row;

/// The inventory as JSON.
pub fn json(rows: &[Row]) -> String {
    // A row holds text, numbers and truth values only, so writing it cannot fail.
    let mut text = serde_json::to_string_pretty(&Rows(rows)).unwrap_or_default();
    text.push('\n');
    text
}

struct Rows<'r>(&'r [Row]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0 {
            list.serialize_element(&One(row))?;
        }
        list.end()
    }
}

struct One<'r>(&'r Row);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(COLUMNS.len()))?;
        for (name, value) in COLUMNS.iter().zip(values(self.0)) {
            match value {
                Value::Name(text) | Value::Text(text) => map.serialize_entry(name, text)?,
                Value::Truth(truth) => map.serialize_entry(name, &u8::from(truth))?,
                Value::Number(number) => map.serialize_entry(name, &number)?,
            }
        }
        map.end()
    }
}
