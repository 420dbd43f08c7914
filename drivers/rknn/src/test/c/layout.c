/* Prints what the C compiler makes of the documented structures: a name and a number a line. */
#include "documented.h"
#include <stddef.h>
#include <stdio.h>

#define SHOW(name, value) printf("%s %zu\n", name, (size_t) (value))

int main(void)
{
    SHOW("IO_NUMBER_SIZE", sizeof(struct io_number));
    SHOW("IO_NUMBER_INPUTS", offsetof(struct io_number, inputs));
    SHOW("IO_NUMBER_OUTPUTS", offsetof(struct io_number, outputs));
    SHOW("ATTR_SIZE", sizeof(struct tensor_attr));
    SHOW("ATTR_INDEX", offsetof(struct tensor_attr, index));
    SHOW("ATTR_DIMENSIONS", offsetof(struct tensor_attr, n_dims));
    SHOW("ATTR_DIMS", offsetof(struct tensor_attr, dims));
    SHOW("ATTR_NAME", offsetof(struct tensor_attr, name));
    SHOW("ATTR_ELEMENTS", offsetof(struct tensor_attr, n_elems));
    SHOW("ATTR_BYTES", offsetof(struct tensor_attr, size));
    SHOW("ATTR_FORMAT", offsetof(struct tensor_attr, fmt));
    SHOW("ATTR_TYPE", offsetof(struct tensor_attr, type));
    SHOW("ATTR_QUANTISATION", offsetof(struct tensor_attr, qnt_type));
    SHOW("ATTR_ZERO_POINT", offsetof(struct tensor_attr, zp));
    SHOW("ATTR_SCALE", offsetof(struct tensor_attr, scale));
    SHOW("ATTR_WIDTH_STRIDE", offsetof(struct tensor_attr, w_stride));
    SHOW("ATTR_BYTES_WITH_STRIDE", offsetof(struct tensor_attr, size_with_stride));
    SHOW("ATTR_PASS_THROUGH", offsetof(struct tensor_attr, pass_through));
    SHOW("SDK_VERSION_SIZE", sizeof(struct sdk_version));
    SHOW("SDK_VERSION_API", offsetof(struct sdk_version, api));
    SHOW("SDK_VERSION_DRIVER", offsetof(struct sdk_version, driver));
    SHOW("MEMORY_SIZE_SIZE", sizeof(struct memory_size));
    SHOW("MEMORY_SIZE_WEIGHTS", offsetof(struct memory_size, weights));
    SHOW("MEMORY_SIZE_INTERNAL", offsetof(struct memory_size, internal));
    SHOW("MEM_SIZE", sizeof(struct tensor_mem));
    SHOW("MEM_VIRTUAL_ADDRESS", offsetof(struct tensor_mem, virt_addr));
    SHOW("MEM_BYTES", offsetof(struct tensor_mem, size));
    SHOW("MAX_DIMENSIONS", sizeof(((struct tensor_attr *) 0)->dims) / sizeof(uint32_t));
    SHOW("NAME_BYTES", sizeof(((struct tensor_attr *) 0)->name));
    SHOW("QUERY_IO_NUMBER", IO_NUMBER);
    SHOW("QUERY_INPUT", INPUT_ATTR);
    SHOW("QUERY_OUTPUT", OUTPUT_ATTR);
    SHOW("QUERY_SDK_VERSION", SDK_VERSION);
    SHOW("QUERY_MEMORY_SIZE", MEMORY_SIZE);
    SHOW("AFFINE", QNT_AFFINE);
    return 0;
}
