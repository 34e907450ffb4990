//! From the parser's tree to records and fields.

use std::collections::HashMap;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto};

use super::imports;
use super::names::{Known, Names, is_map_entry, joined};
use super::options::{self, OF_FIELD, OF_MESSAGE};
use super::places::{Places, Text};
use super::survey::{extents, part, path_to};
use super::types::{of_known_message, of_scalar};
use crate::collection::comments::{Comment, Margin};
use crate::collection::{
    Allowed, Collection, Field, FieldType, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken,
};
use crate::text::Span;

/// The most values of enumerations that are copied to fields.
const MOST_VALUES: usize = 1_000_000;

/// Builds a collection.
pub(super) fn build(
    reading: &Reading<'_>,
    file: &FileDescriptorProto,
    text: &Text<'_>,
    comments: Vec<Comment>,
) -> Collection {
    let places = Places::new(file, text);
    let extents = extents(file, reading.source.text(), &places);
    let order: HashMap<u32, usize> = extents.iter().enumerate().map(|(at, one)| (one.start, at)).collect();
    let mut names = Names::default();
    names.add(file, true);
    if !file.dependency.is_empty() {
        imports::add(reading, file, &mut names);
    }
    let mut margin = Margin::new(reading.source, comments, &extents);
    let first = extents.first().map_or(u32::MAX, |extent| extent.start);
    let mut collection = Collection::new(reading, super::READER.format);
    collection.spoken = margin.document(first);
    let mut builder = Builder {
        source: reading.source.text(),
        places: &places,
        names,
        order,
        margin,
        collection,
        users: HashMap::new(),
        labels: HashMap::new(),
        values: MOST_VALUES,
    };
    builder.file(file);
    builder.finish()
}

struct Builder<'b> {
    source: &'b str,
    places: &'b Places,
    names: Names,
    /// The number of the extent that starts at a byte.
    order: HashMap<u32, usize>,
    margin: Margin,
    collection: Collection,
    /// Who uses a message, by its name without the package.
    users: HashMap<String, Vec<String>>,
    /// What the values of the file's own enumerations stand for, by the enumeration's full name.
    labels: HashMap<String, Vec<Option<String>>>,
    values: usize,
}

