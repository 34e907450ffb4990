//! What the notice offers for a purpose to rest on.

use super::view::View;
use crate::declaration::Place;
use crate::finding::{Builder, LabelRole};
use crate::notice::{Activity, Clause};

/// The points of an article that a notice offers for one purpose.
pub(super) struct Offer<'v> {
    /// The points: those that the notice ties to the purpose, where it ties any; else all that it
    /// lists.
    pub points: Vec<&'v str>,
    /// Whether the notice ties the purpose to them.
    pub tied: bool,
    label: Label<'v>,
}

enum Label<'v> {
    Place(Place),
    Clause(&'v Clause),
}

impl<'v> Offer<'v> {
    /// What a notice offers: what it lists, and what each activity rests on.
    pub fn of(
        view: &View<'v>,
        purpose: Option<&str>,
        listed: impl Iterator<Item = &'v Clause> + Clone,
        rests_on: impl Fn(&'v Activity) -> &'v [String],
    ) -> Self {
        let activities = &view.notice().activities;
        let covers = |activity: &&Activity| {
            purpose.is_some_and(|purpose| activity.purposes.iter().any(|of| of == purpose))
        };
        let ties: Vec<&Activity> =
            activities.iter().filter(covers).filter(|activity| !rests_on(activity).is_empty()).collect();
        if let Some(first) = ties.first() {
            let points = ties.iter().flat_map(|activity| rests_on(activity)).map(String::as_str);
            return Self {
                points: distinct(points),
                tied: true,
                label: Label::Place(view.notice_place(first.span)),
            };
        }
        let points = listed
            .clone()
            .map(|clause| clause.id.as_str())
            .chain(activities.iter().flat_map(rests_on).map(String::as_str));
        let label = match listed.clone().next() {
            Some(clause) => Label::Clause(clause),
            None => Label::Place(view.notice_place(view.notice().list_place("lawful-bases"))),
        };
        Self { points: distinct(points), tied: false, label }
    }

    /// Whether a point is offered.
    pub fn has(&self, point: &str) -> bool {
        self.points.contains(&point)
    }

    /// Points at where the notice says so.
    pub fn label(&self, view: &View<'_>, builder: Builder) -> Builder {
        match &self.label {
            Label::Clause(clause) => {
                builder.clause(&view.notice().source, clause, "what the notice offers starts here")
            }
            Label::Place(place) if self.tied => {
                builder.label(LabelRole::Notice, place, "the notice ties the purpose to its basis here")
            }
            Label::Place(place) => builder.label(LabelRole::Notice, place, "the notice lists none here"),
        }
    }
}

fn distinct<'p>(points: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut seen = Vec::new();
    for point in points {
        if !seen.contains(&point) {
            seen.push(point);
        }
    }
    seen
}
