//! What stands where in a schema, one thing after the other, in the order of the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use apollo_parser::cst::{CstNode as _, Document};
use apollo_parser::{SyntaxKind, SyntaxNode, SyntaxToken, SyntaxTree};

use crate::collection::Aside;
use crate::collection::comments::{Comment, Extent};
use crate::text::{Source, Span};

/// What something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A type with fields; `extend` adds to one of the same name.
    Record { extends: bool },
    /// An enumeration; the values follow.
    Enumeration,
    /// A value of the enumeration before it.
    Value,
    /// A scalar.
    Scalar,
    /// A union; the types of it follow.
    Union,
    /// A type of the union before it.
    Member,
    /// A field of the type before it.
    Field,
    /// A field of an operation type: what can be asked for.
    Call,
    /// An argument of the call before it.
    Argument,
}

/// One thing.
pub(super) struct Draft {
    pub(super) level: Level,
    pub(super) extent: Extent,
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) description: Option<String>,
    /// Its type as written, and the name in it.
    pub(super) type_text: String,
    pub(super) type_name: String,
    pub(super) asides: Vec<Aside>,
}

/// All of a file.
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    pub(super) comments: Vec<Comment>,
    /// Whether it defines a type.
    pub(super) defines: bool,
}

/// Goes over a syntax tree whose text starts `skip` bytes into the source.
pub(super) fn drafts(source: &Arc<Source>, tree: &SyntaxTree, skip: usize) -> Drafts {
    let document: Document = tree.document();
    let root = document.syntax();
    let mut roots = BTreeSet::from(["Query", "Mutation", "Subscription"].map(str::to_owned));
    for schema in root.children() {
        if matches!(schema.kind(), SyntaxKind::SCHEMA_DEFINITION | SyntaxKind::SCHEMA_EXTENSION) {
            let operations =
                schema.children().filter(|node| node.kind() == SyntaxKind::ROOT_OPERATION_TYPE_DEFINITION);
            roots.extend(
                operations.filter_map(|node| {
                    Some(name_of(&child(&node, SyntaxKind::NAMED_TYPE)?)?.text().to_owned())
                }),
            );
        }
    }
    let mut draftsman = Draftsman { source, skip, roots, drafts: Vec::new() };
    let mut defines = false;
    for definition in root.children() {
        defines |= draftsman.definition(&definition);
    }
    let tokens = root.descendants_with_tokens().filter_map(|element| element.into_token());
    let comments = tokens
        .filter(|token| token.kind() == SyntaxKind::COMMENT)
        .map(|token| {
            let whole = span_of(&token, skip);
            // A carriage return before the line feed is no part of what is said.
            let length = token.text().trim_end().len();
            let whole = Span::new(whole.start as usize, whole.start as usize + length);
            Comment { whole, text: Span { start: (whole.start + 1).min(whole.end), end: whole.end } }
        })
        .collect();
    Drafts { drafts: draftsman.drafts, comments, defines }
}

struct Draftsman<'s> {
    source: &'s Source,
    skip: usize,
    /// The names of the operation types.
    roots: BTreeSet<String>,
    drafts: Vec<Draft>,
}

