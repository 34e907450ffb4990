//! Structure definitions: profiles, extensions and logical models.

use std::collections::{HashMap, HashSet};

use super::super::{Allowed, Field, FieldType, Layer, Record, RecordKind, Remark, RemarkKind};
use super::part::Part;
use super::questionnaire::last;
use super::read::Reader;
use crate::text::Span;

/// Types of elements that only hold other elements.
const HOLDERS: &[&str] = &["BackboneElement", "Element"];

/// An element of the list, with its way from the root: names of slices stand behind a colon.
struct Listed<'d> {
    part: Part<'d>,
    way: String,
    /// It is not in the list, and an extension of it is.
    implied: bool,
}

impl<'d> Reader<'_, 'd> {
    /// Reads a structure definition into records.
    pub(super) fn structure(&mut self, resource: Part<'d>) {
        let base = resource.text("type").or(resource.text("constrainedType")).or(resource.text("id"));
        let base = base.map(last);
        let mut record =
            self.resource_record(resource, base.filter(|_| resource.text("kind") != Some("logical")));
        let elements = ["differential", "snapshot"]
            .iter()
            .filter_map(|view| resource.one(view))
            .map(|view| view.all("element"))
            .find(|elements| !elements.is_empty())
            .unwrap_or_default();
        let listed = with_values(self.listed(&elements));
        let holders: HashSet<&str> =
            listed.iter().filter_map(|one| one.way.rsplit_once('.')).map(|(around, _)| around).collect();
        let mut spans: HashMap<&str, Span> = HashMap::new();
        for one in &listed {
            spans.entry(&one.way).or_insert_with(|| name_span(one.part));
        }
        let title = resource.text("title").or(resource.text("name"));
        let extends = base == Some("Extension");
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut records: Vec<Record> = Vec::new();
        let mut forbidden: Option<&str> = None;
        let name = record.name.clone();
        for one in &listed {
            if forbidden.is_some_and(|way| is_under(&one.way, way)) {
                continue;
            }
            if one.part.text("max") == Some("0") {
                forbidden = Some(&one.way);
                continue;
            }
            let Some((around, own)) = one.way.rsplit_once('.') else {
                // The outermost element speaks of the whole.
                let words = self.words(one.part, Layer::Record);
                record.spoken.extend(words);
                continue;
            };
            let field = self.element(
                one,
                own,
                holders.contains(one.way.as_str()),
                extends.then_some((around, title)),
            );
            let Some(field) = field else { continue };
            match around.split_once('.') {
                None => record.fields.push(field),
                Some((_, rest)) => {
                    let at = *places.entry(around.to_owned()).or_insert_with(|| {
                        let place = spans.get(around).copied().unwrap_or(field.span);
                        records.push(Record::new(format!("{name}.{rest}"), RecordKind::Object, place));
                        records.len() - 1
                    });
                    records[at].fields.push(field);
                }
            }
        }
        self.keep(record);
        records.into_iter().for_each(|record| self.keep(record));
    }

    fn listed(&mut self, elements: &[Part<'d>]) -> Vec<Listed<'d>> {
        let mut out = Vec::with_capacity(elements.len());
        for &part in elements {
            let Some(path) = part.text("path") else {
                let message = "This element has no `path`, so it was not read. Give it one.";
                self.remark(Remark::new(RemarkKind::Unread, part.span(), message));
                continue;
            };
            // The id of an element is its path with the names of slices, where it is given.
            let root = path.split('.').next().unwrap_or(path);
            let id = match part {
                Part::Json(_) => part.text("id"),
                Part::Xml(element) => element.attribute("id"),
            };
            let same = |id: &&str| id.split('.').count() == path.split('.').count() && id.starts_with(root);
            let way = match (id.filter(same), part.text("sliceName")) {
                (Some(id), _) => id.to_owned(),
                (None, Some(slice)) => format!("{path}:{slice}"),
                (None, None) => path.to_owned(),
            };
            out.push(Listed { part, way, implied: false });
        }
        out
    }

    /// The field that an element is; none where it only holds others.
    fn element(
        &mut self,
        one: &Listed<'d>,
        own: &str,
        holds: bool,
        extension: Option<(&str, Option<&str>)>,
    ) -> Option<Field> {
        let part = one.part;
        if one.implied {
            return Some(Field::new(own, name_span(part)));
        }
        let mut types = Vec::new();
        let mut targets = Vec::new();
        for kind in part.all("type") {
            types.extend(kind.text("code").map(last));
            targets.extend(
                ["targetProfile", "profile"].iter().flat_map(|name| kind.all(name)).filter_map(Part::value),
            );
        }
        let slice = own.split_once(':').map(|(_, slice)| slice);
        let base = own.split(':').next().unwrap_or(own);
        let is_extension = matches!(base, "extension" | "modifierExtension");
        // The address of an extension is no data, and the list of all extensions is none by itself.
        if (extension.is_some() && base == "url") || (is_extension && (slice.is_none() || holds)) {
            return None;
        }
        if holds
            && (types.iter().any(|kind| HOLDERS.contains(kind)) || part.one("contentReference").is_some())
        {
            return None;
        }
        let name = if is_extension { slice.unwrap_or(own) } else { own };
        let mut field = Field::new(name, name_span(part));
        field.spoken = self.words(part, Layer::Field);
        // That it is an extension says nothing of what it holds.
        field.type_text = if types == ["Extension"] { String::new() } else { types.join(" or ") };
        field.field_type = field_type(&types);
        field.title = part.text("short").map(str::to_owned);
        if let (Some((around, title)), true) = (extension, base.starts_with("value")) {
            // What an extension means is in its name, not in that of its value.
            let slice = around.rsplit_once(':').map(|(_, slice)| slice);
            field.title = slice.or(title).map(str::to_owned).or(field.title);
        }
        let mut says: Vec<String> = part.text("definition").map(str::to_owned).into_iter().collect();
        if let Some(set) = part.one("binding").and_then(value_set) {
            let codes = self.value_sets.codes(set);
            if codes.is_empty() {
                says.push(format!("values from {}", last(set)));
            } else if self.spend(codes.len(), field.span) {
                field.allowed = codes.to_vec();
            }
        }
        for (_, value) in part.starting("fixed").into_iter().chain(part.starting("pattern")) {
            field.allowed.extend(value.value().map(|text| Allowed { value: text.to_owned(), label: None }));
        }
        field.description = (!says.is_empty()).then(|| says.join(". "));
        if types.contains(&"Reference") {
            field.refers_to = targets.first().map(|address| last(address).to_owned());
        }
        Some(field)
    }
}

/// Adds elements that are not listed and of which only extensions are: they have values besides.
fn with_values(listed: Vec<Listed<'_>>) -> Vec<Listed<'_>> {
    let known: HashSet<String> = listed.iter().map(|one| one.way.clone()).collect();
    let mut extended: HashMap<&str, bool> = HashMap::new();
    for one in &listed {
        if let Some((around, own)) = one.way.rsplit_once('.')
            && !known.contains(around)
            && around.contains('.')
        {
            *extended.entry(around).or_insert(true) &= own == "id" || own.starts_with("extension");
        }
    }
    let ways: HashSet<String> =
        extended.into_iter().filter(|(_, only)| *only).map(|(way, _)| way.to_owned()).collect();
    let mut told: HashSet<String> = HashSet::new();
    let mut out = Vec::with_capacity(listed.len());
    for one in listed {
        if let Some((around, _)) = one.way.rsplit_once('.')
            && ways.contains(around)
            && told.insert(around.to_owned())
        {
            out.push(Listed { part: one.part, way: around.to_owned(), implied: true });
        }
        out.push(one);
    }
    out
}

/// The address of the value set that an element is bound to.
fn value_set(binding: Part<'_>) -> Option<&str> {
    binding
        .text("valueSet")
        .or_else(|| binding.text("valueSetUri"))
        .or_else(|| binding.one("valueSetReference")?.text("reference"))
        .or_else(|| binding.text("valueSetCanonical"))
}

/// Where an element is named: its slice, or its path.
fn name_span(part: Part<'_>) -> Span {
    part.one("sliceName").or(part.one("path")).unwrap_or(part).span()
}

/// Whether a way leads through another.
fn is_under(way: &str, holder: &str) -> bool {
    way.strip_prefix(holder).is_some_and(|rest| rest.starts_with(['.', ':']))
}

/// What an element of these types can hold.
fn field_type(types: &[&str]) -> FieldType {
    let of = |kind: &str| match kind {
        "boolean" => FieldType::Boolean,
        "decimal" | "integer" | "integer64" | "positiveInt" | "unsignedInt" | "Quantity"
        | "SimpleQuantity" | "Age" | "Count" | "Distance" | "Duration" | "Money" | "Range" | "Ratio" => {
            FieldType::Number
        }
        "date" | "dateTime" | "instant" | "time" | "Period" | "Timing" => FieldType::Date,
        "markdown" | "Annotation" | "Narrative" | "xhtml" => FieldType::LongText,
        "base64Binary" | "Attachment" | "SampledData" => FieldType::Binary,
        "Resource" | "DomainResource" | "Any" => FieldType::Structure,
        "Extension" | "BackboneElement" | "Element" | "*" => FieldType::Unknown,
        _ => FieldType::Text,
    };
    match types {
        [] => FieldType::Unknown,
        [first, rest @ ..] if rest.iter().all(|kind| of(kind) == of(first)) => of(first),
        _ => FieldType::Text,
    }
}
