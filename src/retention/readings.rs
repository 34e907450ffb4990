//! What a system keeps against a row that can be read in several ways.

use super::cases::Undecided;
use super::events::BoundChange;
use super::{Comparison, Keep, Timeline, Verdict};

/// What a row of a notice says of a period: a comparison with each of its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The readings, with what each says; none where the row gives criteria.
    pub each: Vec<(Keep, Comparison)>,
    /// What all of them say, with the least and the most of them all; none where they disagree.
    pub agreed: Option<Comparison>,
}

impl Ruling {
    /// Its name in reports; an ambiguous row whose readings disagree is the notice's fault.
    pub fn word(&self) -> &'static str {
        self.verdict().map_or("ambiguous-notice", Verdict::word)
    }

    /// The verdict of all readings, where they agree.
    pub fn verdict(&self) -> Option<Verdict> {
        self.agreed.as_ref().map(|comparison| comparison.verdict)
    }

    /// The comparison that is over by most.
    pub fn furthest(&self) -> Option<&Comparison> {
        let over = |comparison: &&Comparison| comparison.worst.is_some();
        let each = self.each.iter().map(|(_, comparison)| comparison).filter(over);
        each.reduce(|known, next| {
            let further = next.most.is_none() || (known.most.is_some() && next.most > known.most);
            if further { next } else { known }
        })
    }

    /// The least and the most excess over all readings, none where there is no limit to it.
    pub fn excess(&self) -> (Option<i64>, Option<i64>) {
        let all = |of: fn(&Comparison) -> Option<i64>| {
            self.each.iter().map(|(_, comparison)| of(comparison)).collect::<Option<Vec<i64>>>()
        };
        let least = all(|comparison| comparison.least).and_then(|each| each.into_iter().min());
        let most = all(|comparison| comparison.most).and_then(|each| each.into_iter().max());
        (least, most)
    }
}

impl Timeline {
    /// Compares what a system keeps with every reading of a row, under the bounds of the row.
    pub fn rule(&self, system: &Keep, readings: &[Keep], of_row: &[BoundChange]) -> Ruling {
        let compared = |reading: &Keep| (reading.clone(), self.compare(system, reading, of_row));
        let mut ruling = Ruling { each: readings.iter().map(compared).collect(), agreed: None };
        ruling.agreed = match ruling.each.as_slice() {
            [] => Some(Comparison::without_figure(Verdict::CannotTell, Some(Undecided::Criteria))),
            [(_, only)] => Some(only.clone()),
            [(_, first), others @ ..] => {
                let agree = others.iter().all(|(_, next)| next.verdict == first.verdict);
                agree.then(|| together(&ruling, first))
            }
        };
        ruling
    }
}

/// The one comparison of readings that agree.
fn together(ruling: &Ruling, first: &Comparison) -> Comparison {
    let (least, most) = ruling.excess();
    // Under a reading without end there is nothing to be over: the others say how near it is.
    let within = first.verdict == Verdict::Within;
    let nearest = ruling.each.iter().filter_map(|(_, comparison)| comparison.most).max();
    Comparison {
        least,
        most: if within { nearest } else { most },
        worst: ruling.furthest().and_then(|furthest| furthest.worst.clone()),
        edge: ruling.each.iter().all(|(_, comparison)| comparison.edge),
        ..first.clone()
    }
}
