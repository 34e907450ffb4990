//! Names and numbers where none are needed.
