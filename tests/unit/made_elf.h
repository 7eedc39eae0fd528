/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * made_elf: ELF files written byte by byte, in any class and byte order, so that each byte of them can be
 * spoilt. Nothing of libelf has a hand in it: what the reader reads was not written by the same code.
 */
#ifndef MADE_ELF_H
#define MADE_ELF_H

#include <probetap/buffer.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where things lie in every file that is made here. */
enum {
	MADE_TEXT = 0x400200, /* code, from this file offset + 0x400000 */
	MADE_TEXT_OFFSET = 0x200,
	MADE_LAST_TEXT = 0x4003fc, /* the last four bytes of the segment */
	MADE_BASE = 0x4003f0,      /* .stapsdt.base */
	MADE_DATA = 0x601400,      /* writable, in the file: four counters … */
	MADE_DATA_OFFSET = 0x400,
	MADE_BSS = 0x601480,     /* … and not in the file */
	MADE_NOWHERE = 0x900000, /* in no segment */
	MADE_SEGMENTS = 5,
};

struct made_form {
	const char *name;
	unsigned machine; /* EM_… */
	unsigned bits;
	bool big_endian;
};

/* A note as it is to be written; lengths and owner may lie. */
struct made_note {
	uint64_t address, base, semaphore;
	const char *provider, *name, *operands;
};

struct made_symbol {
	const char *name;
	uint64_t value;
	unsigned char info;
	uint16_t section;
};

struct made_elf {
	struct made_form form;
	struct buffer bytes;
	unsigned type;       /* ET_… */
	struct buffer notes; /* content of .note.stapsdt */
	uint64_t base_now;   /* address of .stapsdt.base; 0: no such section */
	const struct made_symbol *symbols;
	size_t symbol_count;
	bool without_sections;
	/* after made_finish: offsets in the file */
	size_t header_size, segment_size, section_size;
	size_t notes_at, symbols_at, sections_at;
	size_t section_of_notes; /* number */
};

/* One of every class and byte order that the harness knows. */
extern const struct made_form made_forms[];
extern const size_t made_form_count;

void made_init(struct made_elf *elf, const struct made_form *form);
void made_fini(struct made_elf *elf);
/* Appends a note to `notes`; returns its offset there. */
size_t made_add_note(struct made_elf *elf, const struct made_note *note);
/* Puts the file together. */
void made_finish(struct made_elf *elf);
/* Overwrites a number of the finished file. */
void made_put(struct made_elf *elf, size_t at, uint64_t value, unsigned size);
/* Offset in the file of a field of a section's or segment's header, given its offset in the 32- and the
 * 64-bit header. */
size_t made_section_field(const struct made_elf *elf, size_t section, size_t in_32, size_t in_64);
size_t made_segment_field(const struct made_elf *elf, size_t segment, size_t in_32, size_t in_64);

/* A file without a name that holds the bytes, and a path for it; the descriptor is the caller's. */
int made_file(const void *bytes, size_t length, char *path, size_t size);

#endif
