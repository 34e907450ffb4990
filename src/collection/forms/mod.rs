//! Forms as form builders keep them: documents in which the title of a question carries its
//! meaning. `gov_uk`, `form_io` and `survey_js` each read one family; `form` has what they share.
//! Only `reader` calls this folder, through the readers.

mod form;
mod form_io;
mod gov_uk;
mod survey_js;
#[cfg(test)]
mod tests;

pub(super) use form_io::READER as FORM_IO;
pub(super) use gov_uk::READER as GOV_UK;
pub(super) use survey_js::READER as SURVEY_JS;
