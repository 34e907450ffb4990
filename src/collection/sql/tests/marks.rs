use super::*;

#[test]
fn marks_of_databases_are_carried() {
    let text = "CREATE TABLE dbo.Child (Id int, Surname nvarchar(50))\nGO\nADD SENSITIVITY CLASSIFICATION TO\n [dbo].[Child].[Surname], dbo.Child.Id WITH (LABEL = 'Highly Confidential', LABEL_ID = 'x', INFORMATION_TYPE = N'Name', RANK = CRITICAL)\nGO\n";
    let table = record(text);
    let said: Vec<(&str, &str)> =
        table.fields[1].asides.iter().map(|aside| (aside.key.as_str(), aside.values[0].0.as_str())).collect();
    assert_eq!(
        said,
        [
            ("sensitivity-classification.label", "Highly Confidential"),
            ("sensitivity-classification.information-type", "Name"),
            ("sensitivity-classification.rank", "CRITICAL"),
        ]
    );
    assert_eq!(table.fields[0].asides.len(), 3);
}

#[test]
fn labels_of_a_provider_are_carried() {
    let text = "CREATE TABLE care.child (surname text);\nSECURITY LABEL FOR masker ON COLUMN care.child.surname IS 'MASKED';\nSECURITY LABEL ON TABLE care.child IS 'secret';\nSECURITY LABEL ON COLUMN care.child.surname IS NULL;\n";
    let table = record(text);
    assert_eq!((table.fields[0].asides.len(), table.asides.len()), (1, 1));
    let aside = &table.fields[0].asides[0];
    assert_eq!((aside.key.as_str(), aside.values[0].0.as_str()), ("security-label.masker", "MASKED"));
    assert_eq!(
        (table.asides[0].key.as_str(), table.asides[0].values[0].0.as_str()),
        ("security-label", "secret")
    );
    assert_eq!(place(&Source::new("", text), aside.values[0].1), "2:60");
}