impl Draftsman<'_> {
    /// One definition; whether it is one of a type.
    fn definition(&mut self, node: &SyntaxNode) -> bool {
        use SyntaxKind as K;
        let extends = matches!(
            node.kind(),
            K::OBJECT_TYPE_EXTENSION | K::INTERFACE_TYPE_EXTENSION | K::INPUT_OBJECT_TYPE_EXTENSION
        );
        let level = match node.kind() {
            K::OBJECT_TYPE_DEFINITION | K::INTERFACE_TYPE_DEFINITION | K::INPUT_OBJECT_TYPE_DEFINITION => {
                Level::Record { extends }
            }
            _ if extends => Level::Record { extends },
            K::ENUM_TYPE_DEFINITION | K::ENUM_TYPE_EXTENSION => Level::Enumeration,
            K::SCALAR_TYPE_DEFINITION | K::SCALAR_TYPE_EXTENSION => Level::Scalar,
            K::UNION_TYPE_DEFINITION | K::UNION_TYPE_EXTENSION => Level::Union,
            K::SCHEMA_DEFINITION | K::SCHEMA_EXTENSION | K::DIRECTIVE_DEFINITION => return true,
            _ => return false,
        };
        let Some(name) = self.put(node, level) else { return true };
        let is_root = matches!(level, Level::Record { .. }) && self.roots.contains(&name);
        for body in node.children() {
            match body.kind() {
                K::FIELDS_DEFINITION | K::INPUT_FIELDS_DEFINITION => {
                    for field in body.children() {
                        self.field(&field, is_root);
                    }
                }
                K::ENUM_VALUES_DEFINITION => {
                    for value in body.children().filter(|value| value.kind() == K::ENUM_VALUE_DEFINITION) {
                        self.put(&value, Level::Value);
                    }
                }
                K::UNION_MEMBER_TYPES => {
                    for member in body.children().filter(|member| member.kind() == K::NAMED_TYPE) {
                        self.put(&member, Level::Member);
                    }
                }
                _ => {}
            }
        }
        true
    }

    fn field(&mut self, node: &SyntaxNode, is_root: bool) {
        if !matches!(node.kind(), SyntaxKind::FIELD_DEFINITION | SyntaxKind::INPUT_VALUE_DEFINITION) {
            return;
        }
        self.put(node, if is_root { Level::Call } else { Level::Field });
        let arguments = child(node, SyntaxKind::ARGUMENTS_DEFINITION).filter(|_| is_root);
        for argument in arguments.iter().flat_map(SyntaxNode::children) {
            if argument.kind() == SyntaxKind::INPUT_VALUE_DEFINITION {
                self.put(&argument, Level::Argument);
            }
        }
    }

    /// Writes something down, if it has a name, and gives that back.
    fn put(&mut self, node: &SyntaxNode, level: Level) -> Option<String> {
        let name = if level == Level::Value {
            name_of(&child(node, SyntaxKind::ENUM_VALUE)?)?
        } else {
            name_of(node)?
        };
        let (first, last) = (
            solid(node.first_token()?, SyntaxToken::next_token)?,
            solid(node.last_token()?, SyntaxToken::prev_token)?,
        );
        let (start, end) = (span_of(&first, self.skip).start, span_of(&last, self.skip).end);
        let braces = [
            SyntaxKind::FIELDS_DEFINITION,
            SyntaxKind::INPUT_FIELDS_DEFINITION,
            SyntaxKind::ENUM_VALUES_DEFINITION,
            SyntaxKind::ARGUMENTS_DEFINITION,
        ];
        let body = node
            .children()
            .find(|inner| braces.contains(&inner.kind()))
            .and_then(|inner| inner.first_token());
        let head = match (&body, level) {
            // Only the arguments of operations are written down by themselves.
            (Some(_), Level::Field) | (None, _) => end,
            (Some(open), _) => span_of(open, self.skip).end,
        };
        let types = [SyntaxKind::NAMED_TYPE, SyntaxKind::LIST_TYPE, SyntaxKind::NON_NULL_TYPE];
        let kind = node.children().find(|inner| types.contains(&inner.kind()));
        let text = name.text().to_owned();
        self.drafts.push(Draft {
            level,
            extent: Extent { start, head, end },
            span: span_of(&name, self.skip),
            description: child(node, SyntaxKind::DESCRIPTION).map(|node| unquoted(&node.text().to_string())),
            type_text: kind.as_ref().map(written).unwrap_or_default(),
            type_name: kind.as_ref().and_then(inner_name).unwrap_or_default(),
            asides: self.asides(node),
            name: text.clone(),
        });
        Some(text)
    }

    /// The directives of something: `@classification(level: HIGH)`.
    fn asides(&self, node: &SyntaxNode) -> Vec<Aside> {
        let directives = child(node, SyntaxKind::DIRECTIVES);
        let mut out = Vec::new();
        for directive in directives.iter().flat_map(SyntaxNode::children).take(MOST_DIRECTIVES) {
            let Some(name) = name_of(&directive) else { continue };
            let key = format!("@{}", name.text());
            let span = span_of(&name, self.skip);
            let mut values = Vec::new();
            for argument in child(&directive, SyntaxKind::ARGUMENTS).iter().flat_map(SyntaxNode::children) {
                let value = argument.children().filter(|inner| inner.kind() != SyntaxKind::NAME);
                let tokens = value
                    .flat_map(|value| value.descendants_with_tokens())
                    .filter_map(|element| element.into_token());
                values.extend(tokens.filter_map(|token| {
                    let text = unquoted(token.text());
                    let says = text.chars().any(char::is_alphanumeric) && !is_trivia(&token);
                    says.then(|| (text, span_of(&token, self.skip)))
                }));
            }
            if values.is_empty() {
                values.push(("true".to_owned(), span));
            }
            let start = self.source.text().as_bytes().get(span.start as usize - 1) == Some(&b'@');
            let span = Span { start: span.start - u32::from(start), end: span.end };
            out.push(Aside { key, span, values });
        }
        out
    }
}

/// The most directives of one thing that are carried.
const MOST_DIRECTIVES: usize = 64;

fn child(node: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxNode> {
    node.children().find(|child| child.kind() == kind)
}

/// The token of the name of something.
fn name_of(node: &SyntaxNode) -> Option<SyntaxToken> {
    let name = child(node, SyntaxKind::NAME)?;
    let token = name.first_token()?;
    (!token.text().is_empty()).then_some(token)
}

fn is_trivia(token: &SyntaxToken) -> bool {
    matches!(token.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT | SyntaxKind::COMMA)
}

/// The token itself, or the next one in a direction that is neither space nor comment.
fn solid(mut token: SyntaxToken, step: fn(&SyntaxToken) -> Option<SyntaxToken>) -> Option<SyntaxToken> {
    while is_trivia(&token) {
        token = step(&token)?;
    }
    Some(token)
}

fn span_of(token: &SyntaxToken, skip: usize) -> Span {
    let range = token.text_range();
    Span::new(usize::from(range.start()) + skip, usize::from(range.end()) + skip)
}

/// A type without spaces and comments: `[String!]!`.
fn written(node: &SyntaxNode) -> String {
    let tokens = node.descendants_with_tokens().filter_map(|element| element.into_token());
    tokens.filter(|token| !is_trivia(token)).map(|token| token.text().to_owned()).collect()
}

/// The name inside lists and exclamation marks.
fn inner_name(node: &SyntaxNode) -> Option<String> {
    let named = node.descendants().find(|inner| inner.kind() == SyntaxKind::NAMED_TYPE)?;
    Some(name_of(&named)?.text().to_owned())
}

/// The text of a string in one line.
fn unquoted(text: &str) -> String {
    let text = text.trim();
    let inner = text
        .strip_prefix("\"\"\"")
        .map(|inner| inner.strip_suffix("\"\"\"").unwrap_or(inner))
        .or_else(|| text.strip_prefix('"').map(|inner| inner.strip_suffix('"').unwrap_or(inner)))
        .unwrap_or(text);
    inner.replace("\\\"", "\"").split_whitespace().collect::<Vec<_>>().join(" ")
}
