/*
 * A stand-in for librknnrt that computes on the processor, for tests. Its model files are text, a line each:
 *
 *   fake-rknn 1
 *   platform rk3566                     refused with -13 where the machine (fake_platform) is another
 *   sdk 2.3.0 0.9.8                     versions of library and driver it claims
 *   fault KIND N                        KIND: init (rknn_init returns N), iomem, memory (N is not looked at), and in run N, counted
 *                                       from 1: timeout, hang (until fake_release), nan, lost (that run and everything after it)
 *   input NAME TYPE D0,D1,.. SCALE ZP   TYPE: float32 float16 int8 uint8 int32; scale and zero point of int8 and uint8
 *   output NAME TYPE D0,D1,.. SCALE ZP W0 W1 ..     element by element: the sum over all inputs of W times the input
 *   end
 *
 * Inputs of an output's sum have as many elements as the output, others are left out; a weight of 0 leaves an input out.
 * Everything is allocated through counted(), so that a test can see what was not given back.
 */
#define _GNU_SOURCE
#include "documented.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TENSORS 32
#define EXPORT __attribute__((visibility("default")))

/* What the real library writes to the log and has among its strings. */
EXPORT const char fake_mark[] = "librknnrt version: 2.3.0 (fake@2026-11-27T00:00:00)";

struct tensor {
    struct tensor_attr attr;
    struct tensor_mem *bound;
    float weights[MOST_TENSORS];
};

