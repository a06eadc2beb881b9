package io.awsposture.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

/** Which namespace may use which account, as the settings are really written. */
class AllowedNamespacesTest {
  private static final String ONE = "111122223333";
  private static final String OTHER = "444455556666";

  @Test
  void withoutASettingEveryNamespaceMayUseEveryAccount() {
    AccountStates states = states(properties(Map.of()));

    assertThat(states.mayUse(account("team-a", ONE))).isTrue();
  }

  @Test
  void aPropertyGivesANamespaceItsAccounts() {
    holds(states(properties(Map.of("awsposture.namespaces.\"team-a\"", ONE + "," + OTHER))));
  }

  @Test
  void soDoesAnEnvironmentVariable() {
    holds(
        states(
            new EnvConfigSource(Map.of("AWSPOSTURE_NAMESPACES__TEAM_A_", ONE + "," + OTHER), 300)));
  }

  private static void holds(AccountStates states) {
    assertThat(states.mayUse(account("team-a", ONE))).isTrue();
    assertThat(states.mayUse(account("team-a", OTHER))).isTrue();
    assertThat(states.mayUse(account("team-a", "777788889999"))).isFalse();
    assertThat(states.mayUse(account("team-b", ONE)))
        .as("once one is named, all must be")
        .isFalse();
  }

  private static ConfigSource properties(Map<String, String> properties) {
    return new PropertiesConfigSource(properties, "test", 300);
  }

  private static AccountStates states(ConfigSource source) {
    return new AccountStates(
        new SmallRyeConfigBuilder()
            .withSources(source)
            .withMapping(OperatorConfig.class)
            .withConverter(Duration.class, 100, new DurationConverter())
            .withDefaultValue("awsposture.installation", "test")
            .build()
            .getConfigMapping(OperatorConfig.class));
  }

  private static AwsAccount account(String namespace, String id) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder().withName("payments-prod").withNamespace(namespace).build());
    account.setSpec(
        new AwsAccountSpec(
            id,
            "aws",
            new BaselineReference("foundation", "security"),
            null,
            null,
            null,
            "10m",
            Mode.ENFORCE,
            false,
            false));
    return account;
  }
}
