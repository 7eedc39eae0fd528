/* SPDX-License-Identifier: BSD-2-Clause */
/* Objects and their notes: every class and byte order, everything that can be wrong with them, and the real
 * ones of this machine. */
#include "made_elf.h"

#include <probetap/contract.h>
#include <probetap/memory.h>
#include <probetap/object.h>
#include <probetap/operand.h>

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const struct made_note line_note = {MADE_TEXT + 0x10, MADE_BASE, MADE_DATA,
					   "python",         "line",    "8@%rax"};

/* Opens what the bytes are; the caller closes the object. */
static int open_bytes(const void *bytes, size_t length, struct object **object, struct error *err)
{
	char path[64];
	int fd = made_file(bytes, length, path, sizeof path);
	int rc = object_open(path, object, err);

	close(fd);
	assert_true(rc == 0 ? *object != NULL : *object == NULL);
	return rc;
}

static struct object *open_made(struct made_elf *elf)
{
	struct object *object;
	struct error err;

	made_finish(elf);
	if (open_bytes(elf->bytes.data, elf->bytes.length, &object, &err) < 0)
		fail_msg("%s: %s", elf->form.name, err.text);
	return object;
}

/* ---- what is read ---- */

static void check_header(const struct object *object, const struct made_form *form)
{
	assert_int_equal(object->elf_machine, form->machine);
	assert_int_equal(object->bits, form->bits);
	assert_int_equal(object->big_endian, form->big_endian);
	assert_false(object->position_independent);
	assert_true(object->has_sections);
	assert_string_equal(object->interpreter, "/lib/ld-made.so.1");
	assert_string_equal(object->build_id, "deadbeef0001");
	assert_int_equal(object->needed_count, 2);
	assert_string_equal(object->needed[0], "libm.so.6");
	assert_string_equal(object->needed[1], "libmade.so");
	assert_int_equal(object->first_address, 0x400000);
	assert_int_not_equal(object->inode, 0);
}

static void every_form_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < made_form_count; i++) {
		struct made_note second = {MADE_TEXT + 0x20, MADE_BASE, 0, "other", "marker", ""};
		struct object *object;
		struct made_elf elf;
		struct site *site;

		made_init(&elf, &made_forms[i]);
		made_add_note(&elf, &line_note);
		made_add_note(&elf, &second);
		object = open_made(&elf);
		check_header(object, &made_forms[i]);
		assert_int_equal(object->site_count, 2);
		site = &object->sites[0];
		assert_string_equal(site->provider, "python");
		assert_string_equal(site->name, "line");
		assert_string_equal(site->operands, "8@%rax");
		assert_int_equal(site->address, MADE_TEXT + 0x10);
		assert_int_equal(site->offset, MADE_TEXT_OFFSET + 0x10);
		assert_int_equal(site->semaphore, MADE_DATA);
		assert_int_equal(site->semaphore_offset, MADE_DATA_OFFSET);
		assert_true(site->semaphore_writable);
		assert_true(site->executable);
		assert_int_equal(site->code_length, 16);
		assert_memory_equal(site->code, elf.bytes.data + MADE_TEXT_OFFSET + 0x10, 16);
		site = &object->sites[1];
		assert_string_equal(site->provider, "other");
		assert_string_equal(site->name, "marker");
		assert_string_equal(site->operands, "");
		assert_int_equal(site->semaphore, 0);
		assert_int_equal(site->semaphore_offset, 0);
		assert_false(site->semaphore_writable);
		object_close(object);
		made_fini(&elf);
	}
}

static void machines_are_known(void **state)
{
	static const enum machine machines[] = {
		MACHINE_X86_64, MACHINE_I386,  MACHINE_AARCH64, MACHINE_AARCH64, MACHINE_ARM,    MACHINE_ARM,
		MACHINE_PPC64,  MACHINE_PPC64, MACHINE_S390X,   MACHINE_RISCV64, MACHINE_X86_64,
	};
	struct made_form unknown = {"MIPS", EM_MIPS, 32, true};

	(void)state;
	for (size_t i = 0; i <= made_form_count; i++) {
		const struct made_form *form = i < made_form_count ? &made_forms[i] : &unknown;
		struct object *object;
		struct made_elf elf;

		made_init(&elf, form);
		made_add_note(&elf, &line_note);
		object = open_made(&elf);
		assert_int_equal(object->machine, i < made_form_count ? machines[i] : MACHINE_UNKNOWN);
		assert_int_equal(object->site_count, 1);
		object_close(object);
		made_fini(&elf);
	}
	assert_string_equal(machine_name(MACHINE_S390X), "s390x");
	assert_string_equal(machine_name((enum machine)99), machine_name(MACHINE_UNKNOWN));
}

