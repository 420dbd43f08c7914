@NullMarked
package dev.hearken.audio;

import org.jspecify.annotations.NullMarked;
