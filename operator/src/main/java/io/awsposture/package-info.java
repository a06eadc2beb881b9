/** The AWS Posture Operator: {@code Pipeline} is the class to read first. */
@NullMarked
package io.awsposture;

import org.jspecify.annotations.NullMarked;
