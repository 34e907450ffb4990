//! What to do at a `$ref`: an object that it leads to is a record of its own and only used here;
//! anything else is gathered as if it stood here.

use super::super::{Remark, RemarkKind};
use super::compose::{At, DEEPEST};
use super::files::MAIN;
use super::identity::{ByIdentity, Identities, identity};
use super::resolve::{Home, Target};
use super::sign::names_json_schema;
use super::types::Types;
use super::value::{Said, Use, Value};
use super::walk::Walk;
use crate::document::NodeRef;
use crate::text::Span;

impl<'d> Walk<'d> {
    /// Notes a use of an object, or gives back the schema to gather next.
    pub(super) fn refer(
        &mut self,
        value: &mut Value<'d>,
        reference: NodeRef<'d>,
        said: Option<Said<'d>>,
        home: Home<'d>,
        at: At,
    ) -> Option<(NodeRef<'d>, Home<'d>, At)> {
        let place = at.entry.unwrap_or(reference.span());
        if reference.as_str().is_some_and(names_json_schema) {
            // A value that is itself a schema: known without looking.
            value.types.add(Types::OBJECT);
            return None;
        }
        let target = match self.target(reference, home) {
            Ok(target) => target,
            Err(message) => {
                self.remark(Remark::new(RemarkKind::Unread, place, message));
                return None;
            }
        };
        if self.is_object(target) {
            if target.home.file != MAIN {
                self.refers_to_file(target.home.file, said);
            }
            let (declared, said) = (said.is_some(), said.filter(|_| at.branch));
            value.uses.push(Use { target, said, declared, place });
            return None;
        }
        self.settle(target, place);
        let known = identity(target.node);
        if !value.follows || self.trail.contains(&known) || !self.spend(64 + self.trail.len(), place) {
            return None;
        }
        self.trail.push(known);
        value.far = true;
        let entry = (target.home.file != MAIN).then_some(place);
        Some((target.node, target.home, At { entry, ..at }))
    }

    /// Where a reference leads.
    ///
    /// # Errors
    /// The message for the place of the reference.
    pub(super) fn target(&mut self, reference: NodeRef<'d>, home: Home<'d>) -> Result<Target<'d>, String> {
        let Some(text) = reference.as_str() else {
            return Err(
                "`$ref` should be a string. What it was meant to lead to was not checked; write it as one."
                    .to_owned(),
            );
        };
        self.resolver.resolve(home, text).map_err(|reason| {
            let shown: String = text.chars().take(200).collect();
            format!(
                "`{shown}` {reason}. What it describes was not checked. Put the schema it means into this repository and refer to it there."
            )
        })
    }

    /// The file that a use leads to belongs to the same check; a declaration beside the reference
    /// cannot be applied over there.
    fn refers_to_file(&mut self, file: usize, said: Option<Said<'d>>) {
        self.referred.insert(file);
        if let Some(said) = said.filter(|said| said.file == MAIN) {
            let message = "This declaration stands beside a reference to an object in another file and was not applied. Put the declaration at the definition there.";
            self.remark(Remark::new(RemarkKind::Declaration, said.node.span(), message));
        }
    }

    /// Whether a schema, its branches and what they refer to make an object with fields.
    ///
    /// A search over everything reachable. Where it finds nothing, nothing that it saw is an
    /// object; where it finds one, all on the way there are.
    pub(super) fn is_object(&mut self, target: Target<'d>) -> bool {
        if let Some(&known) = self.verdicts.get(&identity(target.node)) {
            return known;
        }
        let mut seen = Identities::from_iter([identity(target.node)]);
        let mut visits: Vec<(Target<'d>, usize)> = vec![(target, 0)];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            let here = visits[at].0;
            let mut found = Outline { is_object: false, references: Vec::new() };
            outline(here.node, 0, &mut found);
            let mut is_object = found.is_object;
            for reference in found.references {
                let Ok(next) = self.resolver.resolve(here.home, reference) else { continue };
                match self.verdicts.get(&identity(next.node)) {
                    Some(&known) => is_object |= known,
                    None if seen.insert(identity(next.node)) => {
                        visits.push((next, at));
                        open.push(visits.len() - 1);
                    }
                    None => {}
                }
            }
            if is_object {
                let mut at = at;
                loop {
                    self.verdicts.insert(identity(visits[at].0.node), true);
                    if at == visits[at].1 {
                        return true;
                    }
                    at = visits[at].1;
                }
            }
        }
        self.verdicts.extend(visits.iter().map(|(visit, _)| (identity(visit.node), false)));
        false
    }

    /// Remarks, once, on references that lead in a circle and to nothing else.
    fn settle(&mut self, target: Target<'d>, place: Span) {
        let mut path: Vec<Span> = Vec::new();
        let mut on_path: ByIdentity<usize> = ByIdentity::default();
        let (mut here, mut place) = (target, place);
        while !self.settled.contains(&identity(here.node)) {
            if let Some(&first) = on_path.get(&identity(here.node)) {
                path.push(place);
                // The same circle is told at the same place, wherever it is entered.
                let place = path[first + 1..].iter().min().copied().unwrap_or(place);
                let message = "These references lead back to themselves, so there is no schema. Nothing was checked here; let one of them lead to a schema.";
                self.remark(Remark::new(RemarkKind::Unread, place, message));
                break;
            }
            on_path.insert(identity(here.node), path.len());
            path.push(place);
            let Some(reference) = here.node.get("$ref") else { break };
            let Some(text) = reference.as_str() else { break };
            let Ok(next) = self.resolver.resolve(here.home, text) else { break };
            if here.home.file == MAIN {
                place = reference.span();
            }
            here = next;
        }
        self.settled.extend(on_path.into_keys());
    }
}

/// What shows of a schema without following its references.
struct Outline<'d> {
    is_object: bool,
    references: Vec<&'d str>,
}

fn outline<'d>(node: NodeRef<'d>, depth: usize, found: &mut Outline<'d>) {
    if depth > DEEPEST {
        return;
    }
    for (key, member) in node.members() {
        if found.is_object {
            return;
        }
        match key.text {
            "properties" | "patternProperties" => found.is_object |= member.members().next().is_some(),
            "additionalProperties" | "unevaluatedProperties" | "if" | "then" | "else" | "contentSchema" => {
                outline(member, depth + 1, found);
            }
            "items" | "prefixItems" | "additionalItems" | "unevaluatedItems" | "contains" | "allOf"
            | "anyOf" | "oneOf" | "extends" => {
                outline(member, depth + 1, found);
                member.items().for_each(|item| outline(item, depth + 1, found));
            }
            "dependentSchemas" | "dependencies" => {
                member.members().for_each(|(_, schema)| outline(schema, depth + 1, found));
            }
            "$ref" | "$dynamicRef" | "$recursiveRef" => found.references.extend(member.as_str()),
            _ => {}
        }
    }
}
