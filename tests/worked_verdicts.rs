//! Verdicts worked out by hand: what councils publish against what systems do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

use noticelint::retention::{BoundChange, Comparison, Event, Keep, Timeline, Verdict, parse};

fn keep(written: &str) -> Keep {
    parse(written).unwrap_or_else(|error| panic!("{written}: {}", error.message))
}

fn compare(system: &str, limit: &str) -> Comparison {
    Timeline::built_in().unwrap().compare(&keep(system), &keep(limit), &[])
}

fn flips(system: &str, limit: &str) -> bool {
    Timeline::built_in().unwrap().flips_with_lag(&keep(system), &[keep(limit)], &[])
}

/// Days in tenths of a year, rounded.
fn tenths(days: Option<i64>) -> Option<i64> {
    days.map(|days| (days.abs() * 4_000 + 73_048) / 146_097 * days.signum())
}

/// A verdict with the least and the most excess in tenths of a year.
fn assert_tenths(system: &str, limit: &str, verdict: Verdict, least: Option<i64>, most: Option<i64>) {
    let found = compare(system, limit);
    assert_eq!(
        (found.verdict, tenths(found.least), tenths(found.most)),
        (verdict, least, most),
        "{system} against {limit}: {found:?}"
    );
}

#[test]
fn a_period_from_closure_against_one_from_birth() {
    assert_tenths("case-closure + P30Y", "birth + P25Y", Verdict::Over, Some(42), Some(300));
    assert_tenths("case-closure + P6Y", "birth + P25Y", Verdict::OverForSome, Some(-198), Some(60));
    let found = compare("case-closure + P0D", "birth + P25Y");
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    assert!(flips("case-closure + P0D", "birth + P25Y"));
    let found = compare("case-closure + P50Y", "birth + P75Y");
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    assert!(flips("case-closure + P50Y", "birth + P75Y"));
    assert!(!flips("case-closure + P30Y", "birth + P25Y"));
    assert!(!flips("birth + P25Y", "birth + P25Y"));
}

#[test]
fn a_period_from_birth_against_one_from_closure() {
    assert_tenths("birth + P75Y", "case-closure + P35Y", Verdict::Over, Some(150), Some(408));
    assert_tenths("birth + P34Y", "case-closure + P35Y", Verdict::Within, Some(-260), Some(-2));
    let found = compare("birth + P60Y", "case-closure + P35Y");
    assert_eq!((found.verdict, found.least), (Verdict::OverForSome, Some(0)));
    assert_eq!(tenths(found.most), Some(258));
}

#[test]
fn events_that_never_come_after_closure() {
    let found = compare("plan-end + P35Y", "case-closure + P35Y");
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    assert_tenths("case-closure + P30Y", "case-closure + P35Y", Verdict::Within, Some(-50), Some(-50));
    assert_tenths("case-closure + P35Y", "plan-end + P35Y", Verdict::OverForSome, Some(0), Some(258));
    // An end of care is not forced into a life in which it is not compared: a case may close before birth.
    assert!(compare("case-closure + P1D", "birth").worst.unwrap().excess() > 0);
    assert_eq!(compare("case-closure + P1D", "birth").least, Some(-293));
}

#[test]
fn care_adoption_and_school() {
    let found = compare("care-end + P75Y", "birth + P75Y");
    assert_eq!((found.verdict, found.least, tenths(found.most)), (Verdict::OverForSome, Some(0), Some(180)));
    assert_tenths("adoption-order + P100Y", "birth + P75Y", Verdict::Over, Some(250), Some(440));
    assert_tenths("birth + P25Y", "school-leaving + P7Y", Verdict::OverForSome, Some(-20), Some(140));
}

#[test]
fn the_special_needs_row_under_each_of_its_readings() {
    let timeline = Timeline::built_in().unwrap();
    let readings = ["birth + P25Y", "ehc-plan-end + P25Y", "case-closure + P25Y"].map(keep);
    let closure = Event { name: "case-closure".to_owned(), subject: None };
    let Keep::Until(to_26) = keep("birth + P26Y") else { panic!() };
    let latest = noticelint::retention::Offset { period: to_26.periods[0], before: false };
    let bounds = [BoundChange { latest: Some(latest), ..BoundChange::of(closure) }];
    let plan = timeline.rule(&keep("ehc-plan-end + P25Y"), &readings, &bounds);
    assert_eq!(plan.word(), "ambiguous-notice");
    let from_birth = &plan.each[0].1;
    assert_eq!((from_birth.verdict, from_birth.least), (Verdict::OverForSome, Some(0)));
    assert_eq!(tenths(from_birth.most), Some(260));
    let birth = timeline.rule(&keep("birth + P25Y"), &readings, &bounds);
    assert_eq!(birth.word(), "ambiguous-notice");
    let verdicts: Vec<Verdict> = birth.each.iter().map(|(_, comparison)| comparison.verdict).collect();
    assert_eq!(verdicts, [Verdict::Within, Verdict::Within, Verdict::OverForSome]);
    // Only a case that closed before birth is over.
    let worst = birth.each[2].1.worst.clone().unwrap();
    assert_eq!(worst.excess(), birth.each[2].1.most.unwrap());
    assert!(worst.days[0].event == "case-closure" && worst.days[0].date < worst.birth().unwrap());
}

#[test]
fn financial_years() {
    let found = compare("end-of-financial-year(payment) + P6Y", "payment + P7Y");
    assert_eq!((found.verdict, found.least, found.most), (Verdict::Within, Some(-366), Some(-1)));
    let found = compare("end-of-financial-year(payment) + P7Y", "payment + P7Y");
    assert_eq!((found.verdict, found.least, found.most), (Verdict::OverForSome, Some(0), Some(365)));
    assert!(!found.edge);
}

