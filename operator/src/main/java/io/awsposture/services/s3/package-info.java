/** Amazon S3: the account's public access block, and the policies of buckets that others need. */
@NullMarked
package io.awsposture.services.s3;

import org.jspecify.annotations.NullMarked;
