@NullMarked
package dev.hearken.speech;

import org.jspecify.annotations.NullMarked;
