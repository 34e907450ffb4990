//! What every target does: read an input as a file of that name, through all that a check does
//! with a file. It may find fault with it in any way; it may not panic, hang or run out of memory.

use std::path::Path;
use std::sync::LazyLock;

use noticelint::check::{Beside, Job, Task, check_source};
use noticelint::declaration::Terms;
use noticelint::law::Law;
use noticelint::lexicon::Lexicon;
use noticelint::notice::{Notice, Setting, load};
use noticelint::retention::Timeline;
use noticelint::rules::Options;
use noticelint::text::Source;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::built_in().expect("the law is embedded"));
static TIMELINE: LazyLock<Timeline> = LazyLock::new(|| Timeline::built_in().expect("the events are embedded"));
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::built_in().expect("the lexicon is embedded"));
static NOTICE: LazyLock<Notice> = LazyLock::new(|| {
    let setting = Setting { law: &LAW, timeline: &TIMELINE };
    load(None, Path::new("."), Path::new("."), setting).expect("the notice is embedded")
});

/// Checks bytes as a file of this name.
pub fn check(name: &str, bytes: &[u8]) {
    let Ok(source) = Source::from_bytes(name, bytes.to_vec()) else { return };
    let options = Options { as_of: "2026-06-30".parse().expect("a date"), strict: true };
    let terms = Terms { notice: &NOTICE, law: &LAW, timeline: &TIMELINE };
    let job = Job { root: Path::new("."), terms, lexicon: &LEXICON, options: &options, task: Task::Check };
    for named in [true, false] {
        let _ = check_source(job, &source, None, &Beside { named, ..Beside::default() });
    }
}
