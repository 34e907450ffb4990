//! How many comparisons of a system's period with a notice's are decided in a second on one core.
//! Run with `cargo bench --bench retention`.
//!
//! Simple pairs are an event and whole years on both sides, no pair twice, so nothing is known
//! from before. Further lines give the time of one involved pair, and of pairs that are known.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::time::Instant;

use noticelint::retention::{Keep, Timeline, parse};

const EVENTS: &[&str] = &[
    "birth",
    "case-closure",
    "last-contact",
    "record-created",
    "care-end",
    "plan-end",
    "school-leaving",
    "adoption-order",
    "payment",
    "decision",
    "ehc-plan-end",
    "complaint-closed",
];

/// Periods that councils publish.
const YEARS: &[u32] = &[0, 1, 2, 3, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 75, 80, 100];

const INVOLVED: &[(&str, &str)] = &[
    ("end-of-financial-year(payment) + P6Y", "payment + P7Y"),
    ("decision + P6M + P6M", "decision + P12M"),
    ("earlier(case-closure + P6Y, birth + P25Y)", "birth + P25Y"),
    ("later(last-contact + P10Y, birth + P21Y)", "case-closure + P35Y"),
    ("earlier(birth + P75Y, death + P15Y)", "if(death before birth + P18Y, death + P15Y, birth + P75Y)"),
    (
        "if(death before birth + P18Y, death + P15Y, birth + P75Y)",
        "if(death before birth + P18Y, death + P15Y, birth + P75Y)",
    ),
    (
        "earlier(end-of-academic-year(school-leaving) + P7Y, case-closure + P18M, birth + P25Y)",
        "later(birth + P21Y, end-of-financial-year(payment) + P6Y)",
    ),
];

fn keep(written: &str) -> Keep {
    parse(written).expect("the benchmark's expressions are well formed")
}

fn main() {
    let mut pairs = Vec::new();
    for system in EVENTS {
        for kept in YEARS {
            for limit in EVENTS {
                for allowed in YEARS {
                    let (system, limit) = (format!("{system} + P{kept}Y"), format!("{limit} + P{allowed}Y"));
                    pairs.push((keep(&system), keep(&limit)));
                }
            }
        }
    }
    let decide = |timeline: &Timeline, pairs: &[(Keep, Keep)]| {
        let start = Instant::now();
        let over =
            pairs.iter().filter(|(system, limit)| timeline.compare(system, limit, &[]).worst.is_some());
        (over.count(), start.elapsed())
    };
    let per_second = |count: usize, elapsed: std::time::Duration| count as f64 / elapsed.as_secs_f64();
    let timeline = Timeline::built_in().expect("the built-in timeline is valid");
    let (over, elapsed) = decide(&timeline, &pairs);
    println!(
        "simple pairs: {} different ones, {over} over, in {elapsed:?}: {:.0} a second",
        pairs.len(),
        per_second(pairs.len(), elapsed)
    );
    let (_, elapsed) = decide(&timeline, &pairs);
    println!("the same pairs again: {:.0} a second", per_second(pairs.len(), elapsed));
    for (system, limit) in INVOLVED {
        let timeline = Timeline::built_in().expect("the built-in timeline is valid");
        let pair = [(keep(system), keep(limit))];
        let (_, elapsed) = decide(&timeline, &pair);
        println!("{elapsed:>10.1?}  {system} against {limit}");
    }
}
