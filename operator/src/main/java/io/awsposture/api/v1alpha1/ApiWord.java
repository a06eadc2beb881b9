package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The word of a constant of this API as users write and read it, like {@code AltersForeign}: the
 * one that stands on the constant.
 */
public final class ApiWord {
  private static final Map<Enum<?>, String> KNOWN = new ConcurrentHashMap<>();

  private ApiWord() {}

  /**
   * The word.
   *
   * @throws IllegalArgumentException when the constant is not one of an API's
   */
  public static String of(Enum<?> constant) {
    return KNOWN.computeIfAbsent(constant, ApiWord::read);
  }

  private static String read(Enum<?> constant) {
    try {
      JsonProperty word =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      if (word == null) {
        throw new IllegalArgumentException(constant + " has no word in the API");
      }
      return word.value();
    } catch (NoSuchFieldException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
