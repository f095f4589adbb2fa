//! Cryptographic operations of the server.

use kmip::*;

use crate::make::{ID, Make, OTHER_ID};
use crate::vector::Vector;

fn parameters(mode: BlockCipherMode, padding: Option<PaddingMethod>) -> Box<CryptographicParameters<'static>> {
    let mut parameters = CryptographicParameters::default();
    parameters.block_cipher_mode = Some(mode);
    parameters.padding_method = padding;
    Box::new(parameters)
}

fn hashing() -> CryptographicParameters<'static> {
    let mut parameters = CryptographicParameters::default();
    parameters.hashing_algorithm = Some(HashingAlgorithm::SHA_256);
    parameters
}

fn data(bytes: &'static [u8]) -> Data<'static> {
    Data::ByteString(bytes.into())
}

fn encryption(make: &Make, all: &mut Vec<Vector>) {
    let mut encrypt = EncryptRequest::default();
    encrypt.unique_identifier = Some(ID.into());
    encrypt.cryptographic_parameters = Some(parameters(BlockCipherMode::CBC, Some(PaddingMethod::PKCS5)));
    encrypt.data = Some(data(b"attack at dawn"));
    encrypt.iv_counter_nonce = Some(vec![7; 16].into());
    all.push(make.request("encrypt", "Data with its initialization vector.", encrypt));
    let mut encrypted = EncryptResponse::default();
    encrypted.unique_identifier = Some(ID.into());
    encrypted.data = Some(data(&[0xA5; 16]));
    all.push(make.response("encrypt", "The ciphertext.", encrypted));

    let mut first = EncryptRequest::default();
    first.unique_identifier = Some(ID.into());
    first.cryptographic_parameters = Some(parameters(BlockCipherMode::GCM, None));
    first.data = Some(data(b"first part"));
    first.init_indicator = Some(true);
    first.authenticated_encryption_additional_data = Some(b"header".into());
    all.push(make.request("encrypt-first-part", "The first part of a stream, with additional data.", first));
    let mut going_on = EncryptResponse::default();
    going_on.unique_identifier = Some(ID.into());
    going_on.data = Some(data(&[0x5A; 10]));
    going_on.correlation_value = Some(vec![1, 2, 3, 4].into());
    all.push(make.response("encrypt-first-part", "What the next part has to name.", going_on));
    let mut last = EncryptRequest::default();
    last.unique_identifier = Some(ID.into());
    last.correlation_value = Some(vec![1, 2, 3, 4].into());
    last.final_indicator = Some(true);
    all.push(make.request("encrypt-last-part", "The stream ends without more data.", last));
    let mut tagged = EncryptResponse::default();
    tagged.unique_identifier = Some(ID.into());
    tagged.authenticated_encryption_tag = Some(vec![0xEE; 16].into());
    all.push(make.response("encrypt-last-part", "The authentication tag.", tagged));

    let mut decrypt = DecryptRequest::default();
    decrypt.unique_identifier = Some(ID.into());
    decrypt.cryptographic_parameters = Some(parameters(BlockCipherMode::GCM, None));
    decrypt.data = Some(data(&[0xA5; 16]));
    decrypt.iv_counter_nonce = Some(vec![7; 12].into());
    decrypt.authenticated_encryption_tag = Some(vec![0xEE; 16].into());
    all.push(make.request("decrypt", "Ciphertext with its authentication tag.", decrypt));
    let mut decrypted = DecryptResponse::default();
    decrypted.unique_identifier = Some(ID.into());
    decrypted.data = Some(data(b"attack at dawn"));
    all.push(make.response("decrypt", "The plaintext.", decrypted));
    if !make.is_1_x() {
        let purpose = "The plaintext is kept for the next batch item, since this one is Ephemeral: nothing is sent.";
        all.push(make.response("decrypt-ephemeral", purpose, DecryptResponse::default()));
    }
}

fn authentication(make: &Make, all: &mut Vec<Vector>) {
    let mut algorithm = CryptographicParameters::default();
    algorithm.digital_signature_algorithm = Some(DigitalSignatureAlgorithm::SHA_256_WITH_RSA_ENCRYPTION);
    let mut sign = SignRequest::default();
    sign.unique_identifier = Some(ID.into());
    sign.cryptographic_parameters = Some(Box::new(algorithm.clone()));
    sign.data = Some(data(b"contract"));
    all.push(make.request("sign", "Data, and the algorithm to sign it with.", sign));
    let mut signed = SignResponse::new(ID);
    signed.signature_data = Some(vec![0x5C; 32].into());
    all.push(make.response("sign", "The signature.", signed));
    let mut verify = SignatureVerifyRequest::default();
    verify.unique_identifier = Some(OTHER_ID.into());
    verify.cryptographic_parameters = Some(Box::new(algorithm));
    verify.digested_data = Some(vec![0xD1; 32].into());
    verify.signature_data = Some(vec![0x5C; 32].into());
    all.push(make.request("signature-verify", "A signature over data that were hashed before.", verify));
    let mut verified = SignatureVerifyResponse::new(OTHER_ID);
    verified.validity_indicator = Some(ValidityIndicator::INVALID);
    all.push(make.response("signature-verify", "The signature is wrong, the operation succeeded.", verified));

    let mut mac = MacRequest::default();
    mac.unique_identifier = Some(ID.into());
    mac.data = Some(data(b"message"));
    all.push(make.request("mac", "Data to be authenticated.", mac));
    let mut made = MacResponse::new(ID);
    made.mac_data = Some(vec![0x3C; 32].into());
    all.push(make.response("mac", "The code.", made));
    let mut verify = MacVerifyRequest::default();
    verify.unique_identifier = Some(ID.into());
    verify.data = Some(data(b"message"));
    verify.mac_data = Some(vec![0x3C; 32].into());
    all.push(make.request("mac-verify", "Data and a code.", verify));
    let mut verified = MacVerifyResponse::new(ID);
    verified.validity_indicator = Some(ValidityIndicator::VALID);
    all.push(make.response("mac-verify", "They belong together.", verified));
}

fn randomness(make: &Make, all: &mut Vec<Vector>) {
    let mut hash = HashRequest::new(hashing());
    hash.data = Some(data(b""));
    all.push(make.request("hash", "No data at all.", hash));
    let mut hashed = HashResponse::default();
    hashed.data = Some(data(&[0xE3; 32]));
    all.push(make.response("hash", "The digest.", hashed));
    all.push(make.request("rng-retrieve", "Thirty-two random bytes.", RngRetrieveRequest::new(32)));
    all.push(make.response("rng-retrieve", "They are.", RngRetrieveResponse::new(data(&[0x42; 32]))));
    all.push(make.request("rng-seed", "Entropy for the server.", RngSeedRequest::new(data(&[0x17; 32]))));
    all.push(make.response("rng-seed", "The server takes half of it.", RngSeedResponse::new(16)));
}

fn splitting(make: &Make, all: &mut Vec<Vector>) {
    let mut split =
        CreateSplitKeyRequest::new(ObjectType::SPLIT_KEY, 3, 2, SplitKeyMethod::POLYNOMIAL_SHARING_PRIME_FIELD);
    split.unique_identifier = Some(ID.into());
    split.prime_field_size = Some(BigInteger::from((1_i128 << 89) - 1));
    let attributes = [Attribute::CryptographicLength(128)];
    split.template_attribute = make.template(&attributes);
    split.attributes = make.attributes(&attributes);
    all.push(make.request("create-split-key", "Three parts, of which two suffice.", split));
    let parts = CreateSplitKeyResponse::new(vec![ID.into(), OTHER_ID.into(), "part-3".into()]);
    all.push(make.response("create-split-key", "The identifiers of the parts.", parts));
    let mut join = JoinSplitKeyRequest::new(ObjectType::SYMMETRIC_KEY, vec![ID.into(), OTHER_ID.into()]);
    join.template_attribute = make.template(&attributes);
    join.attributes = make.attributes(&attributes);
    all.push(make.request("join-split-key", "Two parts are put together.", join));
    all.push(make.response("join-split-key", "The identifier of the whole.", JoinSplitKeyResponse::new("whole")));
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("cryptographic") {
        encryption(&make, &mut all);
        authentication(&make, &mut all);
        randomness(&make, &mut all);
        splitting(&make, &mut all);
        if make.is_3_0() {
            all.push(make.request(
                "encapsulate",
                "A shared secret for the holder of a key.",
                EncapsulateRequest::new(ID),
            ));
            let sealed = EncapsulateResponse::new(OTHER_ID, vec![0xC0; 24]);
            all.push(make.response("encapsulate", "The secret, and what the holder needs.", sealed));
            let data = DecapsulateRequest::new(ID, Data::ByteString(Secret::new(Bytes::from(vec![0xC0; 24]))));
            all.push(make.request("decapsulate", "The holder recovers the shared secret.", data));
            let secret = DecapsulateResponse::new(OTHER_ID);
            all.push(make.response("decapsulate", "The identifier of the secret.", secret));
        }
    }
    all
}
