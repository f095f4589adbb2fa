//! `kmip convert --version`.

use kmip::{
    AddAttributeRequest, AddAttributeResponse, Attribute, CreateRequest, CryptographicAlgorithm, DateTime, LogRequest,
    NamedAttribute, ObjectType, PingRequest, ProtocolVersion, RequestMessage, ResponseMessage, TemplateAttribute, ttlv,
};

use crate::command::{create, get_response, kmip};

/// A request of 1.4 with an attribute that later versions do not have.
fn with_policy() -> Vec<u8> {
    let mut template = TemplateAttribute::default();
    template.named_attributes = vec![
        NamedAttribute::standard(Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES)),
        NamedAttribute::standard(Attribute::OperationPolicyName("default".into())),
    ];
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.template_attribute = Some(template);
    let mut request = RequestMessage::new(ProtocolVersion::V1_4);
    request.push(create);
    ttlv::to_vec(&request).unwrap()
}

const POLICY: &str = "RequestMessage/BatchItem/RequestPayload/TemplateAttribute/Attribute[1]: OperationPolicyName left out, \
                      no such attribute (versions 1.0-1.4)\n";

#[test]
fn there_and_back_is_the_same() {
    for message in [create(), get_response()] {
        for version in ["1.2", "1.4", "2.0", "2.1", "3.0"] {
            let there = kmip(&["convert", "--to", "json", "--version", version], &message);
            assert_eq!((there.code, there.stderr.as_str()), (0, ""), "{version}");
            let (major, minor) = version.split_once('.').unwrap();
            let header = format!("\"ProtocolVersionMajor\",\"type\":\"Integer\",\"value\":{major}");
            let text = there.text().replace("\", \"", "\",\"").replace("\": ", "\":");
            assert!(text.contains(&header), "{text}");
            assert!(
                text.contains(&format!("\"ProtocolVersionMinor\",\"type\":\"Integer\",\"value\":{minor}")),
                "{text}"
            );
            let own = if message == create() { "2.1" } else { "1.4" };
            let back = kmip(&["convert", "--to", "ttlv", "--version", own], &there.stdout);
            assert_eq!((back.code, back.stderr.as_str()), (0, ""), "{version}");
            assert_eq!(back.stdout, message, "{version}");
        }
    }
}

#[test]
fn what_is_lost_is_told_and_nothing_is_written() {
    let run = kmip(&["convert", "--to", "xml", "--version", "2.1"], &with_policy());
    assert_eq!((run.code, run.stdout.len()), (1, 0));
    assert_eq!(run.stderr, format!("{POLICY}kmip: 1 of these is lost; --lossy writes what is left\n"));

    let run = kmip(&["convert", "--to", "xml", "--version", "2.1", "--lossy"], &with_policy());
    assert_eq!((run.code, run.stderr.as_str()), (0, POLICY));
    assert!(run.text().contains("CryptographicAlgorithm") && !run.text().contains("OperationPolicyName"));

    // One message that loses something keeps the others back.
    let run = kmip(&["convert", "--to", "ttlv", "--version", "2.1"], &[create(), with_policy()].concat());
    assert_eq!((run.code, run.stdout.len()), (1, 0));
    assert_eq!(run.stderr, format!("message 2: {POLICY}kmip: 1 of these is lost; --lossy writes what is left\n"));
}

#[test]
fn what_only_changes_its_form_is_told_and_written() {
    // The way back has no ids for the items, or others.
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(PingRequest::default());
    request.batch_items[0].unique_batch_item_id = Some(b"7".to_vec().into());
    let run = kmip(&["convert", "--to", "ttlv", "--version", "3.0"], &ttlv::to_vec(&request).unwrap());
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "RequestMessage/BatchItem/UniqueBatchItemID: UniqueBatchItemID left out, items are told by their place \
         (versions 1.0-2.1)\n"
    );
    assert!(ttlv::from_slice::<kmip::Message<'_>>(&run.stdout).is_ok());
}

