/** Amazon GuardDuty: the detector of each Region and who manages it. */
@NullMarked
package io.awsposture.services.guardduty;

import org.jspecify.annotations.NullMarked;
