package io.awsposture.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All controls this version has, by id. */
public final class Catalogue {
  private final Map<String, Control<?>> byId = new TreeMap<>(Catalogue::byServiceThenNumber);

  private Catalogue(Iterable<Control<?>> controls) {
    for (Control<?> control : controls) {
      Control<?> twin = byId.put(control.id(), control);
      if (twin != null) {
        throw new IllegalStateException(
            control.id()
                + " is claimed by "
                + twin.getClass().getName()
                + " and "
                + control.getClass().getName());
      }
    }
  }

  /** Finds the controls on the class path. */
  @SuppressWarnings({"rawtypes", "unchecked"}) // ServiceLoader knows no type arguments
  public static Catalogue load() {
    return new Catalogue(
        (Iterable<Control<?>>)
            (Iterable) ServiceLoader.load(Control.class, Catalogue.class.getClassLoader()));
  }

  /** A catalogue of just these controls. */
  public static Catalogue of(Collection<? extends Control<?>> controls) {
    return new Catalogue(java.util.List.copyOf(controls));
  }

  /** All of them, by service and number. */
  public Collection<Control<?>> all() {
    return byId.values();
  }

  /** The control of this id. */
  public Optional<Control<?>> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The known id nearest to one that is not known, where one is near enough to be what was meant.
   */
  public Optional<String> nearest(String id) {
    return byId.keySet().stream()
        .min(Comparator.comparingInt((String known) -> distance(known, id)))
        .filter(known -> distance(known, id) <= Math.max(2, id.length() / 3));
  }

  /** Orders ids as people do: EC2.7 before EC2.19. */
  public static int byServiceThenNumber(String one, String other) {
    int services = service(one).compareTo(service(other));
    int numbers = Integer.compare(number(one), number(other));
    return services != 0 ? services : numbers != 0 ? numbers : one.compareTo(other);
  }

  private static String service(String id) {
    int dot = id.lastIndexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }

  private static int number(String id) {
    String digits = id.substring(id.lastIndexOf('.') + 1);
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }

  /** Levenshtein's distance, upper and lower case alike. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= other.length(); column++) {
        boolean same =
            Character.toLowerCase(one.charAt(line - 1))
                == Character.toLowerCase(other.charAt(column - 1));
        int substituted = diagonal + (same ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(substituted, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
