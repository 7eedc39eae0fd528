/* SPDX-License-Identifier: BSD-2-Clause */
/* image: the ELF file behind an object, opened and checked as far as everything else here relies on it. */
#ifndef SDT_IMAGE_H
#define SDT_IMAGE_H

#include <probetap/error.h>
#include <probetap/object.h>
#include <gelf.h>
#include <sys/stat.h>

struct image {
	const char *path; /* the object's */
	int fd;
	uint64_t size;
	struct stat status;
	Elf *elf;
	GElf_Ehdr header;
	GElf_Phdr *segments;
	size_t segment_count;
	size_t section_count;
};

/* Opens the file and checks that it is an executable or a shared library whose tables lie inside the file.
 * Errors as object_open. */
int image_open(const char *path, struct image **result, struct error *err);
void image_close(struct image *image);

/* Reads bytes of the file; 0, or -EBADMSG where they are not all there. */
int image_read(const struct image *image, uint64_t offset, void *to, size_t length);

/* The loaded segment that holds [address, address + length) in memory, or NULL. */
const GElf_Phdr *image_segment(const struct image *image, uint64_t address, uint64_t length);
/* Where the bytes at the address lie in the file, and how many of the segment's follow; 0 if nowhere. */
uint64_t image_offset(const struct image *image, uint64_t address, uint64_t *available);

/* A section by number: its header and its name ("" if that is out of bounds). 0 or -EBADMSG. */
int image_section(const struct image *image, size_t index, GElf_Shdr *header, const char **name,
		  struct error *err);

/* A whole section or part of the file, owned by the caller; -EBADMSG where it does not lie in the file. A NUL
 * follows the bytes. */
int image_copy(const struct image *image, uint64_t offset, uint64_t length, char **bytes);

/* Says what a file that is not an ELF executable or shared library is; returns -ENOEXEC. */
int foreign_describe(const char *path, int fd, struct error *err);

/* Reads the marker sites of every .note.stapsdt into the object. */
int notes_read(const struct image *image, struct object *object, struct error *err);
void site_fini(struct site *site);

/* What the dynamic loader reads: interpreter, needed libraries, build-id. */
int linkage_read(const struct image *image, struct object *object, struct error *err);

enum machine machine_of(unsigned elf_machine, unsigned bits);

#endif
