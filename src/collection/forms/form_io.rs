//! Forms of Form.io, and of form-js, which keeps them nearly alike: components in components.

use super::super::{
    Allowed, Collection, Example, Failure, FieldType, Layer, Notation, Reader, Reading, Spoken,
};
use super::form::{Form, Question, document, words};
use crate::document::NodeRef;

/// The reader of Form.io.
pub(in super::super) const READER: Reader = Reader {
    format: "form-io",
    title: "Form.io forms and exports, and form-js",
    endings: &["json"],
    sign: "`components` have the types of Form.io (`textfield`, `selectboxes`, `panel`, …) and a `key`",
    declarations: "`x-gdpr` on the document or a component; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "plan.json",
            br#"{
  "title": "Child plan",
  "display": "form",
  "components": [
    {
      "type": "textarea",
      "key": "asthmaPlan",
      "label": "What should we do in an attack?",
      "input": true,
      "x-gdpr": { "subject": "child", "category": "wellbeing" }
    }
  ]
}
"#,
        )],
        declares: ("Child plan", "asthmaPlan"),
    },
    read,
};

/// Components that show something or do something, and ask nothing.
const SHOWN: &[&str] = &[
    "button",
    "htmlelement",
    "content",
    "recaptcha",
    "captcha",
    "text",
    "html",
    "image",
    "spacer",
    "separator",
    "documentPreview",
    "iframe",
];

/// Components that stand around others and keep their answers with those around them.
const LAYOUT: &[&str] = &["panel", "fieldset", "well", "columns", "column", "table", "tabs", "tab", "wizard"];

/// Components that keep the answers inside them apart.
const RECORDS: &[&str] =
    &["container", "datagrid", "editgrid", "datatable", "datamap", "tree", "form", "dynamiclist"];

/// Components that ask one question.
const ASKED: &[&str] = &[
    "textfield",
    "textarea",
    "number",
    "password",
    "checkbox",
    "selectboxes",
    "select",
    "radio",
    "email",
    "url",
    "phoneNumber",
    "tags",
    "address",
    "datetime",
    "day",
    "time",
    "currency",
    "survey",
    "signature",
    "hidden",
    "file",
    "resource",
    "checklist",
    "taglist",
    "filepicker",
    "date",
    "location",
    "tagpad",
    "datasource",
];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = document(reading)?.root();
    let forms: Vec<NodeRef<'_>> = if is_form(root) {
        vec![root]
    } else {
        // A project's export holds its forms and resources by name.
        let groups = ["forms", "resources"].iter().filter_map(|key| root.get(key));
        let members = groups
            .flat_map(|group| group.members().map(|(_, form)| form).chain(group.items()).collect::<Vec<_>>());
        members.filter(|form| is_form(*form)).collect()
    };
    if forms.is_empty() {
        return None;
    }
    let mut form = Form::new(reading, READER.format, root);
    for node in forms {
        let record = form.whole(node);
        walk(&mut form, record, node, &[]);
    }
    Some(Ok(form.finish()))
}

/// Whether a mapping is a form: it has components of types that are known, with a key where they ask.
fn is_form(node: NodeRef<'_>) -> bool {
    let Some(parts) = node.get("components").filter(|parts| parts.is_array()) else { return false };
    let kind = |part: NodeRef<'_>| {
        let kind = part.get_str("type").unwrap_or_default();
        let asks = ASKED.contains(&kind) || RECORDS.contains(&kind);
        let shapes = LAYOUT.contains(&kind)
            && (part.get("input").is_some()
                || part.get("components").is_some()
                || part.get("columns").is_some());
        (asks && part.get_str("key").is_some()) || shapes
    };
    parts.items().any(kind) && parts.items().all(|part| part.get_str("type").is_some())
}

/// The components in a mapping, a list, or a table of lists.
fn walk(form: &mut Form, record: usize, node: NodeRef<'_>, around: &[Spoken]) {
    for part in node.items() {
        component(form, record, part, around);
    }
    for key in ["components", "columns", "rows"] {
        if let Some(inner) = node.get(key) {
            walk(form, record, inner, around);
        }
    }
}

fn component(form: &mut Form, record: usize, part: NodeRef<'_>, around: &[Spoken]) {
    let kind = part.get_str("type").unwrap_or_default();
    let holds =
        ["components", "columns", "rows"].iter().any(|key| part.get(key).is_some_and(NodeRef::is_array));
    if SHOWN.contains(&kind) {
        return;
    }
    let name = part.get("key").filter(|key| key.as_str().is_some_and(|key| !key.is_empty()));
    if RECORDS.contains(&kind)
        || (kind == "group" && part.get_str("path").is_some_and(|path| !path.is_empty()))
    {
        let name = name.or_else(|| part.get("path"));
        let inner = form.inner(record, part, name);
        walk(form, inner, part, &[]);
        if let Some(value) = part.get("valueComponent") {
            component(form, inner, value, &[]);
        }
        return;
    }
    if kind == "survey" {
        return survey(form, record, part, name);
    }
    // The parts of an address are in the address; anything else that holds components only shapes.
    if LAYOUT.contains(&kind)
        || kind == "group"
        || kind.is_empty()
        || (holds && kind != "address" && !ASKED.contains(&kind))
    {
        let mut said = form.said(part, Layer::Record);
        said.extend(around.iter().cloned());
        return walk(form, record, part, &said);
    }
    let lists = [
        part.get("values"),
        part.get("data").and_then(|data| data.get("values")),
        part.get("data").and_then(|data| data.get("json")),
    ];
    let mut allowed: Vec<Allowed> = Vec::new();
    for list in lists.into_iter().flatten() {
        allowed.extend(form.choices(list));
    }
    allowed.retain(|one| !one.value.is_empty());
    let (field_type, hint) = field_type(kind);
    let mut hints: Vec<String> = hint.map(str::to_owned).into_iter().collect();
    hints.extend(["description", "tooltip", "placeholder"].iter().filter_map(|key| words(part, key)));
    let question = Question {
        name,
        title: words(part, "label").or_else(|| words(part, "title")),
        hints,
        field_type,
        type_text: kind.to_owned(),
        allowed,
    };
    form.ask(record, part, question, around);
}

/// A survey asks the same of several things.
fn survey(form: &mut Form, record: usize, part: NodeRef<'_>, name: Option<NodeRef<'_>>) {
    let inner = form.inner(record, part, name);
    let allowed = part.get("values").map(|values| form.choices(values)).unwrap_or_default();
    for asked in part.get("questions").into_iter().flat_map(NodeRef::items) {
        let question = Question {
            name: asked.get("value"),
            title: words(asked, "label"),
            type_text: "survey".to_owned(),
            allowed: allowed.clone(),
            ..Question::default()
        };
        form.ask(inner, asked, question, &[]);
    }
}

/// What the answer of a component can hold, and what its type says of it.
fn field_type(kind: &str) -> (FieldType, Option<&'static str>) {
    match kind {
        "textarea" => (FieldType::LongText, None),
        "number" | "currency" => (FieldType::Number, None),
        "checkbox" => (FieldType::Boolean, None),
        "datetime" | "day" | "time" | "date" => (FieldType::Date, None),
        "file" | "filepicker" => (FieldType::Binary, None),
        "signature" => (FieldType::Binary, Some("signature")),
        "email" => (FieldType::Text, Some("email address")),
        "phoneNumber" => (FieldType::Text, Some("telephone number")),
        "address" => (FieldType::Text, Some("address")),
        "location" => (FieldType::Text, Some("location")),
        _ => (FieldType::Text, None),
    }
}
