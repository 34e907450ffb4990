//! Forms of SurveyJS: pages of elements.

use super::super::{
    Allowed, Collection, Example, Failure, FieldType, Layer, Notation, Reader, Reading, Spoken,
};
use super::form::{Form, Question, document, words};
use crate::document::NodeRef;

/// The reader of SurveyJS.
pub(in super::super) const READER: Reader = Reader {
    format: "survey-js",
    title: "SurveyJS forms",
    endings: &["json"],
    sign: "`pages` have `elements` with a `name` and a type of SurveyJS (`radiogroup`, `paneldynamic`, …)",
    declarations: "`x-gdpr` on the document, a page, a panel or an element; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "plan.json",
            br#"{
  "title": "Child plan",
  "pages": [
    {
      "name": "health",
      "elements": [
        {
          "type": "comment",
          "name": "asthmaPlan",
          "title": "What should we do in an attack?",
          "x-gdpr": { "subject": "child", "category": "wellbeing" }
        }
      ]
    }
  ]
}
"#,
        )],
        declares: ("Child plan", "asthmaPlan"),
    },
    read,
};

/// Every type of element.
const TYPES: &[&str] = &[
    "text",
    "comment",
    "checkbox",
    "radiogroup",
    "dropdown",
    "tagbox",
    "boolean",
    "rating",
    "ranking",
    "imagepicker",
    "buttongroup",
    "slider",
    "matrix",
    "matrixdropdown",
    "matrixdynamic",
    "multipletext",
    "panel",
    "paneldynamic",
    "flowpanel",
    "file",
    "signaturepad",
    "html",
    "image",
    "imagemap",
    "expression",
];

/// Elements that show something and ask nothing.
const SHOWN: &[&str] = &["html", "image"];

/// The keys under which elements stand.
const HOLDERS: [&str; 2] = ["elements", "questions"];

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let root = document(reading)?.root();
    let pages = root.get("pages").filter(|pages| pages.is_array());
    let homes: Vec<NodeRef<'_>> = pages.into_iter().flat_map(NodeRef::items).chain([root]).collect();
    let is_element = |node: &NodeRef<'_>| {
        node.get_str("type").is_some_and(|kind| TYPES.contains(&kind)) && node.get_str("name").is_some()
    };
    let all: Vec<NodeRef<'_>> = homes.iter().flat_map(|home| elements(*home)).collect();
    let (known, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_element);
    if known.len() <= others.len() {
        return None;
    }
    let mut form = Form::new(reading, READER.format, root);
    let record = form.whole(root);
    for home in homes {
        let around = if home.get("pages").is_some() { Vec::new() } else { form.said(home, Layer::Record) };
        for element in elements(home) {
            ask(&mut form, record, element, &around);
        }
    }
    Some(Ok(form.finish()))
}

/// The elements of a page, a panel or a form without pages.
fn elements(home: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    HOLDERS.iter().filter_map(|key| home.get(key)).flat_map(|list| list.items().collect::<Vec<_>>()).collect()
}

fn ask(form: &mut Form, record: usize, node: NodeRef<'_>, around: &[Spoken]) {
    let kind = node.get_str("type").unwrap_or_default();
    let name = node.get("name");
    let list = |key: &str| node.get(key).into_iter().flat_map(NodeRef::items).collect::<Vec<_>>();
    match kind {
        _ if SHOWN.contains(&kind) => {}
        "panel" | "flowpanel" => {
            let mut said = form.said(node, Layer::Record);
            said.extend(around.iter().cloned());
            for inner in HOLDERS.iter().flat_map(|key| list(key)) {
                ask(form, record, inner, &said);
            }
        }
        "paneldynamic" => {
            let inner = form.inner(record, node, name);
            for element in list("templateElements") {
                ask(form, inner, element, &[]);
            }
        }
        "matrixdropdown" | "matrixdynamic" => {
            let inner = form.inner(record, node, name);
            let shared = node.get("choices").map(|choices| form.choices(choices)).unwrap_or_default();
            for column in list("columns") {
                let kind =
                    column.get_str("cellType").or_else(|| node.get_str("cellType")).unwrap_or("dropdown");
                let mut question = question(form, column, kind);
                if question.allowed.is_empty()
                    && matches!(kind, "dropdown" | "default" | "radiogroup" | "checkbox" | "tagbox")
                {
                    question.allowed.clone_from(&shared);
                }
                form.ask(inner, column, question, &[]);
            }
            for element in list("detailElements") {
                ask(form, inner, element, &[]);
            }
        }
        "matrix" if !list("rows").is_empty() => {
            let inner = form.inner(record, node, name);
            let allowed = node.get("columns").map(|columns| form.choices(columns)).unwrap_or_default();
            for row in list("rows") {
                row_of(form, inner, row, &allowed);
            }
        }
        "multipletext" => {
            let inner = form.inner(record, node, name);
            for item in list("items") {
                let question = question(form, item, "text");
                form.ask(inner, item, question, &[]);
            }
        }
        _ => {
            let question = question(form, node, kind);
            form.ask(record, node, question, around);
        }
    }
}

/// A row of a matrix: a question with the answers of its columns.
fn row_of(form: &mut Form, record: usize, row: NodeRef<'_>, allowed: &[Allowed]) {
    let question = Question {
        name: if row.is_object() { row.get("value") } else { Some(row) },
        title: words(row, "text"),
        type_text: "matrix".to_owned(),
        allowed: allowed.to_vec(),
        ..Question::default()
    };
    form.ask(record, row, question, &[]);
}

fn question<'d>(form: &mut Form, node: NodeRef<'d>, kind: &str) -> Question<'d> {
    let input = node.get_str("inputType").unwrap_or_default();
    let mut allowed = Vec::new();
    for key in ["choices", "rateValues"] {
        if let Some(choices) = node.get(key) {
            allowed.extend(form.choices(choices));
        }
    }
    let (field_type, hint) = match (kind, input) {
        ("comment", _) => (FieldType::LongText, None),
        ("boolean", _) => (FieldType::Boolean, None),
        ("rating" | "slider", _) => (FieldType::Number, None),
        ("file", _) => (FieldType::Binary, None),
        ("signaturepad", _) => (FieldType::Binary, Some("signature")),
        ("expression", _) => (FieldType::Unknown, None),
        (_, "date" | "datetime-local" | "datetime" | "month" | "week" | "time") => (FieldType::Date, None),
        (_, "number" | "range") => (FieldType::Number, None),
        (_, "email") => (FieldType::Text, Some("email address")),
        (_, "tel") => (FieldType::Text, Some("telephone number")),
        _ => (FieldType::Text, None),
    };
    let mut hints: Vec<String> = hint.map(str::to_owned).into_iter().collect();
    hints.extend(["description", "placeholder"].iter().filter_map(|key| words(node, key)));
    let type_text = if input.is_empty() { kind.to_owned() } else { format!("{kind} ({input})") };
    Question { name: node.get("name"), title: words(node, "title"), hints, field_type, type_text, allowed }
}
