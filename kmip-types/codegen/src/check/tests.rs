//! Every demand is broken once: a check that cannot fail is a defect.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::check;
use crate::model::Model;
use crate::schema::Schema;

fn schema() -> Json {
    Schema::load_json(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")).unwrap()
}

/// The entry with this name in a file.
fn entry<'j>(schema: &'j mut Json, file: &str, name: &str) -> &'j mut Json {
    let list = if file == "tags" { &mut schema["tags"]["tags"] } else { &mut schema[file] };
    list.as_array_mut().unwrap().iter_mut().find(|entry| entry["name"] == name).unwrap()
}

/// The field under this tag.
fn field<'j>(owner: &'j mut Json, list: &str, tag: &str) -> &'j mut Json {
    owner[list].as_array_mut().unwrap().iter_mut().find(|field| field["tag"] == tag || field["choice"] == tag).unwrap()
}

/// The problems of the schema after a change.
fn problems(change: impl FnOnce(&mut Json)) -> Vec<String> {
    let mut json = schema();
    change(&mut json);
    check(&Schema::from_json(json).unwrap_or_else(|e| panic!("{e}")))
}

#[track_caller]
fn reported(expected: &str, change: impl FnOnce(&mut Json)) {
    let problems = problems(change);
    assert!(problems.iter().any(|p| p.contains(expected)), "expected {expected:?}, found {problems:#?}");
}

/// Returns what cannot even be read.
#[track_caller]
fn refused(expected: &str, change: impl FnOnce(&mut Json)) {
    let mut json = schema();
    change(&mut json);
    let problem = Schema::from_json(json).err().unwrap_or_default();
    assert!(problem.contains(expected), "expected {expected:?}, found {problem:?}");
}

#[test]
fn the_schema_as_it_is_has_no_problem() {
    assert_eq!(problems(|_| {}), [""; 0]);
}

/// The decision about a tag.
fn decision<'j>(schema: &'j mut Json, list: &str, tag: &str) -> &'j mut Json {
    let decisions = schema["secrets"][list].as_array_mut().unwrap();
    decisions.iter_mut().find(|decision| decision["tag"] == tag).unwrap()
}

#[test]
fn secrets() {
    reported("Data has bytes or a Big Integer, and is neither secret nor public", |s| {
        s["secrets"]["secret"].as_array_mut().unwrap().retain(|decision| decision["tag"] != "Data");
    });
    reported("OTP Counter has bytes or a Big Integer, and is neither secret nor public", |s| {
        s["secrets"]["public"].as_array_mut().unwrap().retain(|decision| decision["tag"] != "OTP Counter");
    });
    reported("secrets: unknown tag \"Nothing\"", |s| decision(s, "secret", "Data")["tag"] = json!("Nothing"));
    reported("secrets: Password occurs twice", |s| decision(s, "public", "Y")["tag"] = json!("Password"));
    reported("the public tags are not in the order", |s| decision(s, "public", "Salt")["tag"] = json!("Comment"));
    for why in ["No full stop", "no capital.", &format!("{}.", "Long".repeat(40))] {
        reported("the reason of Data is no sentence", |s| decision(s, "secret", "Data")["why"] = json!(why));
    }
    reported("secrets: \"Comment\" selects nothing", |s| {
        decision(s, "around", "Credential Value")["unless"] = json!("Comment");
    });
    refused("missing field `why`", |s| *decision(s, "secret", "Data") = json!({"tag": "Data"}));
}

