/* SPDX-License-Identifier: BSD-2-Clause */
/* Opens an ELF file that may be anything: whatever is wrong with its outer shape is found and named here. */
#include "image.h"

#include <probetap/memory.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* No table that is read as a whole comes near this, but a sparse file may claim anything. */
enum { COPY_LIMIT = 256 << 20 };

/* A path that may not even be opened: opening a device can do things. */
static int check_kind(const char *path, const struct stat *status, struct error *err)
{
	static const struct {
		mode_t type;
		int code;
		const char *what;
	} kinds[] = {
		{S_IFDIR, EISDIR, "is a directory: name the executable or the shared library in it"},
		{S_IFCHR, ENOEXEC, "is a character device, no ELF executable"},
		{S_IFBLK, ENOEXEC, "is a block device, no ELF executable"},
		{S_IFIFO, ENOEXEC, "is a pipe, no ELF executable"},
		{S_IFSOCK, ENOEXEC, "is a socket, no ELF executable"},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if ((status->st_mode & S_IFMT) == kinds[i].type)
			return error_set(err, kinds[i].code, "%s: %s", path, kinds[i].what);
	return 0;
}

static int open_file(const char *path, struct image *image, struct error *err)
{
	int rc;

	if (stat(path, &image->status) < 0)
		return error_set(err, errno, "%s: %s", path, error_reason(errno));
	rc = check_kind(path, &image->status, err);
	if (rc < 0)
		return rc;
	image->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (image->fd < 0)
		return error_set(err, errno, "%s: cannot be opened: %s", path, error_reason(errno));
	if (fstat(image->fd, &image->status) < 0)
		return error_set(err, errno, "%s: %s", path, error_reason(errno));
	image->size = (uint64_t)image->status.st_size;
	return check_kind(path, &image->status, err);
}

/* A table of the ELF header, or part of a file that a table names, must lie inside the file. */
static bool lies_in_file(const struct image *image, uint64_t offset, uint64_t length)
{
	return offset <= image->size && length <= image->size - offset;
}

static int check_type(const struct image *image, struct error *err)
{
	switch (image->header.e_type) {
	case ET_EXEC:
	case ET_DYN: return 0;
	case ET_REL:
		return error_set(
			err, ENOEXEC,
			"%s: is a relocatable object (.o): its markers have no addresses until it is linked",
			image->path);
	case ET_CORE:
		return error_set(err, ENOEXEC, "%s: is a core file: name the executable that dumped it",
				 image->path);
	default:
		return error_set(err, ENOEXEC,
				 "%s: is an ELF file of type %u, neither executable nor shared library",
				 image->path, image->header.e_type);
	}
}

/* What libelf can be given: a file that begins as ELF and is long enough to have a header. */
static int begin(struct image *image, struct error *err)
{
	unsigned char head[EI_NIDENT];

	if (image_read(image, 0, head, SELFMAG) < 0 || memcmp(head, ELFMAG, SELFMAG) != 0)
		return foreign_describe(image->path, image->fd, err);
	if (image_read(image, 0, head, sizeof head) < 0)
		return error_set(err, EBADMSG, "%s: ELF file cut off inside its header", image->path);
	if ((head[EI_CLASS] != ELFCLASS32 && head[EI_CLASS] != ELFCLASS64) ||
	    (head[EI_DATA] != ELFDATA2LSB && head[EI_DATA] != ELFDATA2MSB))
		return error_set(err, EBADMSG, "%s: ELF header: class %u and byte order %u are not defined",
				 image->path, head[EI_CLASS], head[EI_DATA]);
	if (elf_version(EV_CURRENT) == EV_NONE)
		return error_set(err, ENOTSUP, "%s: libelf: %s", image->path, elf_errmsg(-1));
	image->elf = elf_begin(image->fd, ELF_C_READ, NULL);
	if (!image->elf || elf_kind(image->elf) != ELF_K_ELF || !gelf_getehdr(image->elf, &image->header))
		return error_set(err, EBADMSG, "%s: ELF header: %s", image->path, elf_errmsg(-1));
	return check_type(image, err);
}

static int read_segments(struct image *image, struct error *err)
{
	const GElf_Ehdr *header = &image->header;
	uint64_t highest = header->e_ident[EI_CLASS] == ELFCLASS32 ? UINT32_MAX : UINT64_MAX;

	if (elf_getphdrnum(image->elf, &image->segment_count) < 0)
		return error_set(err, EBADMSG, "%s: program headers: %s", image->path, elf_errmsg(-1));
	/* libelf quietly lowers the number to what the file has room for. */
	if (!lies_in_file(image, header->e_phoff, (uint64_t)header->e_phnum * header->e_phentsize))
		return error_set(err, EBADMSG,
				 "%s: cut off: its program headers at %ju lie behind its end at %ju",
				 image->path, (uintmax_t)header->e_phoff, (uintmax_t)image->size);
	if (image->segment_count == 0)
		return error_set(err, EBADMSG, "%s: has no program headers: nothing of it can ever be loaded",
				 image->path);
	image->segments = memory_zeroed(image->segment_count, sizeof *image->segments);
	for (size_t i = 0; i < image->segment_count; i++) {
		GElf_Phdr *segment = &image->segments[i];

		if (!gelf_getphdr(image->elf, (int)i, segment))
			return error_set(err, EBADMSG, "%s: program header %zu: %s", image->path, i,
					 elf_errmsg(-1));
		if (segment->p_type == PT_LOAD &&
		    (segment->p_vaddr > highest || segment->p_memsz > highest - segment->p_vaddr ||
		     segment->p_filesz > segment->p_memsz))
			return error_set(err, EBADMSG, "%s: program header %zu: impossible sizes",
					 image->path, i);
	}
	return 0;
}

/* A file of debugging information keeps the headers of the program that it belongs to, but not the bytes. */
static bool has_no_code(const struct image *image)
{
	GElf_Shdr header;
	const char *name;

	for (size_t i = 1; i < image->section_count; i++)
		if (image_section(image, i, &header, &name, NULL) == 0 && header.sh_flags & SHF_EXECINSTR)
			return header.sh_type == SHT_NOBITS;
	return false;
}

static int check_segments(const struct image *image, struct error *err)
{
	for (size_t i = 0; i < image->segment_count; i++) {
		const GElf_Phdr *segment = &image->segments[i];

		if (segment->p_type == PT_LOAD && !lies_in_file(image, segment->p_offset, segment->p_filesz))
			return error_set(
				err, EBADMSG,
				"%s: cut off: segment %zu reaches from %ju over %ju bytes, the file ends at %ju",
				image->path, i, (uintmax_t)segment->p_offset, (uintmax_t)segment->p_filesz,
				(uintmax_t)image->size);
	}
	return 0;
}

/* A table that cannot be counted must not pass for one without sections: its notes would be missed in
 * silence. */
static int count_sections(struct image *image, struct error *err)
{
	const GElf_Ehdr *header = &image->header;
	uintmax_t at = header->e_shoff;

	if (at == 0)
		return 0;
	if (!lies_in_file(image, at, (uint64_t)header->e_shnum * header->e_shentsize) ||
	    elf_getshdrnum(image->elf, &image->section_count) < 0 ||
	    !lies_in_file(image, at, image->section_count * (uint64_t)header->e_shentsize))
		return error_set(err, EBADMSG,
				 "%s: cut off: its section table at %ju lies behind its end at %ju",
				 image->path, at, (uintmax_t)image->size);
	if (image->section_count == 0)
		return error_set(err, EBADMSG,
				 "%s: its section table at %ju has an impossible number of sections",
				 image->path, at);
	return 0;
}

int image_open(const char *path, struct image **result, struct error *err)
{
	struct image *image = memory_zeroed(1, sizeof *image);
	int rc;

	image->path = path;
	image->fd = -1;
	if ((rc = open_file(path, image, err)) < 0 || (rc = begin(image, err)) < 0 ||
	    (rc = count_sections(image, err)) < 0 || (rc = read_segments(image, err)) < 0)
		goto out;
	if (has_no_code(image))
		rc = error_set(err, ENOEXEC,
			       "%s: holds only the debugging information of another file: name that one",
			       path);
	else
		rc = check_segments(image, err);
out:
	if (rc < 0) {
		image_close(image);
		image = NULL;
	}
	*result = image;
	return rc;
}

void image_close(struct image *image)
{
	if (!image)
		return;
	free(image->segments);
	elf_end(image->elf);
	if (image->fd >= 0)
		close(image->fd);
	free(image);
}

int image_read(const struct image *image, uint64_t offset, void *to, size_t length)
{
	if (!lies_in_file(image, offset, length) ||
	    pread(image->fd, to, length, (off_t)offset) != (ssize_t)length)
		return -EBADMSG;
	return 0;
}

int image_copy(const struct image *image, uint64_t offset, uint64_t length, char **bytes)
{
	int rc;

	*bytes = NULL;
	if (length > COPY_LIMIT || !lies_in_file(image, offset, length))
		return -EBADMSG;
	*bytes = memory_zeroed(length + 1, 1);
	rc = image_read(image, offset, *bytes, length);
	if (rc < 0) {
		free(*bytes);
		*bytes = NULL;
	}
	return rc;
}

const GElf_Phdr *image_segment(const struct image *image, uint64_t address, uint64_t length)
{
	for (size_t i = 0; i < image->segment_count; i++) {
		const GElf_Phdr *segment = &image->segments[i];

		if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
		    address - segment->p_vaddr < segment->p_memsz &&
		    length <= segment->p_memsz - (address - segment->p_vaddr))
			return segment;
	}
	return NULL;
}

uint64_t image_offset(const struct image *image, uint64_t address, uint64_t *available)
{
	const GElf_Phdr *segment = image_segment(image, address, 1);
	uint64_t inside = segment ? address - segment->p_vaddr : 0;

	*available = 0;
	if (!segment || inside >= segment->p_filesz)
		return 0;
	*available = segment->p_filesz - inside;
	return segment->p_offset + inside;
}

int image_section(const struct image *image, size_t index, GElf_Shdr *header, const char **name,
		  struct error *err)
{
	Elf_Scn *section = elf_getscn(image->elf, index);
	size_t names;

	*name = NULL;
	if (!section || !gelf_getshdr(section, header))
		return error_set(err, EBADMSG, "%s: section %zu: %s", image->path, index, elf_errmsg(-1));
	if (elf_getshdrstrndx(image->elf, &names) == 0)
		*name = elf_strptr(image->elf, names, header->sh_name);
	if (!*name)
		*name = "";
	return 0;
}
