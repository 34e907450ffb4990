//! Which records of a collection point to which: by foreign keys, by the types of their fields, by
//! columns named after a record. What belongs to a person's record is about a person.

use rustc_hash::FxHashMap;

use super::affixes::own;
use super::context::Context;
use super::load::{Lexicon, RecordWord};
use super::naming::by_words;
use super::tokens::Tokens;
use crate::collection::Record;

/// A field that points to a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) field: usize,
    pub(super) to: usize,
    /// Whether the field's whole type is that record, so that it is a part of this one.
    part: bool,
}

/// The most times that what is known is passed on.
const ROUNDS: usize = 4;

/// The links of each record. `names` are the words of the records' own names, without habits.
pub(super) fn links(lexicon: &Lexicon, records: &[Record], names: &[Tokens]) -> Vec<Vec<Link>> {
    let mut known: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (at, (record, name)) in records.iter().zip(names).enumerate() {
        let whole = lexicon.words.of(own(&record.name)).joined.clone();
        let stripped = name.joined.clone();
        for key in if whole == stripped { vec![whole] } else { vec![whole, stripped] } {
            // Of two records of one name nobody knows which is meant.
            known.entry(key).and_modify(|one| *one = None).or_insert(Some(at));
        }
    }
    let find = |name: &str| known.get(&lexicon.words.of(own(name)).joined).copied().flatten();
    let by_type = |text: &str| {
        // `One2many line`, `list of lines`: the other way round.
        let lower = text.to_ascii_lowercase();
        if ["many2many", "one2many", "manytomany", "list", "array", "set<", "collection<", "[]"]
            .iter()
            .any(|many| lower.contains(many))
        {
            return None;
        }
        let word = text.split(|c: char| c.is_whitespace() || "()[]<>,".contains(c));
        word.filter(|word| word.len() > 2).find_map(find)
    };
    let is_part = |text: &str| !text.contains(char::is_whitespace) && find(text).is_some();
    // A few types stand in thousands of columns: what each points to, and whether as a part.
    let mut types: FxHashMap<&str, (Option<usize>, bool)> = FxHashMap::default();
    for field in records.iter().flat_map(|record| &record.fields) {
        let text = field.type_text.as_str();
        types.entry(text).or_insert_with(|| (by_type(text), is_part(text)));
    }
    let shared = shared_keys(lexicon, records, names);
    records
        .iter()
        .enumerate()
        .map(|(from, record)| {
            let of = |(field, of): (usize, &crate::collection::Field)| {
                let by_key = || {
                    of.refers_to
                        .as_deref()
                        .and_then(|to| to.split(['(', ' ']).find(|part| !part.is_empty()))
                        .and_then(find)
                };
                let by_name = || {
                    // `contact_id_a`, `ordering_customer_id`: the longest name of a record before the key.
                    let tokens = lexicon.words.of(&of.name);
                    let key =
                        (1..tokens.len()).find(|at| lexicon.grammar.links.contains(tokens.token(*at)))?;
                    (0..key).find_map(|from| known.get(tokens.phrase(from, key)).copied().flatten())
                };
                let by_shared = || {
                    let any = !shared.is_empty();
                    any.then(|| shared.get(&of.name.to_ascii_lowercase()).copied()).flatten()
                };
                let (by_type, part) = types.get(of.type_text.as_str()).copied().unwrap_or_default();
                let to = by_key().or(by_type).or_else(by_name).or_else(by_shared)?;
                (to != from).then_some(Link { field, to, part })
            };
            record.fields.iter().enumerate().filter_map(of).collect()
        })
        .collect()
}

