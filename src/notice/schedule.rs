//! The retention schedule of a notice, and what in a notice has to refer to something: rows,
//! readings, days, ids.

use super::decode::Decoder;
use super::model::{Adoption, Extended, Limit, Notice, Row, RowPeriod, Then};
use super::words::{inside, strings, unknown_event};
use crate::document::{NodeRef, Problem, did_you_mean};
use crate::retention::{BoundChange, Event, EventFacts, Keep, Period, parse, place_of};

impl<'d> Decoder<'d> {
    pub(super) fn retention(&mut self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for node in self.list("retention") {
            let mut clause = self.clause(node);
            let period = self.period(node, &rows);
            if let Some(written) = ["keep", "readings", "criteria"].iter().find_map(|key| node.get(key)) {
                clause.span = written.span();
            }
            if rows.iter().any(|row| row.clause.id == clause.id) {
                self.problems
                    .push(Problem::new(node.span(), format!("`{}` stands twice in `retention`", clause.id)));
            }
            let text = |key: &str| node.get(key).and_then(NodeRef::scalar).map(str::to_owned);
            rows.push(Row {
                clause,
                as_written: text("as-written"),
                period,
                limit: match node.get_str("limit") {
                    Some("at-most") => Limit::AtMost,
                    Some("at-least") => Limit::AtLeast,
                    _ => Limit::Exactly,
                },
                then: node.get_str("then").and_then(Then::of).unwrap_or(Then::Destroy),
                subject: text("subject"),
                categories: strings(node, "categories"),
                catch_all: text("catch-all"),
                when: text("when"),
                yields_to: strings(node, "yields-to"),
                unless: strings(node, "unless"),
                extension: text("extension"),
                extended: node.get("extension").and_then(|extension| self.extended(extension)),
                use_until: node.get("use-until").and_then(|until| self.keep(until)),
                see: strings(node, "see"),
                bounds: self.bounds(node),
                adoption: adoption(node),
                rejected: self.rejected(node),
                note: text("note"),
            });
        }
        rows
    }

    /// The events that a notice names itself.
    pub(super) fn own_events(&mut self) -> Vec<EventFacts> {
        let mut events = Vec::new();
        for node in self.list("events") {
            match EventFacts::read(node) {
                Ok(event) if event.id == "birth" => self.problems.push(Problem::new(
                    node.get("id").unwrap_or(node).span(),
                    "the birth is what all other events are counted from; give this event another id",
                )),
                Ok(event) => events.push(event),
                Err(problem) => self.problems.push(problem),
            }
        }
        events
    }

