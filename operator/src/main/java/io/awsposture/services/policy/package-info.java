/** IAM policy documents: read, and asked whom they let do what. */
@NullMarked
package io.awsposture.services.policy;

import org.jspecify.annotations.NullMarked;
