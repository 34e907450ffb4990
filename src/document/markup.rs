//! XML through `roxmltree`: elements and attributes with their places. Document types are
//! refused, and what would take long or much memory is refused before it is read.

use roxmltree::{Document, Error, ParsingOptions};

use super::{MOST_NODES, SyntaxError};
use crate::text::{Source, Span};

/// A tree of elements, borrowing the text it was read from.
pub type Markup<'s> = Document<'s>;

/// An element, a comment or a piece of text.
pub type Element<'d> = roxmltree::Node<'d, 'd>;

/// How deep elements may stand in each other.
const DEEPEST: u16 = 256;

/// The most attributes of one element: the parser compares each with the others.
const MOST_ATTRIBUTES: usize = 256;

/// The most namespace declarations: the parser copies those around an element that adds one.
const MOST_NAMESPACES: usize = 10_000;

/// Reads a source as XML.
///
/// # Errors
/// [`SyntaxError`] at the place where the text stops being well formed, where it has a document
/// type, or where a limit is met.
pub fn parse_markup(source: &Source) -> Result<Markup<'_>, SyntaxError> {
    let text = source.text();
    limits(text)?;
    let options = ParsingOptions {
        nodes_limit: u32::try_from(MOST_NODES).unwrap_or(u32::MAX),
        ..ParsingOptions::default()
    };
    let tree = Document::parse_with_options(text, options).map_err(|error| failure(text, &error))?;
    let mut depths: Vec<u16> = Vec::new();
    for node in tree.descendants() {
        let depth = node.parent().map_or(0, |parent| depths[parent.id().get_usize()] + 1);
        if depth > DEEPEST {
            let message = format!("elements stand in each other more than {DEEPEST} deep");
            return Err(SyntaxError { span: tag_span(node), message, limit: true });
        }
        depths.push(depth);
    }
    Ok(tree)
}

/// The local name of the outermost element, found without reading the rest, so that a file that
/// is not well formed still says what it is.
pub fn outermost(source: &Source) -> Option<&str> {
    let mut rest = source.text()[source.mark_length()..].trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") {
            // A document type ends with `>`, and one with rules of its own with `]>`.
            let inner = rest.find('[').filter(|inner| rest.find('>').is_none_or(|end| *inner < end));
            match inner {
                Some(inner) => inner + rest[inner..].find(']').map(|at| at + 1)?,
                None => rest.find('>')? + 1,
            }
        } else {
            break;
        };
        rest = rest[end..].trim_start().trim_start_matches('>').trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<'))?;
    let name = &name[..end];
    Some(name.rsplit_once(':').map_or(name, |(_, local)| local)).filter(|name| !name.is_empty())
}

/// The start of an element up to the end of its name, without the bracket.
pub fn tag_span(element: Element<'_>) -> Span {
    let start = element.range().start;
    if !element.is_element() {
        return Span::new(start, element.range().end);
    }
    let text = &element.document().input_text()[start + 1..];
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(text.len());
    Span::new(start + 1, start + 1 + end)
}

/// Where the value of an attribute stands, without quotes; the element's name where there is no
/// such attribute.
pub fn attribute_span(element: Element<'_>, name: &str) -> Span {
    element.attribute_node(name).map_or_else(
        || tag_span(element),
        |attribute| {
            let range = attribute.range_value();
            Span::new(range.start, range.end)
        },
    )
}