static void one_marker_has_many_sites(void **state)
{
	struct made_elf elf;
	struct object *object;

	(void)state;
	made_init(&elf, &made_forms[0]);
	for (unsigned i = 0; i < 40; i++) {
		char operands[32];
		struct made_note note = {MADE_TEXT + i, MADE_BASE, MADE_DATA, "python", "line", operands};

		snprintf(operands, sizeof operands, "-4@%u(%%rsp)", i);
		made_add_note(&elf, &note);
	}
	object = open_made(&elf);
	assert_int_equal(object->site_count, 40);
	for (unsigned i = 0; i < 40; i++) {
		char operands[32];

		snprintf(operands, sizeof operands, "-4@%u(%%rsp)", i);
		assert_string_equal(object->sites[i].operands, operands);
		assert_int_equal(object->sites[i].address, MADE_TEXT + i);
	}
	object_close(object);
	made_fini(&elf);
}

/* What prelink does: everything that is loaded moves, notes do not. */
static void base_moves_site_and_semaphore(void **state)
{
	static const struct {
		uint64_t base_in_note, base_now, moved;
	} cases[] = {
		{MADE_BASE, MADE_BASE, 0},
		{MADE_BASE - 0x1000, MADE_BASE, 0x1000},
		{MADE_BASE + 0x10, MADE_BASE, (uint64_t)-0x10},
		{0, MADE_BASE, 0},          /* written without a base */
		{MADE_BASE - 0x1000, 0, 0}, /* the section is gone */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases * 2; i++) {
		const uint64_t moved = cases[i / 2].moved;
		struct made_note notes[] = {
			{MADE_TEXT + 0x40 - moved, cases[i / 2].base_in_note, MADE_DATA + 2 - moved, "p", "a",
			 ""},
			{MADE_TEXT + 0x41 - moved, cases[i / 2].base_in_note, 0, "p", "b", ""},
		};
		struct object *object;
		struct made_elf elf;

		made_init(&elf, &made_forms[i % 2]);
		elf.base_now = cases[i / 2].base_now;
		made_add_note(&elf, &notes[0]);
		made_add_note(&elf, &notes[1]);
		object = open_made(&elf);
		assert_int_equal(object->sites[0].address, MADE_TEXT + 0x40);
		assert_int_equal(object->sites[0].semaphore, MADE_DATA + 2);
		assert_int_equal(object->sites[0].semaphore_offset, MADE_DATA_OFFSET + 2);
		assert_int_equal(object->sites[1].address, MADE_TEXT + 0x41);
		assert_int_equal(object->sites[1].semaphore, 0);
		object_close(object);
		made_fini(&elf);
	}
}

