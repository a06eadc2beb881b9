/**
 * From a folder of YAML files to AwsAccounts, SecurityBaselines and Suppressions, refused as the
 * API server refuses them.
 */
@NullMarked
package io.awsposture.cli.input;

import org.jspecify.annotations.NullMarked;
