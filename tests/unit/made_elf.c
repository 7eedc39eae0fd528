/* SPDX-License-Identifier: BSD-2-Clause */
#include "made_elf.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const struct made_form made_forms[] = {
	{"x86-64", EM_X86_64, 64, false},   {"i386", EM_386, 32, false},
	{"aarch64", EM_AARCH64, 64, false}, {"aarch64 big-endian", EM_AARCH64, 64, true},
	{"arm", EM_ARM, 32, false},         {"arm big-endian", EM_ARM, 32, true},
	{"ppc64le", EM_PPC64, 64, false},   {"ppc64", EM_PPC64, 64, true},
	{"s390x", EM_S390, 64, true},       {"riscv64", EM_RISCV, 64, false},
	{"x32", EM_X86_64, 32, false},
};
const size_t made_form_count = sizeof made_forms / sizeof *made_forms;

/* ---- numbers ---- */

static void write_number(unsigned char *to, uint64_t value, unsigned size, bool big_endian)
{
	for (unsigned i = 0; i < size; i++)
		to[big_endian ? size - 1 - i : i] = (unsigned char)(value >> 8 * i);
}

void made_put(struct made_elf *elf, size_t at, uint64_t value, unsigned size)
{
	if (at + size > elf->bytes.length)
		abort();
	write_number((unsigned char *)elf->bytes.data + at, value, size, elf->form.big_endian);
}

static void add_number(const struct made_elf *elf, struct buffer *into, uint64_t value, unsigned size)
{
	unsigned char bytes[8];

	write_number(bytes, value, size, elf->form.big_endian);
	buffer_add(into, bytes, size);
}

static unsigned word(const struct made_elf *elf)
{
	return elf->form.bits / 8;
}

static void pad(struct buffer *into, size_t to)
{
	while (into->length < to)
		buffer_add(into, "", 1);
}

/* ---- parts ---- */

void made_init(struct made_elf *elf, const struct made_form *form)
{
	*elf = (struct made_elf){.form = *form, .type = ET_EXEC, .base_now = MADE_BASE};
	elf->header_size = form->bits == 64 ? 64 : 52;
	elf->segment_size = form->bits == 64 ? 56 : 32;
	elf->section_size = form->bits == 64 ? 64 : 40;
}

void made_fini(struct made_elf *elf)
{
	buffer_fini(&elf->bytes);
	buffer_fini(&elf->notes);
}

size_t made_add_note(struct made_elf *elf, const struct made_note *note)
{
	size_t at = elf->notes.length;
	size_t texts = strlen(note->provider) + strlen(note->name) + strlen(note->operands) + 3;

	add_number(elf, &elf->notes, 8, 4);
	add_number(elf, &elf->notes, 3 * word(elf) + texts, 4);
	add_number(elf, &elf->notes, 3, 4);
	buffer_add(&elf->notes, "stapsdt", 8);
	add_number(elf, &elf->notes, note->address, word(elf));
	add_number(elf, &elf->notes, note->base, word(elf));
	add_number(elf, &elf->notes, note->semaphore, word(elf));
	buffer_add(&elf->notes, note->provider, strlen(note->provider) + 1);
	buffer_add(&elf->notes, note->name, strlen(note->name) + 1);
	buffer_add(&elf->notes, note->operands, strlen(note->operands) + 1);
	pad(&elf->notes, (elf->notes.length + 3) & ~(size_t)3);
	return at;
}

static void add_header(struct made_elf *elf)
{
	unsigned char ident[16] = {
		0x7f, 'E', 'L', 'F', elf->form.bits == 64 ? 2 : 1, elf->form.big_endian ? 2 : 1, 1};
	struct buffer *to = &elf->bytes;

	buffer_add(to, ident, sizeof ident);
	add_number(elf, to, elf->type, 2);
	add_number(elf, to, elf->form.machine, 2);
	add_number(elf, to, 1, 4);
	add_number(elf, to, MADE_TEXT, word(elf));
	add_number(elf, to, elf->header_size, word(elf));
	add_number(elf, to, 0, word(elf)); /* the section table: later */
	add_number(elf, to, 0, 4);
	add_number(elf, to, elf->header_size, 2);
	add_number(elf, to, elf->segment_size, 2);
	add_number(elf, to, MADE_SEGMENTS, 2);
	add_number(elf, to, elf->section_size, 2);
	add_number(elf, to, 0, 2);
	add_number(elf, to, 0, 2);
}

