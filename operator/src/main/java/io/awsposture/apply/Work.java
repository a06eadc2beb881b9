package io.awsposture.apply;

import io.awsposture.aws.Session;
import io.awsposture.aws.Target;
import io.awsposture.plan.History;
import io.awsposture.plan.Plan;

/**
 * A plan to be carried out in one account.
 *
 * @param reader a proven read session of the account
 * @param writesToProtected the AwsAccount's own flag for accounts that are not written otherwise
 */
public record Work(
    Target target,
    Session reader,
    Plan plan,
    History history,
    int changesPerHour,
    int changesPerDay,
    boolean writesToProtected) {}
