"""PyKMIP's client against the example server: every operation that the client has, in each version that it speaks.

usage: pykmip_client.py PORT CA CERTIFICATE KEY VERSION...

Prints a line a version, with the number of checks; ends with 1 if one of them fails. What the server does not do it must
refuse with the right reason.
"""

import sys

from kmip.core import attributes, objects
from kmip.core.enums import (
    AttributeType, BlockCipherMode, CryptographicAlgorithm, CryptographicUsageMask, DerivationMethod, EncodingOption,
    HashingAlgorithm, KeyFormatType, KMIPVersion, NameType, ObjectType, OpaqueDataType, PaddingMethod, QueryFunction,
    ResultStatus, RevocationReasonCode, SecretDataType, SplitKeyMethod, ValidityIndicator, WrappingMethod,
)
from kmip.core.factories.attributes import AttributeFactory
from kmip.pie import client as pie
from kmip.pie import objects as managed

AES = CryptographicAlgorithm.AES
ECDSA = CryptographicAlgorithm.ECDSA
RSA = CryptographicAlgorithm.RSA
MASK = CryptographicUsageMask

WRAPPING_DATA = {
    "wrapping_method": WrappingMethod.ENCRYPT,
    "encryption_key_information": {
        "unique_identifier": "42",
        "cryptographic_parameters": {"block_cipher_mode": BlockCipherMode.NIST_KEY_WRAP},
    },
    "encoding_option": EncodingOption.NO_ENCODING,
}

OBJECTS = [
    managed.SymmetricKey(AES, 128, b"\x01" * 16, masks=[MASK.ENCRYPT], name="symmetric"),
    managed.PublicKey(RSA, 1024, b"\x30\x01\x02", KeyFormatType.X_509, masks=[MASK.VERIFY], name="public"),
    managed.PrivateKey(RSA, 1024, b"\x30\x01\x02", KeyFormatType.PKCS_8, masks=[MASK.SIGN], name="private"),
    managed.X509Certificate(b"\x30\x82\x01", masks=[MASK.VERIFY], name="certificate"),
    managed.SecretData(b"secret", SecretDataType.PASSWORD, masks=[MASK.VERIFY], name="password"),
    managed.OpaqueObject(b"\x01\x02", OpaqueDataType.NONE, name="opaque"),
    managed.SplitKey(
        AES, 128, b"\x01" * 16, cryptographic_usage_masks=[MASK.ENCRYPT], name="share", split_key_parts=3,
        key_part_identifier=1, split_key_threshold=2, split_key_method=SplitKeyMethod.XOR,
    ),
    managed.SplitKey(
        AES, 128, b"\x01" * 16, cryptographic_usage_masks=[MASK.ENCRYPT], name="share of a field", split_key_parts=3,
        key_part_identifier=1, split_key_threshold=2,
        split_key_method=SplitKeyMethod.POLYNOMIAL_SHARING_PRIME_FIELD, prime_field_size=2**70 + 1,
    ),
    # In 1.0, too, which does not have the Encoding Option: the client wants back what it has sent.
    managed.SymmetricKey(AES, 128, b"\x02" * 24, masks=[MASK.ENCRYPT], name="wrapped", key_wrapping_data=WRAPPING_DATA),
]


def attribute(kind, value):
    return AttributeFactory().create_attribute(kind, value)


def name(text):
    return attributes.Name.create(text, NameType.UNINTERPRETED_TEXT_STRING)


class Checks:
    """Counts what was asked for, and prints what did not come."""

    def __init__(self, version):
        self.version, self.passed, self.failed = version, 0, 0

    def check(self, what, is_right, found=""):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {self.version} {what}: {found}")

    def done(self, what, operation):
        """What the operation gives; None if it fails."""
        try:
            result = operation()
        except Exception as error:  # the client has many kinds
            self.check(what, False, f"{type(error).__name__} {error}"[:200])
            return None
        self.check(what, True)
        return result

    def refused(self, what, operation, *reasons):
        """The operation must fail for one of these reasons: that of 2.0 on, or the nearest of 1.x."""
        try:
            operation()
        except Exception as error:  # the client has many kinds
            self.check(what, any(reason in str(error) for reason in reasons), f"{error}"[:200])
        else:
            self.check(what, False, "done")


