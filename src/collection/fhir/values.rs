//! Value sets: the codes that an answer may be, where they are in the same file.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::Allowed;
use super::part::Part;

/// The most codes that are carried of one value set.
const MOST: usize = 2_000;

/// How deep codes may stand in each other.
const DEEPEST: usize = 32;

/// The value sets and code systems of a file, by address and by id.
#[derive(Default)]
pub(super) struct ValueSets<'d> {
    sets: HashMap<String, Part<'d>>,
    codes: HashMap<String, Rc<[Allowed]>>,
}

impl<'d> ValueSets<'d> {
    /// Takes in the value sets and code systems among some resources.
    pub(super) fn add(&mut self, resources: &[Part<'d>], contained: bool) {
        for &resource in resources {
            if !matches!(resource.resource_type(), "ValueSet" | "CodeSystem") {
                continue;
            }
            if let Some(url) = resource.text("url") {
                self.sets.insert(url.to_owned(), resource);
            }
            if let Some(id) = resource.text("id") {
                let id =
                    if contained { format!("#{id}") } else { format!("{}/{id}", resource.resource_type()) };
                self.sets.insert(id, resource);
            }
        }
        // A set of the same name in the next resource is another one.
        self.codes.clear();
    }

    /// The codes of a value set, none where it is not in the file. They are gathered once.
    pub(super) fn codes(&mut self, address: &str) -> Rc<[Allowed]> {
        let address = address.split('|').next().unwrap_or(address);
        let Some(&set) = self.sets.get(address) else { return Rc::default() };
        if let Some(known) = self.codes.get(address) {
            return Rc::clone(known);
        }
        let mut out = Vec::new();
        self.gather(set, 0, &mut out);
        out.truncate(MOST);
        let codes: Rc<[Allowed]> = out.into();
        self.codes.insert(address.to_owned(), Rc::clone(&codes));
        codes
    }

    fn gather(&self, set: Part<'d>, depth: usize, out: &mut Vec<Allowed>) {
        if set.resource_type() == "CodeSystem" {
            return concepts(&set.all("concept"), depth, out);
        }
        let before = out.len();
        for include in set.one("compose").map(|compose| compose.all("include")).unwrap_or_default() {
            let codes = include.all("concept");
            let named = include.all("valueSet").into_iter().filter_map(Part::value);
            let system =
                include.text("system").filter(|_| codes.is_empty() && include.all("filter").is_empty());
            concepts(&codes, depth, out);
            for address in named.chain(system) {
                if depth < DEEPEST
                    && out.len() < MOST
                    && let Some(&inner) = self.sets.get(address.split('|').next().unwrap_or(address))
                {
                    self.gather(inner, depth + 8, out);
                }
            }
        }
        // What was worked out says no more than the definition, where there is one.
        if out.len() == before
            && let Some(expansion) = set.one("expansion")
        {
            concepts(&expansion.all("contains"), depth, out);
        }
    }
}

/// Codes, with those that stand in them.
fn concepts(all: &[Part<'_>], depth: usize, out: &mut Vec<Allowed>) {
    for &concept in all.iter().take(MOST) {
        if out.len() >= MOST || depth > DEEPEST {
            return;
        }
        out.extend(coding(concept));
        for inner in ["concept", "contains"] {
            concepts(&concept.all(inner), depth + 1, out);
        }
    }
}

/// A code with its label.
pub(super) fn coding(part: Part<'_>) -> Option<Allowed> {
    let label = part.text("display");
    let value = part.text("code").or(label)?;
    Some(Allowed { value: value.to_owned(), label: label.map(str::to_owned) })
}
