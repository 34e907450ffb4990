//! The tags of a page in order: forms, the controls in them, and the words around these.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use html5gum::{DefaultEmitter, EndTag, HtmlString, Spanned, StartTag, Token, Tokenizer};

use super::super::{
    Allowed, Collection, Layer, Reading, Record, RecordKind, Remark, RemarkKind, Spoken, annotation,
};
use super::control::Control;
use super::mask::{FILLER, mask, plain};
use crate::text::{Source, Span};

/// Tags after which text is no longer beside what follows.
const BLOCKS: &[&str] = &[
    "p", "div", "td", "th", "tr", "table", "li", "ul", "ol", "dt", "dd", "dl", "br", "hr", "section", "form",
    "fieldset", "h1", "h2", "h3", "h4", "h5", "h6", "main", "header", "footer", "nav", "article",
];

/// How many field sets, and things that gather text, may be open at once.
const DEEPEST: usize = 32;

/// The most text that is kept of one label or heading, in bytes.
const MOST_TEXT: usize = 2_000;

/// A form, or the page itself for controls outside of all forms.
pub(super) struct Form {
    id: Option<String>,
    name: Option<(String, Span)>,
    span: Span,
    words: Vec<String>,
    /// Its first legend, and how many there are.
    legend: Option<String>,
    legends: usize,
    /// It looks something up and collects nothing.
    searches: bool,
    spoken: Vec<Spoken>,
}

/// What text goes to, besides the text beside the next control.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Label(usize),
    Legend(usize),
    Option,
    Heading,
    Title,
    Hint(usize),
}

/// Words of a page that controls refer to.
#[derive(Default)]
pub(super) struct Words {
    /// Labels: the control each is for, where it names one, and its text.
    pub(super) labels: Vec<(Option<String>, String)>,
    /// Legends of field sets.
    pub(super) legends: Vec<String>,
    /// Hints by id.
    pub(super) hints: Vec<(String, String)>,
}

/// The words of a page by the ids that lead to them.
pub(super) struct Index<'w> {
    pub(super) words: &'w Words,
    pub(super) labels: HashMap<&'w str, usize>,
    pub(super) hints: HashMap<&'w str, &'w str>,
}

impl<'w> Index<'w> {
    fn new(words: &'w Words) -> Self {
        let mut labels = HashMap::new();
        for (number, (id, _)) in words.labels.iter().enumerate() {
            if let Some(id) = id {
                labels.entry(id.as_str()).or_insert(number);
            }
        }
        let hints = words.hints.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        Self { words, labels, hints }
    }
}

/// A page that is being read.
pub(super) struct Page {
    source: Arc<Source>,
    forms: Vec<Form>,
    pub(super) controls: Vec<Control>,
    pub(super) words: Words,
    remarks: Vec<Remark>,
    /// The open form, label and field sets.
    form: Option<usize>,
    label: Option<usize>,
    sets: Vec<usize>,
    select: Option<usize>,
    into: Vec<(Into, String)>,
    skipping: Option<String>,
    heading: String,
    title: String,
    /// The text since the last block or control, and that of the block before.
    beside: [String; 2],
    /// Declarations that wait for what they are about.
    pending: Vec<(Span, Vec<Spoken>)>,
    whole: bool,
}

