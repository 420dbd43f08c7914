/* A library that has only the first function of librknnrt, as something else of the same name might. */
__attribute__((visibility("default"))) int rknn_init(void) { return 0; }
