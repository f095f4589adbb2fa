//! Creates, finds and gets a key: one code for 1.4, 2.1 and 3.0.
//!
//! It is on both sides of the connection.
//!
//! `cargo run -p kmip --example create_locate_get`

use std::error::Error;

use kmip::{
    Attribute, Attributes, CreateRequest, CreateResponse, CryptographicAlgorithm, CryptographicUsageMask, DateTime,
    GetAttributesRequest, GetAttributesResponse, GetRequest, GetResponse, KeyBlock, LocateRequest, LocateResponse,
    Name, ObjectType, PingRequest, ProtocolVersion, Request, RequestMessage, RequestPayload, ResponseMessage,
    ResponsePayload, ResultReason, SymmetricKey, Tag, Version, Versions,
};

/// Whatever carries a request to the server and the response back.
type Connection<'c> = &'c mut dyn FnMut(&[u8]) -> Result<Vec<u8>, kmip::Error>;

/// The newest version that both sides speak.
fn negotiate(connection: Connection<'_>, ours: Versions) -> Result<ProtocolVersion<'static>, Box<dyn Error>> {
    let request = RequestMessage::discover_versions(ours).ok_or("nothing to negotiate")?;
    let answer = connection(&kmip::ttlv::to_vec(&request)?)?;
    let response: ResponseMessage<'_> = kmip::ttlv::from_slice(&answer)?;
    Ok(response.pick_version(ours).ok_or("no common version")?)
}

/// Sends a batch of one, and gives back the payload of the response.
fn ask<R: Request<'static>>(
    connection: Connection<'_>,
    version: &ProtocolVersion<'static>,
    payload: R,
) -> Result<R::Response<'static>, Box<dyn Error>> {
    let mut request = RequestMessage::new(version.clone());
    request.push(payload);
    let answer = connection(&kmip::ttlv::to_vec(&request)?)?;
    let response: ResponseMessage<'_> = kmip::ttlv::from_slice_owned(&answer)?;
    Ok(response.into_payload()?)
}

/// Creates a key, finds it by its name, asks what it is, and gets it.
///
/// Nothing here depends on the version.
fn client(connection: Connection<'_>, version: &ProtocolVersion<'static>) -> Result<usize, Box<dyn Error>> {
    let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([
        Attribute::name("backup key"),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
    ]);
    let created = ask(connection, version, create)?;

    let locate = LocateRequest::default().with_attributes([Attribute::name("backup key")]);
    let located = ask(connection, version, locate)?;
    let [found] = located.unique_identifiers.as_slice() else { return Err("not one key".into()) };
    assert_eq!(found.as_text(), created.unique_identifier.as_text());
    let id = found.as_text().ok_or("no identifier")?.to_string();

    let wanted = GetAttributesRequest::with_id(id.clone())
        .with_attribute_references([Tag::CRYPTOGRAPHIC_ALGORITHM, Tag::CRYPTOGRAPHIC_LENGTH]);
    let told = ask(connection, version, wanted)?;
    assert_eq!(told.attributes().cryptographic_algorithm(), Some(CryptographicAlgorithm::AES));
    assert_eq!((told.attributes().cryptographic_length(), told.attributes().len()), (Some(256), 2));

    let got = ask(connection, version, GetRequest::with_id(id))?;
    let key = got.managed_object.key_block().and_then(KeyBlock::key_bytes).ok_or("no key")?;
    Ok(key.expose().len())
}

/// A server that keeps one key.
#[derive(Default)]
struct Server {
    attributes: Attributes<'static>,
    versions: Versions,
}

const ID: &str = "5d0c8f1e";

impl Server {
    fn serve(&mut self, request: &[u8]) -> Result<Vec<u8>, kmip::Error> {
        let request: RequestMessage<'_> = kmip::ttlv::from_slice(request)?;
        let mut response = ResponseMessage::respond_to(&request, DateTime(1_735_689_600));
        for item in &request.batch_items {
            response.push(match self.answer(&item.request_payload) {
                Ok(payload) => item.success(payload),
                Err(reason) => item.failure(reason, "see Result Reason"),
            });
        }
        kmip::ttlv::to_vec(&response)
    }

    fn answer(&mut self, asked: &RequestPayload<'_>) -> Result<ResponsePayload<'static>, ResultReason> {
        Ok(match asked {
            RequestPayload::DiscoverVersions(asked) => asked.answer(self.versions).into(),
            RequestPayload::Create(asked) => {
                let attributes = asked.attributes().to_attributes().map_err(|_| ResultReason::INVALID_FIELD)?;
                self.attributes = attributes.into_owned();
                CreateResponse::new(asked.object_type, ID).into()
            }
            RequestPayload::Locate(asked) => {
                let has = |wanted: &Name<'_>| self.attributes.names().any(|own| own.as_text() == wanted.as_text());
                let found = asked.attributes().names().all(has).then_some(ID);
                LocateResponse::default().with_unique_identifiers(found).into()
            }
            RequestPayload::GetAttributes(asked) => {
                let mut told = Attributes::default();
                for reference in asked.attribute_references() {
                    let reference = reference.map_err(|_| ResultReason::INVALID_FIELD)?;
                    told.extend(self.attributes.iter().filter(|a| reference == a.tag().into()).cloned());
                }
                GetAttributesResponse::new(ID).with_attributes(told).into()
            }
            RequestPayload::Get(_) => {
                let key = KeyBlock::raw(vec![7; 32], CryptographicAlgorithm::AES, 256);
                GetResponse::new(ObjectType::SYMMETRIC_KEY, ID, SymmetricKey::new(key)).into()
            }
            _ => return Err(ResultReason::OPERATION_NOT_SUPPORTED),
        })
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    for versions in [Version::V1_2 | Version::V1_4, Version::V1_4 | Version::V2_1, Versions::ALL] {
        let mut server = Server { versions, ..Server::default() };
        let mut connection = |request: &[u8]| server.serve(request);
        let version = negotiate(&mut connection, Versions::ALL)?;
        assert_eq!(Some(&version), ProtocolVersion::newest(versions).as_ref());
        let length = client(&mut connection, &version)?;
        println!("KMIP {version}: a key of {length} bytes");
        assert_eq!(length, 32);
    }
    // What the server refuses comes as an error that tells why.
    let mut connection = |request: &[u8]| Server::default().serve(request);
    let Err(refused) = ask(&mut connection, &ProtocolVersion::V2_1, PingRequest::default()) else {
        return Err("not refused".into());
    };
    println!("Ping: {refused}");
    assert_eq!(refused.to_string(), "OperationFailed, OperationNotSupported: see Result Reason");
    Ok(())
}