#[test]
fn another_persons_birth_is_not_linked_to_the_childs() {
    let found = compare("birth + P100Y", "birth(person-posing-risk) + P100Y");
    assert_eq!((found.verdict, found.least, found.most), (Verdict::CannotTell, None, None));
    assert_eq!(found.worst, None);
    // One side is enough to tell that some are over.
    let found = compare("later(birth(carer) + P75Y, birth + P30Y)", "birth + P25Y");
    assert_eq!((found.verdict, tenths(found.least), found.most), (Verdict::Over, Some(50), None));
    let found = compare("death + P15Y", "birth + P75Y");
    assert_eq!((found.verdict, tenths(found.least), found.most), (Verdict::OverForSome, Some(-600), None));
    assert!(found.worst.unwrap().excess() > 0);
}

#[test]
fn earlier_and_if() {
    let found = compare("earlier(case-closure + P6Y, birth + P25Y)", "birth + P25Y");
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    let statute = "if(death before birth + P18Y, death + P15Y, birth + P75Y)";
    let found = compare(statute, "birth + P75Y");
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    let found = compare("earlier(birth + P75Y, death + P15Y)", statute);
    assert_eq!((found.verdict, found.most), (Verdict::Within, Some(0)));
    // Someone who dies at 18 is gone at 33 and not at 75.
    assert_eq!(tenths(found.least), Some(-420));
    let found = compare(statute, "earlier(birth + P75Y, death + P15Y)");
    assert_eq!((found.verdict, found.least, tenths(found.most)), (Verdict::OverForSome, Some(0), Some(420)));
    assert_eq!(compare(statute, statute).most, Some(0));
    let found = compare("later(last-contact + P10Y, birth + P21Y)", "birth + P25Y");
    assert_eq!(
        (found.verdict, tenths(found.least), tenths(found.most)),
        (Verdict::OverForSome, Some(-40), Some(100))
    );
}

#[test]
fn leap_days_and_the_ends_of_months() {
    let found = compare("birth + P24Y", "birth + P18Y + P6Y");
    assert_eq!(
        (found.verdict, found.least, found.most, found.edge),
        (Verdict::OverForSome, Some(0), Some(1), true)
    );
    let worst = found.worst.unwrap();
    assert_eq!((worst.birth().unwrap().month(), worst.birth().unwrap().day()), (2, 29));
    assert_eq!(compare("birth + P18Y + P6Y", "birth + P24Y").verdict, Verdict::Within);
    let found = compare("birth + P12784D", "birth + P35Y");
    assert_eq!((found.verdict, found.edge), (Verdict::OverForSome, true));
    assert_eq!(compare("birth + P12782D", "birth + P35Y").verdict, Verdict::Within);
    let found = compare("decision + P12M", "decision + P6M + P6M");
    assert_eq!((found.verdict, found.most, found.edge), (Verdict::OverForSome, Some(3), true));
    assert_eq!(compare("decision + P6M + P6M", "decision + P12M").verdict, Verdict::Within);
    // Two days too long are two days too long, whatever the calendar.
    let found = compare("payment + P7Y + P2D", "payment + P7Y");
    assert_eq!(
        (found.verdict, found.least, found.most, found.edge),
        (Verdict::Over, Some(2), Some(2), false)
    );
}

#[test]
fn first_and_last_of_several() {
    let found = compare("first(incident) + P25Y", "last(incident) + P25Y");
    assert_eq!((found.verdict, found.least, found.most), (Verdict::Within, None, Some(0)));
    assert_eq!(compare("last(incident) + P25Y", "first(incident) + P25Y").verdict, Verdict::OverForSome);
    // "Last contact" and the closure of a case that was opened again are the last by themselves.
    assert_eq!(compare("last(last-contact) + P35Y", "last-contact + P35Y").most, Some(0));
    assert_eq!(compare("last(case-closure) + P35Y", "case-closure + P35Y").most, Some(0));
    assert_eq!(compare("first(case-closure) + P35Y", "case-closure + P35Y").verdict, Verdict::Within);
    // The youngest of several children.
    let found = compare("last(birth) + P25Y", "birth + P25Y");
    assert_eq!((found.verdict, found.least, found.most), (Verdict::OverForSome, Some(0), None));
    assert_eq!(compare("last(earlier(birth + P1Y, incident))", "birth + P1Y").verdict, Verdict::CannotTell);
}

#[test]
fn for_ever() {
    assert_eq!(compare("permanent", "birth + P25Y").verdict, Verdict::Over);
    assert_eq!(compare("birth + P25Y", "permanent").verdict, Verdict::Within);
    assert_eq!(compare("permanent", "permanent").verdict, Verdict::Within);
}

#[test]
fn what_no_life_satisfies_is_not_decided() {
    let timeline = Timeline::built_in().unwrap();
    let event = Event { name: "school-leaving".to_owned(), subject: None };
    let Keep::Until(early) = keep("birth + P2Y") else { panic!() };
    let latest = noticelint::retention::Offset { period: early.periods[0], before: false };
    let bounds = [BoundChange { latest: Some(latest), ..BoundChange::of(event) }];
    let found = timeline.compare(&keep("school-leaving + P1Y"), &keep("birth + P25Y"), &bounds);
    assert_eq!(found.verdict, Verdict::CannotTell);
    assert_eq!(found.undecided, Some(noticelint::retention::Undecided::NoLife));
    let found = compare("if(death before death, birth + P90Y, birth + P1Y)", "birth + P2Y");
    assert_eq!((found.verdict, tenths(found.most)), (Verdict::Within, Some(-10)));
}
