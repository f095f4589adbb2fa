//! Cryptographic operations, done by libraries.
//!
//! They are AES in CBC mode and its key wrap, HMAC, ECDSA.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use aes::{Aes128, Aes192, Aes256};
use aes_kw::{KeyInit as _, KwAes128, KwAes192, KwAes256};
use kmip::{
    BlockCipherMode, Bytes, CryptographicParameters, CryptographicUsageMask, Data, DecryptRequest, DecryptResponse,
    DerivationMethod, DeriveKeyRequest, EncryptRequest, EncryptResponse, MacRequest, MacResponse, PaddingMethod,
    ResultReason, SignRequest, SignResponse, SignatureVerifyRequest, SignatureVerifyResponse, ValidityIndicator,
};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};

use super::batch::Batch;
use super::refused::{Refused, Result};
use super::store::identifier;

/// The DER of a `SubjectPublicKeyInfo` for P-256 up to the point itself (RFC 5480).
const P256_PUBLIC_KEY: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE,
    0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

fn failed<E>(_: E) -> Refused {
    Refused::new(ResultReason::CRYPTOGRAPHIC_FAILURE, "the cryptographic operation failed")
}

fn unsupported(what: &str) -> Refused {
    Refused::new(ResultReason::UNSUPPORTED_CRYPTOGRAPHIC_PARAMETERS, format!("the server does not have {what}"))
}

/// Random bytes for a key of this many bits.
pub(crate) fn random(bits: i32) -> Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(bits / 8).map_err(failed)?];
    SystemRandom::new().fill(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A new private key in PKCS#8, and its public key in X.509.
pub(crate) fn key_pair() -> Result<(Vec<u8>, Vec<u8>)> {
    let random = SystemRandom::new();
    let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).map_err(failed)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, private.as_ref(), &random).map_err(failed)?;
    Ok((private.as_ref().to_vec(), [&P256_PUBLIC_KEY, pair.public_key().as_ref()].concat()))
}

/// HMAC with SHA-256 over each piece of derivation data, as many times as it takes.
pub(crate) fn derive(key: &[u8], asked: &DeriveKeyRequest<'_>, bits: i32) -> Result<Vec<u8>> {
    if asked.derivation_method != DerivationMethod::HMAC {
        return Err(unsupported("this derivation method"));
    }
    let wanted = usize::try_from(bits / 8).map_err(failed)?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let mut derived = Vec::new();
    for count in 1_u32.. {
        if derived.len() >= wanted {
            break;
        }
        let mut context = hmac::Context::with_key(&key);
        context.update(&count.to_be_bytes());
        for data in &asked.derivation_parameters.derivation_data {
            context.update(data.expose());
        }
        derived.extend_from_slice(context.sign().as_ref());
    }
    derived.truncate(wanted);
    Ok(derived)
}

/// The key wrap of RFC 3394.
pub(crate) fn wrap(wrapping_key: &[u8], key: &[u8]) -> Result<Vec<u8>> {
    let mut wrapped = vec![0; key.len() + aes_kw::IV_LEN];
    match wrapping_key.len() {
        16 => KwAes128::new_from_slice(wrapping_key).map_err(failed)?.wrap_key(key, &mut wrapped).map_err(failed)?,
        24 => KwAes192::new_from_slice(wrapping_key).map_err(failed)?.wrap_key(key, &mut wrapped).map_err(failed)?,
        _ => KwAes256::new_from_slice(wrapping_key).map_err(failed)?.wrap_key(key, &mut wrapped).map_err(failed)?,
    };
    Ok(wrapped)
}

/// The bytes that an operation works on.
fn data<'d>(data: Option<&'d Data<'_>>) -> Result<&'d [u8]> {
    match data {
        Some(Data::ByteString(bytes)) => Ok(bytes.expose()),
        Some(_) => Err(unsupported("data that stands elsewhere")),
        None => Err(Refused::new(ResultReason::MISSING_DATA, "no data")),
    }
}

/// Checks that the parameters ask for AES in CBC mode with the padding of PKCS#5.
///
/// Without parameters that is what is meant.
fn is_cbc(parameters: Option<&CryptographicParameters<'_>>) -> Result<()> {
    let mode = parameters.and_then(|parameters| parameters.block_cipher_mode);
    let padding = parameters.and_then(|parameters| parameters.padding_method);
    if mode.is_some_and(|mode| mode != BlockCipherMode::CBC)
        || padding.is_some_and(|padding| padding != PaddingMethod::PKCS5)
    {
        return Err(unsupported("any mode but CBC with PKCS5"));
    }
    Ok(())
}

