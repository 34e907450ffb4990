//! XML Schema 1.0 and 1.1.
//!
//! `files` opens what a schema includes and finds what a name means, `types` follows simple types
//! to what a value can be, `words` reads annotations, `walk` goes over the schema and `content`
//! over what is inside an element; `users` says who uses which definition. Only `reader` calls
//! this folder, through [`READER`].

mod content;
mod files;
#[cfg(test)]
mod tests;
mod types;
mod users;
mod walk;
mod words;

use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::document::{outermost, parse_markup};

/// The id of the format.
const FORMAT: &str = "xml-schema";

/// The namespace of XML Schema.
const NAMESPACE: &str = "http://www.w3.org/2001/XMLSchema";

/// The reader of XML Schema.
pub(super) const READER: Reader = Reader {
    format: FORMAT,
    title: "XML Schema, 1.0 and 1.1",
    endings: &["xsd"],
    sign: "the outermost element is `schema` and the namespace of XML Schema is declared",
    declarations: "`@gdpr key=value …` in an `xs:appinfo` of the schema, a type or group, an element or attribute; a sidecar",
    notation: Notation::Comment("<xs:appinfo>", "</xs:appinfo>"),
    example: Example {
        files: &[(
            "plan.xsd",
            br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Child">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="AsthmaPlan" type="xs:string">
          <xs:annotation>
            <xs:documentation>What to do in an attack</xs:documentation>
            <xs:appinfo>@gdpr subject=child category=wellbeing</xs:appinfo>
          </xs:annotation>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"#,
        )],
        declares: ("Child", "AsthmaPlan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let source = reading.source;
    if reading.document.is_some() || outermost(source) != Some("schema") || !source.text().contains(NAMESPACE)
    {
        return None;
    }
    let markup = match parse_markup(source) {
        Ok(markup) => markup,
        Err(error) => {
            let message = if error.limit {
                format!("This XML Schema is beyond what is read: {}.", error.message)
            } else {
                format!(
                    "This XML Schema is not well-formed XML: {}. Nothing in the file was checked.",
                    error.message
                )
            };
            return Some(Err(Failure { span: error.span, message, limit: error.limit }));
        }
    };
    let tag = markup.root_element().tag_name();
    if tag.namespace() != Some(NAMESPACE) {
        return None;
    }
    let shelf = files::Shelf::default();
    Some(Ok(walk::Walk::new(reading, &markup, &shelf).run()))
}
