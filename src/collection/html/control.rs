//! Controls, and the fields that they are: one for a group of buttons or boxes.

use std::collections::BTreeMap;

use super::super::{Allowed, Field, FieldType, Remark, RemarkKind, Spoken};
use super::autocomplete::meaning;
use super::mask::plain;
use super::page::{Attributes, Index, choice};
use crate::text::Span;

/// Types of `input` that do something and ask nothing.
const DOING: &[&str] = &["submit", "button", "reset", "image"];

/// What hidden controls are called that protect a form and hold no data.
const GUARDS: &[&str] = &[
    "csrf",
    "xsrf",
    "authenticity_token",
    "requestverificationtoken",
    "_token",
    "utf8",
    "_method",
    "viewstate",
    "eventvalidation",
    "form_build_id",
    "form_id",
    "nonce",
    "captcha",
    "honeypot",
    "_wp_http_referer",
];

/// Where frameworks keep the name of a control besides `name` itself.
const NAMES: &[&str] = &[
    "name",
    "formcontrolname",
    "[formcontrolname]",
    "v-model",
    "ng-model",
    "[(ngmodel)]",
    "wire:model",
    ":name",
    "id",
];

/// An `input`, a `select` or a `textarea`.
pub(super) struct Control {
    pub(super) place: Span,
    pub(super) form: Option<usize>,
    pub(super) form_id: Option<String>,
    /// The label around it.
    pub(super) label: Option<usize>,
    /// The field sets around it.
    pub(super) sets: Vec<usize>,
    pub(super) options: Vec<(Option<String>, String, Span)>,
    pub(super) spoken: Vec<Spoken>,
    /// The text beside it.
    pub(super) beside: Option<String>,
    kind: String,
    name: Option<(String, Span)>,
    /// Whether a template makes its name.
    made: bool,
    id: Option<String>,
    value: Option<String>,
    title: Option<String>,
    placeholder: Option<String>,
    autocomplete: Option<String>,
    described_by: Vec<String>,
}

impl Control {
    /// A control for data; none for buttons and guards.
    pub(super) fn new(tag: &str, place: Span, attributes: &Attributes<'_>) -> Option<Self> {
        let kind = match tag {
            "input" => {
                attributes.text("type").map_or_else(|| "text".to_owned(), |kind| kind.to_ascii_lowercase())
            }
            tag => tag.to_owned(),
        };
        let name = NAMES.iter().find_map(|key| attributes.own(key));
        if DOING.contains(&kind.as_str())
            || (kind == "hidden" && name.as_ref().is_none_or(|(name, _)| is_guard(name)))
        {
            return None;
        }
        let words = |key: &str| attributes.text(key);
        Some(Self {
            place,
            form: None,
            form_id: words("form"),
            label: None,
            sets: Vec::new(),
            options: Vec::new(),
            spoken: Vec::new(),
            beside: None,
            kind: if tag == "select" && attributes.has("multiple") {
                "select multiple".to_owned()
            } else {
                kind
            },
            made: name.is_none() && NAMES.iter().any(|key| attributes.is_made(key)),
            name,
            id: words("id"),
            value: words("value"),
            title: words("aria-label").or_else(|| words("title")),
            placeholder: words("placeholder"),
            autocomplete: words("autocomplete"),
            described_by: words("aria-describedby")
                .map(|ids| ids.split_whitespace().map(str::to_owned).collect())
                .unwrap_or_default(),
        })
    }

    /// Whether it has a name and a label of its own.
    pub(super) fn is_labelled(&self, index: &Index<'_>) -> bool {
        let labelled = self.label.is_some()
            || self.title.is_some()
            || self.id.as_deref().is_some_and(|id| index.labels.contains_key(id));
        self.name.is_some() && labelled && !self.is_search()
    }

    /// Whether it looks something up.
    pub(super) fn is_search(&self) -> bool {
        self.kind == "search"
    }

    fn is_choice(&self) -> bool {
        matches!(self.kind.as_str(), "radio" | "checkbox")
    }

