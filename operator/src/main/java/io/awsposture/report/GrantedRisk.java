package io.awsposture.report;

import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.evaluate.AcceptedRisk;

/**
 * A Suppression whose metrics are shown.
 *
 * @param suppression the object as the API server has it, with the status it has now
 * @param risk the same as the matcher reads it
 */
public record GrantedRisk(Suppression suppression, AcceptedRisk risk) {}
