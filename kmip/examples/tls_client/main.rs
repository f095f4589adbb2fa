//! Leads a key through its whole life on a KMIP server, over TLS.
//!
//! The steps are create, activate, locate, get, encrypt, decrypt, revoke, destroy.
//!
//! `cargo run -p kmip --example tls_client -- ADDRESS CA.pem CLIENT.pem CLIENT-KEY.pem VERSION`, for instance
//! `127.0.0.1:5696 ca.pem client.pem client-key.pem 1.4`. The same code speaks every version: `push` writes attributes as
//! the message's version has them. `.ci/interop` runs it against a server of others.

mod connection;

use std::error::Error;

use connection::Connection;
use kmip::{
    ActivateRequest, Attribute, BlockCipherMode, Bytes, CreateRequest, CryptographicAlgorithm, CryptographicParameters,
    CryptographicUsageMask, Data, DecryptRequest, DestroyRequest, EncryptRequest, GetRequest, KeyBlock, LocateRequest,
    ObjectType, PaddingMethod, ProtocolVersion, RevocationReason, RevocationReasonCode, RevokeRequest,
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
    let known = ProtocolVersion::ALL;
    known.into_iter().find(|version| version.to_string() == text).ok_or_else(|| format!("no version {text}").into())
}

/// Every step prints one line, the same in each version.
fn life_of_a_key(server: &mut Connection, version: &ProtocolVersion<'_>) -> Result<(), Box<dyn Error>> {
    let label = format!("example key of {version}");
    let id = create(server, &label)?;
    println!("Create: a key named {label:?}");

    server.ask(ActivateRequest::with_id(id.as_str()))?;
    println!("Activate: done");

    println!("Locate: {}", if locate(server, &label)? == [id.clone()] { "this key" } else { "something else" });
    println!("Get: {} bytes of key material", get(server, &id)?);

    let (ciphertext, iv) = encrypt(server, &id)?;
    println!("Encrypt: {} bytes to {}", PLAINTEXT.len(), ciphertext.len());
    let same = decrypt(server, &id, &ciphertext, &iv)? == PLAINTEXT;
    println!("Decrypt: {}", if same { "the same message" } else { "another message" });

    let reason = RevocationReason::new(RevocationReasonCode::CESSATION_OF_OPERATION);
    server.ask(RevokeRequest::with_id(id.as_str()).with_revocation_reason(reason))?;
    println!("Revoke: done");

    server.ask(DestroyRequest::with_id(id.as_str()))?;
    println!("Destroy: done");

    println!("Locate: {} left", locate(server, &label)?.len());
    println!("Get: {}", get(server, &id).err().map_or_else(|| "still there".to_owned(), |refusal| refusal.to_string()));
    Ok(())
}

fn create(server: &mut Connection, label: &str) -> Result<String, Box<dyn Error>> {
    let create = CreateRequest::new(ObjectType::SYMMETRIC_KEY).with_attributes([
        Attribute::name(label),
        Attribute::CryptographicAlgorithm(CryptographicAlgorithm::AES),
        Attribute::CryptographicLength(256),
        Attribute::CryptographicUsageMask(CryptographicUsageMask::ENCRYPT | CryptographicUsageMask::DECRYPT),
    ]);
    let created = server.ask(create)?;
    Ok(created.unique_identifier.as_text().ok_or_else(unexpected)?.to_string())
}

fn locate(server: &mut Connection, label: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let locate = LocateRequest::default().with_attributes([Attribute::name(label)]);
    let located = server.ask(locate)?;
    Ok(located.unique_identifiers.iter().filter_map(|id| id.as_text().map(ToString::to_string)).collect())
}

fn get(server: &mut Connection, id: &str) -> Result<usize, Box<dyn Error>> {
    let got = server.ask(GetRequest::with_id(id))?;
    let material = got.managed_object.key_block().and_then(KeyBlock::key_bytes).ok_or_else(unexpected)?;
    Ok(material.expose().len())
}

fn parameters() -> CryptographicParameters<'static> {
    CryptographicParameters::default()
        .with_cryptographic_algorithm(CryptographicAlgorithm::AES)
        .with_block_cipher_mode(BlockCipherMode::CBC)
        .with_padding_method(PaddingMethod::PKCS5)
}

/// The ciphertext, and the initialization vector that the server chose.
fn encrypt(server: &mut Connection, id: &str) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let encrypt = EncryptRequest::with_id(id).with_cryptographic_parameters(parameters());
    let encrypted = server.ask(encrypt.with_data(Bytes::from(PLAINTEXT)))?;
    let (Some(Data::ByteString(data)), Some(iv)) = (&encrypted.data, &encrypted.iv_counter_nonce) else {
        return Err(unexpected());
    };
    Ok((data.expose().to_vec(), iv.to_vec()))
}

fn decrypt(server: &mut Connection, id: &str, ciphertext: &[u8], iv: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let decrypt = DecryptRequest::with_id(id).with_cryptographic_parameters(parameters());
    let decrypted = server.ask(decrypt.with_data(Bytes::from(ciphertext)).with_iv_counter_nonce(iv))?;
    let Some(Data::ByteString(data)) = &decrypted.data else { return Err(unexpected()) };
    Ok(data.expose().to_vec())
}

fn unexpected() -> Box<dyn Error> {
    "the server answered something else than was asked".into()
}
