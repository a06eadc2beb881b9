package io.awsposture.services.policy;

import java.util.List;
import java.util.Map;

/** Who would do what with a resource, as a resource policy sees it. */
public sealed interface PolicyRequest permits ServiceRequest, RoleRequest {
  /** One action without wildcards. */
  String action();

  /** One ARN without wildcards. */
  String resource();

  /** The values of condition keys that are known; a key left out is not known. */
  Map<String, String> context();

  /**
   * The names under which a statement's Principal may name who asks.
   *
   * @param allowing whether the statement allows: some names count in denials alone
   */
  List<String> names(boolean allowing);
}
