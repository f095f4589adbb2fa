/* An example target: a walk over the items of a message, as a server in C has one. Yours calls your parser instead. */
#include "kmip_fuzz.h"

#include <stdlib.h>

enum { HEADER = 8, STRUCTURE = 1, DEEPEST = 32 };

static uint32_t length_of(const uint8_t *item) {
    return (uint32_t)item[4] << 24 | (uint32_t)item[5] << 16 | (uint32_t)item[6] << 8 | item[7];
}

/* How many items there are; -1 for what is no message. */
static long items(const uint8_t *data, size_t size, int depth) {
    long count = 0;
    while (size > 0) {
        if (size < HEADER || depth > DEEPEST) return -1;
        size_t length = length_of(data), room = size - HEADER;
        size_t padded = (length + 7) / 8 * 8;
        if (padded > room) return -1;
        if (data[3] == STRUCTURE) {
            long inside = items(data + HEADER, length, depth + 1);
            if (inside < 0) return -1;
            count += inside;
        }
        count++;
        data += HEADER + padded;
        size -= HEADER + padded;
    }
    return count;
}

/* What is generated has to be a message, whatever the target does with it. */
static void check_the_library(void) {
    static uint8_t message[1 << 20];
    for (uint64_t seed = 0; seed < 100; seed++) {
        size_t size = kmip_generate(message, sizeof message, seed);
        if (size == 0 || items(message, size, 0) < 8) abort();
        if (kmip_mutate(message, size, sizeof message, seed) == 0 && kmip_mutate(message, size, sizeof message, seed + 1) == 0) abort();
        if (kmip_generate(message, 4, seed) != 0) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int is_checked;
    if (!is_checked) check_the_library();
    is_checked = 1;
    items(data, size, 0);
    return 0;
}
