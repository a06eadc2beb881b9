/**
 * The way to AWS: sessions, clients, Regions, limits, classes of failure. {@code Clients} and
 * {@code Cause} are its SDK-free face.
 */
@NullMarked
package io.awsposture.aws;

import org.jspecify.annotations.NullMarked;
