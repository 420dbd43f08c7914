/** What is there, what is missing, and where each setting comes from. */
@NullMarked
package dev.hearken.app.internal.doctor;

import org.jspecify.annotations.NullMarked;
