// Hyperscan from C, so that no other language stands between it and the text: literals in block mode, whole words only.
// Speaks as rust/src/race.rs does. Usage: hyperscan FOLDER LIST

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <hs/hs.h>

static unsigned char *classes;

// What a callback must know of the text that is scanned.
struct text {
    const unsigned char *bytes;
    size_t length;
    const size_t *key_lengths;
    size_t words;
};

static void fail(const char *what) {
    fprintf(stderr, "hyperscan: %s\n", what);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// A zero byte stands after the last one.
static unsigned char *read_file(const char *folder, const char *name, size_t *length) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*length + 1);
    if (!bytes || fread(bytes, 1, *length, file) != *length) fail(path);
    bytes[*length] = 0;
    fclose(file);
    return bytes;
}

static int is_inner(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The class of the character at `at`; the text is UTF-8.
static unsigned char class_at(const unsigned char *at) {
    unsigned point = at[0];
    if (point >= 0xF0) point = (point & 7) << 18 | (at[1] & 63u) << 12 | (at[2] & 63u) << 6 | (at[3] & 63u);
    else if (point >= 0xE0) point = (point & 15) << 12 | (at[1] & 63u) << 6 | (at[2] & 63u);
    else if (point >= 0xC0) point = (point & 31) << 6 | (at[1] & 63u);
    return classes[point];
}

static unsigned char class_before(const unsigned char *at) {
    do at--;
    while (is_inner(*at));
    return class_at(at);
}

// The rule of rust/src/classes.rs.
static int are_words(const struct text *text, size_t start, size_t end) {
    const unsigned char *from = text->bytes + start, *to = text->bytes + end;
    return !is_inner(*from) && !is_inner(*to) &&
           (start == 0 || class_before(from) != 1 || class_at(from) != 1) &&
           (end == text->length || class_at(to) != 1 || class_before(to) != 1);
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)from, (void)flags;
    struct text *text = context;
    text->words += (size_t)are_words(text, to - text->key_lengths[id], to);
    return 0;
}

int main(int count, char **args) {
    if (count != 3) fail("usage: hyperscan FOLDER LIST");
    char name[256];
    snprintf(name, sizeof name, "keys-%s.txt", args[2]);
    size_t length, number = 0, texts_length;
    classes = read_file(args[1], "classes.bin", &length);
    unsigned char *texts = read_file(args[1], "folded.txt", &texts_length);

    double begun = seconds();
    char *keys = (char *)read_file(args[1], name, &length);
    for (size_t at = 0; at < length; at++) number += keys[at] == '\n';
    const char **literals = malloc(number * sizeof *literals);
    size_t *lengths = malloc(number * sizeof *lengths);
    unsigned *ids = malloc(number * sizeof *ids), *flags = calloc(number, sizeof *flags);
    if (!literals || !lengths || !ids || !flags) fail("no memory");
    for (size_t at = 0; at < number; at++) {
        char *end = strchr(keys, '\n');
        literals[at] = keys, lengths[at] = (size_t)(end - keys), ids[at] = (unsigned)at;
        *end = 0, keys = end + 1;
    }
    hs_database_t *database;
    hs_compile_error_t *error;
    hs_scratch_t *scratch = NULL;
    if (hs_compile_lit_multi(literals, flags, ids, lengths, (unsigned)number, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS)
        fail(error->message);
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) fail("no scratch");
    printf("{\"build_s\": %f, \"version\": \"%.16s\"}\n", seconds() - begun, hs_version());
    fflush(stdout);

    size_t wanted;
    while (scanf("%zu", &wanted) == 1) {
        struct text text = {texts, 0, lengths, 0};
        begun = seconds();
        for (; wanted > 0 && text.bytes < texts + texts_length; wanted--, text.bytes += text.length + 1) {
            text.length = strlen((const char *)text.bytes);
            if (hs_scan(database, (const char *)text.bytes, (unsigned)text.length, 0, scratch, on_match, &text) != HS_SUCCESS)
                fail("cannot scan");
        }
        printf("{\"seconds\": %f, \"found\": %zu}\n", seconds() - begun, text.words);
        fflush(stdout);
    }
    return 0;
}
