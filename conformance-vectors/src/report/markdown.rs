//! The report as Markdown with aligned columns.

use std::fmt;

use super::{Report, Row, Size, Tally, VectorRow};

/// The most failures that are printed; the JSON has all of them.
const SHOWN: usize = 100;

/// Two tables, the failures, and the counts in the last line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rows.is_empty() {
            let header = ["version", "set", "messages"].into_iter().chain(self.steps.iter().map(String::as_str));
            let rows = self.rows.iter().chain([&self.total()]).map(cells).collect::<Vec<_>>();
            table(f, 2, header, &rows)?;
        }
        if !self.vectors.is_empty() {
            let header = ["bytes", "valid", "untyped", "typed", "incomplete", "malformed", "refused", "lint"];
            let rows = self.vectors.iter().chain([&self.vector_total()]).map(vector_cells).collect::<Vec<_>>();
            table(f, 1, header, &rows)?;
        }
        if self.sizes.iter().any(|size| size.messages > 0) {
            let first = self.sizes.first().map_or(0, |size| size.bytes);
            let rows = self.sizes.iter().map(|size| size_cells(size, first)).collect::<Vec<_>>();
            table(f, 1, ["encoding", "bytes", "% of all bytes", "% of a message, mean"], &rows)?;
        }
        for failure in self.failures.iter().take(SHOWN) {
            writeln!(f, "{failure}")?;
        }
        if self.failures.len() > SHOWN {
            writeln!(f, "... {} more", self.failures.len().saturating_sub(SHOWN))?;
        }
        write!(f, "{} passed, {} failed", self.cases.passed, self.cases.failed)
    }
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![row.version.clone(), row.set.clone(), row.messages.to_string()];
    cells.extend(row.steps.iter().copied().map(tally));
    cells
}

fn vector_cells(row: &VectorRow) -> Vec<String> {
    vec![
        row.file.clone(),
        row.valid.to_string(),
        tally(row.untyped),
        tally(row.typed),
        tally(row.incomplete),
        row.malformed.to_string(),
        tally(row.refused),
        tally(row.lint),
    ]
}

/// The size in one encoding, compared with that in the first.
fn size_cells(size: &Size, first: usize) -> Vec<String> {
    let percent = |thousandths: usize| format!("{}.{}", thousandths / 10, thousandths % 10);
    let of_all = size.bytes.saturating_mul(1000).checked_div(first).unwrap_or_default();
    let of_one = size.thousandths.checked_div(size.messages).unwrap_or_default();
    vec![size.encoding.clone(), size.bytes.to_string(), percent(of_all), percent(of_one)]
}

/// The passes, and the failures if there are any.
fn tally(tally: Tally) -> String {
    match tally.failed {
        0 => tally.passed.to_string(),
        failed => format!("{} ({failed} failed)", tally.passed),
    }
}

/// Writes a table, and an empty line behind it.
///
/// The first `texts` columns are aligned to the left, the others, numbers, to the right.
fn table<'h>(
    f: &mut fmt::Formatter<'_>,
    texts: usize,
    header: impl IntoIterator<Item = &'h str>,
    rows: &[Vec<String>],
) -> fmt::Result {
    let header: Vec<String> = header.into_iter().map(str::to_owned).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default().max(3)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    line(f, texts, &header, &widths)?;
    for (column, width) in widths.iter().enumerate() {
        let dashes = "-".repeat(width.saturating_add(1));
        if column < texts { write!(f, "|{dashes}-")? } else { write!(f, "|{dashes}:")? }
    }
    writeln!(f, "|")?;
    rows.iter().try_for_each(|row| line(f, texts, row, &widths))?;
    writeln!(f)
}

fn line(f: &mut fmt::Formatter<'_>, texts: usize, cells: &[String], widths: &[usize]) -> fmt::Result {
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if column < texts { write!(f, "| {cell:<width$} ")? } else { write!(f, "| {cell:>width$} ")? }
    }
    writeln!(f, "|")
}

#[cfg(test)]
mod tests {
    use super::super::Failure;
    use super::*;

    fn report() -> Report {
        let tally = |passed, failed| Tally { passed, failed };
        let row = |version: &str, set: &str, messages, steps| Row {
            version: version.to_owned(),
            set: set.to_owned(),
            messages,
            without_bytes: 0,
            steps,
        };
        Report {
            steps: vec!["read".to_owned(), "bytes".to_owned()],
            rows: vec![
                row("1.0", "testcases", 10, vec![tally(10, 0), tally(9, 1)]),
                row("2.1", "ovh", 2, vec![tally(2, 0), tally(2, 0)]),
            ],
            vectors: vec![VectorRow {
                file: "wire".to_owned(),
                valid: 13,
                untyped: tally(13, 0),
                ..Default::default()
            }],
            sizes: vec![
                Size { encoding: "ttlv".to_owned(), bytes: 400, thousandths: 2000, messages: 2 },
                Size { encoding: "cbor".to_owned(), bytes: 150, thousandths: 900, messages: 2 },
            ],
            cases: tally(24, 1),
            failures: vec![Failure {
                place: "oasis/1.0/testcases/A.xml".to_owned(),
                index: Some(3),
                step: "bytes".to_owned(),
                reason: "differs".to_owned(),
            }],
        }
    }

    #[test]
    fn columns_are_aligned_and_added_up() {
        let text = report().to_string();
        let lines = [
            "| version | set       | messages | read |         bytes |",
            "|---------|-----------|---------:|-----:|--------------:|",
            "| 1.0     | testcases |       10 |   10 |  9 (1 failed) |",
            "| 2.1     | ovh       |        2 |    2 |             2 |",
            "| all     |           |       12 |   12 | 11 (1 failed) |",
            "",
            "| bytes | valid | untyped | typed | incomplete | malformed | refused | lint |",
            "|-------|------:|--------:|------:|-----------:|----------:|--------:|-----:|",
            "| wire  |    13 |      13 |     0 |          0 |         0 |       0 |    0 |",
            "| all   |    13 |      13 |     0 |          0 |         0 |       0 |    0 |",
            "",
            "| encoding | bytes | % of all bytes | % of a message, mean |",
            "|----------|------:|---------------:|---------------------:|",
            "| ttlv     |   400 |          100.0 |                100.0 |",
            "| cbor     |   150 |           37.5 |                 45.0 |",
            "",
            "oasis/1.0/testcases/A.xml#3: bytes: differs",
            "24 passed, 1 failed",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn a_report_of_nothing_is_no_success() {
        assert!(!Report::default().is_success());
        assert!(!report().is_success());
    }

    #[test]
    fn json_has_the_same_numbers() {
        let json: serde_json::Value = serde_json::from_str(&report().to_json().unwrap()).unwrap();
        assert_eq!(json["rows"][0]["steps"][1]["failed"], 1);
        assert_eq!(json["vectors"][0]["untyped"]["passed"], 13);
        assert_eq!(json["failures"][0]["index"], 3);
        assert_eq!(json["cases"]["failed"], 1);
    }
}