impl Page {
    /// Reads a page; none where it asks for nothing.
    pub(super) fn read(reading: &Reading<'_>) -> Option<Collection> {
        let text = reading.source.text();
        let lower =
            ["<form", "<FORM", "<Form", "<input", "<select", "<textarea", "<INPUT", "<SELECT", "<TEXTAREA"];
        if !lower.iter().any(|tag| text.contains(tag)) {
            return None;
        }
        let mut page = Self {
            source: Arc::clone(reading.source),
            forms: Vec::new(),
            controls: Vec::new(),
            words: Words::default(),
            remarks: Vec::new(),
            form: None,
            label: None,
            sets: Vec::new(),
            select: None,
            into: Vec::new(),
            skipping: None,
            heading: String::new(),
            title: String::new(),
            beside: Default::default(),
            pending: Vec::new(),
            whole: false,
        };
        let masked = mask(text);
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(masked.as_str(), emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => page.open(&tag),
                Token::EndTag(tag) => page.close(&tag),
                Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
                Token::Comment(comment) => page.comment(comment.span.start),
                Token::Doctype(_) => page.whole = true,
                Token::Error(_) => {}
            }
        }
        page.finish(reading)
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.skipping.is_some() {
            return;
        }
        let source = Arc::clone(&self.source);
        let attributes = Attributes { source: &source, all: &tag.attributes };
        let place = Span::new(tag.span.start, tag.span.start + 1 + name.len());
        if BLOCKS.contains(&name.as_str()) {
            self.block();
        }
        match name.as_str() {
            "html" | "body" => self.whole = true,
            "script" | "style" | "template" | "svg" if !tag.self_closing => self.skipping = Some(name),
            "form" if self.form.is_none() => {
                let heading = plain(&self.heading);
                let words = attributes
                    .text("aria-label")
                    .into_iter()
                    .chain(Some(heading))
                    .filter(|text| !text.is_empty());
                let form = Form {
                    id: attributes.text("id"),
                    name: attributes.own("id").or_else(|| attributes.own("name")),
                    span: place,
                    words: words.collect(),
                    legend: None,
                    legends: 0,
                    searches: attributes.text("role").as_deref() == Some("search"),
                    spoken: Vec::new(),
                };
                self.form = Some(self.forms.len());
                self.forms.push(form);
                let spoken = self.declared(Layer::Record);
                if let Some(form) = self.forms.last_mut() {
                    form.spoken = spoken;
                }
            }
            "label" => {
                let of = attributes.text("for");
                if let Some(label) = self.label.replace(self.words.labels.len()) {
                    self.end(Into::Label(label));
                }
                self.words.labels.push((of, String::new()));
                self.gather(Into::Label(self.words.labels.len() - 1), name);
            }
            "fieldset" if self.sets.len() < DEEPEST => {
                self.sets.push(self.words.legends.len());
                self.words.legends.push(String::new());
            }
            "legend" => {
                if let Some(&set) = self.sets.last() {
                    self.gather(Into::Legend(set), name);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.gather(Into::Heading, name),
            "title" => self.gather(Into::Title, name),
            // An empty value stands for no choice.
            "option" => {
                let value = attributes.text("value").or_else(|| attributes.has("value").then(String::new));
                self.option(value, place);
            }
            "input" | "select" | "textarea" => {
                let control = Control::new(&name, place, &attributes);
                self.control(control, name == "select" && !tag.self_closing);
            }
            _ => {
                let hint = attributes
                    .text("class")
                    .is_some_and(|class| class.contains("hint") || class.contains("help"));
                if let Some(id) = attributes.text("id").filter(|_| hint) {
                    self.words.hints.push((id, String::new()));
                    self.gather(Into::Hint(self.words.hints.len() - 1), name);
                }
            }
        }
    }

    fn control(&mut self, control: Option<Control>, has_options: bool) {
        let Some(mut control) = control else { return };
        let beside = self.beside.iter().map(|text| plain(text)).find(|text| !text.is_empty());
        control.beside = beside.filter(|text| text.len() <= 80);
        self.beside = Default::default();
        control.form = self.form;
        control.label = self.label;
        control.sets.clone_from(&self.sets);
        control.spoken = self.declared(Layer::Field);
        if has_options {
            self.select = Some(self.controls.len());
        }
        self.controls.push(control);
    }

    fn option(&mut self, value: Option<String>, place: Span) {
        self.end(Into::Option);
        let Some(select) = self.select else { return };
        let spoken = self.declared(Layer::Field);
        if let Some(control) = self.controls.get_mut(select) {
            // A comment among the options is about the control.
            control.spoken.extend(spoken);
            control.options.push((value, String::new(), place));
            self.gather(Into::Option, "option".to_owned());
        }
    }

    fn close(&mut self, tag: &EndTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some(skipping) = &self.skipping {
            if *skipping == name {
                self.skipping = None;
            }
            return;
        }
        if BLOCKS.contains(&name.as_str()) {
            self.block();
        }
        match name.as_str() {
            "form" => {
                (self.form, self.label) = (None, None);
                self.heading.clear();
            }
            "label" => {
                if let Some(label) = self.label.take() {
                    self.end(Into::Label(label));
                }
            }
            "fieldset" => {
                self.sets.pop();
            }
            "legend" => {
                if let Some(&set) = self.sets.last() {
                    self.end(Into::Legend(set));
                    let legend = plain(&self.words.legends[set]);
                    if let Some(form) = self.form.and_then(|form| self.forms.get_mut(form)) {
                        form.legend.get_or_insert(legend);
                        form.legends += 1;
                    }
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end(Into::Heading);
                let heading = plain(&self.heading);
                if let Some(form) = self.form.and_then(|form| self.forms.get_mut(form))
                    && form.words.is_empty()
                    && !heading.is_empty()
                {
                    form.words.push(heading);
                }
            }
            "title" => self.end(Into::Title),
            "option" => self.end(Into::Option),
            "select" => {
                self.end(Into::Option);
                self.select = None;
            }
            _ => {
                if let Some((Into::Hint(number), _)) = self.into.iter().rfind(|(_, tag)| *tag == name) {
                    let number = *number;
                    self.end(Into::Hint(number));
                }
            }
        }
        if name == "h1" || name == "h2" {
            // A heading of such weight starts anew.
            self.beside = Default::default();
        }
    }

    /// Lets text go to something until its tag ends; what is never ended gives way.
    fn gather(&mut self, into: Into, tag: String) {
        self.end(into);
        if self.into.len() >= DEEPEST {
            self.into.remove(0);
        }
        if into == Into::Heading {
            self.heading.clear();
        }
        self.into.push((into, tag));
    }

    fn end(&mut self, wanted: Into) {
        self.into.retain(|(into, _)| *into != wanted);
    }

    fn block(&mut self) {
        if !plain(&self.beside[0]).is_empty() {
            self.beside[1] = std::mem::take(&mut self.beside[0]);
        }
        self.beside[0].clear();
    }

    fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        let add = |to: &mut String| {
            let left = MOST_TEXT.saturating_sub(to.len());
            to.extend(text.chars().take(left));
        };
        let mut beside = true;
        for (into, _) in &self.into {
            // What belongs elsewhere is no text beside a control.
            beside &= matches!(into, Into::Label(_) | Into::Heading);
            match *into {
                Into::Label(label) => add(&mut self.words.labels[label].1),
                Into::Legend(set) => add(&mut self.words.legends[set]),
                Into::Hint(hint) => add(&mut self.words.hints[hint].1),
                Into::Title => add(&mut self.title),
                Into::Heading => add(&mut self.heading),
                Into::Option => {
                    let select = self.select.and_then(|select| self.controls.get_mut(select));
                    if let Some((_, label, _)) = select.and_then(|control| control.options.last_mut()) {
                        add(label);
                    }
                }
            }
        }
        if beside {
            add(&mut self.beside[0]);
        }
    }

    /// Keeps the declarations of a comment for what follows.
    fn comment(&mut self, start: usize) {
        let text = self.source.text();
        let end = text[start..].find("-->").map_or(text.len(), |length| start + length);
        let span = Span::new(start, end);
        if annotation::declares(&text[start..end]) {
            let (spoken, remarks) = annotation::read_all(&self.source, span, Layer::Field);
            self.pending.push((span, spoken));
            self.remarks.extend(remarks);
        }
    }

    /// The declarations above what is open now.
    fn declared(&mut self, layer: Layer) -> Vec<Spoken> {
        let all: Vec<Spoken> =
            std::mem::take(&mut self.pending).into_iter().flat_map(|(_, spoken)| spoken).collect();
        annotation::join_uses(all.into_iter().map(|spoken| Spoken { layer, ..spoken }).collect())
    }

    fn finish(mut self, reading: &Reading<'_>) -> Option<Collection> {
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (number, form) in self.forms.iter().enumerate() {
            if let Some(id) = &form.id {
                known.entry(id).or_insert(number);
            }
        }
        for control in &mut self.controls {
            let named = control.form_id.as_deref().and_then(|id| known.get(id).copied());
            control.form = named.or(control.form);
        }
        // Controls of no form are for data in a part of a page that a form is put around elsewhere.
        let whole = self.whole;
        let index = Index::new(&self.words);
        let labelled = |control: &Control| !whole && control.is_labelled(&index);
        let mut groups: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (number, control) in self.controls.iter().enumerate() {
            if control.form.is_some() || labelled(control) {
                groups.entry(control.form).or_default().push(number);
            }
        }
        let mut collection = Collection::new(reading, super::FORMAT);
        // A form without a name does not take that of one that has it.
        let own = self.forms.iter().filter_map(|form| Some((form.name.as_ref()?.0.clone(), 1)));
        let mut taken: HashMap<String, usize> = own.collect();
        let mut named: HashSet<String> = HashSet::new();
        for (form, numbers) in groups {
            let form = form.map(|form| &self.forms[form]);
            let first = &self.controls[numbers[0]];
            let searched = numbers.iter().all(|number| self.controls[*number].is_search());
            if searched || form.is_some_and(|form| form.searches) {
                continue;
            }
            let mut record = self.record(form, first.place, &collection.name);
            let owned = form.is_some_and(|form| form.name.is_some()) && named.insert(record.name.clone());
            let again = taken
                .entry(record.name.clone())
                .and_modify(|count| *count += usize::from(!owned))
                .or_insert(1);
            if *again > 1 && !owned {
                record.name = format!("{} ({again})", record.name);
            }
            let controls: Vec<&Control> = numbers.iter().map(|number| &self.controls[*number]).collect();
            super::control::fields(&controls, &index, &mut record.fields, &mut self.remarks);
            if !record.fields.is_empty() {
                collection.records.push(record);
            }
        }
        if collection.records.is_empty() {
            return None;
        }
        for (span, _) in &self.pending {
            let message = "`@gdpr` declares nothing here. Put the comment directly above the control or the `form` that it is about.";
            self.remarks.push(Remark::new(RemarkKind::Declaration, *span, message));
        }
        self.remarks.sort_by_key(|remark| remark.span);
        collection.remarks = self.remarks;
        Some(collection)
    }

    fn record(&self, form: Option<&Form>, place: Span, file: &str) -> Record {
        let mut words: Vec<String> = Vec::new();
        let mut named = None;
        if let Some(form) = form {
            named.clone_from(&form.name);
            words.extend(form.words.iter().cloned());
            // One of several legends is no name for all.
            words
                .extend(form.legend.iter().filter(|legend| form.legends == 1 && !legend.is_empty()).cloned());
        }
        let span = form.map_or(place, |form| form.span);
        let (name, span) = match named {
            Some(named) => named,
            None if form.is_some() && !words.is_empty() => (words.remove(0), span),
            None => (file.to_owned(), span),
        };
        words.extend(Some(plain(&self.title)).filter(|title| !title.is_empty()));
        words.retain(|word| *word != name);
        words.dedup();
        let mut record = Record::new(name, RecordKind::Object, span);
        record.description = (!words.is_empty()).then(|| words.join(". "));
        record.spoken = form.map(|form| form.spoken.clone()).unwrap_or_default();
        record
    }
}

/// The attributes of a tag, with their places.
pub(super) struct Attributes<'t> {
    pub(super) source: &'t Source,
    all: &'t BTreeMap<HtmlString, Spanned<HtmlString, usize>>,
}

