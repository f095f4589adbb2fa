//! Keys in every format, managed objects of every type, wrapped keys.

use kmip::items::{Node, NodeValue};
use kmip::*;

use crate::make::{ID, Make, NOW, OTHER_ID, success};
use crate::vector::{Subject, Vector, request, response};

fn big(value: i128) -> BigInteger<'static> {
    BigInteger::from(value)
}

fn secret(value: i128) -> Secret<BigInteger<'static>> {
    Secret::new(big(value))
}

/// A key block with this material in this format.
fn block(format: KeyFormatType, material: KeyMaterial<'static>) -> KeyBlock<'static> {
    let mut block = KeyBlock::new(format);
    block.key_value = Some(KeyValue::Structure(KeyValueStructure::new(material)));
    block
}

fn bytes(bytes: &[u8]) -> KeyMaterial<'static> {
    KeyMaterial::ByteString(Secret::new(Bytes::from(bytes.to_vec())))
}

fn raw() -> KeyBlock<'static> {
    let mut block = block(KeyFormatType::RAW, bytes(&[0x5A; 16]));
    block.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    block.cryptographic_length = Some(128);
    block
}

impl Make {
    /// The response to Get that has this object.
    fn got(
        &self,
        id: &str,
        structure: &str,
        purpose: &str,
        object_type: ObjectType,
        object: impl Into<ManagedObject<'static>>,
    ) -> Vector {
        let mut message = ResponseMessage::new(self.protocol.clone(), NOW);
        message.push(success(GetResponse::new(object_type, ID, object)));
        let covers = [format!("structure {structure}")];
        Vector::message(self.group, id, Subject::Structure(structure), purpose, &[&covers[0]], response(&message))
    }

    /// The request that registers this object.
    fn registered(
        &self,
        id: &str,
        structure: &str,
        purpose: &str,
        object_type: ObjectType,
        object: impl Into<ManagedObject<'static>>,
    ) -> Vector {
        let mut register = RegisterRequest::new(object_type);
        register.template_attribute = self.template(&[]);
        register.attributes = self.attributes(&[]);
        register.managed_object = Some(object.into());
        let mut message = RequestMessage::new(self.protocol.clone());
        message.push(register);
        let covers = [format!("structure {structure}")];
        Vector::message(self.group, id, Subject::Structure(structure), purpose, &[&covers[0]], request(&message))
    }
}

/// Managed objects of every type.
fn objects(make: &Make, all: &mut Vec<Vector>) {
    let certificate = Certificate::new(CertificateType::X_509, vec![0x30, 0x03, 0x02, 0x01, 0x05]);
    all.push(make.registered(
        "object-certificate",
        "Certificate",
        "A certificate.",
        ObjectType::CERTIFICATE,
        certificate,
    ));
    let key = SymmetricKey::new(raw());
    all.push(make.registered(
        "object-symmetric-key",
        "Symmetric Key",
        "A symmetric key.",
        ObjectType::SYMMETRIC_KEY,
        key,
    ));
    let public = PublicKey::new(block(KeyFormatType::X_509, bytes(&[0x30, 0x00])));
    all.push(make.registered("object-public-key", "Public Key", "A public key.", ObjectType::PUBLIC_KEY, public));
    let private = PrivateKey::new(block(KeyFormatType::PKCS_8, bytes(&[0x30, 0x00])));
    all.push(make.registered("object-private-key", "Private Key", "A private key.", ObjectType::PRIVATE_KEY, private));
    let split = SplitKey::new(3, 1, 2, SplitKeyMethod::XOR, raw());
    all.push(make.registered(
        "object-split-key",
        "Split Key",
        "The first of three parts of a key.",
        ObjectType::SPLIT_KEY,
        split,
    ));
    let password =
        SecretData::new(SecretDataType::PASSWORD, block(KeyFormatType::OPAQUE, bytes("pässwörd".as_bytes())));
    all.push(make.registered("object-secret-data", "Secret Data", "A password.", ObjectType::SECRET_DATA, password));
    let opaque = OpaqueObject::new(OpaqueDataType::new(0x8000_0001), vec![0; 9]);
    all.push(make.registered(
        "object-opaque-object",
        "Opaque Object",
        "Data of a vendor's type.",
        ObjectType::OPAQUE_OBJECT,
        opaque,
    ));
    let pgp = PgpKey::new(4, block(KeyFormatType::RAW, bytes(&[0x99, 0x00])));
    all.push(make.registered("object-pgp-key", "PGP Key", "A key of version 4.", ObjectType::PGP_KEY, pgp));
    if make.is_1_x() {
        let template = Template::new(vec![NamedAttribute::standard(Attribute::CryptographicLength(256))]);
        all.push(make.registered(
            "object-template",
            "Template",
            "A template of one attribute.",
            ObjectType::TEMPLATE,
            template,
        ));
        return;
    }
    let csr = CertificateRequest::new(CertificateRequestType::PKCS_10, vec![0x30, 0x00]);
    all.push(make.registered(
        "object-certificate-request",
        "Certificate Request",
        "A request for a certificate.",
        ObjectType::CERTIFICATE_REQUEST,
        csr,
    ));
}

