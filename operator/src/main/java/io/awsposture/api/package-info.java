/** The custom resources of the group {@code awsposture.io}, one package per version. */
@NullMarked
package io.awsposture.api;

import org.jspecify.annotations.NullMarked;
