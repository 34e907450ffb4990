//! Forms of government form builders: pages with components and shared lists, as the digital form
//! builders keep them, or pages with one question each, as GOV.UK Forms does.

use std::collections::HashMap;

use super::super::{
    Allowed, Collection, Example, Failure, FieldType, Layer, Notation, Reader, Reading, RemarkKind, Spoken,
};
use super::form::{Form, Question, document, words};
use crate::document::NodeRef;

/// The reader of forms with pages of components.
pub(in super::super) const READER: Reader = Reader {
    format: "gov-uk-form",
    title: "Forms with pages of components, as the form builders of government keep them",
    endings: &["json", "yaml", "yml"],
    sign: "`pages` have a `path` and `components`, or a `question_text` and an `answer_type`",
    declarations: "`x-gdpr` on the document, a page or a component; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "plan.json",
            br#"{
  "name": "Child plan",
  "pages": [
    {
      "path": "/asthma",
      "title": "Asthma",
      "components": [
        {
          "type": "MultilineTextField",
          "name": "asthmaPlan",
          "title": "What should we do in an attack?",
          "x-gdpr": { "subject": "child", "category": "wellbeing" }
        }
      ]
    }
  ],
  "lists": []
}
"#,
        )],
        declares: ("Child plan", "asthmaPlan"),
    },
    read,
};

/// Components that show something and ask nothing.
const SHOWN: &[&str] = &[
    "Para",
    "Html",
    "InsetText",
    "Details",
    "FlashCard",
    "List",
    "Markdown",
    "WarningText",
    "NotificationBanner",
    "SummaryDetails",
    "Heading",
    "Content",
    "Image",
];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = document(reading)?.root();
    // An export may stand around the form.
    let whole = ["form", "definition"]
        .iter()
        .find_map(|key| root.get(key))
        .filter(|node| node.get("pages").is_some());
    let whole = whole.unwrap_or(root);
    let pages = whole.get("pages").or_else(|| whole.get("steps")).filter(|pages| pages.is_array())?;
    let is_page = |page: NodeRef<'_>| {
        let page = page.get("data").unwrap_or(page);
        let component = |part: NodeRef<'_>| part.get_str("type").is_some();
        let asks = page.get_str("path").is_some()
            && page.get("components").is_some_and(|parts| parts.is_array() && parts.items().all(component));
        asks || (page.get_str("question_text").is_some() && page.get_str("answer_type").is_some())
    };
    if !pages.items().any(is_page) {
        return None;
    }
    let mut form = Form::new(reading, READER.format, root);
    let record = form.whole(whole);
    let mut pages_of = Pages { form, lists: lists(whole), whole, sections: HashMap::new() };
    for page in pages.items() {
        pages_of.page(record, page.get("data").unwrap_or(page));
    }
    Some(Ok(pages_of.form.finish()))
}

/// Shared lists of choices by their names and ids.
fn lists(whole: NodeRef<'_>) -> HashMap<&str, NodeRef<'_>> {
    let mut out = HashMap::new();
    for list in whole.get("lists").into_iter().flat_map(NodeRef::items) {
        for key in ["name", "id"] {
            if let (Some(name), Some(items)) = (list.get_str(key), list.get("items")) {
                out.insert(name, items);
            }
        }
    }
    out
}

struct Pages<'d> {
    form: Form,
    whole: NodeRef<'d>,
    lists: HashMap<&'d str, NodeRef<'d>>,
    /// The records of sections, by name.
    sections: HashMap<&'d str, usize>,
}

impl<'d> Pages<'d> {
    fn page(&mut self, whole: usize, page: NodeRef<'d>) {
        let around = self.form.said(page, Layer::Record);
        if page.get_str("question_text").is_some() {
            return self.single(whole, page);
        }
        let record = self.home(whole, page);
        let parts: Vec<NodeRef<'d>> = page.get("components").into_iter().flat_map(NodeRef::items).collect();
        let asked = parts.iter().filter(|part| !is_shown(**part)).count();
        let title = words(page, "title");
        for part in parts {
            self.component(record, part, &around, title.as_deref().filter(|_| asked == 1));
        }
    }

    /// The record that a page's answers go to: a section's, or one of their own where the page is
    /// filled in several times.
    fn home(&mut self, whole: usize, page: NodeRef<'d>) -> usize {
        let repeated = page.get("repeat").map(|repeat| repeat.get("options").unwrap_or(repeat));
        if let Some(name) = repeated.and_then(|options| options.get("name").or_else(|| options.get("title")))
        {
            return self.form.inner(whole, page, Some(name));
        }
        let Some(section) =
            page.get("section").filter(|section| section.as_str().is_some_and(|name| !name.is_empty()))
        else {
            return whole;
        };
        let name = section.as_str().unwrap_or_default();
        if let Some(&known) = self.sections.get(name) {
            return known;
        }
        let listed = self.whole.get("sections").into_iter().flat_map(NodeRef::items);
        let described = listed
            .into_iter()
            .find(|one| one.get_str("name") == Some(name) || one.get_str("id") == Some(name));
        let record = match described {
            Some(described) => {
                // An id says nothing where there is a name.
                let own = described.get("name").or_else(|| described.get("title")).unwrap_or(section);
                self.form.inner(whole, described, Some(own))
            }
            None => self.form.inner(whole, section, Some(section)),
        };
        self.sections.insert(name, record);
        record
    }

