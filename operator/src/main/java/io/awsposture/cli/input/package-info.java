/**
 * From a folder of YAML files to AwsAccounts, SecurityBaselines, Suppressions, PlanApprovals and
 * AccountReports, refused as the API server refuses them.
 */
@NullMarked
package io.awsposture.cli.input;

import org.jspecify.annotations.NullMarked;