static void places_decide_the_rights(void **state)
{
	static const struct {
		uint64_t address, semaphore;
		uint64_t offset, semaphore_offset;
		bool executable, writable;
		size_t code_length;
	} cases[] = {
		{MADE_TEXT, MADE_DATA, MADE_TEXT_OFFSET, MADE_DATA_OFFSET, true, true, 16},
		{MADE_LAST_TEXT, MADE_DATA + 0x3e, 0x3fc, 0x43e, true, true, 4},
		{MADE_DATA, MADE_BSS, MADE_DATA_OFFSET, 0, false, true, 16}, /* in data; in bss */
		{MADE_BSS, MADE_TEXT, 0, MADE_TEXT_OFFSET, false, false, 0}, /* nothing there in the file */
		{MADE_NOWHERE, MADE_NOWHERE, 0, 0, false, false, 0},
		{MADE_TEXT, MADE_DATA + 0x3f, MADE_TEXT_OFFSET, 0, true, true,
		 16}, /* its second byte is not in the file */
		{MADE_TEXT, MADE_DATA + 0xff, MADE_TEXT_OFFSET, 0, true, false, 16}, /* … not in memory */
		{UINT32_MAX, UINT32_MAX, 0, 0, false, false, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made_note note = {cases[i].address, MADE_BASE, cases[i].semaphore, "p", "n", ""};
		struct object *object;
		struct made_elf elf;

		made_init(&elf, &made_forms[i % 2]);
		made_add_note(&elf, &note);
		object = open_made(&elf);
		assert_int_equal(object->sites[0].offset, cases[i].offset);
		assert_int_equal(object->sites[0].semaphore_offset, cases[i].semaphore_offset);
		assert_int_equal(object->sites[0].executable, cases[i].executable);
		assert_int_equal(object->sites[0].semaphore_writable, cases[i].writable);
		assert_int_equal(object->sites[0].code_length, cases[i].code_length);
		object_close(object);
		made_fini(&elf);
	}
}

static void no_notes_are_no_error(void **state)
{
	(void)state;
	for (int without_sections = 0; without_sections < 2; without_sections++) {
		struct object *object;
		struct made_elf elf;

		made_init(&elf, &made_forms[0]);
		elf.type = ET_DYN;
		elf.without_sections = without_sections;
		object = open_made(&elf);
		assert_int_equal(object->site_count, 0);
		assert_int_equal(object->has_sections, !without_sections);
		assert_true(object->position_independent);
		assert_string_equal(object->build_id, "deadbeef0001");
		object_close(object);
		made_fini(&elf);
	}
}

/* Other tools may put their notes into the same section. */
static void notes_of_others_are_passed_over(void **state)
{
	struct made_elf elf;
	struct object *object;
	size_t first;

	(void)state;
	made_init(&elf, &made_forms[0]);
	first = made_add_note(&elf, &line_note);
	made_add_note(&elf, &line_note);
	memcpy(elf.notes.data + first + 12, "stapSDT", 8);
	object = open_made(&elf);
	assert_int_equal(object->site_count, 1);
	object_close(object);
	/* the last note's padding may be missing */
	elf.notes.length -= 1;
	assert_int_equal(elf.notes.data[elf.notes.length], 0);
	object = open_made(&elf);
	assert_int_equal(object->site_count, 1);
	object_close(object);
	made_fini(&elf);
}

/* ---- nops ---- */

static void nops_are_known(void **state)
{
	static const struct {
		unsigned form, length;
		unsigned char code[10];
	} cases[] = {
		{0, 1, {0x90, 0xcc}},
		{0, 2, {0x66, 0x90}},
		{0, 5, {0x0f, 0x1f, 0x44, 0x00, 0x00}},
		{0, 0, {0xcc}},
		{0, 0, {0x91}},
		{0, 0, {0x0f, 0x1f, 0x44, 0x00, 0x01}},
		{0, 0, {0xf3, 0x90}}, /* pause */
		{1, 1, {0x90}},
		{2, 4, {0x1f, 0x20, 0x03, 0xd5}},
		{3, 4, {0x1f, 0x20, 0x03, 0xd5}},
		{2, 0, {0xd5, 0x03, 0x20, 0x1f}},
		{2, 0, {0x90}},
		{4, 4, {0x00, 0xf0, 0x20, 0xe3}},
		{4, 4, {0x00, 0x00, 0xa0, 0xe1}},
		{4, 2, {0x00, 0xbf}},
		{5, 4, {0xe3, 0x20, 0xf0, 0x00}},
		{5, 0, {0x00, 0xf0, 0x20, 0xe3}},
		{6, 4, {0x00, 0x00, 0x00, 0x60}},
		{6, 0, {0x60, 0x00, 0x00, 0x00}},
		{7, 4, {0x60, 0x00, 0x00, 0x00}},
		{8, 4, {0x47, 0x00, 0x00, 0x00}},
		{8, 2, {0x07, 0x00}},
		{8, 0, {0x47, 0xf0, 0x00, 0x00}}, /* a branch that is taken */
		{9, 4, {0x13, 0x00, 0x00, 0x00}},
		{9, 2, {0x01, 0x00}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct object *object;
		struct made_elf elf;
		struct error err;

		made_init(&elf, &made_forms[cases[i].form]);
		made_add_note(&elf, &line_note);
		made_finish(&elf);
		memcpy(elf.bytes.data + MADE_TEXT_OFFSET + 0x10, cases[i].code, sizeof cases[i].code);
		assert_int_equal(open_bytes(elf.bytes.data, elf.bytes.length, &object, &err), 0);
		if (site_nop_length(object, &object->sites[0]) != cases[i].length)
			fail_msg("%s: code %zu: a nop of %u bytes", elf.form.name, i,
				 site_nop_length(object, &object->sites[0]));
		assert_int_equal(site_is_nop(object, &object->sites[0]), cases[i].length > 0);
		/* A nop that the segment cuts is none. */
		object->sites[0].code_length = cases[i].length ? cases[i].length - 1 : 0;
		if (cases[i].length == 1 || cases[i].length == 4)
			assert_false(site_is_nop(object, &object->sites[0]));
		object_close(object);
		made_fini(&elf);
	}
}

/* ---- symbols ---- */

static const struct made_symbol symbols[] = {
	{"counter", MADE_DATA + 8, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), 1},
	{"twice", MADE_DATA, ELF64_ST_INFO(STB_LOCAL, STT_OBJECT), 1},
	{"twice", MADE_DATA + 4, ELF64_ST_INFO(STB_LOCAL, STT_OBJECT), 1},
	{"same", MADE_DATA + 4, ELF64_ST_INFO(STB_LOCAL, STT_OBJECT), 1},
	{"same", MADE_DATA + 4, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), 1},
	{"elsewhere", 0, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), SHN_UNDEF},
	{"of_thread", 8, ELF64_ST_INFO(STB_GLOBAL, STT_TLS), 1},
	{"plain_number", 77, ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE), SHN_ABS},
	{"_GLOBAL_OFFSET_TABLE_", MADE_DATA + 0x20, ELF64_ST_INFO(STB_LOCAL, STT_OBJECT), 1},
};

static struct object *open_with_symbols(struct made_elf *elf, const struct made_form *form)
{
	made_init(elf, form);
	elf->symbols = symbols;
	elf->symbol_count = sizeof symbols / sizeof *symbols;
	made_add_note(elf, &line_note);
	return open_made(elf);
}

