//! What every command that judges needs: the root, the configuration, the notice, the law, the
//! events, the lexicon.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use super::notice_argument;
use super::output::{complain, complain_at_length, look};
use crate::check::{Job, Task};
use crate::configuration::{self, Configuration, ConfigurationError, FILE_NAME};
use crate::declaration::Terms;
use crate::finding::Severity;
use crate::law::Law;
use crate::lexicon::{Lexicon, LexiconError};
use crate::notice::{LoadError, Notice, Setting, load};
use crate::report::Problems;
use crate::retention::Timeline;
use crate::rules::Options;
use crate::run::{Outcome, Plan, find_root, run, shown};

/// Where the command was started, and the root above it.
pub(super) struct Place {
    pub(super) here: PathBuf,
    pub(super) root: PathBuf,
}

impl Place {
    /// The place of this process; none, with a complaint, where it has no current folder.
    pub(super) fn find() -> Option<Self> {
        match std::env::current_dir() {
            Ok(here) => Some(Self { root: find_root(&here), here }),
            Err(error) => {
                complain(&format!("the current folder cannot be used: {error}"));
                None
            }
        }
    }

    /// A path as it was given, made absolute without following links.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        let joined = self.here.join(path);
        let mut clean = PathBuf::new();
        for part in joined.components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => {
                    clean.pop();
                }
                other => clean.push(other),
            }
        }
        clean
    }
}

/// The law that comes with the program, and the events with those of the configuration.
pub(super) struct Known {
    pub(super) law: Law,
    pub(super) timeline: Timeline,
}

impl Known {
    pub(super) fn load(configuration: Option<&Configuration>) -> Option<Self> {
        match (Law::built_in(), Timeline::built_in()) {
            (Ok(law), Ok(timeline)) => {
                let own = configuration.map(|configuration| configuration.events.as_slice());
                Some(Self { law, timeline: timeline.with(own.unwrap_or_default(), &[]) })
            }
            _ => {
                complain("this build is broken: its own data cannot be read");
                None
            }
        }
    }

    /// The events with what the notice and the configuration say of them; the configuration, which
    /// is nearer to the system, last.
    pub(super) fn timeline(&self, notice: &Notice, configuration: Option<&Configuration>) -> Timeline {
        let bounds = configuration.map(|configuration| configuration.bounds.as_slice());
        notice.timeline(&self.timeline).with(&[], bounds.unwrap_or_default())
    }

    pub(super) fn setting(&self) -> Setting<'_> {
        Setting { law: &self.law, timeline: &self.timeline }
    }
}

/// The folder from which a configuration is looked for: the deepest that holds all the paths.
fn common_folder(place: &Place, paths: &[PathBuf]) -> PathBuf {
    let folder = |path: &PathBuf| {
        if path.is_dir() { path.clone() } else { path.parent().unwrap_or(path).to_path_buf() }
    };
    let mut folders = paths.iter().map(folder);
    let Some(mut common) = folders.next() else { return place.here.clone() };
    for folder in folders {
        while !folder.starts_with(&common) && common.pop() {}
    }
    common
}

/// The configuration: the file that was named, else the nearest one upwards from the folder that
/// holds all the paths.
///
/// # Errors
/// Complains and gives `Err` where there should be one and it cannot be used.
pub(super) fn configuration(
    place: &Place,
    named: Option<&Path>,
    paths: &[PathBuf],
) -> Result<Option<Configuration>, ()> {
    let path = match named {
        Some(path) => Some(place.absolute(path)),
        None => configuration::find(&common_folder(place, paths), &place.root),
    };
    let Some(path) = path else { return Ok(None) };
    configuration::load(&path, &shown(&path, &place.root)).map(Some).map_err(|error| match error {
        ConfigurationError::Unreadable { path, why } => {
            complain(&format!("the configuration {path} cannot be read: {why}"))
        }
        ConfigurationError::Invalid { source, problems } => {
            complain(&format!("the configuration {} is not valid; nothing was checked", source.path()));
            complain_at_length(&Problems { source: &source, problems: &problems }.write(look()));
        }
    })
}