    /// The changed bounds of a row, or of the whole notice.
    pub(super) fn bounds(&mut self, node: NodeRef<'d>) -> Vec<BoundChange> {
        let mut changes = Vec::new();
        for (key, bounds) in node.get("bounds").into_iter().flat_map(NodeRef::members) {
            match BoundChange::read(key.text, bounds) {
                Ok(change) => {
                    let unknown = self.unknown(std::slice::from_ref(&&change.event));
                    let wrong = unknown.map(|(_, message)| message).or_else(|| self.timeline.fault(&change));
                    if let Some(message) = wrong {
                        self.problems.push(Problem::new(key.span, message));
                    }
                    changes.push(change);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        changes
    }

    /// An extension that is a period or an expression; what looks like neither is words.
    fn extended(&mut self, node: NodeRef<'d>) -> Option<Extended> {
        let written = node.scalar()?;
        let is_period = written.starts_with('P') && written[1..].starts_with(|c: char| c.is_ascii_digit());
        if is_period && !written.contains(' ') {
            return Period::read(written)
                .map_err(|error| self.problems.push(Problem::new(node.span(), error.message)))
                .ok()
                .map(Extended::By);
        }
        if parse(written).is_err() && !written.contains('+') {
            return None;
        }
        match self.keep(node)? {
            Keep::Until(expression) => Some(Extended::To(expression)),
            Keep::Permanent => None,
        }
    }

    fn rejected(&mut self, node: NodeRef<'d>) -> Vec<(Keep, Option<String>)> {
        let mut rejected = Vec::new();
        for reading in node.get("rejected").into_iter().flat_map(NodeRef::items) {
            if let Some(keep) = reading.get("keep").and_then(|keep| self.keep(keep)) {
                rejected.push((keep, reading.get_str("why").map(str::to_owned)));
            }
        }
        rejected
    }

    fn period(&mut self, node: NodeRef<'d>, earlier: &[Row]) -> RowPeriod {
        let published = self.published(node, earlier);
        let Some(reading) = node.get("adopted").and_then(|adopted| adopted.get("reading")) else {
            return published;
        };
        let Some(adopted) = self.keep(reading) else { return RowPeriod::Criteria };
        if !self.readings(node).contains(&adopted) {
            self.problems
                .push(Problem::new(reading.span(), "the adopted reading is none of the readings".to_owned()));
        }
        RowPeriod::Adopted(adopted)
    }

    /// Every period that a row may mean: its own, or those of the row that it shares with. What
    /// does not parse is found where it is decoded.
    fn readings(&self, node: NodeRef<'d>) -> Vec<Keep> {
        let written = |node: NodeRef<'d>| node.get("readings").or_else(|| node.get("keep"));
        let shared = || {
            let same = node.get_str("same-as")?;
            self.list("retention").into_iter().find(|row| row.get_str("id") == Some(same)).and_then(written)
        };
        let periods = written(node).or_else(shared).map(NodeRef::one_or_more).unwrap_or_default();
        periods.into_iter().filter_map(|period| parse(period.scalar()?).ok()).collect()
    }

    /// The period as the page has it, whatever was adopted.
    fn published(&mut self, node: NodeRef<'d>, earlier: &[Row]) -> RowPeriod {
        if let Some(keep) = node.get("keep") {
            return self.keep(keep).map_or(RowPeriod::Criteria, RowPeriod::Keep);
        }
        if let Some(readings) = node.get("readings") {
            let readings: Vec<Keep> = readings.items().filter_map(|reading| self.keep(reading)).collect();
            return RowPeriod::Readings(readings);
        }
        if let Some(same) = node.get_str("same-as") {
            if let Some(row) = earlier.iter().find(|row| row.clause.id == same) {
                return row.period.clone();
            }
            let other = self
                .list("retention")
                .into_iter()
                .find(|row| row.get_str("id") == Some(same) && row.get("same-as").is_none());
            if let Some(row) = other {
                return self.period(row, &[]);
            }
            let place = node.get("same-as").map_or(node.span(), NodeRef::span);
            self.problems
                .push(Problem::new(place, format!("no retention row `{same}` with a period of its own")));
        }
        RowPeriod::Criteria
    }

    /// A retention expression whose events are all known.
    fn keep(&mut self, node: NodeRef<'d>) -> Option<Keep> {
        let written = node.scalar()?;
        match parse(written) {
            Err(error) => {
                self.problems
                    .push(Problem::new(inside(node.span(), written, &error.range, node), error.message));
                None
            }
            Ok(keep) => {
                if let Some((event, message)) = self.unknown(&keep.events()) {
                    let place = inside(node.span(), written, &place_of(written, &event), node);
                    self.problems.push(Problem::new(place, message));
                }
                Some(keep)
            }
        }
    }

    fn unknown(&self, events: &[&Event]) -> Option<(String, String)> {
        let own: Vec<&str> = self.events.iter().map(|event| event.id.as_str()).collect();
        unknown_event(events, self.timeline, &own)
    }

    /// The days that a notice names are days of the calendar.
    pub(super) fn check_dates(&mut self) {
        let of_notice = ["published", "retrieved", "expires"].into_iter().map(|key| self.root.get(key));
        let of_rows =
            self.list("retention").into_iter().map(|row| row.get("adopted").and_then(|by| by.get("on")));
        for node in of_notice.chain(of_rows).flatten() {
            let Some(written) = node.scalar() else { continue };
            if written.parse::<jiff::civil::Date>().is_err() {
                self.problems.push(Problem::new(
                    node.span(),
                    format!("`{written}` is no day of the calendar; write it as year-month-day"),
                ));
            }
        }
    }

    pub(super) fn check_references(&mut self, notice: &Notice) {
        for node in self.list("retention") {
            for category in node.get("categories").into_iter().flat_map(NodeRef::items) {
                let id = category.scalar().unwrap_or_default();
                if notice.category(id).is_none() {
                    let near = did_you_mean(id, notice.categories.iter().map(|c| c.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        category.span(),
                        format!("the notice has no category `{id}`{near}"),
                    ));
                }
            }
            // What is no row here is words, unless it is nearly one.
            for other in node.get("unless").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = other.scalar().unwrap_or_default();
                let near = did_you_mean(id, notice.retention.iter().map(|row| row.clause.id.as_str()));
                if notice.row(id).is_none() && !id.contains(' ') && !near.is_empty() {
                    self.problems.push(Problem::new(
                        other.span(),
                        format!("the notice has no retention row `{id}`{near}"),
                    ));
                }
            }
            for other in node.get("yields-to").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = other.scalar().unwrap_or_default();
                if notice.row(id).is_none() {
                    let near = did_you_mean(id, notice.retention.iter().map(|row| row.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        other.span(),
                        format!("the notice has no retention row `{id}`{near}"),
                    ));
                }
            }
        }
        for activity in self.list("activities") {
            for purpose in activity.get("purposes").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = purpose.scalar().unwrap_or_default();
                if notice.purpose(id).is_none() {
                    let near = did_you_mean(id, notice.purposes.iter().map(|p| p.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        purpose.span(),
                        format!("the notice has no purpose `{id}`{near}"),
                    ));
                }
            }
            for recipient in activity.get("recipients").map(NodeRef::one_or_more).unwrap_or_default() {
                let id = recipient.scalar().unwrap_or_default();
                if notice.recipient(id).is_none() {
                    let near = did_you_mean(id, notice.recipients.iter().map(|r| r.clause.id.as_str()));
                    self.problems.push(Problem::new(
                        recipient.span(),
                        format!("the notice has no recipient `{id}`{near}"),
                    ));
                }
            }
            for condition in activity.get("condition").map(NodeRef::one_or_more).unwrap_or_default() {
                self.check_condition(condition, notice);
            }
        }
    }

    /// The condition of an activity is one that the notice lists. What is no condition at all is
    /// found where it is decoded.
    fn check_condition(&mut self, node: NodeRef<'d>, notice: &Notice) {
        let written = node.scalar().unwrap_or_default();
        let Some(condition) = self.law.condition(written) else { return };
        if notice.article_9.iter().any(|listed| listed.clause.id == condition.id) {
            return;
        }
        let listed = self
            .law
            .conditions
            .iter()
            .filter(|known| notice.article_9.iter().any(|listed| listed.clause.id == known.id));
        let near = did_you_mean(written, listed.map(|known| known.name.as_str()));
        self.problems.push(Problem::new(
            node.span(),
            format!("the notice lists no condition `{written}` under `article-9`{near}"),
        ));
    }
}

fn adoption(node: NodeRef<'_>) -> Option<Adoption> {
    let adopted = node.get("adopted")?;
    let text = |key: &str| adopted.get(key).and_then(NodeRef::scalar).map(str::to_owned);
    Some(Adoption { by: text("by")?, on: text("on")?, reason: text("reason") })
}
