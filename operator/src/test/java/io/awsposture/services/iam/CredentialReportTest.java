package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.aws.CauseException;
import io.awsposture.services.iam.CredentialReport.RootRow;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialReportTest {
  private static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active\n";
  private static final String ROOT =
      "<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,%s,"
          + "no_information,not_supported,not_supported,%s,false\n";

  @ParameterizedTest
  @CsvSource({
    "true, true, true, true",
    "FALSE, TRUE, false, true",
    "not_supported, false, , false",
    "N/A, no_information, , "
  })
  void readsTheRootUsersRow(String password, String mfa, Boolean expected, Boolean expectedMfa) {
    String users =
        "\"jane, x\",arn:aws:iam::111122223333:user/jane,2020,true,N/A,N/A,N/A,true,false\n";

    assertThat(CredentialReport.parse(HEADER + users + ROOT.formatted(password, mfa)).root())
        .contains(new RootRow(Optional.ofNullable(expected), Optional.ofNullable(expectedMfa)));
  }

  @Test
  void aUserOfAlikeNameIsNotTheRootUser() {
    assertThat(
            CredentialReport.parse(
                    HEADER + "root_account,arn:aws:iam::111122223333:user/root_account,2020,true\n")
                .root())
        .isEmpty();
  }

  @Test
  void aRowCutShortTellsNothing() {
    assertThat(CredentialReport.parse(HEADER + "<root_account>,arn\n").root())
        .contains(new RootRow(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "<root_account>,arn,2020,true\n"})
  void whatIsNoReportIsABrokenAnswer(String odd) {
    assertThatThrownBy(() -> CredentialReport.parse(odd)).isInstanceOf(CauseException.class);
  }
}
