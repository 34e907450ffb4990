//! Questionnaires: items are questions, and groups of them are records.

use super::super::{Allowed, Field, FieldType, Layer, Record, RecordKind, Remark, RemarkKind};
use super::part::Part;
use super::read::Reader;
use super::values::coding;

/// Kinds of items without data: text that is shown.
const SHOWN: &str = "display";

/// How deep groups may stand in each other.
const DEEPEST: usize = 128;

impl<'d> Reader<'_, 'd> {
    /// Reads a questionnaire into records.
    pub(super) fn questionnaire(&mut self, resource: Part<'d>) {
        let mut record = self.resource_record(resource, None);
        if let Some(group) = resource.one("group") {
            let message = "This questionnaire is of FHIR before STU3, whose `group` and `question` are not read. Convert it to `item`.";
            self.remark(Remark::new(RemarkKind::Unread, group.span(), message));
        }
        let mut inner = Vec::new();
        self.items(&mut record, &mut inner, resource, 0);
        self.keep(record);
        inner.into_iter().for_each(|record| self.keep(record));
    }

    fn items(&mut self, record: &mut Record, inner: &mut Vec<Record>, around: Part<'d>, depth: usize) {
        let items = around.all("item");
        if depth > DEEPEST {
            if let Some(item) = items.first() {
                let message = format!(
                    "Items stand in each other more than {DEEPEST} deep; those inside were not read."
                );
                self.remark(Remark::new(RemarkKind::Limit, item.span(), message));
            }
            return;
        }
        for item in items {
            match item.text("type").unwrap_or_default() {
                SHOWN => {}
                "group" => self.group(record, inner, item, depth),
                kind => {
                    let field = self.question(item, kind);
                    record.fields.push(field);
                    self.items(record, inner, item, depth + 1);
                }
            }
        }
    }

    /// A group is a record of its own where it has a name; else its items are those around it.
    fn group(&mut self, record: &mut Record, inner: &mut Vec<Record>, item: Part<'d>, depth: usize) {
        let words = self.words(item, Layer::Record);
        let Some((name, place)) = name_of(item, false) else {
            return self.items(record, inner, item, depth + 1);
        };
        let mut group = Record::new(format!("{}.{name}", record.name), RecordKind::Object, place.span());
        group.description = item.text("text").filter(|text| *text != name).map(str::to_owned);
        group.spoken = words;
        let at = inner.len();
        self.items(&mut group, inner, item, depth + 1);
        inner.insert(at, group);
    }

    fn question(&mut self, item: Part<'d>, kind: &str) -> Field {
        let (name, place) = name_of(item, true).unwrap_or(("item", item));
        let mut field = Field::new(name, place.span());
        field.spoken = self.words(item, Layer::Field);
        field.field_type = field_type(kind);
        field.type_text = kind.to_owned();
        field.title = item.text("text").filter(|text| *text != name).map(str::to_owned);
        field.allowed = self.options(item);
        let mut says: Vec<String> = Vec::new();
        says.extend(item.all("code").into_iter().filter_map(|code| code.text("display")).map(str::to_owned));
        let shown = item.all("item").into_iter().filter(|inner| inner.text("type") == Some(SHOWN));
        says.extend(shown.filter_map(|inner| inner.text("text")).map(str::to_owned));
        // `…/StructureDefinition/Patient#Patient.birthDate` says what the answer fills in.
        let definition = item.text("definition").and_then(|address| address.rsplit_once('#'));
        says.extend(definition.map(|(_, path)| format!("fills in {path}")));
        let set =
            item.text("answerValueSet").or_else(|| options_of(item)).filter(|_| field.allowed.is_empty());
        says.extend(set.map(|address| format!("values from {}", last(address))));
        field.description = (!says.is_empty()).then(|| says.join(". "));
        field
    }

    /// The answers that a question offers.
    fn options(&mut self, item: Part<'d>) -> Vec<Allowed> {
        let mut out = Vec::new();
        for option in ["answerOption", "option"].iter().flat_map(|name| item.all(name)) {
            for (name, value) in option.starting("value") {
                match name {
                    "valueCoding" => out.extend(coding(value)),
                    _ => {
                        out.extend(value.value().map(|text| Allowed { value: text.to_owned(), label: None }))
                    }
                }
            }
        }
        for address in item.text("answerValueSet").into_iter().chain(options_of(item)) {
            let codes = self.value_sets.codes(address);
            if self.spend(codes.len(), item.span()) {
                out.extend(codes.iter().cloned());
            }
        }
        out
    }
}

/// The value set of a question in STU3.
fn options_of(item: Part<'_>) -> Option<&str> {
    item.one("options")?.text("reference")
}

/// The last part of an address, without its version.
pub(super) fn last(address: &str) -> &str {
    let address = address.split('|').next().unwrap_or(address);
    address.rsplit(['/', '#']).next().unwrap_or(address)
}

/// What an item is called: its `linkId` where that says something, else its text. A question
/// without either still has its `linkId`.
fn name_of(item: Part<'_>, always: bool) -> Option<(&str, Part<'_>)> {
    let of = |name| item.text(name).zip(item.one(name));
    let id = of("linkId");
    id.filter(|(id, _)| tells(id)).or_else(|| of("text")).or(id.filter(|_| always))
}

/// Whether an id has a word: not `1.2`, `q3`, `group-4` or 36 hexadecimal digits.
fn tells(id: &str) -> bool {
    const EMPTY: &[&str] = &[
        "item", "items", "question", "group", "field", "section", "link", "linkid", "node", "page", "quest",
        "root",
    ];
    let code = id.len() >= 16 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let words = id.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    !code && words.into_iter().any(|word| !EMPTY.contains(&word.to_ascii_lowercase().as_str()))
}

fn field_type(kind: &str) -> FieldType {
    match kind {
        "boolean" => FieldType::Boolean,
        "decimal" | "integer" | "quantity" => FieldType::Number,
        "date" | "dateTime" | "time" | "instant" => FieldType::Date,
        "text" => FieldType::LongText,
        "attachment" => FieldType::Binary,
        "string" | "url" | "choice" | "open-choice" | "coding" | "reference" => FieldType::Text,
        _ => FieldType::Unknown,
    }
}
