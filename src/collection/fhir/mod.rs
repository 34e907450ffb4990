//! FHIR: questionnaires and structure definitions, STU3 to R5, in JSON or XML.
//!
//! `part` looks at both syntaxes in one way, `read` goes over the resources of a file,
//! `questionnaire` and `structure` over one, and `values` finds the codes of value sets. Only
//! `reader` calls this folder, through [`READER`].

mod part;
mod questionnaire;
mod read;
mod structure;
#[cfg(test)]
mod tests;
mod values;

use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::document::{Syntax, outermost, parse_markup};
use part::Part;

/// The id of the format.
const FORMAT: &str = "fhir";

/// The reader of FHIR.
pub(super) const READER: Reader = Reader {
    format: FORMAT,
    title: "FHIR Questionnaire and StructureDefinition, STU3 to R5, in JSON or XML",
    endings: &["json", "xml"],
    sign: "`resourceType`, or in XML the outermost element, is Questionnaire or StructureDefinition, or a Bundle with one",
    declarations: "in XML, `<!-- @gdpr key=value … -->` directly above an `item` or `element`, or first in the resource; a sidecar",
    notation: Notation::Sidecar,
    example: Example {
        files: &[(
            "form.xml",
            br#"<Questionnaire xmlns="http://hl7.org/fhir">
  <name value="ChildReferral"/>
  <!-- @gdpr subject=child category=wellbeing -->
  <item>
    <linkId value="asthma-plan"/>
    <text value="What should we do in an attack?"/>
    <type value="text"/>
  </item>
</Questionnaire>
"#,
        )],
        declares: ("ChildReferral", "asthma-plan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    if let Some(document) = reading.document {
        let root = Part::Json(document.root());
        let schemas = read::schemas(root);
        let is_one = document.syntax != Syntax::Toml && !schemas.is_empty();
        return is_one.then(|| Ok(read::Reader::run(reading, root, &schemas)));
    }
    let source = reading.source;
    let named = matches!(outermost(source), Some("Questionnaire" | "StructureDefinition" | "Bundle"));
    if !named || !source.text().contains(part::NAMESPACE) {
        return None;
    }
    let markup = match parse_markup(source) {
        Ok(markup) => markup,
        Err(error) => {
            let message = if error.limit {
                format!("This FHIR resource is beyond what is read: {}.", error.message)
            } else {
                format!(
                    "This FHIR resource is not well-formed XML: {}. Nothing in the file was checked.",
                    error.message
                )
            };
            return Some(Err(Failure { span: error.span, message, limit: error.limit }));
        }
    };
    let root = Part::Xml(markup.root_element());
    let schemas = read::schemas(root);
    (!schemas.is_empty()).then(|| Ok(read::Reader::run(reading, root, &schemas)))
}
