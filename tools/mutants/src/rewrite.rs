//! Writes a file with all its mutants in it.
//!
//! It remembers which bytes belong to which mutants.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use crate::mutant::{Number, Shape, Site};

/// A file with its mutants.
#[derive(Debug)]
pub(crate) struct Rewritten {
    /// The text.
    pub(crate) text: String,
    /// The regions that the mutants have put in.
    ///
    /// Each has bytes of the text, and the mutants that can be wrong there.
    pub(crate) regions: Vec<(Range<usize>, Vec<Number>)>,
}

/// The parts that are left out of the text.
#[derive(Debug, Default)]
pub(crate) struct Excluded {
    /// Mutants that do not compile.
    pub(crate) mutants: HashSet<Number>,
    /// Functions that stay `const`.
    pub(crate) constants: HashSet<String>,
}

/// The file with all mutants of the sites that are not excluded.
pub(crate) fn rewrite(source: &str, sites: &[Site], excluded: &Excluded) -> Rewritten {
    let mut order: Vec<&Site> = sites.iter().collect();
    order.sort_by_key(|site| (site.range.start, Reverse(site.range.end)));
    let mut writer = Writer { source, excluded, out: Rewritten { text: String::new(), regions: Vec::new() } };
    let mut rest = order.as_slice();
    writer.span(0..source.len(), &mut rest);
    writer.out
}

struct Writer<'s> {
    source: &'s str,
    excluded: &'s Excluded,
    out: Rewritten,
}

impl Writer<'_> {
    /// Writes a range of the source with the sites in it, which are taken off the list.
    fn span(&mut self, range: Range<usize>, sites: &mut &[&Site]) {
        let mut at = range.start;
        while let Some((site, rest)) = sites.split_first()
            && site.range.end <= range.end
        {
            *sites = rest;
            self.put(at..site.range.start);
            at = site.range.end;
            self.site(site, sites);
        }
        self.put(at..range.end);
    }

    fn put(&mut self, range: Range<usize>) {
        self.out.text.push_str(self.source.get(range).unwrap_or_default());
    }

    fn alive(&self, number: Number) -> bool {
        !self.excluded.mutants.contains(&number)
    }

    /// Writes what a mutant puts in, and remembers where.
    fn variant(&mut self, number: Number, text: &str) {
        let start = self.out.text.len();
        self.out.text.push_str(text);
        self.out.regions.push((start..self.out.text.len(), vec![number]));
    }

    fn site(&mut self, site: &Site, sites: &mut &[&Site]) {
        let start = self.out.text.len();
        let alive: Vec<Number> = site.shape.numbers().into_iter().filter(|number| self.alive(*number)).collect();
        let mut inner = |writer: &mut Self| writer.span(site.range.clone(), sites);
        match &site.shape {
            Shape::Const(name) => {
                if self.excluded.constants.contains(name) {
                    inner(self);
                }
                return;
            }
            _ if alive.is_empty() => return inner(self),
            Shape::Expression(list) => {
                self.out.text.push('(');
                for (number, text) in list.iter().filter(|(number, _)| alive.contains(number)) {
                    self.out.text.push_str(&format!("if {} {{ ", on(*number)));
                    self.variant(*number, text);
                    self.out.text.push_str(" } else ");
                }
                self.out.text.push_str("{ ");
                inner(self);
                self.out.text.push_str(" })");
            }
            Shape::Condition { always, never } => {
                let always = always.filter(|number| alive.contains(number));
                let never = Some(*never).filter(|number| alive.contains(number));
                let before = always.map_or(String::new(), |number| format!("{} || ", on(number)))
                    + &never.map_or(String::new(), |number| format!("!{} && ", on(number)));
                self.out.text.push_str(&format!("({before}("));
                inner(self);
                self.out.text.push_str("))");
            }
            Shape::LetCondition(number) => {
                self.out.text.push_str(&format!("!{} && ", on(*number)));
                inner(self);
            }
            Shape::Statement { without, instead } => {
                self.out.text.push('(');
                if let Some((number, text)) = instead.as_ref().filter(|(number, _)| alive.contains(number)) {
                    self.out.text.push_str(&format!("if {} {{ ", on(*number)));
                    self.variant(*number, text);
                    self.out.text.push_str("; } else ");
                }
                let condition = if alive.contains(without) { format!("!{}", on(*without)) } else { "true".to_owned() };
                self.out.text.push_str(&format!("if {condition} {{ "));
                inner(self);
                self.out.text.push_str("; })");
            }
            Shape::Body(list) => {
                for (number, text) in list.iter().filter(|(number, _)| alive.contains(number)) {
                    self.out.text.push_str(&format!(" if {} {{ ", on(*number)));
                    self.variant(*number, &format!("return {text};"));
                    self.out.text.push_str(" } ");
                }
            }
            Shape::Arm(number) => self.out.text.push_str(&format!(" if !{}", on(*number))),
        }
        self.out.regions.push((start..self.out.text.len(), alive));
    }
}

