package io.awsposture.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.samples.SampleControls;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueOrderTest {
  private final Catalogue catalogue =
      Catalogue.of(
          List.of(
              new SampleControls.HouseInsured(),
              new SampleControls.DoorPainted(),
              new SampleControls.WindowsShut(),
              new SampleControls.DoorShut()));

  @Test
  void numbersAreOrderedAsNumbers() {
    assertThat(catalogue.all())
        .extracting(Control::id)
        .containsExactly("Door.1", "Door.2", "Door.10", "House.1");
  }

  @Test
  void theOrderIsTotal() {
    assertThat(
            Stream.of("EC2.19", "EC2.7", "IAM.1", "EC2", "EC2.x", "EC2.07", "", "EC2.9999999999")
                .sorted(Catalogue::byServiceThenNumber))
        .containsExactly(
            "", "EC2.07", "EC2.7", "EC2.19", "EC2", "EC2.9999999999", "EC2.x", "IAM.1");
  }

  @Test
  void twoControlsCannotClaimOneId() {
    assertThatThrownBy(() ->
            Catalogue.of(List.of(new SampleControls.DoorShut(), new SampleControls.DoorShut())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Door.1 is claimed by");
  }

  @ParameterizedTest
  @CsvSource({
    "Door.1, Door.1",
    "door.1, Door.1",
    "Dor.2, Door.2",
    "Doors.10, Door.10",
    "Hose.1, House.1",
    // Of those equally near the first of the catalogue.
    "Door.3, Door.1",
    "Door.11, Door.1",
    "Zeppelin.1,",
    "House.1234567,"
  })
  void suggestsWhatWasMeant(String asked, String meant) {
    assertThat(catalogue.nearest(asked)).isEqualTo(java.util.Optional.ofNullable(meant));
  }

  @Test
  void anEmptyCatalogueSuggestsNothing() {
    assertThat(Catalogue.of(List.of()).nearest("Door.1")).isEmpty();
  }
}
