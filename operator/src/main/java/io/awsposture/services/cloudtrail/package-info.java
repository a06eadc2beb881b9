/** AWS CloudTrail: the trails of an account, what they record and how they deliver it. */
@NullMarked
package io.awsposture.services.cloudtrail;

import org.jspecify.annotations.NullMarked;
