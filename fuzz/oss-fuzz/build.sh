#!/bin/bash -eu
# OSS-Fuzz: builds every target, with its seeds and its dictionary.
cd "$SRC/kmip"
# The seeds are made by programs that are not fuzzed.
(unset RUSTFLAGS CFLAGS CXXFLAGS && fuzz/seeds)

cd fuzz
cargo fuzz build --release
for target in $(cargo fuzz list); do
    cp "target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
    zip --quiet --junk-paths "$OUT/${target}_seed_corpus.zip" -r "corpus/$target"
    dictionary=made/dictionaries/${target%%_*}.dict
    case $target in
        generated*) continue ;;
        xml* | json* | cbor*) ;;
        *) dictionary=made/dictionaries/ttlv.dict ;;
    esac
    cp "$dictionary" "$OUT/$target.dict"
done
