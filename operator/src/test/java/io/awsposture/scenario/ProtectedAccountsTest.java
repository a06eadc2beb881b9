package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** Accounts that are written only where their AwsAccount says so. */
class ProtectedAccountsTest {

  @Scenario("management-account")
  void theManagementAccount(ScenarioWorld world) {
    isProtected(world, ProtectedAccountsTest::managesItsOrganization);
  }

  @Scenario("management-account-allowed")
  void theManagementAccountThatMayBeWritten(ScenarioWorld world) {
    isWritten(world, ProtectedAccountsTest::managesItsOrganization);
  }

  @Scenario("protected-by-settings")
  void anAccountThatTheSettingsName(ScenarioWorld world) {
    isProtected(world, ProtectedAccountsTest::isNamedBySettings);
  }

  @Scenario("protected-by-settings-allowed")
  void anAccountThatTheSettingsNameAndThatMayBeWritten(ScenarioWorld world) {
    isWritten(world, ProtectedAccountsTest::isNamedBySettings);
  }

  @Scenario("own-identity")
  void anAccountReachedWithTheOperatorsOwnIdentity(ScenarioWorld world) {
    isProtected(world, ProtectedAccountsTest::isTheOperatorsOwn);
  }

  @Scenario("own-identity-allowed")
  void anAccountReachedWithTheOperatorsOwnIdentityThatMayBeWritten(ScenarioWorld world) {
    isWritten(world, ProtectedAccountsTest::isTheOperatorsOwn);
  }

  private static void isProtected(ScenarioWorld world, Consumer<ScenarioWorld> why) {
    world.aws().regions(HOME);
    world.mayWrite();
    why.accept(world);

    world.scanned();

    assertThat(world.closed()).isEqualTo("ProtectedAccount");
    world.statusIsAsExpected();
    world.nothingWasWritten();
  }

  private static void isWritten(ScenarioWorld world, Consumer<ScenarioWorld> why) {
    world.aws().regions(HOME);
    world.mayWrite();
    why.accept(world);

    world.scanned();

    assertThat(world.closed()).isEmpty();
    assertThat(world.made()).isNotEmpty();
  }

  private static void managesItsOrganization(ScenarioWorld world) {
    world.aws().organizations().of(world.account().id(), "444455556666");
  }

  private static void isNamedBySettings(ScenarioWorld world) {
    world.operator().protects(world.account().id());
  }

  private static void isTheOperatorsOwn(ScenarioWorld world) {
    world.operator().runsIn(world.account().id());
  }
}
