package io.awsposture.cli.iam;

/**
 * A role as AwsAccounts name it.
 *
 * @param path begins and ends with a slash
 */
public record RoleName(String path, String name) {

  /** Of a name with its path if it has one, like {@code posture/read}. */
  public static RoleName of(String text) {
    int slash = text.lastIndexOf('/') + 1;
    return new RoleName("/" + text.substring(0, slash), text.substring(slash));
  }

  /** As AwsAccounts write it. */
  @Override
  public String toString() {
    return path.substring(1) + name;
  }
}
