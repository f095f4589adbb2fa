/* Messages and mutants of KMIP in TTLV, for fuzz targets in C and C++. Link with libkmip_fuzz.a: see README.md. */
#ifndef KMIP_FUZZ_H
#define KMIP_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes a random valid message, of any operation, version and direction. The same seed gives the same message.
   Returns its length, or 0 if it does not fit; messages of more than 64 KiB are rare. */
size_t kmip_generate(uint8_t *out, size_t capacity, uint64_t seed);

/* Changes one thing in the message in the first `size` bytes: a tag, type, value, order, number, selector, length or byte.
   Returns its new length, or 0 if nothing was changed: the input is no message, or the mutant is longer than `max_size`. */
size_t kmip_mutate(uint8_t *data, size_t size, size_t max_size, uint64_t seed);

/* libFuzzer finds it by its name: whoever links the library has it. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

#ifdef __cplusplus
}
#endif

#endif
