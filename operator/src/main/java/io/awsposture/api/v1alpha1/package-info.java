/**
 * AwsAccount, SecurityBaseline, Suppression and more, version {@code v1alpha1}, as records from
 * which the CRD files are generated.
 *
 * <p>The text of a component stands once, in its {@code JsonPropertyDescription}: it is what {@code
 * kubectl explain} and {@code docs/crds.md} show. Components that a baseline may inherit from its
 * parent are nullable and carry no schema default, for a default filled in by the API server could
 * not be told from a value somebody wrote. All rules stand on the types: a rule on a component is
 * written twice by the generator, which a real API server refuses.
 */
@NullMarked
package io.awsposture.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