def life_of_objects(client, checks):
    """Each kind of object is registered, comes back as it was, and is destroyed."""
    for item in OBJECTS:
        what = f"{type(item).__name__} {item.names[0]}"
        id = checks.done(f"register {what}", lambda: client.register(item))
        if id is None:
            continue
        got = checks.done(f"get {what}", lambda: client.get(id))
        checks.check(f"get {what} as it was", getattr(got, "value", None) == item.value, got)
        checks.done(f"destroy {what}", lambda: client.destroy(id))


def reading(client, checks, id):
    size = attribute(AttributeType.CRYPTOGRAPHIC_LENGTH, 256)
    found = checks.done("locate", lambda: client.locate(maximum_items=5, attributes=[size]))
    checks.check("locate finds the key", id in (found or []), found)
    other = attribute(AttributeType.CRYPTOGRAPHIC_LENGTH, 257)
    checks.check("locate finds no other", checks.done("locate", lambda: client.locate(attributes=[other])) == [])
    got = checks.done("get", lambda: client.get(id))
    checks.check("get 32 bytes", got is not None and len(got.value) == 32)
    checks.done("get wrapped", lambda: client.get(id, {**WRAPPING_DATA, "encryption_key_information": {
        "unique_identifier": id, "cryptographic_parameters": {"block_cipher_mode": BlockCipherMode.NIST_KEY_WRAP}}}))
    names = ["Name", "State", "Cryptographic Length", "Initial Date"]
    some = checks.done("get attributes", lambda: client.get_attributes(id, names))
    checks.check("get attributes that were asked for", some is not None and len(some[1]) == 4, some)
    checks.done("get all attributes", lambda: client.get_attributes(id))
    listed = checks.done("get attribute list", lambda: client.get_attribute_list(id))
    checks.check("get attribute list", listed is not None and set(names) <= set(listed), listed)


def cryptography(client, checks, id, pair):
    cbc = {
        "block_cipher_mode": BlockCipherMode.CBC,
        "padding_method": PaddingMethod.PKCS5,
        "cryptographic_algorithm": AES,
    }
    iv = b"\x01" * 16
    encrypted = checks.done(
        "encrypt", lambda: client.encrypt(b"hello", uid=id, cryptographic_parameters=cbc, iv_counter_nonce=iv))
    if encrypted:
        plain = checks.done("decrypt", lambda: client.decrypt(
            encrypted[0], uid=id, cryptographic_parameters=cbc, iv_counter_nonce=iv))
        checks.check("decrypt what was encrypted", plain == b"hello", plain)
    gcm = {**cbc, "block_cipher_mode": BlockCipherMode.GCM}
    checks.refused("encrypt with GCM", lambda: client.encrypt(
        b"hello", uid=id, cryptographic_parameters=gcm, iv_counter_nonce=iv),
        "UNSUPPORTED_CRYPTOGRAPHIC_PARAMETERS", "FEATURE_NOT_SUPPORTED")
    checks.refused("MAC with a key for encryption", lambda: client.mac(
        b"data", uid=id, algorithm=CryptographicAlgorithm.HMAC_SHA256),
        "INCOMPATIBLE_CRYPTOGRAPHIC_USAGE_MASK", "PERMISSION_DENIED")
    mac_key = checks.done("create a key for MACs", lambda: client.create(
        CryptographicAlgorithm.HMAC_SHA256, 256, cryptographic_usage_mask=[MASK.MAC_GENERATE]))
    if mac_key:
        checks.done("activate it", lambda: client.activate(mac_key))
        mac = checks.done("MAC", lambda: client.mac(b"data", uid=mac_key, algorithm=CryptographicAlgorithm.HMAC_SHA256))
        checks.check("MAC of 32 bytes", mac is not None and len(mac[1]) == 32)
    if pair:
        public, private = pair
        checks.done("activate the private key", lambda: client.activate(private))
        how = {"cryptographic_algorithm": ECDSA, "hashing_algorithm": HashingAlgorithm.SHA_256}
        signature = checks.done("sign", lambda: client.sign(b"text", uid=private, cryptographic_parameters=how))
        if signature:
            for text, expected in [(b"text", ValidityIndicator.VALID), (b"test", ValidityIndicator.INVALID)]:
                found = checks.done("verify", lambda: client.signature_verify(text, signature, uid=public))
                checks.check(f"{text} is {expected.name}", found == expected, found)