#[test]
fn a_response_behind_its_request_repeats_what_that_says() {
    let mut add = AddAttributeRequest::default();
    add.new_attribute = Some([Attribute::ContactInformation("ops".into())].into());
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(add);
    let mut response = ResponseMessage::respond_to(&request, DateTime(1_735_689_600));
    response.push(request.batch_items[0].success(AddAttributeResponse::new("7")));
    let [request, response] = [ttlv::to_vec(&request).unwrap(), ttlv::to_vec(&response).unwrap()];

    let run = kmip(&["convert", "--to", "ttlv", "--version", "1.4"], &[&*request, &response].concat());
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            0,
            "message 2: ResponseMessage/BatchItem/ResponsePayload: Attribute taken from the request (versions 1.0-1.4)\n"
        )
    );
    assert_eq!(kmip(&["validate"], &run.stdout).code, 0);

    // Alone, or behind something else, it does not say enough.
    for input in [response.clone(), [&*request, &response, &response].concat()] {
        let run = kmip(&["convert", "--to", "ttlv", "--version", "1.4"], &input);
        assert_eq!((run.code, run.stdout.len()), (1, 0));
        assert!(
            run.stderr.contains("ResponsePayload: Attribute missing, and required (versions 1.0-1.4)"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_message_of_which_nothing_is_left_is_not_written() {
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(LogRequest::new("a text that is nobody's business"));
    let input = ttlv::to_vec(&request).unwrap();
    for arguments in [
        &["convert", "--to", "ttlv", "--version", "1.4"][..],
        &["convert", "--to", "ttlv", "--version", "1.4", "--lossy"],
    ] {
        let run = kmip(arguments, &input);
        assert_eq!((run.code, run.stdout.len()), (1, 0));
        assert_eq!(
            run.stderr,
            "RequestMessage/BatchItem: Operation Log left out with its batch item, no such operation (versions 2.0-3.0)\n\
             kmip: nothing is left of a message: the version does not have what it asks or answers\n"
        );
    }
}

#[test]
fn what_is_not_valid_in_the_other_version_is_not_success() {
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    create.attributes = Some([Attribute::CryptographicLength(256)].into());
    let mut request = RequestMessage::new(ProtocolVersion::V2_1);
    request.push(create);
    let mut input = ttlv::to_vec(&request).unwrap();
    // Object Type 0 is in no version, so that no version lacks it, and nothing is lost.
    let place = input.windows(3).position(|tag| tag == [0x42, 0x00, 0x57]).unwrap();
    input[place + 11] = 0;
    let told = "as converted: error at byte 104 in RequestMessage/BatchItem/RequestPayload/ObjectType: ";
    let run = kmip(&["convert", "--to", "ttlv", "--version", "2.0"], &input);
    assert_eq!((run.code, run.stdout.len()), (1, 0));
    assert!(run.stderr.starts_with(told), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("kmip: the converted message has 1 error; --lossy writes it all the same\n"),
        "{}",
        run.stderr
    );
    let run = kmip(&["convert", "--to", "ttlv", "--version", "2.0", "--lossy"], &input);
    assert_eq!((run.code, run.stdout.len()), (0, input.len()));
    assert!(run.stderr.starts_with(told), "{}", run.stderr);
}

#[test]
fn versions_are_those_of_the_standard() {
    for version in ["1.5", "4.0", "2", "2.1.0", "x.y", ""] {
        let run = kmip(&["convert", "--to", "ttlv", "--version", version], &create());
        assert_eq!((run.code, run.stdout.len()), (3, 0), "{version}");
        assert!(run.stderr.contains("the versions are 1.0, 1.1, 1.2, 1.3, 1.4, 2.0, 2.1, 3.0"), "{}", run.stderr);
    }
    for arguments in [&["--version", "2.1", "--untyped"][..], &["--lossy"]] {
        let run = kmip(&[&["convert", "--to", "ttlv"], arguments].concat(), &create());
        assert_eq!((run.code, run.stdout.len()), (3, 0), "{arguments:?}");
    }
}