/// The text in an element and in those inside it, in one line.
pub fn text_in(element: Element<'_>) -> String {
    let mut out = String::new();
    for text in element.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()) {
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// What the parser would take too long for.
fn limits(text: &str) -> Result<(), SyntaxError> {
    let error =
        |at: usize, message: String| SyntaxError { span: Span::new(at, at + 1), message, limit: true };
    if let Some((at, _)) = text.match_indices("xmlns").nth(MOST_NAMESPACES) {
        return Err(error(at, format!("it declares more than {MOST_NAMESPACES} namespaces")));
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('<')).map(|offset| at + offset) {
        at = start + 1;
        let (mut quote, mut count) = (None, 0);
        while let Some(&byte) = bytes.get(at) {
            match (quote, byte) {
                (_, b'<') | (None, b'>') => break,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                (None, b'=') => count += 1,
                _ => {}
            }
            at += 1;
        }
        if count > MOST_ATTRIBUTES && !text[start..].starts_with("<!") {
            let message = format!("an element has more than {MOST_ATTRIBUTES} attributes");
            return Err(error(start, message));
        }
    }
    Ok(())
}

fn failure(text: &str, error: &Error) -> SyntaxError {
    match error {
        Error::DtdDetected => {
            let at = text.find("<!DOCTYPE").unwrap_or(0);
            SyntaxError {
                span: Span::new(at, (at + "<!DOCTYPE".len()).min(text.len())),
                message: "it has a document type (`<!DOCTYPE`), which can define anything and is not read; remove it".to_owned(),
                limit: false,
            }
        }
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            SyntaxError {
                span: Span::new(text.len(), text.len()),
                message: "it has more elements, attributes or namespaces than are read".to_owned(),
                limit: true,
            }
        }
        _ => {
            let place = error.pos();
            let message = error.to_string();
            let message = message.strip_suffix(&format!(" at {place}")).unwrap_or(&message);
            let line: usize =
                text.split_inclusive('\n').take(place.row.max(1) as usize - 1).map(str::len).sum();
            let column = text[line..].char_indices().nth(place.col.max(1) as usize - 1);
            let at = column.map_or(text.len(), |(offset, _)| line + offset);
            let length = text[at..].chars().next().map_or(0, char::len_utf8);
            SyntaxError { span: Span::new(at, at + length), message: message.to_owned(), limit: false }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> SyntaxError {
        parse_markup(&Source::new("a.xml", text)).map(|_| ()).unwrap_err()
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = Source::new(
            "a.xml",
            "\u{feff}<?xml version='1.0'?>\r\n<a:b xmlns:a='u' name = 'é x'>stray</a:b>",
        );
        let tree = parse_markup(&source).unwrap();
        assert_eq!(source.slice(tag_span(tree.root_element())), "a:b");
        assert_eq!(source.slice(attribute_span(tree.root_element(), "name")), "é x");
        assert_eq!(text_in(tree.root_element()), "stray");
    }

    #[test]
    fn the_outermost_element_is_known_without_reading_it() {
        let outermost = |text: &str| outermost(&Source::new("a.xml", text)).map(str::to_owned);
        assert_eq!(
            outermost("\u{feff}<?xml?><!-- a > b --><!DOCTYPE a [ <!ENTITY b 'c'> ]>\n<x:y z").unwrap(),
            "y"
        );
        assert_eq!(outermost("<!DOCTYPE a SYSTEM 'b'><a>").unwrap(), "a");
        assert_eq!(outermost("plain"), None);
        assert_eq!(outermost("<!-- open"), None);
        assert_eq!(outermost("<>"), None);
    }

    #[test]
    fn mistakes_have_their_place() {
        let wrong = error("<a>\n é <b></a>");
        assert_eq!((wrong.span.start, wrong.limit), (11, false));
        assert!(error("<a>").message.contains("unclosed") || error("<a>").message.contains("root"));
        let typed = error("<?xml version='1.0'?><!DOCTYPE a><a/>");
        assert!(typed.message.contains("document type"), "{}", typed.message);
        assert_eq!(typed.span.start, 21);
    }

    #[test]
    fn hostile_texts_are_refused_before_they_cost() {
        assert!(error(&"<a>".repeat(100_000)).message.len() > 3);
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(error(&deep).limit);
        let wide: String = (0..100_000).map(|n| format!(" a{n}='>'")).collect();
        assert!(error(&format!("<a{wide}/>")).limit);
        let spaces: String = (0..20_000).map(|n| format!("<a xmlns:n{n}='u{n}'/>")).collect();
        assert!(error(&format!("<a>{spaces}</a>")).limit);
    }
}