#[test]
fn numbers() {
    reported("tag numbers: 0x420001 occurs twice", |s| {
        entry(s, "tags", "Application Data")["value"] = json!("0x420001");
    });
    reported("tags are not in the order of their numbers", |s| {
        entry(s, "tags", "Application Data")["value"] = json!("0x420FFF");
    });
    reported("Activation Date: no tag number 0x410001", |s| {
        entry(s, "tags", "Activation Date")["value"] = json!("0x410001");
    });
    reported("Activation Date: no tag number 4325377", |s| {
        entry(s, "tags", "Activation Date")["value"] = json!("4325377");
    });
    reported("State: 0x00000001 occurs twice", |s| {
        entry(s, "enumerations", "State")["values"][1]["value"] = json!("0x00000001");
    });
    reported("State: values are not in order", |s| {
        entry(s, "enumerations", "State")["values"][0]["value"] = json!("0x00000099");
    });
    reported("State, Active: no number 2", |s| {
        entry(s, "enumerations", "State")["values"][1]["value"] = json!("2");
    });
    reported("Cryptographic Usage Mask, Verify: 0x00000003 is no single bit", |s| {
        entry(s, "masks", "Cryptographic Usage Mask")["values"][1]["value"] = json!("0x00000003");
    });
    reported("0x42000A is reserved in 2.0-2.1, and is a tag", |s| {
        s["tags"]["reserved"]["2.0-2.1"].as_array_mut().unwrap().push(json!("0x42000A"));
    });
    reported("operation numbers: 0x00000001 occurs twice", |s| {
        entry(s, "operations", "Get")["value"] = json!("0x00000001");
    });
    reported("Get: not in the enumeration of \"Operation\"", |s| {
        entry(s, "operations", "Get")["value"] = json!("0x000000AA");
    });
}

#[test]
fn names() {
    reported("tag names in XML: ApplicationData occurs twice", |s| {
        entry(s, "tags", "Application Namespace")["name"] = json!("Application-data");
    });
    reported("\"()\" is no name", |s| entry(s, "tags", "Activation Date")["name"] = json!("()"));
    reported("\"Pre Active\" names two values", |s| {
        entry(s, "enumerations", "State")["values"][1]["spellings"] = json!({"1.0": "Pre Active"});
    });
    reported("alias \"active\" is one of its names", |s| {
        entry(s, "enumerations", "State")["values"][1]["aliases"] = json!(["active"]);
    });
    reported("no version uses the name itself", |s| {
        entry(s, "enumerations", "State")["values"][1]["spellings"] = json!({"1.0-3.0": "In Use"});
    });
    reported("operations: Get occurs twice", |s| {
        entry(s, "operations", "Create")["name"] = json!("Get");
    });
}

#[test]
fn types_of_items() {
    reported("Activation Date: unknown type \"Date\"", |s| {
        entry(s, "tags", "Activation Date")["type"] = json!("Date");
    });
    reported("Activation Date: no type", |s| {
        entry(s, "tags", "Activation Date").as_object_mut().unwrap().remove("type");
    });
    reported("unknown enumeration Some(\"Phase\")", |s| {
        entry(s, "attributes", "State")["enumeration"] = json!("Phase");
    });
    reported("Enumeration does not go with what it names", |s| {
        entry(s, "attributes", "State").as_object_mut().unwrap().remove("enumeration");
    });
    reported("unknown structure Some(\"Nothing\")", |s| {
        entry(s, "attributes", "Digest")["structure"] = json!("Nothing");
    });
    reported("unknown mask Some(\"Nothing\")", |s| {
        entry(s, "attributes", "Cryptographic Usage Mask")["mask"] = json!("Nothing");
    });
    reported("Asynchronous Indicator: no type in 1.4", |s| {
        entry(s, "tags", "Asynchronous Indicator")["forms"][0]["versions"] = json!("1.0-1.3");
    });
}

