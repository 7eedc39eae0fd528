/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Notes: how a compiled program says where its markers are.
 *
 * A marker in the source (DTRACE_PROBE2(python, line, name, number), or the function that `dtrace -h` makes
 * of a provider description) compiles to a single nop. The nop costs nothing and does nothing; what makes it
 * a marker is a record about it that the assembler puts aside in a section named .note.stapsdt. That section
 * is not loaded when the program runs: it is for tools, and it survives stripping as other notes do.
 *
 * A section of notes is a row of records, each aligned to 4 bytes:
 *
 *      4 bytes   length of the owner's name, its NUL counted       8
 *      4 bytes   length of the descriptor                          n
 *      4 bytes   type                                              3
 *      8 bytes   owner, padded to 4                                "stapsdt\0"
 *      n bytes   descriptor, padded to 4
 *
 * and the descriptor of type 3 is, with addresses as wide as the object's:
 *
 *      address   of the nop
 *      address   of .stapsdt.base when the note was written
 *      address   of the semaphore, or 0
 *      text      provider, ended by a NUL                          "python"
 *      text      name, ended by a NUL                              "line"
 *      text      operands, ended by a NUL                          "8@%r14 8@%rax -4@%ebp"
 *
 * The linker relocates the three addresses, so they are right in the linked object. They go wrong when
 * something moves the object afterwards without knowing of notes that are never loaded (prelink does). That
 * is what .stapsdt.base is for: an empty section of one byte that *is* loaded and so is moved. The difference
 * between where it is now and where the note says it was is the distance that everything else has moved,
 * semaphore included.
 *
 * The semaphore is a 16-bit counter in the program's data, one for each marker name, which the program may
 * test before it takes the trouble to compute the arguments. CPython does so for all of its markers: a tool
 * that sets a breakpoint on the nop and does not raise the counter sees nothing, ever. The address is a
 * virtual one; a kernel that is to count the semaphore by itself wants it as an offset in the file, hence
 * both.
 *
 * One name may have many notes: a function that was inlined in ten places holds its marker ten times, each a
 * site with a semaphore in common and operands of its own, because the compiler kept the arguments elsewhere.
 * So an operand text belongs to a site, never to a marker.
 *
 * Everything here comes from a file that anybody may have written. Every length is checked against what is
 * left before it is believed, and what cannot be believed is an error that names the note by its number and
 * its offset in the file, because "corrupt notes" helps nobody who has to find out which tool corrupted them.
 *
 * The format: https://sourceware.org/systemtap/wiki/UserSpaceProbeImplementation
 */
#include "image.h"

#include <probetap/memory.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTION ".note.stapsdt"
#define BASE    ".stapsdt.base"
#define OWNER   "stapsdt"
enum { TYPE = 3, SITES_LIMIT = 1 << 20 };

/* Bytes that are still to be read. */
struct cursor {
	const char *at, *end;
	bool big_endian;
};

/* What a note is read with, and what a message about it needs. */
struct reader {
	const struct image *image;
	struct object *object;
	struct error *err;
	uint64_t base;     /* address of .stapsdt.base, 0: there is none */
	size_t number;     /* of the note, from 1 */
	uint64_t offset;   /* of the note in the file */
	char known_as[96]; /* "provider:name", once that has been read */
};

