//! Comments of languages in which declarations stand one after the other, and what each comment
//! belongs to: behind a declaration on its line, or alone on the lines directly above it.

use std::sync::Arc;

use super::{Layer, Remark, RemarkKind, Spoken, annotation};
use crate::text::{Source, Span};

/// A comment: the whole of it, and its text without the signs around it.
#[derive(Clone, Copy)]
pub(super) struct Comment {
    pub(super) whole: Span,
    pub(super) text: Span,
}

/// Where something that comments can belong to stands.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// Its first byte.
    pub(super) start: u32,
    /// Behind its head: the brace that opens it; for a field its end.
    pub(super) head: u32,
    /// Behind its last byte.
    pub(super) end: u32,
}

/// What comments say.
#[derive(Default)]
pub(super) struct Words {
    /// Their ordinary text.
    pub(super) description: Option<String>,
    /// Their declarations, nearest first.
    pub(super) spoken: Vec<Spoken>,
}

/// The comments of a file, given to what they belong to.
pub(super) struct Margin {
    source: Arc<Source>,
    comments: Vec<Comment>,
    /// The owner of each: its place among the extents.
    owners: Vec<Option<usize>>,
    /// The comments of each extent.
    owned: Vec<Vec<usize>>,
    /// What is wrong with declarations.
    pub(super) remarks: Vec<Remark>,
}

impl Margin {
    /// Gives all comments away. Comments and extents are in the order of the file; extents do not
    /// overlap but by standing inside each other.
    pub(super) fn new(source: &Arc<Source>, comments: Vec<Comment>, extents: &[Extent]) -> Self {
        let near = Neighbours::new(source, &comments);
        let mut closing: Vec<(u32, usize)> =
            extents.iter().enumerate().map(|(at, one)| (one.end, at)).collect();
        closing.sort_unstable();
        let mut owned = vec![Vec::new(); extents.len()];
        let mut owners = Vec::with_capacity(comments.len());
        for at in 0..comments.len() {
            let owner = near.owner(at, extents, &closing, &owners);
            if let Some(owner) = owner {
                owned[owner].push(at);
            }
            owners.push(owner);
        }
        Self { source: Arc::clone(source), comments, owners, owned, remarks: Vec::new() }
    }

    /// What the comments of an extent say.
    pub(super) fn words(&mut self, extent: usize, layer: Layer) -> Words {
        let mut words = Words::default();
        for &at in self.owned.get(extent).map_or(&[][..], Vec::as_slice) {
            let span = self.comments[at].text;
            let text = self.source.slice(span);
            let prose = prose(text);
            if !prose.is_empty() {
                match &mut words.description {
                    Some(description) => {
                        description.push(' ');
                        description.push_str(&prose);
                    }
                    None => words.description = Some(prose),
                }
            }
            if text.contains('@') {
                let (spoken, remarks) = annotation::read_all(&self.source, span, layer);
                words.spoken.extend(spoken);
                self.remarks.extend(remarks);
            }
        }
        words.spoken.reverse();
        words.spoken = annotation::join_uses(words.spoken);
        words
    }

    /// Declarations that belong to nothing: those at the head of the file speak for all of it, the
    /// others are remarked on.
    pub(super) fn document(&mut self, first: u32) -> Vec<Spoken> {
        let mut out = Vec::new();
        for (comment, owner) in self.comments.iter().zip(&self.owners) {
            if owner.is_some() || !annotation::declares(self.source.slice(comment.text)) {
                continue;
            }
            if comment.whole.start < first {
                let (spoken, remarks) = annotation::read_all(&self.source, comment.text, Layer::Document);
                out.extend(spoken);
                self.remarks.extend(remarks);
            } else {
                self.remarks.push(Remark::new(
                    RemarkKind::Declaration,
                    comment.text,
                    "This declaration is attached to nothing. Put it behind a field on its line, alone on the line directly above a field or what holds it, or at the head of the file with an empty line after it.",
                ));
            }
        }
        out
    }
}

/// What stands around each comment.
struct Neighbours<'s> {
    source: &'s Source,
    comments: &'s [Comment],
    /// The first byte behind a comment and those directly after it that is neither space nor
    /// comment; none where an empty line stands between, or nothing follows.
    next: Vec<Option<u32>>,
}

