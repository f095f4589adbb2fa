//! Structures that stand alone.
//!
//! They are decoded with types in as much of a message as tells what they are.

use kmip::format::{Decode, Decoder, Encode, Encoder, Fault, WordItem, Writer};
use kmip::items::transcode;
use kmip::names::Naming;
use kmip::{
    ApplicationSpecificInformation, AttributeReferenceStructure, Attributes, Authentication, CapabilityInformation,
    Certificate, Credential, CryptographicParameters, DefaultsInformation, DerivationParameters, Digest,
    EncryptionKeyInformation, Error, ErrorKind, ExtensionInformation, KeyBlock, KeyWrappingData,
    KeyWrappingSpecification, MacSignatureKeyInformation, NameStructure, NamedAttribute, Nonce, PrivateKey,
    ProfileInformation, ProtectionStorageMasks, ProtocolVersion, PublicKey, RequestBatchItem, RequestHeader,
    ResponseBatchItem, ResponseHeader, ResultStatus, RngParameters, ServerInformation, SplitKey, SymmetricKey, Tag,
    TemplateAttribute, ValidationInformation,
};

use super::message::{Outcome, same};
use crate::encoding::nodes;
use crate::known::Selection;

/// Decodes one structure and encodes it again.
///
/// `None` where it is not known which type it has.
///
/// The inner result is the comparison with the bytes given.
pub(super) fn round_trip(bytes: &[u8], selection: Option<&Selection>) -> Option<Result<Outcome, Error>> {
    let (root, is_response) = root(bytes)?;
    let wrapped = match wrapped(bytes, root, selection)? {
        Ok(wrapped) => wrapped,
        Err(fault) => return Some(Err(fault.into())),
    };
    let again = match root {
        Tag::REQUEST_PAYLOAD => again::<RequestBatchItem<'_>>(&wrapped),
        Tag::RESPONSE_PAYLOAD => again::<ResponseBatchItem<'_>>(&wrapped),
        Tag::BATCH_ITEM if is_response => again::<ResponseBatchItem<'_>>(&wrapped),
        Tag::BATCH_ITEM => again::<RequestBatchItem<'_>>(&wrapped),
        Tag::CREDENTIAL | Tag::CREDENTIAL_VALUE => again::<Credential<'_>>(&wrapped),
        Tag::KEY_BLOCK | Tag::KEY_VALUE | Tag::KEY_MATERIAL => again::<KeyBlock<'_>>(&wrapped),
        Tag::ATTRIBUTES
        | Tag::COMMON_ATTRIBUTES
        | Tag::PRIVATE_KEY_ATTRIBUTES
        | Tag::PUBLIC_KEY_ATTRIBUTES
        | Tag::CURRENT_ATTRIBUTE
        | Tag::NEW_ATTRIBUTE => again::<Attributes<'_>>(&wrapped),
        Tag::APPLICATION_SPECIFIC_INFORMATION => again::<ApplicationSpecificInformation<'_>>(&wrapped),
        Tag::ATTRIBUTE => again::<NamedAttribute<'_>>(&wrapped),
        Tag::ATTRIBUTE_REFERENCE => again::<AttributeReferenceStructure<'_>>(&wrapped),
        Tag::AUTHENTICATION => again::<Authentication<'_>>(&wrapped),
        Tag::CAPABILITY_INFORMATION => again::<CapabilityInformation<'_>>(&wrapped),
        Tag::CERTIFICATE => again::<Certificate<'_>>(&wrapped),
        Tag::CRYPTOGRAPHIC_PARAMETERS => again::<CryptographicParameters<'_>>(&wrapped),
        Tag::DEFAULTS_INFORMATION => again::<DefaultsInformation<'_>>(&wrapped),
        Tag::DERIVATION_PARAMETERS => again::<DerivationParameters<'_>>(&wrapped),
        Tag::DIGEST => again::<Digest<'_>>(&wrapped),
        Tag::ENCRYPTION_KEY_INFORMATION => again::<EncryptionKeyInformation<'_>>(&wrapped),
        Tag::EXTENSION_INFORMATION => again::<ExtensionInformation<'_>>(&wrapped),
        Tag::KEY_WRAPPING_DATA => again::<KeyWrappingData<'_>>(&wrapped),
        Tag::KEY_WRAPPING_SPECIFICATION => again::<KeyWrappingSpecification<'_>>(&wrapped),
        Tag::MAC_SIGNATURE_KEY_INFORMATION => again::<MacSignatureKeyInformation<'_>>(&wrapped),
        Tag::NAME => again::<NameStructure<'_>>(&wrapped),
        Tag::NONCE => again::<Nonce<'_>>(&wrapped),
        Tag::PRIVATE_KEY => again::<PrivateKey<'_>>(&wrapped),
        Tag::PROFILE_INFORMATION => again::<ProfileInformation<'_>>(&wrapped),
        Tag::PROTECTION_STORAGE_MASKS => again::<ProtectionStorageMasks<'_>>(&wrapped),
        Tag::PROTOCOL_VERSION => again::<ProtocolVersion<'_>>(&wrapped),
        Tag::PUBLIC_KEY => again::<PublicKey<'_>>(&wrapped),
        Tag::REQUEST_HEADER => again::<RequestHeader<'_>>(&wrapped),
        Tag::RESPONSE_HEADER => again::<ResponseHeader<'_>>(&wrapped),
        Tag::RNG_PARAMETERS => again::<RngParameters<'_>>(&wrapped),
        Tag::SERVER_INFORMATION => again::<ServerInformation<'_>>(&wrapped),
        Tag::SPLIT_KEY => again::<SplitKey<'_>>(&wrapped),
        Tag::SYMMETRIC_KEY => again::<SymmetricKey<'_>>(&wrapped),
        Tag::TEMPLATE_ATTRIBUTE => again::<TemplateAttribute<'_>>(&wrapped),
        Tag::VALIDATION_INFORMATION => again::<ValidationInformation<'_>>(&wrapped),
        _ => return None,
    };
    Some(again.map(|again| same(&again, &wrapped)).map_err(Error::from))
}

