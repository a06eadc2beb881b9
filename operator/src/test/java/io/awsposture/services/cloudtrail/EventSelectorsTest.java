package io.awsposture.services.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.services.cloudtrail.AdvancedSelector.Field;
import io.awsposture.services.cloudtrail.BasicSelector.Data;
import io.awsposture.services.cloudtrail.BasicSelector.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;

class EventSelectorsTest {
  private static final Field MANAGEMENT = Field.equal("eventCategory", "Management");
  private static final Data OBJECTS = new Data("AWS::S3::Object", List.of("arn:aws:s3:::b/"));

  @Test
  void basicSelectorsMustTakeReadsAndWrites() {
    assertThat(EventSelectors.DEFAULT.selectAllManagement()).isTrue();
    assertThat(basic(selector(Kind.ReadOnly), selector(Kind.WriteOnly)).selectAllManagement())
        .isTrue();
    assertThat(basic(selector(Kind.ReadOnly)).selectAllManagement()).isFalse();
    assertThat(basic(selector(Kind.WriteOnly)).selectAllManagement()).isFalse();
    assertThat(basic().selectAllManagement()).isFalse();
    assertThat(basic(dataOnly(Kind.All)).selectManagement()).isFalse();
    assertThat(basic(selector(Kind.ReadOnly)).selectManagement()).isTrue();
  }

  @Test
  void advancedSelectorsMustTakeReadsAndWrites() {
    assertThat(advanced(MANAGEMENT).selectAllManagement()).isTrue();
    assertThat(advanced(MANAGEMENT, Field.equal("readOnly", "true")).text())
        .isEqualTo("management reads only");
    assertThat(advanced(MANAGEMENT, Field.equal("readOnly", "false")).text())
        .isEqualTo("management writes only");
    assertThat(
            new EventSelectors(
                    List.of(),
                    List.of(
                        fields(MANAGEMENT, Field.equal("readOnly", "false")),
                        fields(Field.equal("readOnly", "true"), MANAGEMENT)))
                .selectAllManagement())
        .isTrue();
    assertThat(advanced(Field.equal("eventCategory", "Data")).selectManagement()).isFalse();
  }

  @Test
  void aFilteredSelectorDoesNotCount() {
    assertThat(advanced(MANAGEMENT, Field.equal("eventName", "DeleteTrail")).selectAllManagement())
        .isFalse();
    assertThat(advanced(MANAGEMENT, Field.equal("eventSource", "s3.amazonaws.com")).text())
        .isEqualTo("not all management events");
  }

  @Test
  void onlySourcesThatNoSelectorTakesAreExcluded() {
    assertThat(advanced(MANAGEMENT, Field.notEqual("eventSource", "kms.amazonaws.com")).excluded())
        .containsExactly("kms.amazonaws.com");
    assertThat(basic(selector(Kind.All, "kms.amazonaws.com"), selector(Kind.All)).excluded())
        .isEmpty();
    assertThat(
            basic(selector(Kind.ReadOnly, "kms.amazonaws.com"), selector(Kind.WriteOnly))
                .excluded())
        .containsExactly("kms.amazonaws.com");
  }

  @Test
  void widensASelectorThatTakesManagementEventsOnly() {
    assertThat(
            basic(dataOnly(Kind.All), selector(Kind.WriteOnly, "kms.amazonaws.com"))
                .withAllManagement())
        .contains(basic(dataOnly(Kind.All), selector(Kind.All, "kms.amazonaws.com")));
  }

  @Test
  void addsASelectorWhereWideningWouldRecordMoreDataEvents() {
    BasicSelector mixed =
        new BasicSelector(Kind.WriteOnly, true, List.of(OBJECTS), List.of("kms.amazonaws.com"));

    assertThat(basic(mixed).withAllManagement())
        .contains(basic(mixed, selector(Kind.All, "kms.amazonaws.com")));
    assertThat(basic(dataOnly(Kind.WriteOnly)).withAllManagement())
        .contains(basic(dataOnly(Kind.WriteOnly), selector(Kind.All)));
    assertThat(basic().withAllManagement()).contains(EventSelectors.DEFAULT);
  }

