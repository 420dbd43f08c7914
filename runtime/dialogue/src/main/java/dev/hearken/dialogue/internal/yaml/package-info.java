@NullMarked
package dev.hearken.dialogue.internal.yaml;

import org.jspecify.annotations.NullMarked;
