package io.awsposture.services.kms;

import io.awsposture.control.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tools that keep resources as their code says, told by the tags they leave. What they own they
 * turn back, so it must be mended in their code.
 */
final class InfrastructureAsCode {
  /** Only AWS CloudFormation can set it: the prefix {@code aws:} is reserved. */
  private static final String STACK = "aws:cloudformation:stack-name";

  /** Prefixes of the tags that Crossplane, the AWS controllers for Kubernetes and Pulumi set. */
  private static final List<String> PREFIXES =
      List.of("crossplane-", "services.k8s.aws/", "pulumi:");

  private static final List<String> TOOLS =
      List.of(
          "terraform",
          "opentofu",
          "terragrunt",
          "pulumi",
          "cloudformation",
          "cdk",
          "crossplane",
          "ansible");

  private InfrastructureAsCode() {}

  static Optional<Owner> owner(Map<String, String> tags) {
    String stack = tags.get(STACK);
    if (stack != null) {
      return Optional.of(new Owner("cloudformation", "CloudFormation stack " + stack));
    }
    return new TreeMap<>(tags)
        .entrySet().stream()
            .filter(tag -> isOfTool(tag.getKey(), tag.getValue()))
            .findFirst()
            .map(tag ->
                new Owner("infrastructure-as-code", "tag " + tag.getKey() + ": " + tag.getValue()));
  }

  /** By habit people write {@code ManagedBy: terraform}, or {@code terraform: true}. */
  private static boolean isOfTool(String key, String value) {
    String name = key.toLowerCase(Locale.ROOT);
    String plain = name.replaceAll("[^a-z]", "");
    if (PREFIXES.stream().anyMatch(name::startsWith)) {
      return true;
    }
    return switch (plain) {
      case "managedby", "createdby", "provisionedby", "provisioner", "iac" -> namesTool(value);
      default -> TOOLS.stream().anyMatch(plain::startsWith) && !value.equalsIgnoreCase("false");
    };
  }

  private static boolean namesTool(String value) {
    String plain = value.toLowerCase(Locale.ROOT);
    return TOOLS.stream().anyMatch(plain::contains);
  }
}
