"""Messages that this workspace encodes, read and written again by PyKMIP, and read here again.

usage: pykmip_messages.py KMIP

KMIP is the command of kmip-cli. For every operation that PyKMIP has, in each version that it speaks, a request and a response
are encoded by KMIP, decoded and encoded by PyKMIP, decoded by KMIP, and compared. Prints a line a version; ends with 1 if one
of them does not come back the same, or if PyKMIP has an operation that has no messages here.
"""

import subprocess
import sys

from kmip.core import enums, primitives, utils
from kmip.core.factories.payloads.request import RequestPayloadFactory
from kmip.core.factories.payloads.response import ResponsePayloadFactory
from kmip.core.messages import messages

VERSIONS = ["1.0", "1.1", "1.2", "1.3", "1.4", "2.0"]


def structure(tag, *items):
    return f"<{tag}>{''.join(items)}</{tag}>"


def leaf(kind):
    return lambda tag, value: f'<{tag} type="{kind}" value="{value}"/>'


text, number, choice, octets = map(leaf, ["TextString", "Integer", "Enumeration", "ByteString"])
date, long = leaf("DateTime"), leaf("LongInteger")


def attribute(name, value, index=None):
    position = [] if index is None else [number("AttributeIndex", index)]
    return structure("Attribute", text("AttributeName", name), *position, value)


def name(tag, value):
    return structure(tag, text("NameValue", value), choice("NameType", "UninterpretedTextString"))


def link(tag, kind, value):
    return structure(tag, choice("LinkType", kind), text("LinkedObjectIdentifier", value))


def template(tag="TemplateAttribute"):
    return structure(
        tag,
        attribute("Cryptographic Algorithm", choice("AttributeValue", "AES")),
        attribute("Cryptographic Length", number("AttributeValue", 128)),
        attribute("Cryptographic Usage Mask", number("AttributeValue", "Encrypt Decrypt")),
        attribute("Name", name("AttributeValue", "disk 7")),
    )


def key(tag="SymmetricKey", algorithm="AES", length=128, form="Raw", material="00112233445566778899aabbccddeeff"):
    value = structure("KeyValue", octets("KeyMaterial", material))
    return structure(tag, structure(
        "KeyBlock", choice("KeyFormatType", form), value, choice("CryptographicAlgorithm", algorithm),
        number("CryptographicLength", length),
    ))


def parameters(*fields):
    return structure("CryptographicParameters", *fields)


CBC = parameters(choice("BlockCipherMode", "CBC"), choice("PaddingMethod", "PKCS5"))
SIGNING = parameters(
    choice("PaddingMethod", "PSS"), choice("HashingAlgorithm", "SHA_256"), choice("CryptographicAlgorithm", "RSA"))
ID = text("UniqueIdentifier", "7")
OBJECT = choice("ObjectType", "SymmetricKey")
DATA, IV = octets("Data", "0102030405060708"), octets("IVCounterNonce", "000102030405060708090a0b0c0d0e0f")
PAIR = text("PrivateKeyUniqueIdentifier", "7") + text("PublicKeyUniqueIdentifier", "8")