/// Credentials that 3.0 manages as objects.
fn credential_objects(make: &Make, all: &mut Vec<Vector>) {
    if !make.is_3_0() {
        return;
    }
    let mut password = PasswordCredential::default();
    password.password = Some("correct horse".into());
    all.push(make.registered(
        "object-password-credential",
        "Password Credential",
        "A password.",
        ObjectType::PASSWORD_CREDENTIAL,
        password,
    ));
    let mut device = DeviceCredential::default();
    device.device_serial_number = Some("SN-1".into());
    all.push(make.registered(
        "object-device-credential",
        "Device Credential",
        "A device.",
        ObjectType::DEVICE_CREDENTIAL,
        device,
    ));
    let mut otp = OtpCredential::new(OtpAlgorithm::new(1));
    otp.otp_seed = Some(vec![1; 20].into());
    otp.otp_digits = Some(6);
    all.push(make.registered(
        "object-otp-credential",
        "OTP Credential",
        "A seed of one-time passwords.",
        ObjectType::ONE_TIME_PASSWORD_CREDENTIAL,
        otp,
    ));
    let hashed = HashedPasswordCredential::new(vec![2; 32], vec![3; 32]);
    all.push(make.registered(
        "object-hashed-password-credential",
        "Hashed Password Credential",
        "Two hashes.",
        ObjectType::HASHED_PASSWORD_CREDENTIAL,
        hashed,
    ));
}