static void symbols_are_found(void **state)
{
	static const struct {
		const char *name;
		int rc;
		uint64_t value;
	} cases[] = {
		{"counter", 0, MADE_DATA + 8}, {"same", 0, MADE_DATA + 4}, {"twice", -ENOTUNIQ, 0},
		{"elsewhere", -ENOENT, 0},     {"of_thread", -ENOENT, 0},  {"plain_number", -ENOENT, 0},
		{"count", -ENOENT, 0},         {"counters", -ENOENT, 0},   {"", -ENOENT, 0},
	};

	(void)state;
	for (size_t form = 0; form < made_form_count; form++) {
		struct made_elf elf;
		struct object *object = open_with_symbols(&elf, &made_forms[form]);

		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			uint64_t value = 0;

			assert_int_equal(object_symbol(object, cases[i].name, &value), cases[i].rc);
			if (cases[i].rc == 0)
				assert_int_equal(value, cases[i].value);
		}
		object_close(object);
		made_fini(&elf);
	}
}

static int seen_address(void *context, uint64_t address, void *to, size_t length)
{
	*(uint64_t *)context = address;
	memset(to, 0x80, length);
	return 0;
}

/* bcc's corpus: 24+mp_(%rip); the load bias is added to what the linker decided. */
static void symbols_make_addresses(void **state)
{
	static const struct {
		const char *text;
		uint64_t address; /* 0: refused */
		const char *why;
	} cases[] = {
		{"8@counter(%rip)", 0x7000 + MADE_DATA + 8, NULL},
		{"-4@counter+16(%rip)", 0x7000 + MADE_DATA + 24, NULL},
		{"8@24+counter(%rip)", 0x7000 + MADE_DATA + 32, NULL},
		{"8@0x10+counter-8(%rip)", 0x7000 + MADE_DATA + 16, NULL},
		{"4@same", 0x7000 + MADE_DATA + 4, NULL},
		{"4@counter(%rax)", 0x7000 + MADE_DATA + 8 + 0x100, NULL},
		{"4@counter@GOTOFF(%rax)", 8 - 0x20 + 0x100, NULL},
		{"8@twice(%rip)", 0, "several symbols"},
		{"8@missing(%rip)", 0, "stripped"},
		{"8@of_thread(%rip)", 0, "no such symbol"},
		{"8@counter+same(%rip)", 0, "at most one symbol"},
	};
	struct made_elf elf;
	struct object *object = open_with_symbols(&elf, &made_forms[0]);
	uint64_t registers[27] = {[10] = 0x100}, address, value;
	struct operand_frame frame = {registers, sizeof registers, 0x7000, seen_address, &address};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site site = {
			.provider = (char *)"p", .name = (char *)"n", .operands = (char *)cases[i].text};
		struct operands operands;
		struct error err = {""};
		int rc = operands_parse(object, &site, &operands, &err);

		assert_int_equal(rc, cases[i].why ? -EINVAL : 0);
		if (cases[i].why) {
			assert_non_null(strstr(err.text, cases[i].why));
			continue;
		}
		assert_int_equal(operand_value(&operands.list[0], &frame, &value), 0);
		assert_int_equal(address, cases[i].address);
	}
	object_close(object);
	made_fini(&elf);
}

/* Clang on arm and GCC on x86 write the address itself: a constant that moves with the object. */
static void address_constants_move(void **state)
{
	struct made_elf elf;
	struct object *object = open_with_symbols(&elf, &made_forms[0]);
	struct site site = {.provider = (char *)"p", .name = (char *)"n", .operands = (char *)"8@$counter+1"};
	struct operand_frame frame = {.bias = 0x7000};
	struct operands operands;
	uint64_t value;

	(void)state;
	assert_int_equal(operands_parse(object, &site, &operands, NULL), 0);
	assert_int_equal(operands.list[0].place, OPERAND_CONSTANT);
	assert_true(operands.list[0].relative);
	assert_int_equal(operand_value(&operands.list[0], &frame, &value), 0);
	assert_int_equal(value, 0x7000 + MADE_DATA + 9);
	object_close(object);
	made_fini(&elf);
}

/* ---- what is corrupt ---- */

static void spoil_owner_length(struct made_elf *elf)
{
	made_put(elf, elf->notes_at, 0xffffffff, 4);
}

static void spoil_owner_length_a_little(struct made_elf *elf)
{
	made_put(elf, elf->notes_at, elf->notes.length, 4);
}

static void spoil_descriptor_length(struct made_elf *elf)
{
	made_put(elf, elf->notes_at + 4, 0xfffffffd, 4);
}

static void spoil_descriptor_length_a_little(struct made_elf *elf)
{
	made_put(elf, elf->notes_at + 4, elf->notes.length - 20 + 1, 4);
}

static void shorten_descriptor(struct made_elf *elf)
{
	made_put(elf, elf->notes_at + 4, elf->form.bits / 8 * 3 - 1, 4);
}

static void spoil_type(struct made_elf *elf)
{
	made_put(elf, elf->notes_at + 8, 2, 4);
}

static size_t texts_at(const struct made_elf *elf)
{
	return elf->notes_at + 20 + elf->form.bits / 8 * 3;
}

