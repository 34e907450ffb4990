//! What `autocomplete` says that a browser fills in: a strong word on what is asked.

/// Tokens of the HTML standard, and what they mean.
const TOKENS: &[(&str, &str)] = &[
    ("name", "full name"),
    ("honorific-prefix", "title of a person"),
    ("given-name", "first name"),
    ("additional-name", "middle name"),
    ("family-name", "surname"),
    ("nickname", "known as"),
    ("organization-title", "job title"),
    ("organization", "name of an organisation"),
    ("street-address", "address"),
    ("address-line1", "address line"),
    ("address-line2", "address line"),
    ("address-line3", "address line"),
    ("address-level1", "county"),
    ("address-level2", "town"),
    ("postal-code", "postcode"),
    ("country", "country"),
    ("country-name", "country"),
    ("email", "email address"),
    ("tel", "telephone number"),
    ("tel-national", "telephone number"),
    ("bday", "date of birth"),
    ("bday-day", "day of the date of birth"),
    ("bday-month", "month of the date of birth"),
    ("bday-year", "year of birth"),
    ("sex", "gender"),
    ("language", "language"),
    ("photo", "photo"),
    ("username", "user name"),
    ("cc-name", "name on a payment card"),
    ("cc-number", "payment card number"),
    ("cc-csc", "payment card security code"),
];

/// What a value of `autocomplete` means, with the token behind it.
pub(super) fn meaning(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    // `section-child shipping given-name`: the last word says what.
    let token = lower.split_whitespace().last()?;
    let (_, words) = TOKENS.iter().find(|(known, _)| *known == token)?;
    Some(format!("{words} (autocomplete: {token})"))
}
