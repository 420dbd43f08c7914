@NullMarked
package dev.hearken.models.onnx.internal;

import org.jspecify.annotations.NullMarked;