static void set_all_texts(struct made_elf *elf, size_t from, char byte)
{
	memset(elf->bytes.data + from, byte, elf->notes_at + elf->notes.length - from);
}

static void leave_provider_open(struct made_elf *elf)
{
	set_all_texts(elf, texts_at(elf), 'p');
}

static void leave_name_open(struct made_elf *elf)
{
	set_all_texts(elf, texts_at(elf) + sizeof "python", 'n');
}

static void leave_operands_open(struct made_elf *elf)
{
	set_all_texts(elf, texts_at(elf) + sizeof "python" + sizeof "line", '8');
}

static void empty_provider(struct made_elf *elf)
{
	elf->bytes.data[texts_at(elf)] = '\0';
}

static void spoil_name(struct made_elf *elf)
{
	elf->bytes.data[texts_at(elf) + sizeof "python"] = '\n';
}

static void spoil_provider(struct made_elf *elf)
{
	elf->bytes.data[texts_at(elf) + 1] = (char)0xff;
}

static void spoil_operands(struct made_elf *elf)
{
	elf->bytes.data[texts_at(elf) + sizeof "python" + sizeof "line"] = '\033';
}

static void end_operands_early(struct made_elf *elf)
{
	elf->bytes.data[texts_at(elf) + sizeof "python" + sizeof "line" + 1] = '\0';
}

static void leave_a_header(struct made_elf *elf)
{
	made_put(elf, made_section_field(elf, elf->section_of_notes, 20, 32), elf->notes.length + 11,
		 elf->form.bits / 8);
	memset(elf->bytes.data + elf->notes_at + elf->notes.length, 0, 11);
}

static void move_notes_out(struct made_elf *elf)
{
	made_put(elf, made_section_field(elf, elf->section_of_notes, 16, 24), 0x7fffff00, elf->form.bits / 8);
}

static void grow_notes_out(struct made_elf *elf)
{
	made_put(elf, made_section_field(elf, elf->section_of_notes, 20, 32), 0x7fffffff, elf->form.bits / 8);
}

static void compress_notes(struct made_elf *elf)
{
	made_put(elf, made_section_field(elf, elf->section_of_notes, 8, 8), SHF_COMPRESSED,
		 elf->form.bits / 8);
}

static void retype_notes(struct made_elf *elf)
{
	made_put(elf, made_section_field(elf, elf->section_of_notes, 4, 4), SHT_NOBITS, 4);
}

static void move_sections_out(struct made_elf *elf)
{
	made_put(elf, 24 + elf->form.bits / 4, elf->bytes.length - 1, elf->form.bits / 8);
}

static void multiply_sections(struct made_elf *elf)
{
	made_put(elf, elf->header_size - 4, 0xfeff, 2);
}

/* More sections than the field holds: their number stands in section 0, and lies. */
static void extend_section_count(struct made_elf *elf)
{
	made_put(elf, elf->header_size - 4, 0, 2);
	made_put(elf, made_section_field(elf, 0, 20, 32), 0x10000000, elf->form.bits / 8);
}

static void take_segments(struct made_elf *elf)
{
	made_put(elf, elf->header_size - 8, 0, 2);
}

static void multiply_segments(struct made_elf *elf)
{
	made_put(elf, elf->header_size - 8, 0xfffe, 2);
}

static void move_segment_out(struct made_elf *elf)
{
	made_put(elf, made_segment_field(elf, 0, 4, 8), 0x7fffff00, elf->form.bits / 8);
}

static void grow_segment(struct made_elf *elf)
{
	made_put(elf, made_segment_field(elf, 0, 16, 32), 0x7fffffff, elf->form.bits / 8);
}

static void wrap_segment(struct made_elf *elf)
{
	uint64_t all = elf->form.bits == 64 ? UINT64_MAX : UINT32_MAX;

	made_put(elf, made_segment_field(elf, 0, 20, 40), all, elf->form.bits / 8);
}

static void move_interpreter_out(struct made_elf *elf)
{
	made_put(elf, made_segment_field(elf, 2, 4, 8), 0x7fffff00, elf->form.bits / 8);
}

static void spoil_needed(struct made_elf *elf)
{
	made_put(elf, 0x340 + elf->form.bits / 8, 0x7fffff00, elf->form.bits / 8);
}

static void spoil_class(struct made_elf *elf)
{
	elf->bytes.data[4] = 3;
}

static void spoil_order(struct made_elf *elf)
{
	elf->bytes.data[5] = 0;
}

