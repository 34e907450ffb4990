//! What comments can belong to, and the numbers by which the parser names the parts of its tree.

use std::collections::BTreeMap;

use prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto};

use super::places::Places;
use crate::collection::comments::Extent;

/// Numbers by which the parser names parts of its tree.
pub(super) mod part {
    pub(in super::super) const NAME: i32 = 1;
    pub(in super::super) const TYPE: i32 = 5;
    pub(in super::super) const TYPE_NAME: i32 = 6;
    pub(in super::super) const FILE_MESSAGE: i32 = 4;
    pub(in super::super) const FILE_ENUM: i32 = 5;
    pub(in super::super) const FILE_EXTENSION: i32 = 7;
    pub(in super::super) const FIELD: i32 = 2;
    pub(in super::super) const NESTED: i32 = 3;
    pub(in super::super) const ENUM: i32 = 4;
    pub(in super::super) const EXTENSION: i32 = 6;
    pub(in super::super) const ONEOF: i32 = 8;
    pub(in super::super) const VALUE: i32 = 2;
}

/// The path of the part with a number and a place among its like.
pub(super) fn path_to(path: &[i32], number: i32, at: usize) -> Vec<i32> {
    let mut out = path.to_vec();
    out.extend([number, i32::try_from(at).unwrap_or(i32::MAX)]);
    out
}

/// The extents of a file, in its order.
pub(super) fn extents(file: &FileDescriptorProto, text: &str, places: &Places) -> Vec<Extent> {
    let mut surveyor = Surveyor { text, places, found: BTreeMap::new() };
    surveyor.file(file);
    surveyor.found.into_values().collect()
}

/// Finds the extents that comments can belong to, by where they start.
struct Surveyor<'s> {
    text: &'s str,
    places: &'s Places,
    found: BTreeMap<u32, Extent>,
}

impl Surveyor<'_> {
    fn file(&mut self, file: &FileDescriptorProto) {
        for (at, message) in file.message_type.iter().enumerate() {
            self.message(&[part::FILE_MESSAGE, i32::try_from(at).unwrap_or(i32::MAX)], message);
        }
        for (at, one) in file.enum_type.iter().enumerate() {
            self.enumeration(&path_to(&[], part::FILE_ENUM, at), one);
        }
        for at in 0..file.extension.len() {
            self.whole(&path_to(&[], part::FILE_EXTENSION, at));
        }
    }

    fn message(&mut self, path: &[i32], message: &DescriptorProto) {
        self.headed(path);
        for at in 0..message.field.len() {
            self.whole(&path_to(path, part::FIELD, at));
        }
        for at in 0..message.extension.len() {
            self.whole(&path_to(path, part::EXTENSION, at));
        }
        for at in 0..message.oneof_decl.len() {
            self.headed(&path_to(path, part::ONEOF, at));
        }
        for (at, one) in message.enum_type.iter().enumerate() {
            self.enumeration(&path_to(path, part::ENUM, at), one);
        }
        for (at, inner) in message.nested_type.iter().enumerate() {
            self.message(&path_to(path, part::NESTED, at), inner);
        }
    }

    fn enumeration(&mut self, path: &[i32], one: &EnumDescriptorProto) {
        self.headed(path);
        for at in 0..one.value.len() {
            self.whole(&path_to(path, part::VALUE, at));
        }
    }

    /// Something with braces: its head ends with the one that opens.
    fn headed(&mut self, path: &[i32]) {
        let (Some(span), Some(name)) = (self.places.of(path), self.places.inside(path, &[part::NAME])) else {
            return;
        };
        let from = name.end as usize;
        let open = self.text.get(from..span.end as usize).and_then(|rest| rest.find('{'));
        let head = open.map_or(span.end, |open| name.end + u32::try_from(open).unwrap_or(0) + 1);
        self.found.insert(span.start, Extent { start: span.start, head, end: span.end });
    }

    fn whole(&mut self, path: &[i32]) {
        if let Some(span) = self.places.of(path) {
            let extent = Extent { start: span.start, head: span.end, end: span.end };
            // A group is both a field and a message, and the message has a head.
            self.found.entry(span.start).or_insert(extent);
        }
    }
}
