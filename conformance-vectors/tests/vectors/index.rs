//! `vectors/README.md`: what the set is, and which vector shows what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::coverage::{Facet, required, shown};
use crate::encoding::{ENCODINGS, written};
use crate::malformed::malformed;
use crate::vector::{VERSIONS, edition, vectors};

/// The part that is written by hand.
const HEAD: &str = include_str!("index.md");

/// The vectors that show a facet in a version.
///
/// There is their number, and the best of them with its rank.
type Cells = BTreeMap<(Facet, &'static str), (usize, (bool, usize), String)>;

fn cells() -> Cells {
    let mut cells = Cells::new();
    for vector in vectors() {
        let Some(version) = VERSIONS.into_iter().find(|v| vector.version.as_deref() == Some(v)) else { continue };
        // Those that make sense come first, then the short ones.
        let is_senseless = matches!(vector.group, "operations" | "structures" | "attributes");
        let rank = (is_senseless, written(ENCODINGS[0], &vector.node).len());
        let link = format!("[{}](valid/{}/{}.json)", vector.id, vector.group, vector.id);
        for facet in shown(edition(version), &vector.node) {
            let cell = cells.entry((facet, version)).or_insert((0, (true, usize::MAX), String::new()));
            cell.0 += 1;
            if rank < cell.1 {
                (cell.1, cell.2) = (rank, link.clone());
            }
        }
    }
    cells
}

/// One row: how many vectors show it in each version, and a link to the shortest.
fn row(text: &mut String, cells: &Cells, name: &str, facets: &[Facet]) {
    write!(text, "| {name} |").unwrap();
    for version in VERSIONS {
        let all = facets.iter().filter_map(|facet| cells.get(&(facet.clone(), version)));
        let all: Vec<String> = all.map(|(count, _, link)| format!("{link} ({count})")).collect();
        write!(text, " {} |", if all.is_empty() { "–".to_owned() } else { all.join(", ") }).unwrap();
    }
    text.push('\n');
}

fn table(text: &mut String, cells: &Cells, title: &str, pick: impl Fn(&Facet) -> Option<String>) {
    let mut rows: BTreeMap<String, BTreeSet<Facet>> = BTreeMap::new();
    for version in VERSIONS {
        for facet in required(edition(version)) {
            if let Some(name) = pick(&facet) {
                rows.entry(name).or_default().insert(facet);
            }
        }
    }
    writeln!(text, "\n### {title}\n\n| | {} |\n|---|---|---|---|", VERSIONS.join(" | ")).unwrap();
    for (name, facets) in rows {
        // Requests stand before responses.
        let facets: Vec<Facet> = facets.into_iter().rev().collect();
        row(text, cells, &name, &facets);
    }
}

/// The whole text.
pub(crate) fn readme() -> String {
    let mut text = HEAD.trim_end().to_owned();
    text.push_str("\n\n## How many there are\n\n| directory | vectors |\n|---|---:|\n");
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for vector in vectors() {
        *groups.entry(vector.group).or_default() += 1;
    }
    for (group, count) in &groups {
        writeln!(text, "| `valid/{group}` | {count} |").unwrap();
    }
    for encoding in ENCODINGS {
        let count = malformed().iter().filter(|v| v.encoding == encoding).count();
        writeln!(text, "| `malformed/{}.json` | {count} |", encoding.name()).unwrap();
    }
    writeln!(text, "| all | {} |", vectors().len() + malformed().len()).unwrap();
    text.push_str(
        "\n## Coverage\n\nA vector that shows it, the shortest that makes sense, and how many there are. Seen in the items, not in `covers`;\nan operation is shown by a request or a success.\n",
    );
    let cells = cells();
    table(&mut text, &cells, "Operations: request, response", |facet| match facet {
        Facet::Operation(name, _) => Some(name.clone()),
        _ => None,
    });
    table(&mut text, &cells, "Managed Objects", |facet| match facet {
        Facet::Object(name) => Some(name.clone()),
        _ => None,
    });
    table(&mut text, &cells, "Item types", |facet| match facet {
        Facet::ItemType(name) => Some(name.clone()),
        _ => None,
    });
    table(&mut text, &cells, "Structures", |facet| match facet {
        Facet::Structure(name) => Some(name.clone()),
        _ => None,
    });
    table(&mut text, &cells, "Attributes", |facet| match facet {
        Facet::Attribute(name) => Some(name.clone()),
        _ => None,
    });
    text
}