#[test]
fn versions() {
    reported("Activation Date: no such version: \"1.5\"", |s| {
        entry(s, "tags", "Activation Date")["versions"] = json!("1.0-1.5");
    });
    reported("Key Block, Key Value: versions \"1.0-3.0\" are not inside \"1.0-1.4\"", |s| {
        let key_block = entry(s, "structures", "Key Block");
        key_block["versions"] = json!("1.0-1.4");
        field(key_block, "fields", "Key Value")["versions"] = json!("1.0-3.0");
    });
    reported("Key Block, Key Value: nothing is said for 3.0", |s| {
        field(entry(s, "structures", "Key Block"), "fields", "Key Value")["occurs"] = json!({"1.0-2.1": "1"});
    });
    reported("\"1.1-3.0\" overlaps another range", |s| {
        field(entry(s, "structures", "Key Block"), "fields", "Key Value")["occurs"] =
            json!({"1.0-1.1": "1", "1.1-3.0": "0..1"});
    });
    reported("tag \"Attribute Index\" is in 1.0-1.4, not in all of 1.0-3.0", |s| {
        entry(s, "attributes", "State")["tag"] = json!("Attribute Index");
    });
    reported("Get: nothing is said for 3.0", |s| {
        entry(s, "operations", "Get")["direction"] = json!({"1.0-2.1": "client"});
    });
    reported("State: versions \"1.0-1.4\" are not inside \"2.0\"", |s| {
        let state = entry(s, "enumerations", "State");
        state["versions"] = json!("2.0");
        state["sections"] = json!({"1.0-1.4": "1"});
    });
}

#[test]
fn fields() {
    reported("Key Block, Nothing: unknown tag \"Nothing\"", |s| {
        field(entry(s, "structures", "Key Block"), "fields", "Key Value")["tag"] = json!("Nothing");
    });
    reported("Key Block: Key Value occurs twice", |s| {
        let fields = entry(s, "structures", "Key Block")["fields"].as_array_mut().unwrap();
        let copy = fields[2].clone();
        fields.push(copy);
    });
    reported("Key Block, Key Value: occurs \"2\"", |s| {
        field(entry(s, "structures", "Key Block"), "fields", "Key Value")["occurs"] = json!("2");
    });
    reported("not exactly one of tag, choice, any, any_attribute", |s| {
        field(entry(s, "structures", "Key Block"), "fields", "Key Value")["any"] = json!(true);
    });
    reported("types.json has no selection by Some(\"State\")", |s| {
        field(entry(s, "structures", "Credential"), "fields", "Credential Value")["selector"] = json!("State");
    });
    reported("Register request, Managed Object: no member in 1.0-1.4", |s| {
        field(entry(s, "operations", "Register"), "request", "Managed Object")["members"] =
            json!({"Certificate": "2.0-3.0"});
    });
    reported("no structure under \"State\"", |s| {
        field(entry(s, "operations", "Register"), "request", "Managed Object")["members"]["State"] = json!("1.0-3.0");
    });
    reported("types.json has no choice \"Thing\"", |s| {
        field(entry(s, "operations", "Register"), "request", "Managed Object")["choice"] = json!("Thing");
    });
    reported("Query from the server: a field of its own: Some(\"State\")", |s| {
        let field = json!({"tag": "State", "occurs": "1", "type": "Enumeration", "enumeration": "State"});
        entry(s, "operations", "Query")["server_request"]["fields"].as_array_mut().unwrap().push(field);
    });
    reported("Query from the server: lacks Some(\"Query Function\"), which is required", |s| {
        entry(s, "operations", "Query")["server_request"]["fields"] = json!([]);
    });
    reported("selected by an unknown value", |s| {
        entry(s, "structures", "Credential Value (Device)")["selected_by"]["value"] = json!("Thing");
    });
}

#[test]
fn conditions() {
    let payload = |s: &mut Json, condition: Json| {
        let item = entry(s, "structures", "Response Batch Item");
        field(item, "fields", "Response Payload")["absent_if"] = json!([condition]);
    };
    reported("no field \"Salt\" beside it", |s| payload(s, json!({"with": ["Salt"]})));
    reported("\"Result Status\" has no value \"Odd\"", |s| payload(s, json!({"is": {"Result Status": ["Odd"]}})));
    reported("unknown type \"Word\"", |s| payload(s, json!({"of_type": {"Operation": "Word"}})));
    reported("unknown operation \"Dance\"", |s| payload(s, json!({"except_in": ["Dance"]})));
    reported("no such version: \"1.5\"", |s| payload(s, json!({"versions": "1.5", "with": ["Operation"]})));
    reported("selected by an unknown value", |s| {
        entry(s, "structures", "Derivation Parameters (PBKDF2)")["only_if"]["value"] = json!("Odd");
    });
}

