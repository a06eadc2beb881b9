/**
 * The packaged operator, started as a user starts it, against a real API server and an emulated
 * AWS.
 */
@NullMarked
package io.awsposture.operator;

import org.jspecify.annotations.NullMarked;
