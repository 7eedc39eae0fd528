/* SPDX-License-Identifier: BSD-2-Clause */
#include "image.h"

#include <probetap/memory.h>

#include <stdlib.h>

static uint64_t first_loaded_address(const struct image *image)
{
	uint64_t lowest = UINT64_MAX;

	for (size_t i = 0; i < image->segment_count; i++)
		if (image->segments[i].p_type == PT_LOAD && image->segments[i].p_vaddr < lowest)
			lowest = image->segments[i].p_vaddr;
	return lowest == UINT64_MAX ? 0 : lowest & ~(uint64_t)0xfff;
}

static void describe(const struct image *image, struct object *object)
{
	object->elf_machine = image->header.e_machine;
	object->bits = image->header.e_ident[EI_CLASS] == ELFCLASS64 ? 64 : 32;
	object->machine = machine_of(object->elf_machine, object->bits);
	object->big_endian = image->header.e_ident[EI_DATA] == ELFDATA2MSB;
	object->position_independent = image->header.e_type == ET_DYN;
	object->device = image->status.st_dev;
	object->inode = image->status.st_ino;
	object->first_address = first_loaded_address(image);
	object->has_sections = image->section_count > 0;
}

int object_open(const char *path, struct object **result, struct error *err)
{
	struct object *object = memory_zeroed(1, sizeof *object);
	int rc;

	object->path = memory_text(path);
	rc = image_open(object->path, &object->image, err);
	if (rc < 0)
		goto out;
	describe(object->image, object);
	rc = linkage_read(object->image, object, err);
	if (rc == 0)
		rc = notes_read(object->image, object, err);
out:
	if (rc < 0) {
		object_close(object);
		object = NULL;
	}
	*result = object;
	return rc;
}

void object_close(struct object *object)
{
	if (!object)
		return;
	for (size_t i = 0; i < object->site_count; i++)
		site_fini(&object->sites[i]);
	for (size_t i = 0; i < object->needed_count; i++)
		free(object->needed[i]);
	free(object->sites);
	free(object->needed);
	free(object->interpreter);
	free(object->build_id);
	image_close(object->image);
	free(object->path);
	free(object);
}
