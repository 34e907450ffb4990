//! What types can hold: the scalars, and messages of Google's that are values.

use prost_types::field_descriptor_proto::Type;

use crate::collection::FieldType;

/// A scalar; none for messages, groups and enumerations.
pub(super) fn of_scalar(kind: Type) -> Option<(FieldType, &'static str)> {
    Some(match kind {
        Type::String => (FieldType::Text, "string"),
        Type::Bytes => (FieldType::Binary, "bytes"),
        Type::Bool => (FieldType::Boolean, "bool"),
        Type::Double => (FieldType::Number, "double"),
        Type::Float => (FieldType::Number, "float"),
        Type::Int64 => (FieldType::Number, "int64"),
        Type::Uint64 => (FieldType::Number, "uint64"),
        Type::Int32 => (FieldType::Number, "int32"),
        Type::Fixed64 => (FieldType::Number, "fixed64"),
        Type::Fixed32 => (FieldType::Number, "fixed32"),
        Type::Uint32 => (FieldType::Number, "uint32"),
        Type::Sfixed32 => (FieldType::Number, "sfixed32"),
        Type::Sfixed64 => (FieldType::Number, "sfixed64"),
        Type::Sint32 => (FieldType::Number, "sint32"),
        Type::Sint64 => (FieldType::Number, "sint64"),
        Type::Group | Type::Message | Type::Enum => return None,
    })
}

/// Messages that everybody imports, and that are values rather than records.
pub(super) fn of_known_message(name: &str) -> Option<FieldType> {
    let name = name.trim_start_matches('.');
    let short = name.strip_prefix("google.protobuf.").or_else(|| name.strip_prefix("google.type."))?;
    Some(match short {
        "Timestamp" | "Date" | "DateTime" | "TimeOfDay" => FieldType::Date,
        "Any" | "Struct" | "Value" | "ListValue" | "PostalAddress" | "LatLng" => FieldType::Structure,
        "Duration" | "Int32Value" | "Int64Value" | "UInt32Value" | "UInt64Value" | "FloatValue"
        | "DoubleValue" | "Money" | "Decimal" | "DayOfWeek" | "Month" => FieldType::Number,
        "BoolValue" => FieldType::Boolean,
        "BytesValue" => FieldType::Binary,
        "StringValue" | "FieldMask" | "PhoneNumber" | "LocalizedText" => FieldType::Text,
        _ => return None,
    })
}