impl Builder<'_> {
    fn file(&mut self, file: &FileDescriptorProto) {
        let package = file.package().to_owned();
        for (at, one) in file.enum_type.iter().enumerate() {
            self.enumeration(&path_to(&[], part::FILE_ENUM, at), one, &package);
        }
        for (at, message) in file.message_type.iter().enumerate() {
            self.enumerations(&path_to(&[], part::FILE_MESSAGE, at), message, &package);
        }
        for (at, message) in file.message_type.iter().enumerate() {
            self.message(&path_to(&[], part::FILE_MESSAGE, at), message, "", &package);
        }
        self.extensions(&[], part::FILE_EXTENSION, &file.extension, &package);
    }

    fn enumerations(&mut self, path: &[i32], message: &DescriptorProto, around: &str) {
        let full = joined(around, message.name());
        for (at, one) in message.enum_type.iter().enumerate() {
            self.enumeration(&path_to(path, part::ENUM, at), one, &full);
        }
        for (at, inner) in message.nested_type.iter().enumerate() {
            self.enumerations(&path_to(path, part::NESTED, at), inner, &full);
        }
    }

    fn enumeration(&mut self, path: &[i32], one: &EnumDescriptorProto, around: &str) {
        let label = |builder: &mut Self, at| builder.words(&path_to(path, part::VALUE, at), Layer::Field).1;
        let labels = (0..one.value.len()).map(|at| label(self, at)).collect();
        self.labels.insert(joined(around, one.name()), labels);
    }

    /// What the comments of something say.
    fn words(&mut self, path: &[i32], layer: Layer) -> (Vec<Spoken>, Option<String>) {
        let extent = self.places.of(path).and_then(|span| self.order.get(&span.start).copied());
        let words = extent.map(|extent| self.margin.words(extent, layer)).unwrap_or_default();
        (words.spoken, words.description)
    }

    fn message(&mut self, path: &[i32], message: &DescriptorProto, outer: &str, around: &str) {
        if is_map_entry(message) {
            return;
        }
        let (name, full) = (joined(outer, message.name()), joined(around, message.name()));
        let place =
            self.places.inside(path, &[part::NAME]).or_else(|| self.places.of(path)).unwrap_or_default();
        let mut record = Record::new(name.as_str(), RecordKind::Object, place);
        (record.spoken, record.description) = self.words(path, Layer::Record);
        if let Some(options) = &message.options {
            record.asides = options::asides(&options.uninterpreted_option, self.places, path, OF_MESSAGE);
        }
        let mut oneofs = Vec::with_capacity(message.oneof_decl.len());
        for at in 0..message.oneof_decl.len() {
            oneofs.push(self.words(&path_to(path, part::ONEOF, at), Layer::Record).0);
        }
        let maps: HashMap<&str, &DescriptorProto> = message
            .nested_type
            .iter()
            .filter(|inner| is_map_entry(inner))
            .map(|inner| (inner.name(), inner))
            .collect();
        for (at, field) in message.field.iter().enumerate() {
            let map = maps.get(field.type_name()).and_then(|entry| entry.field.get(1));
            let path = path_to(path, part::FIELD, at);
            let Some(mut read) = self.field(&path, field, map, &name, &full) else { continue };
            let oneof = field.oneof_index.and_then(|at| oneofs.get(usize::try_from(at).ok()?));
            read.spoken.extend(oneof.into_iter().flatten().cloned());
            record.fields.push(read);
        }
        self.collection.records.push(record);
        for (at, inner) in message.nested_type.iter().enumerate() {
            self.message(&path_to(path, part::NESTED, at), inner, &name, &full);
        }
        self.extensions(path, part::EXTENSION, &message.extension, &full);
    }

    /// Fields that are added to a message from elsewhere. Those of options describe schemas.
    fn extensions(&mut self, path: &[i32], number: i32, extensions: &[FieldDescriptorProto], scope: &str) {
        let mut records: Vec<Record> = Vec::new();
        for (at, field) in extensions.iter().enumerate() {
            let to = field.extendee().trim_start_matches('.');
            if to.starts_with("google.protobuf.") {
                continue;
            }
            let path = path_to(path, number, at);
            let Some(read) = self.field(&path, field, None, to, scope) else { continue };
            match records.last_mut().filter(|record| record.name == to) {
                Some(record) => record.fields.push(read),
                None => {
                    let mut record = Record::new(to, RecordKind::Object, read.span);
                    record.fields.push(read);
                    records.push(record);
                }
            }
        }
        self.collection.records.extend(records);
    }

    fn field(
        &mut self,
        path: &[i32],
        field: &FieldDescriptorProto,
        map: Option<&FieldDescriptorProto>,
        record: &str,
        scope: &str,
    ) -> Option<Field> {
        let span = self.places.inside(path, &[part::NAME]).or_else(|| self.places.of(path))?;
        let (spoken, description) = self.words(path, Layer::Field);
        let mut read = Field::new(field.name(), span);
        let described = map.unwrap_or(field);
        let kind = described.r#type.and_then(|kind| Type::try_from(kind).ok());
        if kind == Some(Type::Group) {
            return None;
        }
        if let Some((scalar, _)) = kind.and_then(of_scalar) {
            read.field_type = scalar;
        } else if !self.named(&mut read, described.type_name(), record, scope) {
            self.not_applied(&spoken);
            return None;
        }
        if map.is_some() {
            read.field_type = FieldType::Structure;
        }
        read.type_text = self.type_text(path, field, map.is_some());
        (read.spoken, read.description) = (spoken, description);
        if let Some(options) = &field.options {
            read.asides = options::asides(&options.uninterpreted_option, self.places, path, OF_FIELD);
        }
        Some(read)
    }

    /// A field of a type that has a name; false where that is a message of its own.
    fn named(&mut self, read: &mut Field, name: &str, record: &str, scope: &str) -> bool {
        let short = name.trim_start_matches('.');
        if let Some(kind) = of_known_message(name) {
            read.field_type = kind;
            return true;
        }
        if short == "google.protobuf.Empty" {
            return false;
        }
        match self.names.find(name, scope) {
            Some((_, Known::Message(own))) => {
                if let Some(own) = own.clone() {
                    self.users.entry(own).or_default().push(format!("{record}.{}", read.name));
                }
                false
            }
            Some((full, Known::Enumeration(values))) => {
                read.field_type = FieldType::Text;
                let Some(left) = self.values.checked_sub(values.len()) else {
                    self.collection.remarks.push(Remark::new(
                        RemarkKind::Limit,
                        read.span,
                        "From here on this file repeats its enumerations more often than is read: the values of this field were not looked at. Split the file.",
                    ));
                    return true;
                };
                self.values = left;
                let labels = self.labels.get(&full);
                let label = |at: usize| labels.and_then(|labels| labels.get(at)?.clone());
                let allowed =
                    |(at, value): (usize, &String)| Allowed { value: value.clone(), label: label(at) };
                read.allowed = values.iter().enumerate().map(allowed).collect();
                true
            }
            None => {
                read.refers_to = Some(short.to_owned());
                true
            }
        }
    }

    fn not_applied(&mut self, spoken: &[Spoken]) {
        if let Some(first) = spoken.first() {
            self.collection.remarks.push(Remark::new(
                RemarkKind::Declaration,
                first.node.span,
                "This declaration stands at a field that only refers to a message, and was not applied. Put it at that message or at its fields.",
            ));
        }
    }

    /// The type as written, with `repeated` before it.
    fn type_text(&self, path: &[i32], field: &FieldDescriptorProto, is_map: bool) -> String {
        let place: Option<Span> =
            [part::TYPE, part::TYPE_NAME].iter().find_map(|number| self.places.inside(path, &[*number]));
        let text = place.and_then(|span| self.source.get(span.range())).unwrap_or_else(|| field.type_name());
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let repeated = !is_map && field.label == Some(Label::Repeated as i32);
        if repeated { format!("repeated {text}") } else { text }
    }

    /// Gives messages their users and puts all into the order of the file.
    fn finish(mut self) -> Collection {
        for record in &mut self.collection.records {
            record.users = self.users.remove(&record.name).unwrap_or_default();
            record.users.sort();
            record.users.dedup();
            if !record.users.is_empty() {
                record.kind = RecordKind::Definition;
            }
        }
        self.collection.records.retain(|record| !record.fields.is_empty() || !record.spoken.is_empty());
        self.collection.records.sort_by_key(|record| record.span.start);
        self.collection.remarks.extend(self.margin.remarks);
        self.collection.remarks.sort_by_key(|remark| remark.span);
        self.collection
    }
}
