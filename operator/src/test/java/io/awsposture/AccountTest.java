package io.awsposture;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Access;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.plan.History;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountTest {

  @Test
  void aReadOnlyAccountHasNoWayToBeWritten() {
    Account account =
        Account.of(
            "security",
            new AwsAccountSpec(
                "111122223333",
                null,
                new BaselineReference("foundation", null),
                new Access("posture/read", "posture/write"),
                null,
                null,
                null,
                Mode.ENFORCE,
                false,
                true),
            new Account.Defaults(Optional.empty(), Optional.of("write")),
            Optional.of("id"),
            "session",
            History.none(Instant.EPOCH));
    Account readOnly = account.readOnly();
    assertThat(account.target().writeRole()).contains("posture/write");
    assertThat(readOnly.target().writeRole()).isEmpty();
    assertThat(readOnly.modeLimit()).isEqualTo(Mode.OBSERVE);
    assertThat(readOnly.writesToProtected()).isFalse();
    assertThat(readOnly.target().readRole()).contains("posture/read");
    assertThat(readOnly.target().externalId()).contains("id");
  }
}