# Operation: the first version; the fields of requests, and of responses, one message each.
MESSAGES = {
    "Create": ("1.0", [OBJECT + template()], [OBJECT + ID]),
    "CreateKeyPair": ("1.0", [
        structure(
            "CommonTemplateAttribute", attribute("Cryptographic Algorithm", choice("AttributeValue", "RSA")),
            attribute("Cryptographic Length", number("AttributeValue", 2048)))
        + structure(
            "PrivateKeyTemplateAttribute", attribute("Cryptographic Usage Mask", number("AttributeValue", "Sign")))
        + structure(
            "PublicKeyTemplateAttribute", attribute("Cryptographic Usage Mask", number("AttributeValue", "Verify"))),
    ], [PAIR]),
    "Register": ("1.0", [
        OBJECT + template() + key(),
        choice("ObjectType", "PublicKey")
        + structure("TemplateAttribute", attribute("Cryptographic Usage Mask", number("AttributeValue", "Verify")))
        + key("PublicKey", "RSA", 1024, "PKCS_1", "3003020101"),
        choice("ObjectType", "SecretData")
        + structure("TemplateAttribute", attribute("Cryptographic Usage Mask", number("AttributeValue", "Verify")))
        + structure("SecretData", choice("SecretDataType", "Password"), structure(
            "KeyBlock", choice("KeyFormatType", "Opaque"),
            structure("KeyValue", octets("KeyMaterial", "70617373776f7264")))),
        choice("ObjectType", "Certificate")
        + structure("TemplateAttribute", attribute("Cryptographic Usage Mask", number("AttributeValue", "Verify")))
        + structure("Certificate", choice("CertificateType", "X_509"), octets("CertificateValue", "308201")),
        choice("ObjectType", "OpaqueObject")
        + structure("TemplateAttribute", attribute("Name", name("AttributeValue", "opaque")))
        + structure("OpaqueObject", choice("OpaqueDataType", "0x80000000"), octets("OpaqueDataValue", "0102")),
    ], [ID]),
    "ReKey": ("1.0", [ID, ID + leaf("Interval")("Offset", 3600) + template()], [ID]),
    "DeriveKey": ("1.0", [
        OBJECT + ID + choice("DerivationMethod", "HMAC")
        + structure(
            "DerivationParameters", parameters(choice("HashingAlgorithm", "SHA_256")),
            octets("InitializationVector", "0102030405060708"), octets("DerivationData", "a1a2a3"))
        + template(),
        OBJECT + ID + text("UniqueIdentifier", "8") + choice("DerivationMethod", "PBKDF2")
        + structure(
            "DerivationParameters", parameters(choice("HashingAlgorithm", "SHA_1")), octets("Salt", "0102"),
            number("IterationCount", 4096))
        + template(),
    ], [ID]),
    "Locate": ("1.0", [
        number("MaximumItems", 10) + number("StorageStatusMask", "OnLineStorage")
        + attribute("Object Type", choice("AttributeValue", "SymmetricKey"))
        + attribute("State", choice("AttributeValue", "Active"))
        + attribute("Initial Date", date("AttributeValue", "2020-01-01T00:00:00+00:00")),
    ], ["", ID + text("UniqueIdentifier", "8")]),
    "Check": ("1.0", [
        ID + long("UsageLimitsCount", 10) + number("CryptographicUsageMask", "Encrypt") + leaf("Interval")("LeaseTime", 60),
    ], [ID + long("UsageLimitsCount", 5)]),
    "Get": ("1.0", [
        ID, ID + choice("KeyFormatType", "Raw"),
        ID + structure("KeyWrappingSpecification", choice("WrappingMethod", "Encrypt"), structure(
            "EncryptionKeyInformation", text("UniqueIdentifier", "8"),
            parameters(choice("BlockCipherMode", "NISTKeyWrap"))), text("AttributeName", "Cryptographic Usage Mask")),
    ], [
        OBJECT + ID + key(),
        choice("ObjectType", "PrivateKey") + ID + key("PrivateKey", "RSA", 1024, "PKCS_8", "3003020101"),
        choice("ObjectType", "SplitKey") + ID + structure(
            "SplitKey", number("SplitKeyParts", 3), number("KeyPartIdentifier", 1), number("SplitKeyThreshold", 2),
            choice("SplitKeyMethod", "XOR"), structure(
                "KeyBlock", choice("KeyFormatType", "Raw"), structure("KeyValue", octets("KeyMaterial", "0102")),
                choice("CryptographicAlgorithm", "AES"), number("CryptographicLength", 128))),
    ]),
    "GetAttributes": ("1.0", [
        ID, ID + text("AttributeName", "State") + text("AttributeName", "Cryptographic Length"),
    ], [
        ID + attribute("State", choice("AttributeValue", "PreActive"))
        + attribute("Name", name("AttributeValue", "a")) + attribute("Name", name("AttributeValue", "b"), 1)
        + attribute("Initial Date", date("AttributeValue", "2020-01-01T00:00:00+00:00")),
    ]),
    "GetAttributeList": ("1.0", [ID], [ID + text("AttributeName", "State") + text("AttributeName", "Object Type")]),
    "ModifyAttribute": ("1.0", [ID + attribute("Cryptographic Length", number("AttributeValue", 256))], [
        ID + attribute("Cryptographic Length", number("AttributeValue", 256)),
    ]),
    "DeleteAttribute": ("1.0", [
        ID + text("AttributeName", "Process Start Date"), ID + text("AttributeName", "x-shelf"),
    ], [
        ID + attribute("Process Start Date", date("AttributeValue", "2020-01-01T00:00:00+00:00")),
    ]),
    "Activate": ("1.0", [ID], [ID]),
    "Revoke": ("1.0", [
        ID + structure(
            "RevocationReason", choice("RevocationReasonCode", "KeyCompromise"), text("RevocationMessage", "lost"))
        + date("CompromiseOccurrenceDate", "2020-01-01T00:00:00+00:00"),
    ], [ID]),
    "Destroy": ("1.0", [ID], [ID]),
    "Query": ("1.0", [choice("QueryFunction", "QueryOperations") + choice("QueryFunction", "QueryObjects")], [
        choice("Operation", "Create") + choice("Operation", "Get") + choice("ObjectType", "SymmetricKey")
        + choice("ObjectType", "PublicKey") + text("VendorIdentification", "shop"),
    ]),
    "ReKeyKeyPair": ("1.1", [text("PrivateKeyUniqueIdentifier", "7")], [PAIR]),
    "DiscoverVersions": ("1.1", [
        "", structure("ProtocolVersion", number("ProtocolVersionMajor", 1), number("ProtocolVersionMinor", 1)),
    ], [structure("ProtocolVersion", number("ProtocolVersionMajor", 1), number("ProtocolVersionMinor", 1))]),
    "Encrypt": ("1.2", [ID + CBC + DATA + IV], [ID + DATA + IV]),
    "Decrypt": ("1.2", [ID + CBC + DATA + IV], [ID + DATA]),
    "Sign": ("1.2", [ID + SIGNING + DATA], [ID + octets("SignatureData", "0a0b")]),
    "SignatureVerify": ("1.2", [ID + SIGNING + DATA + octets("SignatureData", "0a0b")], [
        ID + choice("ValidityIndicator", "Valid"),
    ]),
    "MAC": ("1.2", [ID + parameters(choice("CryptographicAlgorithm", "HMAC_SHA256")) + DATA], [
        ID + octets("MACData", "0a0b"),
    ]),
    "SetAttribute": ("2.0", [ID + structure("NewAttribute", leaf("Boolean")("Sensitive", "true"))], [ID]),
}