/// Key material that is a structure.
fn transparent(make: &Make) -> Vec<(&'static str, KeyFormatType, KeyMaterial<'static>, ObjectType)> {
    use KeyMaterial as M;
    let curve = RecommendedCurve::P_256;
    let mut rsa = TransparentRsaPrivateKey::new(big(3233));
    rsa.private_exponent = Some(secret(413));
    rsa.public_exponent = Some(big(17));
    rsa.p = Some(secret(61));
    rsa.q = Some(secret(53));
    rsa.prime_exponent_p = Some(secret(53));
    rsa.prime_exponent_q = Some(secret(49));
    rsa.crt_coefficient = Some(secret(38));
    let (private, public) = (ObjectType::PRIVATE_KEY, ObjectType::PUBLIC_KEY);
    let mut all = vec![
        (
            "Transparent Symmetric Key",
            KeyFormatType::TRANSPARENT_SYMMETRIC_KEY,
            M::TransparentSymmetricKey(TransparentSymmetricKey::new(vec![0x5A; 16])),
            ObjectType::SYMMETRIC_KEY,
        ),
        (
            "Transparent DSA Private Key",
            KeyFormatType::TRANSPARENT_DSA_PRIVATE_KEY,
            M::TransparentDsaPrivateKey(Box::new(TransparentDsaPrivateKey::new(big(23), big(11), big(4), secret(7)))),
            private,
        ),
        (
            "Transparent DSA Public Key",
            KeyFormatType::TRANSPARENT_DSA_PUBLIC_KEY,
            M::TransparentDsaPublicKey(Box::new(TransparentDsaPublicKey::new(big(23), big(11), big(4), big(8)))),
            public,
        ),
        (
            "Transparent RSA Private Key",
            KeyFormatType::TRANSPARENT_RSA_PRIVATE_KEY,
            M::TransparentRsaPrivateKey(Box::new(rsa)),
            private,
        ),
        (
            "Transparent RSA Public Key",
            KeyFormatType::TRANSPARENT_RSA_PUBLIC_KEY,
            M::TransparentRsaPublicKey(TransparentRsaPublicKey::new(big((1 << 126) + 5), big(65_537))),
            public,
        ),
        (
            "Transparent DH Private Key",
            KeyFormatType::TRANSPARENT_DH_PRIVATE_KEY,
            M::TransparentDhPrivateKey(Box::new(TransparentDhPrivateKey::new(big(23), big(5), secret(6)))),
            private,
        ),
        (
            "Transparent DH Public Key",
            KeyFormatType::TRANSPARENT_DH_PUBLIC_KEY,
            M::TransparentDhPublicKey(Box::new(TransparentDhPublicKey::new(big(23), big(5), big(8)))),
            public,
        ),
        (
            "Transparent EC Private Key",
            KeyFormatType::TRANSPARENT_EC_PRIVATE_KEY,
            M::TransparentEcPrivateKey(TransparentEcPrivateKey::new(curve, secret((1 << 120) + 1))),
            private,
        ),
        (
            "Transparent EC Public Key",
            KeyFormatType::TRANSPARENT_EC_PUBLIC_KEY,
            M::TransparentEcPublicKey(TransparentEcPublicKey::new(curve, vec![0x02; 33])),
            public,
        ),
    ];
    if make.is_3_0() {
        let mut seed = SeedPrivateKey::default();
        seed.seed = Some(vec![0x11; 32].into());
        all.push(("Seed Private Key", KeyFormatType::SEED_PRIVATE_KEY, M::SeedPrivateKey(seed), private));
    }
    all
}

fn formats(make: &Make, all: &mut Vec<Vector>) {
    for (structure, format, material, object_type) in transparent(make) {
        let block = block(format, material);
        let object: ManagedObject<'_> = match object_type {
            ObjectType::PRIVATE_KEY => PrivateKey::new(block).into(),
            ObjectType::PUBLIC_KEY => PublicKey::new(block).into(),
            _ => SymmetricKey::new(block).into(),
        };
        let id = crate::vector::slug(structure);
        all.push(make.got(&id, structure, "Key material whose parts can be seen.", object_type, object));
    }
    let list = crate::vector::edition(make.version).enumerations.iter().find(|list| list.name == "Key Format Type");
    for value in &list.unwrap().values {
        if value.name.starts_with("Transparent") || value.name == "Seed Private Key" {
            continue;
        }
        let format = KeyFormatType::new(crate::spec::values::number(&value.value));
        let key = PrivateKey::new(block(format, bytes(&[0x30, 0x03, 0x02, 0x01, 0x00])));
        let id = format!("key-format-{}", crate::vector::slug(&value.name));
        let purpose = format!("Key material as bytes of the format {}.", value.name);
        all.push(make.got(&id, "Key Block", &purpose, ObjectType::PRIVATE_KEY, key));
    }
    let unknown = Node::new(
        Tag::KEY_MATERIAL,
        NodeValue::Structure(vec![Node::new(Tag::new(0x54_0020), NodeValue::ByteString(vec![1, 2].into()))]),
    );
    let key = PrivateKey::new(block(KeyFormatType::new(0x8000_0001), KeyMaterial::Unknown(unknown)));
    all.push(make.got(
        "key-format-vendor",
        "Key Block",
        "A vendor's format, whose material is a structure of its own.",
        ObjectType::PRIVATE_KEY,
        key,
    ));
    let mut absent = KeyBlock::new(KeyFormatType::RAW);
    absent.cryptographic_algorithm = Some(CryptographicAlgorithm::AES);
    absent.cryptographic_length = Some(256);
    all.push(make.got(
        "key-value-absent",
        "Key Block",
        "A key that is kept elsewhere: there is no Key Value.",
        ObjectType::SYMMETRIC_KEY,
        SymmetricKey::new(absent),
    ));
    let mut value = KeyValueStructure::new(bytes(&[0x5A; 32]));
    let attributes = [Attribute::CryptographicLength(256)];
    value.named_attributes = make.named(&attributes);
    value.attributes = make.attributes(&attributes);
    let mut with = KeyBlock::new(KeyFormatType::RAW);
    with.key_value = Some(KeyValue::Structure(value));
    all.push(make.got(
        "key-value-attributes",
        "Key Value",
        "A key with its attributes beside it.",
        ObjectType::SYMMETRIC_KEY,
        SymmetricKey::new(with),
    ));
}

