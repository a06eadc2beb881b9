package io.awsposture.cli.input;

/**
 * Something in the files that must be mended before accounts can be checked.
 *
 * @param file as reached from the folder that was given
 * @param line where it stands, or what it is missing from; from 1, and 0 where no line is meant
 * @param document of the file; from 1, and 0 where the file as a whole is meant
 * @param object kind, namespace and name; empty where it is not known
 * @param field path of the field like {@code spec.controls[0].id}; empty where none is meant
 * @param message what is wrong, in the API server's words where it has some
 */
public record InputError(
    String file, int line, int document, String object, String field, String message) {

  /** One line for a person: where, in what, and what. */
  public String text() {
    return file
        + (line > 0 ? ":" + line : "")
        + (document > 0 ? " (document " + document + ")" : "")
        + ": "
        + (object.isEmpty() ? "" : object + ": ")
        + (field.isEmpty() ? "" : field + ": ")
        + message;
  }
}
