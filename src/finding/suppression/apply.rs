//! Takes silenced findings out, and says what is wrong with what silences.

use jiff::civil::Date;

use super::Suppression;
use crate::document::did_you_mean;
use crate::finding::{Builder, Finding, LabelRole};
use crate::rules::{self, Rule, suppression};
use crate::text::Span;

/// A finding that somebody silenced.
#[derive(Debug, Clone)]
pub struct Silenced {
    /// The finding.
    pub finding: Finding,
    /// Why it is silenced.
    pub reason: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The last day on which it is.
    pub until: Option<Date>,
}

/// What is left after silencing.
#[derive(Debug, Default)]
pub struct Applied {
    /// The findings that stay, and those about the suppressions.
    pub findings: Vec<Finding>,
    /// Those that do not.
    pub silenced: Vec<Silenced>,
}

/// Takes out what is silenced on a day. A suppression without a reason, with an unknown rule or
/// past its day silences nothing, and is itself found fault with; so is one that nothing needs.
pub fn apply(findings: Vec<Finding>, suppressions: &[Suppression], as_of: Date) -> Applied {
    let mut applied = Applied::default();
    let mut used: Vec<Vec<bool>> = suppressions.iter().map(|one| vec![false; one.rules.len()]).collect();
    for finding in findings {
        let mut holds = None;
        for (at, one) in suppressions.iter().enumerate() {
            for (rule, (id, _)) in one.rules.iter().enumerate() {
                if *id == finding.rule.id
                    && can_be_silenced(finding.rule)
                    && one.scope.takes(&finding, &one.place)
                {
                    used[at][rule] = true;
                    holds = holds.or(Some(one).filter(|one| one.fault(as_of).is_none()));
                }
            }
        }
        match holds {
            Some(one) => applied.silenced.push(Silenced {
                finding,
                reason: one.reason.clone().unwrap_or_default(),
                owner: one.owner.clone(),
                until: one.last_day(),
            }),
            None => applied.findings.push(finding),
        }
    }
    for (one, used) in suppressions.iter().zip(&used) {
        applied.findings.extend(one.faults(used, as_of));
    }
    applied
}

/// What cannot be read cannot be silenced either, and neither can what is wrong with silencing.
fn can_be_silenced(rule: &Rule) -> bool {
    !suppression::NEVER_SILENCED.iter().any(|never| never.id == rule.id)
}

/// Why a suppression does not hold.
enum Fault {
    NoReason,
    NoDate,
    Expired,
}

impl Suppression {
    fn fault(&self, as_of: Date) -> Option<Fault> {
        if self.reason.is_none() {
            return Some(Fault::NoReason);
        }
        self.until.as_ref()?;
        match self.last_day() {
            None => Some(Fault::NoDate),
            Some(day) if day < as_of => Some(Fault::Expired),
            Some(_) => None,
        }
    }

    fn faults(&self, used: &[bool], as_of: Date) -> Vec<Finding> {
        let mut out = Vec::new();
        if self.rules.is_empty() {
            out.push(self.found(
                &suppression::UNUSED,
                self.place.span,
                "This silences no rule.".to_owned(),
                "Name the rule, such as `undeclared-field`, or remove it.",
            ));
        }
        for ((rule, span), used) in self.rules.iter().zip(used) {
            let known = rules::find(rule);
            if known.is_none() {
                let near = did_you_mean(rule, rules::RULES.iter().map(|rule| rule.id));
                let message = format!("There is no rule `{rule}`{near}, so nothing is silenced here.");
                let fix = "Correct the name or remove it; `noticelint rules` lists them.";
                out.push(self.found(&suppression::UNUSED, *span, message, fix));
            } else if known.is_some_and(|rule| !can_be_silenced(rule)) {
                let message = format!("`{rule}` cannot be silenced: what it finds was not checked at all.");
                out.push(self.found(
                    &suppression::UNUSED,
                    *span,
                    message,
                    "Mend what it finds, and remove this.",
                ));
            } else if !used {
                let message = format!("`{rule}` finds nothing here that would have to be silenced.");
                out.push(self.found(&suppression::UNUSED, *span, message, "Remove it."));
            }
        }
        for (key, span) in &self.unknown {
            let near = did_you_mean(key, ["rule", "reason", "owner", "until"]);
            let message = format!("`{key}` is no key of a suppression{near}.");
            let fix = "Correct or remove it; the keys are `rule`, `reason`, `owner` and `until`.";
            out.push(self.found(&rules::declaration_mistake::UNKNOWN, *span, message, fix));
        }
        let needed = used.contains(&true);
        match self.fault(as_of) {
            Some(Fault::NoReason) => out.push(self.found(
                &suppression::WITHOUT_REASON,
                self.place.span,
                "This has no reason, so it silences nothing.".to_owned(),
                "Add `reason=\"…\"` with what makes this right, for the next reader and for whoever audits it.",
            )),
            Some(Fault::NoDate) => out.push(self.found(
                &suppression::EXPIRED,
                self.place.span,
                format!("`{}` is no date, so this silences nothing.", self.until.as_deref().unwrap_or_default()),
                "Write the last day like 2026-06-30.",
            )),
            Some(Fault::Expired) if needed => out.push(self.found(
                &suppression::EXPIRED,
                self.place.span,
                format!("This ended on {}, so it silences nothing any more.", self.until.as_deref().unwrap_or_default()),
                "Mend what it silenced, or decide again and give a new day.",
            )),
            _ => {}
        }
        out
    }

    fn found(&self, rule: &'static Rule, span: Span, message: String, fix: &str) -> Finding {
        let builder = Builder::new(rule, &self.place.source, span, message).fix(fix).group(rule.id, 0);
        let whole = self.place.span;
        if span == whole {
            return builder.build();
        }
        builder.label(LabelRole::Declaration, &self.place, "").build()
    }
}