struct context {
    uint32_t inputs;
    uint32_t outputs;
    struct tensor in[MOST_TENSORS];
    struct tensor out[MOST_TENSORS];
    struct sdk_version sdk;
    char fault[16];
    int fault_number;
    long runs;
    int lost;
    int core_mask;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static long contexts, memories, bytes, total_runs, hanging, releases;
static char platform[32] = "rk3566";

/* --- what tests look at and change -------------------------------------------------------------------------------- */

EXPORT long fake_contexts(void) { return __atomic_load_n(&contexts, __ATOMIC_SEQ_CST); }
EXPORT long fake_memories(void) { return __atomic_load_n(&memories, __ATOMIC_SEQ_CST); }
EXPORT long fake_bytes(void) { return __atomic_load_n(&bytes, __ATOMIC_SEQ_CST); }
EXPORT long fake_runs(void) { return __atomic_load_n(&total_runs, __ATOMIC_SEQ_CST); }

EXPORT long fake_hanging(void)
{
    pthread_mutex_lock(&lock);
    long now = hanging;
    pthread_mutex_unlock(&lock);
    return now;
}

/* Lets every run that hangs now go on. */
EXPORT void fake_release(void)
{
    pthread_mutex_lock(&lock);
    releases++;
    pthread_cond_broadcast(&released);
    pthread_mutex_unlock(&lock);
}

EXPORT void fake_platform(const char *name) { snprintf(platform, sizeof platform, "%s", name); }

/* --- memory -------------------------------------------------------------------------------------------------------- */

static void *counted(size_t size)
{
    size_t *block = calloc(1, size + 16);
    if (!block) {
        return NULL;
    }
    block[0] = size;
    __atomic_add_fetch(&bytes, (long) size, __ATOMIC_SEQ_CST);
    return block + 2;
}

static void uncounted(void *memory)
{
    size_t *block = (size_t *) memory - 2;
    __atomic_sub_fetch(&bytes, (long) block[0], __ATOMIC_SEQ_CST);
    free(block);
}

/* --- numbers ------------------------------------------------------------------------------------------------------- */

static float from_half(uint16_t half)
{
    int exponent = half >> 10 & 31;
    int fraction = half & 1023;
    float size = exponent == 31 ? (fraction ? NAN : INFINITY)
        : exponent == 0 ? ldexpf((float) fraction, -24) : ldexpf((float) (fraction + 1024), exponent - 25);
    return half & 0x8000 ? -size : size;
}

static uint16_t to_half(float value)
{
    uint16_t sign = signbit(value) ? 0x8000 : 0;
    float size = fabsf(value);
    if (isnan(value)) {
        return 0x7e00;
    }
    if (size >= 65520) {
        return sign | 0x7c00;
    }
    int exponent;
    frexpf(size, &exponent);
    int shift = exponent < -13 || size == 0 ? -24 : exponent - 11;
    long units = lrintf(ldexpf(size, -shift));
    /* Units of 2^shift: a carry into the next exponent comes out right by itself. */
    return sign | (uint16_t) (shift == -24 ? units : (((shift + 24) << 10) + units));
}

static float load(const struct tensor *t, uint32_t i)
{
    void *at = t->bound->virt_addr;
    switch (t->attr.type) {
    case FLOAT16: return from_half(((uint16_t *) at)[i]);
    case INT8: return (float) (((int8_t *) at)[i] - t->attr.zp) * t->attr.scale;
    case UINT8: return (float) (((uint8_t *) at)[i] - t->attr.zp) * t->attr.scale;
    case INT32: return (float) ((int32_t *) at)[i];
    default: return ((float *) at)[i];
    }
}

static float limited(float value, float least, float most)
{
    return value < least ? least : value > most ? most : value;
}

static void store(struct tensor *t, uint32_t i, float value)
{
    void *at = t->bound->virt_addr;
    float steps = rintf(value / t->attr.scale) + (float) t->attr.zp;
    switch (t->attr.type) {
    case FLOAT16: ((uint16_t *) at)[i] = to_half(value); break;
    case INT8: ((int8_t *) at)[i] = (int8_t) limited(steps, -128, 127); break;
    case UINT8: ((uint8_t *) at)[i] = (uint8_t) limited(steps, 0, 255); break;
    case INT32: ((int32_t *) at)[i] = (int32_t) value; break;
    default: ((float *) at)[i] = value; break;
    }
}

/* --- model files --------------------------------------------------------------------------------------------------- */

static int type_of(const char *name, uint32_t *size)
{
    static const struct { const char *name; int type; uint32_t size; } known[] = {
        {"float32", FLOAT32, 4}, {"float16", FLOAT16, 2}, {"int8", INT8, 1}, {"uint8", UINT8, 1}, {"int32", INT32, 4}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (!strcmp(name, known[i].name)) {
            *size = known[i].size;
            return known[i].type;
        }
    }
    return -1;
}

static int parse_tensor(struct tensor *t, uint32_t index, char *line)
{
    char type[16], dims[64], *save = NULL;
    int used = 0;
    uint32_t element;
    struct tensor_attr *a = &t->attr;
    if (sscanf(line, "%255s %15s %63s %f %d %n", a->name, type, dims, &a->scale, &a->zp, &used) < 5 || (a->type = type_of(type, &element)) < 0) {
        return -1;
    }
    a->index = index;
    a->n_elems = 1;
    for (char *d = strtok_r(dims, ",", &save); d && a->n_dims < 16; d = strtok_r(NULL, ",", &save)) {
        a->n_elems *= a->dims[a->n_dims++] = (uint32_t) atoi(d);
    }
    a->size = a->size_with_stride = a->n_elems * element;
    a->fmt = FMT_UNDEFINED;
    a->qnt_type = a->type == INT8 || a->type == UINT8 ? QNT_AFFINE : QNT_NONE;
    char *weight = line + used;
    for (int i = 0; i < MOST_TENSORS; i++) {
        t->weights[i] = strtof(weight, &weight);
    }
    return a->n_elems > 0 ? 0 : -1;
}

static int parse_line(struct context *c, char *line)
{
    char name[32];
    if (sscanf(line, "platform %31s", name) == 1) {
        return strcmp(name, platform) ? -13 : 0;
    }
    if (sscanf(line, "sdk %255s %255s", c->sdk.api, c->sdk.driver) == 2 || sscanf(line, "fault %15s %d", c->fault, &c->fault_number) == 2) {
        return 0;
    }
    if (!strncmp(line, "input ", 6) && c->inputs < MOST_TENSORS) {
        uint32_t i = c->inputs++;
        return parse_tensor(&c->in[i], i, line + 6) ? -6 : 0;
    }
    if (!strncmp(line, "output ", 7) && c->outputs < MOST_TENSORS) {
        uint32_t i = c->outputs++;
        return parse_tensor(&c->out[i], i, line + 7) ? -6 : 0;
    }
    return -6;
}

static int parse(struct context *c, FILE *file)
{
    char line[1024];
    if (!fgets(line, sizeof line, file) || strcmp(line, "fake-rknn 1\n")) {
        return -6;
    }
    while (fgets(line, sizeof line, file)) {
        if (!strcmp(line, "end\n")) {
            return !strcmp(c->fault, "init") ? c->fault_number : 0;
        }
        int code = parse_line(c, line);
        if (code) {
            return code;
        }
    }
    return -6;
}

/* --- the interface ------------------------------------------------------------------------------------------------- */

EXPORT int rknn_init(rknn_context *context, void *model, uint32_t size, uint32_t flags, void *extend)
{
    (void) flags;
    (void) extend;
    FILE *file = size ? fmemopen(model, size, "r") : fopen(model, "r");
    if (!file) {
        return -6;
    }
    struct context *c = counted(sizeof *c);
    strcpy(c->sdk.api, "2.3.0");
    strcpy(c->sdk.driver, "0.9.8");
    int code = parse(c, file);
    fclose(file);
    if (code) {
        uncounted(c);
        return code;
    }
    __atomic_add_fetch(&contexts, 1, __ATOMIC_SEQ_CST);
    *context = (rknn_context) (uintptr_t) c;
    return 0;
}

EXPORT int rknn_destroy(rknn_context context)
{
    uncounted((void *) (uintptr_t) context);
    __atomic_sub_fetch(&contexts, 1, __ATOMIC_SEQ_CST);
    return 0;
}

static int attribute(const struct tensor *tensors, uint32_t count, struct tensor_attr *attr, uint32_t size)
{
    if (size != sizeof *attr || attr->index >= count) {
        return -5;
    }
    *attr = tensors[attr->index].attr;
    return 0;
}

EXPORT int rknn_query(rknn_context context, int command, void *info, uint32_t size)
{
    struct context *c = (void *) (uintptr_t) context;
    switch (command) {
    case IO_NUMBER:
        if (size != sizeof(struct io_number)) {
            return -5;
        }
        *(struct io_number *) info = (struct io_number) {c->inputs, c->outputs};
        return 0;
    case INPUT_ATTR: return attribute(c->in, c->inputs, info, size);
    case OUTPUT_ATTR: return attribute(c->out, c->outputs, info, size);
    case SDK_VERSION:
        if (size != sizeof(struct sdk_version)) {
            return -5;
        }
        memcpy(info, &c->sdk, size);
        return 0;
    case MEMORY_SIZE:
        if (size != sizeof(struct memory_size)) {
            return -5;
        }
        *(struct memory_size *) info = (struct memory_size) {.weights = 1000, .internal = 24};
        return 0;
    default: return -5;
    }
}

EXPORT int rknn_set_core_mask(rknn_context context, int mask)
{
    ((struct context *) (uintptr_t) context)->core_mask = mask;
    /* Two cores, as no system on chip has: 0x4 is refused. */
    return mask & 4 ? -5 : 0;
}

EXPORT struct tensor_mem *rknn_create_mem(rknn_context context, uint32_t size)
{
    struct context *c = (void *) (uintptr_t) context;
    if (!strcmp(c->fault, "memory")) {
        return NULL;
    }
    struct tensor_mem *memory = counted(sizeof *memory);
    memory->virt_addr = counted(size);
    memset(memory->virt_addr, 0x55, size);
    memory->size = size;
    __atomic_add_fetch(&memories, 1, __ATOMIC_SEQ_CST);
    return memory;
}

EXPORT int rknn_destroy_mem(rknn_context context, struct tensor_mem *memory)
{
    (void) context;
    uncounted(memory->virt_addr);
    uncounted(memory);
    __atomic_sub_fetch(&memories, 1, __ATOMIC_SEQ_CST);
    return 0;
}

EXPORT int rknn_set_io_mem(rknn_context context, struct tensor_mem *memory, struct tensor_attr *attr)
{
    struct context *c = (void *) (uintptr_t) context;
    if (!strcmp(c->fault, "iomem")) {
        return -5;
    }
    /* The attribute says which tensor is meant by its name, as the real library tells inputs from outputs. */
    for (uint32_t i = 0; i < c->inputs + c->outputs; i++) {
        struct tensor *t = i < c->inputs ? &c->in[i] : &c->out[i - c->inputs];
        if (!strcmp(t->attr.name, attr->name) && t->attr.index == attr->index) {
            if (memory->size < t->attr.size_with_stride || attr->type != t->attr.type) {
                return -5;
            }
            t->bound = memory;
            return 0;
        }
    }
    return -5;
}

static void hang(void)
{
    pthread_mutex_lock(&lock);
    hanging++;
    long before = releases;
    while (releases == before) {
        pthread_cond_wait(&released, &lock);
    }
    hanging--;
    pthread_mutex_unlock(&lock);
}

static void compute(struct context *c, int spoilt)
{
    for (uint32_t o = 0; o < c->outputs; o++) {
        struct tensor *out = &c->out[o];
        for (uint32_t e = 0; e < out->attr.n_elems; e++) {
            float sum = spoilt ? NAN : 0;
            for (uint32_t i = 0; i < c->inputs; i++) {
                if (out->weights[i] != 0 && c->in[i].attr.n_elems == out->attr.n_elems) {
                    sum += out->weights[i] * load(&c->in[i], e);
                }
            }
            store(out, e, sum);
        }
    }
}

EXPORT int rknn_run(rknn_context context, void *extend)
{
    (void) extend;
    struct context *c = (void *) (uintptr_t) context;
    __atomic_add_fetch(&total_runs, 1, __ATOMIC_SEQ_CST);
    int struck = ++c->runs == c->fault_number;
    if (c->lost || (struck && !strcmp(c->fault, "lost"))) {
        c->lost = 1;
        return -3;
    }
    if (struck && !strcmp(c->fault, "timeout")) {
        return -2;
    }
    if (struck && !strcmp(c->fault, "hang")) {
        hang();
    }
    compute(c, struck && !strcmp(c->fault, "nan"));
    return 0;
}
