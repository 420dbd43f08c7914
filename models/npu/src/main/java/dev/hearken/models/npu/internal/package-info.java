@NullMarked
package dev.hearken.models.npu.internal;

import org.jspecify.annotations.NullMarked;