    /// What its own label says.
    fn labelled(&self, index: &Index<'_>) -> Option<String> {
        let named = self.id.as_deref().and_then(|id| index.labels.get(id)).copied();
        let text = |label: Option<usize>| {
            Some(plain(&index.words.labels.get(label?)?.1)).filter(|text| !text.is_empty())
        };
        text(named).or_else(|| text(self.label)).or_else(|| self.title.clone())
    }

    fn field_type(&self, alone: bool) -> FieldType {
        match self.kind.as_str() {
            "textarea" => FieldType::LongText,
            "date" | "datetime-local" | "datetime" | "month" | "week" | "time" => FieldType::Date,
            "number" | "range" => FieldType::Number,
            "checkbox" if alone => FieldType::Boolean,
            "file" => FieldType::Binary,
            _ => FieldType::Text,
        }
    }
}

fn is_guard(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    GUARDS.iter().any(|guard| lower.contains(guard))
}

/// Makes the fields of one form.
pub(super) fn fields(
    controls: &[&Control],
    index: &Index<'_>,
    out: &mut Vec<Field>,
    remarks: &mut Vec<Remark>,
) {
    // Buttons and boxes of one name are one question.
    let mut groups: BTreeMap<(&str, &str), Vec<&Control>> = BTreeMap::new();
    for control in controls.iter().filter(|control| control.is_choice()) {
        if let Some((name, _)) = &control.name {
            groups.entry((control.kind.as_str(), name.as_str())).or_default().push(control);
        }
    }
    for control in controls {
        let named = control.name.as_ref();
        let group = named.and_then(|(name, _)| groups.get(&(control.kind.as_str(), name.as_str())));
        let group: &[&Control] = group.map_or(&[], Vec::as_slice);
        if group.first().is_some_and(|first| !std::ptr::eq(*first, *control)) {
            continue;
        }
        let alone = group.len() < 2 && control.kind != "radio";
        let label = control.labelled(index);
        let labelled = label.is_some();
        let legends: Vec<String> = control
            .sets
            .iter()
            .map(|set| plain(&index.words.legends[*set]))
            .filter(|legend| !legend.is_empty())
            .collect();
        let mut hints: Vec<String> = control.autocomplete.as_deref().and_then(meaning).into_iter().collect();
        let title = if alone {
            hints.extend(legends.iter().rev().cloned());
            label.or_else(|| control.beside.clone()).or_else(|| control.placeholder.clone())
        } else {
            hints.extend(legends.iter().rev().skip(1).cloned());
            legends.last().cloned().or_else(|| control.title.clone()).or_else(|| control.beside.clone())
        };
        hints.extend(control.placeholder.iter().filter(|text| Some(*text) != title.as_ref()).cloned());
        let described = control.described_by.iter().filter_map(|id| index.hints.get(id.as_str()));
        hints.extend(described.map(|text| plain(text)).filter(|text| !text.is_empty()));
        let (name, span, title) = match (named, title) {
            (Some((name, span)), title) => (name.clone(), *span, title),
            (None, Some(title)) => (title, control.place, None),
            // What has no name is not sent.
            (None, _) if !control.made && !labelled => continue,
            (None, None) => {
                let message = "The name of this control is made by a template and nothing labels it, so what it asks was not checked. Give it a `label` or an `aria-label`.";
                remarks.push(Remark::new(RemarkKind::Unread, control.place, message));
                continue;
            }
        };
        let mut field = Field::new(name, span);
        field.title = title;
        field.field_type = control.field_type(alone);
        field.type_text.clone_from(&control.kind);
        field.description = (!hints.is_empty()).then(|| hints.join(". "));
        field.allowed = if control.is_choice() && !alone {
            group.iter().filter_map(|one| button(one, index)).collect()
        } else {
            control.options.iter().filter_map(|(value, label, _)| choice(value.as_deref(), label)).collect()
        };
        field.spoken = if group.is_empty() {
            control.spoken.clone()
        } else {
            group.iter().flat_map(|one| one.spoken.iter().cloned()).collect()
        };
        out.push(field);
    }
}

/// A button or box of a group as a choice.
fn button(control: &Control, index: &Index<'_>) -> Option<Allowed> {
    let label = control.labelled(index).unwrap_or_default();
    choice(control.value.as_deref(), &label)
}
