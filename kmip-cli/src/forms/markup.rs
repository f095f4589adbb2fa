//! XML inside of other text: in logs, behind HTTP headers, or one after another.

use std::ops::Range;

use kmip::{ReaderOptions, xml};

use super::spans::{Evidence, is_readable};

/// The elements that messages are, and those that stand around them.
const ROOTS: [&str; 4] = ["KMIP", "RequestMessage", "ResponseMessage", "TTLV"];

/// The messages that `text` has as XML, or begins to have: the place of each.
pub(crate) fn places(text: &str, options: &ReaderOptions<'_>) -> Vec<(Range<usize>, Evidence)> {
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let Some((start, root)) = next_root(text, at) {
        let element = text.get(start..).unwrap_or_default();
        let end = end(element, root);
        let place = start..start.saturating_add(end.unwrap_or(element.len()));
        at = place.end;
        let documents = xml::parse_partial(text.get(place.clone()).unwrap_or_default(), options);
        let is_whole = documents.iter().all(|document| is_readable(&mut document.reader()));
        found.push(match end {
            Some(_) if is_whole => (place, Evidence::Whole),
            Some(_) => (place, Evidence::Framed),
            None => (place, Evidence::Cut),
        });
    }
    found
}

/// The next element that can be a message, and its name.
fn next_root(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = text.get(from..)?;
    rest.match_indices('<').find_map(|(at, _)| {
        let name = rest.get(at.saturating_add(1)..)?;
        let root = ROOTS.into_iter().find(|root| {
            let behind = name.strip_prefix(root).and_then(|behind| behind.chars().next());
            behind.is_some_and(|char| char == '>' || char == '/' || char.is_whitespace())
        })?;
        Some((from.saturating_add(at), root))
    })
}

/// Returns where the element ends that the text begins with.
///
/// Only `TTLV` has elements of its own name in it.
fn end(element: &str, root: &str) -> Option<usize> {
    let (open, close) = (format!("<{root}"), format!("</{root}>"));
    let mut depth = 0_usize;
    let mut at = 0_usize;
    loop {
        let rest = element.get(at..)?;
        let closing = rest.find(&close)?;
        match rest.get(..closing)?.find(&open) {
            Some(opening) => {
                let tag = rest.get(opening..)?.find('>')?.saturating_add(opening);
                let is_empty = rest.get(..tag)?.ends_with('/');
                depth = depth.saturating_add(usize::from(!is_empty));
                at = at.saturating_add(tag);
            }
            None => {
                depth = depth.saturating_sub(1);
                at = at.saturating_add(closing).saturating_add(close.len());
                if depth == 0 {
                    return Some(at);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "<RequestMessage><BatchCount type=\"Integer\" value=\"1\"/></RequestMessage>";

    fn seen(text: &str) -> Vec<(&str, Evidence)> {
        let found = places(text, &ReaderOptions::default());
        found.into_iter().map(|(place, evidence)| (&text[place], evidence)).collect()
    }

    #[test]
    fn elements_are_found_between_other_text() {
        let text = format!("10:00 <info> sent {ONE}\n<?xml version=\"1.0\"?>\n{ONE}");
        assert_eq!(seen(&text), [(ONE, Evidence::Whole), (ONE, Evidence::Whole)]);
        let tested = format!("<KMIP>\n# TIME 0\n{ONE}{ONE}</KMIP>");
        let both = format!("log: {tested} end");
        assert_eq!(seen(&both)[0].0, tested);
        assert_eq!(seen("<Request><RequestMessages/>"), []);
    }

    #[test]
    fn an_element_of_numbers_has_others_in_it() {
        let one = "<TTLV tag=\"0x420078\"><TTLV tag=\"0x42000D\" type=\"Integer\" value=\"1\"/></TTLV>";
        assert_eq!(seen(&format!("{one} {one}")), [(one, Evidence::Whole), (one, Evidence::Whole)]);
    }

    #[test]
    fn what_is_wrong_or_cut_is_told() {
        let wrong = ONE.replace("BatchCount", "BatchCuont");
        assert_eq!(seen(&wrong), [(&*wrong, Evidence::Framed)]);
        assert_eq!(seen(&ONE[..40]), [(&ONE[..40], Evidence::Cut)]);
    }
}
