@NullMarked
package dev.hearken.speech.internal.endpoint;

import org.jspecify.annotations.NullMarked;