impl Attributes<'_> {
    /// A value without what a template puts in; none where it is empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = self.all.get(name.as_bytes())?;
        Some(plain(&String::from_utf8_lossy(value))).filter(|text| !text.is_empty())
    }

    /// Whether the attribute is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.all.contains_key(name.as_bytes())
    }

    /// Whether a template puts something into a value.
    pub(super) fn is_made(&self, name: &str) -> bool {
        self.all.get(name.as_bytes()).is_some_and(|value| String::from_utf8_lossy(value).contains(FILLER))
    }

    /// A value as it is written, with its place; none where it is empty or made by a template.
    pub(super) fn own(&self, name: &str) -> Option<(String, Span)> {
        let value = self.all.get(name.as_bytes())?;
        let text = String::from_utf8_lossy(value);
        let made = text.chars().all(|c| c == FILLER || !c.is_alphanumeric());
        let span = self.value_span(value);
        let written = self.source.slice(span).trim();
        if made || written.is_empty() {
            return None;
        }
        let name = if text.contains(FILLER) { written.to_owned() } else { text.trim().to_owned() };
        Some((name, span))
    }

    /// Where a value stands: behind the equals sign, without quotes.
    fn value_span(&self, value: &Spanned<HtmlString, usize>) -> Span {
        let text = self.source.text();
        let end = value.span.end.min(text.len());
        let whole = text.get(value.span.start..end).unwrap_or_default();
        let Some(equals) = whole.find('=') else { return Span::new(value.span.start, end) };
        let inner = &whole[equals + 1..];
        let from = value.span.start + equals + 1 + (inner.len() - inner.trim_start().len());
        let rest = &text[from..];
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let length = rest[1..].find(quote).unwrap_or(0);
                Span::new(from + 1, from + 1 + length)
            }
            _ => {
                let length = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                Span::new(from, from + length)
            }
        }
    }
}

/// A choice with its label.
pub(super) fn choice(value: Option<&str>, label: &str) -> Option<Allowed> {
    let label = plain(label);
    let value = match value {
        Some(value) => value.to_owned(),
        None if label.is_empty() => return None,
        None => label.clone(),
    };
    (!value.is_empty()).then(|| Allowed { value, label: Some(label).filter(|label| !label.is_empty()) })
}
