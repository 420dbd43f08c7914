@NullMarked
package dev.hearken.speech.internal;

import org.jspecify.annotations.NullMarked;