impl<'s> Neighbours<'s> {
    fn new(source: &'s Source, comments: &'s [Comment]) -> Self {
        let text = source.text();
        let mut next = vec![None; comments.len()];
        for (at, comment) in comments.iter().enumerate().rev() {
            let end = comment.whole.end as usize;
            let follows = comments.get(at + 1).map(|next| next.whole.start as usize);
            let gap = text.get(end..follows.unwrap_or(text.len())).unwrap_or("");
            let space = gap.len() - gap.trim_start().len();
            // One line break ends the line of the comment, a second makes an empty line.
            let empty = gap[..space].matches('\n').count() > 1;
            next[at] = if empty {
                None
            } else if space < gap.len() {
                u32::try_from(end + space).ok()
            } else {
                follows.and_then(|_| next[at + 1])
            };
        }
        Self { source, comments, next }
    }

    fn owner(
        &self,
        at: usize,
        extents: &[Extent],
        closing: &[(u32, usize)],
        owners: &[Option<usize>],
    ) -> Option<usize> {
        let start = self.comments[at].whole.start;
        let after = extents.partition_point(|extent| extent.start < start);
        let last = after.checked_sub(1);
        match self.before(at) {
            // Two comments on a line belong together.
            Before::Comment => return owners[at - 1],
            // Behind something on its line: what ends there, or what was opened there last.
            Before::Code(end) => {
                if let Ok(found) = closing.binary_search_by_key(&end, |(end, _)| *end) {
                    return Some(closing[found].1);
                }
                return last.filter(|&last| {
                    let head = extents[last].head;
                    start < head || self.line(start) == self.line(head.saturating_sub(1))
                });
            }
            // A comment behind something may go on below, in the same column.
            Before::Nothing if at > 0 && self.goes_on(at) => return owners[at - 1],
            Before::Nothing => {}
        }
        // Inside a head that goes over several lines.
        if let Some(last) = last.filter(|&last| start < extents[last].head) {
            return Some(last);
        }
        let next = self.next[at]?;
        extents.binary_search_by_key(&next, |extent| extent.start).ok()
    }

    /// What stands before a comment on its line.
    fn before(&self, at: usize) -> Before {
        let start = self.comments[at].whole.start;
        let line = u32::try_from(self.line_start(start)).unwrap_or(0);
        let other =
            at.checked_sub(1).map(|before| self.comments[before].whole.end).filter(|end| *end >= line);
        let code = self.source.slice(Span { start: other.unwrap_or(line), end: start });
        let code = code.trim_start_matches('\u{feff}').trim_end();
        match (code.is_empty(), other) {
            (true, None) => Before::Nothing,
            (true, Some(_)) => Before::Comment,
            (false, _) => {
                let whole = self.source.slice(Span { start: other.unwrap_or(line), end: start });
                Before::Code(start - u32::try_from(whole.len() - whole.trim_end().len()).unwrap_or(0))
            }
        }
    }

    fn goes_on(&self, at: usize) -> bool {
        let (above, here) = (self.comments[at - 1].whole, self.comments[at].whole);
        let column = |span: Span| span.start as usize - self.line_start(span.start);
        let follows = self.line(above.end) + 1 == self.line(here.start) && column(above) == column(here);
        follows && column(here) > 0 && matches!(self.before(at - 1), Before::Code(_))
    }

    fn line(&self, byte: u32) -> usize {
        self.source.lines().line(byte as usize)
    }

    fn line_start(&self, byte: u32) -> usize {
        self.source.lines().start(self.line(byte))
    }
}

/// What stands before a comment on its line.
enum Before {
    Nothing,
    Comment,
    /// Code, which ends at this byte.
    Code(u32),
}

/// The text of a comment in one line; empty where it describes nothing: a rule, or code that was
/// commented out.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for line in annotation::prose(text).lines() {
        let line = line.trim().trim_matches(['*', '/', '#', '-', '=', '!', '<']).trim();
        if line.bytes().all(|byte| byte.is_ascii_punctuation() || byte == b' ') {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    if out.ends_with([';', '{', '}', ',']) { String::new() } else { out }
}
