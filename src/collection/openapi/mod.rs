//! OpenAPI 3.0 to 3.2, Swagger 2.0 and AsyncAPI, in JSON or YAML.
//!
//! `sign` says what a document is: a description of an API, or a part of one. `paths` goes over
//! operations, `parts` over what they are made of, `messages` over AsyncAPI. All schemas are read
//! by `json_schema`. Only `reader` calls this folder, through [`READER`] and [`MESSAGES`].

mod messages;
mod parts;
mod paths;
mod sign;
#[cfg(test)]
mod tests;

use super::json_schema::{Host, Shelf};
use super::{Collection, Example, Failure, Notation, Reader, Reading};
use crate::document::{Key, NodeRef, Syntax};
pub(super) use messages::MESSAGES;
use paths::Api;
use sign::Kind;

/// The reader of OpenAPI.
pub(super) const READER: Reader = Reader {
    format: "openapi",
    title: "OpenAPI 3.0 to 3.2 and Swagger 2.0, in JSON or YAML, in one file or several",
    endings: &["json", "yaml", "yml"],
    sign: "`openapi` or `swagger` with a version; path items, parameters, responses or `components` in a file of their own",
    declarations: "`x-gdpr` on the document or `info`, a path, an operation, a parameter, a body, a schema or a property; a sidecar",
    notation: Notation::Key,
    example: Example {
        files: &[(
            "referrals.yaml",
            b"openapi: 3.1.0
info: { title: Referrals, version: '1' }
paths:
  /referrals:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                asthmaPlan:
                  type: string
                  x-gdpr: { subject: child, category: wellbeing }
      responses:
        '204': { description: Taken }
",
        )],
        declares: ("POST /referrals", "asthmaPlan"),
    },
    read,
};

fn read(reading: &Reading<'_>) -> Option<Result<Collection, Failure>> {
    let document = reading.document.filter(|document| document.syntax != Syntax::Toml)?;
    let root = document.root();
    let kind = sign::kind(root)?;
    if kind == Kind::Other {
        return Some(Err(other_version(root)));
    }
    let shelf = Shelf::default();
    let host = Host::new(reading, document, &shelf, READER.format, sign::is_read);
    let name = reading.name();
    let mut api = Api::new(host);
    match kind {
        Kind::Whole | Kind::Swagger | Kind::Other => api.whole(root),
        Kind::Components => {
            api.host.document_says(root);
            api.components(root);
        }
        Kind::Parameters => api.shared_parameters(root),
        Kind::One(part) => {
            api.host.document_says(root);
            let place = root.members().next().map_or(root.span(), |(key, _)| key.span);
            api.part(part, Key { text: &name, span: place }, root);
        }
        Kind::Named => {
            api.host.document_says(root);
            api.named(root);
        }
    }
    Some(Ok(api.host.finish()))
}

fn other_version(root: NodeRef<'_>) -> Failure {
    let (key, value) = ["openapi", "swagger", "swaggerVersion"]
        .into_iter()
        .find_map(|key| root.member(key))
        .map_or((root.span(), "another version"), |(key, value)| (key.span, value.scalar().unwrap_or("")));
    Failure {
        span: key,
        message: format!(
            "This describes an API in version `{}` of its format, and versions 2.0, 3.0, 3.1 and 3.2 are read. Nothing in it was checked; convert it to one of these.",
            value.chars().take(20).collect::<String>()
        ),
        limit: false,
    }
}
