/* Loaded into a private PostgreSQL of the tests (LD_PRELOAD, tools/postgres.sh): makes its disk fail on demand.
 * In the folder that ENACT_FAULTY_DISK names,
 *   full      while it is there, no file of tables or indexes can grow: ENOSPC
 *   full-log  while it is there, no file of the write-ahead log can grow, nor a new one be made: ENOSPC
 *   sync      the next sync of the write-ahead log fails, once: EIO (the file is removed by that)
 * Everything else is passed on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int told(const char* what, char* path, size_t size) {
  const char* folder = getenv("ENACT_FAULTY_DISK");
  if (folder == NULL) return 0;
  snprintf(path, size, "%s/%s", folder, what);
  return access(path, F_OK) == 0;
}

/* Whether the file's path has this part. */
static int lies_in(int file, const char* part) {
  char link[64];
  char path[1024];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return strstr(path, part) != NULL;
}

static int refuses(int file, off_t end) {
  char path[1024];
  const int kept = errno;
  struct stat status;
  const int grows = fstat(file, &status) == 0 && end > status.st_size;
  const int full = grows && ((told("full", path, sizeof path) && lies_in(file, "/base/")) ||
                             (told("full-log", path, sizeof path) && lies_in(file, "/pg_wal/")));
  errno = full ? ENOSPC : kept;
  return full;
}

static int sync_fails(int file) {
  char path[1024];
  const int kept = errno;
  const int fails = told("sync", path, sizeof path) && lies_in(file, "/pg_wal/") && unlink(path) == 0;
  errno = fails ? EIO : kept;
  return fails;
}

ssize_t pwrite(int file, const void* data, size_t size, off_t offset) {
  static ssize_t (*real)(int, const void*, size_t, off_t);
  if (real == NULL) *(void**)(&real) = dlsym(RTLD_NEXT, "pwrite");
  return refuses(file, offset + (off_t)size) ? -1 : real(file, data, size, offset);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t offset) {
  return pwrite(file, data, size, (off_t)offset);
}

/* So the server fills a new file of its log. */
ssize_t pwritev(int file, const struct iovec* parts, int count, off_t offset) {
  static ssize_t (*real)(int, const struct iovec*, int, off_t);
  off_t end = offset;
  if (real == NULL) *(void**)(&real) = dlsym(RTLD_NEXT, "pwritev");
  for (int i = 0; i < count; ++i) end += (off_t)parts[i].iov_len;
  return refuses(file, end) ? -1 : real(file, parts, count, offset);
}

ssize_t pwritev64(int file, const struct iovec* parts, int count, off64_t offset) {
  return pwritev(file, parts, count, offset);
}

int fsync(int file) {
  static int (*real)(int);
  if (real == NULL) *(void**)(&real) = dlsym(RTLD_NEXT, "fsync");
  return sync_fails(file) ? -1 : real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (real == NULL) *(void**)(&real) = dlsym(RTLD_NEXT, "fdatasync");
  return sync_fails(file) ? -1 : real(file);
}
