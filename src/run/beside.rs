//! Which sidecar stands beside which schema.

use std::path::{Path, PathBuf};

use super::files::can_be_schema;

/// The name that a sidecar stands beside: `child` of `child.gdpr.yaml`.
pub(super) fn sidecar_stem(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    name.strip_suffix(".gdpr.yaml").or_else(|| name.strip_suffix(".gdpr.yml"))
}

/// The sidecar of a schema: the longest form of its name first, so that `a.schema.json` is
/// served by `a.schema.json.gdpr.yaml`, `a.schema.gdpr.yaml` or `a.gdpr.yaml`.
pub fn sidecar_of(schema: &Path) -> Option<PathBuf> {
    let name = schema.file_name()?.to_str()?;
    let forms =
        forms(name).flat_map(|base| ["gdpr.yaml", "gdpr.yml"].map(|ending| format!("{base}.{ending}")));
    let is_file = |path: &PathBuf| std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    forms.map(|form| schema.with_file_name(form)).find(is_file)
}

/// The forms of a name, the longest first: `a.schema.json`, `a.schema`, `a`.
fn forms(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |base| {
        let shorter = base.rsplit_once('.').map(|(shorter, _)| shorter);
        shorter.filter(|shorter| !shorter.is_empty())
    })
}

/// Where the sidecar of a schema that has none belongs: `child.gdpr.yaml` beside `child.sql`, or
/// `child.sql.gdpr.yaml` where the shorter name would serve another file of the folder too. None
/// where the schema's name is no text.
pub fn new_sidecar_of(schema: &Path) -> Option<PathBuf> {
    let name = schema.file_name()?.to_str()?;
    let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
    let base = base.strip_suffix(".schema").unwrap_or(base);
    let serves_another = schema.parent()?.read_dir().is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let other = entry.file_name();
            let Some(other) = other.to_str().filter(|other| *other != name) else { return false };
            let path = Path::new(other);
            can_be_schema(path) && sidecar_stem(path).is_none() && forms(other).any(|form| form == base)
        })
    });
    let base = if base.is_empty() || serves_another { name } else { base };
    Some(schema.with_file_name(format!("{base}.gdpr.yaml")))
}

/// The sidecar that serves this schema and no other, whatever else is in the folder.
pub fn own_sidecar_of(schema: &Path) -> Option<PathBuf> {
    Some(schema.with_file_name(format!("{}.gdpr.yaml", schema.file_name()?.to_str()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_shorter_forms() {
        assert_eq!(forms("a.schema.json").collect::<Vec<_>>(), ["a.schema.json", "a.schema", "a"]);
        assert_eq!(forms(".sql").collect::<Vec<_>>(), [".sql"]);
    }

    #[test]
    fn a_new_sidecar_is_named_after_its_schema() {
        let folder = Path::new("/no-such-folder");
        for (schema, sidecar) in [
            ("child.sql", "child.gdpr.yaml"),
            ("referral.schema.json", "referral.gdpr.yaml"),
            ("v1.2.sql", "v1.2.gdpr.yaml"),
            (".sql", ".sql.gdpr.yaml"),
            ("child", "child.gdpr.yaml"),
        ] {
            assert_eq!(new_sidecar_of(&folder.join(schema)), Some(folder.join(sidecar)));
        }
    }
}
