/** The suite that every {@link dev.hearken.models.api.InferenceBackend} passes; published as this module's test-jar. */
@NullMarked
package dev.hearken.models.api.contract;

import org.jspecify.annotations.NullMarked;
