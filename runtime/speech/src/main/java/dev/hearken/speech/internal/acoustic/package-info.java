@NullMarked
package dev.hearken.speech.internal.acoustic;

import org.jspecify.annotations.NullMarked;
