/** What each kernel costs a call, measured by JMH: the place where claims of speed are proved. */
@NullMarked
package dev.hearken.bench;

import org.jspecify.annotations.NullMarked;
