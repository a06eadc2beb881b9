package io.awsposture.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The words of the API for what Java names otherwise. */
final class ApiWord {
  private static final ObjectMapper WORDS = JsonMapper.builder().build();

  private ApiWord() {}

  /** The word as users write it, like {@code AltersForeign}. */
  static String of(Enum<?> constant) {
    return WORDS.convertValue(constant, String.class);
  }
}