static void add_segment(struct made_elf *elf, unsigned type, unsigned flags, uint64_t offset,
			uint64_t address, uint64_t in_file, uint64_t in_memory)
{
	struct buffer *to = &elf->bytes;
	unsigned w = word(elf);

	add_number(elf, to, type, 4);
	if (w == 8)
		add_number(elf, to, flags, 4);
	add_number(elf, to, offset, w);
	add_number(elf, to, address, w);
	add_number(elf, to, address, w);
	add_number(elf, to, in_file, w);
	add_number(elf, to, in_memory, w);
	if (w == 4)
		add_number(elf, to, flags, 4);
	add_number(elf, to, type == PT_LOAD ? 0x1000 : 4, w);
}

/* Everything up to the notes. */
static void add_content(struct made_elf *elf)
{
	static const char loader[] = "/lib/ld-made.so.1", strings[] = "\0libm.so.6\0libmade.so";
	unsigned char id[] = {0xde, 0xad, 0xbe, 0xef, 0x00, 0x01};
	struct buffer *to = &elf->bytes;
	unsigned w = word(elf);

	add_segment(elf, PT_LOAD, PF_R | PF_X, 0, 0x400000, 0x400, 0x400);
	add_segment(elf, PT_LOAD, PF_R | PF_W, MADE_DATA_OFFSET, MADE_DATA, 0x40, 0x100);
	add_segment(elf, PT_INTERP, PF_R, 0x300, 0x400300, sizeof loader, sizeof loader);
	add_segment(elf, PT_NOTE, PF_R, 0x320, 0x400320, 24, 24);
	add_segment(elf, PT_DYNAMIC, PF_R, 0x340, 0x400340, 10 * w, 10 * w);
	pad(to, MADE_TEXT_OFFSET);
	for (size_t i = 0; to->length < 0x300; i++)
		add_number(elf, to, 0x40 + i % 0x40, 1);
	buffer_add(to, loader, sizeof loader);
	pad(to, 0x320);
	add_number(elf, to, 4, 4);
	add_number(elf, to, sizeof id, 4);
	add_number(elf, to, NT_GNU_BUILD_ID, 4);
	buffer_add(to, "GNU", 4);
	buffer_add(to, id, sizeof id);
	pad(to, 0x340);
	for (int i = 0; i < 10; i++) {
		const unsigned entries[] = {DT_NEEDED, 1,        DT_NEEDED,      11, DT_STRTAB,
					    0x4003c0,  DT_STRSZ, sizeof strings, 0,  0};

		add_number(elf, to, entries[i], w);
	}
	pad(to, 0x3c0);
	buffer_add(to, strings, sizeof strings);
	pad(to, 0x440);
}

static void add_symbol(struct made_elf *elf, uint32_t name, const struct made_symbol *symbol)
{
	struct buffer *to = &elf->bytes;
	unsigned w = word(elf);

	add_number(elf, to, name, 4);
	if (w == 4) {
		add_number(elf, to, symbol->value, w);
		add_number(elf, to, 4, w);
	}
	add_number(elf, to, symbol->info, 1);
	add_number(elf, to, 0, 1);
	add_number(elf, to, symbol->section, 2);
	if (w == 8) {
		add_number(elf, to, symbol->value, w);
		add_number(elf, to, 4, w);
	}
}

