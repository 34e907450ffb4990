//! The report for people: ranked by harm, the first finding of each kind whole, the others
//! listed or counted, and a summary.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::line::subject;
use super::picture::picture;
use super::snippet::{Drawn, Look, draw};
use super::summary::{self, many};
use super::wrap::wrap;
use super::{Subject, group};
use crate::finding::{Finding, LabelRole};
use crate::text::Span;

/// How many groups are shown with an excerpt before the rest get a line each.
const WHOLE_GROUPS: usize = 20;
/// How many of these may be of one rule: its others differ only in what they were found for.
const WHOLE_OF_RULE: usize = 6;
/// How many groups get a line before the rest are counted.
const LINES: usize = 40;
/// How many further findings of a group are listed before the rest are counted.
const LISTED: usize = 6;

/// How many lines apart two places of one file may be to stand in one excerpt.
const NEAR: u32 = 4;

/// The report for people.
#[derive(Debug, Clone, Copy)]
pub struct Human {
    /// How it looks.
    pub look: Look,
    /// Whether every finding is shown whole.
    pub all: bool,
}

impl Human {
    /// Writes the report.
    pub(super) fn write(&self, subject: &Subject<'_>) -> String {
        let mut out = String::new();
        let findings = &subject.outcome.findings;
        if self.all {
            for finding in findings {
                out.push_str(&self.whole(finding));
            }
        } else {
            let groups = group::by_kind(findings);
            let mut shown = 0;
            let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
            let (whole, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
                let same = of_rule.entry(group[0].rule.id).or_default();
                let room = shown < WHOLE_GROUPS && *same < WHOLE_OF_RULE;
                shown += usize::from(room);
                *same += usize::from(room);
                room
            });
            for group in &whole {
                out.push_str(&self.whole(group[0]));
                self.others(&group[1..], &mut out);
            }
            self.rest(&rest, &mut out);
        }
        let mut last = String::new();
        summary::write(subject, &mut last);
        for line in last.lines() {
            out.push_str(&self.look.text(line));
            out.push('\n');
        }
        out
    }

    fn whole(&self, finding: &Finding) -> String {
        let look = self.look;
        let source = &finding.primary.source;
        let mut labels = vec![(finding.primary.span, arrow(finding))];
        let mut elsewhere = String::new();
        for label in &finding.labels {
            let text = match &label.page {
                Some(page) => format!("{} ({page})", label.text),
                None => label.text.clone(),
            };
            let near = |span: Span| {
                let line = |span: Span| source.position(span.start).line;
                line(span).abs_diff(line(finding.primary.span)) <= NEAR
            };
            if label.role != LabelRole::Notice
                && Arc::ptr_eq(&label.place.source, source)
                && near(label.place.span)
            {
                if label.place.span != finding.primary.span {
                    labels.push((label.place.span, text));
                }
            } else {
                let mut drawn = Drawn::new(None, String::new());
                drawn.place(&label.place.source, vec![(label.place.span, String::new())], look);
                wrap("  = ", &look.text(&text), look.width, &mut elsewhere);
                elsewhere.push_str(&excerpt_only(&draw(&drawn, look)));
            }
        }
        let code = format!("{}[{}]", finding.severity.word(), finding.rule.id);
        let mut drawn = Drawn::new(Some(finding.severity), look.text(&finding.message));
        drawn.code = Some(code);
        drawn.place(source, labels, look);
        let mut out = draw(&drawn, look);
        out.push_str(&elsewhere);
        if let Some(shown) = &finding.shown {
            out.push_str(&picture(&shown.life, shown.limit, look));
        }
        wrap("  why: ", &look.text(&finding.why), look.width, &mut out);
        wrap("  fix: ", &look.text(&finding.fix), look.width, &mut out);
        out.push('\n');
        out
    }

    /// The other findings of a group: some by their place, the rest by their number.
    fn others(&self, others: &[&Finding], out: &mut String) {
        if others.is_empty() {
            return;
        }
        let _ = writeln!(out, "  {} like it:", many(others.len(), "more finding"));
        for finding in others.iter().take(LISTED) {
            let _ = writeln!(out, "    {}", self.one_line(finding));
        }
        if others.len() > LISTED {
            let _ = writeln!(out, "    and {} more; `--all` shows each", others.len() - LISTED);
        }
        out.push('\n');
    }

    /// The groups beyond those that are shown whole, a line each.
    fn rest(&self, groups: &[Vec<&Finding>], out: &mut String) {
        if groups.is_empty() {
            return;
        }
        let _ = writeln!(out, "And, first of each kind (`--all` shows each):");
        for group in groups.iter().take(LINES) {
            let first = group[0];
            let kind = if first.kind == first.rule.id { String::new() } else { format!(", {}", first.kind) };
            let line = format!(
                "{:>6} {}[{}]{kind}: {}",
                group.len(),
                first.severity.word(),
                first.rule.id,
                self.one_line(first)
            );
            let _ = writeln!(out, "{}", self.look.text(&line));
        }
        if groups.len() > LINES {
            let _ = writeln!(out, "       and {} more", many(groups.len() - LINES, "kind"));
        }
        out.push('\n');
    }

    fn one_line(&self, finding: &Finding) -> String {
        let position = finding.primary.source.position(finding.primary.span.start);
        let name = subject(finding).map_or_else(String::new, |name| format!(" {name}"));
        self.look.text(&format!(
            "{}:{}:{}{name}",
            finding.primary.source.path(),
            position.line,
            position.column
        ))
    }
}

/// What stands at the arrow: what the data are, where the rule groups by that.
fn arrow(finding: &Finding) -> String {
    if finding.evidence.is_empty() { String::new() } else { finding.kind.clone() }
}

/// The lines of a drawing from its frame on, without the message above it.
fn excerpt_only(drawn: &str) -> String {
    let framed = drawn.lines().skip_while(|line| !line.contains("─[") && !line.contains("-["));
    framed.fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}
