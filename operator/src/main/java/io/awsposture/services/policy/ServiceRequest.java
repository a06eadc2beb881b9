package io.awsposture.services.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an AWS service would do with a resource, as a resource policy sees it.
 *
 * @param service the service's principal, for example {@code cloudtrail.amazonaws.com}
 * @param action one action without wildcards, for example {@code s3:PutObject}
 * @param resource one ARN without wildcards, for example of an object such as the service would
 *     write
 * @param context the values of condition keys that are known; a key left out is not known, which is
 *     something else than absent
 */
public record ServiceRequest(
    String service, String action, String resource, Map<String, String> context)
    implements PolicyRequest {

  /** A request with the keys that AWS sets in every request of a service. */
  public ServiceRequest {
    // Names of condition keys are not case-sensitive (AWS IAM, "Condition element").
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.put("aws:SecureTransport", "true");
    known.put("aws:PrincipalIsAWSService", "true");
    known.put("aws:PrincipalServiceName", service);
    known.putAll(context);
    context = Collections.unmodifiableMap(known);
  }

  @Override
  public List<String> names(boolean allowing) {
    return List.of(service);
  }
}