  @Test
  void awsAllowsFiveBasicSelectors() {
    EventSelectors full = new EventSelectors(Collections.nCopies(5, dataOnly(Kind.All)), List.of());

    assertThat(full.withAllManagement()).isEmpty();
  }

  @Test
  void advancedSelectorsStayAdvancedAndKeepWhatTheyTakeAndLeaveOut() {
    AdvancedSelector data = fields(Field.equal("eventCategory", "Data"));
    Field withoutKms = Field.notEqual("eventSource", "kms.amazonaws.com");
    AdvancedSelector writes = fields(MANAGEMENT, Field.equal("readOnly", "false"), withoutKms);

    assertThat(new EventSelectors(List.of(), List.of(data, writes)).withAllManagement())
        .contains(new EventSelectors(List.of(), List.of(data, fields(MANAGEMENT, withoutKms))));
    assertThat(new EventSelectors(List.of(), List.of(data)).withAllManagement())
        .contains(new EventSelectors(List.of(), List.of(data, AdvancedSelector.allManagement())));
  }

  @Test
  void aFilterOfOthersIsNotLifted() {
    AdvancedSelector filtered = fields(MANAGEMENT, Field.equal("eventName", "DeleteTrail"));

    assertThat(new EventSelectors(List.of(), List.of(filtered)).withAllManagement())
        .contains(
            new EventSelectors(List.of(), List.of(filtered, AdvancedSelector.allManagement())));
  }

  @Test
  void whatIsReadIsWrittenBackWhole() {
    EventSelectors basic =
        basic(
            new BasicSelector(Kind.WriteOnly, true, List.of(OBJECTS), List.of("kms.amazonaws.com")),
            dataOnly(Kind.ReadOnly));
    EventSelectors advanced =
        new EventSelectors(
            List.of(),
            List.of(
                new AdvancedSelector(
                    Optional.of("all operators"),
                    List.of(
                        new Field(
                            "resources.ARN",
                            List.of("a"),
                            List.of("b"),
                            List.of("c"),
                            List.of("d"),
                            List.of("e"),
                            List.of("f")),
                        MANAGEMENT)),
                fields(MANAGEMENT)));

    assertThat(thereAndBack(basic)).isEqualTo(basic);
    assertThat(thereAndBack(advanced)).isEqualTo(advanced);
  }

  @Test
  void onlyOneKindOfSelectorsIsSent() {
    PutEventSelectorsRequest.Builder request = PutEventSelectorsRequest.builder();
    SelectorTranslation.write(advanced(MANAGEMENT), request);

    assertThat(request.build().hasEventSelectors()).isFalse();
    assertThat(request.build().advancedEventSelectors().getFirst().fieldSelectors().getFirst())
        .satisfies(field -> {
          assertThat(field.hasEqualsValue()).isTrue();
          assertThat(field.hasNotEquals()).isFalse();
        });
  }

  private static EventSelectors thereAndBack(EventSelectors selectors) {
    PutEventSelectorsRequest.Builder builder = PutEventSelectorsRequest.builder();
    SelectorTranslation.write(selectors, builder);
    PutEventSelectorsRequest request = builder.build();
    return SelectorTranslation.read(
        GetEventSelectorsResponse.builder()
            .eventSelectors(request.eventSelectors())
            .advancedEventSelectors(request.advancedEventSelectors())
            .build());
  }

  private static BasicSelector selector(Kind kind, String... excluded) {
    return new BasicSelector(kind, true, List.of(), List.of(excluded));
  }

  private static BasicSelector dataOnly(Kind kind) {
    return new BasicSelector(kind, false, List.of(OBJECTS), List.of());
  }

  private static EventSelectors basic(BasicSelector... selectors) {
    return new EventSelectors(List.of(selectors), List.of());
  }

  private static EventSelectors advanced(Field... fields) {
    return new EventSelectors(List.of(), List.of(fields(fields)));
  }

  private static AdvancedSelector fields(Field... fields) {
    return new AdvancedSelector(Optional.empty(), List.of(fields));
  }
}
