//! Noticelint reads data-collection schemas and says, at the line, what a privacy notice does
//! not cover.
#![forbid(unsafe_code)]

pub mod annotate;
pub mod check;
pub mod cli;
pub mod collection;
pub mod configuration;
pub mod declaration;
pub mod difference;
pub mod document;
pub mod finding;
pub mod history;
pub mod inventory;
pub mod law;
pub mod lexicon;
pub mod notice;
pub mod report;
pub mod retention;
pub mod rules;
pub mod run;
pub mod schemas;
pub mod text;
