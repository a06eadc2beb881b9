/** What IAM must allow so that a baseline can be held, as policies and as roles in code. */
@NullMarked
package io.awsposture.cli.iam;

import org.jspecify.annotations.NullMarked;
