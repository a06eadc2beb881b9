package io.awsposture.cli.input;

/**
 * A breach of a schema.
 *
 * @param field path of the field; empty for the object as a whole
 * @param message in the API server's words
 */
record Violation(String field, String message) {

  /** True where the field is this one or lies within it. */
  boolean isWithin(String path) {
    return path.isEmpty()
        || field.equals(path)
        || field.startsWith(path + ".")
        || field.startsWith(path + "[");
  }
}