/// The notice: of the command line, else of the configuration, else the built-in one.
pub(super) fn notice(
    place: &Place,
    named: Option<&str>,
    configuration: Option<&Configuration>,
    known: &Known,
) -> Option<Notice> {
    let configured = configuration
        .and_then(|configuration| Some((configuration.notice.as_deref()?, configuration.folder.as_path())));
    let (wanted, base) = match (named, configured) {
        (Some(named), _) => (Some(named), place.here.as_path()),
        (None, Some((wanted, folder))) => (Some(wanted), folder),
        (None, None) => (None, place.here.as_path()),
    };
    match load(wanted, base, &place.root, known.setting()) {
        Ok(notice) => Some(notice),
        Err(error) => {
            complain(&format!("{error}; nothing was checked"));
            if let LoadError::Invalid { source, problems } = &error {
                complain_at_length(&Problems { source, problems }.write(look()));
            }
            None
        }
    }
}

/// The lexicon: the built-in one, with that of the configuration on top.
pub(super) fn lexicon(place: &Place, configuration: Option<&Configuration>) -> Option<Lexicon> {
    let own = configuration
        .and_then(|configuration| Some((configuration.lexicon.as_deref()?, configuration.folder.as_path())));
    let loaded = match own {
        Some((wanted, folder)) => Lexicon::with(wanted, folder, &place.root),
        None => Lexicon::built_in(),
    };
    match loaded {
        Ok(lexicon) => Some(lexicon),
        Err(error) => {
            complain(&format!("{error}; nothing was checked"));
            if let LexiconError::Invalid { source, problems } = &error {
                complain_at_length(&Problems { source, problems }.write(look()));
            }
            None
        }
    }
}

/// The arguments of a command that reads schemas: the paths, the notice, the configuration.
pub(super) fn arguments(paths: &'static str) -> [Arg; 3] {
    let file = || value_parser!(PathBuf);
    [
        Arg::new("path").value_name("PATH").num_args(0..).value_parser(file()).help(paths),
        notice_argument(),
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(file())
            .help(format!("The configuration [default: the nearest {FILE_NAME} upwards from the paths]")),
    ]
}

/// Everything that a run over schemas needs, read and found to be in order.
pub(super) struct Ready {
    pub(super) place: Place,
    pub(super) paths: Vec<PathBuf>,
    pub(super) configuration: Option<Configuration>,
    pub(super) notice: Notice,
    pub(super) lexicon: Lexicon,
    known: Known,
}

impl Ready {
    /// From the arguments of [`arguments`]; none, with a complaint, where something cannot be used.
    pub(super) fn of(matches: &ArgMatches) -> Option<Self> {
        let paths = matches.get_many::<PathBuf>("path").into_iter().flatten().cloned().collect();
        let named = matches.get_one::<String>("notice").map(String::as_str);
        Self::over(paths, named, matches.get_one::<PathBuf>("config").map(PathBuf::as_path))
    }

    /// The same over the whole repository, whatever folder the command was started in.
    pub(super) fn of_root(matches: &ArgMatches) -> Option<Self> {
        let named = matches.get_one::<String>("notice").map(String::as_str);
        let config = matches.get_one::<PathBuf>("config").map(PathBuf::as_path);
        Self::over(vec![Place::find()?.root], named, config)
    }

    /// Whether a file, by its path from the root, is under the paths.
    pub(super) fn looks_at(&self, file: &str) -> bool {
        let file = self.place.root.join(file);
        self.paths.iter().any(|path| file.starts_with(path))
    }

    /// Over these paths, as they were given; the current folder where there are none.
    pub(super) fn over(paths: Vec<PathBuf>, named: Option<&str>, config: Option<&Path>) -> Option<Self> {
        let place = Place::find()?;
        let mut paths: Vec<PathBuf> = paths.iter().map(|path| place.absolute(path)).collect();
        if paths.is_empty() {
            paths.push(place.here.clone());
        }
        let configuration = configuration(&place, config, &paths).ok()?;
        let known = Known::load(configuration.as_ref())?;
        let notice = notice(&place, named, configuration.as_ref(), &known)?;
        let lexicon = lexicon(&place, configuration.as_ref())?;
        Some(Self { place, paths, configuration, notice, lexicon, known })
    }

    /// Runs a task over the paths.
    pub(super) fn run(
        &self,
        task: Task,
        options: &Options,
        severities: &[(&'static str, Severity)],
    ) -> Outcome {
        let timeline = self.known.timeline(&self.notice, self.configuration.as_ref());
        run(&Plan {
            job: Job {
                root: &self.place.root,
                terms: Terms { notice: &self.notice, law: &self.known.law, timeline: &timeline },
                lexicon: &self.lexicon,
                options,
                task,
            },
            paths: &self.paths,
            configuration: self.configuration.as_ref(),
            severities,
        })
    }
}