static void add_section(struct made_elf *elf, unsigned name, unsigned type, unsigned flags, uint64_t address,
			size_t offset, size_t size, unsigned link, size_t entry)
{
	struct buffer *to = &elf->bytes;
	unsigned w = word(elf);

	add_number(elf, to, name, 4);
	add_number(elf, to, type, 4);
	add_number(elf, to, flags, w);
	add_number(elf, to, address, w);
	add_number(elf, to, offset, w);
	add_number(elf, to, size, w);
	add_number(elf, to, link, 4);
	add_number(elf, to, 0, 4);
	add_number(elf, to, 4, w);
	add_number(elf, to, entry, w);
}

/* The names of sections stand in one text, each at the offset that is used below. */
static const char section_names[] = "\0.text\0.note.stapsdt\0.stapsdt.base\0.symtab\0.strtab\0.shstrtab";

static void add_sections(struct made_elf *elf)
{
	const struct made_symbol none = {"", 0, 0, 0};
	size_t symbol_size = word(elf) == 8 ? 24 : 16, symbols, strings, names, name = 1;
	struct buffer *to = &elf->bytes;

	symbols = elf->symbols_at = to->length;
	add_symbol(elf, 0, &none);
	for (size_t i = 0; i < elf->symbol_count; i++) {
		add_symbol(elf, (uint32_t)name, &elf->symbols[i]);
		name += strlen(elf->symbols[i].name) + 1;
	}
	strings = to->length;
	buffer_add(to, "", 1);
	for (size_t i = 0; i < elf->symbol_count; i++)
		buffer_add(to, elf->symbols[i].name, strlen(elf->symbols[i].name) + 1);
	names = to->length;
	buffer_add(to, section_names, sizeof section_names);
	pad(to, (to->length + 7) & ~(size_t)7);
	elf->sections_at = to->length;
	add_section(elf, 0, SHT_NULL, 0, 0, 0, 0, 0, 0);
	add_section(elf, 1, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, MADE_TEXT, MADE_TEXT_OFFSET, 0x100, 0,
		    0);
	add_section(elf, 7, SHT_NOTE, 0, 0, elf->notes_at, elf->notes.length, 0, 0);
	add_section(elf, elf->base_now ? 21 : 0, SHT_PROGBITS, SHF_ALLOC, elf->base_now, 0x3f0, 1, 0, 0);
	add_section(elf, 35, SHT_SYMTAB, 0, 0, symbols, strings - symbols, 5, symbol_size);
	add_section(elf, 43, SHT_STRTAB, 0, 0, strings, names - strings, 0, 0);
	add_section(elf, 51, SHT_STRTAB, 0, 0, names, sizeof section_names, 0, 0);
	elf->section_of_notes = 2;
}

void made_finish(struct made_elf *elf)
{
	unsigned w = word(elf);

	buffer_clear(&elf->bytes);
	add_header(elf);
	add_content(elf);
	elf->notes_at = elf->bytes.length;
	buffer_add(&elf->bytes, buffer_text(&elf->notes), elf->notes.length);
	if (elf->without_sections)
		return;
	pad(&elf->bytes, (elf->bytes.length + 7) & ~(size_t)7);
	add_sections(elf);
	made_put(elf, 24 + 2 * w, elf->sections_at, w);
	made_put(elf, elf->header_size - 4, 7, 2);
	made_put(elf, elf->header_size - 2, 6, 2);
}

size_t made_section_field(const struct made_elf *elf, size_t section, size_t in_32, size_t in_64)
{
	return elf->sections_at + section * elf->section_size + (elf->form.bits == 64 ? in_64 : in_32);
}

size_t made_segment_field(const struct made_elf *elf, size_t segment, size_t in_32, size_t in_64)
{
	return elf->header_size + segment * elf->segment_size + (elf->form.bits == 64 ? in_64 : in_32);
}

int made_file(const void *bytes, size_t length, char *path, size_t size)
{
	int fd = memfd_create("made", MFD_CLOEXEC);

	if (fd < 0 || (length && write(fd, bytes, length) != (ssize_t)length)) {
		perror("made_file");
		abort();
	}
	snprintf(path, size, "/proc/self/fd/%d", fd);
	return fd;
}
