//! A whole life of a key on a KMIP server, over TLS: create, activate, locate, get, encrypt, decrypt, revoke, destroy.
//!
//! `cargo run -p kmip --example tls_client -- ADDRESS CA.pem CLIENT.pem CLIENT-KEY.pem VERSION`, for instance
//! `127.0.0.1:5696 ca.pem client.pem client-key.pem 1.4`. The same code speaks every version: what differs between 1.x
//! and 2.x is in `attributes.rs`. `.ci/interop` runs it against a server of others.

mod attributes;
mod connection;

use std::error::Error;

use connection::Connection;
use kmip::{
    ActivateRequest, Attribute, BlockCipherMode, Bytes, CreateRequest, CryptographicAlgorithm, CryptographicParameters,
    CryptographicUsageMask, Data, DecryptRequest, DestroyRequest, EncryptRequest, GetRequest, KeyMaterial, KeyValue,
    LocateRequest, ManagedObject, Name, NameStructure, NameType, ObjectType, PaddingMethod, ProtocolVersion,
    ResponsePayload, RevocationReason, RevocationReasonCode, RevokeRequest,
};

const PLAINTEXT: &[u8] = b"a message of no importance";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, ca, certificate, key, version] = arguments.as_slice() else {
        return Err("usage: tls_client ADDRESS CA.pem CLIENT.pem CLIENT-KEY.pem VERSION".into());
    };
    let version = protocol_version(version)?;
    let mut server = Connection::open(address, ca, certificate, key, version.clone())?;
    println!("KMIP {version}");
    life_of_a_key(&mut server, &version)
}

fn protocol_version(text: &str) -> Result<ProtocolVersion<'static>, Box<dyn Error>> {
    let known = [
        ProtocolVersion::V1_0,
        ProtocolVersion::V1_1,
        ProtocolVersion::V1_2,
        ProtocolVersion::V1_3,
        ProtocolVersion::V1_4,
        ProtocolVersion::V2_0,
        ProtocolVersion::V2_1,
        ProtocolVersion::V3_0,
    ];
    known.into_iter().find(|version| version.to_string() == text).ok_or_else(|| format!("no version {text}").into())
}

/// Every step prints one line, the same in each version.
fn life_of_a_key(server: &mut Connection, version: &ProtocolVersion<'_>) -> Result<(), Box<dyn Error>> {
    let label = format!("example key of {version}");
    let id = create(server, version, &label)?;
    println!("Create: a key named {label:?}");

    let mut activate = ActivateRequest::default();
    activate.unique_identifier = Some(id.as_str().into());
    let ResponsePayload::Activate(_) = server.ask(activate)? else { return Err(unexpected()) };
    println!("Activate: done");

    println!(
        "Locate: {}",
        if locate(server, version, &label)? == [id.clone()] { "this key" } else { "something else" }
    );
    println!("Get: {} bytes of key material", get(server, &id)?);

    let (ciphertext, iv) = encrypt(server, &id)?;
    println!("Encrypt: {} bytes to {}", PLAINTEXT.len(), ciphertext.len());
    let same = decrypt(server, &id, &ciphertext, &iv)? == PLAINTEXT;
    println!("Decrypt: {}", if same { "the same message" } else { "another message" });

    let mut revoke = RevokeRequest::default();
    revoke.unique_identifier = Some(id.as_str().into());
    revoke.revocation_reason = Some(RevocationReason::new(RevocationReasonCode::CESSATION_OF_OPERATION));
    let ResponsePayload::Revoke(_) = server.ask(revoke)? else { return Err(unexpected()) };
    println!("Revoke: done");

    let mut destroy = DestroyRequest::default();
    destroy.unique_identifier = Some(id.as_str().into());
    let ResponsePayload::Destroy(_) = server.ask(destroy)? else { return Err(unexpected()) };
    println!("Destroy: done");

    println!("Locate: {} left", locate(server, version, &label)?.len());
    println!("Get: {}", get(server, &id).err().map_or_else(|| "still there".to_owned(), |refusal| refusal.to_string()));
    Ok(())
}

fn name(label: &str) -> Attribute<'_> {
    Attribute::Name(Name::Structure(NameStructure::new(label, NameType::UNINTERPRETED_TEXT_STRING)))
}

fn create(server: &mut Connection, version: &ProtocolVersion<'_>, label: &str) -> Result<String, Box<dyn Error>> {
    let wanted = vec![
        name(label),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
    ];
    let mut create = CreateRequest::new(ObjectType::SYMMETRIC_KEY);
    attributes::of_a_template(version, wanted, &mut create.template_attribute, &mut create.attributes);
    let ResponsePayload::Create(created) = server.ask(create)? else { return Err(unexpected()) };
    Ok(created.unique_identifier.as_text().ok_or_else(unexpected)?.to_string())
}

fn locate(server: &mut Connection, version: &ProtocolVersion<'_>, label: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut locate = LocateRequest::default();
    attributes::of_a_search(version, vec![name(label)], &mut locate.named_attributes, &mut locate.attributes);
    let ResponsePayload::Locate(located) = server.ask(locate)? else { return Err(unexpected()) };
    Ok(located.unique_identifiers.iter().filter_map(|id| id.as_text().map(ToString::to_string)).collect())
}

fn get(server: &mut Connection, id: &str) -> Result<usize, Box<dyn Error>> {
    let mut get = GetRequest::default();
    get.unique_identifier = Some(id.into());
    let ResponsePayload::Get(got) = server.ask(get)? else { return Err(unexpected()) };
    let ManagedObject::SymmetricKey(key) = &got.managed_object else { return Err(unexpected()) };
    let Some(KeyValue::Structure(value)) = &key.key_block.key_value else { return Err(unexpected()) };
    let KeyMaterial::ByteString(material) = &value.key_material else { return Err(unexpected()) };
    Ok(material.expose().len())
}

fn parameters() -> Box<CryptographicParameters<'static>> {
    let mut parameters = CryptographicParameters::default();
    parameters.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    parameters.block_cipher_mode = Some(BlockCipherMode::CBC);
    parameters.padding_method = Some(PaddingMethod::PKCS5);
    Box::new(parameters)
}

/// The ciphertext, and the initialization vector that the server chose.
fn encrypt(server: &mut Connection, id: &str) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let mut encrypt = EncryptRequest::default();
    encrypt.unique_identifier = Some(id.into());
    encrypt.cryptographic_parameters = Some(parameters());
    encrypt.data = Some(Bytes::from(PLAINTEXT).into());
    let ResponsePayload::Encrypt(encrypted) = server.ask(encrypt)? else { return Err(unexpected()) };
    let (Some(Data::ByteString(data)), Some(iv)) = (&encrypted.data, &encrypted.iv_counter_nonce) else {
        return Err(unexpected());
    };
    Ok((data.to_vec(), iv.to_vec()))
}

fn decrypt(server: &mut Connection, id: &str, ciphertext: &[u8], iv: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut decrypt = DecryptRequest::default();
    decrypt.unique_identifier = Some(id.into());
    decrypt.cryptographic_parameters = Some(parameters());
    decrypt.data = Some(Bytes::from(ciphertext).into());
    decrypt.iv_counter_nonce = Some(iv.into());
    let ResponsePayload::Decrypt(decrypted) = server.ask(decrypt)? else { return Err(unexpected()) };
    let Some(Data::ByteString(data)) = &decrypted.data else { return Err(unexpected()) };
    Ok(data.to_vec())
}

fn unexpected() -> Box<dyn Error> {
    "the server answered something else than was asked".into()
}
