/* SPDX-License-Identifier: BSD-2-Clause */
/* path: names in the file system and whole files. Texts that are returned belong to the caller (free). */
#ifndef PROBETAP_PATH_H
#define PROBETAP_PATH_H

#include <probetap/buffer.h>
#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>

/* "directory/name", or `name` alone where the directory is NULL or the name is absolute. */
char *path_join(const char *directory, const char *name);
/* The host's name for a path inside a root: root + path, symbolic links followed as they are seen from inside
 * (an absolute link leads to the root, and `..` does not leave it). A NULL root is the host itself.
 * Returns 0 and *result, or -ENOENT, -ELOOP, -EACCES … */
int path_in_root(const char *root, const char *path, char **result, struct error *err);
/* What a message calls a path: "PATH in ROOT" as it is seen inside a root; a path alone is the host's own. */
char *path_title(const char *root, const char *path);
/* The last component; points into `path`. */
const char *path_base(const char *path);
bool path_exists(const char *path);

/* The whole file. Refuses directories and anything over `limit` bytes (-EFBIG). */
int path_read(const char *path, size_t limit, struct buffer *into, struct error *err);
/* Writes a file so that other eyes see the old one or the new one, never a part: temporary name, fsync,
 * rename. */
int path_write_atomically(const char *path, const void *bytes, size_t length, struct error *err);

/* A file that must not be there yet, with exactly this mode. Nobody waits until it is on a disk. */
int path_write_new(const char *path, const void *bytes, size_t length, unsigned mode, struct error *err);

/* probetap's own data (targets/, cases/): $PROBETAP_DATA, or the tree that the running program was built in
 * (place_tree), or the installed place. Returns the path of `name` there (caller frees), or NULL with the
 * places that were tried in err. */
char *path_data(const char *name, struct error *err);

/* A new private directory below $TMPDIR (or /tmp) that only `owner` can enter (pass geteuid() for oneself).
 */
int path_make_temporary(unsigned owner, unsigned group, char **result, struct error *err);
/* Removes a directory and all that is in it, without following links or crossing into another file system. */
int path_remove_tree(const char *path, struct error *err);

#endif