static const struct {
	const char *name;
	void (*spoil)(struct made_elf *elf);
	const char *why; /* part of the message */
} corruptions[] = {
	{"owner's name is endless", spoil_owner_length,
	 "note 1 at offset 1088: the length of its owner's name"},
	{"owner's name is too long", spoil_owner_length_a_little,
	 "note 1 at offset 1088: the length of its owner's name"},
	{"descriptor is endless", spoil_descriptor_length,
	 "note 1 at offset 1088: the length of its descriptor"},
	{"descriptor is one byte too long", spoil_descriptor_length_a_little, "the length of its descriptor"},
	{"descriptor is too short", shorten_descriptor, "too short for its three addresses"},
	{"type is unknown", spoil_type, "another type than 3"},
	{"provider is open", leave_provider_open, "its provider is not terminated"},
	{"name is open", leave_name_open, "its name is not terminated"},
	{"operands are open", leave_operands_open, "(python:line): its operands are not terminated"},
	{"provider is empty", empty_provider, "its provider is empty"},
	{"name has a line end", spoil_name, "its name is empty or has characters"},
	{"provider has a high byte", spoil_provider, "its provider is empty or has characters"},
	{"operands have an escape", spoil_operands, "control characters"},
	{"something follows the operands", end_operands_early, "something follows"},
	{"section ends in a header", leave_a_header, "note 2 at offset"},
	{"notes lie outside", move_notes_out, "the file ends at"},
	{"notes reach outside", grow_notes_out, "the file ends at"},
	{"notes are compressed", compress_notes, "compressed"},
	{"notes have no bytes", retype_notes, "not of the type of notes"},
	{"section table lies outside", move_sections_out, "cut off: its section table"},
	{"too many sections", multiply_sections, "cut off: its section table"},
	{"too many sections, in section 0", extend_section_count, "its section table"},
	{"too many segments", multiply_segments, "cut off: its program headers"},
	{"no segments", take_segments, "no program headers"},
	{"segment lies outside", move_segment_out, "cut off: segment 0"},
	{"segment reaches outside", grow_segment, ""},
	{"segment wraps around", wrap_segment, "impossible sizes"},
	{"loader's name lies outside", move_interpreter_out, "its loader"},
	{"library's name lies outside", spoil_needed, "a needed library"},
	{"class is unknown", spoil_class, "class 3"},
	{"byte order is unknown", spoil_order, "byte order 0"},
};

static void corruption_is_named(void **state)
{
	(void)state;
	for (size_t form = 0; form < made_form_count; form++)
		for (size_t i = 0; i < sizeof corruptions / sizeof *corruptions; i++) {
			struct made_elf elf;
			struct object *object;
			struct error err = {""};
			int rc;

			made_init(&elf, &made_forms[form]);
			made_add_note(&elf, &line_note);
			made_finish(&elf);
			corruptions[i].spoil(&elf);
			rc = open_bytes(elf.bytes.data, elf.bytes.length, &object, &err);
			if (rc != -EBADMSG)
				fail_msg("%s: %s: %d (%s)", elf.form.name, corruptions[i].name, rc, err.text);
			if (!strstr(err.text, corruptions[i].why) || !strstr(err.text, "/proc/self/fd/"))
				fail_msg("%s: %s: \"%s\" does not say \"%s\"", elf.form.name,
					 corruptions[i].name, err.text, corruptions[i].why);
			made_fini(&elf);
		}
}

/* Notes before the corrupt one do not make it better. */
static void the_corrupt_note_is_counted(void **state)
{
	struct made_elf elf;
	struct object *object;
	struct error err;
	char expected[64];
	size_t third;

	(void)state;
	made_init(&elf, &made_forms[0]);
	made_add_note(&elf, &line_note);
	made_add_note(&elf, &line_note);
	third = made_add_note(&elf, &line_note);
	made_finish(&elf);
	made_put(&elf, elf.notes_at + third + 4, 0xffff, 4);
	assert_int_equal(open_bytes(elf.bytes.data, elf.bytes.length, &object, &err), -EBADMSG);
	snprintf(expected, sizeof expected, ".note.stapsdt: note 3 at offset %zu: ", elf.notes_at + third);
	assert_non_null(strstr(err.text, expected));
	made_fini(&elf);
}

/* A file that is cut off at any place is an error, whatever is missing. */
static void cut_anywhere(void **state)
{
	(void)state;
	for (size_t form = 0; form < made_form_count; form++) {
		struct made_elf elf;

		made_init(&elf, &made_forms[form]);
		made_add_note(&elf, &line_note);
		made_finish(&elf);
		for (size_t length = 0; length < elf.bytes.length; length++) {
			struct object *object;
			struct error err = {""};
			int rc = open_bytes(elf.bytes.data, length, &object, &err);

			if (rc != (length < 4 ? -ENOEXEC : -EBADMSG) || !err.text[0])
				fail_msg("%s: cut at %zu: %d (%s)", elf.form.name, length, rc, err.text);
		}
		made_fini(&elf);
	}
}

static void spoil_byte(struct made_elf *elf, size_t at, unsigned char with)
{
	unsigned char kept = (unsigned char)elf->bytes.data[at];
	struct object *object;
	struct error err = {""};
	int rc;

	elf->bytes.data[at] = (char)with;
	rc = open_bytes(elf->bytes.data, elf->bytes.length, &object, &err);
	if (rc != 0 && ((rc != -EBADMSG && rc != -ENOEXEC) || !err.text[0]))
		fail_msg("%s: byte %zu as %u: %d (%s)", elf->form.name, at, with, rc, err.text);
	for (size_t i = 0; rc == 0 && i < object->site_count; i++) {
		struct operands operands;

		operands_parse(object, &object->sites[i], &operands, &err);
	}
	object_close(object);
	elf->bytes.data[at] = (char)kept;
}