fn on(number: Number) -> String {
    format!("::mutant_switch::on({number})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finder::find;
    use crate::mutant::Mutant;

    /// The source with its mutants, and what each of them does.
    fn mutated(source: &str, excluded: &Excluded) -> (String, Vec<&'static str>) {
        let mut mutants: Vec<Mutant> = Vec::new();
        let sites = find("a.rs", source, &mut mutants).expect("it is Rust");
        let text = rewrite(source, &sites, excluded).text.replace("::mutant_switch::on", "on");
        (text, mutants.iter().map(|mutant| mutant.what).collect())
    }

    #[test]
    fn each_mutant_stands_beside_what_it_changes() {
        let (text, whats) = mutated("fn f(a: u8) -> bool { a + b == c }", &Excluded::default());
        assert_eq!(whats, ["return true", "return false", "== to !=", "+ to -"]);
        assert_eq!(
            text,
            "fn f(a: u8) -> bool { if on(0) { return true; }  if on(1) { return false; }  \
             (if on(2) { a + b != c } else { (if on(3) { a - b } else { a + b }) == c }) }"
        );
    }

    #[test]
    fn conditions_hold_always_or_never() {
        let (text, whats) =
            mutated("fn f() { if a && !b { g(); } if let Some(x) = y && x { x = z; } }", &Excluded::default());
        assert_eq!(
            whats,
            [
                "return at once",
                "condition to true",
                "condition to false",
                "&& to ||",
                "! left out",
                "left out",
                "condition to false",
                "left out",
            ]
        );
        assert!(
            text.contains(
                "if (on(1) || !on(2) && ((if on(3) { a || !b } else { a && (if on(4) { b } else { !b }) })))"
            ),
            "{text}"
        );
        assert!(text.contains("{ (if !on(5) { g(); }); }"), "{text}");
        assert!(text.contains("if !on(6) && let Some(x) = y && x { (if !on(7) { x = z; }); }"), "{text}");
    }

    #[test]
    fn what_is_excluded_stays_as_it_is() {
        let source = "const fn f() -> u8 { match a { 1 => 2, _ => 3 } }";
        let excluded = Excluded { mutants: (0..7).collect(), constants: HashSet::from(["f".to_owned()]) };
        let (text, whats) = mutated(source, &excluded);
        assert_eq!((text.as_str(), whats.len()), (source, 7));
        let (text, _) = mutated(source, &Excluded { mutants: (0..6).collect(), ..Excluded::default() });
        assert_eq!(text, " fn f() -> u8 { match a { 1 => 2, _ => (if on(6) { 2 } else { 3 }) } }");
    }

    #[test]
    fn a_name_stays_when_lines_come() {
        let key = |source: &str| {
            let mut mutants = Vec::new();
            find("a.rs", source, &mut mutants).expect("it is Rust");
            mutants.iter().map(Mutant::key).collect::<Vec<_>>()
        };
        let keys = key("impl A for B { fn f() { x = 1; x = 1; } }");
        assert_eq!(keys[1], "a.rs | <B as A>::f | left out | x = 1 | 1");
        assert_eq!(keys[4], "a.rs | <B as A>::f | left out | x = 1 | 2");
        assert_eq!(key("// A comment.\n\nimpl A for B {\n    fn f() { x = 1; x = 1; }\n}"), keys);
    }
}
