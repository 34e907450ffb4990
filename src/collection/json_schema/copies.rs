//! Definitions that are judged at a use: their fields are copied to the record that uses them.

use std::rc::Rc;

use super::super::{Remark, RemarkKind};
use super::compose::At;
use super::files::MAIN;
use super::identity::{Identity, identity};
use super::records::FIELD;
use super::users::Judged;
use super::value::Value;
use super::walk::{Copying, Job, Walk};
use crate::text::Span;

/// The most copies inside copies: a definition judged at its use, in a definition judged at its
/// use, and so on.
const DEEPEST_COPY: usize = 32;

impl<'d> Walk<'d> {
    /// Settles the references to objects: those with a declaration of their own bring the
    /// object's fields here, the others make this record a user of the object.
    pub(super) fn expand(&mut self, job: &mut Job<'d>) {
        let bare = |value: &Value<'_>| value.parts.is_empty() && value.maps.is_empty();
        if bare(&job.value) && !job.value.said.is_empty() {
            // Nothing but references: the declaration around them is meant for what they lead to.
            job.value.uses.iter_mut().for_each(|used| used.declared = true);
        }
        let mut at = 0;
        while let Some(&used) = job.value.uses.get(at) {
            at += 1;
            if used.target.home.file != MAIN || !self.spend(64 + job.name.len(), used.place) {
                continue;
            }
            let definition = identity(used.target.node);
            let inside = is_copied(job.copying.as_deref(), definition);
            let copied = used.declared && !inside && self.may_copy(job, used.place);
            let judged = match (copied, inside) {
                (true, _) => Judged::AtTheUse,
                (false, true) => Judged::Around,
                (false, false) => Judged::AtTheDefinition,
            };
            self.users.note_use(job, None, used, judged);
            if !copied {
                continue;
            }
            let (parts, maps, uses) = (job.value.parts.len(), job.value.maps.len(), job.value.uses.len());
            self.compose(&mut job.value, used.target.node, used.target.home, At::depth(job.depth + 1));
            if job.value.parts.len() == parts && job.value.maps.len() == maps {
                job.value.uses[uses..].iter_mut().for_each(|used| used.declared = true);
            }
            if used.said.is_some() {
                job.value.parts[parts..].iter_mut().for_each(|part| part.said = part.said.or(used.said));
            }
            let depth = job.copying.as_ref().map_or(0, |copying| copying.depth) + 1;
            job.copying = Some(Rc::new(Copying { definition, around: job.copying.take(), depth }));
        }
    }

    fn may_copy(&mut self, job: &Job<'d>, place: Span) -> bool {
        if job.copying.as_ref().is_some_and(|copying| copying.depth >= DEEPEST_COPY) {
            let message = format!(
                "More than {DEEPEST_COPY} definitions with a declaration beside their `$ref` are nested here; from here on the definition is judged without it. Put the declaration at the definition."
            );
            self.remark(Remark::new(RemarkKind::Limit, place, message));
            return false;
        }
        self.spend(FIELD, place)
    }
}

fn is_copied(mut copying: Option<&Copying>, definition: Identity) -> bool {
    while let Some(here) = copying {
        if here.definition == definition {
            return true;
        }
        copying = here.around.as_deref();
    }
    false
}
