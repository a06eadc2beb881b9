/** Amazon EC2: security groups, and the defaults of EBS. */
@NullMarked
package io.awsposture.services.ec2;

import org.jspecify.annotations.NullMarked;
