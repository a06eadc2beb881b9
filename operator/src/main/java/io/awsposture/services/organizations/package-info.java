/** AWS Organizations, as seen from a member account. */
@NullMarked
package io.awsposture.services.organizations;

import org.jspecify.annotations.NullMarked;