    fn component(&mut self, record: usize, part: NodeRef<'d>, around: &[Spoken], page: Option<&str>) {
        let kind = part.get_str("type").unwrap_or_default();
        let inner = part.get("components").filter(|inner| inner.is_array());
        if inner.is_none() && !is_shown(part) {
            let (field_type, hint) = field_type(kind);
            let mut allowed = Vec::new();
            for list in self.list_of(part) {
                allowed.extend(self.form.choices(list));
            }
            let title = words(part, "title").or_else(|| words(part, "label"));
            let mut hints: Vec<String> = hint.map(str::to_owned).into_iter().collect();
            // A page with one question often asks it in its title.
            hints.extend(
                page.filter(|page| Some(*page) != title.as_deref())
                    .map(str::to_owned)
                    .filter(|_| title.is_some()),
            );
            hints.extend(["hint", "shortDescription"].iter().filter_map(|key| words(part, key)));
            let title = title.or_else(|| page.map(str::to_owned));
            let name = part.get("name");
            let question = Question { name, title, hints, field_type, type_text: kind.to_owned(), allowed };
            self.form.ask(record, part, question, around);
        }
        let revealed = self
            .list_of(part)
            .into_iter()
            .flat_map(NodeRef::items)
            .filter_map(|item| item.get("conditional")?.get("components"));
        for inner in inner.into_iter().chain(revealed).flat_map(NodeRef::items) {
            self.component(record, inner, around, None);
        }
    }

    /// The lists of choices of a component: its own, or one that it names.
    fn list_of(&self, part: NodeRef<'d>) -> Vec<NodeRef<'d>> {
        let values = part.get("values");
        let named = part.get("list").or_else(|| values?.get("list"));
        let name = named.and_then(|list| list.as_str().or_else(|| list.get_str("name")));
        let own = [
            values.and_then(|values| values.get("items")),
            part.get("items"),
            named.and_then(|list| list.get("items")),
        ];
        own.into_iter().flatten().chain(name.and_then(|name| self.lists.get(name).copied())).collect()
    }

    /// A page that is one question.
    fn single(&mut self, record: usize, page: NodeRef<'d>) {
        let kind = page.get_str("answer_type").unwrap_or_default();
        let settings = page.get("answer_settings");
        let long = settings.and_then(|settings| settings.get_str("input_type")) == Some("long_text");
        let (field_type, hint) = match kind {
            "text" if long => (FieldType::LongText, None),
            "date" => (FieldType::Date, None),
            "number" => (FieldType::Number, None),
            "file" => (FieldType::Binary, None),
            "name" => (FieldType::Text, Some("name of a person")),
            "address" => (FieldType::Text, Some("address")),
            "email" => (FieldType::Text, Some("email address")),
            "phone_number" => (FieldType::Text, Some("telephone number")),
            "national_insurance_number" => (FieldType::Text, Some("National Insurance number")),
            _ => (FieldType::Text, None),
        };
        let options = settings.and_then(|settings| settings.get("selection_options"));
        let allowed: Vec<Allowed> = options.map(|options| self.form.choices(options)).unwrap_or_default();
        let hints = hint.map(str::to_owned).into_iter().chain(words(page, "hint_text")).collect();
        let title = words(page, "question_text");
        let question = Question { name: None, title, hints, field_type, type_text: kind.to_owned(), allowed };
        if title_is_empty(&question) {
            self.form.remark(
                RemarkKind::Unread,
                page.span(),
                "This page asks no question, so it was not read. Give it a `question_text`.",
            );
            return;
        }
        self.form.ask(record, page, question, &[]);
    }
}

fn title_is_empty(question: &Question<'_>) -> bool {
    question.title.as_deref().is_none_or(str::is_empty)
}

fn is_shown(part: NodeRef<'_>) -> bool {
    part.get_str("type").is_some_and(|kind| SHOWN.contains(&kind))
}

/// What the answer of a component can hold, and what its type says of it.
fn field_type(kind: &str) -> (FieldType, Option<&'static str>) {
    let plain = match kind {
        "MultilineTextField" | "FreeTextField" => FieldType::LongText,
        "YesNoField" | "DeclarationField" => FieldType::Boolean,
        "DateField" | "DatePartsField" | "DateTimeField" | "DateTimePartsField" | "MonthYearField"
        | "TimeField" => FieldType::Date,
        "NumberField" => FieldType::Number,
        "FileUploadField" => FieldType::Binary,
        _ => FieldType::Text,
    };
    let hint = match kind {
        "EmailAddressField" => Some("email address"),
        "TelephoneNumberField" => Some("telephone number"),
        "UkAddressField" => Some("address"),
        _ => None,
    };
    (plain, hint)
}
