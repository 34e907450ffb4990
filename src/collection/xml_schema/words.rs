//! Annotations: documentation for people, and declarations in `xs:appinfo`.

use super::super::{Layer, Remark, RemarkKind, Spoken, annotation};
use super::files::{Component, MAIN, is};
use super::walk::Walk;
use crate::document::{Element, text_in};
use crate::text::Span;

/// What the annotations of one component say.
#[derive(Default)]
pub(super) struct Words {
    pub(super) description: Option<String>,
    pub(super) spoken: Vec<Spoken>,
}

/// Reads the annotations of a component.
pub(super) fn read(walk: &mut Walk<'_>, of: Component<'_>, layer: Layer) -> Words {
    let mut words = Words { description: documentation(of.node), spoken: Vec::new() };
    let appinfo = of
        .node
        .children()
        .filter(|node| is(*node, "annotation"))
        .flat_map(|node| node.children())
        .filter(|node| is(*node, "appinfo"));
    for text in appinfo.flat_map(|node| node.descendants()).filter(|node| node.is_text()) {
        let range = text.range();
        let (spoken, remarks) =
            annotation::read_all(walk.files.source(of.file), Span::new(range.start, range.end), layer);
        words.spoken.extend(spoken);
        // What is wrong in another file is said when that is checked.
        if of.file == MAIN {
            walk.remarks_once(remarks);
        }
    }
    words.spoken = annotation::join_uses(words.spoken);
    words
}

/// The documentation of a component in one line; of several languages, English.
pub(super) fn documentation(node: Element<'_>) -> Option<String> {
    let all: Vec<Element<'_>> = node
        .children()
        .filter(|node| is(*node, "annotation"))
        .flat_map(|node| node.children())
        .filter(|node| is(*node, "documentation"))
        .collect();
    let english = |node: &Element<'_>| language(*node).is_some_and(|language| language.starts_with("en"));
    let several = all.iter().any(english);
    let texts = all.iter().filter(|node| !several || english(node) || language(**node).is_none());
    let texts: Vec<String> = texts.map(|node| text_in(*node)).filter(|text| !text.is_empty()).collect();
    let text = texts.join(" ");
    let text = annotation::prose(&text).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn language(node: Element<'_>) -> Option<&str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "lang"))
}

/// Remarks on declarations where they declare nothing: in a comment, or in documentation.
pub(super) fn misplaced(walk: &mut Walk<'_>, root: Element<'_>) {
    let mut remarks = Vec::new();
    for node in root.document().descendants() {
        let stray = node.is_comment()
            || (node.is_text() && node.parent().is_some_and(|parent| is(parent, "documentation")));
        if stray && node.text().is_some_and(annotation::declares) {
            let range = node.range();
            let message = "`@gdpr` declares nothing here. Put it into an `xs:appinfo` in the `xs:annotation` of what it is about.";
            remarks.push(Remark::new(RemarkKind::Declaration, Span::new(range.start, range.end), message));
        }
    }
    walk.remarks_once(remarks);
}