#[test]
fn types_file() {
    reported("\"Object Type\" has no value for the member \"OTP Credential\"", |s| s["types"]["members"] = json!({}));
    reported("types.json: unknown structure \"Nothing\"", |s| s["types"]["rename"]["Nothing"] = json!("Other"));
    reported("types.json: unknown tag \"Nothing\"", |s| s["types"]["by_type"][0]["tags"][0] = json!("Nothing"));
    reported("types.json: unknown enumeration \"Nothing\"", |s| s["types"]["tags"] = json!("Nothing"));
    reported("types.json: unknown type \"Nothing\"", |s| s["types"]["no_alloc"]["by_hand"][0] = json!("Nothing"));
    reported("types.json: unknown structure \"Nothing\"", |s| s["types"]["no_alloc"]["apart"][0] = json!("Nothing"));
    reported("\"Attributes\" is itself the same as another", |s| {
        s["types"]["same"]["Attributes"] = json!("Template-Attribute");
    });
    reported("no field is the choice \"Thing\"", |s| {
        s["types"]["by_tag"].as_array_mut().unwrap().push(json!("Thing"));
    });
    reported("no field is selected as \"Thing\"", |s| {
        let selection = json!({"name": "Thing", "tag": "State", "selector": "State", "arms": "structures"});
        s["types"]["by_selector"].as_array_mut().unwrap().push(selection);
    });
    reported("tags of by_type: Name occurs twice", |s| s["types"]["by_type"][0]["tags"][0] = json!("Name"));
}

#[test]
fn what_is_no_schema() {
    refused("tags.json", |s| entry(s, "tags", "Activation Date")["verions"] = json!("1.0"));
    refused("structures.json", |s| entry(s, "structures", "Key Block")["kind"] = json!("thing"));
    refused("operations.json", |s| entry(s, "operations", "Get")["direction"] = json!("peer"));
    refused("types.json", |s| s["types"]["hand_written"]["Attributes"] = json!("half"));
    refused("masks.json is not there", |s| drop(s.as_object_mut().unwrap().remove("masks")));
}

#[test]
fn structures_of_one_type_have_fields_of_one_type() {
    let mut json = schema();
    field(entry(&mut json, "structures", "Common Template-Attribute"), "fields", "Attribute")["type"] =
        json!("Integer");
    let problem = Model::build(&Schema::from_json(json).unwrap()).err().unwrap_or_default();
    assert!(problem.contains("\"Attribute\" has another type in Common Template-Attribute"), "{problem:?}");
}

