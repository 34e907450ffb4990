//! Findings and problems as `miette` draws them, with a source that knows its lines and prints
//! nothing hazardous.

use std::fmt;
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::document::Problem;
use crate::finding::Severity;
use crate::text::{Source, Span, printable};

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns to use.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether characters beyond ASCII can be shown.
    pub unicode: bool,
}

impl Look {
    /// Plain text, 100 columns.
    pub const PLAIN: Self = Self { width: 100, colour: false, unicode: false };

    pub(super) fn handler(self) -> GraphicalReportHandler {
        let mut characters = if self.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        if !self.unicode {
            (characters.error, characters.warning, characters.advice) = ("x".into(), "!".into(), "-".into());
        }
        let styles = if self.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(self.width)
            .with_context_lines(0)
            .with_links(false)
            .with_break_words(true)
    }

    /// Text as this terminal can show it.
    pub fn text(self, text: &str) -> String {
        // Names come from strangers and can be megabytes long; what is said of them is not.
        let cut = text.char_indices().nth(LONGEST_TEXT).map(|(at, _)| format!("{}...", &text[..at]));
        let text = printable(cut.as_deref().unwrap_or(text));
        if self.unicode || text.is_ascii() {
            return text.into_owned();
        }
        let mut out = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '“' | '”' => out.push('"'),
                '‘' | '’' => out.push('\''),
                '–' | '—' => out.push('-'),
                '…' => out.push_str("..."),
                other if other.is_ascii() => out.push(other),
                other => out.extend(other.escape_unicode()),
            }
        }
        out
    }
}

/// A source for `miette`: lines by the line table, so that many labels in one file stay cheap.
pub(super) struct Shown {
    source: Arc<Source>,
    /// Whether characters beyond ASCII can be shown.
    unicode: bool,
    name: String,
}

/// A text longer than this, in characters, is cut.
const LONGEST_TEXT: usize = 1_200;
/// A line longer than this is shown only around what is meant.
const LONGEST_LINE: usize = 240;

impl Shown {
    pub(super) fn new(source: &Arc<Source>, look: Look) -> Self {
        let name = look.text(source.path());
        Self { source: Arc::clone(source), unicode: look.unicode, name }
    }

    fn text(&self) -> &str {
        self.source.safe_text(self.unicode)
    }
}

impl SourceCode for Shown {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.text();
        if span.offset() + span.len() > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let lines = self.source.lines();
        let end = (span.offset() + span.len()).saturating_sub(usize::from(!span.is_empty()));
        let first = lines.line(span.offset()).saturating_sub(before);
        let last = (lines.line(end) + after).min(lines.count() - 1);
        let mut start = lines.start(first);
        let mut stop = if last + 1 < lines.count() { lines.start(last + 1) } else { text.len() };
        if stop - start > LONGEST_LINE && first == last {
            let around = |at: usize, down: bool| {
                let mut at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at = if down { at - 1 } else { at + 1 };
                }
                at
            };
            let from = around(span.offset().saturating_sub(LONGEST_LINE / 4), true).max(start);
            start = from;
            stop = around(span.offset() + span.len() + LONGEST_LINE / 4, false).min(stop);
        }
        // The frame's head shows the column of what is meant, not of where the excerpt starts. In
        // a workbook it shows the sheet, and its row and column.
        let byte = u32::try_from(span.offset()).unwrap_or(u32::MAX);
        let place = self.source.position(byte);
        let (name, line) = match self.source.sheet(byte) {
            Some(sheet) if self.source.sheets().len() > 1 => {
                let shown = |c: char| if self.unicode || c.is_ascii() { c } else { '?' };
                let sheet: String = printable(&sheet.name).chars().map(shown).collect();
                (format!("{} ({sheet})", self.name), place.line as usize - 1)
            }
            Some(_) => (self.name.clone(), place.line as usize - 1),
            None => (self.name.clone(), first),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            name,
            &text.as_bytes()[start..stop],
            (start, stop - start).into(),
            line,
            place.column as usize - 1,
            lines.count(),
        )))
    }
}

/// One excerpt with its labels, for `miette`.
pub(super) struct Drawn {
    pub(super) code: Option<String>,
    pub(super) severity: Option<Severity>,
    pub(super) message: String,
    pub(super) labels: Vec<(Span, String)>,
    pub(super) source: Option<Shown>,
}

impl Drawn {
    /// A message without a place.
    pub(super) fn new(severity: Option<Severity>, message: String) -> Self {
        Self { code: None, severity, message, labels: Vec::new(), source: None }
    }

    /// The labels of one source, each cut to its first line.
    pub(super) fn place(&mut self, source: &Arc<Source>, labels: Vec<(Span, String)>, look: Look) {
        if source.text().is_empty() {
            return;
        }
        self.labels =
            labels.into_iter().map(|(span, text)| (first_line(source, span), look.text(&text))).collect();
        self.source = Some(Shown::new(source, look));
    }
}

fn first_line(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let line = text.find(['\n', '\r']).unwrap_or(text.len());
    // A name can be as long as its line; its beginning shows it.
    let length = text[..line].char_indices().nth(LONGEST_LINE / 2).map_or(line, |(at, _)| at);
    Span::new(span.range().start, span.range().start + length)
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        self.severity.map(|severity| match severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.labels.iter().enumerate().map(|(at, (span, text))| {
            let text = (!text.is_empty()).then(|| text.clone());
            let (offset, length) = (span.range().start, span.range().len());
            if at == 0 {
                LabeledSpan::new_primary_with_span(text, (offset, length))
            } else {
                LabeledSpan::new(text, offset, length)
            }
        });
        Some(Box::new(labels))
    }
}

/// Draws one excerpt.
pub(super) fn draw(drawn: &Drawn, look: Look) -> String {
    let mut out = String::new();
    // Writing to a string fails only if the drawn text itself refuses, which ours does not.
    let _ = look.handler().render_report(&mut out, drawn);
    out.lines().map(str::trim_end).fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

/// Problems of one file of the user's own (a notice, a configuration), each at its line.
pub struct Problems<'p> {
    /// The file.
    pub source: &'p Arc<Source>,
    /// What is wrong.
    pub problems: &'p [Problem],
}

impl Problems<'_> {
    /// The problems, drawn.
    pub fn write(&self, look: Look) -> String {
        let mut out = String::new();
        for problem in self.problems {
            let mut message = problem.message.clone();
            if !message.ends_with(['.', '?']) {
                message.push('.');
            }
            let mut drawn = Drawn::new(Some(Severity::Error), look.text(&message));
            drawn.place(self.source, vec![(problem.span, String::new())], look);
            out.push_str(&draw(&drawn, look));
        }
        out
    }
}