/// The names of keys under which somebody's record is known elsewhere: `pid` of `patient_data`.
fn shared_keys(lexicon: &Lexicon, records: &[Record], names: &[Tokens]) -> FxHashMap<String, usize> {
    let mut keys: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (at, (record, name)) in records.iter().zip(names).enumerate() {
        let somebody =
            matches!(by_words(lexicon, name), Some(RecordWord::Person(kind)) if &*kind != "professional");
        if !somebody {
            continue;
        }
        for (at_field, field) in record.fields.iter().enumerate() {
            let tokens = lexicon.words.of(&field.name);
            let keyed = tokens.iter().next_back().is_some_and(|word| lexicon.grammar.links.contains(word));
            // The first column is the row's own key; a further one has to be named like it.
            let own = at_field == 0 && tokens.iter().any(|word| !lexicon.grammar.links.contains(word));
            let named = tokens.len() > 1
                && tokens.iter().all(|word| name.contains(word) || lexicon.grammar.links.contains(word));
            if keyed && (own || named || tokens.joined == "pid") {
                keys.entry(field.name.to_ascii_lowercase()).and_modify(|one| *one = None).or_insert(Some(at));
            }
        }
    }
    // A key that stands in several people's records is that of something they share.
    keys.into_iter().filter_map(|(key, at)| Some((key, at?))).collect()
}

/// Which records hold another as one of their parts, by the users that a shared definition names.
struct Held<'r> {
    from: usize,
    to: usize,
    part: &'r str,
}

/// Parts that stand for one thing: of several children in a list nobody is what the list is about.
fn held<'r>(records: &'r [Record]) -> Vec<Held<'r>> {
    if records.iter().all(|record| record.users.is_empty()) {
        return Vec::new();
    }
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, record) in records.iter().enumerate() {
        by_name.entry(&record.name).or_insert(at);
    }
    let mut held = Vec::new();
    for (to, record) in records.iter().enumerate() {
        for user in &record.users {
            let Some((from, part)) = user.rsplit_once('.') else { continue };
            let several = part.ends_with('s') && !part.ends_with("ss");
            if let Some(&from) = by_name.get(from).filter(|from| **from != to && !several) {
                held.push(Held { from, to, part });
            }
        }
    }
    held
}

/// Passes on what is known: a record of which nothing else is known is about a person where it
/// points to a person's record, or is a part of one.
pub(super) fn settle(
    lexicon: &Lexicon,
    records: &[Record],
    names: &[Tokens],
    links: &[Vec<Link>],
    contexts: &mut [Context],
) {
    lean(lexicon, records, names, contexts);
    // `tenant_id` stands in every table of software that many organisations share.
    let doubtful: Vec<bool> = names.iter().map(|name| is_doubtful(lexicon, name)).collect();
    let is_subject = |context: &Context| context.is_person() && context.subject() != Some("professional");
    let held = held(records);
    for _ in 0..ROUNDS {
        let mut changed = false;
        for Held { from, to, part } in &held {
            if may_be_a_person(&contexts[*from]) && is_subject(&contexts[*to]) && !doubtful[*to] {
                let because = format!("`{part}` in it is a `{}`", records[*to].name);
                contexts[*from] = Context::Person { subject: None, because };
                changed = true;
            }
        }
        for (at, links) in links.iter().enumerate() {
            for link in links {
                let field = &records[at].fields[link.field];
                let tokens = lexicon.words.of(&field.name);
                if lexicon.housekeeping(&tokens).is_some() {
                    continue;
                }
                if may_be_a_person(&contexts[at]) && is_subject(&contexts[link.to]) && !doubtful[link.to] {
                    let because = format!("its field `{}` points to `{}`", field.name, records[link.to].name);
                    contexts[at] = Context::Person { subject: None, because };
                    changed = true;
                }
                // A part of a person's record, by the type of the field that holds it.
                if link.part && contexts[link.to] == Context::Unknown && is_subject(&contexts[at]) {
                    let because = format!("it is a part of `{}`", records[at].name);
                    contexts[link.to] = Context::Person { subject: None, because };
                    changed = true;
                }
            }
        }
        if !changed {
            return;
        }
    }
}