/* Any single byte may be anything: that is an object or an error with words (sanitizers watch). */
static void any_byte_spoilt(void **state)
{
	static const size_t forms[] = {0, 1, 5, 7}; /* both classes in both orders */

	(void)state;
	for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
		struct made_elf elf;

		made_init(&elf, &made_forms[forms[form]]);
		elf.symbols = symbols;
		elf.symbol_count = sizeof symbols / sizeof *symbols;
		made_add_note(&elf, &line_note);
		made_add_note(&elf, &(struct made_note){MADE_TEXT, MADE_BASE, MADE_BSS, "p", "n",
							"8@counter(%rip)"});
		made_finish(&elf);
		for (size_t at = 0; at < elf.bytes.length; at++) {
			/* The code between has no meaning here. */
			if (at >= MADE_TEXT_OFFSET && at < 0x300)
				continue;
			spoil_byte(&elf, at, 0xff);
			spoil_byte(&elf, at, 0);
			spoil_byte(&elf, at, (unsigned char)(elf.bytes.data[at] ^ 0x80));
			spoil_byte(&elf, at, (unsigned char)(elf.bytes.data[at] + 1));
		}
		made_fini(&elf);
	}
}

/* ---- what is no object ---- */

static void other_files_are_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *why;
	} cases[] = {
		{"", 0, "is empty"},
		{"#!/usr/bin/env python3 -u\nprint(1)\n", 36, "is a script for `/usr/bin/env python3 -u`"},
		{"#! /bin/sh", 10, "is a script for `/bin/sh`"},
		{"#!", 2, "is a script for ``"},
		{"!<arch>\n/ ", 10, "static archive"},
		{"!<thin>\n/ ", 10, "thin static archive"},
		{"print('hello')\n", 15, "is a text"},
		{"\0\1\2\3", 4, "no ELF executable or shared library"},
		{"MZ\220\0\3\0", 6, "Windows"},
		{"\177EL", 3, "no ELF executable"},
		{"\x1f\x8b\x08\x00", 4, "gzip"},
		{"BC\xc0\xde\x35", 5, "bitcode"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct object *object;
		struct error err = {""};

		assert_int_equal(open_bytes(cases[i].bytes, cases[i].length, &object, &err), -ENOEXEC);
		if (!strstr(err.text, cases[i].why))
			fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].why);
	}
}

static void other_elf_types_are_named(void **state)
{
	static const struct {
		unsigned type;
		const char *why;
	} cases[] = {{ET_REL, "relocatable object"},
		     {ET_CORE, "core file"},
		     {ET_NONE, "type 0"},
		     {0xfe00, "type 65024"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct object *object;
		struct made_elf elf;
		struct error err = {""};

		made_init(&elf, &made_forms[0]);
		elf.type = cases[i].type;
		made_finish(&elf);
		assert_int_equal(open_bytes(elf.bytes.data, elf.bytes.length, &object, &err), -ENOEXEC);
		assert_non_null(strstr(err.text, cases[i].why));
		made_fini(&elf);
	}
}

/* objcopy --only-keep-debug keeps the notes, but there is no code to break on. */
static void debug_files_are_named(void **state)
{
	struct object *object;
	struct made_elf elf;
	struct error err;

	(void)state;
	made_init(&elf, &made_forms[0]);
	made_add_note(&elf, &line_note);
	made_finish(&elf);
	made_put(&elf, made_section_field(&elf, 1, 4, 4), SHT_NOBITS, 4);
	assert_int_equal(open_bytes(elf.bytes.data, elf.bytes.length, &object, &err), -ENOEXEC);
	assert_non_null(strstr(err.text, "debugging information"));
	made_fini(&elf);
}

static void paths_are_named(void **state)
{
	static const struct {
		const char *path;
		int rc;
		const char *why;
	} cases[] = {
		{"/", -EISDIR, "is a directory"},
		{"/dev/null", -ENOEXEC, "character device"},
		{"/nonexistent/python", -ENOENT, "No such file"},
		{"/dev/null/python", -ENOTDIR, "Not a directory"},
		{"", -ENOENT, "No such file"},
	};
	char directory[] = "/tmp/object-test-XXXXXX", path[64];
	struct object *object;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(object_open(cases[i].path, &object, &err), cases[i].rc);
		assert_non_null(strstr(err.text, cases[i].why));
		assert_memory_equal(err.text, cases[i].path, strlen(cases[i].path));
	}
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/pipe", directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(object_open(path, &object, &err), -ENOEXEC); /* and does not wait for a writer */
	assert_non_null(strstr(err.text, "is a pipe"));
	unlink(path);
	rmdir(directory);
}

