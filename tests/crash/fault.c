/* Breaks a program at a chosen write: loaded before it (LD_PRELOAD), it counts what the program
   does to files below FAULT_ROOT and, at the operation that FAULT_CONTROL names (a shared file,
   see faults.py), kills the process or lets the operation fail. The program itself, SQLite's
   own writes included, stays as it is. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OFF, KILL_BEFORE, KILL_HALFWAY, KILL_AFTER, FAIL };
enum { WRITE = 1, SYNC = 2, CREATE = 4, RENAME = 8, LINK = 16, REMOVE = 32, RESIZE = 64 };
#define LINES 8192
#define WIDTH 120

static struct control {
    int32_t mode;      /* what happens at the operation */
    int32_t kinds;     /* which operations count */
    int32_t group;     /* kill the whole process group */
    int32_t error;     /* errno of FAIL */
    int32_t lasting;   /* FAIL: every operation from then on */
    int32_t broken;    /* how many operations were broken */
    int64_t at;        /* the operation, counted from 1 */
    int64_t count;     /* operations so far */
    char match[64];    /* only paths that hold this text; with $, that end with it */
    char trace[LINES][WIDTH];
} *control;
static const char *root;
static size_t root_length;

__attribute__((constructor)) static void start(void)
{
    const char *name = getenv("FAULT_CONTROL");
    root = getenv("FAULT_ROOT");
    if (!name || !root) return;
    root_length = strlen(root);
    int file = open(name, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void *shared = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared != MAP_FAILED) control = shared;
}

/* The place of a path below the root in `path`; 0 when it lies elsewhere. */
static int resolve(int folder, const char *name, char *path, size_t size)
{
    char link[32];
    ssize_t length = 0;
    if (!name || name[0] != '/') {
        if (folder == AT_FDCWD) {
            if (!getcwd(path, size)) return 0;
            length = strlen(path);
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            length = readlink(link, path, size - 1);
            if (length < 0) return 0;
            path[length] = 0;
        }
        if (name) snprintf(path + length, size - length, "/%s", name);
    } else {
        snprintf(path, size, "%s", name);
    }
    return strncmp(path, root, root_length) == 0;
}

static int matches(const char *path)
{
    size_t wanted = strlen(control->match), length = strlen(path);
    if (!wanted || control->match[wanted - 1] != '$') return strstr(path, control->match) != NULL;
    wanted -= 1;
    return length >= wanted && strncmp(path + length - wanted, control->match, wanted) == 0;
}

static void die(void)
{
    kill(control->group ? 0 : getpid(), SIGKILL);
    for (;;) pause();
}

/* What is to happen to this operation: OFF, KILL_HALFWAY, KILL_AFTER or FAIL. */
static int meet(int kind, const char *what, int folder, const char *name)
{
    char path[1024];
    if (!control || control->mode < 0 || !(control->kinds & kind)) return OFF;
    int before = errno;
    int inside = resolve(folder, name, path, sizeof path);
    errno = before;
    if (!inside || !matches(path + root_length)) return OFF;
    int64_t number = __sync_add_and_fetch(&control->count, 1);
    if (number <= LINES)
        snprintf(control->trace[number - 1], WIDTH, "%s %s", what, path + root_length);
    int chosen = number == control->at || (control->lasting && number > control->at);
    if (control->mode == OFF || !control->at || !chosen) return OFF;
    __sync_add_and_fetch(&control->broken, 1);
    if (control->mode == KILL_BEFORE) die();
    if (control->mode == FAIL) errno = control->error;
    return control->mode;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define AROUND(kind, what, folder, path, call)                     \
    int fate = meet(kind, what, folder, path);                     \
    if (fate == FAIL) return -1;                                   \
    int result = call;                                             \
    if (fate == KILL_HALFWAY || fate == KILL_AFTER) die();         \
    return result;

#define AROUND_WRITE(half, whole)                                  \
    int fate = meet(WRITE, "write", file, NULL);                   \
    if (fate == FAIL) return -1;                                   \
    if (fate == KILL_HALFWAY) { (void)!half; die(); }              \
    ssize_t result = whole;                                        \
    if (fate == KILL_AFTER) die();                                 \
    return result;

ssize_t write(int file, const void *data, size_t size)
{
    AROUND_WRITE(REAL(write)(file, data, size / 2), REAL(write)(file, data, size))
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
    AROUND_WRITE(REAL(pwrite64)(file, data, size / 2, at), REAL(pwrite64)(file, data, size, at))
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    return pwrite64(file, data, size, at);
}

int fsync(int file) { AROUND(SYNC, "fsync", file, NULL, REAL(fsync)(file)) }
int fdatasync(int file) { AROUND(SYNC, "fsync", file, NULL, REAL(fdatasync)(file)) }
int ftruncate64(int file, off64_t size)
{
    AROUND(RESIZE, "truncate", file, NULL, REAL(ftruncate64)(file, size))
}
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int rename(const char *from, const char *to)
{
    AROUND(RENAME, "rename", AT_FDCWD, to, REAL(rename)(from, to))
}
int link(const char *from, const char *to)
{
    AROUND(LINK, "link", AT_FDCWD, to, REAL(link)(from, to))
}
int symlink(const char *from, const char *to)
{
    AROUND(LINK, "symlink", AT_FDCWD, to, REAL(symlink)(from, to))
}
int mkdir(const char *path, mode_t mode)
{
    AROUND(CREATE, "mkdir", AT_FDCWD, path, REAL(mkdir)(path, mode))
}
int unlink(const char *path) { AROUND(REMOVE, "unlink", AT_FDCWD, path, REAL(unlink)(path)) }
int rmdir(const char *path) { AROUND(REMOVE, "rmdir", AT_FDCWD, path, REAL(rmdir)(path)) }
int unlinkat(int folder, const char *path, int flags)
{
    AROUND(REMOVE, "unlink", folder, path, REAL(unlinkat)(folder, path, flags))
}

static int opened(int folder, const char *path, int flags, mode_t mode)
{
    int creates = (flags & O_CREAT) && faccessat(folder, path, F_OK, 0) != 0;
    if (!creates) return REAL(openat64)(folder, path, flags, mode);
    AROUND(CREATE, "create", folder, path, REAL(openat64)(folder, path, flags, mode))
}

#define MODE                                                       \
    mode_t mode = 0;                                               \
    if (flags & (O_CREAT | O_TMPFILE)) {                           \
        va_list rest;                                              \
        va_start(rest, flags);                                     \
        mode = va_arg(rest, mode_t);                               \
        va_end(rest);                                              \
    }

int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...)
{
    MODE return opened(folder, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...)
{
    MODE return opened(folder, path, flags, mode);
}
