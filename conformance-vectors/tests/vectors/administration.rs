//! Vectors of administration.
//!
//! They are about groups, users and their credentials, defaults and constraints, test sessions.

use kmip::*;

use crate::make::{ID, Make, OTHER_ID};
use crate::vector::Vector;

fn users(make: &Make, all: &mut Vec<Vector>) {
    let named = |name| Attributes::from(vec![make.name(name)]);
    all.push(make.request(
        "create-group",
        "A group for the keys of backups.",
        CreateGroupRequest::new(named("backups")),
    ));
    all.push(make.response("create-group", "The identifier of the group.", CreateGroupResponse::new(ID)));
    all.push(make.request("create-user", "A user of the server.", CreateUserRequest::new(named("alice"))));
    all.push(make.response("create-user", "The identifier of the user.", CreateUserResponse::new(ID)));

    let kind = CredentialType::PASSWORD;
    let mut credential = CreateCredentialRequest::new(kind, named("password of alice"));
    let mut password = PasswordCredential::default();
    password.password = Some(Secret::new("correct horse".into()));
    credential.managed_object = Some(password.into());
    all.push(make.request("create-credential", "A password with which the user logs in.", credential));
    all.push(make.response(
        "create-credential",
        "The identifier of the credential.",
        CreateCredentialResponse::new(OTHER_ID),
    ));
}

fn re_provision(make: &Make, all: &mut Vec<Vector>) {
    let mut request = ReProvisionRequest::default();
    request.certificate = Some(Certificate::new(CertificateType::X_509, vec![0x30, 0x03, 0x02, 0x01, 0x05]));
    all.push(make.request("re-provision", "A client replaces the certificate of its connection.", request));
    let mut response = ReProvisionResponse::default();
    response.unique_identifier = Some(OTHER_ID.into());
    all.push(make.response("re-provision", "The identifier of the new certificate.", response));
}

fn defaults(make: &Make, all: &mut Vec<Vector>) {
    let length = || Attributes::from(vec![Attribute::CryptographicLength(256)]);
    let mut keys = ObjectDefaults::new(length());
    keys.object_type = Some(ObjectType::SYMMETRIC_KEY);
    let mut information = DefaultsInformation::default();
    information.object_defaults = vec![keys];
    let mut request = SetDefaultsRequest::default();
    request.defaults_information = Some(information);
    all.push(make.request("set-defaults", "Symmetric keys have 256 bits unless a request says otherwise.", request));
    all.push(make.response("set-defaults", "The server has taken the defaults.", SetDefaultsResponse::default()));

    let mut types = ObjectTypes::default();
    types.object_types = vec![ObjectType::SYMMETRIC_KEY];
    let mut constraint = Constraint::default();
    constraint.object_types = Some(types);
    constraint.attributes = Some(length());
    let mut constraints = Constraints::default();
    constraints.constraints = vec![constraint];
    let mut set = SetConstraintsRequest::default();
    set.constraints = Some(constraints.clone());
    all.push(make.request("set-constraints", "Symmetric keys must have 256 bits.", set));
    all.push(make.response(
        "set-constraints",
        "The server has taken the constraints.",
        SetConstraintsResponse::default(),
    ));
    let purpose = "A client asks for the constraints.";
    all.push(make.request("get-constraints", purpose, GetConstraintsRequest::default()));
    let mut held = GetConstraintsResponse::default();
    held.constraints = Some(constraints);
    all.push(make.response("get-constraints", "Symmetric keys must have 256 bits.", held));
}

fn interop(make: &Make, all: &mut Vec<Vector>) {
    let begin = InteropRequest::new(InteropFunction::BEGIN, "TC-EXAMPLE-1");
    all.push(make.request("interop", "A test case begins.", begin));
    all.push(make.response("interop", "The server has noted it.", InteropResponse::default()));
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("server") {
        if make.is_1_x() {
            continue;
        }
        if make.is_3_0() {
            users(&make, &mut all);
        }
        re_provision(&make, &mut all);
        defaults(&make, &mut all);
        interop(&make, &mut all);
    }
    all
}
