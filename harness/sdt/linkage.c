/* SPDX-License-Identifier: BSD-2-Clause */
/* What the dynamic loader reads of an object, and the symbols that operands may name. */
#include "image.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int read_interpreter(const struct image *image, const GElf_Phdr *segment, struct object *object,
			    struct error *err)
{
	if (object->interpreter)
		return 0;
	if (segment->p_filesz > 4096 ||
	    image_copy(image, segment->p_offset, segment->p_filesz, &object->interpreter) < 0)
		return error_set(err, EBADMSG, "%s: the name of its loader does not lie in the file",
				 image->path);
	return 0;
}

/* The note of owner GNU, type 3. A damaged note of another kind is nobody's business here. */
static void read_build_id(const struct image *image, const GElf_Phdr *segment, struct object *object)
{
	Elf_Data *data = elf_getdata_rawchunk(image->elf, (int64_t)segment->p_offset, segment->p_filesz,
					      segment->p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR);
	size_t next, name, descriptor;
	GElf_Nhdr note;

	for (size_t at = 0; data && (next = gelf_getnote(data, at, &note, &name, &descriptor)) > 0;
	     at = next) {
		const unsigned char *bytes = (const unsigned char *)data->d_buf;
		struct buffer text = {0};

		if (object->build_id || note.n_type != NT_GNU_BUILD_ID || note.n_namesz != 4 ||
		    note.n_descsz > 64 || memcmp(bytes + name, "GNU", 4) != 0)
			continue;
		for (size_t i = 0; i < note.n_descsz; i++)
			buffer_printf(&text, "%02x", bytes[descriptor + i]);
		object->build_id = buffer_take(&text);
	}
}

/* The string table of the dynamic section; NULL where it has none that lies in the file. */
static char *dynamic_strings(const struct image *image, Elf_Data *data, uint64_t *size)
{
	uint64_t address = 0, available = 0, offset;
	char *strings = NULL;
	GElf_Dyn entry;

	*size = 0;
	for (int i = 0; gelf_getdyn(data, i, &entry) && entry.d_tag != DT_NULL; i++) {
		if (entry.d_tag == DT_STRTAB)
			address = entry.d_un.d_ptr;
		if (entry.d_tag == DT_STRSZ)
			*size = entry.d_un.d_val;
	}
	offset = image_offset(image, address, &available);
	if (offset && *size <= available)
		image_copy(image, offset, *size, &strings);
	return strings;
}

static int read_needed(const struct image *image, const GElf_Phdr *segment, struct object *object,
		       struct error *err)
{
	Elf_Data *data =
		elf_getdata_rawchunk(image->elf, (int64_t)segment->p_offset, segment->p_filesz, ELF_T_DYN);
	uint64_t size = 0;
	char *strings = data ? dynamic_strings(image, data, &size) : NULL;
	GElf_Dyn entry;
	int rc = 0;

	for (int i = 0; data && gelf_getdyn(data, i, &entry) && entry.d_tag != DT_NULL && rc == 0; i++) {
		if (entry.d_tag != DT_NEEDED)
			continue;
		if (!strings || entry.d_un.d_val >= size) {
			rc = error_set(err, EBADMSG,
				       "%s: the name of a needed library does not lie in the file",
				       image->path);
			continue;
		}
		object->needed = memory_grow(object->needed, object->needed_count, sizeof *object->needed);
		object->needed[object->needed_count++] = memory_text(strings + entry.d_un.d_val);
	}
	free(strings);
	return rc;
}

int linkage_read(const struct image *image, struct object *object, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; i < image->segment_count && rc == 0; i++) {
		const GElf_Phdr *segment = &image->segments[i];

		if (segment->p_type == PT_INTERP)
			rc = read_interpreter(image, segment, object, err);
		if (segment->p_type == PT_NOTE)
			read_build_id(image, segment, object);
		if (segment->p_type == PT_DYNAMIC)
			rc = read_needed(image, segment, object, err);
	}
	return rc;
}

static bool is_address(const GElf_Sym *symbol)
{
	unsigned type = GELF_ST_TYPE(symbol->st_info);

	return symbol->st_shndx != SHN_UNDEF && symbol->st_shndx != SHN_ABS && type != STT_TLS &&
	       type != STT_SECTION && type != STT_FILE && type != STT_GNU_IFUNC;
}

/* Searches one symbol table; *found counts different values. */
static void search_table(const struct image *image, size_t index, const GElf_Shdr *header, const char *wanted,
			 uint64_t *value, unsigned *found)
{
	Elf_Data *data = elf_getdata(elf_getscn(image->elf, index), NULL);
	GElf_Sym symbol;

	for (int i = 0; data && gelf_getsym(data, i, &symbol); i++) {
		const char *name;

		if (!is_address(&symbol) || (*found && symbol.st_value == *value))
			continue;
		name = elf_strptr(image->elf, header->sh_link, symbol.st_name);
		if (!name || strcmp(name, wanted) != 0)
			continue;
		*value = symbol.st_value;
		++*found;
	}
}

int object_symbol(const struct object *object, const char *name, uint64_t *value)
{
	const struct image *image = object->image;
	unsigned found = 0;

	for (size_t i = 1; image && i < image->section_count; i++) {
		const char *section;
		GElf_Shdr header;

		if (image_section(image, i, &header, &section, NULL) == 0 &&
		    (header.sh_type == SHT_DYNSYM || header.sh_type == SHT_SYMTAB))
			search_table(image, i, &header, name, value, &found);
	}
	return found == 1 ? 0 : found ? -ENOTUNIQ : -ENOENT;
}
