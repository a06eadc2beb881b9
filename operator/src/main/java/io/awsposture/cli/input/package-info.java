/**
 * From a folder of YAML files to AwsAccounts and SecurityBaselines, refused as the API server
 * refuses them.
 */
@NullMarked
package io.awsposture.cli.input;

import org.jspecify.annotations.NullMarked;
