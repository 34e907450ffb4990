//! The state of the repository that the work is based on, judged under its own notice and
//! configuration.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::baseline::load;
use super::output::complain;
use super::setup::Ready;
use crate::check::Task;
use crate::configuration::FILE_NAME;
use crate::finding::baseline::Baseline;
use crate::history::State;
use crate::rules::Options;
use crate::run::{Outcome, can_be_schema};

/// What an earlier state comes to.
pub(super) struct Past {
    pub(super) commit: String,
    pub(super) ready: Ready,
    pub(super) baseline: Option<Baseline>,
    pub(super) outcome: Outcome,
}

impl Past {
    /// Judges the last state that HEAD shares with `reference`; none, with a complaint, where there
    /// is none or it cannot be judged.
    pub(super) fn of(matches: &ArgMatches, now: &Ready, reference: &str, options: &Options) -> Option<Self> {
        let state = match State::before(&now.place.root, reference, wanted) {
            Ok(state) => state,
            Err(why) => {
                complain(&why);
                return None;
            }
        };
        let short: String = state.commit.chars().take(12).collect();
        let judged = Ready::of_state(matches, now, state.folder()).and_then(|ready| {
            let baseline = load(&ready.place)?;
            let severities = ready.configuration.as_ref().map(|c| c.severities.clone()).unwrap_or_default();
            let there = |path: &PathBuf| {
                let inside = path.strip_prefix(&now.place.root).unwrap_or(path);
                state.folder().join(inside).exists()
            };
            let mut outcome = if now.paths.iter().any(there) {
                ready.run(Task::Difference, options, &severities)
            } else {
                Outcome::default()
            };
            // A folder that had no schema yet is no fault of the earlier state.
            let root = state.folder();
            outcome.findings.retain(|finding| !root.join(finding.primary.source.path()).is_dir());
            Some(Self { commit: state.commit.clone(), ready, baseline, outcome })
        });
        if judged.is_none() {
            complain(&format!(
                "that is how things stood at {short}, which therefore cannot be compared with"
            ));
        }
        judged
    }
}

/// Whether a file of the earlier state matters to it: schemas, what stands beside them, what is
/// left out.
fn wanted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == FILE_NAME || name == ".gitignore" || can_be_schema(Path::new(path))
}
