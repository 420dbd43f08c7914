@NullMarked
package dev.hearken.speech.internal.wake;

import org.jspecify.annotations.NullMarked;