def write_text(self, stream, *arguments, **named):
    """Writes a text as PyKMIP does, but for the padding of eight bytes that it gives to a text that it has read, of a length
    that needs none."""
    self.padding_length %= 8
    WRITE_TEXT(self, stream, *arguments, **named)


WRITE_TEXT = primitives.TextString.write
primitives.TextString.write = write_text

# What PyKMIP does not read, with its reason: the version, the operation, and the place in the list of requests.
UNREADABLE = {
    # Its ReKey has the Template-Attribute of 1.x, and nothing in its place in 2.0.
    ("2.0", "ReKey", 1): "StreamNotEmptyError",
    # It takes an Attribute Reference for a structure; that of an attribute of the standard is an enumeration.
    ("2.0", "DeleteAttribute", 0): "ReadValueError",
}


def message(kind, version, operation, fields):
    """A Request or a Response Message of one item as XML."""
    major, minor = version.split(".")
    version = structure(
        "ProtocolVersion", number("ProtocolVersionMajor", major), number("ProtocolVersionMinor", minor))
    time, status = "", ""
    if kind == "Response":
        time = date("TimeStamp", "2026-01-01T00:00:00+00:00")
        status = choice("ResultStatus", "Success")
    return structure(
        f"{kind}Message", structure(f"{kind}Header", version, time, number("BatchCount", 1)),
        structure("BatchItem", choice("Operation", operation), status, structure(f"{kind}Payload", fields)))