fn wrapped(make: &Make, all: &mut Vec<Vector>) {
    let mut parameters = CryptographicParameters::default();
    parameters.block_cipher_mode = Some(BlockCipherMode::NIST_KEY_WRAP);
    let mut encryption = EncryptionKeyInformation::new(OTHER_ID);
    encryption.cryptographic_parameters = Some(Box::new(parameters));
    let mac = MacSignatureKeyInformation::new("mac-key");

    let mut specification = KeyWrappingSpecification::new(WrappingMethod::ENCRYPT);
    specification.encryption_key_information = Some(encryption.clone());
    specification.encoding_option = Some(EncodingOption::NO_ENCODING);
    let mut get = GetRequest::default();
    get.unique_identifier = Some(ID.into());
    get.key_wrapping_specification = Some(Box::new(specification));
    all.push(make.request("get-wrapped", "A key is asked for wrapped by another.", get));

    let wrappings = [
        (
            "wrapped-key",
            WrappingMethod::ENCRYPT,
            true,
            false,
            EncodingOption::NO_ENCODING,
            "The material alone is wrapped: its TTLV form is not.",
        ),
        (
            "wrapped-key-value",
            WrappingMethod::ENCRYPT,
            true,
            false,
            EncodingOption::TTLV_ENCODING,
            "The TTLV of the Key Value is wrapped.",
        ),
        (
            "wrapped-and-signed",
            WrappingMethod::ENCRYPT_THEN_MAC_SIGN,
            true,
            true,
            EncodingOption::NO_ENCODING,
            "Encrypted, then authenticated.",
        ),
        ("signed-key", WrappingMethod::MAC_SIGN, false, true, EncodingOption::NO_ENCODING, "Authenticated alone."),
    ];
    for (id, method, is_encrypted, is_signed, encoding, purpose) in wrappings {
        let mut data = KeyWrappingData::new(method);
        data.encryption_key_information = is_encrypted.then(|| encryption.clone());
        data.mac_signature_key_information = is_signed.then(|| mac.clone());
        data.mac_signature = is_signed.then(|| vec![0xAC; 32].into());
        data.iv_counter_nonce = is_encrypted.then(|| vec![0xA6; 8].into());
        data.encoding_option = Some(encoding);
        let mut block = raw();
        if encoding == EncodingOption::TTLV_ENCODING {
            block.key_value = Some(KeyValue::ByteString(vec![0x77; 56].into()));
        }
        block.key_wrapping_data = Some(Box::new(data));
        let key = SymmetricKey::new(block);
        all.push(make.got(id, "Key Wrapping Data", purpose, ObjectType::SYMMETRIC_KEY, key));
    }
}

pub(crate) fn vectors() -> Vec<Vector> {
    let mut all = Vec::new();
    for make in Make::all("keys") {
        objects(&make, &mut all);
        credential_objects(&make, &mut all);
        formats(&make, &mut all);
        wrapped(&make, &mut all);
    }
    all
}