/* ---- real objects ---- */

/* The sites as readelf -n lists them, in words that can be compared. */
static char *sites_by_readelf(const char *path)
{
	char *command = memory_format("LC_ALL=C readelf -n '%s' 2>/dev/null", path), line[4096];
	FILE *output = popen(command, "r");
	char provider[128] = "", name[128] = "";
	unsigned long address = 0, base = 0, semaphore = 0;
	struct buffer text = {0};

	assert_non_null(output);
	while (fgets(line, sizeof line, output)) {
		char *operands = strstr(line, "Arguments:");

		sscanf(line, " Provider: %127s", provider);
		sscanf(line, " Name: %127s", name);
		sscanf(line, " Location: %lx, Base: %lx, Semaphore: %lx", &address, &base, &semaphore);
		if (!operands)
			continue;
		operands += strlen("Arguments:");
		operands += strspn(operands, " ");
		operands[strcspn(operands, "\n")] = '\0';
		buffer_printf(&text, "%s:%s 0x%lx 0x%lx %s\n", provider, name, address, semaphore, operands);
	}
	pclose(output);
	free(command);
	return buffer_take(&text);
}

static char *sites_by_object(const struct object *object)
{
	struct buffer text = {0};

	for (size_t i = 0; i < object->site_count; i++) {
		const struct site *site = &object->sites[i];

		buffer_printf(&text, "%s:%s 0x%jx 0x%jx %s\n", site->provider, site->name,
			      (uintmax_t)site->address, (uintmax_t)site->semaphore, site->operands);
	}
	return buffer_take(&text);
}

static struct object *open_real(const char *path)
{
	struct object *object;
	struct error err;

	if (access(path, R_OK) < 0) {
		print_message("# skip: %s is not on this machine\n", path);
		skip();
	}
	if (object_open(path, &object, &err) < 0)
		fail_msg("%s", err.text);
	return object;
}

static const char *python(void)
{
	const char *path = getenv("PYTHON");

	return path && *path ? path : "/usr/bin/python3.11";
}

static void readelf_sees_the_same_python(void **state)
{
	struct object *object = open_real(python());
	char *expected = sites_by_readelf(python()), *found = sites_by_object(object);

	(void)state;
	assert_string_not_equal(expected, "");
	assert_string_equal(found, expected);
	free(expected);
	free(found);
	object_close(object);
}

static void readelf_sees_the_same_fixtures(void **state)
{
	static const char *const names[] = {"markers-O0", "markers-nopie", "libmarkers.so", "interpreter-O2"};
	const char *build = getenv("BUILD");

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = memory_format("%s/tests/fixture/%s", build ? build : "build", names[i]);
		struct object *object = open_real(path);
		char *expected = sites_by_readelf(path), *found = sites_by_object(object);

		assert_string_not_equal(expected, "");
		assert_string_equal(found, expected);
		free(expected);
		free(found);
		object_close(object);
		free(path);
	}
}

/* Debian's 3.11 is built --with-dtrace: eight markers, one site each, as its documentation says. */
static void python_has_the_documented_markers(void **state)
{
	struct version version = {.major = 3, .minor = 11};
	struct object *object = open_real("/usr/bin/python3.11");
	struct contract *contract;
	struct claims claims;
	struct error err;

	(void)state;
	assert_int_equal(object->site_count, 8);
	if (contract_open(&contract, &err) < 0)
		fail_msg("%s", err.text);
	contract_inspect(contract, object, version, 0, &claims);
	assert_int_equal(claims.count, 8 * CLAIM_NOTHING_ELSE + 1);
	for (size_t i = 0; i < claims.count; i++)
		if (claims.list[i].failure)
			fail_msg("%s: %s", claims.list[i].what, claims.list[i].failure);
	claims_fini(&claims);
	contract_close(contract);
	object_close(object);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_read),
		cmocka_unit_test(machines_are_known),
		cmocka_unit_test(one_marker_has_many_sites),
		cmocka_unit_test(base_moves_site_and_semaphore),
		cmocka_unit_test(places_decide_the_rights),
		cmocka_unit_test(no_notes_are_no_error),
		cmocka_unit_test(notes_of_others_are_passed_over),
		cmocka_unit_test(nops_are_known),
		cmocka_unit_test(symbols_are_found),
		cmocka_unit_test(symbols_make_addresses),
		cmocka_unit_test(address_constants_move),
		cmocka_unit_test(corruption_is_named),
		cmocka_unit_test(the_corrupt_note_is_counted),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(any_byte_spoilt),
		cmocka_unit_test(other_files_are_named),
		cmocka_unit_test(other_elf_types_are_named),
		cmocka_unit_test(debug_files_are_named),
		cmocka_unit_test(paths_are_named),
		cmocka_unit_test(readelf_sees_the_same_python),
		cmocka_unit_test(readelf_sees_the_same_fixtures),
		cmocka_unit_test(python_has_the_documented_markers),
	};

	return cmocka_run_group_tests_name("object", tests, NULL, NULL);
}
