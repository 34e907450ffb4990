//! Comments, and what each belongs to: behind a column on its line, or alone on the lines
//! directly above it.

use std::sync::Arc;

use super::prose;
use super::token::Comment;
use crate::collection::{Layer, Remark, RemarkKind, Spoken, annotation};
use crate::text::{Source, Span};

/// All comments of a script, each given away at most once.
pub(super) struct Margin {
    source: Arc<Source>,
    comments: Vec<Comment>,
    used: Vec<bool>,
    /// Whether nothing but comments stands between it and the next token, not even an empty line.
    directly: Vec<bool>,
}

/// Where the parts of a statement stand.
pub(super) struct Layout {
    /// Where the `IF …` around it starts, or else it itself.
    pub(super) outer: u32,
    /// Its first byte.
    pub(super) start: u32,
    /// Behind the parenthesis that opens its list; its start where there is none.
    pub(super) open: u32,
    /// Behind the one that closes it, and the line of that; its end where there is none.
    pub(super) close: (u32, u32),
    /// The elements of the list, in order.
    pub(super) elements: Vec<Span>,
}

/// Comments by what they belong to, in the order of the file.
pub(super) struct Attached {
    /// Those of the table, or of the statement.
    pub(super) whole: Vec<usize>,
    /// Those of each element.
    pub(super) elements: Vec<Vec<usize>>,
}

/// What comments say.
#[derive(Default)]
pub(super) struct Words {
    /// Their ordinary text.
    pub(super) description: Option<String>,
    /// Their declarations, nearest first.
    pub(super) spoken: Vec<Spoken>,
    /// What is wrong with these.
    pub(super) remarks: Vec<Remark>,
}

enum Owner {
    Whole,
    Element(usize),
}

impl Margin {
    pub(super) fn new(source: &Arc<Source>, comments: Vec<Comment>) -> Self {
        let mut directly = vec![false; comments.len()];
        for (at, comment) in comments.iter().enumerate().rev() {
            directly[at] = match comments.get(at + 1) {
                Some(next) if next.next == comment.next => {
                    next.line <= comment.end_line + 1 && directly[at + 1]
                }
                _ => comment.next_line <= comment.end_line + 1,
            };
        }
        Self { source: Arc::clone(source), used: vec![false; comments.len()], comments, directly }
    }

    /// Gives the comments of a statement to its parts.
    pub(super) fn attach(&self, layout: &Layout) -> Attached {
        let mut attached = Attached { whole: Vec::new(), elements: vec![Vec::new(); layout.elements.len()] };
        if layout.outer != layout.start {
            self.above(layout.outer, &mut attached.whole);
        }
        self.above(layout.start, &mut attached.whole);
        let from = self.comments.partition_point(|comment| comment.start < layout.start);
        let mut last = None;
        for (at, comment) in self.comments.iter().enumerate().skip(from) {
            let behind = comment.start >= layout.close.0;
            if behind && !(comment.trailing && comment.line == layout.close.1) {
                break;
            }
            let owner = if self.goes_on(at) && last.is_some() { last } else { self.owner(at, layout) };
            match owner {
                Some(Owner::Whole) => attached.whole.push(at),
                Some(Owner::Element(element)) => attached.elements[element].push(at),
                None => {}
            }
            last = owner;
        }
        attached
    }

    /// The unbroken run of comments directly above a token.
    fn above(&self, token: u32, into: &mut Vec<usize>) {
        let end = self.comments.partition_point(|comment| comment.start < token);
        let mut start = end;
        while start > 0 && self.comments[start - 1].next == token {
            start -= 1;
        }
        into.extend((start..end).filter(|&at| {
            self.directly[at] && !self.used[at] && (!self.comments[at].trailing || self.goes_on(at))
        }));
    }

