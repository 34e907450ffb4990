//! The words of a reference: percent-encoding, joining to a base, the way from one address to
//! another. Nothing here goes anywhere.

use std::borrow::Cow;

/// An address and its fragment, without the `#`.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Text with `%41` turned into `A`; none where that is no UTF-8. A stray `%` stays.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// A part of a JSON Pointer as the key it stands for.
pub(super) fn unescaped(part: &str) -> Cow<'_, str> {
    if part.contains('~') {
        Cow::Owned(part.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(part)
    }
}

/// Whether an address says its scheme (`https:`, `urn:`) instead of being relative.
pub(super) fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

/// `scheme://host` and the path after it.
fn origin(address: &str) -> Option<(&str, &str)> {
    let host = address.find("://")? + 3;
    let end = address[host..].find('/').map_or(address.len(), |slash| host + slash);
    Some(address.split_at(end))
}

/// An address in full, given the address it stands in; itself where there is no such.
pub(super) fn joined<'a>(base: &str, address: &'a str) -> Cow<'a, str> {
    let Some((site, path)) = origin(base).filter(|_| !has_scheme(address)) else {
        return Cow::Borrowed(address);
    };
    if address.is_empty() {
        return Cow::Owned(base.to_owned());
    }
    let from =
        if address.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(address.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Cow::Owned(format!("{site}/{}", parts.join("/")))
}

/// The relative path that leads from one address to another on the same site.
pub(super) fn way(from: &str, to: &str) -> Option<String> {
    let ((site, from), (other, to)) = (origin(from)?, origin(to)?);
    if site != other {
        return None;
    }
    let folder: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let folder = &folder[..folder.len().saturating_sub(1)];
    let target: Vec<&str> = to.split('/').filter(|part| !part.is_empty()).collect();
    let shared = folder.iter().zip(&target).take_while(|(one, two)| one == two).count();
    let up = std::iter::repeat_n("..", folder.len() - shared);
    Some(up.chain(target[shared..].iter().copied()).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_undone_and_bad_encoding_is_told() {
        assert_eq!(decoded("/a%20b").as_deref(), Some("/a b"));
        assert_eq!(decoded("100%").as_deref(), Some("100%"));
        assert_eq!(decoded("%ff"), None);
    }

    #[test]
    fn addresses_are_joined_to_their_base() {
        let base = "https://example.org/schemas/a/referral.json";
        assert_eq!(joined(base, "child.json"), "https://example.org/schemas/a/child.json");
        assert_eq!(joined(base, "../common.json"), "https://example.org/schemas/common.json");
        assert_eq!(joined(base, "/x.json"), "https://example.org/x.json");
        assert_eq!(joined(base, "urn:x:y"), "urn:x:y");
        assert_eq!(joined("", "child.json"), "child.json");
    }

    #[test]
    fn the_way_between_two_addresses_is_a_relative_path() {
        let from = "https://example.org/schemas/a/referral.json";
        assert_eq!(way(from, "https://example.org/schemas/a/b.json").as_deref(), Some("b.json"));
        assert_eq!(way(from, "https://example.org/schemas/c/b.json").as_deref(), Some("../c/b.json"));
        assert_eq!(way(from, "https://example.com/b.json"), None);
    }
}
