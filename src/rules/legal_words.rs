//! Words for points of law in messages. What is offered instead comes from the notice and from
//! the law file, never from here.

use super::view::{UseView, View};
use crate::law::{Paragraph, Provision};
use crate::notice::About;

/// How the law file calls what criminal offence data rest on, among what a paragraph serves.
pub(super) const ARTICLE_10: &str = "article-10";

/// Where a provision stands and what it is: `Article 9(2)(h) (health or social care)`.
pub(super) fn point(provision: &Provision) -> String {
    format!("{} ({})", article(provision), lower(&provision.label))
}

/// Where a provision stands, without the name of the law: `Article 9(2)(h)`.
pub(super) fn article(provision: &Provision) -> &str {
    provision.cite.strip_prefix("UK GDPR ").unwrap_or(&provision.cite)
}

/// Points to choose from: "`g` (substantial public interest), `h` (health or social care)".
pub(super) fn points<'p>(provisions: impl IntoIterator<Item = &'p Provision>) -> String {
    let words =
        provisions.into_iter().map(|provision| format!("`{}` ({})", provision.id, lower(&provision.label)));
    words.collect::<Vec<_>>().join(", ")
}

/// A paragraph of Schedule 1 with its title.
pub(super) fn paragraph(paragraph: &Paragraph) -> String {
    format!("Schedule 1 paragraph {} ({})", paragraph.number, paragraph.title)
}

/// Paragraphs that may apply to one use instead, in a sentence that follows another; nothing where
/// none fits. Those that the notice names go before the Act's others, and what bars decisions about
/// one person is not offered for a purpose about one.
pub(super) fn other_paragraphs(
    view: &View<'_>,
    one: &UseView<'_>,
    fits: impl Fn(&Paragraph) -> bool,
) -> String {
    let about =
        one.purpose.and_then(|purpose| view.notice().purpose(purpose)).and_then(|purpose| purpose.about);
    let fits = |paragraph: &Paragraph| {
        !(paragraph.not_for_decisions && about == Some(About::Person)) && fits(paragraph)
    };
    match paragraphs(view, fits) {
        (_, list) if list.is_empty() => String::new(),
        (true, list) => format!(" The notice names {list}."),
        (false, list) => format!(" The notice names none that fits; the Act has {list}."),
    }
}

/// The same for criminal offence data, for which a notice names paragraphs at most in passing.
pub(super) fn paragraphs_for_offences(view: &View<'_>) -> String {
    // What bars decisions about one person is also limited to kinds of special category data.
    match paragraphs(view, |paragraph| paragraph.is_for(ARTICLE_10) && !paragraph.not_for_decisions) {
        (_, list) if list.is_empty() => String::new(),
        (true, list) => {
            format!(" Of those that the notice names for other data, these may serve here: {list}.")
        }
        (false, list) => format!(" The Act has {list}."),
    }
}

/// Paragraphs that fit and are open to councils, as a list: those that the notice names, else the
/// Act's; and whether they are the notice's.
fn paragraphs(view: &View<'_>, fits: impl Fn(&Paragraph) -> bool) -> (bool, String) {
    let law = view.law();
    let fits = |paragraph: &&Paragraph| paragraph.open_to_councils && fits(paragraph);
    let numbers = view.notice().article_9.iter().flat_map(|condition| &condition.schedule_1);
    let mut named: Vec<&Paragraph> = Vec::new();
    for paragraph in numbers.filter_map(|number| law.numbered(*number)).filter(fits) {
        if !named.iter().any(|known| known.number == paragraph.number) {
            named.push(paragraph);
        }
    }
    if named.is_empty() {
        return (false, listed(&law.schedule_1.iter().filter(fits).collect::<Vec<_>>()));
    }
    (true, listed(&named))
}

fn listed(paragraphs: &[&Paragraph]) -> String {
    // A choice among more than these is no help in a message.
    const SHOWN: usize = 5;
    let word = |paragraph: &&Paragraph| {
        let what = paragraph.use_for.as_deref().unwrap_or(&paragraph.title);
        format!("`{}` ({what})", paragraph.number)
    };
    let shown = if paragraphs.len() > SHOWN + 1 { SHOWN } else { paragraphs.len() };
    let mut words = paragraphs[..shown].iter().map(word).collect::<Vec<_>>().join(", ");
    if paragraphs.len() > shown {
        words.push_str(&format!(" and {} more", paragraphs.len() - shown));
    }
    words
}

/// A label in the middle of a sentence. What starts with two capitals is a name and stays.
fn lower(label: &str) -> String {
    let mut characters = label.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + &label[first.len_utf8()..]
        }
        _ => label.to_owned(),
    }
}

/// What the Act asks for beside a condition: `DPA 2018 s.10(3): Article 9(2)(g) is met only together
/// with a condition in Part 2 of Schedule 1.`
pub(super) fn needs_part(condition: &Provision) -> String {
    let cite = condition.cite_schedule.as_deref().unwrap_or("DPA 2018 s.10");
    let part = condition.schedule_1_part.map_or_else(String::new, |part| format!("Part {part} of "));
    format!("{cite}: {} is met only together with a condition in {part}Schedule 1.", article(condition))
}