pub(crate) fn encrypt(batch: &Batch<'_>, asked: &EncryptRequest<'_>) -> Result<EncryptResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    is_cbc(asked.cryptographic_parameters.as_deref())?;
    let key = batch.store.get(&id)?.key_for(CryptographicUsageMask::ENCRYPT)?;
    let plain = data(asked.data.as_ref())?;
    // Without an initialization vector the server makes one, and tells it.
    let (iv, made) = match &asked.iv_counter_nonce {
        Some(iv) => (iv.to_vec(), false),
        None => (random(128)?, true),
    };
    let encrypted = match key.len() {
        16 => cbc::Encryptor::<Aes128>::new_from_slices(key, &iv).map_err(failed)?.encrypt_padded_vec::<Pkcs7>(plain),
        24 => cbc::Encryptor::<Aes192>::new_from_slices(key, &iv).map_err(failed)?.encrypt_padded_vec::<Pkcs7>(plain),
        _ => cbc::Encryptor::<Aes256>::new_from_slices(key, &iv).map_err(failed)?.encrypt_padded_vec::<Pkcs7>(plain),
    };
    let mut response =
        EncryptResponse::default().with_unique_identifier(identifier(&id)).with_data(Bytes::from(encrypted));
    response.iv_counter_nonce = made.then(|| iv.into());
    Ok(response)
}

pub(crate) fn decrypt(batch: &Batch<'_>, asked: &DecryptRequest<'_>) -> Result<DecryptResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    is_cbc(asked.cryptographic_parameters.as_deref())?;
    let key = batch.store.get(&id)?.key_for(CryptographicUsageMask::DECRYPT)?;
    let encrypted = data(asked.data.as_ref())?;
    let none = || Refused::new(ResultReason::MISSING_INITIALIZATION_VECTOR, "no initialization vector");
    let iv: &[u8] = asked.iv_counter_nonce.as_ref().ok_or_else(none)?;
    let plain = match key.len() {
        16 => {
            cbc::Decryptor::<Aes128>::new_from_slices(key, iv).map_err(failed)?.decrypt_padded_vec::<Pkcs7>(encrypted)
        }
        24 => {
            cbc::Decryptor::<Aes192>::new_from_slices(key, iv).map_err(failed)?.decrypt_padded_vec::<Pkcs7>(encrypted)
        }
        _ => cbc::Decryptor::<Aes256>::new_from_slices(key, iv).map_err(failed)?.decrypt_padded_vec::<Pkcs7>(encrypted),
    };
    let plain = Bytes::from(plain.map_err(failed)?);
    Ok(DecryptResponse::default().with_unique_identifier(identifier(&id)).with_data(plain))
}

pub(crate) fn mac(batch: &Batch<'_>, asked: &MacRequest<'_>) -> Result<MacResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let key = batch.store.get(&id)?.key_for(CryptographicUsageMask::MAC_GENERATE)?;
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data(asked.data.as_ref())?);
    Ok(MacResponse::new(identifier(&id)).with_mac_data(tag.as_ref().to_vec()))
}

pub(crate) fn sign(batch: &Batch<'_>, asked: &SignRequest<'_>) -> Result<SignResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let key = batch.store.get(&id)?.key_for(CryptographicUsageMask::SIGN)?;
    let random = SystemRandom::new();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key, &random);
    let pair = pair.map_err(|_| unsupported("signatures with this key"))?;
    let signature = pair.sign(&random, data(asked.data.as_ref())?).map_err(failed)?;
    Ok(SignResponse::new(identifier(&id)).with_signature_data(signature.as_ref().to_vec()))
}

pub(crate) fn signature_verify(
    batch: &Batch<'_>,
    asked: &SignatureVerifyRequest<'_>,
) -> Result<SignatureVerifyResponse<'static>> {
    let id = batch.id(asked.unique_identifier.as_ref())?;
    let key = batch.store.get(&id)?.key()?;
    let point = key.strip_prefix(&P256_PUBLIC_KEY).ok_or_else(|| unsupported("signatures with this key"))?;
    let none = || Refused::new(ResultReason::MISSING_DATA, "no signature");
    let signature: &[u8] = asked.signature_data.as_ref().ok_or_else(none)?;
    let verified = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(data(asked.data.as_ref())?, signature);
    let validity = if verified.is_ok() { ValidityIndicator::VALID } else { ValidityIndicator::INVALID };
    Ok(SignatureVerifyResponse::new(identifier(&id)).with_validity_indicator(validity))
}
