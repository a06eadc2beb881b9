package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.kube.HelmTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused before anything is installed, in words that tell what is wanted. */
@ExtendWith(HelmTool.class)
class RefusedValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|installation is required: the id of this installation",
        "{\"installation\": \"a b\"}|an id of letters, digits, dots",
        "{\"instalation\": \"x\"}|additional properties 'instalation' not allowed",
        "{\"roles\": {\"read\": \"arn:aws:iam::111122223333:role/read\"}}|at '/roles/read': value"
            + " must be 'the name of an IAM role, with its path if it has one, like posture/read:"
            + " not an ARN",
        "{\"roles\": {\"write\": \"/posture/write\"}}|no slash before it",
        "{\"tenants\": {\"team-a\": [111122223333]}}|the 12 digits of an account id, in quotes",
        "{\"tenants\": {\"team-a\": [\"1111\"]}}|the 12 digits of an account id, in quotes",
        "{\"tenants\": {\"team-a\": []}}|at '/tenants/team-a': minItems: got 0, want 1",
        "{\"tenants\": {\"Team A\": [\"111122223333\"]}}|the name of a namespace: lower case",
        "{\"protectedAccounts\": [\"12\"]}|the 12 digits of an account id, in quotes",
        "{\"soak\": 5}|a time like 30s, 5m or 1h",
        "{\"scans\": {\"retry\": \"PT1M\"}}|a time like 30s, 5m or 1h",
        "{\"scans\": {\"atOnce\": 0}}|at '/scans/atOnce': minimum: got 0, want 1",
        "{\"shards\": {\"count\": 0}}|at '/shards/count': minimum: got 0, want 1",
        "{\"proxy\": {\"url\": \"https://proxy:3128\"}}|a proxy that itself speaks HTTP",
        "{\"proxy\": {\"exceptions\": [\".svc\"]}}|the AWS SDK knows neither .DOMAIN nor address",
        "{\"proxy\": {\"exceptions\": [\"10.0.0.0/8\"]}}|knows neither .DOMAIN nor address ranges",
        "{\"jvmOptions\": [\"-Xmx1g -Xms1g\"]}|one option of the JVM",
        "{\"logging\": {\"level\": \"loud\"}}|value must be one of 'ERROR', 'WARN'",
        "{\"networkPolicy\": {\"flavor\": \"calico\"}}|value must be one of 'kubernetes', 'cilium'",
        "{\"networkPolicy\": {\"cilium\": {\"partitions\": [\"china\"]}}}|value must be one of 'aws'",
        "{\"documentation\": \"docs\"}|an address like https://example.com/docs",
        "{\"watchNamespaces\": [\"a\", \"*\"]}|Name \"*\" alone, or leave it out",
        "{\"watchNamespaces\": [\"a\"], \"tenants\": {\"b\": [\"111122223333\"]}}|the namespace b,"
            + " which watchNamespaces leaves out",
        "{\"certificateAuthorities\": {\"configMap\": \"a\", \"secret\": \"b\"}}|name one of them",
        "{\"writes\": {\"perHour\": 10, \"perDay\": 5}}|writes.perHour (10) is more than"
            + " writes.perDay (5)",
        "{\"serviceAccount\": {\"create\": false}}|has to say which ServiceAccount there is",
      })
  void tellsWhatIsWanted(String values, String message) {
    String json = values.contains("nstal") || values.equals("{}") ? values : installed(values);
    HelmTool.Answer answer = withValues(json);
    assertThat(answer.exit()).as(answer.output()).isNotZero();
    assertThat(answer.messages()).contains(message);
  }

  /** Each of these is fine where the others are refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"tenants\": {\"b\": [\"011122223333\"]}, \"watchNamespaces\": [\"a\", \"b\"]}",
        "{\"tenants\": {\"b\": [\"011122223333\"]}, \"watchNamespaces\": [\"*\"]}",
        "{\"roles\": {\"read\": \"read\", \"write\": \"a/b/write@x\"}}",
        "{\"serviceAccount\": {\"create\": false, \"name\": \"there\"}}",
        "{\"proxy\": {\"url\": \"http://10.0.0.1:3128\", \"exceptions\": [\"*\", \"*.a.b\"]}}",
      })
  void takesWhatIsRight(String values) {
    HelmTool.Answer answer = withValues(installed(values));
    assertThat(answer.exit()).as(answer.messages()).isZero();
  }

  private static String installed(String values) {
    return "{\"installation\": \"x\", " + values.substring(1);
  }

  private static HelmTool.Answer withValues(String json) {
    List<String> sets = new ArrayList<>();
    try {
      new JsonMapper()
          .readTree(json)
          .properties()
          .forEach(it -> sets.add("--set-json=" + it.getKey() + "=" + it.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HelmTool.template("x", "y", sets.toArray(String[]::new));
  }
}