    fn owner(&self, at: usize, layout: &Layout) -> Option<Owner> {
        let comment = &self.comments[at];
        let elements = &layout.elements;
        let text = self.source.text().as_bytes();
        if let (true, Some(previous)) = (comment.trailing, comment.previous) {
            let sign = text.get(previous as usize - 1);
            // `a int, /* of b */ b int`: between a comma and a column on one line.
            let leads = comment.next_line == comment.end_line && matches!(sign, Some(b',' | b'('));
            if leads && let Ok(next) = elements.binary_search_by_key(&comment.next, |element| element.start) {
                return Some(Owner::Element(next));
            }
            if previous <= layout.open || previous >= layout.close.0 {
                // Behind the end of a list stands the table's comment, behind a change its column's.
                let single = layout.open == layout.start && previous > layout.open;
                return Some(if single && !elements.is_empty() {
                    Owner::Element(elements.len() - 1)
                } else {
                    Owner::Whole
                });
            }
            let after = elements.partition_point(|element| element.start < previous);
            return after.checked_sub(1).map(Owner::Element);
        }
        if comment.next <= layout.open {
            return Some(Owner::Whole);
        }
        // Inside an element, or directly above one; a comma may stand before it.
        let after = elements.partition_point(|element| element.end <= comment.next);
        let element = elements.get(after)?;
        let inside = element.start < comment.next;
        let above = element.start == comment.next || text.get(comment.next as usize) == Some(&b',');
        (inside || (above && self.directly[at])).then_some(Owner::Element(after))
    }

    /// Whether a comment alone on its line goes on with the one behind a column above it: it
    /// starts in the same column.
    fn goes_on(&self, at: usize) -> bool {
        let comment = &self.comments[at];
        let Some(before) = at.checked_sub(1).map(|before| &self.comments[before]) else { return false };
        !comment.trailing
            && comment.line == before.end_line + 1
            && before.line == before.end_line
            && (before.trailing || self.goes_on_marked(at - 1))
            && self.indent(comment) == self.indent(before)
            && self.indent(comment) > 0
    }

    /// The same question about the comment above, asked only as far as a few lines.
    fn goes_on_marked(&self, at: usize) -> bool {
        let mut here = at;
        for _ in 0..8 {
            if self.comments[here].trailing {
                return true;
            }
            let Some(before) = here.checked_sub(1) else { return false };
            if self.comments[before].end_line + 1 != self.comments[here].line
                || self.indent(&self.comments[before]) != self.indent(&self.comments[here])
            {
                return false;
            }
            here = before;
        }
        false
    }

    /// Bytes between the start of a comment's line and the comment.
    fn indent(&self, comment: &Comment) -> usize {
        comment.start as usize - self.source.lines().start(comment.line as usize)
    }

    /// Reads comments; from now on they are used.
    pub(super) fn read(&mut self, comments: &[usize], layer: Layer) -> Words {
        let mut words = Words::default();
        for &at in comments {
            if std::mem::replace(&mut self.used[at], true) {
                continue;
            }
            let span = self.comments[at].text;
            let text = self.source.slice(span);
            prose::append(&mut words.description, &prose::of_comment(text));
            if text.contains('@') {
                let (spoken, remarks) = annotation::read_all(&self.source, span, layer);
                words.spoken.extend(spoken);
                words.remarks.extend(remarks);
            }
        }
        words.spoken.reverse();
        words.spoken = annotation::join_uses(words.spoken);
        words
    }

    /// Declarations in comments that belong to nothing: those at the head of the file speak for
    /// all of it, the others are remarked on.
    pub(super) fn left_over(&mut self) -> Words {
        let mut words = Words::default();
        for at in 0..self.comments.len() {
            let comment = self.comments[at];
            if self.used[at] || !annotation::declares(self.source.slice(comment.text)) {
                continue;
            }
            if comment.previous.is_none() && !self.directly[at] {
                let (spoken, remarks) = annotation::read_all(&self.source, comment.text, Layer::Document);
                words.spoken.extend(spoken);
                words.remarks.extend(remarks);
            } else {
                words.remarks.push(Remark::new(
                    RemarkKind::Declaration,
                    comment.text,
                    "This declaration is attached to nothing. Put it behind a column on its line, alone on the line directly above a column or a `CREATE TABLE`, or at the head of the file with an empty line after it.",
                ));
            }
        }
        words
    }
}