def changing(client, checks, id, version):
    if version >= "2.0":
        checks.done("set attribute", lambda: client.set_attribute(
            id, attribute_name="Sensitive", attribute_value=True))
        checks.done("modify attribute", lambda: client.modify_attribute(
            id, new_attribute=objects.NewAttribute(attribute=name("renamed"))))
        reference = objects.AttributeReference(vendor_identification="", attribute_name="Sensitive")
        checks.done("delete attribute", lambda: client.delete_attribute(id, attribute_reference=reference))
        checks.refused("delete it again", lambda: client.delete_attribute(id, attribute_reference=reference),
                       "does not have this attribute")
    else:
        renamed = attribute(AttributeType.NAME, name("renamed"))
        checks.done("modify attribute", lambda: client.modify_attribute(id, attribute=renamed))
        checks.done("delete attribute", lambda: client.delete_attribute(id, attribute_name="Name", attribute_index=0))
        checks.refused("delete it again", lambda: client.delete_attribute(
            id, attribute_name="Name", attribute_index=0), "does not have this attribute")


def run(version, port, ca, certificate, key):
    checks = Checks(version)
    client = pie.ProxyKmipClient(
        hostname="127.0.0.1", port=port, cert=certificate, key=key, ca=ca, ssl_version="PROTOCOL_TLSv1_2",
        kmip_version=getattr(KMIPVersion, "KMIP_" + version.replace(".", "_")), config_file="/dev/null")
    client.open()
    if version != "1.0":
        found = checks.done("discover versions", lambda: client.proxy.discover_versions())
        checks.check("discover eight versions", found is not None and len(found.protocol_versions) == 8, found)
    functions = [QueryFunction.QUERY_OPERATIONS, QueryFunction.QUERY_OBJECTS, QueryFunction.QUERY_SERVER_INFORMATION]
    told = checks.done("query", lambda: client.proxy.query(query_functions=functions))
    checks.check("query tells operations", told is not None and told.result_status.value == ResultStatus.SUCCESS
                 and len(told.operations) > 10, told)

    id = checks.done("create", lambda: client.create(
        AES, 256, name=f"key of {version}", cryptographic_usage_mask=[MASK.ENCRYPT, MASK.DECRYPT],
        operation_policy_name="default" if version < "2.0" else None))
    checks.refused("create an RSA pair", lambda: client.create_key_pair(RSA, 2048),
                   "UNSUPPORTED_CRYPTOGRAPHIC_PARAMETERS", "FEATURE_NOT_SUPPORTED")
    pair = checks.done("create key pair", lambda: client.create_key_pair(
        ECDSA, 256, public_name="public", public_usage_mask=[MASK.VERIFY], private_name="private",
        private_usage_mask=[MASK.SIGN]))
    life_of_objects(client, checks)
    if id:
        reading(client, checks, id)
        checks.done("activate", lambda: client.activate(id))
        checks.refused("activate again", lambda: client.activate(id), "WRONG_KEY_LIFECYCLE_STATE", "PERMISSION_DENIED")
        checks.done("check", lambda: client.check(id, cryptographic_usage_mask=[MASK.ENCRYPT]))
        if version >= "1.2":
            cryptography(client, checks, id, pair)
        changing(client, checks, id, version)
        checks.done("re-key", lambda: client.rekey(uid=id, offset=0))
        how = {"cryptographic_parameters": {"hashing_algorithm": HashingAlgorithm.SHA_256}, "derivation_data": b"\x01"}
        checks.done("derive key", lambda: client.derive_key(
            ObjectType.SYMMETRIC_KEY, [id], DerivationMethod.HMAC, how, cryptographic_length=128,
            cryptographic_algorithm=AES))
        checks.refused("destroy what is active", lambda: client.destroy(id), "PERMISSION_DENIED")
        checks.done("revoke", lambda: client.revoke(
            RevocationReasonCode.KEY_COMPROMISE, uid=id, revocation_message="lost", compromise_occurrence_date=6))
        checks.done("destroy", lambda: client.destroy(id))
        checks.refused("get what is destroyed", lambda: client.get(id), "ITEM_NOT_FOUND")
    client.close()
    print(f"PyKMIP {version}: {checks.passed} checks passed, {checks.failed} failed")
    return checks.failed == 0


if __name__ == "__main__":
    port, ca, certificate, key, *versions = sys.argv[1:]
    results = [run(version, int(port), ca, certificate, key) for version in versions]
    sys.exit(0 if versions and all(results) else 1)
