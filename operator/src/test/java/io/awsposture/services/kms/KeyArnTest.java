package io.awsposture.services.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyArnTest {
  private static final KeyArn KEY = new KeyArn("arn:aws:kms:eu-west-1:111122223333:key/1234");
  private static final KeyArn ALIAS =
      new KeyArn("arn:aws-cn:kms:cn-north-1:111122223333:alias/team/log");

  @Test
  void tellsWhereAndWhoseItIs() {
    assertThat(KEY.region()).isEqualTo("eu-west-1");
    assertThat(KEY.account()).isEqualTo("111122223333");
    assertThat(KEY.isAlias()).isFalse();
    assertThat(ALIAS.region()).isEqualTo("cn-north-1");
    assertThat(ALIAS.isAlias()).isTrue();
  }

  @Test
  void onlyAMultiRegionKeyIsElsewhereToo() {
    KeyArn multi = new KeyArn("arn:aws:kms:eu-west-1:111122223333:key/mrk-12");

    assertThat(KEY.in("eu-west-1")).contains(KEY);
    assertThat(KEY.in("us-east-1")).isEmpty();
    assertThat(ALIAS.in("cn-northwest-1")).isEmpty();
    assertThat(multi.in("us-east-1"))
        .contains(new KeyArn("arn:aws:kms:us-east-1:111122223333:key/mrk-12"));
  }

  @Test
  void isAnArn() {
    assertThatThrownBy(() -> new KeyArn("alias/log")).isInstanceOf(IllegalArgumentException.class);
  }
}
