package io.awsposture;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.Target;
import io.awsposture.observe.RegionScope;
import io.awsposture.plan.History;

/**
 * An account to be scanned: what its AwsAccount says, and what is remembered of it.
 *
 * @param namespace of the AwsAccount, where its reference to a baseline starts
 * @param modeLimit ceiling over the modes of all controls
 */
public record Account(
    String namespace,
    Target target,
    BaselineReference baseline,
    RegionScope regions,
    Mode modeLimit,
    boolean writesToProtected,
    History history) {}