static size_t left(const struct cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

static bool take_number(struct cursor *cursor, size_t size, uint64_t *value)
{
	if (left(cursor) < size)
		return false;
	*value = 0;
	for (size_t i = 0; i < size; i++) {
		size_t place = cursor->big_endian ? i : size - 1 - i;

		*value = *value << 8 | (unsigned char)cursor->at[place];
	}
	cursor->at += size;
	return true;
}

/* A text up to its NUL, which must be there; points into the bytes. */
static const char *take_text(struct cursor *cursor)
{
	const char *text = cursor->at;
	const char *end = memchr(text, '\0', left(cursor));

	if (end)
		cursor->at = end + 1;
	return end ? text : NULL;
}

/* `length` bytes and the padding that follows them, as a cursor of their own. The last padding may be
 * missing. */
static bool take_part(struct cursor *cursor, uint64_t length, struct cursor *part)
{
	uint64_t padded = (length + 3) & ~(uint64_t)3;

	if (length > left(cursor))
		return false;
	*part = *cursor;
	part->end = part->at + length;
	cursor->at += padded < left(cursor) ? padded : left(cursor);
	return true;
}

static int corrupt(const struct reader *reader, const char *why)
{
	return error_set(reader->err, EBADMSG, "%s: %s: note %zu at offset %ju%s: %s", reader->image->path,
			 SECTION, reader->number, (uintmax_t)reader->offset, reader->known_as, why);
}

/* Names go into reports, command lines and file formats: a blank or a control character in one is corruption
 * or malice. */
static bool is_name(const char *text)
{
	for (const char *c = text; *c; c++)
		if (*c <= ' ' || *c > '~')
			return false;
	return *text != '\0';
}

static bool is_operand_text(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((*c < ' ' && *c != '\t') || *c > '~')
			return false;
	return true;
}

static bool is_zero(const struct cursor *cursor)
{
	for (const char *c = cursor->at; c < cursor->end; c++)
		if (*c)
			return false;
	return true;
}

/* Where the site and its semaphore are in memory, in the file, and with which rights. */
static void locate(const struct image *image, struct site *site)
{
	const GElf_Phdr *segment = image_segment(image, site->address, 1);
	uint64_t available, semaphore_available;

	site->offset = image_offset(image, site->address, &available);
	site->executable = segment && segment->p_flags & PF_X;
	site->code_length = available < sizeof site->code ? (size_t)available : sizeof site->code;
	if (image_read(image, site->offset, site->code, site->code_length) < 0)
		site->code_length = 0;
	if (!site->semaphore)
		return;
	segment = image_segment(image, site->semaphore, 2);
	site->semaphore_writable = segment && segment->p_flags & PF_W;
	site->semaphore_offset = image_offset(image, site->semaphore, &semaphore_available);
	if (semaphore_available < 2)
		site->semaphore_offset = 0;
}

static struct site *add_site(struct object *object, const char *const texts[3])
{
	struct site *site;

	object->sites = memory_grow(object->sites, object->site_count, sizeof *object->sites);
	site = &object->sites[object->site_count++];
	site->provider = memory_text(texts[0]);
	site->name = memory_text(texts[1]);
	site->operands = memory_text(texts[2]);
	return site;
}

static int read_texts(struct reader *reader, struct cursor *descriptor, const char *texts[3])
{
	static const char *const what[] = {"its provider is not terminated", "its name is not terminated",
					   "its operands are not terminated"};

	for (int i = 0; i < 3; i++) {
		texts[i] = take_text(descriptor);
		if (!texts[i])
			return corrupt(reader, what[i]);
		if (i < 2 && !is_name(texts[i]))
			return corrupt(reader,
				       i ? "its name is empty or has characters that no name has"
					 : "its provider is empty or has characters that no name has");
		if (i == 1)
			snprintf(reader->known_as, sizeof reader->known_as, " (%.38s:%.38s)", texts[0],
				 texts[1]);
	}
	if (!is_operand_text(texts[2]))
		return corrupt(reader, "its operands have control characters");
	if (!is_zero(descriptor))
		return corrupt(reader, "something follows its operands");
	return 0;
}

static int read_descriptor(struct reader *reader, struct cursor descriptor)
{
	size_t width = reader->object->bits / 8;
	uint64_t address, base, semaphore, moved;
	const char *texts[3];
	struct site *site;
	int rc;

	if (!take_number(&descriptor, width, &address) || !take_number(&descriptor, width, &base) ||
	    !take_number(&descriptor, width, &semaphore))
		return corrupt(reader, "too short for its three addresses");
	rc = read_texts(reader, &descriptor, texts);
	if (rc < 0)
		return rc;
	moved = base && reader->base ? reader->base - base : 0;
	if (width == 4)
		moved = (uint32_t)moved;
	if (reader->object->site_count >= SITES_LIMIT)
		return corrupt(reader, "more notes than any program has");
	site = add_site(reader->object, texts);
	site->address = address + moved;
	site->semaphore = semaphore ? semaphore + moved : 0;
	if (width == 4) {
		site->address = (uint32_t)site->address;
		site->semaphore = (uint32_t)site->semaphore;
	}
	locate(reader->image, site);
	return 0;
}

/* One record. Another owner's note may stand here too and is passed over. */
static int read_note(struct reader *reader, struct cursor *notes)
{
	uint64_t name_length, descriptor_length, type;
	struct cursor owner, descriptor;

	reader->known_as[0] = '\0';
	if (!take_number(notes, 4, &name_length) || !take_number(notes, 4, &descriptor_length) ||
	    !take_number(notes, 4, &type))
		return corrupt(reader, "the section ends inside its header");
	if (!take_part(notes, name_length, &owner))
		return corrupt(reader, "the length of its owner's name reaches behind the section");
	if (!take_part(notes, descriptor_length, &descriptor))
		return corrupt(reader, "the length of its descriptor reaches behind the section");
	if (left(&owner) != sizeof OWNER || memcmp(owner.at, OWNER, sizeof OWNER) != 0)
		return 0;
	if (type != TYPE)
		return corrupt(reader, "is of another type than 3, the only one that is defined");
	return read_descriptor(reader, descriptor);
}

static int read_section(struct reader *reader, const GElf_Shdr *header)
{
	struct cursor notes = {.big_endian = reader->object->big_endian};
	char *bytes;
	int rc = 0;

	if (header->sh_flags & SHF_COMPRESSED || header->sh_type != SHT_NOTE)
		return error_set(reader->err, EBADMSG, "%s: %s: %s", reader->image->path, SECTION,
				 header->sh_flags & SHF_COMPRESSED ? "is compressed, which notes never are"
								   : "is not of the type of notes");
	if (image_copy(reader->image, header->sh_offset, header->sh_size, &bytes) < 0)
		return error_set(reader->err, EBADMSG,
				 "%s: %s: reaches from %ju over %ju bytes, the file ends at %ju",
				 reader->image->path, SECTION, (uintmax_t)header->sh_offset,
				 (uintmax_t)header->sh_size, (uintmax_t)reader->image->size);
	notes.at = bytes;
	notes.end = bytes + header->sh_size;
	while (rc == 0 && left(&notes) > 0) {
		reader->number++;
		reader->offset = header->sh_offset + (uint64_t)(notes.at - bytes);
		rc = read_note(reader, &notes);
	}
	free(bytes);
	return rc;
}

static int find_base(struct reader *reader)
{
	for (size_t i = 1; i < reader->image->section_count; i++) {
		GElf_Shdr header;
		const char *name;
		int rc = image_section(reader->image, i, &header, &name, reader->err);

		if (rc < 0)
			return rc;
		if (strcmp(name, BASE) == 0)
			reader->base = header.sh_addr;
	}
	return 0;
}

int notes_read(const struct image *image, struct object *object, struct error *err)
{
	struct reader reader = {.image = image, .object = object, .err = err};
	int rc = find_base(&reader);

	for (size_t i = 1; i < image->section_count && rc == 0; i++) {
		GElf_Shdr header;
		const char *name;

		rc = image_section(image, i, &header, &name, err);
		if (rc == 0 && strcmp(name, SECTION) == 0)
			rc = read_section(&reader, &header);
	}
	return rc;
}

void site_fini(struct site *site)
{
	free(site->provider);
	free(site->name);
	free(site->operands);
	*site = (struct site){0};
}
