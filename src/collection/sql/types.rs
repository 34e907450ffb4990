//! Types that a script defines: their values and their base go to the columns of these types.

use std::collections::HashMap;

use super::cursor::{Cursor, Name};
use super::data_type;
use super::dialect::Family;
use super::element::{allowed, rules};
use super::records::Records;
use super::token::TokenKind;
use crate::collection::FieldType;

/// A type of the script's own.
struct Defined {
    field_type: FieldType,
    values: Vec<String>,
}

/// The types of a script by their last name in lower case.
#[derive(Default)]
pub(super) struct Types(HashMap<String, Defined>);

impl Types {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes `CREATE TYPE … AS ENUM (…)`, `CREATE TYPE … FROM …` and `CREATE DOMAIN … AS …`,
    /// from behind the name on; other types say nothing about values.
    pub(super) fn define(&mut self, name: &Name, mut cursor: Cursor<'_>, family: Family) {
        let text = cursor.text;
        let is_as = cursor.eat("as");
        let defined = if is_as && cursor.eat("enum") {
            let Some(group) = cursor.group() else { return };
            let strings = group.inner.iter().filter(|token| token.kind == TokenKind::String);
            Defined { field_type: FieldType::Text, values: strings.map(|token| token.value(text)).collect() }
        } else {
            cursor.eat("from");
            if cursor.is_any(&["range", "table", "object", "external"]) || cursor.is_kind(TokenKind::Open) {
                return;
            }
            let Some(base) = data_type::read(&mut cursor) else { return };
            let restrictions = rules(text, cursor.rest(), Some("value"), family).restrictions;
            let values = restrictions.into_iter().find(|(column, _)| column.eq_ignore_ascii_case("value"));
            Defined {
                field_type: base.field_type(family),
                values: values.map(|(_, values)| values).unwrap_or_default(),
            }
        };
        self.0.insert(name.last().to_lowercase(), defined);
    }

    /// Tells the columns what their types are.
    pub(super) fn apply(&self, records: &mut Records) {
        if self.is_empty() {
            return;
        }
        for entry in &mut records.entries {
            for (field, base) in entry.record.fields.iter_mut().zip(&entry.bases) {
                let Some(defined) = self.0.get(base) else { continue };
                if field.field_type == FieldType::Unknown {
                    field.field_type = defined.field_type;
                }
                if field.allowed.is_empty() {
                    field.allowed = allowed(defined.values.clone());
                }
            }
        }
    }
}
