/** AWS KMS: customer managed keys, and the keys that other rooms' settings name. */
@NullMarked
package io.awsposture.services.kms;

import org.jspecify.annotations.NullMarked;
