//! Words for points of law in messages. What is offered instead comes from the notice and from
//! the law file, never from here.

use super::view::View;
use crate::law::{Paragraph, Provision};

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
    let words = provisions.into_iter().map(|provision| format!("`{}` ({})", provision.id, lower(&provision.label)));
    words.collect::<Vec<_>>().join(", ")
}

/// A paragraph of Schedule 1 with its title.
pub(super) fn paragraph(paragraph: &Paragraph) -> String {
    format!("Schedule 1 paragraph {} ({})", paragraph.number, paragraph.title)
}

/// Paragraphs to choose from: "`18` (safeguarding), `6` (a function given by an enactment)". Those
/// that the notice names come first and alone; where it names none that fits, the law's do.
/// Nothing where none fits at all.
pub(super) fn paragraphs_to_choose(view: &View<'_>, fits: impl Fn(&Paragraph) -> bool) -> Option<String> {
    let law = view.law();
    let fits = |paragraph: &&Paragraph| paragraph.open_to_councils && fits(paragraph);
    let numbers = view.notice().article_9.iter().flat_map(|condition| &condition.schedule_1);
    let mut named: Vec<&Paragraph> = Vec::new();
    for paragraph in numbers.filter_map(|number| law.numbered(*number)).filter(fits) {
        if !named.iter().any(|known| known.number == paragraph.number) {
            named.push(paragraph);
        }
    }
    if !named.is_empty() {
        return Some(format!("The notice names {}", listed(&named)));
    }
    let all: Vec<&Paragraph> = law.schedule_1.iter().filter(fits).collect();
    (!all.is_empty()).then(|| format!("The notice names none that fits; the Act has {}", listed(&all)))
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
