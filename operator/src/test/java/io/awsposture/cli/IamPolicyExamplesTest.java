package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code examples/aws} is what the command prints for the example baseline; {@code
 * -Dexamples.update} writes it.
 */
class IamPolicyExamplesTest {
  private static final Path FOLDER = ProjectRoot.resolve("examples/aws");
  private static final String TRUST =
      "--trust --installation platform-eu --namespace security"
          + " --operator-role-arn arn:aws:iam::999999999999:role/awsposture-operator";
  private static final String ENFORCED =
      "--baseline examples/01-securitybaseline-foundation.yaml --mode Enforce";

  /** Each file with the arguments that print it, as its README says them. */
  private static final Map<String, String> FILES =
      Map.of(
          "read-policy.json",
          ENFORCED,
          "write-policy.json",
          ENFORCED + " --write",
          "trust-policy.json",
          TRUST,
          "operator-policy.json",
          "--operator --write",
          "terraform/main.tf",
          ENFORCED + " --write -o terraform",
          "roles.template",
          ENFORCED + " --write -o cloudformation");

  @Test
  void theyAreFresh() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      assertThat(readme).contains("iam-policy " + file.getValue() + " > ", file.getKey());
      PrintedPolicy printed = printed(file.getValue());
      assertThat(printed.exitCode()).isZero();
      Path path = FOLDER.resolve(file.getKey());
      if (System.getProperty("examples.update") != null) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, printed.out());
      }
      assertThat(path).as("stale: run with -Dexamples.update").hasContent(printed.out());
    }
  }

  @Test
  void thePoliciesAreWithinTheGrammarOfIam() throws IOException {
    JsonMapper json = new JsonMapper();
    for (String file : List.of("read-policy.json", "write-policy.json", "operator-policy.json")) {
      PolicyGrammar.assertPolicy(json.readTree(FOLDER.resolve(file).toFile()));
    }
    PolicyGrammar.assertTrustPolicy(json.readTree(FOLDER.resolve("trust-policy.json").toFile()));
  }

  @Test
  @ExtendWith(Linters.class)
  void terraformReadsTheModuleAndWouldLayItOutSo() throws Exception {
    Path file = FOLDER.resolve("terraform/main.tf");
    Linters.Answer answer = Linters.terraform(file);

    assertThat(answer.exit()).as(answer.text()).isZero();
    assertThat(answer.text()).isEqualTo(Files.readString(file));
  }

  /** It also knows every IAM action there is, so a misspelt one does not pass. */
  @Test
  @ExtendWith(Linters.class)
  void cloudFormationTakesTheTemplate() throws Exception {
    Linters.Answer answer = Linters.cloudFormation(FOLDER.resolve("roles.template"));

    assertThat(answer.text()).isEmpty();
    assertThat(answer.exit()).isZero();
  }

  /** The widest policies there are: all controls, everything that may be approved. */
  @Test
  @ExtendWith(Linters.class)
  void everyActionOfEveryControlExists() throws Exception {
    Path folder = Files.createTempDirectory("awsposture-");
    Path baseline =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            apiVersion: awsposture.io/v1alpha1
            kind: SecurityBaseline
            metadata: {name: all, namespace: security}
            spec:
              mode: Propose
              frameworks: [all]
              cloudTrail: {bucket: logs, kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k"}
              configRecorder: {bucket: logs}
              ebsEncryption: {kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k"}
              guardDuty: {protectionPlans: [EBS_MALWARE_PROTECTION]}
            """);
    Path template =
        Files.writeString(
            folder.resolve("all-roles.template"),
            PrintedPolicy.of("-f", baseline.toString(), "--write", "-o", "cloudformation").out());

    assertThat(Linters.cloudFormation(template).text()).isEmpty();
    Files.writeString(
        template, Files.readString(template).replace("guardduty:GetDetector\"", "guardduty:Get\""));
    assertThat(Linters.cloudFormation(template).text()).as("of a misspelt one").isNotEmpty();
  }

  private static PrintedPolicy printed(String arguments) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments.split(" ")) {
      all.add(
          argument.startsWith("examples/") ? ProjectRoot.resolve(argument).toString() : argument);
    }
    return PrintedPolicy.of(all.toArray(String[]::new));
  }
}
