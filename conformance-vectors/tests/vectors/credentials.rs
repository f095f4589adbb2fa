//! Vectors with credentials of every type in the header, which tell who asks.

use kmip::items::{Node, NodeValue};
use kmip::*;

use crate::make::{ID, Make};
use crate::vector::{Subject, Vector, request};

fn credentials(make: &Make) -> Vec<(&'static str, CredentialType, CredentialValue<'static>)> {
    let mut password = UsernameAndPasswordCredentialValue::new("alice");
    password.password = Some("s3cret \"&<>".into());
    let mut device = DeviceCredentialValue::default();
    device.device_serial_number = Some("SN 0042".into());
    device.network_identifier = Some("02-00-00-00-00-01".into());
    device.password = Some("".into());
    let mut attestation =
        AttestationCredentialValue::new(Nonce::new(vec![1; 8], vec![2; 8]), AttestationType::TPM_QUOTE);
    attestation.attestation_measurement = Some(vec![3; 20].into());
    let mut all = vec![
        (
            "Username and Password",
            CredentialType::USERNAME_AND_PASSWORD,
            CredentialValue::UsernameAndPassword(password),
        ),
        ("Device", CredentialType::DEVICE, CredentialValue::Device(Box::new(device))),
        ("Attestation", CredentialType::ATTESTATION, CredentialValue::Attestation(Box::new(attestation))),
    ];
    if !make.is_1_x() {
        let one_time = OneTimePasswordCredentialValue::new("alice", "123456");
        let mut hashed =
            HashedPasswordCredentialValue::new("alice", DateTimeExtended(1_700_000_000_000_001), vec![4; 32]);
        hashed.hashing_algorithm = Some(HashingAlgorithm::SHA_256);
        let ticket = TicketCredentialValue::new(Ticket::new(TicketType::LOGIN, vec![5; 12]));
        all.extend([
            (
                "One Time Password",
                CredentialType::ONE_TIME_PASSWORD,
                CredentialValue::OneTimePassword(Box::new(one_time)),
            ),
            ("Hashed Password", CredentialType::HASHED_PASSWORD, CredentialValue::HashedPassword(Box::new(hashed))),
            ("Ticket", CredentialType::TICKET, CredentialValue::Ticket(ticket)),
        ]);
    }
    all
}

/// A Get with these credentials.
fn vector(make: &Make, id: &str, structure: &str, purpose: &str, credentials: Vec<Credential<'_>>) -> Vector {
    let mut get = GetRequest::default();
    get.unique_identifier = Some(ID.into());
    let mut message = RequestMessage::new(make.protocol.clone());
    message.request_header.authentication = Some(Authentication::new(credentials));
    message.push(get);
    let covers = format!("structure {structure}");
    Vector::message(make.group, id, Subject::Structure(structure), purpose, &[&covers], request(&message))
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("credentials") {
        for (name, credential_type, value) in credentials(&make) {
            let structure = format!("Credential Value ({name})");
            let id = format!("credential-{}", crate::vector::slug(name));
            let purpose = format!("A client shows a credential of the type {name}.");
            all.push(vector(&make, &id, &structure, &purpose, vec![Credential::new(credential_type, value)]));
        }
        let both = credentials(&make).into_iter().take(2);
        let both = both.map(|(_, credential_type, value)| Credential::new(credential_type, value)).collect();
        all.push(vector(&make, "credentials-two", "Authentication", "Two credentials in one request.", both));
        let own = Node::new(
            Tag::CREDENTIAL_VALUE,
            NodeValue::Structure(vec![Node::new(Tag::new(0x54_0030), NodeValue::TextString("badge 7".into()))]),
        );
        let own = Credential::new(CredentialType::new(0x8000_0001), CredentialValue::Unknown(own));
        all.push(vector(&make, "credential-vendor", "Credential", "A credential of a vendor's type.", vec![own]));
    }
    all
}
