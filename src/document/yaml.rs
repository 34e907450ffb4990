//! YAML 1.2 through the events of `saphyr-parser`: aliases are copied in (and counted), `<<`
//! merges are applied, plain scalars are typed by the core schema.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Mark};

use super::json::note_duplicates;
use super::{Duplicate, Kind, MOST_NODES, Member, Node, SyntaxError, Text};
use crate::text::{LineTable, Source, Span};

pub(super) fn parse(
    source: &Source,
    duplicates: &mut Vec<Duplicate>,
    further: &mut Option<Span>,
) -> Result<Node, SyntaxError> {
    let text = source.text();
    let skip = source.mark_length();
    let places = Places::new(&text[skip..], skip);
    let mut builder = Builder::new(text, places, duplicates);
    let mut parser = Parser::new_from_str(&text[skip..]);
    let mut first = None;
    while let Some(next) = parser.next_event() {
        let (event, mark) = next.map_err(|error| builder.error(&error))?;
        match event {
            Event::DocumentStart(_) if first.is_some() => {
                further.get_or_insert(builder.places.span(mark));
                break;
            }
            Event::StreamEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
            event => {
                if let Some(node) = builder.take(event, mark)? {
                    first = Some(node);
                }
            }
        }
    }
    Ok(first.unwrap_or(Node { span: Span::new(text.len(), text.len()), kind: Kind::Null }))
}

pub(super) fn parse_part(text: &str, shift: usize) -> Result<Node, SyntaxError> {
    let part = Source::new("", text);
    let mut node = parse(&part, &mut Vec::new(), &mut None).map_err(|mut error| {
        error.span = error.span.shifted(shift);
        error
    })?;
    shift_node(&mut node, shift);
    Ok(node)
}

fn shift_node(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    let shift_text = |text: &mut Text| {
        if let Text::At(span) = text {
            *span = span.shifted(by);
        }
    };
    match &mut node.kind {
        Kind::Null | Kind::Bool(_) => {}
        Kind::Number(text) | Kind::String(text) => shift_text(text),
        Kind::Array(items) => items.iter_mut().for_each(|item| shift_node(item, by)),
        Kind::Object(members) => {
            for member in members {
                member.key_span = member.key_span.shifted(by);
                shift_text(&mut member.key);
                shift_node(&mut member.value, by);
            }
        }
    }
}

/// Turns the parser's marks, which count characters, into bytes.
struct Places<'t> {
    text: &'t str,
    skip: usize,
    lines: Option<LineTable>,
}

impl<'t> Places<'t> {
    fn new(text: &'t str, skip: usize) -> Self {
        Self { text, skip, lines: (!text.is_ascii()).then(|| LineTable::new(text)) }
    }

    fn byte(&self, mark: &Marker) -> usize {
        let byte = match &self.lines {
            None => mark.index().min(self.text.len()),
            Some(lines) => lines.byte(self.text, mark.line(), mark.col() + 1),
        };
        byte + self.skip
    }

    fn span(&self, mark: Mark) -> Span {
        Span::new(self.byte(&mark.start), self.byte(&mark.end))
    }
}

/// A collection that is still open.
enum Open {
    Array { anchor: usize, start: Span, items: Vec<Node> },
    Object { anchor: usize, start: Span, members: Vec<Member>, key: Option<(Text, Span)> },
}

struct Builder<'b> {
    text: &'b str,
    places: Places<'b>,
    duplicates: &'b mut Vec<Duplicate>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

impl<'b> Builder<'b> {
    fn new(text: &'b str, places: Places<'b>, duplicates: &'b mut Vec<Duplicate>) -> Self {
        Self { text, places, duplicates, open: Vec::new(), anchors: HashMap::new(), nodes: 0 }
    }

    fn error(&self, error: &ScanError) -> SyntaxError {
        let byte = self.places.byte(error.marker());
        let limit = error.info().contains("recursion limit");
        let message = if limit { "nested too deeply".to_owned() } else { error.info().to_owned() };
        SyntaxError { span: Span::new(byte, byte), message, limit }
    }

