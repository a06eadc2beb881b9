/** Tests of the command line. */
@NullMarked
package io.awsposture.cli;

import org.jspecify.annotations.NullMarked;
