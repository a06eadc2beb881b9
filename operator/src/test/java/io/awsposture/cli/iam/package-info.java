@NullMarked
package io.awsposture.cli.iam;

import org.jspecify.annotations.NullMarked;
