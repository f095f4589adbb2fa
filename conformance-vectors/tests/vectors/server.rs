//! Vectors about the server itself: queries, versions, sessions.

use kmip::items::{Node, NodeValue};
use kmip::*;

use crate::make::{ID, Make, NOW};
use crate::vector::{Subject, Vector, response};

fn query(make: &Make, all: &mut Vec<Vector>) {
    let functions =
        [QueryFunction::QUERY_OPERATIONS, QueryFunction::QUERY_OBJECTS, QueryFunction::QUERY_SERVER_INFORMATION];
    all.push(make.request("query", "Three questions in one.", QueryRequest::new(functions)));
    let mut answer = QueryResponse::default();
    answer.operations = vec![Operation::CREATE, Operation::GET, Operation::DESTROY, Operation::QUERY];
    answer.object_types = vec![ObjectType::SYMMETRIC_KEY, ObjectType::SECRET_DATA];
    answer.vendor_identification = Some("ACME".into());
    let mut information = ServerInformation::default();
    if !make.is_1_x() {
        information.server_name = Some("vault".into());
        information.alternate_failover_endpoints = vec!["a.example:5696".into(), "b.example:5696".into()];
    }
    information.extra.push(Node::new(Tag::new(0x54_0010), NodeValue::TextString("rack 4".into())));
    answer.server_information = Some(Box::new(information));
    all.push(make.response("query", "The answers, with an item of the vendor's own.", answer));

    let mut extension = ExtensionInformation::new("Rack");
    extension.extension_tag = Some(0x54_0010);
    extension.extension_type =
        Some(if make.is_1_x() { ExtensionType::Integer(7) } else { ExtensionType::Enumeration(ItemType::TEXT_STRING) });
    let mut answer = QueryResponse::default();
    answer.extension_information = vec![extension];
    all.push(make.response("query-extensions", "The vendor's items, by name, tag and type.", answer));
    all.push(make.request(
        "query-extensions",
        "Which items has the vendor?",
        QueryRequest::new([QueryFunction::QUERY_EXTENSION_MAP]),
    ));

    let mut capability = CapabilityInformation::default();
    capability.streaming_capability = Some(true);
    capability.asynchronous_capability = Some(false);
    capability.unwrap_mode = Some(UnwrapMode::PROCESSED);
    let mut random = RngParameters::new(RngAlgorithm::DRBG);
    random.drbg_algorithm = Some(DrbgAlgorithm::CTR);
    random.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    let mut answer = QueryResponse::default();
    answer.capability_information = vec![capability];
    answer.rng_parameters = vec![random];
    // 2.0 numbers the profiles anew.
    let profile =
        if make.is_1_x() { ProfileName::COMPLETE_SERVER_BASIC_KMIP_V1_2 } else { ProfileName::COMPLETE_SERVER_BASIC };
    answer.profile_information = vec![ProfileInformation::new(profile)];
    all.push(make.response("query-capabilities", "Capabilities, random numbers, profiles.", answer));

    let mut offered = DiscoverVersionsRequest::default();
    offered.protocol_versions = vec![ProtocolVersion::V3_0, ProtocolVersion::V2_1, ProtocolVersion::V1_4];
    all.push(make.request("discover-versions", "The versions of the client, the best first.", offered));
    let mut common = DiscoverVersionsResponse::default();
    common.protocol_versions = vec![make.protocol.clone()];
    all.push(make.response("discover-versions", "The only one in common.", common));
    all.push(make.request("discover-all-versions", "Which versions are there?", DiscoverVersionsRequest::default()));
    all.push(make.response("discover-no-version", "There is none in common.", DiscoverVersionsResponse::default()));

    let mut validate = ValidateRequest::default();
    validate.certificates = vec![Certificate::new(CertificateType::X_509, vec![0x30, 0x03, 0x02, 0x01, 0x05])];
    validate.unique_identifiers = vec![ID.into()];
    validate.validity_date = Some(NOW);
    all.push(make.request("validate", "A chain of one certificate here and one there.", validate));
    all.push(make.response("validate", "The server cannot tell.", ValidateResponse::new(ValidityIndicator::UNKNOWN)));
}

fn sessions(make: &Make, all: &mut Vec<Vector>) {
    let ticket = || Ticket::new(TicketType::LOGIN, vec![0x71; 12]);
    let mut login = LoginRequest::default();
    login.request_count = Some(10);
    login.lease_time = Some(if make.is_3_0() {
        LeaseTime::DateTime(DateTime(NOW.0 + 600))
    } else {
        LeaseTime::Interval(Interval(600))
    });
    all.push(make.request("login", "A ticket for ten requests.", login));
    all.push(make.response("login", "The ticket.", LoginResponse::new(ticket())));
    let mut logout = LogoutRequest::default();
    logout.ticket = ticket();
    all.push(make.request("logout", "The ticket is given back.", logout));

    let mut right = Right::default();
    let mut operations = Operations::default();
    operations.operations = vec![Operation::GET, Operation::LOCATE];
    right.operations = Some(operations);
    let mut objects = Objects::default();
    objects.unique_identifiers = vec![ID.into()];
    right.objects = Some(objects);
    let mut rights = Rights::default();
    rights.rights = vec![right];
    all.push(make.request(
        "delegated-login",
        "A ticket for two operations on one object.",
        DelegatedLoginRequest::new(rights),
    ));
    all.push(make.response("delegated-login", "The ticket for somebody else.", DelegatedLoginResponse::new(ticket())));

    all.push(make.request("ping", "Is the server there? The payload is empty.", PingRequest::default()));
    all.push(make.response("ping-empty", "It is: an empty payload.", PingResponse::default()));
    all.push(make.request("log", "A line for the server's log.", LogRequest::new("started")));
    let role = EndpointRole::SERVER;
    all.push(make.request(
        "set-endpoint-role",
        "The client wants to become the server.",
        SetEndpointRoleRequest::new(role),
    ));
    all.push(make.response("set-endpoint-role", "It is.", SetEndpointRoleResponse::new(role)));

    let initialize = Pkcs11FunctionEnumeration::new(1);
    let mut call = Pkcs11Request::new(initialize);
    call.pkcs_11_input_parameters = Some(vec![0; 8].into());
    all.push(make.request("pkcs-11", "A call of PKCS#11.", call));
    let returned = Pkcs11Response::new(initialize, Pkcs11ReturnCode::new(0));
    all.push(make.response("pkcs-11", "It returns without an error.", returned));
}

/// Operations whose response has no payload.
fn without_payload(make: &Make, all: &mut Vec<Vector>) {
    let later = [(Operation::LOG, "log"), (Operation::LOGOUT, "logout"), (Operation::PING, "ping")];
    let always = [(Operation::PUT, "put"), (Operation::NOTIFY, "notify")];
    let later = later.into_iter().filter(|_| !make.is_1_x());
    for (operation, id) in always.into_iter().chain(later) {
        let mut item = ResponseBatchItem::new(ResultStatus::SUCCESS);
        item.operation = Some(operation);
        let mut message = ResponseMessage::new(make.protocol.clone(), NOW);
        message.push(item);
        let purpose = "Success, without a payload.";
        all.push(Vector::message(
            make.group,
            &format!("{id}-response"),
            Subject::Operation,
            purpose,
            &[],
            response(&message),
        ));
    }
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("server") {
        query(&make, &mut all);
        if !make.is_1_x() {
            sessions(&make, &mut all);
        }
        without_payload(&make, &mut all);
    }
    all
}