def convert(kmip, given, *arguments):
    """The lines that `kmip convert` writes for this input, and what it says."""
    done = subprocess.run([kmip, "convert", *arguments], input=given, capture_output=True, text=True, check=False)
    return done.stdout.splitlines(), done.stderr


def again(kind, line):
    """The message as PyKMIP writes it that has read it."""
    read = messages.RequestMessage() if kind == "Request" else messages.ResponseMessage()
    read.read(utils.BytearrayStream(bytes.fromhex(line)))
    header = read.request_header if kind == "Request" else read.response_header
    version = messages.contents.protocol_version_to_kmip_version(header.protocol_version)
    written = utils.BytearrayStream()
    read.write(written, kmip_version=version)
    return written.buffer.hex()


def check(kmip, version):
    """The operations of which a request and a response came back, how many of each did, and what did not."""
    count, wrong, same = {"Request": 0, "Response": 0}, [], {"Request": set(), "Response": set()}
    for kind, place in [("Request", 1), ("Response", 2)]:
        listed = [
            (operation, index, message(kind, entry[0], operation, fields))
            for operation, entry in MESSAGES.items() if entry[0] <= version
            for index, fields in enumerate(entry[place])
        ]
        given = structure("KMIP", *(xml for _, _, xml in listed))
        # 2.0 does not repeat in responses what the request has said, and deletes all instances of a vendor's attribute.
        lossy = ["--lossy"] if version == "2.0" else []
        lines, said = convert(kmip, given, "--from", "xml", "--to", "hex", "--version", version, *lossy)
        if len(lines) != len(listed):
            sys.exit(f"{version} {kind}: {said}")
        for (operation, index, _), line in zip(listed, lines):
            expected = UNREADABLE.get((version, operation, index)) if kind == "Request" else None
            what = f"{version} {operation} {kind} {index}"
            try:
                back = again(kind, line)
            except Exception as error:
                if type(error).__name__ != expected:
                    wrong.append(f"{what}: PyKMIP does not read it: {type(error).__name__}: {error}")
                continue
            lines, said = convert(kmip, back, "--from", "hex", "--to", "hex")
            if expected or lines != [line]:
                wrong.append(f"{what}: PyKMIP reads it, and writes it otherwise: {said}\n  {line}\n  {back}")
                continue
            count[kind] += 1
            same[kind].add(operation)
    return same["Request"] & same["Response"], count, wrong


def has(factory, operation):
    try:
        factory().create(operation)
    except (NotImplementedError, ValueError):
        return False
    return True


def main():
    kmip = sys.argv[1]
    ours = {name.lower() for name in MESSAGES}
    peers = {
        operation.name.replace("_", "").lower()
        for operation in enums.Operation
        if has(RequestPayloadFactory, operation) or has(ResponsePayloadFactory, operation)
    }
    wrong = [f"no messages of {name}" for name in sorted(peers - ours)]
    for version in VERSIONS:
        operations, count, found = check(kmip, version)
        there = {operation for operation, entry in MESSAGES.items() if entry[0] <= version}
        wrong += found + [f"{version} {operation}: no message came back" for operation in sorted(there - operations)]
        print(
            f"KMIP {version}: PyKMIP reads and writes {count['Request']} requests and {count['Response']} responses as we do, "
            f"of {len(operations)} operations")
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)


main()
