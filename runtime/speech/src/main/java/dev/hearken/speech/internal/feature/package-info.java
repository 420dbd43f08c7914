@NullMarked
package dev.hearken.speech.internal.feature;

import org.jspecify.annotations.NullMarked;
