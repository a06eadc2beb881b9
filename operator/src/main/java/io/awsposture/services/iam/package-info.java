/** AWS IAM: the root user and the account's password policy. */
@NullMarked
package io.awsposture.services.iam;

import org.jspecify.annotations.NullMarked;