/// Whether a record is somebody's only by a word that can mean a thing.
fn is_doubtful(lexicon: &Lexicon, name: &Tokens) -> bool {
    let word = by_words(lexicon, name);
    matches!(word, Some(RecordWord::Person(_)))
        && name.iter().all(|word| lexicon.ambiguous.contains(word) || !lexicon.is_somebody(word))
}

/// Where nearly everything in a collection is about people, a word that can mean a thing means a
/// person's: the `plan` of a return about children.
fn lean(lexicon: &Lexicon, records: &[Record], names: &[Tokens], contexts: &mut [Context]) {
    let people = contexts.iter().filter(|context| context.is_person()).count();
    let things = contexts.iter().filter(|context| matches!(context, Context::NotPerson { .. })).count();
    if people < 3 || people < 3 * things {
        return;
    }
    for (at, context) in contexts.iter_mut().enumerate().filter(|(_, context)| **context == Context::Unknown)
    {
        let word = by_words(lexicon, &names[at]);
        if matches!(word, Some(RecordWord::Person(_) | RecordWord::Activity)) {
            let because = format!("the records beside `{}` are about people", records[at].name);
            *context = Context::Person { subject: None, because };
        }
    }
}

/// Whether a link to a person's record makes this one about a person: where nothing is known of
/// it, or where only a word that can also be a list's or a setting's says otherwise.
fn may_be_a_person(context: &Context) -> bool {
    match context {
        Context::Unknown => true,
        Context::NotPerson { kind, .. } => matches!(&**kind, "lookup" | "configuration" | "log"),
        Context::Person { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{contexts, table};

    #[test]
    fn what_points_to_a_person_s_record_is_about_the_person() {
        let records = [
            table("child", &["child_id int", "surname"]),
            table("zeta", &["zeta_id int", "child_id int", "starts date"]),
            table("zeta_detail", &["zeta_detail_id int", "zeta_id int", "colour"]),
            table("gadget", &["gadget_id int", "colour"]),
        ];
        let about: Vec<bool> = contexts(&records).iter().map(|context| context.is_person()).collect();
        assert_eq!(about, [true, true, true, false]);
    }

    #[test]
    fn a_key_is_known_by_the_record_that_has_it() {
        let records = [
            table("patient_data", &["id int", "pid int", "surname"]),
            table("billing", &["id int", "pid int", "fee int"]),
            table("staff", &["staff_id int", "surname"]),
            table("lesson", &["lesson_id int", "staff_id int", "room"]),
        ];
        let about: Vec<bool> = contexts(&records).iter().map(|context| context.is_person()).collect();
        // Whoever teaches a lesson is no reason to take it for somebody's record.
        assert_eq!(about, [true, true, true, false]);
    }

    #[test]
    fn what_holds_a_person_s_record_is_about_the_person_and_a_list_of_them_is_not() {
        let mut child = table("Child", &["fullName", "bornOn date"]);
        child.users = vec!["Zeta.child".to_owned(), "ZetaPage.items".to_owned()];
        let records = [table("Zeta", &["colour", "wish"]), table("ZetaPage", &["colour", "wish"]), child];
        let about: Vec<bool> = contexts(&records).iter().map(|context| context.is_person()).collect();
        assert_eq!(about, [true, false, true]);
    }

    #[test]
    fn operations_are_known_by_their_paths() {
        let about = |name: &str| contexts(&[table(name, &["colour", "wish"])]).remove(0).is_person();
        assert!(about("GET /children/{reference}"));
        assert!(about("POST /children/{id} 200"));
        assert!(!about("GET /products/{reference}"));
    }

    #[test]
    fn the_tenant_of_shared_software_makes_nothing_personal() {
        let records = [
            table("tenant", &["tenant_id int", "name", "email"]),
            table("widget", &["widget_id int", "tenant_id int", "colour"]),
        ];
        assert!(!contexts(&records)[1].is_person());
    }
}
