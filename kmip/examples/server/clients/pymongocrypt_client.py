"""MongoDB's client library against the example server, over plain TCP: both of its key modes.

usage: pymongocrypt_client.py PORT

In the first mode the library registers a key of its own, in the other the server makes one and encrypts with it. In both a
data key is made, something is encrypted with it, and decrypted by a second client.
"""

import socket
import sys

import bson
from bson.binary import STANDARD, Binary
from bson.codec_options import CodecOptions
from pymongocrypt.mongocrypt import MongoCryptOptions
from pymongocrypt.synchronous.explicit_encrypter import ExplicitEncrypter
from pymongocrypt.synchronous.state_machine import MongoCryptCallback

CODEC = CodecOptions(uuid_representation=STANDARD)
ALGORITHM = "AEAD_AES_256_CBC_HMAC_SHA_512-Random"


class Callback(MongoCryptCallback):
    """The library makes and reads the messages; what carries them is here."""

    def __init__(self, port):
        self.port, self.keys, self.requests = port, [], 0

    def kms_request(self, context):
        with socket.create_connection(("127.0.0.1", self.port)) as stream:
            stream.sendall(context.message)
            self.requests += 1
            while context.bytes_needed > 0:
                received = stream.recv(context.bytes_needed)
                if not received:
                    raise EOFError("the server closed the connection")
                context.feed(received)

    def collection_info(self, *arguments):
        pass

    def mark_command(self, *arguments):
        pass

    def fetch_keys(self, filter):
        return self.keys

    def insert_data_key(self, document):
        self.keys.append(bytes(document))
        return bson.decode(self.keys[-1], CODEC)["_id"]

    def bson_encode(self, document):
        return bson.encode(document)

    def close(self):
        pass


def run(port, what, master_key):
    callback = Callback(port)
    options = {"kmip": {"endpoint": f"127.0.0.1:{port}"}}
    ExplicitEncrypter(callback, MongoCryptOptions(options)).create_data_key("kmip", master_key=master_key)
    key = Binary.from_uuid(bson.decode(callback.keys[0], CODEC)["_id"])
    other = ExplicitEncrypter(callback, MongoCryptOptions(options))
    encrypted = other.encrypt(bson.encode({"v": "a message"}), ALGORITHM, key_id=key)
    decrypted = bson.decode(other.decrypt(encrypted))
    if decrypted != {"v": "a message"}:
        raise ValueError(f"{what}: {decrypted}")
    print(f"pymongocrypt, {what}: data key made, encrypted and decrypted, {callback.requests} requests")


if __name__ == "__main__":
    port = int(sys.argv[1])
    run(port, "key registered", {})
    run(port, "key made by the server", {"delegated": True})
