package io.awsposture.services.cloudtrail;

import static java.util.Objects.requireNonNull;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.services.cloudtrail.AdvancedSelector.Field;
import io.awsposture.services.cloudtrail.BasicSelector.Data;
import io.awsposture.services.cloudtrail.BasicSelector.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;

/** Event selectors as the SDK has them, both ways: what is read must be written back whole. */
final class SelectorTranslation {
  private SelectorTranslation() {}

  static EventSelectors read(GetEventSelectorsResponse seen) {
    // A trail has selectors of one kind at least: an answer without both says nothing.
    if (!seen.hasEventSelectors() && !seen.hasAdvancedEventSelectors()) {
      throw missing("event selectors");
    }
    return new EventSelectors(
        seen.eventSelectors().stream().map(SelectorTranslation::basic).toList(),
        seen.advancedEventSelectors().stream().map(SelectorTranslation::advanced).toList());
  }

  /** A request that replaces a trail's selectors by these. */
  static void write(EventSelectors selectors, PutEventSelectorsRequest.Builder request) {
    // The two kinds must not be sent together: the one that is sent replaces the other.
    if (selectors.advanced().isEmpty()) {
      request.eventSelectors(selectors.basic().stream().map(SelectorTranslation::basic).toList());
    } else {
      request.advancedEventSelectors(
          selectors.advanced().stream().map(SelectorTranslation::advanced).toList());
    }
  }

  private static BasicSelector basic(EventSelector seen) {
    return new BasicSelector(
        Kind.valueOf(requireNonNull(seen.readWriteTypeAsString(), "ReadWriteType")),
        requireNonNull(seen.includeManagementEvents(), "IncludeManagementEvents"),
        seen.dataResources().stream()
            .map(resource -> new Data(requireNonNull(resource.type(), "Type"), resource.values()))
            .toList(),
        seen.excludeManagementEventSources());
  }

  private static EventSelector basic(BasicSelector selector) {
    return EventSelector.builder()
        .readWriteType(selector.kind().name())
        .includeManagementEvents(selector.managementEvents())
        .dataResources(
            selector.data().stream()
                .map(data -> DataResource.builder().type(data.type()).values(data.arns()).build())
                .toList())
        .excludeManagementEventSources(selector.excluded())
        .build();
  }

  private static CauseException missing(String what) {
    return new CauseException(
        new Cause.Broken("cloudtrail:GetEventSelectors: " + what + " are missing"));
  }

  private static AdvancedSelector advanced(AdvancedEventSelector seen) {
    if (!seen.hasFieldSelectors()) {
      throw missing("field selectors");
    }
    return new AdvancedSelector(
        Optional.ofNullable(seen.name()),
        seen.fieldSelectors().stream()
            .map(field ->
                new Field(
                    requireNonNull(field.field(), "Field"),
                    field.equalsValue(),
                    field.startsWith(),
                    field.endsWith(),
                    field.notEquals(),
                    field.notStartsWith(),
                    field.notEndsWith()))
            .toList());
  }

  private static AdvancedEventSelector advanced(AdvancedSelector selector) {
    AdvancedEventSelector.Builder built =
        AdvancedEventSelector.builder()
            .fieldSelectors(selector.fields().stream().map(SelectorTranslation::field).toList());
    selector.name().ifPresent(built::name);
    return built.build();
  }

  private static AdvancedFieldSelector field(Field field) {
    AdvancedFieldSelector.Builder built = AdvancedFieldSelector.builder().field(field.name());
    given(field.equal(), built::equalsValue);
    given(field.startsWith(), built::startsWith);
    given(field.endsWith(), built::endsWith);
    given(field.notEqual(), built::notEquals);
    given(field.notStartsWith(), built::notStartsWith);
    given(field.notEndsWith(), built::notEndsWith);
    return built.build();
  }

  /** AWS refuses an operator without values. */
  private static void given(List<String> values, Consumer<List<String>> operator) {
    if (!values.isEmpty()) {
      operator.accept(values);
    }
  }
}