/// The tag of the structure, and whether it has a Result Status in it.
fn root(bytes: &[u8]) -> Option<(Tag, bool)> {
    let nodes = nodes(bytes).ok()?;
    nodes.first().map(|node| (node.tag(), node.child(Tag::RESULT_STATUS).is_some()))
}

/// Decodes the bytes in the structure around them, with the field that selects.
///
/// Bytes that need no structure around them are decoded as they are.
fn wrapped(bytes: &[u8], root: Tag, selection: Option<&Selection>) -> Option<Result<Vec<u8>, Fault>> {
    let around: &[Tag] = match root {
        Tag::REQUEST_PAYLOAD | Tag::RESPONSE_PAYLOAD => &[Tag::BATCH_ITEM],
        Tag::CREDENTIAL_VALUE => &[Tag::CREDENTIAL],
        Tag::KEY_VALUE => &[Tag::KEY_BLOCK],
        Tag::KEY_MATERIAL => &[Tag::KEY_BLOCK, Tag::KEY_VALUE],
        _ => return Some(Ok(bytes.to_vec())),
    };
    let selection = selection?;
    let field = Tag::from_name(&selection.field)?;
    let value = Naming::default().enumeration(field, &selection.value)?;
    Some(wrap(bytes, root, around, WordItem::enumeration(field, value)))
}

fn wrap(bytes: &[u8], root: Tag, around: &[Tag], selector: WordItem) -> Result<Vec<u8>, Fault> {
    let mut writer = kmip::ttlv::TtlvWriter::new(Vec::new());
    for (depth, tag) in around.iter().enumerate() {
        writer.open(*tag)?;
        if depth == 0 {
            writer.word(selector)?;
        }
    }
    if root == Tag::RESPONSE_PAYLOAD {
        writer.word(WordItem::enumeration(Tag::RESULT_STATUS, ResultStatus::SUCCESS.value()))?;
    }
    transcode(&mut kmip::ttlv::TtlvReader::new(bytes), &mut writer)?;
    around.iter().try_for_each(|_| writer.end())?;
    writer.finish()
}

/// The structure in `bytes`, decoded as `T` and encoded again.
fn again<'a, T: Decode<'a> + Encode>(bytes: &'a [u8]) -> Result<Vec<u8>, Fault> {
    let mut reader = kmip::ttlv::TtlvReader::new(bytes);
    let mut decoder = Decoder::new(&mut reader);
    let Some(item) = decoder.read()? else { return Err(Fault::new(ErrorKind::Truncated, Tag::default(), 0)) };
    let structure = T::decode(item, &mut decoder)?;
    let mut writer = kmip::ttlv::TtlvWriter::new(Vec::new());
    structure.encode(item.tag(), &mut Encoder::new(&mut writer))?;
    writer.finish()
}
