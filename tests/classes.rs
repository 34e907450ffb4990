//! Every class of the shipped schedule with schemas that keep to it, that keep too long and, where
//! the row can be read in several ways, that no one can judge. What is expected was worked out by
//! hand from the days between which `policies/timeline.yaml` lets each event fall.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::Folder;
use noticelint::law::Law;
use noticelint::notice::{Notice, RowPeriod, Setting, read};
use noticelint::retention::Timeline;
use noticelint::text::Source;

const OVER: &str = "retention-over";
const OVER_SOME: &str = "retention-over-some";
const AMBIGUOUS: &str = "retention-notice-ambiguous";
const CANNOT_TELL: &str = "retention-cannot-tell";

/// What a class says of periods.
struct Class {
    id: &'static str,
    /// Periods that no reading forbids.
    within: &'static [&'static str],
    /// Periods that every reading forbids for every child, or for some.
    over: &'static [(&'static str, &'static str)],
    /// Periods that nobody can judge: the rule, and words of its message.
    undecided: &'static [(&'static str, &'static str, &'static str)],
}

/// A line a class, and a test for each line. The test's name is the id of the row.
macro_rules! classes {
    ($($test:ident: $within:expr, $over:expr, $undecided:expr;)+) => {
        const CLASSES: &[Class] = &[$(Class { id: stringify!($test), within: &$within, over: &$over, undecided: &$undecided }),+];
        $(#[test] fn $test() { hold(stringify!($test)); })+
    };
}

classes! {
    // Class: within; over, and by which rule; undecided, by which rule and how it is said.
    // A child born on 29 February is 13 on the 28th, so 13 and then 7 years end a day before 20 years do, and 18 and 10 before 28.
    child_protection_plan: ["case-closure + P35Y", "plan-end + P35Y", "birth + P34Y"], [("case-closure + P36Y", OVER), ("birth + P60Y", OVER_SOME)], [("birth(parent) + P18Y", CANNOT_TELL, "nothing links the two events")];
    looked_after_and_care_experienced: ["birth + P75Y", "case-closure + P50Y", "if(death before birth + P18Y, death + P15Y, birth + P75Y)"], [("birth + P76Y", OVER), ("adoption-order + P100Y", OVER), ("care-end + P75Y", OVER_SOME)], [("birth(carer) + P75Y", CANNOT_TELL, "nothing links the two events")];
    fostering_and_private_fostering: ["earlier(birth, birth(carer)) + P75Y"], [("later(birth, birth(carer)) + P76Y", OVER), ("later(birth, birth(carer)) + P75Y", OVER_SOME)], [("birth + P75Y", AMBIGUOUS, "as 75 years after birth of the carer, it cannot be told"), ("birth(carer) + P75Y", AMBIGUOUS, "as 75 years after birth, it cannot be told"), ("approval-end(carer) + P10Y", CANNOT_TELL, "nothing links the two events")];
    child_health_and_disability: ["birth + P24Y", "earlier(birth, case-closure, last-contact) + P25Y"], [("birth + P51Y", OVER), ("later(case-closure, last-contact) + P25Y", OVER_SOME)], [("birth + P25Y", AMBIGUOUS, "as 25 years after case closure, some records are over, by up to 295 days"), ("birth + P50Y", AMBIGUOUS, "as 25 years after birth, every record is over, by 25 years"), ("last-contact + P25Y", AMBIGUOUS, "as 25 years after last contact, it is within")];
    childrens_complaints: ["complaint-received + P10Y", "complaint-received + P9Y"], [("complaint-closed + P11Y", OVER), ("birth + P10Y", OVER_SOME)], [("complaint-closed + P10Y", AMBIGUOUS, "as 10 years after receipt of the complaint, some records are over, without limit; as 10 years after closure of the complaint, it is within")];
    child_work_permits: ["permit-issued + P7Y", "birth + P13Y + P7Y"], [("permit-end + P8Y", OVER), ("birth + P25Y", OVER), ("birth + P22Y", OVER_SOME), ("birth + P20Y", OVER_SOME)], [("permit-end + P7Y", AMBIGUOUS, "as 7 years after issue of the permit, some records are over, by up to 4 years; as 7 years after the end of the permit, it is within")];
    admissions: ["birth + P6Y", "earlier(decision, entry-date) + P7Y"], [("birth + P33Y", OVER), ("birth + P25Y", OVER_SOME)], [("decision + P7Y", AMBIGUOUS, "as 7 years after the date of entry, some records are over, by up to 25.8 years"), ("end-of-academic-year(decision) + P7Y", AMBIGUOUS, "as 7 years after the decision, some records are over, by up to 365 days")];
    all_other_children: ["birth + P25Y", "case-closure", "earlier(case-closure + P6Y, birth + P25Y)"], [("case-closure + P30Y", OVER), ("case-closure + P6Y", OVER_SOME), ("birth + P25Y + P1D", OVER)], [("birth(parent) + P50Y", CANNOT_TELL, "nothing links the two events")];
    register_of_persons_posing_risk: ["earlier(birth, birth(person-posing-risk)) + P100Y"], [("later(birth, birth(person-posing-risk)) + P101Y", OVER), ("later(birth, birth(person-posing-risk)) + P100Y", OVER_SOME)], [("birth + P100Y", AMBIGUOUS, "as 100 years after birth of the person posing risk, it cannot be told"), ("birth(person-posing-risk) + P100Y", AMBIGUOUS, "as 100 years after birth, it cannot be told"), ("death(person-posing-risk) + P5Y", CANNOT_TELL, "nothing links the two events")];
    cse: ["birth + P9Y"], [("birth + P36Y", OVER), ("later(last-contact, case-closure) + P10Y", OVER_SOME), ("birth + P28Y", OVER_SOME)], [("record-created + P10Y", AMBIGUOUS, "as 18 years and then 10 years after birth, some records are over, by up to 7 years"), ("case-closure + P10Y", AMBIGUOUS, "as 10 years after case closure, it is within"), ("birth + P18Y + P10Y", AMBIGUOUS, "as 18 years and then 10 years after birth, it is within")];
    lado: ["earlier(birth(person-alleged), allegation, case-closure) + P70Y"], [("later(birth(person-alleged), allegation, case-closure) + P71Y", OVER)], [("allegation + P70Y", AMBIGUOUS, "as 70 years after case closure, some records are over, without limit"), ("birth(person-alleged) + P70Y", AMBIGUOUS, "as 70 years after the allegation, it cannot be told"), ("birth + P69Y", AMBIGUOUS, "as 70 years after case closure, it is within"), ("retirement(person-alleged) + P10Y", CANNOT_TELL, "nothing links the two events")];
    early_education_funding: ["payment + P7Y", "end-of-financial-year(payment) + P6Y"], [("payment + P8Y", OVER), ("birth + P30Y", OVER_SOME)], [("end-of-financial-year(payment) + P7Y", AMBIGUOUS, "as 7 years after the payment, some records are over, by up to 365 days; as 7 years after the end of the financial year of the payment, it is within")];
    serious_case_reviews: ["birth + P34Y", "earlier(review-completed, review-published, incident) + P35Y"], [("later(review-completed, review-published, incident) + P36Y", OVER), ("birth + P35Y", OVER_SOME)], [("review-completed + P35Y", AMBIGUOUS, "as 35 years after the incident, it cannot be told"), ("review-published + P35Y", AMBIGUOUS, "as 35 years after completion of the review, some records are over, without limit")];
    early_years_portage_and_send: ["birth + P24Y"], [("birth + P52Y", OVER), ("later(birth, ehc-plan-end, case-closure) + P25Y", OVER_SOME)], [("ehc-plan-end + P25Y", AMBIGUOUS, "as 25 years after birth, some records are over, by up to 26 years; as 25 years after the end of the EHC plan, it is within"), ("birth + P25Y", AMBIGUOUS, "as 25 years after case closure, some records are over, by up to 295 days"), ("birth + P51Y", AMBIGUOUS, "as 25 years after birth, every record is over, by 26 years")];
    nursery_and_childcare: ["birth + P25Y"], [("birth + P32Y", OVER), ("case-closure + P25Y", OVER_SOME)], [("setting-leaving + P25Y", AMBIGUOUS, "as 25 years after birth, some records are over, by up to 6 years; as 25 years after leaving the setting, it is within"), ("birth + P26Y", AMBIGUOUS, "as 25 years after birth, every record is over, by 365 to 366 days")];
    childminders: ["earlier(registration-end(childminder), last-contact(childminder)) + P7Y"], [("later(registration-end(childminder), last-contact(childminder)) + P8Y", OVER), ("later(registration-end(childminder), end-of-financial-year(last-contact(childminder))) + P7Y", OVER_SOME)], [("last-contact(childminder) + P7Y", AMBIGUOUS, "as 7 years after the end of registration of the childminder, it cannot be told"), ("birth + P25Y", CANNOT_TELL, "nothing links the two events")];
    school_pupils_no_send_or_csc: ["school-leaving + P7Y", "birth + P11Y"], [("birth + P28Y", OVER), ("school-leaving + P8Y", OVER), ("birth + P25Y", OVER_SOME)], [("birth(parent) + P50Y", CANNOT_TELL, "nothing links the two events")];
    education_welfare_and_exclusions: ["birth + P24Y", "earlier(birth, case-closure) + P25Y"], [("birth + P51Y", OVER), ("last-contact + P25Y", OVER_SOME)], [("case-closure + P25Y", AMBIGUOUS, "as 25 years after birth, some records are over, by up to 25 years; as 25 years after case closure, it is within"), ("birth + P25Y", AMBIGUOUS, "as 25 years after case closure, some records are over, by up to 295 days")];
    free_school_meals: ["award-end + P7Y", "end-of-financial-year(award-end) + P6Y"], [("award-end + P8Y", OVER), ("birth + P25Y", OVER_SOME)], [("end-of-financial-year(award-end) + P7Y", AMBIGUOUS, "as 7 years after the end of the award, some records are over, by up to 365 days")];
    virtual_school: ["birth + P94Y", "earlier(birth, record-created) + P95Y"], [("birth + P121Y", OVER), ("case-closure + P95Y", OVER_SOME)], [("record-created + P95Y", AMBIGUOUS, "as 95 years after birth, some records are over, by up to 25 years; as 95 years after creation of the record, it is within"), ("birth + P95Y", AMBIGUOUS, "as 95 years after creation of the record, some records are over, by up to 295 days")];
    virtual_school_pupil_data: ["birth + P75Y", "school-leaving + P55Y"], [("birth + P96Y", OVER), ("case-closure + P75Y", OVER_SOME)], [("school-leaving + P75Y", AMBIGUOUS, "as 75 years after birth, every record is over, by 4 to 20 years; as 75 years after leaving school, it is within"), ("birth + P80Y", AMBIGUOUS, "as 75 years after leaving school, some records are over, by up to")];
}

fn notice() -> std::sync::Arc<Notice> {
    let (law, timeline) = (Law::built_in().unwrap(), Timeline::built_in().unwrap());
    let text = include_str!("../policies/bcp-childrens-services.yaml");
    let setting = Setting { law: &law, timeline: &timeline };
    std::sync::Arc::new(read(Source::new("bcp.yaml", text), false, setting).unwrap())
}

/// Holds every period of a class against the built-in notice: a schema each, all in one run.
fn hold(id: &str) {
    let class = CLASSES.iter().find(|class| class.id == id).unwrap();
    let row = id.replace('_', "-");
    let within = class.within.iter().map(|keep| (*keep, None, ""));
    let over = class.over.iter().map(|(keep, rule)| (*keep, Some(*rule), ""));
    let undecided = class.undecided.iter().map(|(keep, rule, words)| (*keep, Some(*rule), *words));
    let cases: BTreeMap<String, (&str, Option<&str>, &str)> = within
        .chain(over)
        .chain(undecided)
        .enumerate()
        .map(|(number, case)| (format!("case-{number}.sql"), case))
        .collect();
    let schemas: Vec<(&str, String)> = cases
        .iter()
        .map(|(file, (keep, ..))| {
            let sql = format!(
                "-- @gdpr retention.class={row} retention.keep=\"{keep}\" retention.recorded-in=register\nCREATE TABLE child (\n  first_name varchar(40) -- @gdpr category=identity-and-contact\n);\n"
            );
            (file.as_str(), sql)
        })
        .collect();
    let files: Vec<(&str, &str)> = schemas.iter().map(|(file, sql)| (*file, sql.as_str())).collect();
    let (report, _) = Folder::with(&files).report(&["."]);
    assert_eq!(report["notice"]["id"], "bcp-childrens-services");
    let mut found: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        assert_ne!(rule, "unknown-declaration", "{finding}");
        if [OVER, OVER_SOME, AMBIGUOUS, CANNOT_TELL].contains(&rule) {
            let path = finding["location"]["path"].as_str().unwrap();
            found.entry(path).or_default().push((rule, finding["message"].as_str().unwrap()));
        }
    }
    for (file, (keep, expected, words)) in &cases {
        let said = found.remove(file.as_str()).unwrap_or_default();
        let rules: Vec<&str> = said.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(rules, Vec::from_iter(*expected), "{row} kept {keep}: {said:?}");
        assert!(said.iter().all(|(_, message)| message.contains(words)), "{row} kept {keep}: {said:?}");
    }
}

#[test]
fn every_class_of_the_notice_is_tried_and_no_other() {
    let notice = notice();
    let rows: BTreeSet<&str> = notice.retention.iter().map(|row| row.clause.id.as_str()).collect();
    let tried: Vec<String> = CLASSES.iter().map(|class| class.id.replace('_', "-")).collect();
    assert_eq!(tried.len(), 21);
    assert_eq!(tried.iter().map(String::as_str).collect::<BTreeSet<_>>(), rows);
}

#[test]
fn every_class_is_tried_on_both_sides_and_where_it_is_ambiguous() {
    for row in &notice().retention {
        let id = row.clause.id.replace('-', "_");
        let class = CLASSES.iter().find(|class| class.id == id).unwrap();
        assert!(!class.within.is_empty() && !class.over.is_empty(), "{id}");
        let several = matches!(&row.period, RowPeriod::Readings(readings) if readings.len() > 1);
        let ambiguous = class.undecided.iter().filter(|(_, rule, _)| *rule == AMBIGUOUS);
        assert_eq!(ambiguous.count() > 0, several, "{id}");
        assert!(class.undecided.iter().all(|(_, _, words)| !words.is_empty()), "{id}");
    }
}
