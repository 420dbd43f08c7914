/*
 * The structures and numbers of the RKNN C interface as its public documentation describes them (librknnrt 1.6 to 2.3, LP64),
 * declared anew for tests: field order and types are the interface, everything else is ours.
 */
#ifndef HEARKEN_DOCUMENTED_H
#define HEARKEN_DOCUMENTED_H

#include <stdint.h>

typedef uint64_t rknn_context;

struct io_number {
    uint32_t inputs;
    uint32_t outputs;
};

struct tensor_attr {
    uint32_t index;
    uint32_t n_dims;
    uint32_t dims[16];
    char name[256];
    uint32_t n_elems;
    uint32_t size;
    int32_t fmt;
    int32_t type;
    int32_t qnt_type;
    int8_t fl;
    int32_t zp;
    float scale;
    uint32_t w_stride;
    uint32_t size_with_stride;
    uint8_t pass_through;
    uint32_t h_stride;
};

struct sdk_version {
    char api[256];
    char driver[256];
};

struct memory_size {
    uint32_t weights;
    uint32_t internal;
    uint64_t dma;
    uint32_t sram;
    uint32_t free_sram;
    uint32_t reserved[10];
};

struct tensor_mem {
    void *virt_addr;
    uint64_t phys_addr;
    int32_t fd;
    int32_t offset;
    uint32_t size;
    uint32_t flags;
    void *priv;
};

enum query { IO_NUMBER = 0, INPUT_ATTR = 1, OUTPUT_ATTR = 2, SDK_VERSION = 5, MEMORY_SIZE = 6 };

enum type { FLOAT32 = 0, FLOAT16 = 1, INT8 = 2, UINT8 = 3, INT32 = 6 };

enum { QNT_NONE = 0, QNT_AFFINE = 2 };

enum { FMT_UNDEFINED = 3 };

#endif
