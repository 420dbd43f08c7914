@NullMarked
package dev.hearken.audio.internal;

import org.jspecify.annotations.NullMarked;
