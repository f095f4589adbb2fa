//! Changes the order of the members in JSON.

use serde_json::value::RawValue;

/// Returns the text with the members of every object in another order.
///
/// They are reversed, rotated or both, as the bits of `seed` say; each level of objects by another amount. `None` if
/// it is no JSON.
pub fn turn(text: &str, seed: u8) -> Option<String> {
    let value: &RawValue = serde_json::from_str(text).ok()?;
    let mut out = String::new();
    turn_value(value, seed, 0, &mut out).then_some(out)
}

/// Members of an object in their order, keys and values as they stand in the text.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> serde::Deserialize<'t> for Members<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Visitor)
    }
}

struct Visitor;

impl<'t> serde::de::Visitor<'t> for Visitor {
    type Value = Members<'t>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'t>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

fn turn_value(value: &RawValue, seed: u8, depth: usize, out: &mut String) -> bool {
    let text = value.get();
    // Deeper than any message.
    if depth > 100 {
        return false;
    }
    match text.as_bytes().first() {
        Some(b'{') => {
            let Ok(Members(mut members)) = serde_json::from_str(text) else { return false };
            if seed & 1 != 0 {
                members.reverse();
            }
            let count = members.len().max(1);
            members.rotate_left((usize::from(seed >> 1) + depth) % count);
            list('{', '}', &members, out, |(key, value), out| {
                out.push_str(key.get());
                out.push(':');
                turn_value(value, seed, depth + 1, out)
            })
        }
        Some(b'[') => {
            let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(text) else { return false };
            list('[', ']', &elements, out, |value, out| turn_value(value, seed, depth + 1, out))
        }
        _ => {
            out.push_str(text);
            true
        }
    }
}

fn list<T>(open: char, close: char, all: &[T], out: &mut String, write: impl Fn(&T, &mut String) -> bool) -> bool {
    out.push(open);
    for (number, one) in all.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        if !write(one, out) {
            return false;
        }
    }
    out.push(close);
    true
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn members_are_reversed_and_rotated_but_elements_are_not() {
        let text = r#" {"a":1, "\u0062":[{"c":2,"d":"{"},[]], "e":4}"#;
        let turned = |seed| turn(text, seed).unwrap();
        assert_eq!(turned(1), r#"{"e":4,"\u0062":[{"d":"{","c":2},[]],"a":1}"#);
        assert_eq!(turned(2), r#"{"\u0062":[{"d":"{","c":2},[]],"e":4,"a":1}"#);
        assert_eq!(turned(4), r#"{"e":4,"a":1,"\u0062":[{"c":2,"d":"{"},[]]}"#);
        assert_eq!(turn("{", 1), None);
    }
}
