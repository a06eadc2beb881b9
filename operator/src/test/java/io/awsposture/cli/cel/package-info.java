/** Tests of the rules' language. */
@NullMarked
package io.awsposture.cli.cel;

import org.jspecify.annotations.NullMarked;
