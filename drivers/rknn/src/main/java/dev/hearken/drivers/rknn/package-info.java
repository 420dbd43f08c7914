/** Rockchip's NPU: one context a model, buffers that the NPU reads and writes in place. */
@NullMarked
package dev.hearken.drivers.rknn;

import org.jspecify.annotations.NullMarked;
