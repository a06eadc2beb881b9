package io.awsposture.services.cloudtrail;

import io.awsposture.services.cloudtrail.EventSelectors.Half;
import io.awsposture.services.cloudtrail.EventSelectors.Management;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An advanced event selector: it takes the events that match all its fields (AWS CloudTrail API,
 * "AdvancedFieldSelector").
 */
public record AdvancedSelector(Optional<String> name, List<Field> fields) {
  private static final String CATEGORY = "eventCategory";
  private static final String READ_ONLY = "readOnly";
  private static final String SOURCE = "eventSource";

  /** A field of an event and the values that it must and must not have. */
  public record Field(
      String name,
      List<String> equal,
      List<String> startsWith,
      List<String> endsWith,
      List<String> notEqual,
      List<String> notStartsWith,
      List<String> notEndsWith) {
    /** An unchangeable field. */
    public Field {
      equal = List.copyOf(equal);
      startsWith = List.copyOf(startsWith);
      endsWith = List.copyOf(endsWith);
      notEqual = List.copyOf(notEqual);
      notStartsWith = List.copyOf(notStartsWith);
      notEndsWith = List.copyOf(notEndsWith);
    }

    /** A field that must have one of these values. */
    public static Field equal(String name, String... values) {
      return new Field(
          name, List.of(values), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** A field that must have none of these values. */
    public static Field notEqual(String name, String... values) {
      return new Field(
          name, List.of(), List.of(), List.of(), List.of(values), List.of(), List.of());
    }

    private boolean onlyLeavesOut() {
      return equals(notEqual(name, notEqual.toArray(String[]::new)));
    }
  }

  /** An unchangeable selector. */
  public AdvancedSelector {
    fields = List.copyOf(fields);
  }

  static AdvancedSelector allManagement() {
    return new AdvancedSelector(
        Optional.of("All management events"), List.of(Field.equal(CATEGORY, "Management")));
  }

  /** The same selector for reads and writes. */
  AdvancedSelector withoutReadOnly() {
    return new AdvancedSelector(
        name, fields.stream().filter(field -> !field.name().equals(READ_ONLY)).toList());
  }

  Management management() {
    Set<Half> halves = EnumSet.noneOf(Half.class);
    Set<String> excluded = new HashSet<>();
    Set<Half> filtered = EnumSet.allOf(Half.class);
    for (Field field : fields) {
      switch (field.name()) {
        case CATEGORY -> {
          if (field.equal().contains("Management")) {
            halves = EnumSet.allOf(Half.class);
          }
        }
        case READ_ONLY -> {
          if (!field.equal().contains("true")) {
            filtered.remove(Half.READS);
          }
          if (!field.equal().contains("false")) {
            filtered.remove(Half.WRITES);
          }
        }
        case SOURCE -> {
          if (field.onlyLeavesOut()) {
            excluded.addAll(field.notEqual());
          } else {
            filtered.clear();
          }
        }
        // Any other field lets only some management events through.
        default -> filtered.clear();
      }
    }
    halves.retainAll(filtered);
    return new Management(halves, Set.copyOf(excluded));
  }
}
