/** Tests of reading files. */
@NullMarked
package io.awsposture.cli.input;

import org.jspecify.annotations.NullMarked;
