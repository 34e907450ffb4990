//! Forms in HTML, and in templates that make HTML.
//!
//! `mask` takes the placeholders of templates out of the way, `page` goes over the tags,
//! `control` makes fields of controls and `autocomplete` says what a browser fills in. A form that
//! only searches collects nothing and is passed over. Only `reader` calls this folder, through [`READER`].

mod autocomplete;
mod control;
mod mask;
mod page;
#[cfg(test)]
mod tests;

use super::{Collection, Example, Failure, Notation, Reader, Reading};

/// The id of the format.
const FORMAT: &str = "html-form";

/// The reader of forms in HTML.
pub(super) const READER: Reader = Reader {
    format: FORMAT,
    title: "Forms in HTML, and in templates whose controls are written in HTML",
    endings: &["html", "htm", "xhtml", "erb", "ejs", "hbs", "twig", "njk", "j2", "jinja", "jinja2", "cshtml"],
    sign: "a `form` with an `input`, `select` or `textarea` for data; in a part of a page also labelled controls without one",
    declarations: "`<!-- @gdpr key=value … -->` above a control, its label or the `form`; a sidecar",
    notation: Notation::Comment("<!-- ", " -->"),
    example: Example {
        files: &[(
            "plan.html",
            br#"<form id="child">
  <!-- @gdpr subject=child category=wellbeing -->
  <label for="asthma">What should we do in an attack?</label>
  <textarea id="asthma" name="asthma_plan"></textarea>
</form>
"#,
        )],
        declares: ("child", "asthma_plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    let file = source.path().rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let known = ending.is_none_or(|ending| READER.endings.contains(&ending.as_str()));
    if reading.document.is_some() || !known || !source.text().contains('<') {
        return None;
    }
    page::Page::read(reading).map(Ok)
}
