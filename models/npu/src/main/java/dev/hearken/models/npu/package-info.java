/** Networks on Rockchip's NPU. */
@NullMarked
package dev.hearken.models.npu;

import org.jspecify.annotations.NullMarked;
