package io.awsposture.services.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a role would do with a resource that its own policies say nothing about: the resource's
 * policy must name it. So it is with the roles that AWS services make for themselves (Amazon EC2
 * Auto Scaling, "Required AWS KMS key policy for use with encrypted volumes").
 *
 * @param role its ARN
 * @param action one action without wildcards
 * @param resource one ARN without wildcards
 * @param context the values of condition keys that are known
 */
public record RoleRequest(String role, String action, String resource, Map<String, String> context)
    implements PolicyRequest {

  /** A request with the keys that AWS sets in every request of a role. */
  public RoleRequest {
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    known.put("aws:SecureTransport", "true");
    known.put("aws:PrincipalIsAWSService", "false");
    known.put("aws:PrincipalArn", role);
    known.put("aws:PrincipalAccount", accountOf(role));
    known.putAll(context);
    context = Collections.unmodifiableMap(known);
  }

  /**
   * Naming the account allows what IAM policies allow, which is nothing here, but denies to all.
   */
  @Override
  public List<String> names(boolean allowing) {
    String account = accountOf(role);
    String root = "arn:" + role.split(":", 3)[1] + ":iam::" + account + ":root";
    return allowing ? List.of(role) : List.of(role, root, account);
  }

  private static String accountOf(String arn) {
    return arn.split(":", 6)[4];
  }
}
