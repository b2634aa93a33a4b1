/* Words in messages: quoting what a file contains, and guessing what it meant. */

#ifndef LB_BASE_TEXT_H
#define LB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest name of a parameter, graph or loop variable, and of an ansatz or a generator. */
#define LB_WORD_MAX 64
#define LB_NAME_MAX 200

/* text as it may appear in a message: 'text', cut after 40 bytes, with ? for every byte that is not
 * printable ASCII. */
typedef struct lb_quoted {
    char text[48];
} lb_quoted;
lb_quoted lb_quote(const char *text, size_t length);

/* "generator g2 (zz)", or "generator g2" without a name: numbered as in certificates. A name longer
 * than the language allows is cut. */
typedef struct lb_generator_words {
    char text[LB_NAME_MAX + 40];
} lb_generator_words;
lb_generator_words lb_generator_called(const char *name, size_t number);

/* Collects the known name nearest to a word that is not known; only names at a small edit distance
 * count (one letter in three, at least one). */
typedef struct lb_nearest {
    const char *word;
    size_t length, distance;
    char name[LB_WORD_MAX + 1]; /* "" while nothing is near */
} lb_nearest;
void lb_nearest_init(lb_nearest *nearest, const char *word, size_t length);
void lb_nearest_offer(lb_nearest *nearest, const char *name, size_t length);
/* " (did you mean 'name'?)", or "". */
typedef struct lb_hint {
    char text[LB_WORD_MAX + 32];
} lb_hint;
lb_hint lb_nearest_hint(const lb_nearest *nearest);

/* Whether text[0 .. length - 1] is the C string name. */
bool lb_same(const char *text, size_t length, const char *name);
/* Whether all the letters are Pauli letters: such a word is a Pauli label wherever it stands. */
bool lb_is_pauli(const char *text, size_t length);
/* A byte of the names of ansätze and generators: a letter, a digit, or one of _ - . */
bool lb_is_name_byte(char c);

/* The length of the name at the start of text (at most length bytes): name bytes, the first neither
 * - nor . , then perhaps a part in brackets of name bytes and commas, as in zz[0,1]. 0 when there
 * is none. */
size_t lb_name_length(const char *text, size_t length);
/* The length of the longest prefix of text without control characters, quotes and bytes that are
 * not UTF-8: what a string of the language may contain. */
size_t lb_quoted_prefix(const char *text, size_t length);
/* Whether a C string is UTF-8 without control characters. */
bool lb_is_plain(const char *text);
/* The bytes of the byte-order mark of UTF-8 at the start of text: 3, or 0 when there is none. */
size_t lb_byte_order_mark(const char *text, size_t length);
/* What is read as one of - * or a blank though it is not ASCII, such as a minus sign, a product
 * sign or a no-break space: its bytes at the start of text, and *ascii; 0 for anything else. */
size_t lb_look_alike(char *ascii, const char *text, size_t length);
/* The code point of the UTF-8 character at the start of text; 0 when there is none. */
uint32_t lb_code_point(const char *text, size_t length);

#endif