    /// Takes one event; gives back the node when it completes the outermost value.
    fn take(&mut self, event: Event<'_>, mark: Mark) -> Result<Option<Node>, SyntaxError> {
        let span = self.places.span(mark);
        self.count(1, span)?;
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let is_string = tag.is_some_and(|tag| tag.suffix == "str");
                let kind = scalar(self.text, &value, style, span, is_string);
                Ok(self.complete(anchor, Node { span, kind }))
            }
            Event::SequenceStart(anchor, _) => {
                self.open.push(Open::Array { anchor, start: span, items: Vec::new() });
                Ok(None)
            }
            Event::MappingStart(anchor, _) => {
                self.open.push(Open::Object { anchor, start: span, members: Vec::new(), key: None });
                Ok(None)
            }
            Event::SequenceEnd | Event::MappingEnd => Ok(self.close(span)),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(SyntaxError {
                        span,
                        message: "this alias stands inside the value it names".to_owned(),
                        limit: false,
                    });
                };
                let (node, size) = (node.clone(), *size);
                self.count(size, span)?;
                Ok(self.complete(0, node))
            }
            _ => Ok(None),
        }
    }

    fn count(&mut self, more: usize, span: Span) -> Result<(), SyntaxError> {
        self.nodes = self.nodes.saturating_add(more);
        if self.nodes > MOST_NODES {
            return Err(SyntaxError {
                span,
                message: format!("more than {MOST_NODES} values once aliases are written out"),
                limit: true,
            });
        }
        Ok(())
    }

    fn close(&mut self, end: Span) -> Option<Node> {
        let (anchor, node) = match self.open.pop()? {
            Open::Array { anchor, start, items } => {
                let last = items.last().map_or(start, |item| item.span);
                let span = start.to(if end.start == end.end { last } else { end });
                (anchor, Node { span, kind: Kind::Array(items) })
            }
            Open::Object { anchor, start, mut members, .. } => {
                note_duplicates(&members, self.text, self.duplicates);
                merge(&mut members, self.text);
                let first = members.first().map_or(start, |member| member.key_span);
                let last = members.iter().map(|m| m.value.span.to(m.key_span)).max_by_key(|s| s.end);
                let written = if end.start == end.end { last.unwrap_or(first) } else { end };
                (anchor, Node { span: start.to(written), kind: Kind::Object(members) })
            }
        };
        self.complete(anchor, node)
    }

    /// Puts a finished value where it belongs: into the open collection, or out.
    fn complete(&mut self, anchor: usize, node: Node) -> Option<Node> {
        if anchor != 0 {
            let size = size(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => return Some(node),
            Some(Open::Array { items, .. }) => items.push(node),
            Some(Open::Object { members, key, .. }) => match key.take() {
                None => *key = Some((key_text(self.text, &node), node.span)),
                Some((key, key_span)) => members.push(Member { key, key_span, value: node }),
            },
        }
        None
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Array(items) => items.iter().map(size).sum(),
        Kind::Object(members) => members.iter().map(|member| size(&member.value)).sum::<usize>(),
        _ => 0,
    }
}

/// A key as text; a key that is a collection is kept as it is written.
fn key_text(text: &str, node: &Node) -> Text {
    match &node.kind {
        Kind::String(key) | Kind::Number(key) => key.clone(),
        _ => Text::Own(node.of(text).scalar().unwrap_or(node_slice(text, node)).into()),
    }
}

fn node_slice<'t>(text: &'t str, node: &Node) -> &'t str {
    text.get(node.span.range()).unwrap_or("")
}

/// `<<: *shared`: members of the mapping named come in where the mapping has no such key.
fn merge(members: &mut Vec<Member>, text: &str) {
    let Some(at) = members.iter().position(|member| member.key.of(text) == "<<") else { return };
    let shared = match &members[at].value.kind {
        Kind::Object(shared) => shared.clone(),
        Kind::Array(several) => several
            .iter()
            .filter_map(|node| match &node.kind {
                Kind::Object(shared) => Some(shared.clone()),
                _ => None,
            })
            .flatten()
            .collect(),
        _ => return,
    };
    members.remove(at);
    for member in shared {
        if !members.iter().any(|own| own.key.of(text) == member.key.of(text)) {
            members.push(member);
        }
    }
}

fn scalar(text: &str, value: &str, style: ScalarStyle, span: Span, is_string: bool) -> Kind {
    let own = |value: &str| {
        let quote = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
        let inner = span.range().start + quote..span.range().end.saturating_sub(quote);
        if text.get(inner.clone()) == Some(value) {
            Text::At(Span::new(inner.start, inner.end))
        } else {
            Text::Own(value.into())
        }
    };
    if is_string || style != ScalarStyle::Plain {
        return Kind::String(own(value));
    }
    match value {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ if is_number(value) => Kind::Number(own(value)),
        _ => Kind::String(own(value)),
    }
}

/// Whether a plain scalar is a number that JSON can write too; the rest stay strings.
fn is_number(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && serde_json::from_str::<serde_json::Number>(value).is_ok()
}
