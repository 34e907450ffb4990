//! What the names of types mean, in a file and in those that it imports.

use std::collections::HashMap;

use prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto};

/// What a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// A message; in the file itself its name without the package.
    Message(Option<String>),
    /// An enumeration, with its values.
    Enumeration(Vec<String>),
}

/// Names in full, with their package.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Known>);

impl Names {
    /// Takes the names of a file; `own` says whether it is the one that is read.
    pub(super) fn add(&mut self, file: &FileDescriptorProto, own: bool) {
        let package = file.package();
        for one in &file.enum_type {
            self.enumeration(package, one);
        }
        let mut open: Vec<(String, String, &DescriptorProto)> = Vec::new();
        open.extend(file.message_type.iter().map(|message| (package.to_owned(), String::new(), message)));
        while let Some((around, outer, message)) = open.pop() {
            let name = joined(&outer, message.name());
            let full = joined(&around, message.name());
            if !is_map_entry(message) {
                self.0.entry(full.clone()).or_insert(Known::Message(own.then(|| name.clone())));
            }
            for one in &message.enum_type {
                self.enumeration(&full, one);
            }
            open.extend(message.nested_type.iter().map(|inner| (full.clone(), name.clone(), inner)));
        }
    }

    fn enumeration(&mut self, around: &str, one: &EnumDescriptorProto) {
        let values = one.value.iter().map(|value| value.name().to_owned()).collect();
        self.0.entry(joined(around, one.name())).or_insert(Known::Enumeration(values));
    }

    /// What a name means in a scope, which is looked through from the inside to the outside.
    pub(super) fn find(&self, name: &str, scope: &str) -> Option<(String, &Known)> {
        if let Some(full) = name.strip_prefix('.') {
            return self.0.get(full).map(|known| (full.to_owned(), known));
        }
        let mut scope = scope;
        loop {
            let full = joined(scope, name);
            if let Some(known) = self.0.get(&full) {
                return Some((full, known));
            }
            if scope.is_empty() {
                return None;
            }
            scope = scope.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
    }
}

/// Two parts of a name with a dot between.
pub(super) fn joined(outer: &str, inner: &str) -> String {
    if outer.is_empty() { inner.to_owned() } else { format!("{outer}.{inner}") }
}

/// Whether a message is what a map is made of.
pub(super) fn is_map_entry(message: &DescriptorProto) -> bool {
    message.options.as_ref().is_some_and(|options| options.map_entry())
}
