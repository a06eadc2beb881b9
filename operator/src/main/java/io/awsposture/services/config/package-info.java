/** AWS Config: the recorder, and where it delivers. */
@NullMarked
package io.awsposture.services.config;

import org.jspecify.annotations.NullMarked;
