package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.PreviewDocument.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells where two records of one type differ, field by field, however deep. */
final class RecordDifference {
  private static final String NONE = "none";

  private final List<Field> fields = new ArrayList<>();

  private RecordDifference() {}

  /** The fields that differ, named from {@code path} on. */
  static List<Field> between(String path, @Nullable Object before, @Nullable Object after) {
    RecordDifference difference = new RecordDifference();
    difference.add(path, plain(before), plain(after));
    return List.copyOf(difference.fields);
  }

  private void add(String path, @Nullable Object before, @Nullable Object after) {
    if (before instanceof Record old
        && after instanceof Record now
        && old.getClass() == now.getClass()) {
      for (RecordComponent component : old.getClass().getRecordComponents()) {
        String place = path.isEmpty() ? component.getName() : path + "." + component.getName();
        add(place, value(component, old), value(component, now));
      }
    } else if (!words(before).equals(words(after))) {
      fields.add(new Field(path, words(before), words(after)));
    }
  }

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return plain(component.getAccessor().invoke(of));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(component + " of a public record is public", impossible);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case Collection<?> several when several.isEmpty() -> NONE;
      case Collection<?> several ->
          several.stream()
              .map(RecordDifference::words)
              .sorted()
              .collect(Collectors.joining(", ", "[", "]"));
      case Enum<?> constant -> word(constant);
      case Record several -> "{" + fields(several) + "}";
      default -> String.valueOf(value).isEmpty() ? NONE : String.valueOf(value);
    };
  }

  private static String fields(Record several) {
    return List.of(several.getClass().getRecordComponents()).stream()
        .map(component -> component.getName() + ": " + words(value(component, several)))
        .collect(Collectors.joining(", "));
  }

  /** Constants that are AWS's own keep AWS's spelling. */
  private static String word(Enum<?> constant) {
    try {
      return ApiWord.of(constant);
    } catch (IllegalArgumentException ofAws) {
      return constant.name();
    }
  }
}
