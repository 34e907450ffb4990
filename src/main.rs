//! The `noticelint` program: only turns a result into an exit code.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(noticelint::cli::main(std::env::args_os()))
}