#[test]
fn conversions() {
    reported("conversions: no tag \"Attributes\" in 1.0-1.4", |s| {
        s["conversions"]["attributes"]["tagged"] = json!("1.0-1.4");
    });
    reported("attributes: a version has no form, or two", |s| {
        s["conversions"]["attributes"]["tagged"] = json!("2.1-3.0");
    });
    reported("containers of attributes: Attributes occurs twice", |s| {
        s["conversions"]["attributes"]["containers"][4]["tagged"] = json!("Attributes");
    });
    reported("conversions: no tag \"Nothing\"", |s| {
        s["conversions"]["attributes"]["list"]["named"] = json!("Nothing");
    });
    reported("attributes: unknown structure \"Nothing Request\"", |s| {
        s["conversions"]["attributes"]["apart"][0] = json!("Nothing Request");
    });
    reported("attributes: unknown structure \"Nothing\"", |s| {
        s["conversions"]["attributes"]["called"] = json!({"Nothing": "Deleted Attribute"});
    });
    reported("prefixes of custom attributes: x- occurs twice", |s| {
        s["conversions"]["attributes"]["custom"][1]["prefix"] = json!("x-");
    });
    reported("vendors of custom attributes: x occurs twice", |s| {
        s["conversions"]["attributes"]["custom"][1]["vendor"] = json!("x");
    });
    reported("identifiers: a version has no form, or two", |s| {
        s["conversions"]["identifiers"]["text"] = json!("1.0-2.0");
    });
    reported("identifiers as numbers: ", |s| {
        s["conversions"]["identifiers"]["numbers"] = json!("4.0");
    });
    reported("conversions: no tag \"Certificate\u{20}Wish\"", |s| {
        s["conversions"]["fields"][0]["own"] = json!("Certificate Wish");
    });
    reported("conversions: no tag \"Rotate Name Kind\"", |s| {
        s["conversions"]["names"][1]["type"] = json!("Rotate Name Kind");
    });
    reported("conversions: Link Type has no value \"Uncle Link\"", |s| {
        s["conversions"]["links"][0]["type"] = json!("Uncle Link");
    });
    reported("Next Link: no attribute \"Uncle Link\"", |s| {
        s["conversions"]["links"][10]["attribute"] = json!("Uncle Link");
    });
    reported("attributes of links: Next Link occurs twice", |s| {
        s["conversions"]["links"][0]["attribute"] = json!("Next Link");
    });
    reported("a Link Type has no attribute", |s| {
        s["conversions"]["links"].as_array_mut().unwrap().pop();
    });
    reported("conversions: Result Reason has no value \"Bad Luck\"", |s| {
        s["conversions"]["result_reasons"]["any_other"] = json!("Bad Luck");
    });
    reported("nearest Result Reasons: Unknown Tag occurs twice", |s| {
        s["conversions"]["result_reasons"]["nearest"][0]["own"] = json!("Unknown Tag");
    });
    reported("conversions: Key Format Type has no value \"Napkin\"", |s| {
        s["conversions"]["key_formats"][0]["merged"] = json!("Napkin");
    });
    refused("unknown field `frobs`", |s| s["conversions"]["frobs"] = json!(1));
}

#[test]
fn relations() {
    let relation = |s: &mut Json, place: usize, key: &str, value: Json| s["relations"]["relations"][place][key] = value;
    reported("relations: no tag \"Napkin\"", |s| s["relations"]["through"][0] = json!("Napkin"));
    reported("tags that are not negative: Data Length occurs twice", |s| {
        s["relations"]["not_negative"][0] = json!("Data Length");
    });
    reported("unknown structure \"Napkin\"", |s| relation(s, 0, "in", json!(["Napkin"])));
    reported("no such version: \"1.5\"", |s| relation(s, 0, "versions", json!("1.5")));
    reported("relations: no tag \"Napkin\"", |s| relation(s, 0, "of", json!("Napkin/Data")));
    reported("another item is missing, or too many", |s| relation(s, 0, "other", json!("Data")));
    reported("words are missing, or too many", |s| relation(s, 0, "says", json!("no")));
    reported("\"Object Type\" has no value \"Napkin\"", |s| {
        relation(s, 4, "when", json!({"is": {"Object Type": ["Napkin"]}}));
    });
    reported("relations in Create Request: more than 8 items", |s| {
        relation(s, 0, "when", json!({"absent": ["Data", "Name", "State", "Link", "Digest", "Nonce", "Salt"]}));
    });
    reported("lengths: \"Cryptographic Algorithm\" has no value \"Napkin\"", |s| {
        s["relations"]["lengths"]["Cryptographic Algorithm"]["Napkin"] = json!({"bits": [1], "source": ""});
    });
    reported("lengths of AES: none, or not in order", |s| {
        s["relations"]["lengths"]["Cryptographic Algorithm"]["AES"]["bits"] = json!([256, 128]);
    });
    refused("unknown field `frobs`", |s| relation(s, 0, "frobs", json!(1)));
}
