//! The merged schema of this crate, `spec/*.json`, cut down to one version.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value as Json;

use super::edition::{Attribute, Edition, Field, Forms, List, Operation, Structure, Tag, VERSIONS, Value, What};

/// One file of the schema.
pub(crate) fn file(name: &str) -> Json {
    // In the package itself, or beside the crate that is tested.
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut dirs = [package.join("spec")].into_iter().chain(package.ancestors().map(|dir| dir.join("kmip-types/spec")));
    let path = dirs.find(|dir| dir.is_dir()).unwrap().join(format!("{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The files of the schema as one object, by their names.
pub(crate) fn load() -> Json {
    let names = ["tags", "enumerations", "masks", "attributes", "structures", "operations", "types"];
    Json::Object(names.into_iter().map(|name| (name.to_owned(), file(name))).collect())
}

/// Returns whether a set of versions such as `1.0-1.4 3.0` has this version.
pub(crate) fn has(versions: &str, version: &str) -> bool {
    let place = |v: &str| VERSIONS.iter().position(|known| *known == v).unwrap();
    versions.split(' ').any(|range| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        (place(from)..=place(to)).contains(&place(version))
    })
}

/// The schema as one version sees it.
pub(crate) fn edition(version: &str, schema: &Json) -> Edition {
    let cut = Cut { version };
    let types = &schema["types"];
    let enumerations = cut.entries(&schema["enumerations"], |json| cut.vocabulary(json, &schema["tags"]["tags"]));
    let item_types = enumerations.iter().find(|e| types["item_types"] == e.name.as_str());
    // The enumeration came with 2.0, the types are as old as the standard.
    let all_types = schema["enumerations"].as_array().unwrap().iter().find(|e| e["name"] == types["item_types"]);
    let item_types = match item_types {
        Some(list) => list.values.clone(),
        None => cut.values(&all_types.unwrap()["values"]),
    };
    let mut edition = Edition {
        version: version.to_owned(),
        item_types,
        tags: cut.entries(&schema["tags"]["tags"], |json| cut.tag(json)),
        reserved: cut.at(&schema["tags"]["reserved"]).map(texts).unwrap_or_default(),
        enumerations,
        masks: cut.entries(&schema["masks"], |json| cut.vocabulary(json, &schema["tags"]["tags"])),
        attributes: cut.entries(&schema["attributes"], |json| cut.attribute(json)),
        structures: cut.entries(&schema["structures"], |json| cut.structure(json)),
        operations: cut.entries(&schema["operations"], |json| cut.operation(json)),
    };
    edition.resolve();
    edition
}

/// The entries as one version has them.
struct Cut<'v> {
    version: &'v str,
}

impl Cut<'_> {
    /// Returns whether the version has this entry; every version has one without a set.
    fn keeps(&self, entry: &Json) -> bool {
        entry["versions"].as_str().is_none_or(|versions| has(versions, self.version))
    }

    fn entries<T>(&self, list: &Json, entry: impl Fn(&Json) -> T) -> Vec<T> {
        list.as_array().unwrap().iter().filter(|json| self.keeps(json)).map(entry).collect()
    }

    /// Returns the value that this version has of what may differ.
    ///
    /// What may differ is an object whose keys are sets of versions.
    fn at<'j>(&self, varying: &'j Json) -> Option<&'j Json> {
        match varying {
            Json::Object(map) => map.iter().find(|(range, _)| has(range, self.version)).map(|(_, value)| value),
            Json::Null => None,
            same => Some(same),
        }
    }

    fn text_at(&self, varying: &Json) -> Option<String> {
        self.at(varying).and_then(Json::as_str).map(str::to_owned)
    }

    fn forms(&self, json: &Json) -> Forms {
        let mut all = Forms::default();
        let listed = json["forms"].as_array().into_iter().flatten();
        for form in [json].into_iter().chain(listed).filter(|form| form["type"].is_string() && self.keeps(form)) {
            all.types.insert(text(&form["type"]));
            all.structures.extend(optional(&form["structure"]));
            all.enumeration = all.enumeration.or(optional(&form["enumeration"]));
            all.mask = all.mask.or(optional(&form["mask"]));
        }
        all
    }

    fn tag(&self, json: &Json) -> Tag {
        Tag {
            name: text(&json["name"]),
            value: text(&json["value"]),
            forms: self.forms(json),
            deprecated: json["deprecated"].as_str().is_some_and(|versions| has(versions, self.version)),
            since: self.since(json),
        }
    }

    /// Working drafts exist of the newest version alone.
    fn since(&self, json: &Json) -> Option<String> {
        optional(&json["since"]).filter(|_| VERSIONS.last() == Some(&self.version))
    }

    fn values(&self, json: &Json) -> Vec<Value> {
        let spelling = |value: &Json| self.at(&value["spellings"]).or(Some(&value["name"])).map(text).unwrap();
        let entry = |value: &Json| Value {
            name: spelling(value),
            value: text(&value["value"]),
            deprecated: value["deprecated"].as_str().is_some_and(|versions| has(versions, self.version)),
            since: self.since(value),
        };
        self.entries(json, entry)
    }

    /// An enumeration or a mask; some of the tags that carry it say so themselves.
    fn vocabulary(&self, json: &Json, tags: &Json) -> List {
        List {
            name: text(&json["name"]),
            section: self.text_at(&json["sections"]),
            tags: self.at(&json["tags"]).map(texts).unwrap_or_default(),
            extensions: self.text_at(&json["extensions"]),
            // The word `tags` instead of values.
            values: self.values(if json["values"].is_array() { &json["values"] } else { tags }),
        }
    }

    fn attribute(&self, json: &Json) -> Attribute {
        Attribute {
            name: text(&json["name"]),
            tag: optional(&json["tag"]),
            section: self.text_at(&json["sections"]),
            forms: self.forms(json),
            multi: self.at(&json["multi"]).and_then(Json::as_bool).unwrap(),
        }
    }

    fn structure(&self, json: &Json) -> Structure {
        let by = |json: &Json| json.is_object().then(|| (text(&json["field"]), text(&json["value"])));
        Structure {
            name: text(&json["name"]),
            tag: optional(&json["tag"]),
            section: self.text_at(&json["sections"]),
            selected_by: by(&json["selected_by"]),
            only_if: by(&json["only_if"]),
            fields: self.fields(&json["fields"]),
        }
    }

    fn operation(&self, json: &Json) -> Operation {
        let server = |form: &Json| (form.is_object() && self.keeps(form)).then(|| self.fields(&form["fields"]));
        Operation {
            name: text(&json["name"]),
            value: text(&json["value"]),
            direction: self.text_at(&json["direction"]).unwrap(),
            section: self.text_at(&json["sections"]),
            request: self.fields(&json["request"]),
            response: self.fields(&json["response"]),
            server_request: server(&json["server_request"]),
            server_response: server(&json["server_response"]),
        }
    }

    fn fields(&self, json: &Json) -> Vec<Field> {
        self.entries(json, |field| Field {
            what: self.what(field),
            occurs: self.text_at(&field["occurs"]).unwrap(),
            condition: self.text_at(&field["condition"]),
            since: self.since(field),
        })
    }

    fn what(&self, json: &Json) -> What {
        if json["any"] == true {
            What::Any
        } else if json["any_attribute"] == true {
            What::AnyAttribute
        } else if let Some(members) = json["members"].as_object() {
            let inside = members.iter().filter(|(_, versions)| has(versions.as_str().unwrap(), self.version));
            let structure = || Forms { types: BTreeSet::from(["Structure".to_owned()]), ..Forms::default() };
            What::Choice(inside.map(|(tag, _)| (tag.clone(), structure())).collect())
        } else {
            What::Item { tag: text(&json["tag"]), forms: self.forms(json) }
        }
    }
}

fn texts(json: &Json) -> BTreeSet<String> {
    json.as_array().unwrap().iter().map(text).collect()
}

fn text(json: &Json) -> String {
    json.as_str().unwrap().to_owned()
}

fn optional(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}
