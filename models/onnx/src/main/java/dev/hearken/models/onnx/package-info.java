@NullMarked
package dev.hearken.models.onnx;

import org.jspecify.annotations.NullMarked;
