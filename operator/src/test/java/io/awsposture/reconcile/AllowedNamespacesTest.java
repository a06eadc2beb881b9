package io.awsposture.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.Access;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which namespace may use which account, as the settings are really written. */
class AllowedNamespacesTest {
  private static final String ONE = "111122223333";
  private static final String OTHER = "444455556666";

  @Test
  void withoutASettingEveryNamespaceMayUseEveryAccount() {
    AccountStates states = states(properties(Map.of()));

    assertThat(states.whyNot(account("team-a", ONE))).isEmpty();
  }

  @Test
  void theOperatorsOwnIdentityIsForItsOwnNamespaceOrForWhoeverIsListed() {
    AwsAccount own = account("awsposture-system", ONE, null);
    AwsAccount foreign = account("team-a", ONE, null);
    Map<String, String> listed = Map.of("awsposture.namespaces.\"team-a\"", ONE);
    Map<String, String> byRole = Map.of("awsposture.read-role-name", "posture/read");

    assertThat(states(properties(Map.of())).whyNot(own)).isEmpty();
    assertThat(states(properties(Map.of())).whyNot(foreign))
        .contains(
            "without a read role the operator's own identity is used, which only its own namespace"
                + " awsposture-system may: set spec.access.readRoleName, or give account "
                + ONE
                + " to namespace team-a in the operator's setting awsposture.namespaces");
    assertThat(states(properties(listed)).whyNot(foreign)).isEmpty();
    assertThat(states(properties(byRole)).whyNot(foreign)).isEmpty();
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
    assertThat(states.whyNot(account("team-a", ONE))).isEmpty();
    assertThat(states.whyNot(account("team-a", OTHER))).isEmpty();
    assertThat(states.whyNot(account("team-a", "777788889999")))
        .contains(
            "namespace team-a may not use account 777788889999: add it to the operator's setting"
                + " awsposture.namespaces");
    assertThat(states.whyNot(account("team-b", ONE)))
        .as("once one is named, all must be")
        .isPresent();
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
            .getConfigMapping(OperatorConfig.class),
        () -> "awsposture-system",
        new KnownDecisions(),
        Clock.systemUTC());
  }

  private static AwsAccount account(String namespace, String id) {
    return account(namespace, id, "posture/read");
  }

  private static AwsAccount account(String namespace, String id, @Nullable String readRole) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder().withName("payments-prod").withNamespace(namespace).build());
    account.setSpec(SampleSpec.of(id, new Access(readRole, null)));
    return account;
  }
}
