//! Noticelint reads data-collection schemas and says, at the line, what a privacy notice does
//! not cover.
#![forbid(unsafe_code)]

pub mod collection;
pub mod declaration;
pub mod document;
pub mod law;
pub mod notice;
pub mod retention;
pub mod schemas;
pub mod text;
