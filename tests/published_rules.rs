//! Rules as English councils publish them for their children's services, in other words than
//! theirs, each said in the language and held against a rule that another council might have.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

use noticelint::retention::Verdict::{self, CannotTell, Over, OverForSome, Within};
use noticelint::retention::{Keep, Timeline, parse};

/// The rule, how the language says it, what it is held against, and what comes of that.
const RULES: &[(&str, &str, &str, Verdict)] = &[
    // From a birth.
    ("21 years old, after a supervision order", "birth + P21Y", "birth + P25Y", Within),
    (
        "25 years after the birth of the youngest child in the file",
        "last(birth) + P25Y",
        "birth + P25Y",
        OverForSome,
    ),
    ("75 years from the 18th birthday", "birth + P18Y + P75Y", "birth + P75Y", Over),
    ("31 years old, for a plan that ran to 25", "birth + P31Y", "ehc-plan-end + P6Y", OverForSome),
    (
        "100 years after the birth of whoever was accused",
        "birth(person-alleged) + P100Y",
        "birth(person-alleged) + P70Y",
        Over,
    ),
    // From an event of the case.
    ("35 years from last contact", "last-contact + P35Y", "case-closure + P35Y", OverForSome),
    ("25 years after the whole case closed", "case-closure + P25Y", "birth + P50Y", Within),
    ("ten years after closure, reviewed", "case-closure + P10Y", "birth + P25Y", OverForSome),
    ("100 years from the adoption order", "adoption-order + P100Y", "birth + P75Y", Over),
    (
        "75 years from the special guardianship order",
        "special-guardianship-order + P75Y",
        "birth + P75Y",
        OverForSome,
    ),
    (
        "10 years after approval to foster ends",
        "approval-end(carer) + P10Y",
        "approval-end(carer) + P15Y",
        Within,
    ),
    (
        "3 years after an application to foster is turned down",
        "application-end(carer) + P3Y",
        "application-end(carer) + P3Y",
        Within,
    ),
    (
        "2 years after last contact with adopters who withdrew",
        "last-contact(adopter) + P2Y",
        "application-end(adopter) + P3Y",
        CannotTell,
    ),
    ("until replaced, and 3 years more", "superseded + P3Y", "superseded", Over),
    ("3 years from the entry in the register", "entry-date + P3Y", "birth + P25Y", OverForSome),
    ("for ever, at the record office", "permanent", "birth + P100Y", Over),
    // By the year.
    (
        "the current year and six",
        "end-of-calendar-year(record-created) + P6Y",
        "record-created + P7Y",
        Within,
    ),
    (
        "6 years from the end of the financial year of the last change",
        "end-of-financial-year(last-modified) + P6Y",
        "last-modified + P6Y",
        OverForSome,
    ),
    (
        "6 years after the school year in which the pupil leaves",
        "end-of-academic-year(school-leaving) + P6Y",
        "school-leaving + P7Y",
        Within,
    ),
    (
        "the tax year in which the permit ends and another",
        "end-of-financial-year(permit-end) + P1Y",
        "permit-issued + P7Y",
        Within,
    ),
    (
        "7 years after the financial year in which the complaint was settled",
        "end-of-financial-year(complaint-closed) + P7Y",
        "complaint-received + P10Y",
        OverForSome,
    ),
    // Whichever is the later or the earlier.
    (
        "18 and three years of inactivity",
        "later(birth + P18Y, last-contact) + P3Y",
        "birth + P21Y",
        OverForSome,
    ),
    (
        "until 25, and 8 years after last contact at the least",
        "later(birth + P25Y, last-contact + P8Y)",
        "birth + P33Y",
        Within,
    ),
    (
        "6 years after closure but not before 24",
        "later(case-closure + P6Y, birth + P24Y)",
        "birth + P31Y",
        Within,
    ),
    (
        "retirement, or 10 years from the allegation if that is longer",
        "later(retirement(worker), allegation + P10Y)",
        "allegation + P10Y",
        OverForSome,
    ),
    (
        "6 years after the child left, or turned five if later",
        "later(setting-leaving, birth + P5Y) + P6Y",
        "setting-leaving + P11Y",
        Within,
    ),
    (
        "25 years old or 10 years after death, whichever comes first",
        "earlier(birth + P25Y, death + P10Y)",
        "birth + P25Y",
        Within,
    ),
    // On a condition.
    (
        "75 years old, or 15 years from a death before 18",
        "if(death before birth + P18Y, death + P15Y, birth + P75Y)",
        "birth + P75Y",
        Within,
    ),
    (
        "25 years old, or 8 years from a death before 18",
        "if(death before birth + P18Y, death + P8Y, birth + P25Y)",
        "birth + P25Y",
        OverForSome,
    ),
    (
        "until 25, or until 26 for those who were 17 when care ended",
        "if(care-end before birth + P17Y, birth + P25Y, if(care-end before birth + P18Y, birth + P26Y, birth + P25Y))",
        "birth + P25Y",
        OverForSome,
    ),
    (
        "40 years where an order was made before the case closed, else 6 from closure",
        "if(special-guardianship-order before case-closure, special-guardianship-order + P40Y, case-closure + P6Y)",
        "birth + P58Y",
        Within,
    ),
];

#[test]
fn every_rule_can_be_said_and_compared() {
    let timeline = Timeline::built_in().unwrap();
    let read = |text: &str| parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
    for (rule, written, other, verdict) in RULES {
        let keep = read(written);
        assert_eq!(keep.to_string(), *written, "{rule}");
        assert_eq!(parse(&keep.to_string()), Ok(keep.clone()), "{rule}");
        for event in keep.events() {
            assert!(timeline.knows(&event.name), "{rule}: {event}");
        }
        let found = timeline.compare(&keep, &read(other), &[]);
        assert_eq!(found.verdict, *verdict, "{rule}: {written} against {other}: {found:?}");
        // A rule keeps to itself.
        let itself = timeline.compare(&keep, &keep, &[]);
        assert_eq!((itself.verdict, itself.most), (Within, Some(0)), "{rule}: {itself:?}");
        let longer = match &keep {
            Keep::Permanent => continue,
            Keep::Until(_) => read(&format!("{written} + P1Y")),
        };
        assert_eq!(timeline.compare(&longer, &keep, &[]).verdict, Over, "{rule}");
        assert_eq!(timeline.compare(&keep, &Keep::Permanent, &[]).verdict, Within, "{rule}");
    }
    assert!(RULES.len() >= 25);
}
